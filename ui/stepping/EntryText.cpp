#include "ui/stepping/EntryText.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

#include "ui/support/NumberText.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

/// The names that a row puts into its texts.
class Words {
    Q_DECLARE_TR_FUNCTIONS(EntryText)
public:
    Words(const SymbolNames& names, const Entry& entry, std::int64_t rows) : m_names(names), m_entry(entry), m_rows(rows) {}

    [[nodiscard]] const Entry& entry() const { return m_entry; }
    [[nodiscard]] const Attributes& attributes() const { return m_entry.attributes; }
    [[nodiscard]] std::size_t sources() const { return static_cast<std::size_t>(attributes().sources); }
    [[nodiscard]] TensorId input(std::size_t i) const { return m_entry.inputs.at(i); }
    [[nodiscard]] QString in(std::size_t i) const { return m_names.tensor(input(i)); }
    [[nodiscard]] QString out(std::size_t i = 0) const { return m_names.tensor(m_entry.outputs.at(i)); }
    [[nodiscard]] QString shortIn(std::size_t i) const { return m_names.brief(input(i)); }
    [[nodiscard]] QString function() const { return SymbolNames::function(attributes().activation.kind); }
    /// "∂L/∂z₁, δ₁ for short,": where δ has its name from.
    [[nodiscard]] QString outWithAlias() const {
        const TensorId id = m_entry.outputs.at(0);
        return m_names.isDelta(id) ? tr("%1, or %2 for short,").arg(out(), m_names.brief(id)) : out();
    }
    /// The tensor that the first output is the gradient of.
    [[nodiscard]] QString subject() const {
        const TensorId of = m_names.program().tensor(m_entry.outputs.at(0)).gradientOf;
        return of.valid() ? m_names.tensor(of) : out();
    }
    [[nodiscard]] QStringList sourceNames() const {
        QStringList list;
        for (std::size_t i = 0; i < sources(); ++i) {
            list.append(in(i));
        }
        return list;
    }
    [[nodiscard]] QString joinedSources() const {
        return sources() == 1 ? in(0) : QLatin1Char('[') + sourceNames().join(QStringLiteral(", ")) + QLatin1Char(']');
    }
    [[nodiscard]] QString shape(TensorId id) const { return SymbolText::shape(m_names.program().tensor(id).shapeFor(m_rows)); }
    [[nodiscard]] QString turnedShape(TensorId id) const {
        const TensorInfo& info = m_names.program().tensor(id);
        return SymbolText::shape(Shape{info.shape[1], info.perSample ? m_rows : info.shape[0]});
    }

private:
    const SymbolNames& m_names;
    const Entry& m_entry;
    std::int64_t m_rows;
};

using Say = QString (*)(const Words&);

struct Row {
    Op op;
    Say formula;
    Say caption;
    Say sentence;
    Say shapes;
};

QString gradientFormula(const Words& words) { return words.out(); }

QString arrowTo(const Words& words, const QString& from) {
    return from + QStringLiteral(" ") + SymbolText::kArrow + QStringLiteral(" ") + words.shape(words.entry().outputs.at(0));
}

/// Everything that goes in, one shape after the other.
QString listShapes(const Words& words) {
    QStringList from;
    for (const TensorId id : words.entry().inputs) {
        from.append(words.shape(id));
    }
    return from.isEmpty() ? words.shape(words.entry().outputs.at(0)) : arrowTo(words, from.join(QStringLiteral(", ")));
}

QString affineFormula(const Words& words) {
    const std::size_t sources = words.sources();
    QString weight = words.in(sources);
    if (words.attributes().hasMask) {
        weight = QStringLiteral("(%1∘%2)").arg(weight, words.in(words.entry().inputs.size() - 1));
    }
    const QString bias = words.attributes().hasBias ? QLatin1Char('+') + words.in(sources + 1) : QString();
    return QStringLiteral("%1 = %2%3%4").arg(words.out(), words.joinedSources(), weight, bias);
}
QString affineSentence(const Words& words) {
    const std::size_t sources = words.sources();
    return words.attributes().hasBias
               ? Words::tr("%1 is the weighted sum: each value of %2 times its weight in %3, added up, plus the bias %4.")
                     .arg(words.out(), words.sourceNames().join(QStringLiteral(", ")), words.in(sources), words.in(sources + 1))
               : Words::tr("%1 is the weighted sum: each value of %2 times its weight in %3, added up.")
                     .arg(words.out(), words.sourceNames().join(QStringLiteral(", ")), words.in(sources));
}
QString affineShapes(const Words& words) {
    const std::size_t sources = words.sources();
    QStringList from;
    for (std::size_t i = 0; i < sources; ++i) {
        from.append(words.shape(words.input(i)));
    }
    QString product = from.join(QStringLiteral(" | ")) + QStringLiteral(" × ") + words.shape(words.input(sources));
    if (words.attributes().hasBias) {
        product += QStringLiteral(" + ") + words.shape(words.input(sources + 1));
    }
    return arrowTo(words, product);
}

QString activateFormula(const Words& words) { return QStringLiteral("%1 = %2(%3)").arg(words.out(), words.function(), words.in(0)); }
QString activateSentence(const Words& words) {
    return words.attributes().activation.kind == Activation::Softmax
               ? Words::tr("%1 is the softmax of %2: every row becomes shares that add up to 1.").arg(words.out(), words.in(0))
               : Words::tr("%1 is %2 of %3, one value at a time.").arg(words.out(), words.function(), words.in(0));
}

QString clampSentence(const Words& words) {
    const auto& held = words.attributes().held;
    return held.size() == 1
               ? Words::tr("%1 is %2, but its unit %3 is held at %4, whatever it computed.")
                     .arg(words.out(), words.in(0), QString::number(held.begin()->first + 1), NumberText().exact(held.begin()->second))
               : Words::tr("%1 is %2, but %3 of its units are held at values of their own, whatever they computed.")
                     .arg(words.out(), words.in(0), QString::number(held.size()));
}

QString addFormula(const Words& words) { return QStringLiteral("%1 = %2").arg(words.out(), words.sourceNames().join(QLatin1Char('+'))); }
QString joinFormula(const Words& words) { return QStringLiteral("%1 = %2").arg(words.out(), words.joinedSources()); }

QString pairFormula(const Words& words) { return QStringLiteral("%1, %2").arg(words.out(0), words.out(1)); }

QString maskFormula(const Words& words) {
    return words.entry().phase == Phase::Forward ? QStringLiteral("%1 = %2∘%3").arg(words.out(), words.in(0), words.in(1)) : words.out();
}
QString maskSentence(const Words& words) {
    return words.entry().phase == Phase::Forward
               ? Words::tr("%1 is %2 with the units that the mask %3 silences set to zero.").arg(words.out(), words.in(0), words.in(1))
               : Words::tr("%1 is %2 times the mask %3: what was silenced gets no error.").arg(words.out(), words.in(0), words.in(1));
}

// In Loss's order.
QString lossWords(const Words& words) {
    static constexpr std::array<const char*, static_cast<std::size_t>(Loss::Count_)> kWords{
        QT_TRANSLATE_NOOP("EntryText", "%1 is the mean of the squared differences between %2 and the target %3."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the mean of the absolute differences between %2 and the target %3."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the mean Huber loss between %2 and the target %3: squared when close, absolute when far."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the binary cross entropy: how surprised %2 is by the target %3, on average."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the binary cross entropy: how surprised σ of %2 is by the target %3, on average."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the cross entropy: how surprised the softmax of %2 is by the class %3, on average."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is the mean hinge loss: how far %2 is from choosing the class %3 with a margin."),
        QT_TRANSLATE_NOOP("EntryText", "%1 is half the squared differences between %2 and the target %3, the mean over the samples."),
    };
    return Words::tr(kWords.at(static_cast<std::size_t>(words.attributes().loss.kind))).arg(words.out(), words.in(0), words.in(1));
}

QString totalFormula(const Words& words) {
    QStringList parts;
    const NumberText numbers;
    for (std::size_t i = 0; i < words.sources(); ++i) {
        const double weight = words.attributes().weights.at(i);
        parts.append(weight == 1.0 ? words.in(i) : numbers.exact(weight) + SymbolText::kDot + words.in(i));
    }
    return QStringLiteral("%1 = %2").arg(words.out(), parts.join(QLatin1Char('+')));
}

QString slopeCaption(const Words& words) {
    return words.attributes().activation.kind == Activation::Softmax ? Words::tr("· Jacobian")
                                                                     : QStringLiteral("· %1′").arg(words.function());
}
QString slopeSentence(const Words& words) {
    return words.attributes().activation.kind == Activation::Softmax
               ? Words::tr("%1 comes from %2 through the softmax, where every output depends on every %3.")
                     .arg(words.outWithAlias(), words.in(0), words.in(1))
               : Words::tr("%1 is %2 times the slope of %3 at %4.").arg(words.outWithAlias(), words.in(0), words.function(), words.in(1));
}

std::size_t weightError(const Words& words) { return words.sources(); }
QString weightCaption(const Words& words) {
    return SymbolText::transposed(words.joinedSources()) + SymbolText::kDot + words.shortIn(weightError(words));
}
QString weightSentence(const Words& words) {
    return Words::tr("%1 says how the loss depends on each weight: the value that came in from %2 times the error %3.")
        .arg(words.out(), words.sourceNames().join(QStringLiteral(", ")), words.shortIn(weightError(words)));
}
QString weightShapes(const Words& words) {
    QStringList from;
    for (std::size_t i = 0; i < words.sources(); ++i) {
        from.append(words.turnedShape(words.input(i)));
    }
    return arrowTo(words, from.join(QStringLiteral(" | ")) + QStringLiteral(" × ") + words.shape(words.input(words.sources())));
}

QString inputCaption(const Words& words) { return words.shortIn(0) + SymbolText::kDot + SymbolText::transposed(words.in(1)); }
QString inputShapes(const Words& words) {
    return arrowTo(words, words.shape(words.input(0)) + QStringLiteral(" × ") + words.turnedShape(words.input(1)));
}

QString standardizeBack(const Words& words) {
    return words.attributes().constantMoments
               ? Words::tr("%1 is %2 divided by the deviation, the root of %3.").arg(words.out(), words.in(0), words.in(2))
               : Words::tr(
                     "%1 is what is left of %2 after the ways through the mean and the variance, divided by the deviation, the root of %3.")
                     .arg(words.out(), words.in(0), words.in(2));
}

// In OptimizerKind's order.
QString updateSentence(const Words& words) {
    static constexpr std::array<const char*, kOptimizerKinds> kWords{
        QT_TRANSLATE_NOOP("EntryText", "%1 takes a step against its gradient %2, as long as the learning rate η says."),
        QT_TRANSLATE_NOOP("EntryText", "%1 takes a step against its gradient %2, divided by how large its gradients were of late."),
        QT_TRANSLATE_NOOP("EntryText", "%1 takes a step against its gradient %2, divided by how large its gradients were in all steps."),
        QT_TRANSLATE_NOOP("EntryText", "%1 takes a step against the mean of its gradients %2, divided by how large they were of late."),
        QT_TRANSLATE_NOOP("EntryText",
                          "%1 shrinks a little, then takes a step against the mean of its gradients %2, divided by how large "
                          "they were of late."),
    };
    const QString step = Words::tr(kWords.at(static_cast<std::size_t>(words.attributes().optimizer))).arg(words.out(), words.in(0));
    return words.attributes().hasMask ? step + QLatin1Char(' ') + Words::tr("The weights of cut connections stay as they are.") : step;
}
QString updateCaption(const Words& words) {
    static constexpr std::array<const char16_t*, kOptimizerKinds> kCaptions{u"− η∇", u"− η∇ / √V", u"− ηₜ∇ / √G", u"− ηₜM / √V",
                                                                            u"− ηₜM / √V"};
    return QString::fromUtf16(kCaptions.at(static_cast<std::size_t>(words.attributes().optimizer)));
}

QString penaltySentence(const Words& words) {
    return words.attributes().penalty == Penalty::L2
               ? Words::tr("%1 is the gradient %2 and a pull toward 0: the penalty's rate ρ times the weight.")
                     .arg(words.out(), words.in(0))
               : Words::tr("%1 is the gradient %2 and a pull toward 0: the penalty's rate ρ with the weight's sign.")
                     .arg(words.out(), words.in(0));
}
QString penaltyCaption(const Words& words) {
    return words.attributes().penalty == Penalty::L2 ? QStringLiteral("+ ρ%1").arg(words.in(1))
                                                     : QStringLiteral("+ ρ·sign(%1)").arg(words.in(1));
}
QString normFormula(const Words& words) { return words.out(words.sources()); }
QString normSentence(const Words& words) {
    return Words::tr("%1 is the norm over all gradients: the root of the sum of their squares.").arg(words.out(words.sources()));
}
QString normShapes(const Words& words) {
    return words.sources() == 1 ? listShapes(words)
                                : Words::tr("%n gradients", nullptr, static_cast<int>(words.sources())) + QStringLiteral(" ") +
                                      SymbolText::kArrow + QStringLiteral(" 1");
}

// In Op's order.
const std::array<Row, static_cast<std::size_t>(Op::Count_)> kRows{{
    {Op::Affine, affineFormula, [](const Words&) { return Words::tr("weighted sum"); }, affineSentence, affineShapes},
    {Op::Activate, activateFormula, [](const Words&) { return Words::tr("activate"); }, activateSentence, listShapes},
    {Op::Clamp, [](const Words& w) { return QStringLiteral("%1 = hold(%2)").arg(w.out(), w.in(0)); },
     [](const Words&) { return Words::tr("hold"); }, clampSentence, listShapes},
    {Op::JoinAdd, addFormula, [](const Words&) { return Words::tr("add"); },
     [](const Words& w) {
         return Words::tr("%1 is the sum of %2, unit by unit.").arg(w.out(), w.sourceNames().join(QStringLiteral(", ")));
     },
     listShapes},
    {Op::JoinConcatenate, joinFormula, [](const Words&) { return Words::tr("join"); },
     [](const Words& w) { return Words::tr("%1 puts %2 side by side.").arg(w.out(), w.sourceNames().join(QStringLiteral(", "))); },
     listShapes},
    {Op::DrawMask, gradientFormula, [](const Words&) { return Words::tr("draw mask"); },
     [](const Words& w) {
         return Words::tr("%1 is drawn at random: each unit is silenced with probability %2, the others are scaled up to make up for it.")
             .arg(w.out(), NumberText().exact(w.attributes().probability));
     },
     listShapes},
    {Op::ApplyMask, maskFormula,
     [](const Words& w) { return w.entry().phase == Phase::Forward ? Words::tr("drop out") : QStringLiteral("· ") + w.in(1); },
     maskSentence, listShapes},
    {Op::ColumnMoments, pairFormula, [](const Words&) { return Words::tr("batch mean"); },
     [](const Words& w) {
         return Words::tr("%1 and %2 are the mean and the variance of each unit of %3 over the batch.").arg(w.out(0), w.out(1), w.in(0));
     },
     listShapes},
    {Op::RowMoments, pairFormula, [](const Words&) { return Words::tr("row mean"); },
     [](const Words& w) {
         return Words::tr("%1 and %2 are the mean and the variance of each sample of %3 over its units.").arg(w.out(0), w.out(1), w.in(0));
     },
     listShapes},
    {Op::Standardize, [](const Words& w) { return QStringLiteral("%1 = (%2−%3)/√%4").arg(w.out(), w.in(0), w.in(1), w.in(2)); },
     [](const Words&) { return Words::tr("standardize"); },
     [](const Words& w) {
         return Words::tr("%1 is %2 shifted to mean 0 and scaled to variance 1, with the mean %3 and the variance %4.")
             .arg(w.out(), w.in(0), w.in(1), w.in(2));
     },
     listShapes},
    {Op::ScaleShift, [](const Words& w) { return QStringLiteral("%1 = %2%3+%4").arg(w.out(), w.in(1), w.in(0), w.in(2)); },
     [](const Words&) { return Words::tr("scale, shift"); },
     [](const Words& w) { return Words::tr("%1 is %2 times the scale %3 plus the shift %4.").arg(w.out(), w.in(0), w.in(1), w.in(2)); },
     listShapes},
    {Op::UpdateRunning, pairFormula, [](const Words&) { return Words::tr("running mean"); },
     [](const Words& w) {
         return Words::tr("%1 and %2 move a little toward the mean and the variance of this batch; they are used when training is over.")
             .arg(w.out(0), w.out(1));
     },
     listShapes},
    {Op::Loss, gradientFormula, [](const Words&) { return Words::tr("loss"); }, lossWords, listShapes},
    {Op::TotalLoss, totalFormula, [](const Words&) { return Words::tr("total loss"); },
     [](const Words& w) {
         return Words::tr("%1 is the weighted sum of the losses %2.").arg(w.out(), w.sourceNames().join(QStringLiteral(", ")));
     },
     listShapes},
    {Op::LossGradient, gradientFormula, [](const Words&) { return Words::tr("start"); },
     [](const Words& w) {
         return Words::tr("%1 is where the way back starts: how much the loss changes when %2 changes.").arg(w.outWithAlias(), w.subject());
     },
     listShapes},
    {Op::ActivateGradient, gradientFormula, slopeCaption, slopeSentence, listShapes},
    {Op::ClampGradient, gradientFormula, [](const Words&) { return Words::tr("not if held"); },
     [](const Words& w) {
         return Words::tr("%1 is %2, but 0 where a unit is held: what it computed does not matter there.").arg(w.outWithAlias(), w.in(0));
     },
     listShapes},
    {Op::WeightGradient, gradientFormula, weightCaption, weightSentence, weightShapes},
    {Op::BiasGradient, gradientFormula, [](const Words& w) { return Words::tr("sum of %1").arg(w.shortIn(0)); },
     [](const Words& w) { return Words::tr("%1 is the sum of the errors %2 over the samples.").arg(w.out(), w.shortIn(0)); }, listShapes},
    {Op::InputGradient, gradientFormula, inputCaption,
     [](const Words& w) {
         return Words::tr("%1 is the error carried back: each error of %2 times the weight in %3 it came through, added up.")
             .arg(w.out(), w.shortIn(0), w.in(1));
     },
     inputShapes},
    {Op::Accumulate, gradientFormula, [](const Words&) { return Words::tr("add up"); },
     [](const Words& w) { return Words::tr("%1 is the sum of what comes back over all links that read %2.").arg(w.out(), w.subject()); },
     listShapes},
    {Op::JoinAddGradient, gradientFormula, [](const Words&) { return Words::tr("pass on"); },
     [](const Words& w) { return Words::tr("%1 is %2 unchanged: a sum passes its error on to every part.").arg(w.out(), w.in(0)); },
     listShapes},
    {Op::JoinConcatGradient, gradientFormula, [](const Words&) { return Words::tr("its part"); },
     [](const Words& w) { return Words::tr("%1 is the part of %2 that belongs to %3.").arg(w.out(), w.in(0), w.subject()); }, listShapes},
    {Op::ScaleGradient, gradientFormula, [](const Words& w) { return Words::tr("sum of %1").arg(w.in(0) + SymbolText::kDot + w.in(1)); },
     [](const Words& w) { return Words::tr("%1 is the sum of %2 times %3 over the samples.").arg(w.out(), w.in(0), w.in(1)); }, listShapes},
    {Op::ScaleInputGradient, gradientFormula, [](const Words& w) { return QStringLiteral("· ") + w.in(1); },
     [](const Words& w) { return Words::tr("%1 is %2 times the scale %3.").arg(w.out(), w.in(0), w.in(1)); }, listShapes},
    {Op::StandardizeGradient, gradientFormula, [](const Words& w) { return QStringLiteral("/ √%1").arg(w.in(2)); }, standardizeBack,
     listShapes},
    {Op::Penalty, gradientFormula, penaltyCaption, penaltySentence, listShapes},
    {Op::GradientNorm, normFormula, [](const Words&) { return Words::tr("norm"); }, normSentence, normShapes},
    {Op::ClipByNorm, gradientFormula, [](const Words&) { return Words::tr("clip"); },
     [](const Words& w) {
         return Words::tr("%1 is %2, made smaller where the norm %3 over all gradients is beyond the limit.")
             .arg(w.out(), w.in(0), w.in(1));
     },
     listShapes},
    {Op::ClipByValue, gradientFormula, [](const Words&) { return Words::tr("clip"); },
     [](const Words& w) { return Words::tr("%1 is %2 with every number held within the limit.").arg(w.out(), w.in(0)); }, listShapes},
    {Op::Update, [](const Words& w) { return QStringLiteral("%1 ← …").arg(w.out()); }, updateCaption, updateSentence,
     [](const Words& w) { return arrowTo(w, w.shape(w.input(0))); }},
}};

}  // namespace

EntryText entryText(const SymbolNames& names, const Entry& entry, std::int64_t rows) {
    const Row& row = kRows.at(static_cast<std::size_t>(entry.op));
    const Words words(names, entry, rows);
    return {row.formula(words), row.caption(words), row.sentence(words), row.shapes(words)};
}

QString phaseText(Phase phase) {
    static constexpr std::array<const char*, 3> kNames{
        QT_TRANSLATE_NOOP("EntryText", "Forward"), QT_TRANSLATE_NOOP("EntryText", "Backward"), QT_TRANSLATE_NOOP("EntryText", "Update")};
    return Words::tr(kNames.at(static_cast<std::size_t>(phase)));
}

}  // namespace glassnet::ui
