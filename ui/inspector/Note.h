#pragma once

#include <QLabel>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

/// A wrapped line of text in the side panel that keeps its size and color in every theme; secondary text at first.
class Note final : public QLabel {
    Q_OBJECT
public:
    explicit Note(QWidget* parent = nullptr);
    /// Another size, weight or color.
    void setLook(FontSize size, QFont::Weight weight, Token color);

protected:
    void changeEvent(QEvent* event) override;

private:
    FontSize m_size = FontSize::Caption;
    QFont::Weight m_weight = QFont::Normal;
    Token m_color = Token::Mute;
    void dress();
    bool m_dressing = false;
};

}  // namespace glassnet::ui
