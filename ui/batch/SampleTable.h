#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "ui/batch/SamplePainter.h"
#include "ui/batch/SampleRows.h"

namespace glassnet::ui {

/// The samples of a batch as rows of numbers, however many there are: only the rows in view are painted. The row that is followed is
/// marked; a click, Up, Down, Page Up, Page Down, Home and End choose another. Columns that have no room fold into "…" or scroll.
class SampleTable final : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Rows in view before it scrolls.
    static constexpr int kMostRows = 10;

    explicit SampleTable(QWidget* parent = nullptr);

    void setRows(SampleRows rows, const NumberText& numbers);
    [[nodiscard]] const SampleRows& rows() const noexcept { return m_picture.rows; }
    /// The sample whose numbers the window shows, held within the batch; its row comes into view when it is another one.
    void setFollowed(std::int64_t sample);
    [[nodiscard]] std::int64_t followed() const noexcept { return m_picture.followed; }
    /// Lights up the number that is this element.
    void setHovered(const std::optional<ElementRef>& element);

    /// The columns in view, from left to right.
    [[nodiscard]] const std::vector<ColumnPlace>& places() const noexcept { return m_picture.places; }
    /// Where a sample's row is in the viewport.
    [[nodiscard]] QRectF rowRect(std::int64_t sample) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person wants to follow this sample.
    void sampleChosen(std::int64_t sample);
    /// The mouse is over the number of an element, or of none.
    void elementHovered(const std::optional<glassnet::ui::ElementRef>& element);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// A number in view: its column and sample; sample -1 is the sum.
    struct Cell {
        const SampleColumn* column;
        std::int64_t sample;
    };
    [[nodiscard]] std::optional<Cell> cellAt(const QPointF& position) const;
    [[nodiscard]] std::int64_t sampleAt(const QPointF& position) const;
    [[nodiscard]] QPointF scroll() const;
    /// The room between heads and sum.
    [[nodiscard]] double bodyHeight() const;
    [[nodiscard]] QString tip(const QPointF& position) const;
    void choose(std::int64_t sample);
    void point(const std::optional<ElementRef>& element);
    void relayout();
    void reveal();
    void describe();

    SamplePicture m_picture;
    std::optional<ElementRef> m_pointed;
    bool m_mustReveal = false;
};

}  // namespace glassnet::ui
