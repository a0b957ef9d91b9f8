#pragma once

#include <QPlainTextEdit>
#include <optional>
#include <set>
#include <vector>

namespace glassnet::ui {

class CodeColors;

/// Lines of code to read, select and copy. Some are marked with the accent's soft tone over the whole width, some light up under their
/// text, and one may carry the mark that it is here; long lines scroll.
class CodeView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(QWidget* parent = nullptr);

    /// Replaces the lines; where the start of the view stands stays, if it can. Marks and lights are gone.
    void setLines(const QStringList& lines);
    /// Marks these lines, from 0.
    void setMarks(const std::set<int>& lines);
    [[nodiscard]] const std::set<int>& marks() const noexcept { return m_marks; }
    /// Lights up these lines: they are what is hovered elsewhere, or here.
    void setLit(const std::set<int>& lines);
    [[nodiscard]] const std::set<int>& lit() const noexcept { return m_lit; }
    /// Marks the line that does what happens now with a bar at the left edge; none: no line does.
    void setHere(std::optional<int> line);
    [[nodiscard]] std::optional<int> here() const noexcept { return m_here; }
    /// The line under the mouse, -1: none.
    [[nodiscard]] int pointed() const noexcept { return m_pointed; }
    /// Scrolls so that the line can be seen.
    void reveal(int line);
    /// Where a line is in the viewport, over its whole width.
    [[nodiscard]] QRect lineRect(int line) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A line was clicked, not dragged over.
    void lineClicked(int line);
    /// The mouse is over another line; -1: over none.
    void lineHovered(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void dress();
    void point(int line);
    /// The line at a place of the viewport, -1 where there is none.
    [[nodiscard]] int lineAt(const QPoint& position) const;
    /// Where the text of a line is in the viewport.
    [[nodiscard]] QRectF textRect(int line) const;
    [[nodiscard]] int heightOf(int lines) const;
    /// Where the last line ends that is in view as a whole: what is below is not painted, so no line is cut through.
    [[nodiscard]] int wholeLinesBottom() const;

    CodeColors* m_colors;
    std::set<int> m_marks;
    std::set<int> m_lit;
    std::optional<int> m_here;
    int m_pointed = -1;
    QPoint m_pressed;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
