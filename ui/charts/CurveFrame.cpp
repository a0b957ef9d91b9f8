#include "ui/charts/CurveFrame.h"

#include <QCoreApplication>
#include <cmath>

namespace glassnet::ui {

double CurveFrame::valueAt(double screenY) const noexcept {
    const double low = view.height(y.low);
    const double height = low + (view.height(y.high) - low) * (plot.bottom() - screenY) / plot.height();
    return view.logarithmic ? std::pow(10.0, height) : height;
}

QString CurveFrame::placeText(double place) const {
    // Near enough to a tenth is a tenth: places are sums of parts.
    const double tenths = std::round(place * 10) / 10;
    const bool isWide = view.right - view.left >= 1;
    if (tenths == std::round(tenths) && (isWide || std::abs(place - tenths) < 1e-9)) {
        return numbers.whole(static_cast<qint64>(tenths));
    }
    return isWide ? numbers.exact(tenths) : numbers.of(place);
}

QString CurveFrame::placeWords(double place) const {
    const QString number = placeText(place);
    // A place needs no plural: it is one of many.
    switch (view.axis) {
        case CurveAxis::Epoch:
            return QCoreApplication::translate("CurveFrame", "epoch %1").arg(number);
        case CurveAxis::Step:
            return QCoreApplication::translate("CurveFrame", "step %1").arg(number);
        case CurveAxis::Sample:
            return QCoreApplication::translate("CurveFrame", "sample %1").arg(number);
        case CurveAxis::Second:
            break;
    }
    return QCoreApplication::translate("CurveFrame", "%1 s", "seconds").arg(number);
}

}  // namespace glassnet::ui
