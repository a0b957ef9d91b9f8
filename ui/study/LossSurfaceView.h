#pragma once

#include <QImage>
#include <QLineF>
#include <QWidget>
#include <vector>

#include "engine/training/LossScan.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The loss over two weights: shades, contour lines, the way the weights have come in the last steps and where they stand.
class LossSurfaceView final : public QWidget {
    Q_OBJECT
public:
    /// Contour lines between the least and the most loss.
    static constexpr int kContours = 7;

    explicit LossSurfaceView(QWidget* parent = nullptr);

    /// `xName` and `yName` are the weights' names.
    void setSurface(const LossSurface& surface, const QString& xName, const QString& yName);
    /// Pairs of values, oldest first; the last is the present one.
    void setPath(const std::vector<std::pair<double, double>>& path);
    void setNumberText(const NumberText& text);

    /// The least and the most finite loss of the surface.
    [[nodiscard]] std::pair<double, double> losses() const noexcept { return {m_least, m_most}; }
    /// The levels of the contour lines.
    [[nodiscard]] std::vector<double> levels() const;
    /// Where a pair of values is drawn.
    [[nodiscard]] QPointF at(double x, double y) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF plotRect() const;
    void describe();
    void paintPath(QPainter& painter) const;

    LossSurface m_surface;
    std::vector<std::pair<double, double>> m_path;
    std::vector<QLineF> m_contours;
    QString m_xName;
    QString m_yName;
    NumberText m_text;
    double m_least = 0;
    double m_most = 1;
};

}  // namespace glassnet::ui
