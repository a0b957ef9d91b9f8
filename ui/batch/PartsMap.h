#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/batch/GradientFocus.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

/// Every part of a gradient as a small heatmap: samples downward, elements of the parameter across, with the number of the cell under
/// the mouse, or of the chosen one, below. Of a large gradient the elements in the row of the one in focus, of a large batch the samples
/// around the one that is followed. A click and the arrow keys choose a cell.
class PartsMap final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::int64_t kMostElements = 64;
    static constexpr std::int64_t kMostSamples = 100;

    explicit PartsMap(QWidget* parent = nullptr);

    /// `times`: what each part is multiplied by for display.
    void show(const Snapshot& snapshot, const SymbolNames& names, const GradientFocus& focus, const ShownParts& parts, std::int64_t sample,
              double times, const NumberText& numbers);
    /// The first sample and the first element in view, and how many of each.
    [[nodiscard]] std::int64_t firstSample() const noexcept { return m_firstSample; }
    [[nodiscard]] std::int64_t firstElement() const noexcept { return m_firstElement; }
    [[nodiscard]] int rows() const noexcept { return m_rows; }
    [[nodiscard]] int columns() const noexcept { return m_columns; }
    /// A part in view by its place; none while it is not shown.
    [[nodiscard]] std::optional<double> at(int row, int column) const;
    /// Where a cell is.
    [[nodiscard]] QRectF cellRect(int row, int column) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person chose a cell: an element of the gradient and a sample.
    void partChosen(std::int64_t element, std::int64_t sample);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Cell {
        int row = 0;
        int column = 0;
        friend bool operator==(const Cell&, const Cell&) = default;
    };
    [[nodiscard]] std::optional<Cell> cellAt(const QPointF& position) const;
    /// "sample 3, W1[0,1]: 0.0165".
    [[nodiscard]] QString readout(Cell cell) const;
    [[nodiscard]] QRectF field() const;
    [[nodiscard]] double cellHeight() const;
    void paintHeads(QPainter& painter) const;
    void paintUnknown(QPainter& painter) const;
    void choose(Cell cell);
    void point(std::optional<Cell> cell);

    std::int64_t m_firstSample = 0;
    std::int64_t m_firstElement = 0;
    int m_rows = 0;
    int m_columns = 0;
    /// [rows, columns]
    std::vector<double> m_values;
    /// How many samples in view have a part, by column.
    std::vector<int> m_known;
    double m_limit = 1;
    QString m_title;
    QString m_note;
    QStringList m_heads;
    NumberText m_numbers;
    Cell m_chosen;
    std::optional<Cell> m_hovered;
};

}  // namespace glassnet::ui
