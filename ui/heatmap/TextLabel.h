#pragma once

#include <QLabel>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

/// Plain text in one of the theme's fonts and colors, in every theme; narrower than its text where there is no more room.
class TextLabel final : public QLabel {
    Q_OBJECT
public:
    /// How to make the font: it is made again for another theme or size of text.
    using MakeFont = QFont (*)();

    TextLabel(MakeFont makeFont, Token color, QWidget* parent);
    void setLook(MakeFont makeFont, Token color);

protected:
    void changeEvent(QEvent* event) override;

private:
    void dress();

    MakeFont m_font;
    Token m_color;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
