#include "engine/backend/selftest/OneOperation.h"

#include <array>
#include <cmath>

#include "engine/backend/selftest/OneUpdate.h"

namespace glassnet::selftest {

namespace {

const OutputCheck kExact{Nearness::Exact, {}};
const OutputCheck kTerms{Nearness::Terms, {}};
const OutputCheck kOneOperationUlps{Nearness::Ulps, {}};
OutputCheck scaled(TermScale scale) { return {Nearness::Scaled, std::move(scale)}; }

void affine(const MakeMaker& maker, Op op, Cases& cases) {
    for (int variant = 0; variant < 4; ++variant) {
        auto m = maker();
        Attributes attributes;
        attributes.sources = variant == 3 ? 3 : 1 + variant % 2;
        attributes.hasBias = variant != 1;
        attributes.hasMask = variant >= 2;
        std::vector<TensorId> inputs;
        std::int64_t in = 0;
        for (int s = 0; s < attributes.sources; ++s) {
            const auto width = m.size().in + s;
            in += width;
            inputs.push_back(m.samples(width));
        }
        inputs.push_back(m.fixed(in, m.size().out));
        if (attributes.hasBias) {
            inputs.push_back(m.fixed(1, m.size().out));
        }
        if (attributes.hasMask) {
            inputs.push_back(m.fixed(in, m.size().out, Filling::ZeroOrOne));
        }
        cases.push_back(m.make("affine", op, inputs, {m.samples(m.size().out, Filling::Garbage)}, attributes, {kTerms}, in + 1));
    }
}

void weightGradient(const MakeMaker& maker, Op op, Cases& cases) {
    for (int variant = 0; variant < 3; ++variant) {
        auto m = maker();
        Attributes attributes;
        attributes.sources = 1 + variant;
        attributes.hasMask = variant != 0;
        std::vector<TensorId> inputs;
        std::int64_t in = 0;
        for (int s = 0; s < attributes.sources; ++s) {
            in += m.size().in + s;
            inputs.push_back(m.samples(m.size().in + s));
        }
        inputs.push_back(m.samples(m.size().out));
        if (attributes.hasMask) {
            inputs.push_back(m.fixed(in, m.size().out, Filling::ZeroOrOne));
        }
        cases.push_back(
            m.make("weight gradient", op, inputs, {m.fixed(in, m.size().out, Filling::Garbage)}, attributes, {kTerms}, m.size().rows));
    }
}

void inputGradient(const MakeMaker& maker, Op op, Cases& cases) {
    for (int variant = 0; variant < 2; ++variant) {
        auto m = maker();
        Attributes attributes;
        attributes.hasMask = variant == 1;
        attributes.source = variant;
        attributes.offset = variant * 2;
        std::vector<TensorId> inputs{m.samples(m.size().out), m.fixed(m.size().in + 3, m.size().out)};
        if (attributes.hasMask) {
            inputs.push_back(m.fixed(m.size().in + 3, m.size().out, Filling::ZeroOrOne));
        }
        cases.push_back(
            m.make("input gradient", op, inputs, {m.samples(m.size().in, Filling::Garbage)}, attributes, {kTerms}, m.size().out));
    }
}

void biasGradient(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    cases.push_back(
        m.make("bias gradient", op, {m.samples(m.size().out)}, {m.fixed(1, m.size().out, Filling::Garbage)}, {}, {kTerms}, m.size().rows));
}

bool isExact(Activation kind) { return kind == Activation::Identity || kind == Activation::Relu || kind == Activation::Step; }

double largestMagnitude(const Tensor& tensor) {
    double largest = 0.0;
    for (std::int64_t i = 0; i < tensor.elements(); ++i) {
        largest = std::max(largest, std::abs(tensor.at(i)));
    }
    return largest;
}

OutputCheck activationCheck(Activation kind) {
    if (isExact(kind)) {
        return kExact;
    }
    if (kind == Activation::Gelu) {  // 1 + erf cancels on the left
        return scaled([](const auto& inputs, std::int64_t i, double) { return std::abs(inputs[0].at(i)); });
    }
    if (kind == Activation::Softmax) {  // z - max is rounded before e^x stretches it
        return scaled([](const auto& inputs, std::int64_t, double want) {
            return want > 0.0 ? want * (2.0 - std::log(want) + std::log(static_cast<double>(inputs[0].size(1)))) : 0.0;
        });
    }
    return kOneOperationUlps;
}

void activate(const MakeMaker& maker, Op op, Cases& cases) {
    for (const auto& info : activations()) {
        auto m = maker();
        Attributes attributes;
        attributes.activation = defaultSpec(info.kind);
        cases.push_back(m.make(std::string(info.key), op, {m.samples(m.size().out, Filling::Wide)},
                               {m.samples(m.size().out, Filling::Garbage)}, attributes, {activationCheck(info.kind)}));
    }
}

void activateGradient(const MakeMaker& maker, Op op, Cases& cases) {
    for (const auto& info : activations()) {
        auto m = maker();
        Attributes attributes;
        attributes.activation = defaultSpec(info.kind);
        const auto da = m.samples(m.size().out);
        const auto z = m.samples(m.size().out, Filling::Wide);
        const auto a =
            info.kind == Activation::Softmax ? m.samples(m.size().out, Filling::Probability) : m.activationOf(z, attributes.activation);
        // f' is made of terms of size 1 and z; softmax: a (da - sum a da).
        const auto check =
            isExact(info.kind) ? kExact : scaled([columns = m.size().out, kind = info.kind](const auto& in, std::int64_t i, double) {
                if (kind != Activation::Softmax) {
                    return std::abs(in[0].at(i)) * (1.0 + std::abs(in[1].at(i)));
                }
                double sum = std::abs(in[0].at(i));
                for (std::int64_t j = i / columns * columns; j < (i / columns + 1) * columns; ++j) {
                    sum += std::abs(in[0].at(j) * in[2].at(j));
                }
                return sum * in[2].at(i);
            });
        cases.push_back(
            m.make(std::string(info.key), op, {da, z, a}, {m.samples(m.size().out, Filling::Garbage)}, attributes, {check}, m.size().out));
    }
}

void sumOfInputs(const MakeMaker& maker, Op op, Cases& cases) {
    for (int sources = 2; sources <= 3; ++sources) {
        auto m = maker();
        Attributes attributes;
        attributes.sources = sources;
        std::vector<TensorId> inputs;
        for (int s = 0; s < sources; ++s) {
            inputs.push_back(m.samples(m.size().out));
        }
        cases.push_back(m.make("sum", op, inputs, {m.samples(m.size().out, Filling::Garbage)}, attributes, {kTerms}));
    }
}

/// No unit, the first and the last, every second one.
void clamp(const MakeMaker& maker, Op op, Cases& cases) {
    for (int variant = 0; variant < 3; ++variant) {
        auto m = maker();
        Attributes attributes;
        const auto out = m.size().out;
        if (variant == 1) {
            attributes.held = {{0, 0.5}, {out - 1, -2.0}};
        }
        for (std::int64_t unit = 1; variant == 2 && unit < out; unit += 2) {
            attributes.held[unit] = 0.25 * static_cast<double>(unit);
        }
        cases.push_back(m.make("clamp", op, {m.samples(out)}, {m.samples(out, Filling::Garbage)}, attributes, {kExact}));
    }
}

void joinConcatenate(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    Attributes attributes;
    attributes.sources = 3;
    const auto in = m.size().in;
    const auto out = m.size().out;
    cases.push_back(m.make("concatenate", op, {m.samples(in), m.samples(out), m.samples(in + 1)},
                           {m.samples(2 * in + out + 1, Filling::Garbage)}, attributes, {kExact}));
}

void joinGradient(const MakeMaker& maker, Op op, Cases& cases) {
    for (std::int64_t offset = 0; offset <= 3; offset += 3) {
        auto m = maker();
        Attributes attributes;
        attributes.offset = offset;
        const auto width = m.size().out + (op == Op::JoinConcatGradient ? 5 : 0);
        cases.push_back(m.make("join gradient", op, {m.samples(width)}, {m.samples(m.size().out, Filling::Garbage)}, attributes, {kExact}));
    }
}

void drawMask(const MakeMaker& maker, Op op, Cases& cases) {
    for (const double probability : {0.0, 0.3, 0.5, 1.0}) {
        auto m = maker();
        Attributes attributes;
        attributes.probability = probability;
        cases.push_back(m.make("mask", op, {}, {m.samples(m.size().out, Filling::Garbage)}, attributes, {kOneOperationUlps}));
    }
}

void applyMask(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    cases.push_back(m.make("mask", op, {m.samples(m.size().out), m.samples(m.size().out, Filling::ZeroOrTwo)},
                           {m.samples(m.size().out, Filling::Garbage)}, {}, {kExact}));
}

/// Of the variance: the mean of x^2 + mean^2.
TermScale momentScale(std::int64_t columns, bool rows) {
    return [columns, rows](const auto& in, std::int64_t i, double) {
        double sum = 0.0;
        std::int64_t count = 0;
        for (std::int64_t place = rows ? i * columns : i; place < (rows ? (i + 1) * columns : in[0].elements());
             place += rows ? 1 : columns) {
            sum += in[0].at(place) * in[0].at(place);
            ++count;
        }
        return 2.0 * sum / static_cast<double>(count);
    };
}

void moments(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    const bool rows = op == Op::RowMoments;
    Attributes attributes;
    attributes.rows = rows;
    const auto moment = [&] { return rows ? m.samples(1, Filling::Garbage) : m.fixed(1, m.size().out, Filling::Garbage); };
    const auto x = m.samples(m.size().out);
    const auto mean = moment();
    const auto variance = moment();
    cases.push_back(m.make("moments", op, {x}, {mean, variance}, attributes, {kTerms, scaled(momentScale(m.size().out, rows))},
                           rows ? m.size().out : m.size().rows));
}

/// The element of a moment that belongs to an element of [N, columns].
std::int64_t momentPlace(std::int64_t i, std::int64_t columns, bool rows) { return rows ? i / columns : i % columns; }

void standardize(const MakeMaker& maker, Op op, Cases& cases) {
    for (const bool rows : {false, true}) {
        auto m = maker();
        Attributes attributes;
        attributes.rows = rows;
        attributes.epsilon = 1e-5;
        const auto moment = [&](Filling filling) { return rows ? m.samples(1, filling) : m.fixed(1, m.size().out, filling); };
        const auto x = m.samples(m.size().out);
        const auto mean = moment(Filling::Normal);
        const auto variance = moment(Filling::Positive);
        const auto check = scaled([rows, columns = m.size().out](const auto& in, std::int64_t i, double) {
            const auto place = momentPlace(i, columns, rows);
            return (std::abs(in[0].at(i)) + std::abs(in[1].at(place))) / std::sqrt(in[2].at(place));
        });
        cases.push_back(m.make("standardize", op, {x, mean, variance}, {m.samples(m.size().out, Filling::Garbage)}, attributes, {check}));
    }
}

void standardizeGradient(const MakeMaker& maker, Op op, Cases& cases) {
    for (int variant = 0; variant < 3; ++variant) {
        auto m = maker();
        const bool rows = variant == 1;
        Attributes attributes;
        attributes.rows = rows;
        attributes.constantMoments = variant == 2;
        attributes.epsilon = 1e-5;
        const auto ds = m.samples(m.size().out);
        const auto s = m.samples(m.size().out);
        const auto variance = rows ? m.samples(1, Filling::Positive) : m.fixed(1, m.size().out, Filling::Positive);
        const auto check = scaled([rows, columns = m.size().out](const auto& in, std::int64_t i, double) {
            double sum = 0.0;
            double products = 0.0;
            double count = 0.0;
            for (std::int64_t k = rows ? i / columns * columns : i % columns; k < (rows ? (i / columns + 1) * columns : in[0].elements());
                 k += rows ? 1 : columns) {
                sum += std::abs(in[0].at(k));
                products += std::abs(in[0].at(k) * in[1].at(k));
                count += 1.0;
            }
            return (std::abs(in[0].at(i)) + sum / count + std::abs(in[1].at(i)) * products / count) /
                   std::sqrt(in[2].at(momentPlace(i, columns, rows)));
        });
        cases.push_back(m.make("standardize gradient", op, {ds, s, variance}, {m.samples(m.size().out, Filling::Garbage)}, attributes,
                               {check}, rows ? m.size().out : m.size().rows));
    }
}

void scaleShift(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    const auto out = m.size().out;
    cases.push_back(m.make("scale and shift", op, {m.samples(out), m.fixed(1, out), m.fixed(1, out)}, {m.samples(out, Filling::Garbage)},
                           {}, {kTerms}));
}

void scaleGradient(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    const auto out = m.size().out;
    cases.push_back(
        m.make("scale gradient", op, {m.samples(out), m.samples(out)}, {m.fixed(1, out, Filling::Garbage)}, {}, {kTerms}, m.size().rows));
}

void scaleInputGradient(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    const auto out = m.size().out;
    cases.push_back(
        m.make("scale input gradient", op, {m.samples(out), m.fixed(1, out)}, {m.samples(out, Filling::Garbage)}, {}, {kTerms}));
}

void updateRunning(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    const auto out = m.size().out;
    Attributes attributes;
    attributes.momentum = 0.1;
    const auto mean = m.fixed(1, out);
    const auto variance = m.fixed(1, out, Filling::Positive);
    const auto runningMean = m.fixed(1, out);
    const auto runningVariance = m.fixed(1, out, Filling::Positive);
    cases.push_back(m.make("running", op, {mean, variance, runningMean, runningVariance}, {runningMean, runningVariance}, attributes,
                           {kTerms, kTerms}));
}

/// The sizes that a loss adds or takes away before the rest cancels.
OutputCheck lossCheck(Loss kind, bool fromLogits) {
    if (lossInfo(kind).target == TargetKind::ClassIndices) {
        return scaled([](const auto& in, std::int64_t, double) { return 2.0 + 2.0 * largestMagnitude(in[0]); });
    }
    if (fromLogits || kind == Loss::BinaryCrossEntropyWithLogits) {
        return scaled([](const auto& in, std::int64_t, double) { return 1.0 + 2.0 * largestMagnitude(in[0]); });
    }
    return scaled([](const auto&, std::int64_t, double want) { return std::abs(want); });  // a sum of positive terms
}

/// Each loss, its logits form, and (for gradients) its form from probabilities.
void lossForms(const MakeMaker& maker, Op op, Cases& cases) {
    const bool gradient = op == Op::LossGradient;
    for (const auto& info : losses()) {
        const bool logitsOnly = info.kind == Loss::CrossEntropy || info.kind == Loss::BinaryCrossEntropyWithLogits;
        const bool both = info.kind == Loss::BinaryCrossEntropy;
        for (int form = 0; form < 3; ++form) {  // plain, logits, probability
            const bool wanted = form == 0 ? !logitsOnly : (logitsOnly || both) && (form == 1 || gradient);
            if (!wanted) {
                continue;
            }
            auto m = maker();
            Attributes attributes;
            attributes.loss = defaultSpec(info.kind);
            attributes.fromLogits = form != 0;
            attributes.fromProbability = form == 2;
            attributes.weights = {m.size().out % 2 == 0 ? 1.0 : 0.3};
            const bool probabilities = form == 2 || (both && form == 0);
            const auto a = m.samples(m.size().out, probabilities ? Filling::Probability : Filling::Normal);
            const bool classes = info.target == TargetKind::ClassIndices;
            const auto y = classes
                               ? m.labels(m.size().out)
                               : m.samples(m.size().out, info.target == TargetKind::Probabilities ? Filling::Probability : Filling::Normal);
            const double n = static_cast<double>(m.size().rows * (info.mean == LossMean::Elements ? m.size().out : 1));
            auto check = lossCheck(info.kind, attributes.fromLogits);
            if (gradient) {
                check = scaled([n, logits = attributes.fromLogits](const auto&, std::int64_t, double want) {
                    return logits ? 2.0 / n : std::abs(want);
                });
            }
            const auto out = gradient ? m.samples(m.size().out, Filling::Garbage) : m.fixed(1, 1, Filling::Garbage);
            cases.push_back(m.make(std::string(info.key) + " form " + std::to_string(form), op, {a, y}, {out}, attributes, {check},
                                   m.size().rows * m.size().out));
        }
    }
}

void totalLoss(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    Attributes attributes;
    attributes.sources = 3;
    attributes.weights = {0.5, 1.0, 2.5};
    cases.push_back(
        m.make("total loss", op, {m.fixed(1, 1), m.fixed(1, 1), m.fixed(1, 1)}, {m.fixed(1, 1, Filling::Garbage)}, attributes, {kTerms}));
}

using CaseMaker = void (*)(const MakeMaker& maker, Op op, Cases& cases);

// In Op's order.
constexpr std::array<CaseMaker, static_cast<std::size_t>(Op::Count_)> kMakers{
    affine,       activate,         clamp,         sumOfInputs,        joinConcatenate,     drawMask,      applyMask,
    moments,      moments,          standardize,   scaleShift,         updateRunning,       lossForms,     totalLoss,
    lossForms,    activateGradient, clamp,         weightGradient,     biasGradient,        inputGradient, sumOfInputs,
    joinGradient, joinGradient,     scaleGradient, scaleInputGradient, standardizeGradient, penalty,       gradientNorm,
    clipByNorm,   clipByValue,      update};

}  // namespace

std::vector<OneOperation> oneOperations(Op op, const OperationSize& size, DType dtype, Generator& generator) {
    Cases cases;
    kMakers.at(static_cast<std::size_t>(op))([&] { return OperationMaker(size, dtype, generator); }, op, cases);
    return cases;
}

}  // namespace glassnet::selftest
