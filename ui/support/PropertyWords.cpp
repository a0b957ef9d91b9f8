#include "ui/support/PropertyWords.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <span>

namespace glassnet::ui {

namespace {

struct PropertyWordRow {
    std::string_view key;
    const char* label;
    const char* help;
};

struct Choice {
    const char* label;
    const char* help;
};

#define WORDS(text) QT_TRANSLATE_NOOP("PropertyWords", text)

constexpr std::array kProperties{
    PropertyWordRow{"units", WORDS("Units"), WORDS("How many numbers the layer hands on for each sample.")},
    PropertyWordRow{"drawnRows", WORDS("Samples drawn"), WORDS("So many samples are drawn at random. With 0 they come from the data.")},
    PropertyWordRow{"drawn", WORDS("Drawn from"), WORDS("The rule by which the samples are drawn.")},
    PropertyWordRow{"activation", WORDS("Activation"), WORDS("The function f in a = f(z), applied to each unit's sum z.")},
    PropertyWordRow{"bias", WORDS("Bias"), WORDS("Whether a number of its own, b, is added to each unit's sum.")},
    PropertyWordRow{"trainable", WORDS("Trainable"),
                    WORDS("Whether training changes the layer's numbers. A layer that is not trained is frozen.")},
    PropertyWordRow{"weightStart", WORDS("Weights start from"), WORDS("The rule by which the weights get their first values.")},
    PropertyWordRow{"biasStart", WORDS("Biases start from"), WORDS("The rule by which the biases get their first values.")},
    PropertyWordRow{"seed", WORDS("Seed"),
                    WORDS("Where the layer's random numbers begin: with the network's seed, or with one of its own.")},
    PropertyWordRow{"loss", WORDS("Loss"), WORDS("How far the output is from the target, as one number that training makes small.")},
    PropertyWordRow{"weight", WORDS("Weight of the loss"),
                    WORDS("What this output's loss is multiplied by where several outputs are added up.")},
    PropertyWordRow{"probability", WORDS("Probability"), WORDS("How likely it is that a value is silenced in training.")},
    PropertyWordRow{"epsilon", WORDS("Epsilon"), WORDS("A small number added to the variance, so that nothing is divided by zero.")},
    PropertyWordRow{"momentum", WORDS("Momentum"), WORDS("How much of each batch goes into the running mean and variance.")},
    PropertyWordRow{"affine", WORDS("Scale and shift"),
                    WORDS("Whether the layer learns to multiply by γ and add β after it has normalized.")},
    PropertyWordRow{"mode", WORDS("Join by"), WORDS("What becomes of the values that come together here.")},
};

constexpr std::array kParameters{
    PropertyWordRow{"negative_slope", WORDS("Slope below 0"), WORDS("What a negative z is multiplied by.")},
    PropertyWordRow{"alpha", WORDS("Alpha"), WORDS("How deep the curve goes: it ends at −alpha.")},
    PropertyWordRow{"beta", WORDS("Beta"), WORDS("How sharp the bend at 0 is.")},
    PropertyWordRow{"threshold", WORDS("Threshold"), WORDS("Where beta times z is larger than this, the function is z itself.")},
    PropertyWordRow{"delta", WORDS("Delta"), WORDS("Up to this difference the loss is a square, beyond it a straight line.")},
    PropertyWordRow{"margin", WORDS("Margin"), WORDS("By how much the right class must be ahead of each other class.")},
    PropertyWordRow{"gain", WORDS("Gain"), WORDS("What the spread is multiplied by, to suit the activation.")},
    PropertyWordRow{"mean", WORDS("Mean"), WORDS("The middle of the bell curve that numbers are drawn from.")},
    PropertyWordRow{"std", WORDS("Deviation"), WORDS("How wide the bell curve is: two of three numbers lie this close to the mean.")},
    PropertyWordRow{"low", WORDS("Lowest"), WORDS("No number drawn is below this.")},
    PropertyWordRow{"high", WORDS("Highest"), WORDS("No number drawn is above this.")},
    PropertyWordRow{"value", WORDS("Value"), WORDS("The number that is put everywhere.")},
};

// In Activation's order.
constexpr std::array kActivations{
    Choice{WORDS("none"), WORDS("The sum itself is handed on: a = z.")},
    Choice{WORDS("sigmoid"), WORDS("Squeezes every number into 0 to 1: 1 / (1 + e⁻ᶻ).")},
    Choice{WORDS("tanh"), WORDS("Squeezes every number into −1 to 1.")},
    Choice{WORDS("relu"), WORDS("Keeps what is positive and turns the rest into 0.")},
    Choice{WORDS("leaky relu"), WORDS("Keeps what is positive and lets a small part of the rest through.")},
    Choice{WORDS("elu"), WORDS("Keeps what is positive and bends the rest smoothly toward −alpha.")},
    Choice{WORDS("selu"), WORDS("An elu with fixed numbers that keep mean and variance where they are.")},
    Choice{WORDS("gelu"), WORDS("A smooth relu: z times the chance that a normal number is below z.")},
    Choice{WORDS("silu"), WORDS("A smooth relu: z times its sigmoid. It is also called swish.")},
    Choice{WORDS("softplus"), WORDS("A smooth relu that is always positive: ln(1 + eᶻ).")},
    Choice{WORDS("softmax"), WORDS("Turns the units of a sample into probabilities that add up to 1.")},
    Choice{WORDS("sine"), WORDS("A wave: sin(z).")},
    Choice{WORDS("step"), WORDS("1 for a positive sum, else 0. Its slope is 0, so nothing before it can be trained.")},
};
static_assert(kActivations.size() == static_cast<std::size_t>(Activation::Step) + 1);

// In Loss's order.
constexpr std::array kLosses{
    Choice{WORDS("mean squared error"), WORDS("The mean of the squared differences, for numbers.")},
    Choice{WORDS("absolute error"), WORDS("The mean of the differences without sign, for numbers with outliers.")},
    Choice{WORDS("Huber"), WORDS("Squared for small differences, straight for large ones.")},
    Choice{WORDS("binary cross-entropy"), WORDS("For outputs that are probabilities, one yes or no each.")},
    Choice{WORDS("binary, from sums"), WORDS("Binary cross-entropy that takes the sums z and does the sigmoid itself (with logits).")},
    Choice{WORDS("cross-entropy"), WORDS("For one class of several: −ln of the probability of the right one.")},
    Choice{WORDS("hinge"), WORDS("For one class of several: the right one must be ahead by a margin.")},
    Choice{WORDS("half squared error"), WORDS("Half the squared differences, the mean over the samples; TensorFlow Playground's.")},
};
static_assert(kLosses.size() == static_cast<std::size_t>(Loss::Count_));

// In InitializerKind's order.
constexpr std::array kInitializers{
    Choice{WORDS("nn.Linear default"), WORDS("What PyTorch's nn.Linear draws: uniform within 1 / √inputs.")},
    Choice{WORDS("Xavier uniform"), WORDS("Evenly spread, sized by inputs and outputs; suits sigmoid and tanh (Glorot).")},
    Choice{WORDS("Xavier normal"), WORDS("A bell curve, sized by inputs and outputs; suits sigmoid and tanh (Glorot).")},
    Choice{WORDS("Kaiming uniform"), WORDS("Evenly spread, sized by the inputs; suits relu (He).")},
    Choice{WORDS("Kaiming normal"), WORDS("A bell curve, sized by the inputs; suits relu (He).")},
    Choice{WORDS("normal"), WORDS("A bell curve with a mean and a deviation; torch.randn has 0 and 1.")},
    Choice{WORDS("uniform"), WORDS("Evenly spread between two numbers.")},
    Choice{WORDS("zeros"), WORDS("Every number is 0. Units that begin alike stay alike.")},
    Choice{WORDS("ones"), WORDS("Every number is 1.")},
    Choice{WORDS("constant"), WORDS("Every number is the same.")},
    Choice{WORDS("identity matrix"), WORDS("1 from each unit to the unit in the same place, else 0 (eye).")},
};
static_assert(kInitializers.size() == static_cast<std::size_t>(InitializerKind::Count_));

// In JoinMode's order.
constexpr std::array kJoins{
    Choice{WORDS("adding"), WORDS("The values are added, unit by unit; all layers need the same number of units.")},
    Choice{WORDS("placing side by side"), WORDS("The values stand one after the other, in the order of the links (concatenate).")},
};
static_assert(kJoins.size() == static_cast<std::size_t>(JoinMode::Concatenate) + 1);

#undef WORDS

struct PropertyWordsContext {
    Q_DECLARE_TR_FUNCTIONS(PropertyWords)
};

std::optional<PropertyWord> find(std::span<const PropertyWordRow> rows, std::string_view key) {
    const auto found = std::ranges::find(rows, key, &PropertyWordRow::key);
    return found == rows.end() ? std::nullopt
                               : std::optional(PropertyWord{PropertyWordsContext::tr(found->label), PropertyWordsContext::tr(found->help)});
}

template <class Kind>
PropertyWord at(std::span<const Choice> choices, Kind kind) {
    const auto& choice = choices[static_cast<std::size_t>(kind)];
    return {PropertyWordsContext::tr(choice.label), PropertyWordsContext::tr(choice.help)};
}

}  // namespace

std::optional<PropertyWord> PropertyWords::property(std::string_view key) { return find(kProperties, key); }
std::optional<PropertyWord> PropertyWords::parameter(std::string_view key) { return find(kParameters, key); }
PropertyWord PropertyWords::activation(Activation kind) { return at(kActivations, kind); }
PropertyWord PropertyWords::loss(Loss kind) { return at(kLosses, kind); }
PropertyWord PropertyWords::initializer(InitializerKind kind) { return at(kInitializers, kind); }
PropertyWord PropertyWords::join(JoinMode mode) { return at(kJoins, mode); }

}  // namespace glassnet::ui
