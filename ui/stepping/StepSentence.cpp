#include "ui/stepping/StepSentence.h"

#include <QCoreApplication>
#include <array>
#include <cmath>

#include "ui/stepping/EntryText.h"
#include "ui/support/CountText.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

struct SentenceText {
    Q_DECLARE_TR_FUNCTIONS(StepSentence)
};

/// How the terms of an operation's numbers are told.
enum class TermWords : std::uint8_t {
    Factors,  ///< the factors of the product that joins
    Value,    ///< what the term comes to: it is more than a product
    Power,    ///< a power that joins the sum below the share
    Sample,   ///< a sample's part of a loss
};

/// How a number is told once it is there: %1 is its name, %2 its value.
struct SentenceRow {
    Op op;
    TermWords terms;
    const char* made;
};

// In Op's order.
constexpr std::array<SentenceRow, static_cast<std::size_t>(Op::Count_)> kRows{{
    {Op::Affine, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "the weighted sum of %1 is %2")},
    {Op::Activate, TermWords::Power, QT_TRANSLATE_NOOP("StepSentence", "%1 takes its share of the row, %2")},
    {Op::Clamp, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::JoinAdd, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is the sum %2")},
    {Op::JoinConcatenate, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 takes over %2")},
    {Op::DrawMask, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is drawn at random: %2")},
    {Op::ApplyMask, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2 behind the mask")},
    {Op::ColumnMoments, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2 over the batch")},
    {Op::RowMoments, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2 over the units")},
    {Op::Standardize, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is standardized to %2")},
    {Op::ScaleShift, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is scaled and shifted to %2")},
    {Op::UpdateRunning, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 moves to %2")},
    {Op::Loss, TermWords::Sample, QT_TRANSLATE_NOOP("StepSentence", "the loss %1 is %2")},
    {Op::TotalLoss, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "the total loss %1 is %2")},
    {Op::LossGradient, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 starts the way back with %2")},
    {Op::ActivateGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::ClampGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::WeightGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::BiasGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::InputGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is carried back as %2")},
    {Op::Accumulate, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 adds up to %2")},
    {Op::JoinAddGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 takes over %2")},
    {Op::JoinConcatGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 takes over %2")},
    {Op::ScaleGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::ScaleInputGradient, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::StandardizeGradient, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::Penalty, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2 with its penalty")},
    {Op::GradientNorm, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is %2")},
    {Op::ClipByNorm, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 is clipped to %2")},
    {Op::ClipByValue, TermWords::Value, QT_TRANSLATE_NOOP("StepSentence", "%1 is clipped to %2")},
    {Op::Update, TermWords::Factors, QT_TRANSLATE_NOOP("StepSentence", "%1 changes to %2")},
}};

/// Writes the sentences of one snapshot.
class Speaker {
public:
    Speaker(const Snapshot& snapshot, const NumberText& numbers, const std::function<bool(const ElementRef&)>& isHidden)
        : m_snapshot(snapshot), m_numbers(numbers), m_isHidden(isHidden), m_names(*snapshot.network, *snapshot.program) {}

    [[nodiscard]] QString say() const {
        if (m_snapshot.position == 0) {
            return joined({SentenceText::tr("Training step %1 begins with %2.").arg(step(), CountText::samples(m_snapshot.rows)),
                           shortBatch(),
                           SentenceText::tr("It has %1.").arg(CountText::entries(static_cast<std::int64_t>(m_snapshot.program->size())))});
        }
        if (!m_snapshot.part) {
            return entrySentence();
        }
        if (!m_snapshot.explanation) {
            return SentenceText::tr("%n numbers of this entry are there", nullptr, static_cast<int>(m_snapshot.part->numbers));
        }
        return m_snapshot.part->terms > 0 ? termSentence() : numberSentence();
    }

private:
    [[nodiscard]] QString step() const { return m_numbers.whole(m_snapshot.step + 1); }
    static QString joined(const QStringList& sentences) {
        QStringList said;
        for (const QString& sentence : sentences) {
            if (!sentence.isEmpty()) {
                said.append(sentence);
            }
        }
        return said.join(QLatin1Char(' '));
    }
    [[nodiscard]] QString shortBatch() const {
        return m_snapshot.rows < m_snapshot.batchSize ? SentenceText::tr("This is the short last batch: %1 samples instead of %2.")
                                                            .arg(m_snapshot.rows)
                                                            .arg(m_snapshot.batchSize)
                                                      : QString();
    }
    [[nodiscard]] const Explanation& number() const { return *m_snapshot.explanation; }
    [[nodiscard]] const Entry& entry() const { return m_snapshot.program->entries().at(number().entry); }
    [[nodiscard]] ElementRef element() const { return {number().tensor, number().element}; }
    [[nodiscard]] bool isHidden(const ElementRef& which) const { return m_isHidden && m_isHidden(which); }
    [[nodiscard]] QString spoken(double value) const { return spokenNumber(value, m_numbers); }
    /// A number of the formula itself, such as a learning rate, in full when that is short, as on the card.
    [[nodiscard]] QString spoken(const Factor& factor) const {
        constexpr qsizetype kShort = 6;
        const bool own = factor.role != FactorRole::Value && factor.role != FactorRole::Derivative;
        const QString full = m_numbers.exact(static_cast<float>(std::abs(factor.value)));
        const bool isShort = own && std::isfinite(factor.value) && full.size() <= kShort && !full.contains(QLatin1Char('e'));
        const QString sign = factor.value < 0 ? SentenceText::tr("minus") + QLatin1Char(' ') : QString();
        return isShort ? sign + full : spoken(factor.value);
    }
    [[nodiscard]] QString result() const { return isHidden(element()) ? SentenceText::tr("not told yet") : spoken(number().result); }

    /// A sum belongs to its unit, and is told by the unit's name.
    [[nodiscard]] QString name() const {
        const TensorInfo& info = m_snapshot.program->tensor(number().tensor);
        const bool several = m_snapshot.rows > 1;
        if (entry().op != Op::Affine) {
            return spokenName(m_names.element(number().tensor, number().element, several));
        }
        const QString unit =
            spokenName(SymbolNames::unit(*m_snapshot.network, info.layer, number().element % info.columns(), info.columns()));
        return several ? SentenceText::tr("%1 of sample %2").arg(unit).arg(m_names.sampleOf(number().tensor, number().element) + 1) : unit;
    }

    [[nodiscard]] QString entrySentence() const {
        const std::size_t count = m_snapshot.program->size();
        const Entry& entry = *m_snapshot.current();
        QStringList sentences{
            SentenceText::tr("Step %1 of %2: %3")
                .arg(QString::number(m_snapshot.position), QString::number(count), entryText(m_names, entry, m_snapshot.rows).sentence)};
        if (m_snapshot.explanation) {
            sentences.append(SentenceText::tr("%1 is %2.").arg(m_names.element(number().tensor, number().element), result()));
        }
        if (m_snapshot.position == count) {
            sentences.append(SentenceText::tr("Training step %1 is complete.").arg(step()));
            sentences.append(shortBatch());
        }
        return joined(sentences);
    }

    [[nodiscard]] QString numberSentence() const {
        const auto& terms = number().terms;
        if (entry().op == Op::Activate && number().form == ExplanationForm::Function) {
            return SentenceText::tr("%1 is %2 of %3, that is %4")
                .arg(name(), SymbolNames::function(entry().attributes.activation.kind), spoken(terms.front().factors.front().value),
                     result());
        }
        if (number().form == ExplanationForm::Product && terms.front().factors.size() == 2 &&
            kRows.at(static_cast<std::size_t>(entry().op)).terms == TermWords::Factors) {
            const auto& factors = terms.front().factors;
            return SentenceText::tr("%1 is %2 times %3, that is %4")
                .arg(name(), spoken(factors[0].value), spoken(factors[1].value), result());
        }
        return SentenceText::tr(kRows.at(static_cast<std::size_t>(entry().op)).made).arg(name(), result());
    }

    [[nodiscard]] QString termSentence() const {
        const std::size_t shown = m_snapshot.termsShown();
        if (shown == 0 || shown > number().terms.size()) {
            return numberSentence();
        }
        const Term& term = number().terms[shown - 1];
        const bool first = shown == 1;
        const QString now = spoken(term.runningSum);
        switch (kRows.at(static_cast<std::size_t>(entry().op)).terms) {
            case TermWords::Factors:
                return factorSentence(term, first, now);
            case TermWords::Power:
                return first ? SentenceText::tr("the sum below %1 starts with %2").arg(name(), now)
                             : SentenceText::tr("the sum below %1 adds %2, now %3").arg(name(), spoken(term.value), now);
            case TermWords::Sample: {
                const Factor& read = term.factors.front();
                const auto sample = m_names.sampleOf(read.tensor, read.element) + 1;
                return first ? SentenceText::tr("the loss %1 starts with %2 from sample %3").arg(name(), now).arg(sample)
                             : SentenceText::tr("the loss %1 adds %2 from sample %3, now %4")
                                   .arg(name(), spoken(term.value))
                                   .arg(sample)
                                   .arg(now);
            }
            case TermWords::Value:
                break;
        }
        return first ? SentenceText::tr("%1 starts with %2").arg(name(), now)
                     : SentenceText::tr("%1 adds %2, now %3").arg(name(), spoken(term.value), now);
    }

    [[nodiscard]] QString factorSentence(const Term& term, bool first, const QString& now) const {
        const auto& factors = term.factors;
        const bool subtracted = factors.front().role == FactorRole::LearningRate;
        if (factors.size() == 1) {
            const bool bias = entry().op == Op::Affine;
            return first  ? SentenceText::tr("%1 starts with %2").arg(name(), now)
                   : bias ? SentenceText::tr("%1 adds the bias %2, now %3").arg(name(), spoken(factors[0].value), now)
                          : SentenceText::tr("%1 adds %2, now %3").arg(name(), spoken(factors[0].value), now);
        }
        if (factors.size() > 2) {
            return first ? SentenceText::tr("%1 starts with %2").arg(name(), now)
                         : SentenceText::tr("%1 adds %2, now %3").arg(name(), spoken(term.value), now);
        }
        Factor left = factors[0];
        left.value = subtracted ? -left.value : left.value;
        const QString one = spoken(left);
        const QString two = spoken(factors[1]);
        return subtracted ? SentenceText::tr("%1 loses %2 times %3, now %4").arg(name(), one, two, now)
               : first    ? SentenceText::tr("%1 starts with %2 times %3, now %4").arg(name(), one, two, now)
                          : SentenceText::tr("%1 adds %2 times %3, now %4").arg(name(), one, two, now);
    }

    const Snapshot& m_snapshot;
    const NumberText& m_numbers;
    const std::function<bool(const ElementRef&)>& m_isHidden;
    SymbolNames m_names;
};

}  // namespace

QString stepSentence(const Snapshot& snapshot, const NumberText& numbers, const std::function<bool(const ElementRef&)>& isHidden) {
    return Speaker(snapshot, numbers, isHidden).say();
}

QString spokenNumber(double value, const NumberText& numbers) {
    QString text = numbers.of(value);
    if (const auto e = text.indexOf(QLatin1Char('e')); e > 0 && std::isfinite(value)) {
        text = SentenceText::tr("%1 times ten to the %2").arg(text.left(e), text.mid(e + 1));
    }
    return text.replace(NumberText::kMinus, SentenceText::tr("minus") + QLatin1Char(' '));
}

QString spokenName(const QString& name) {
    constexpr QChar kOpen(0x207D);
    constexpr QChar kClose(0x207E);
    static const QString kRaised = QStringLiteral(u"⁰¹²³⁴⁵⁶⁷⁸⁹");
    const QString derivative = QStringLiteral("∂L/∂");
    if (name.startsWith(derivative)) {
        return SentenceText::tr("the gradient of %1").arg(spokenName(name.mid(derivative.size())));
    }
    QString plain;
    QString sample;
    bool raised = false;
    for (const QChar c : name) {
        if (c == kOpen || c == kClose) {
            raised = c == kOpen;
        } else if (raised) {
            sample += QString::number(kRaised.indexOf(c));
        } else if (c.unicode() >= 0x2080 && c.unicode() <= 0x2089) {
            plain += QChar(c.unicode() - 0x2080 + u'0');
        } else {
            plain += c;
        }
    }
    return sample.isEmpty() ? plain : SentenceText::tr("%1 of sample %2").arg(plain, sample);
}

}  // namespace glassnet::ui
