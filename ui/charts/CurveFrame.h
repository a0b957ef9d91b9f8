#pragma once

#include <QRectF>
#include <QString>

#include "ui/charts/AxisTicks.h"
#include "ui/charts/CurveLines.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// Where the numbers of a chart are on the screen. The ticks of `y` are values, also on a logarithmic chart.
struct CurveFrame {
    QRectF plot;
    AxisTicks x;
    AxisTicks y;
    CurveView view;
    NumberText numbers;

    [[nodiscard]] double xOf(double place) const noexcept {
        return plot.left() + plot.width() * (place - view.left) / (view.right - view.left);
    }
    [[nodiscard]] double placeAt(double screenX) const noexcept {
        return view.left + (view.right - view.left) * (screenX - plot.left()) / plot.width();
    }
    [[nodiscard]] double yOf(double value) const noexcept {
        const double low = view.height(y.low);
        return plot.bottom() - plot.height() * (view.height(value) - low) / (view.height(y.high) - low);
    }
    /// The value at a height of the screen.
    [[nodiscard]] double valueAt(double screenY) const noexcept;
    /// A place on the axis of time, without its unit: "312", "41.5".
    [[nodiscard]] QString placeText(double place) const;
    /// The same with it: "epoch 420".
    [[nodiscard]] QString placeWords(double place) const;
};

}  // namespace glassnet::ui
