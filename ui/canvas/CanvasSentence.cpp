#include "ui/canvas/CanvasSentence.h"

#include "ui/canvas/CanvasTexts.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

std::optional<ElementRef> elementOf(const CanvasHit& hit, const NetworkSpec* network, const Snapshot* snapshot, std::int64_t sample) {
    if (snapshot == nullptr || !snapshot->program || network == nullptr) {
        return std::nullopt;
    }
    switch (hit.thing) {
        case CanvasThing::Unit:
            return unitElement(*snapshot, hit.layer, hit.to, sample);
        case CanvasThing::Connection:
            return weightElement(*snapshot->program, *network, hit.link, hit.from, hit.to);
        case CanvasThing::Loss:
            return ElementRef{snapshot->program->loss(), 0};
        default:
            return std::nullopt;
    }
}

QString CanvasSentence::of(const CanvasHit& hit, const NetworkSpec& network, const Snapshot* snapshot, const CanvasFrame& frame,
                           const std::optional<ElementRef>& element) {
    const bool isHidden = element && frame.hidden && frame.hidden(*element);
    const auto value = element && !isHidden ? valueOf(*snapshot, element) : std::nullopt;
    const QString number = value ? frame.numbers.exact(static_cast<float>(*value)) : QString();
    const auto unitName = [&](LayerId layer, std::int64_t unit) {
        return SymbolNames::unit(network, layer, unit, frame.geometry.layers.at(layer).units);
    };
    switch (hit.thing) {
        case CanvasThing::Unit: {
            const QString name = unitName(hit.layer, hit.to);
            const auto& clamps = network.layer(hit.layer).clamps;
            if (const auto held = clamps.find(hit.to); held != clamps.end()) {
                return tr("%1 is held at %2").arg(name, frame.numbers.exact(static_cast<float>(held->second)));
            }
            const auto& pictures = frame.pictures;
            if (!isHidden && pictures && pictures->of(hit.layer, hit.to) && frame.geometry.layers.at(hit.layer).slot(hit.to) != nullptr) {
                return pictures->across.isEmpty() || pictures->up.isEmpty()
                           ? tr("This is a map of %1 over two inputs").arg(name)
                           : tr("This is a map of %1 over %2 and %3").arg(name, pictures->across, pictures->up);
            }
            return isHidden ? tr("%1 is hidden").arg(name)
                   : value  ? tr("%1 is %2").arg(name, number)
                            : tr("%1 is not computed yet").arg(name);
        }
        case CanvasThing::Connection: {
            const auto* link = network.find(hit.link);
            const QString from = unitName(link->from, hit.from);
            const QString to = unitName(link->to, hit.to);
            if (link->cut.contains({hit.from, hit.to})) {
                return tr("The connection from %1 to %2 is cut").arg(from, to);
            }
            if (isHidden) {
                return tr("The number between %1 and %2 is hidden").arg(from, to);
            }
            if (value && snapshot->program->tensor(element->tensor).symbol.gradient) {
                return tr("The gradient by the weight from %1 to %2 is %3").arg(from, to, number);
            }
            return value ? tr("The weight from %1 to %2 is %3").arg(from, to, number) : tr("%1 goes to %2").arg(from, to);
        }
        case CanvasThing::Cell: {
            const auto* link = network.find(hit.link);
            const auto mean = frame.hidden ? std::nullopt : meanOf(frame.geometry, frame.picture, hit);
            return CanvasTexts::cell(unitName(link->from, hit.from), unitName(link->from, hit.from + hit.fromCount - 1),
                                     unitName(link->to, hit.to), unitName(link->to, hit.to + hit.toCount - 1), hit.fromCount * hit.toCount,
                                     mean ? frame.numbers.exact(*mean) : QString(), frame.numbers.locale());
        }
        case CanvasThing::Loss:
            if (!isHidden && frame.pictures && frame.pictures->lastLoss) {
                return tr("The loss of step %1 was %2")
                    .arg(frame.numbers.whole(frame.pictures->lastStep), frame.numbers.exact(static_cast<float>(*frame.pictures->lastLoss)));
            }
            return isHidden ? tr("The loss is hidden") : value ? tr("The loss is %1").arg(number) : tr("The loss is not computed yet");
        default:
            return {};
    }
}

}  // namespace glassnet::ui
