#include "ui/canvas/CanvasPicture.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasTexts.h"
#include "ui/support/SymbolNames.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

constexpr double kThinnest = 1.2;
constexpr double kThickest = 7;
constexpr double kThickestOfMany = 4.5;
constexpr double kNeutralWidth = 1.6;
constexpr std::size_t kMany = 24;

/// The unit that is explained.
struct Focus {
    LayerId layer;
    std::int64_t unit = 0;
};

class Describer {
public:
    Describer(const NetworkSpec& network, const CanvasGeometry& geometry, const Snapshot* snapshot, const Selection& selection,
              const NumberText& numbers)
        : m_network(network), m_geometry(geometry), m_selection(selection), m_numbers(numbers) {
        if (snapshot != nullptr && snapshot->program) {
            m_snapshot = snapshot;
            m_entry = snapshot->current();
            m_row = shownSample(*snapshot, selection.sample);
        }
        m_focus = focus();
        m_weightLimit = weightLimit();
    }

    CanvasPicture run() {
        CanvasPicture picture;
        for (const auto& [id, layer] : m_geometry.layers) {
            picture.layers[id] = layerShown(layer);
        }
        for (const auto& link : m_geometry.links) {
            picture.links[link.id] = linkShown(link);
        }
        if (m_geometry.loss && m_snapshot != nullptr) {
            picture.loss = lossShown();
        }
        return picture;
    }

private:
    [[nodiscard]] bool in(Phase phase) const { return m_entry != nullptr && m_entry->phase == phase; }
    [[nodiscard]] bool isForward() const { return m_entry == nullptr || in(Phase::Forward); }
    [[nodiscard]] bool isLossEntry() const { return m_entry->op == Op::Loss || m_entry->op == Op::TotalLoss; }

    /// True when the entry in front of the eye made this tensor.
    [[nodiscard]] bool isHere(TensorId tensor) const {
        return m_entry != nullptr && tensor.valid() &&
               std::find(m_entry->outputs.begin(), m_entry->outputs.end(), tensor) != m_entry->outputs.end();
    }

    /// The same for a gradient, whole or a part of it.
    [[nodiscard]] bool isGradientHere(TensorId of) const {
        return in(Phase::Backward) && of.valid() && std::any_of(m_entry->outputs.begin(), m_entry->outputs.end(), [&](TensorId output) {
                   return m_snapshot->program->tensor(output).gradientOf == of;
               });
    }

    [[nodiscard]] Focus focus() const {
        const bool chosen = m_selection.unit.has_value();
        if (m_entry == nullptr || (isForward() && isLossEntry())) {
            return m_entry == nullptr && chosen ? Focus{m_selection.layer, *m_selection.unit} : Focus{};
        }
        return {m_entry->layer, chosen && m_selection.layer == m_entry->layer ? *m_selection.unit : 0};
    }

    [[nodiscard]] std::optional<double> element(TensorId tensor, std::int64_t unit) const {
        if (!tensor.valid()) {
            return std::nullopt;
        }
        const auto& info = m_snapshot->program->tensor(tensor);
        const auto row = info.shape.rank() == 2 && info.perSample ? m_row : 0;
        const auto width = info.columns();
        return valueOf(*m_snapshot, ElementRef{tensor, row * width + unit});
    }

    [[nodiscard]] double weightLimit() const {
        double limit = 0;
        for (const auto& link : m_geometry.links) {
            const auto first = firstWeight(link);
            for (const auto& connection : link.connections) {
                const double weight = std::abs(first ? valueOf(*m_snapshot, weightOf(*first, connection)).value_or(0) : 0);
                limit = std::isfinite(weight) ? std::max(limit, weight) : limit;
            }
        }
        return limit > 0 ? limit : 1;
    }

    /// The weight between the first two units of a link; the others are found from it.
    [[nodiscard]] std::optional<ElementRef> firstWeight(const LinkGeometry& link) const {
        return m_snapshot == nullptr ? std::nullopt : weightElement(*m_snapshot->program, m_network, link.id, 0, 0);
    }

    [[nodiscard]] std::optional<ElementRef> weightOf(const ElementRef& first, const ConnectionGeometry& connection) const {
        const auto& shape = m_snapshot->program->tensor(first.tensor).shape;
        const bool isThere = first.element / shape[1] + connection.from < shape[0] && connection.to < shape[1];
        return isThere ? std::optional(ElementRef{first.tensor, first.element + connection.from * shape[1] + connection.to}) : std::nullopt;
    }

    [[nodiscard]] LayerShown layerShown(const LayerGeometry& layer) const {
        const auto& spec = m_network.layer(layer.id);
        LayerShown shown;
        shown.title = QString::fromStdString(spec.name);
        shown.subtitle = CanvasTexts::subtitle(spec, layer.units, m_numbers.locale());
        shown.selected = m_selection.layer == layer.id;
        double largest = 0;
        // Looked for once a layer: a search through all tensors.
        TensorId a;
        TensorId z;
        TensorId b;
        if (m_snapshot != nullptr) {
            a = m_snapshot->program->outputOf(layer.id);
            z = m_snapshot->program->find(layer.id, SymbolLetter::PreActivation);
            b = m_snapshot->program->find(StateKey{layer.id, StateRole::Bias, 0});
        }
        for (const auto& slot : layer.shown) {
            shown.units.push_back(unitShown(layer, slot.unit, a, z, b));
            const double value = std::abs(shown.units.back().value.value_or(0));
            largest = std::isfinite(value) ? std::max(largest, value) : largest;
        }
        if (layer.isSampled() && m_snapshot != nullptr) {
            shown.values = valuesOf(layer);
            largest = shown.values ? std::max(largest, largestOf(*shown.values, layer.units)) : largest;
        }
        shown.limit = std::max(1.0, largest * 1.2);
        return shown;
    }

    [[nodiscard]] std::optional<LinkValues> valuesOf(const LayerGeometry& layer) const {
        const auto first = unitElement(*m_snapshot, layer.id, 0, m_row);
        const auto last = unitElement(*m_snapshot, layer.id, layer.units - 1, m_row);
        const auto* tensor = first && last ? m_snapshot->find(first->tensor) : nullptr;
        const bool isThere = tensor != nullptr && last->element < tensor->elements();
        return isThere ? std::optional(LinkValues{*tensor, first->element}) : std::nullopt;
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
    [[nodiscard]] std::optional<LinkValues> valuesOf(const LinkGeometry& link, TensorId tensor) const {
        const auto& pair = *link.pair;
        const auto& program = *m_snapshot->program;
        const auto first = weightElement(program, m_network, link.id, 0, 0);
        const auto last = weightElement(program, m_network, link.id, pair.source.count - 1, pair.target.count - 1);
        const auto* values = m_snapshot->find(tensor);
        const bool fits = pair.dense && first && last && values != nullptr && last->element - first->element == pair.indices() - 1;
        const bool isReal = fits && (values->dtype() == DType::Float32 || values->dtype() == DType::Float64);
        return isReal && last->element < values->elements() ? std::optional(LinkValues{*values, first->element}) : std::nullopt;
    }

    [[nodiscard]] UnitShown unitShown(const LayerGeometry& layer, std::int64_t unit, TensorId a, TensorId z, TensorId b) const {
        UnitShown shown;
        shown.unit = unit;
        shown.label = SymbolNames::unit(m_network, layer.id, unit, layer.units);
        shown.ring = m_selection.layer == layer.id && m_selection.unit == unit;
        shown.held = m_network.layer(layer.id).clamps.contains(unit);
        if (m_snapshot == nullptr) {
            return shown;
        }
        shown.value = element(a, unit);
        if (in(Phase::Backward)) {
            shown.ring = shown.ring || isGradientHere(z) || isGradientHere(m_snapshot->program->find(layer.id, SymbolLetter::Activation)) ||
                         isGradientHere(a);
        } else if (m_focus.layer == layer.id && m_focus.unit == unit) {
            shown.ring = true;
        }
        shown.tags = tags(layer.id, unit, a, z, b);
        // In a column without room for two, what was just computed stands alone.
        const auto room = static_cast<std::size_t>(layer.metrics.tags);
        if (shown.tags.size() > room) {
            const auto here = std::find_if(shown.tags.begin(), shown.tags.end(), [](const TagShown& tag) { return tag.here; });
            const auto first = here == shown.tags.end() ? shown.tags.begin() : here;
            shown.tags = {*first};
        }
        return shown;
    }

    [[nodiscard]] std::vector<TagShown> tags(LayerId layer, std::int64_t unit, TensorId a, TensorId z, TensorId b) const {
        const auto& program = *m_snapshot->program;
        std::vector<TagShown> tags;
        const auto add = [&](const QString& name, TensorId tensor, bool gradient, bool here) {
            const auto value = element(tensor, unit);
            if (value) {
                const QString number = gradient ? m_numbers.withSign(*value) : m_numbers.of(*value);
                tags.push_back({name + QLatin1Char(' ') + number, gradient ? value : std::nullopt, here});
            }
            return value.has_value();
        };
        const auto letter = [](SymbolLetter which) { return SymbolNames::text({which, 0, false, 0}); };
        const auto free = program.find(layer, SymbolLetter::Activation);
        const auto derivative = [](const QString& by) { return SymbolText::derivative(QStringLiteral("L"), by); };
        if (in(Phase::Backward)) {
            const auto dz = program.gradientOf(z);
            const auto da = program.gradientOf(a);
            const bool shown =
                add(SymbolText::kDelta, dz, true, isGradientHere(z)) ||
                (isGradientHere(free) && add(derivative(letter(SymbolLetter::Activation)), program.gradientOf(free), true, true)) ||
                add(derivative(letter(outputSymbol(m_network, layer).letter)), da, true, isGradientHere(a));
            if (isGradientHere(b)) {
                add(derivative(letter(SymbolLetter::Bias)), program.gradientOf(b), true, true);
            }
            if (shown) {
                return tags;
            }
        }
        add(letter(SymbolLetter::Bias), b, false, in(Phase::Update) && isHere(b));
        if (isForward() && isHere(z) && z != a) {
            add(letter(SymbolLetter::PreActivation), z, false, true);
        }
        if (isForward() && isHere(free)) {
            add(letter(SymbolLetter::Activation), free, false, true);
        }
        return tags;
    }

    [[nodiscard]] LinkShown linkShown(const LinkGeometry& link) const {
        LinkShown shown;
        const auto weight = m_snapshot == nullptr ? TensorId{} : m_snapshot->program->find(StateKey{link.to, StateRole::Weight, 0});
        const auto gradient = weight.valid() ? m_snapshot->program->gradientOf(weight) : TensorId{};
        const bool backward = in(Phase::Backward);
        const bool gradients = backward && m_entry->layer == link.to && gradient.valid() && m_snapshot->find(gradient) != nullptr;
        const double limit = gradients ? gradientLimit(*m_snapshot->find(gradient)) : m_weightLimit;
        if (backward && !gradients) {
            shown.tone = LinkTone::Faint;
        } else if (weight.valid()) {
            shown.values = valuesOf(link, gradients ? gradient : weight);
            shown.tone = shown.values ? LinkTone::Values : LinkTone::None;
            shown.ownLimit = gradients;
        }
        const auto first = firstWeight(link);
        shown.connections.reserve(link.connections.size());
        const double thickest = link.connections.size() > kMany ? kThickestOfMany : kThickest;
        for (const auto& connection : link.connections) {
            ConnectionShown each;
            const bool focused = m_focus.layer == link.to && m_focus.unit == connection.to;
            if (backward && !gradients) {
                each.width = kNeutralWidth;
                each.emphasis = Emphasis::Faint;
                shown.connections.push_back(each);
                continue;
            }
            each.gradient = gradients;
            each.here = gradients ? isHere(gradient) : in(Phase::Update) && isHere(weight);
            auto element = first ? weightOf(*first, connection) : std::nullopt;
            if (element && gradients) {
                element->tensor = gradient;
            }
            each.value = m_snapshot == nullptr ? std::nullopt : valueOf(*m_snapshot, element);
            const double share = each.value && std::isfinite(*each.value) ? std::min(1.0, std::abs(*each.value) / limit) : 0;
            each.width = each.value ? kThinnest + (thickest - kThinnest) * share : kNeutralWidth;
            each.emphasis = emphasis(focused, each.here);
            if (each.value && focused && !isBiasUpdate()) {
                each.tag = gradients ? SymbolText::derivative(QStringLiteral("L"), QStringLiteral("w")) + QLatin1Char(' ') +
                                           m_numbers.withSign(*each.value)
                                     : m_numbers.of(*each.value);
            }
            shown.connections.push_back(each);
        }
        return shown;
    }

    /// While a bias is updated the weights of its layer rest.
    [[nodiscard]] bool isBiasUpdate() const {
        return in(Phase::Update) && m_snapshot->program->tensor(m_entry->outputs.front()).symbol.letter != SymbolLetter::Weight;
    }

    [[nodiscard]] Emphasis emphasis(bool focused, bool here) const {
        if (in(Phase::Update)) {
            return here ? Emphasis::Strong : Emphasis::Plain;
        }
        return focused ? Emphasis::Strong : Emphasis::Plain;
    }

    [[nodiscard]] static double gradientLimit(const Tensor& gradient) {
        double limit = 0;
        for (std::int64_t i = 0; i < gradient.elements(); ++i) {
            const double value = std::abs(gradient.at(i));
            limit = std::isfinite(value) ? std::max(limit, value) : limit;
        }
        return limit > 0 ? limit : 1;
    }

    [[nodiscard]] std::optional<LossShown> lossShown() const {
        const auto& program = *m_snapshot->program;
        if (!program.loss().valid()) {
            return std::nullopt;
        }
        LossShown shown;
        shown.value = valueOf(*m_snapshot, ElementRef{program.loss(), 0});
        shown.here = isHere(program.loss());
        std::optional<double> target;
        if (program.targets().size() == 1 && m_snapshot->rows == 1) {
            const auto* values = m_snapshot->find(program.targets().front().tensor);
            target = values != nullptr && values->elements() == 1 ? std::optional(values->at(0)) : std::nullopt;
        }
        shown.formula = CanvasTexts::lossFormula(m_network, target, m_numbers.locale());
        return shown;
    }

    const NetworkSpec& m_network;
    const CanvasGeometry& m_geometry;
    const Selection& m_selection;
    const NumberText& m_numbers;
    const Snapshot* m_snapshot = nullptr;
    const Entry* m_entry = nullptr;
    std::int64_t m_row = 0;
    Focus m_focus;
    double m_weightLimit = 1;
};

}  // namespace

CanvasPicture describe(const NetworkSpec& network, const CanvasGeometry& geometry, const Snapshot* snapshot, const Selection& selection,
                       const NumberText& numbers) {
    return Describer(network, geometry, snapshot, selection, numbers).run();
}

}  // namespace glassnet::ui
