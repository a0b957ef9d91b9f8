#include "ui/stepping/FormulaWords.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/backend/Reductions.h"

namespace glassnet::ui {

namespace {

constexpr double kNudge = 0.01;

struct WordsText {
    Q_DECLARE_TR_FUNCTIONS(FormulaWords)
};

const TensorInfo& infoOf(const SymbolNames& names, const Explanation& explanation) { return names.program().tensor(explanation.tensor); }

/// What the explained gradient is the gradient of; the element itself where it is no gradient.
QString subject(const SymbolNames& names, const Explanation& explanation) {
    const TensorInfo& info = infoOf(names, explanation);
    return names.element(info.gradientOf.valid() && info.symbol.gradient ? info.gradientOf : info.id, explanation.element);
}

QString nudge(const SymbolNames& names, const Explanation& explanation, const NumberText& numbers) {
    const QString of = subject(names, explanation);
    if (explanation.result == 0.0) {
        return WordsText::tr("Changing %1 a little would not change the loss.").arg(of);
    }
    const QString by = numbers.exact(kNudge);
    const QString change = numbers.of(std::abs(explanation.result) * kNudge);
    return explanation.result > 0 ? WordsText::tr("Raising %1 by %2 would raise the loss by about %3.").arg(of, by, change)
                                  : WordsText::tr("Raising %1 by %2 would lower the loss by about %3.").arg(of, by, change);
}

/// The gradient that an update follows; none where something else stands in its place.
const Factor* gradientOf(const Explanation& explanation) {
    for (const Factor& factor : explanation.terms.at(1).factors) {
        if (factor.role == FactorRole::Bracket) {
            return &explanation.bracket.front().factors.front();
        }
        if (factor.role == FactorRole::Value) {
            return &factor;
        }
    }
    return nullptr;
}

QString updateInWords(const SymbolNames& names, const Explanation& explanation, const NumberText& numbers) {
    const double change = explanation.result - explanation.terms.front().factors.back().value;
    const QString of = subject(names, explanation);
    const Factor* gradient = gradientOf(explanation);
    if (change == 0.0) {
        return WordsText::tr("%1 stays as it is.").arg(of);
    }
    const QString by = numbers.of(std::abs(change));
    const bool isOptimizers = gradient == nullptr || names.program().tensor(gradient->tensor).role == TensorRole::OptimizerState;
    const bool isOther = names.program().options().penalty != Penalty::None;
    if (isOptimizers || isOther || change * gradient->value > 0) {
        return change > 0 ? WordsText::tr("%1 rises by %2.").arg(of, by) : WordsText::tr("%1 falls by %2.").arg(of, by);
    }
    return change > 0 ? WordsText::tr("%1 rises by %2, since raising it lowers the loss.").arg(of, by)
                      : WordsText::tr("%1 falls by %2, since lowering it lowers the loss.").arg(of, by);
}

/// What is said of a gradient on its way to the update; empty for any other number.
QString changedGradientSentence(const SymbolNames& names, const Explanation& explanation, const NumberText& numbers) {
    const Entry& entry = names.program().entries().at(explanation.entry);
    const QString of = infoOf(names, explanation).gradientOf.valid()
                           ? names.element(infoOf(names, explanation).gradientOf, explanation.element)
                           : QString();
    const auto isAsBefore = [&] { return explanation.result == explanation.terms.front().factors.front().value; };
    switch (entry.op) {
        case Op::Penalty:
            if (entry.attributes.hasMask && explanation.terms.size() == 1) {
                return WordsText::tr("This connection is cut, so it gets no penalty.");
            }
            return entry.attributes.penalty == Penalty::L2
                       ? WordsText::tr("The penalty pulls %1 toward 0, the more the larger it is.").arg(of)
                       : WordsText::tr("The penalty pulls %1 toward 0, always by the same amount.").arg(of);
        case Op::ClipByNorm:
            return isAsBefore() ? WordsText::tr("The norm over all gradients is within the limit, so this one stays as it is.")
                                : WordsText::tr("The norm over all gradients is beyond %1, so all of them shrink by the same factor.")
                                      .arg(numbers.exact(explanation.knobs.clipLimit));
        case Op::ClipByValue:
            return isAsBefore() ? WordsText::tr("This gradient is within the limit, so it stays as it is.")
                                : WordsText::tr("This gradient is cut at the limit %1.").arg(numbers.exact(explanation.knobs.clipLimit));
        case Op::GradientNorm:
            return explanation.form == ExplanationForm::Root
                       ? WordsText::tr("The norm says how large all gradients of this step are together.")
                       : WordsText::tr("This is one gradient's share of the norm over all of them.");
        default:
            return {};
    }
}

QString drawSentence(const SymbolNames& names, const Explanation& explanation, const NumberText& numbers) {
    const auto& attributes = names.program().entries().at(explanation.entry).attributes;
    const QString probability = numbers.exact(attributes.probability);
    return explanation.result == 0.0
               ? WordsText::tr("The dropout generator silenced this unit; it does so with probability %1.").arg(probability)
               : WordsText::tr("The dropout generator let this unit speak; it silences units with probability %1.").arg(probability);
}

/// What is said of a unit that is held at a value; empty for any other number.
QString heldSentence(const Entry& entry, std::int64_t column, const NumberText& numbers) {
    const auto held = entry.attributes.held.find(column);
    if (held == entry.attributes.held.end()) {
        return {};
    }
    return entry.op == Op::Clamp ? WordsText::tr("This unit is held at %1, whatever it computed.").arg(numbers.exact(held->second))
                                 : WordsText::tr("This unit is held at %1, so no error goes through it.").arg(numbers.exact(held->second));
}

/// A sum over samples that batch norm mixes.
bool isTiedSum(const Program& program, const Entry& entry, std::int64_t rows) {
    const bool overSamples = entry.op == Op::WeightGradient || entry.op == Op::BiasGradient || entry.op == Op::ScaleGradient;
    return overSamples && rows > 1 &&
           std::any_of(program.entries().begin(), program.entries().end(), [](const Entry& each) { return each.op == Op::ColumnMoments; });
}

}  // namespace

QString formulaTitle(const SymbolNames& names, const Explanation& explanation) {
    const TensorInfo& info = infoOf(names, explanation);
    const QString of = subject(names, explanation);
    const Entry& entry = names.program().entries().at(explanation.entry);
    if (entry.op == Op::Update || entry.op == Op::UpdateRunning) {
        return WordsText::tr("How %1 changes").arg(of);
    }
    if (!info.symbol.gradient) {
        return WordsText::tr("How %1 got its value").arg(of);
    }
    const bool parameter = info.gradientOf.valid() && names.program().tensor(info.gradientOf).role == TensorRole::Parameter;
    return parameter ? WordsText::tr("How the loss depends on %1").arg(of) : WordsText::tr("How the error reaches %1").arg(of);
}

namespace {

/// What there is to say of a number that is whole and seen.
QString plainSentence(const FormulaSource& source) {
    const SymbolNames& names = source.names;
    const Explanation& explanation = source.explanation;
    const NumberText& numbers = source.numbers;
    if (source.undivided) {
        return WordsText::tr(
            "The parts are shown as they are before the division by the %n samples; these numbers are computed for display.", nullptr,
            static_cast<int>(source.rows));
    }
    const TensorInfo& info = infoOf(names, explanation);
    if (!std::isfinite(explanation.result)) {
        return WordsText::tr("This is not a finite number: something before it grew too large.");
    }
    if (explanation.form == ExplanationForm::Draw) {
        return drawSentence(names, explanation, numbers);
    }
    const Entry& entry = names.program().entries().at(explanation.entry);
    if (entry.op == Op::Update) {
        const bool parameter = explanation.tensor == entry.outputs.front() && explanation.terms.size() > 1;
        if (entry.attributes.hasMask && explanation.terms.size() == 1 && explanation.form == ExplanationForm::Sum) {
            return WordsText::tr("This connection is cut, so its weight stays as it is.");
        }
        return parameter ? updateInWords(names, explanation, numbers) : QString();
    }
    if (const QString changed = changedGradientSentence(names, explanation, numbers); !changed.isEmpty()) {
        return changed;
    }
    if (const QString held = heldSentence(entry, explanation.element % info.columns(), numbers); !held.isEmpty()) {
        return held;
    }
    if (info.symbol.gradient && info.symbol.part == 0) {
        if (isTiedSum(names.program(), entry, source.rows) && !explanation.terms.empty()) {
            return nudge(names, explanation, numbers) + QLatin1Char(' ') +
                   WordsText::tr("Batch norm ties the samples together, so a part is not one sample's alone.");
        }
        return explanation.terms.empty() ? WordsText::tr("This connection is cut, so nothing flows through it.")
                                         : nudge(names, explanation, numbers);
    }
    const bool rowLoss = entry.op == Op::Loss && entry.attributes.loss.kind == Loss::CrossEntropy;
    if (explanation.form == ExplanationForm::Share || rowLoss) {
        return WordsText::tr("Here m is the largest z of the row: taking it away keeps the powers small and changes no share.");
    }
    return {};
}

/// Long means and norms are no plain chain of additions (formulas::blockedSum): the running sums would seem not to add up.
QString blocksSentence(const FormulaSource& source) {
    const Explanation& explanation = source.explanation;
    const Op op = source.names.program().entries().at(explanation.entry).op;
    const bool isBlocked = op == Op::Loss || op == Op::ColumnMoments || op == Op::RowMoments ||
                           (op == Op::GradientNorm && explanation.form == ExplanationForm::Sum);
    return isBlocked && explanation.terms.size() > formulas::kSumBlock
               ? WordsText::tr("So many terms are added in blocks of %1, and the sums of the blocks in pairs, as a tree.")
                     .arg(source.numbers.whole(static_cast<qint64>(formulas::kSumBlock)))
               : QString();
}

}  // namespace

QString formulaSentence(const FormulaSource& source) {
    const Explanation& explanation = source.explanation;
    const bool isPartial = source.shown && *source.shown < explanation.terms.size();
    if (isPartial || (source.isHidden && source.isHidden({explanation.tensor, explanation.element}))) {
        return {};
    }
    const QString plain = plainSentence(source);
    const QString blocks = blocksSentence(source);
    return plain.isEmpty() || blocks.isEmpty() ? plain + blocks : plain + QLatin1Char(' ') + blocks;
}

}  // namespace glassnet::ui
