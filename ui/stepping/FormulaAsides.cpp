#include "ui/stepping/FormulaAsides.h"

#include <QCoreApplication>
#include <cmath>

#include "engine/backend/Arithmetic.h"
#include "engine/network/Losses.h"
#include "ui/stepping/FormulaFill.h"
#include "ui/stepping/FormulaTerms.h"

namespace glassnet::ui {

namespace {

const QString kEquals = QStringLiteral(" = ");

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

void append(FormulaLine& line, const FormulaLine& more) { line.insert(line.end(), more.begin(), more.end()); }

/// name = symbols = numbers = value; one line less where there are no symbols in it.
FormulaLine equation(const FormulaLines& name, const FormulaLines& body, const FormulaToken& value) {
    FormulaLine line = name.symbols;
    const bool constant = lineText(body.symbols) == lineText(body.numbers);
    const auto& first = constant ? body.numbers : body.symbols;
    line.push_back({kEquals});
    append(line, first);
    if (!constant) {
        line.push_back({kEquals, std::nullopt, std::nullopt, true});
        append(line, body.numbers);
    }
    const bool saysItself = constant && body.numbers.size() == 1;
    if (!saysItself && lineText(body.numbers) != value.text) {
        line.push_back({kEquals, std::nullopt, std::nullopt, true});
        line.push_back(value);
    }
    return line;
}

FormulaToken valueToken(const FormulaSource& source, double value, const std::optional<ElementRef>& element, int mark) {
    FormulaLines lines(source, source.explanation);
    lines.number(value, element, false, mark);
    return lines.numbers.front();
}

/// f(z) or f′(z) written out.
void addFunction(std::vector<FormulaLine>& lines, const FormulaSource& source, const Factor& z, bool slope) {
    FormulaLines name(source, source.explanation);
    const Entry& entry = name.entry();
    const auto& spec = entry.attributes.activation;
    const auto* pattern = activationPattern(spec, z.value, slope);
    const TensorId output = slope ? entry.inputs.at(2) : entry.outputs.at(0);
    const ElementRef a{output, z.element};
    const auto aValue = name.valueOf(a);
    if (pattern == nullptr || !aValue) {
        return;
    }
    const ElementRef argument{z.tensor, z.element};
    const QString function = SymbolNames::function(spec.kind) + (slope ? QStringLiteral("′(") : QStringLiteral("("));
    name.named(function + name.nameOf(argument) + QLatin1Char(')'), slope ? argument : a);
    FormulaLines body(source, source.explanation);
    Factor zFactor = z;
    zFactor.role = FactorRole::Value;
    zFactor.value = body.valueOf(argument).value_or(z.value);
    fillPattern(body, pattern, {{FactorRole::Value, *aValue, a.tensor, a.element, {}, 0}, zFactor, spec.parameters[0]});
    const double value = slope ? z.value : source.explanation.result;
    lines.push_back(equation(name, body, valueToken(source, value, slope ? argument : a, 0)));
}

/// mean(∂L/∂x̂·x̂) = ( .. ) / n.
void addMean(std::vector<FormulaLine>& lines, const FormulaSource& source, const Factor& mean) {
    const auto& program = source.names.program();
    const auto columns = program.tensor(mean.tensor).columns();
    FormulaLines name(source, source.explanation);
    FormulaLines body(source, source.explanation);
    const bool rows = name.entry().attributes.rows;
    body.setWithSample(!rows && source.rows > 1);
    FormulaTerms nameTerms(name);
    nameTerms.writeFactor(mean, false);
    const auto count = rows ? columns : source.rows;
    std::vector<Term> terms;
    for (std::int64_t k = 0; k < count; ++k) {
        const auto place = rows ? mean.element / columns * columns + k : k * columns + mean.element % columns;
        Term term;
        for (const TensorId tensor : {mean.tensor, mean.other}) {
            const auto value = tensor.valid() ? name.valueOf({tensor, place}) : std::nullopt;
            if (tensor.valid() && !value) {
                return;
            }
            if (value) {
                term.factors.push_back({FactorRole::Value, *value, tensor, place, {}, 0});
            }
        }
        terms.push_back(std::move(term));
    }
    FormulaSource whole = source;
    whole.shown.reset();
    body.both(QStringLiteral("( "));
    FormulaTerms(body).writeTerms(terms);
    body.both(QStringLiteral(" ) / %1").arg(count));
    lines.push_back(equation(name, body, valueToken(source, mean.value, std::nullopt, FormulaTerms::markOf(mean))));
}

/// y⁽¹⁾ = 1: the classes that a loss of samples reads.
void addClasses(std::vector<FormulaLine>& lines, const FormulaSource& source) {
    FormulaLines line(source, source.explanation);
    line.setWithSample(source.rows > 1);
    const TensorId target = line.entry().inputs.at(1);
    const auto& terms = source.explanation.terms;
    const auto columns = source.names.program().tensor(line.entry().inputs.at(0)).columns();
    const auto single = line.entry().op == Op::LossGradient ? std::optional(source.explanation.element / columns) : std::nullopt;
    FormulaLine classes;
    const auto add = [&](std::int64_t row) {
        const auto value = line.valueOf({target, row});
        if (value) {
            line.symbols.clear();
            line.symbol({target, row});
            if (!classes.empty()) {
                classes.push_back({line.separator(), std::nullopt, std::nullopt, true});
            }
            append(classes, line.symbols);
            classes.push_back({kEquals});
            classes.push_back({source.numbers.whole(std::llround(*value)), ElementRef{target, row}, value});
        }
    };
    if (single) {
        add(*single);
    } else {
        walkTerms(
            source, std::min(terms.size(), source.shown.value_or(terms.size())), [&](std::size_t i) { add(static_cast<std::int64_t>(i)); },
            [&](std::size_t, std::size_t) { classes.push_back({line.separator() + QStringLiteral("…")}); });
    }
    if (!classes.empty()) {
        lines.push_back(std::move(classes));
    }
}

/// Each sample's product in a gradient over a batch.
void addParts(std::vector<FormulaLine>& lines, const FormulaSource& source) {
    const auto& terms = source.explanation.terms;
    const double scale = source.undivided ? static_cast<double>(source.rows) : 1.0;
    FormulaLine line{{Text::tr("Each sample's part: ")}};
    bool first = true;
    walkTerms(
        source, std::min(terms.size(), source.shown.value_or(terms.size())),
        [&](std::size_t i) {
            if (!std::exchange(first, false)) {
                line.push_back({QStringLiteral("   "), std::nullopt, std::nullopt, true});
            }
            line.push_back({source.numbers.of(terms[i].value * scale), std::nullopt, terms[i].value * scale});
        },
        [&](std::size_t, std::size_t) {
            line.push_back({QStringLiteral("   …"), std::nullopt, std::nullopt, true});
        });
    lines.push_back(std::move(line));
}

/// name = formula with numbers = value, for a number of the optimizer that is worked out once for all weights.
void addOptimizerNumber(std::vector<FormulaLine>& lines, const FormulaSource& source, const QString& name, const QString& formula,
                        double value, int mark) {
    FormulaLines number(source, source.explanation);
    number.constant(value, false, mark);
    lines.push_back({{name, std::nullopt, std::nullopt, false, false, false, mark},
                     {kEquals},
                     {formula},
                     {kEquals, std::nullopt, std::nullopt, true},
                     number.numbers.front()});
}

/// ηₜ = η / (1 − β₁ᵗ) and the like, with t and the knobs put in.
void addStepNumbers(std::vector<FormulaLine>& lines, const FormulaSource& source, const Entry& entry) {
    const auto& knobs = source.explanation.knobs;
    const FormulaLines reader(source, source.explanation);
    const auto counted = reader.valueOf({entry.outputs.back(), 0});
    const auto text = [&](double value) { return source.numbers.exact(value); };
    const auto power = [&](double base) {
        return QStringLiteral("1 − %1^%2").arg(text(base), source.numbers.whole(std::llround(*counted)));
    };
    const bool isAdagrad = entry.attributes.optimizer == OptimizerKind::Adagrad;
    for (const Term& term : source.explanation.terms) {
        for (const Factor& factor : term.factors) {
            const int mark = FormulaTerms::markOf(factor);
            if (factor.role == FactorRole::Shrink) {
                addOptimizerNumber(lines, source, QStringLiteral("1 − η·λ"),
                                   QStringLiteral("1 − %1·%2").arg(text(knobs.learningRate), text(knobs.weightDecay)), factor.value, mark);
            } else if (factor.role == FactorRole::StepRate && counted && isAdagrad) {
                const QString steps = source.numbers.whole(std::llround(*counted) - 1);
                addOptimizerNumber(lines, source, QStringLiteral("ηₜ = η / (1 + (t − 1)·%1)").arg(Text::tr("decay")),
                                   QStringLiteral("%1 / (1 + %2·%3)").arg(text(knobs.learningRate), steps, text(knobs.rateDecay)),
                                   -factor.value, mark);
            } else if (factor.role == FactorRole::StepRate && counted) {
                addOptimizerNumber(lines, source, QStringLiteral("ηₜ = η / (1 − β₁ᵗ)"),
                                   QStringLiteral("%1 / (%2)").arg(text(knobs.learningRate), power(knobs.beta1)), -factor.value, mark);
            } else if (factor.role == FactorRole::StepRoot && factor.other.valid() && counted &&
                       entry.attributes.optimizer != OptimizerKind::RmsProp) {
                addOptimizerNumber(lines, source, QStringLiteral("√(1 − β₂ᵗ)"), QStringLiteral("√(%1)").arg(power(knobs.beta2)),
                                   std::sqrt(1.0 - formulas::wholePower(knobs.beta2, static_cast<std::uint64_t>(*counted))), 0);
            }
        }
    }
}

}  // namespace

std::vector<FormulaLine> formulaAsides(const FormulaSource& source) {
    std::vector<FormulaLine> lines;
    const auto& explanation = source.explanation;
    const Entry& entry = source.names.program().entries().at(explanation.entry);
    const auto shown = source.shown.value_or(explanation.terms.size());
    if (shown == 0) {
        return lines;
    }
    if (entry.op == Op::Activate && explanation.form == ExplanationForm::Function) {
        addFunction(lines, source, explanation.terms.front().factors.front(), false);
    }
    if ((entry.op == Op::Loss || entry.op == Op::LossGradient) && lossInfo(entry.attributes.loss.kind).target == TargetKind::ClassIndices) {
        addClasses(lines, source);
    }
    for (std::size_t i = 0; i < std::min(shown, explanation.terms.size()); ++i) {
        for (const Factor& factor : explanation.terms[i].factors) {
            if (factor.role == FactorRole::Derivative && explanation.form == ExplanationForm::Product) {
                addFunction(lines, source, factor, true);
            } else if (factor.role == FactorRole::Mean) {
                addMean(lines, source, factor);
            }
        }
    }
    if (entry.op == Op::Update) {
        addStepNumbers(lines, source, entry);
    }
    const bool products = entry.op == Op::WeightGradient || entry.op == Op::ScaleGradient;
    if (products && source.rows > 1 && explanation.terms.size() > 1) {
        addParts(lines, source);
    }
    return lines;
}

}  // namespace glassnet::ui
