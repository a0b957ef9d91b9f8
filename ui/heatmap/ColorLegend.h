#pragma once

#include <QWidget>
#include <vector>

#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

/// The colors of a heatmap as a bar, with the numbers at its ends, in its middle and at the ticks between as far as they do not touch.
class ColorLegend final : public QWidget {
    Q_OBJECT
public:
    explicit ColorLegend(QWidget* parent = nullptr);

    void setHeatmap(const Heatmap& heatmap);

    /// The values that get a tick: first the ends, then the middle, then those between.
    [[nodiscard]] static std::vector<double> ticks(const Heatmap& heatmap);
    /// How high the bar with its numbers is.
    [[nodiscard]] static double tall();
    static void paint(QPainter& painter, const Heatmap& heatmap, const QRectF& rect);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Heatmap m_heatmap;
};

}  // namespace glassnet::ui
