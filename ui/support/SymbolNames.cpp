#include "ui/support/SymbolNames.h"

#include <QStringList>
#include <array>

#include "engine/program/TensorNames.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

struct Letter {
    const char16_t* whole;
    const char16_t* plain;
};

// In SymbolLetter's order. Whole tensors are written as in a book, elements as in code.
constexpr std::array kLetters{
    Letter{u"x", u"x"},
    Letter{u"y", u"y"},
    Letter{u"W", u"W"},
    Letter{u"b", u"B"},
    Letter{u"z", u"z"},
    Letter{u"h", u"h"},
    Letter{u"ŷ", u"ŷ"},
    Letter{u"p", u"p"},
    Letter{u"L", u"L"},
    Letter{u"C", u"C"},
    Letter{u"m", u"m"},
    Letter{u"d", u"d"},
    Letter{u"μ", u"μ"},
    Letter{u"v", u"v"},
    Letter{u"n", u"n"},
    Letter{u"x\u0302", u"x\u0302"},
    Letter{u"γ", u"γ"},
    Letter{u"β", u"β"},
    Letter{u"μ\u0304", u"μ\u0304"},
    Letter{u"v\u0304", u"v\u0304"},
    Letter{u"j", u"j"},
    Letter{u"a", u"a"},
    Letter{u"u", u"u"},
    Letter{u"M", u"M"},
    Letter{u"V", u"V"},
    Letter{u"A", u"A"},
    Letter{u"G", u"G"},
    Letter{u"t", u"t"},
    Letter{u"g′", u"g′"},
    Letter{u"ĝ", u"ĝ"},
    Letter{u"s", u"s"},
    Letter{u"‖g‖", u"‖g‖"},
};
static_assert(kLetters.size() == static_cast<std::size_t>(SymbolLetter::Count_));

// In Activation's order.
constexpr std::array kFunctions{u"",     u"σ",    u"tanh",     u"relu",    u"leaky", u"elu", u"selu",
                                u"gelu", u"silu", u"softplus", u"softmax", u"sin",   u"step"};
static_assert(kFunctions.size() == static_cast<std::size_t>(Activation::Step) + 1);

const Letter& letterOf(const Symbol& symbol) { return kLetters.at(static_cast<std::size_t>(symbol.letter)); }

QString dressed(const Symbol& symbol, const QString& base) {
    const QString text = symbol.gradient ? SymbolText::derivative(QStringLiteral("L"), base) : base;
    return symbol.part > 0 ? QStringLiteral("%1 (%2)").arg(text).arg(symbol.part) : text;
}

/// The letter with its number and, where it is not alone, the unit's.
QString unitSymbol(const Symbol& symbol, std::int64_t unit, std::int64_t units) {
    QString base = QString::fromUtf16(letterOf(symbol).whole);
    if (symbol.number > 0) {
        base += SymbolText::subscript(symbol.number);
    }
    if (units > 1) {
        base += (symbol.number > 0 ? QStringLiteral(",") : QString()) + SymbolText::subscript(static_cast<int>(unit) + 1);
    }
    return base;
}

/// What is shaped like a parameter is named by row and column, its gradient on the way to the update too.
bool isIndexed(const TensorInfo& info) {
    return info.role == TensorRole::Parameter || info.role == TensorRole::OptimizerState || info.role == TensorRole::ConnectionMask ||
           (info.role == TensorRole::Gradient && !info.symbol.gradient);
}

}  // namespace

SymbolNames::SymbolNames(const NetworkSpec& network, const Program& program) : m_program(&program) {
    for (const LayerSpec& layer : network.layers()) {
        m_layerNames[layer.id] = QString::fromStdString(layer.name);
        QStringList& names = m_unitNames[layer.id];
        for (const std::string& name : layer.unitNames) {
            names.append(QString::fromStdString(name));
        }
    }
}

QString SymbolNames::text(const Symbol& symbol) { return dressed(symbol, unitSymbol(symbol, 0, 1)); }

QString SymbolNames::plain(const Symbol& symbol) {
    QString base = QString::fromUtf16(letterOf(symbol).plain);
    if (symbol.number > 0) {
        base += QString::number(symbol.number);
    }
    return dressed(symbol, base);
}

QString SymbolNames::text(const Program& program, const TensorInfo& info) {
    const auto of = parameterLetter(program, info);
    return of ? QStringLiteral("%1(%2)").arg(text({info.symbol.letter, 0, false, 0}), text({*of, info.symbol.number, false, 0}))
              : text(info.symbol);
}

QString SymbolNames::plain(const Program& program, const TensorInfo& info) {
    const auto of = parameterLetter(program, info);
    return of ? QStringLiteral("%1(%2)").arg(plain({info.symbol.letter, 0, false, 0}), plain({*of, info.symbol.number, false, 0}))
              : plain(info.symbol);
}

QString SymbolNames::unit(const NetworkSpec& network, LayerId layer, std::int64_t unit, std::int64_t units) {
    const auto& names = network.layer(layer).unitNames;
    const auto place = static_cast<std::size_t>(unit);
    return place < names.size() && !names[place].empty() ? QString::fromStdString(names[place])
                                                         : unitSymbol(outputSymbol(network, layer), unit, units);
}

QString SymbolNames::function(Activation activation) { return QString::fromUtf16(kFunctions.at(static_cast<std::size_t>(activation))); }

bool SymbolNames::isDelta(TensorId id) const {
    const Symbol& symbol = m_program->tensor(id).symbol;
    return symbol.gradient && symbol.letter == SymbolLetter::PreActivation && symbol.part == 0;
}

QString SymbolNames::brief(TensorId id) const {
    return isDelta(id) ? SymbolText::indexed(QString(SymbolText::kDelta), m_program->tensor(id).symbol.number) : tensor(id);
}

QString SymbolNames::layer(LayerId id) const {
    const auto found = m_layerNames.find(id);
    return found == m_layerNames.end() ? QString() : found->second;
}

std::int64_t SymbolNames::sampleOf(TensorId id, std::int64_t element) const {
    const TensorInfo& info = m_program->tensor(id);
    if (!info.perSample) {
        return -1;
    }
    return element / info.columns();
}

QString SymbolNames::unitName(const TensorInfo& info, std::int64_t unit) const {
    const auto names = m_unitNames.find(info.layer);
    const bool isOutput = !info.symbol.gradient && m_program->outputOf(info.layer) == info.id;
    if (isOutput && names != m_unitNames.end() && unit < names->second.size() && !names->second.at(unit).isEmpty()) {
        return names->second.at(unit);
    }
    return unitSymbol(info.symbol, unit, info.columns());
}

QString SymbolNames::elementOf(const TensorInfo& info, std::int64_t element, bool withSample) const {
    const std::int64_t columns = info.columns();
    if (info.shape.elements() == 1 && info.role == TensorRole::OptimizerState && info.symbol.letter == SymbolLetter::StepCount) {
        return plain(*m_program, info);
    }
    if (isIndexed(info)) {
        return QStringLiteral("%1[%2,%3]").arg(plain(*m_program, info)).arg(element / columns).arg(element % columns);
    }
    QString name = unitName(info, element % columns);
    if (withSample && info.perSample) {
        name += QChar(0x207D) + SymbolText::superscript(static_cast<int>(sampleOf(info.id, element)) + 1) + QChar(0x207E);
    }
    return name;
}

QString SymbolNames::element(TensorId id, std::int64_t element, bool withSample) const {
    const TensorInfo& info = m_program->tensor(id);
    if (!info.symbol.gradient) {
        return elementOf(info, element, withSample);
    }
    const QString of = info.gradientOf.valid() ? elementOf(m_program->tensor(info.gradientOf), element, withSample) : text(info.symbol);
    const QString text = SymbolText::derivative(QStringLiteral("L"), of);
    return info.symbol.part > 0 ? QStringLiteral("%1 (%2)").arg(text).arg(info.symbol.part) : text;
}

QString SymbolNames::briefElement(TensorId id, std::int64_t element, bool withSample) const {
    if (!isDelta(id)) {
        return this->element(id, element, withSample);
    }
    TensorInfo info = m_program->tensor(id);
    const std::int64_t columns = info.columns();
    QString name = brief(id);
    if (columns > 1) {
        name += QStringLiteral(",") + SymbolText::subscript(static_cast<int>(element % columns) + 1);
    }
    if (withSample && info.perSample) {
        name += QChar(0x207D) + SymbolText::superscript(static_cast<int>(sampleOf(id, element)) + 1) + QChar(0x207E);
    }
    return name;
}

}  // namespace glassnet::ui
