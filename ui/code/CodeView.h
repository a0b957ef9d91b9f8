#pragma once

#include <QPlainTextEdit>
#include <set>
#include <vector>

namespace glassnet::ui {

class CodeColors;

/// Lines of code to read, select and copy. Some are marked with the accent's soft tone over the whole width; long lines scroll.
class CodeView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(QWidget* parent = nullptr);

    /// Replaces the lines; where the start of the view stands stays, if it can. Marks are gone.
    void setLines(const QStringList& lines);
    /// Marks these lines, from 0.
    void setMarks(const std::set<int>& lines);
    [[nodiscard]] const std::set<int>& marks() const noexcept { return m_marks; }
    /// Scrolls so that the line can be seen.
    void reveal(int line);
    /// Where a line is in the viewport, over its whole width.
    [[nodiscard]] QRect lineRect(int line) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A line was clicked, not dragged over.
    void lineClicked(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void dress();
    [[nodiscard]] int heightOf(int lines) const;
    /// Where the last line ends that is in view as a whole: what is below is not painted, so no line is cut through.
    [[nodiscard]] int wholeLinesBottom() const;

    CodeColors* m_colors;
    std::set<int> m_marks;
    QPoint m_pressed;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
