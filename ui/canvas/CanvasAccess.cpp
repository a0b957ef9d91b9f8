#include "ui/canvas/CanvasAccess.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/canvas/CanvasView.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

struct CanvasAccessWords {
    Q_DECLARE_TR_FUNCTIONS(CanvasAccess)
};

/// What the canvas shows of a unit; null where it draws none of it.
const UnitShown* shownUnit(const CanvasFrame& frame, const CanvasHit& hit) {
    const auto layer = frame.picture.layers.find(hit.layer);
    if (layer == frame.picture.layers.end()) {
        return nullptr;
    }
    const auto found = std::ranges::find(layer->second.units, hit.to, &UnitShown::unit);
    return found == layer->second.units.end() ? nullptr : &*found;
}

/// Empty for a number that is not computed or hidden: the sentence says which.
QString numberText(const CanvasFrame& frame, const std::optional<double>& value) { return value ? frame.numbers.of(*value) : QString(); }

}  // namespace

void CanvasAccess::install() {
    giveAccessibleParts("glassnet::ui::CanvasView", QAccessible::Canvas,
                        [](QWidget& widget) { return std::make_unique<CanvasAccess>(static_cast<CanvasView&>(widget)); });
}

std::vector<CanvasHit> CanvasAccess::things() const {
    std::vector<CanvasHit> things;
    const auto& geometry = m_view.frame().geometry;
    if (m_view.network() == nullptr) {
        return things;
    }
    for (const auto& layer : m_view.network()->layers()) {
        if (const auto found = geometry.layers.find(layer.id); found != geometry.layers.end()) {
            for (const auto& slot : found->second.shown) {
                things.push_back({CanvasThing::Unit, layer.id, {}, 0, slot.unit});
            }
        }
    }
    if (geometry.loss.has_value()) {
        things.push_back({CanvasThing::Loss, {}, {}, 0, 0});
    }
    return things;
}

std::size_t CanvasAccess::count() const { return things().size(); }

AccessiblePart CanvasAccess::part(std::size_t index) const {
    const auto hit = things().at(index);
    const auto& frame = m_view.frame();
    AccessiblePart part;
    part.description = m_view.sentence(hit);
    QRectF place;
    if (hit.thing == CanvasThing::Loss) {
        part.name = CanvasAccessWords::tr("Loss");
        part.role = QAccessible::StaticText;
        place = *frame.geometry.loss;
        part.value = numberText(frame, frame.picture.loss.has_value() ? frame.picture.loss->value : std::nullopt);
        part.isCurrent = frame.picture.loss.has_value() && frame.picture.loss->here;
    } else {
        const auto& layer = frame.geometry.layers.at(hit.layer);
        const auto* unit = shownUnit(frame, hit);
        part.name = CanvasAccessWords::tr("%1 of %2")
                        .arg(SymbolNames::unit(*m_view.network(), hit.layer, hit.to, layer.units),
                             QString::fromStdString(m_view.network()->layer(hit.layer).name));
        part.role = QAccessible::Graphic;
        place = QRectF(layer.center(hit.to) - QPointF(layer.reach(), layer.reach()), QSizeF(2 * layer.reach(), 2 * layer.reach()));
        // A map is no number.
        part.value = unit != nullptr && !unit->pictured ? numberText(frame, unit->value) : QString();
        part.isCurrent = unit != nullptr && unit->ring;
    }
    part.rect = m_view.viewportTransform().mapRect(place).translated(m_view.viewport()->pos());
    return part;
}

void CanvasAccess::press(std::size_t index) {
    const auto hit = things().at(index);
    if (hit.thing == CanvasThing::Unit) {
        emit m_view.unitClicked(hit.layer, hit.to);
    }
}

}  // namespace glassnet::ui
