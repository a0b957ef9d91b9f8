#pragma once

#include <QtCharts/QChartView>
#include <optional>
#include <utility>
#include <vector>

#include "ui/charts/CurveFrame.h"
#include "ui/charts/CurveLegend.h"

class QLineSeries;
class QValueAxis;

namespace glassnet::ui {

/// Curves over a run: loss, accuracy. The wheel and a drawn rectangle zoom, a double click or Escape goes back to everything; + and - zoom,
/// the arrow keys move a line that tells the values under it. What is not zoomed follows the run.
class CurveChart final : public QChartView {
    Q_OBJECT
public:
    explicit CurveChart(QWidget* parent = nullptr);

    /// The heading: "Loss".
    void setTitle(const QString& title);
    /// In place: lines that are there already are only moved.
    void setCurves(std::vector<ChartCurve> curves);
    void setMarkers(std::vector<ChartMarker> markers);
    void setAxis(CurveAxis axis);
    void setLogarithmic(bool on);
    /// The weight of the past in the moving average, from 0 (none is drawn) to below 1.
    void setSmoothing(double weight);
    void setNumberText(const NumberText& text);

    [[nodiscard]] CurveAxis axis() const noexcept { return m_frame.view.axis; }
    [[nodiscard]] bool isLogarithmic() const noexcept { return m_frame.view.logarithmic; }
    [[nodiscard]] double smoothing() const noexcept { return m_smoothing; }
    [[nodiscard]] bool isZoomed() const noexcept { return m_zoom.has_value(); }
    /// No curve has a point yet.
    [[nodiscard]] bool isEmpty() const;
    /// Where the numbers are on the screen now.
    [[nodiscard]] const CurveFrame& frame() const noexcept { return m_frame; }
    /// The line of a curve as it is drawn, smoothed if it is.
    [[nodiscard]] QList<QPointF> line(std::size_t curve) const;
    /// Back to everything.
    void resetZoom();

    [[nodiscard]] QSize sizeHint() const override { return {366, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

signals:
    void zoomChanged(bool isZoomed);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// A stretch of the axis, and of the values if a rectangle was drawn.
    struct Zoom {
        double left = 0;
        double right = 1;
        std::optional<std::pair<double, double>> values;
    };

    /// Everything anew from the curves: ranges, places, lines.
    void refresh();
    void fitRange();
    void fitValues();
    void placeLines();
    void layOut();
    void describe();
    void zoomAround(double place, double factor);
    void setZoom(std::optional<Zoom> zoom);
    void moveCursor(int pixels);
    [[nodiscard]] QStringList readout(double place) const;
    /// Of the curves in their order, single batches last.
    [[nodiscard]] std::vector<CurveLegend::Entry> legendEntries() const;
    /// Single batches stay as they were measured.
    [[nodiscard]] bool isSmoothed(std::size_t curve) const { return m_smoothing > 0 && m_curves[curve].of != CurveOf::Batches; }

    struct Lines {
        QLineSeries* raw;
        QLineSeries* smooth;
    };

    QString m_title;
    std::vector<ChartCurve> m_curves;
    std::vector<ChartMarker> m_markers;
    std::vector<Lines> m_lines;  ///< at least as many as curves
    QValueAxis* m_x;
    QValueAxis* m_y;
    CurveFrame m_frame;
    CurveLegend m_legend;
    double m_smoothing = 0;
    std::optional<Zoom> m_zoom;
    std::optional<double> m_cursor;  ///< a place on the axis
    std::optional<QPointF> m_pressed;
    QRectF m_band;
};

}  // namespace glassnet::ui
