#pragma once

#include <QWidget>

class QLabel;

namespace glassnet::ui {

class RoundButton;

/// One sentence about something that did not work, over the canvas; a click or the next notice takes it away. Never a dialog.
class Notice final : public QWidget {
    Q_OBJECT
public:
    explicit Notice(QWidget* parent = nullptr);
    /// Shows the sentence; an empty one hides the notice.
    void say(const QString& sentence);
    [[nodiscard]] QString sentence() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QLabel* m_text;
};

}  // namespace glassnet::ui
