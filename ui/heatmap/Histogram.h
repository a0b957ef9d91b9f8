#pragma once

#include <QWidget>
#include <optional>

#include "ui/heatmap/HistogramBins.h"

namespace glassnet::ui {

/// The numbers of a heatmap counted along its color axis, to stand over a ColorLegend of the same width. Pointing at a bar, or the left
/// and right keys, tell its limits and count.
class Histogram final : public QWidget {
    Q_OBJECT
public:
    explicit Histogram(QWidget* parent = nullptr);

    void setHeatmap(const Heatmap& heatmap);
    [[nodiscard]] const HistogramBins& bins() const noexcept { return m_bins; }
    [[nodiscard]] QRectF barRect(int bin) const;
    /// "From −0.12 to −0.08: 1,203 numbers".
    [[nodiscard]] QString words(int bin) const;

    [[nodiscard]] QSize sizeHint() const override { return {180, 120}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 40}; }

signals:
    /// A sentence about the bar pointed at; empty when none is.
    void told(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void point(std::optional<int> bin);

    Heatmap m_heatmap;
    HistogramBins m_bins;
    std::optional<int> m_pointed;
};

}  // namespace glassnet::ui
