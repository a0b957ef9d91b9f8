#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// What an ActivationPlot draws: a function of one number, its derivative, and the symbol it goes by ("σ", "tanh").
struct ActivationCurve {
    QString symbol;
    std::function<double(double)> value;
    std::function<double(double)> slope;
};

/// An activation as a curve, with the point where a unit stands on it: f(z), the tangent and its slope; and quieter the slope as a curve of
/// its own, with the same unit's point. The range of z is -6 to 6 and grows with the point.
class ActivationPlot final : public QWidget {
    Q_OBJECT
public:
    explicit ActivationPlot(QWidget* parent = nullptr);

    void setCurve(const ActivationCurve& curve);
    /// The unit's z; none, or one that is not finite, leaves the curve alone.
    void setPoint(std::optional<double> z);
    void setNumberText(const NumberText& text);

    /// z runs from -zRange to zRange.
    [[nodiscard]] double zRange() const noexcept { return m_zRange; }
    /// The values at the lower and the upper edge of the drawing.
    [[nodiscard]] std::pair<double, double> valueRange() const noexcept { return {m_low, m_high}; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] QPointF at(double z, double value) const;
    void refit();
    void describe();
    void paintWords(QPainter& painter) const;
    void paintCurve(QPainter& painter, const std::function<double(double)>& function, const QPen& pen) const;
    void paintSlope(QPainter& painter) const;
    void paintPoint(QPainter& painter) const;

    ActivationCurve m_curve;
    std::optional<double> m_z;
    NumberText m_text;
    double m_zRange = 6;
    /// The range that m_low and m_high belong to; 0: none.
    double m_fittedRange = 0;
    double m_low = 0;
    double m_high = 1;
};

}  // namespace glassnet::ui
