#pragma once

#include <QWidget>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// How large a gradient is in one layer.
struct GradientBar {
    QString name;     ///< of the parameter: "W₁"
    double size = 0;  ///< the mean |∂L/∂W|
};

/// The gradient that reaches each layer, as bars on a logarithmic scale of whole powers of ten: vanishing and exploding gradients show as
/// bars that get shorter or longer from layer to layer.
class GradientBars final : public QWidget {
    Q_OBJECT
public:
    explicit GradientBars(QWidget* parent = nullptr);

    void setBars(std::vector<GradientBar> bars);
    void setNumberText(const NumberText& text);

    /// The length of a bar as a part of its room: 0 for one that is zero or not finite.
    [[nodiscard]] double part(std::size_t bar) const;
    /// The powers of ten at the left and the right end of the scale.
    [[nodiscard]] std::pair<int, int> powers() const noexcept { return {m_low, m_high}; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    std::vector<GradientBar> m_bars;
    NumberText m_text;
    int m_low = -4;
    int m_high = 0;
};

}  // namespace glassnet::ui
