#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

void Heatmap::choose(MapChoice choice, bool logarithmic) {
    const bool bothSigns = range.least < 0 && range.greatest > 0;
    const MapKind oneSided = bothSigns ? MapKind::Size : range.least < 0 ? MapKind::Negative : MapKind::Positive;
    // Where nothing differs from zero there is no sign to go by.
    const bool isSigned = choice == MapChoice::Signed || (choice == MapChoice::Automatic && (bothSigns || range.largest() <= 0));
    map = isSigned ? MapKind::Signed : oneSided;
    const double limit = range.largest();
    scale = logarithmic && limit > 0 ? ColorScale(limit, isSigned, ColorScale::linearPartFor(range.smallest, limit))
                                     : ColorScale(limit, isSigned);
}

double Heatmap::axisOf(double value) const noexcept {
    const double position = scale.position(value);
    return map == MapKind::Signed ? (position + 1) / 2 : map == MapKind::Negative ? 1 - position : position;
}

double Heatmap::axisValue(double place) const noexcept {
    return map == MapKind::Signed     ? scale.valueAt(2 * place - 1)
           : map == MapKind::Negative ? -scale.valueAt(1 - place)
                                      : scale.valueAt(place);
}

}  // namespace glassnet::ui
