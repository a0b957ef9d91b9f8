#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The relative errors of one parameter's gradient as a heatmap on a log scale, from 1e-12 to 1. Where cells are smaller than pixels, each
/// pixel shows its largest. Without errors it is the dashed outline of what is not computed.
class ErrorMap final : public QWidget {
    Q_OBJECT
public:
    /// The ends of the scale, as powers of ten.
    static constexpr int kLeastPower = -12;
    static constexpr int kMostPower = 0;

    explicit ErrorMap(QWidget* parent = nullptr);

    /// `errors` in C order of [rows, columns]; empty: not computed.
    void setErrors(int rows, int columns, const std::vector<double>& errors);
    /// The cell with a ring around it: where the worst error is, or where the cursor of the keys is.
    void setMarked(std::optional<int> cell);
    /// Where an error lies on the scale: 0 at its lower end (also of no error at all), 1 at its upper.
    [[nodiscard]] static double partOf(double error);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The cell under the mouse or the cursor of the keys; none when it left.
    void hovered(std::optional<int> cell);
    void clicked(int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF mapRect() const;
    [[nodiscard]] QRectF cellRect(int cell) const;
    [[nodiscard]] std::optional<int> cellAt(const QPointF& position) const;

    int m_rows = 0;
    int m_columns = 0;
    std::vector<double> m_errors;
    std::optional<int> m_marked;
    std::optional<int> m_cursor;
};

}  // namespace glassnet::ui
