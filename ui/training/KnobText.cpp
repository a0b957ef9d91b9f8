#include "ui/training/KnobText.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace glassnet::ui {

namespace {

/// `choices`: words parted by a bar.
struct Row {
    std::string_view key;
    const char* label;
    const char* help;
    const char* choices = nullptr;
};

constexpr auto kRows = std::to_array<Row>({
    {"optimizer", QT_TRANSLATE_NOOP("KnobText", "Optimizer"), QT_TRANSLATE_NOOP("KnobText", "How weights follow their gradients."),
     QT_TRANSLATE_NOOP("KnobText", "SGD|RMSprop|Adagrad|Adam|AdamW")},
    {"learningRate", QT_TRANSLATE_NOOP("KnobText", "Learning rate"),
     QT_TRANSLATE_NOOP("KnobText", "How far a weight goes against its gradient in one step.")},
    {"momentum", QT_TRANSLATE_NOOP("KnobText", "Momentum"),
     QT_TRANSLATE_NOOP("KnobText", "How much of the last direction stays in the next one.")},
    {"dampening", QT_TRANSLATE_NOOP("KnobText", "Dampening"),
     QT_TRANSLATE_NOOP("KnobText", "How much of the new gradient is left out of the momentum.")},
    {"nesterov", QT_TRANSLATE_NOOP("KnobText", "Nesterov"),
     QT_TRANSLATE_NOOP("KnobText", "Looks one step ahead along the momentum; it needs a momentum and no dampening."),
     QT_TRANSLATE_NOOP("KnobText", "off|on")},
    {"alpha", QT_TRANSLATE_NOOP("KnobText", "Smoothing α"),
     QT_TRANSLATE_NOOP("KnobText", "How much of the mean of squared gradients stays in each step.")},
    {"beta1", QT_TRANSLATE_NOOP("KnobText", "β₁"), QT_TRANSLATE_NOOP("KnobText", "How much of the mean of gradients stays in each step.")},
    {"beta2", QT_TRANSLATE_NOOP("KnobText", "β₂"),
     QT_TRANSLATE_NOOP("KnobText", "How much of the mean of squared gradients stays in each step.")},
    {"rateDecay", QT_TRANSLATE_NOOP("KnobText", "Rate decay"),
     QT_TRANSLATE_NOOP("KnobText", "The learning rate falls as 1 divided by 1 plus the steps times this number.")},
    {"initialSum", QT_TRANSLATE_NOOP("KnobText", "First sum"), QT_TRANSLATE_NOOP("KnobText", "What the sum of squared gradients starts with.")},
    {"epsilon", QT_TRANSLATE_NOOP("KnobText", "Epsilon ε"),
     QT_TRANSLATE_NOOP("KnobText", "A small number that keeps a step from being divided by zero.")},
    {"centered", QT_TRANSLATE_NOOP("KnobText", "Centered"),
     QT_TRANSLATE_NOOP("KnobText", "Divides by the gradients' spread around their mean instead of their size."),
     QT_TRANSLATE_NOOP("KnobText", "off|on")},
    {"weightDecay", QT_TRANSLATE_NOOP("KnobText", "Weight decay"),
     QT_TRANSLATE_NOOP("KnobText", "PyTorch's weight decay: every weight and bias is drawn toward zero by this share.")},
    {"penalty", QT_TRANSLATE_NOOP("KnobText", "Penalty"),
     QT_TRANSLATE_NOOP("KnobText", "TensorFlow Playground's regularization: weights, not biases, are drawn toward zero."),
     QT_TRANSLATE_NOOP("KnobText", "none|L1|L2")},
    {"penaltyRate", QT_TRANSLATE_NOOP("KnobText", "Penalty rate"), QT_TRANSLATE_NOOP("KnobText", "How strong the penalty is.")},
    {"clipping", QT_TRANSLATE_NOOP("KnobText", "Gradient clipping"),
     QT_TRANSLATE_NOOP("KnobText", "Cuts gradients that are too large: all by one factor, or each number by itself."),
     QT_TRANSLATE_NOOP("KnobText", "none|by norm|by value")},
    {"clipLimit", QT_TRANSLATE_NOOP("KnobText", "Clip limit"), QT_TRANSLATE_NOOP("KnobText", "The largest norm, or the largest number.")},
    {"schedule", QT_TRANSLATE_NOOP("KnobText", "Schedule"), QT_TRANSLATE_NOOP("KnobText", "How the learning rate changes from epoch to epoch."),
     QT_TRANSLATE_NOOP("KnobText", "constant|in steps|cosine")},
    {"scheduleEvery", QT_TRANSLATE_NOOP("KnobText", "Step every"), QT_TRANSLATE_NOOP("KnobText", "After so many epochs the rate is multiplied.")},
    {"scheduleGamma", QT_TRANSLATE_NOOP("KnobText", "Step factor"), QT_TRANSLATE_NOOP("KnobText", "What the rate is multiplied by.")},
    {"schedulePeriod", QT_TRANSLATE_NOOP("KnobText", "Cosine epochs"),
     QT_TRANSLATE_NOOP("KnobText", "In so many epochs the rate falls to its least.")},
    {"scheduleLeastRate", QT_TRANSLATE_NOOP("KnobText", "Least rate"), QT_TRANSLATE_NOOP("KnobText", "What the rate falls to.")},
    {"warmUp", QT_TRANSLATE_NOOP("KnobText", "Warm-up epochs"), QT_TRANSLATE_NOOP("KnobText", "In so many epochs the rate rises to its full size.")},
    {"warmUpStart", QT_TRANSLATE_NOOP("KnobText", "Warm-up from"), QT_TRANSLATE_NOOP("KnobText", "The share of the rate that the warm-up begins with.")},
});

QString words(const char* text) { return QCoreApplication::translate("KnobText", text); }

}  // namespace

KnobText knobText(const KnobInfo& knob) {
    const auto* row = std::ranges::find(kRows, knob.key, &Row::key);
    if (row == kRows.end()) {
        return {QString::fromLatin1(knob.key.data(), static_cast<qsizetype>(knob.key.size())), {}, {}};
    }
    return {words(row->label), words(row->help), row->choices == nullptr ? QStringList() : words(row->choices).split(QLatin1Char('|'))};
}

}  // namespace glassnet::ui
