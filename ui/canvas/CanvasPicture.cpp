#include "ui/canvas/CanvasPicture.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasTexts.h"
#include "ui/canvas/StepFocus.h"
#include "ui/canvas/UnitTags.h"
#include "ui/support/SymbolNames.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

constexpr double kThinnest = 1.2;
constexpr double kThickest = 7;
constexpr double kThickestOfMany = 4.5;
constexpr double kNeutralWidth = 1.6;
constexpr std::size_t kMany = 24;

class Describer {
public:
    Describer(const NetworkSpec& network, const CanvasGeometry& geometry, const Snapshot* snapshot, const Selection& selection,
              const NumberText& text, const HiddenNumbers& hidden)
        : m_network(network),
          m_geometry(geometry),
          m_selection(selection),
          m_text(text),
          m_numbers(snapshot, selection, hidden),
          m_focus(focusOf(network, m_numbers, selection)),
          m_weightLimit(weightLimit()) {}

    CanvasPicture run() {
        CanvasPicture picture;
        for (const auto& [id, layer] : m_geometry.layers) {
            picture.layers[id] = layerShown(layer);
        }
        for (const auto& link : m_geometry.links) {
            picture.links[link.id] = linkShown(link);
        }
        if (m_geometry.loss && m_numbers.isThere()) {
            picture.loss = lossShown();
        }
        return picture;
    }

private:
    [[nodiscard]] bool in(Phase phase) const { return m_numbers.in(phase); }

    [[nodiscard]] double weightLimit() const {
        double limit = 0;
        for (const auto& link : m_geometry.links) {
            const auto first = firstWeight(link);
            limit = first ? std::max(limit, largestOf(link, *first)) : limit;
        }
        return limit > 0 ? limit : 1;
    }

    /// The largest number of the connections that are drawn.
    [[nodiscard]] double largestOf(const LinkGeometry& link, const ElementRef& first) const {
        double largest = 0;
        for (const auto& connection : link.connections) {
            const double value = std::abs(m_numbers.at(elementOf(first, connection)).value_or(0));
            largest = std::isfinite(value) ? std::max(largest, value) : largest;
        }
        return largest;
    }

    /// The weight between the first two units of a link; the others are found from it.
    [[nodiscard]] std::optional<ElementRef> firstWeight(const LinkGeometry& link) const {
        return m_numbers.isThere() ? weightElement(m_numbers.program(), m_network, link.id, 0, 0) : std::nullopt;
    }

    /// A connection's element of the tensor in which that of the first two units is `first`.
    [[nodiscard]] std::optional<ElementRef> elementOf(const ElementRef& first, const ConnectionGeometry& connection) const {
        const auto& shape = m_numbers.program().tensor(first.tensor).shape;
        const bool isThere = first.element / shape[1] + connection.from < shape[0] && connection.to < shape[1];
        return isThere ? std::optional(ElementRef{first.tensor, first.element + connection.from * shape[1] + connection.to}) : std::nullopt;
    }

    [[nodiscard]] LayerShown layerShown(const LayerGeometry& layer) const {
        const auto& spec = m_network.layer(layer.id);
        LayerShown shown;
        shown.title = QString::fromStdString(spec.name);
        shown.subtitle = CanvasTexts::subtitle(spec, layer.units, m_text.locale());
        shown.selected = m_selection.layer == layer.id;
        double largest = 0;
        const auto tensors = m_numbers.isThere() ? LayerTensors(m_numbers.program(), layer.id) : LayerTensors();
        for (const auto& slot : layer.shown) {
            shown.units.push_back(unitShown(layer, slot.unit, tensors));
            const double value = std::abs(shown.units.back().value.value_or(0));
            largest = std::isfinite(value) ? std::max(largest, value) : largest;
        }
        if (layer.isSampled() && m_numbers.isThere()) {
            const auto first = unitElement(m_numbers.snapshot(), layer.id, 0, m_numbers.row());
            shown.values = first ? m_numbers.values(first->tensor, first->element, layer.units) : std::nullopt;
            largest = shown.values ? std::max(largest, largestOf(*shown.values, layer.units)) : largest;
        }
        shown.limit = std::max(1.0, largest * 1.2);
        return shown;
    }

    [[nodiscard]] static double largestOf(const LinkValues& values, std::int64_t count) {
        double largest = 0;
        for (std::int64_t i = 0; i < count; ++i) {
            const double value = std::abs(values.tensor.at(values.first + i));
            largest = std::isfinite(value) ? std::max(largest, value) : largest;
        }
        return largest;
    }

    /// The numbers of all connections of a link: the whole of `tensor` is its target's weight matrix or the gradient of it.
    [[nodiscard]] std::optional<LinkValues> valuesOf(const LinkGeometry& link, const ElementRef& first) const {
        const auto& pair = *link.pair;
        const auto& shape = m_numbers.program().tensor(first.tensor).shape;
        const bool fits =
            pair.dense && shape.rank() == 2 && shape[1] == pair.target.count && first.element / shape[1] + pair.source.count <= shape[0];
        return fits ? m_numbers.values(first.tensor, first.element, pair.indices()) : std::nullopt;
    }

    [[nodiscard]] UnitShown unitShown(const LayerGeometry& layer, std::int64_t unit, const LayerTensors& tensors) const {
        UnitShown shown;
        shown.unit = unit;
        shown.label = SymbolNames::unit(m_network, layer.id, unit, layer.units);
        shown.ring = m_selection.layer == layer.id && m_selection.unit == unit;
        shown.held = m_network.layer(layer.id).clamps.contains(unit);
        if (!m_numbers.isThere()) {
            return shown;
        }
        const auto a = m_numbers.elementOf(tensors.a, unit);
        const bool isThere = tensors.a.valid() && unit < m_numbers.program().tensor(tensors.a).columns();
        shown.value = isThere ? m_numbers.at(a) : std::nullopt;
        if (in(Phase::Backward)) {
            shown.ring = shown.ring || m_numbers.isGradientHere(m_numbers.elementOf(tensors.z, unit)) ||
                         m_numbers.isGradientHere(m_numbers.elementOf(tensors.free, unit)) || m_numbers.isGradientHere(a) ||
                         (m_focus.isPart && !m_focus.connection && m_focus.layer == layer.id && m_focus.unit == unit);
        } else if (m_focus.layer == layer.id && m_focus.unit == unit) {
            shown.ring = true;
        }
        shown.tags = unitTags(m_network, m_numbers, m_focus, m_text, layer.id, unit, tensors);
        // In a column without room for all, what was just computed stands alone.
        const auto room = static_cast<std::size_t>(layer.metrics.tags);
        if (shown.tags.size() > room) {
            const auto here = std::find_if(shown.tags.rbegin(), shown.tags.rend(), [](const TagShown& tag) { return tag.here; });
            const TagShown only = here == shown.tags.rend() ? shown.tags.front() : *here;
            shown.tags = {only};
        }
        return shown;
    }

    /// What the connections of a link show: its weights or, on the way back, the gradients by them.
    struct LinkNumbers {
        std::optional<ElementRef> first;
        bool isGradient = false;
        /// The gradient comes back along the weights: they are shown as the factors that they are.
        bool isWayBack = false;
        double limit = 1;
    };

    [[nodiscard]] LinkNumbers numbersOf(const LinkGeometry& link) const {
        LinkNumbers found;
        const auto first = firstWeight(link);
        if (!first || !in(Phase::Backward)) {
            return {first, false, false, m_weightLimit};
        }
        const auto gradient = m_numbers.program().gradientOf(first->tensor);
        if (m_numbers.entry()->layer != link.to) {
            return {};
        }
        if (m_focus.isPart && m_focus.leadsOut) {
            return {first, false, true, m_weightLimit};
        }
        if (gradient.valid() && (m_numbers.find(gradient) != nullptr || m_numbers.isMadeHere(gradient))) {
            const auto* whole = m_numbers.find(gradient);
            const ElementRef firstGradient{gradient, first->element};
            const double largest = whole != nullptr ? LinkValues{*whole, 0}.limit() : largestOf(link, firstGradient);
            return {firstGradient, true, false, largest > 0 ? largest : 1};
        }
        return {};
    }

    [[nodiscard]] LinkShown linkShown(const LinkGeometry& link) const {
        LinkShown shown;
        const auto numbers = numbersOf(link);
        const bool isFaint = in(Phase::Backward) && !numbers.first;
        shown.first = numbers.first;
        if (isFaint) {
            shown.tone = LinkTone::Faint;
        } else if (numbers.first) {
            shown.values = valuesOf(link, *numbers.first);
            shown.tone = shown.values ? LinkTone::Values : LinkTone::None;
            shown.ownLimit = numbers.isGradient;
            // In a bundle of many only the connections in hand keep their color, while one number is made after the other.
            shown.tone = m_focus.isPart && !link.isComplete() ? LinkTone::Faint : shown.tone;
        }
        shown.connections.reserve(link.connections.size());
        for (const auto& connection : link.connections) {
            ConnectionShown each;
            if (isFaint) {
                each.width = kNeutralWidth;
                each.emphasis = Emphasis::Faint;
            } else {
                each = connectionShown(link, numbers, connection);
            }
            // A circle of a long column may stand for another unit than it did when the connections were laid out.
            each.there = link.isComplete() || link.pair->isThere(link.pair->indexOf(connection.from, connection.to));
            each.there = each.there && (link.pair->dense || connection.from + link.pair->offset == connection.to);
            shown.connections.push_back(std::move(each));
        }
        return shown;
    }

    [[nodiscard]] ConnectionShown connectionShown(const LinkGeometry& link, const LinkNumbers& numbers,
                                                  const ConnectionGeometry& connection) const {
        const double thickest = link.connections.size() > kMany ? kThickestOfMany : kThickest;
        const ConnectionRef self{link.id, connection.from, connection.to};
        const bool isConcerned = m_focus.concerns(m_network, self, m_numbers.entry() == nullptr ? LayerId{} : m_numbers.entry()->layer);
        const bool isJoined = m_focus.isSumming && m_focus.hasJoined(self);
        const auto element = numbers.first ? elementOf(*numbers.first, connection) : std::nullopt;
        ConnectionShown each;
        each.gradient = numbers.isGradient || numbers.isWayBack;
        each.here = (numbers.isGradient || in(Phase::Update)) && m_numbers.isHere(element);
        each.value = m_numbers.at(element);
        const double share = each.value && std::isfinite(*each.value) ? std::min(1.0, std::abs(*each.value) / numbers.limit) : 0;
        each.width = each.value ? kThinnest + (thickest - kThinnest) * share : kNeutralWidth;
        // While a sum grows only what has joined it stands out; of a sum over samples, the connection it is for.
        const bool isSumOfLinks = m_focus.isSumming && !m_focus.connection;
        const bool isActive = isSumOfLinks ? isJoined : isConcerned;
        each.latest = isJoined && m_focus.last() != nullptr && *m_focus.last() == self;
        // Of a bundle of many all change at once: those of the unit in hand stand for them.
        each.emphasis = emphasis(isActive, each.here && (link.isComplete() || isConcerned));
        if (m_focus.isSumming && m_focus.connection == self) {
            each.tag = sumText(m_text, m_focus.sum);
            each.here = true;
        } else if (each.value && isActive && !isBiasUpdate()) {
            each.tag = tagText(numbers, *each.value);
            each.here = each.here || each.latest;
        }
        return each;
    }

    [[nodiscard]] QString tagText(const LinkNumbers& numbers, double value) const {
        if (numbers.isGradient) {
            return SymbolText::derivative(QStringLiteral("L"), QStringLiteral("w")) + QLatin1Char(' ') + m_text.withSign(value);
        }
        return numbers.isWayBack ? QStringLiteral("w ") + m_text.of(value) : m_text.of(value);
    }

    /// While a bias is updated the weights of its layer rest.
    [[nodiscard]] bool isBiasUpdate() const {
        return in(Phase::Update) && m_numbers.program().tensor(m_numbers.entry()->outputs.front()).symbol.letter != SymbolLetter::Weight;
    }

    [[nodiscard]] Emphasis emphasis(bool isActive, bool here) const {
        if (in(Phase::Update)) {
            return here ? Emphasis::Strong : Emphasis::Plain;
        }
        return isActive ? Emphasis::Strong : Emphasis::Plain;
    }

    [[nodiscard]] std::optional<LossShown> lossShown() const {
        const auto& program = m_numbers.program();
        if (!program.loss().valid()) {
            return std::nullopt;
        }
        const auto& snapshot = m_numbers.snapshot();
        const ElementRef element{program.loss(), 0};
        LossShown shown;
        shown.value = m_numbers.at(element);
        shown.here = m_numbers.isHere(element);
        std::optional<double> target;
        if (program.targets().size() == 1 && snapshot.rows == 1) {
            const auto* values = snapshot.find(program.targets().front().tensor);
            const bool isAlone = values != nullptr && values->elements() == 1;
            target = isAlone ? m_numbers.at(ElementRef{program.targets().front().tensor, 0}) : std::nullopt;
        }
        shown.formula =
            shown.here && m_focus.isSumming ? sumText(m_text, m_focus.sum) : CanvasTexts::lossFormula(m_network, target, m_text.locale());
        return shown;
    }

    const NetworkSpec& m_network;
    const CanvasGeometry& m_geometry;
    const Selection& m_selection;
    const NumberText& m_text;
    CanvasNumbers m_numbers;
    StepFocus m_focus;
    double m_weightLimit;
};

}  // namespace

CanvasPicture describe(const NetworkSpec& network, const CanvasGeometry& geometry, const Snapshot* snapshot, const Selection& selection,
                       const NumberText& numbers, const HiddenNumbers& hidden) {
    return Describer(network, geometry, snapshot, selection, numbers, hidden).run();
}

}  // namespace glassnet::ui
