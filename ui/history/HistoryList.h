#pragma once

#include <QListWidget>
#include <vector>

namespace glassnet::ui {

/// One line of the history: what was done, and whether it was a way through time (stepping, training) rather than an edit.
struct HistoryLine {
    QString title;
    bool isTime = false;
    friend bool operator==(const HistoryLine&, const HistoryLine&) = default;
};

/// What was done, from the opening on, as a list one can jump in: the line in front of the eye is marked, what was undone is faint.
/// A click or Enter jumps; arrow keys only look.
class HistoryList final : public QListWidget {
    Q_OBJECT
public:
    explicit HistoryList(QWidget* parent = nullptr);

    /// The lines in the order they were done, and how many of them are done; the rest can be redone.
    void setHistory(const std::vector<HistoryLine>& lines, int done);
    /// Lines that are done, from 0: the project as it was opened.
    [[nodiscard]] int done() const noexcept { return m_done; }

signals:
    /// A person wants to be where `index` lines are done: 0 is as opened, 1 after the first line.
    void jumpRequested(int index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Writes the lines' words, fonts and colors.
    void dress();
    void jumpTo(int index);

    std::vector<HistoryLine> m_lines;
    int m_done = 0;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
