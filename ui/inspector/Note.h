#pragma once

#include <QLabel>

namespace glassnet::ui {

/// A wrapped line of secondary text in the side panel.
class Note final : public QLabel {
    Q_OBJECT
public:
    explicit Note(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void dress();
    bool m_dressing = false;
};

}  // namespace glassnet::ui
