#include "ui/canvas/UnitTags.h"

#include "ui/support/SymbolNames.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

QString letter(SymbolLetter which) { return SymbolNames::text({which, 0, false, 0}); }

QString derivative(const QString& by) { return SymbolText::derivative(QStringLiteral("L"), by); }

/// Collects the tags of one unit.
class TagWriter {
public:
    TagWriter(const CanvasNumbers& numbers, const NumberText& text, std::int64_t unit) : m_numbers(numbers), m_text(text), m_unit(unit) {}

    /// A number as it is; false when it is not there.
    bool plain(const QString& name, TensorId tensor, bool here) {
        const auto element = m_numbers.elementOf(tensor, m_unit);
        const auto value = m_numbers.at(element);
        if (value) {
            m_tags.push_back({name + QLatin1Char(' ') + m_text.of(*value), std::nullopt, here, element});
        }
        return value.has_value();
    }
    /// The gradient by a tensor, with its sign; false when it is not there.
    bool gradient(const QString& name, TensorId by) {
        const auto of = m_numbers.elementOf(by, m_unit);
        const auto element = by.valid() ? m_numbers.elementOf(m_numbers.program().gradientOf(by), m_unit) : std::nullopt;
        const auto value = m_numbers.at(element);
        if (value) {
            m_tags.push_back({name + QLatin1Char(' ') + m_text.withSign(*value), value, m_numbers.isGradientHere(of), element});
        }
        return value.has_value();
    }
    void sum(double value) { m_tags.push_back({sumText(m_text, value), std::nullopt, true, std::nullopt}); }

    [[nodiscard]] std::vector<TagShown> taken() { return std::move(m_tags); }

private:
    const CanvasNumbers& m_numbers;
    const NumberText& m_text;
    std::int64_t m_unit;
    std::vector<TagShown> m_tags;
};

}  // namespace

LayerTensors::LayerTensors(const Program& program, LayerId layer)
    : a(program.outputOf(layer)),
      z(program.find(layer, SymbolLetter::PreActivation)),
      b(program.find(StateKey{layer, StateRole::Bias, 0})),
      free(program.find(layer, SymbolLetter::Activation)) {}

QString sumText(const NumberText& text, double sum) { return QStringLiteral("Σ %1").arg(text.of(sum)); }

std::vector<TagShown> unitTags(const NetworkSpec& network, const CanvasNumbers& numbers, const StepFocus& focus, const NumberText& text,
                               LayerId layer, std::int64_t unit, const LayerTensors& tensors) {
    TagWriter writer(numbers, text, unit);
    const bool isInHand = focus.layer == layer && focus.unit == unit && !focus.connection;
    const bool isSumming = focus.isSumming && isInHand;
    if (numbers.in(Phase::Backward)) {
        // δ is the gradient by z and nothing else.
        bool isShown =
            writer.gradient(SymbolText::kDelta, tensors.z) ||
            (numbers.isGradientMadeHere(tensors.free) && writer.gradient(derivative(letter(SymbolLetter::Activation)), tensors.free)) ||
            writer.gradient(derivative(letter(outputSymbol(network, layer).letter)), tensors.a);
        if (numbers.isGradientMadeHere(tensors.b)) {
            isShown = writer.gradient(derivative(letter(SymbolLetter::Bias)), tensors.b) || isShown;
        }
        if (isSumming) {
            writer.sum(focus.sum);
        }
        if (isShown || isSumming) {
            return writer.taken();
        }
    }
    const auto bias = numbers.elementOf(tensors.b, unit);
    writer.plain(letter(SymbolLetter::Bias), tensors.b,
                 (numbers.in(Phase::Update) && numbers.isHere(bias)) || (isSumming && focus.lastAlone && focus.lastAlone == bias));
    const bool isForward = numbers.entry() == nullptr || numbers.in(Phase::Forward);
    if (isForward && numbers.isMadeHere(tensors.z) && tensors.z != tensors.a) {
        writer.plain(letter(SymbolLetter::PreActivation), tensors.z, numbers.isHere(numbers.elementOf(tensors.z, unit)));
    }
    if (isForward && numbers.isMadeHere(tensors.free)) {
        writer.plain(letter(SymbolLetter::Activation), tensors.free, numbers.isHere(numbers.elementOf(tensors.free, unit)));
    }
    if (isSumming) {
        writer.sum(focus.sum);
    }
    return writer.taken();
}

}  // namespace glassnet::ui
