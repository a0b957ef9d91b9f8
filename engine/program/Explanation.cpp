#include "engine/program/Explanation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/program/ElementFormulas.h"
#include "engine/program/ExplanationScene.h"
#include "engine/program/GradientExplanation.h"
#include "engine/program/UpdateExplanation.h"

namespace glassnet {

namespace {

using Scene = ExplanationScene;

std::size_t sources(const Scene& scene) { return static_cast<std::size_t>(scene.attributes().sources); }

void explainAffine(Scene& scene) {
    const auto count = sources(scene);
    const auto weight = scene.input(count);
    const auto mask = scene.entry().inputs.back();
    std::int64_t weightRow = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = scene.input(i);
        for (std::int64_t k = 0; k < scene.width(x); ++k, ++weightRow) {
            const auto place = weightRow * scene.columns + scene.column;
            // A cut connection carries nothing: its product is not written down.
            if (!scene.attributes().hasMask || scene.at(mask, place) != 0.0) {
                scene.add({scene.value(x, scene.row * scene.width(x) + k), scene.value(weight, place)});
            }
        }
    }
    if (scene.attributes().hasBias) {
        scene.add({scene.value(scene.input(count + 1), scene.column)});
    }
}

void explainActivate(Scene& scene) {
    const auto z = scene.input(0);
    auto& out = scene.out();
    if (activationInfo(scene.attributes().activation.kind).scope == ActivationScope::Element) {
        out.form = ExplanationForm::Function;
        scene.addFormula({scene.value(z, out.element)}, out.result);
        return;
    }
    double largest = scene.at(z, scene.row * scene.columns);
    for (std::int64_t k = 1; k < scene.columns; ++k) {
        largest = std::fmax(largest, scene.at(z, scene.row * scene.columns + k));
    }
    out.form = ExplanationForm::Share;
    out.chosen = static_cast<std::size_t>(scene.column);
    for (std::int64_t k = 0; k < scene.columns; ++k) {
        const auto place = scene.row * scene.columns + k;
        scene.addFormula({scene.value(z, place)}, elementExp(scene.round(scene.at(z, place) - largest), scene.dtype()));
    }
}

void explainClamp(Scene& scene) {
    const auto held = scene.attributes().held.find(scene.column);
    const bool isHeld = held != scene.attributes().held.end();
    scene.out().form = ExplanationForm::Copy;
    scene.add({isHeld ? Scene::constant(scene.round(held->second), FactorRole::Held) : scene.value(scene.input(0), scene.out().element)});
}

void explainClampGradient(Scene& scene) {
    const auto dy = scene.value(scene.input(0), scene.out().element);
    if (scene.attributes().held.contains(scene.column)) {
        return scene.product({dy, Scene::constant(0.0)});
    }
    scene.out().form = ExplanationForm::Copy;
    scene.add({dy});
}

void explainSumOfInputs(Scene& scene) {
    scene.start(scene.value(scene.input(0), scene.out().element));
    for (std::size_t i = 1; i < sources(scene); ++i) {
        scene.add({scene.value(scene.input(i), scene.out().element)});
    }
}

void explainConcatenate(Scene& scene) {
    scene.out().form = ExplanationForm::Copy;
    auto column = scene.column;
    for (std::size_t i = 0; i < sources(scene); ++i) {
        const auto x = scene.input(i);
        if (column < scene.width(x)) {
            scene.add({scene.value(x, scene.row * scene.width(x) + column)});
            return;
        }
        column -= scene.width(x);
    }
}

void explainJoinGradient(Scene& scene) {
    scene.out().form = ExplanationForm::Copy;
    const auto dy = scene.input(0);
    const auto offset = scene.entry().op == Op::JoinConcatGradient ? scene.attributes().offset : 0;
    scene.add({scene.value(dy, scene.row * scene.width(dy) + offset + scene.column)});
}

void explainDrawMask(Scene& scene) { scene.out().form = ExplanationForm::Draw; }

void explainApplyMask(Scene& scene) {
    const auto element = scene.out().element;
    scene.product({scene.value(scene.input(0), element), scene.value(scene.input(1), element)});
}

void explainMoments(Scene& scene) {
    const bool overRows = scene.entry().op == Op::RowMoments;
    const auto x = scene.input(0);
    const auto width = scene.width(x);
    const auto count = overRows ? width : scene.rows();
    BlockedRunningSum sum(scene.dtype());
    const bool isMean = scene.out().tensor == scene.entry().outputs[0];
    const auto mean = scene.entry().outputs[0];
    for (std::int64_t k = 0; k < count; ++k) {
        const auto place = overRows ? scene.row * width + k : k * width + scene.column;
        if (isMean) {
            scene.addToMean(sum, scene.at(x, place), count, {scene.value(x, place)});
        } else {
            const auto difference = scene.difference(x, place, mean, scene.out().element);
            scene.addToMean(sum, scene.round(difference.value * difference.value), count, {difference, difference});
        }
    }
}

void explainStandardize(Scene& scene) {
    const auto moment = scene.attributes().rows ? scene.row : scene.column;
    scene.product(
        {scene.difference(scene.input(0), scene.out().element, scene.input(1), moment), scene.inverseDeviation(scene.input(2), moment)});
}

void explainScaleShift(Scene& scene) {
    scene.add({scene.value(scene.input(0), scene.out().element), scene.value(scene.input(1), scene.column)});
    scene.add({scene.value(scene.input(2), scene.column)});
}

void explainUpdateRunning(Scene& scene) {
    const bool variance = scene.out().tensor == scene.entry().outputs[1];
    const auto element = scene.out().element;
    const auto old = scene.before(scene.out().tensor, element);
    const auto momentum = scene.attributes().momentum;
    scene.add({{FactorRole::Value, old, scene.out().tensor, element, {}, 0}, Scene::constant(scene.round(1.0 - momentum))});
    std::vector<Factor> fresh{scene.value(scene.input(variance ? 1 : 0), element)};
    if (variance && scene.rows() > 1) {
        const auto n = static_cast<double>(scene.rows());
        fresh.push_back(Scene::constant(scene.round(n / (n - 1.0))));
    }
    fresh.push_back(Scene::constant(scene.round(momentum)));
    scene.add(std::move(fresh));
}

std::int64_t meanCount(Scene& scene) {
    const bool samples = lossInfo(scene.attributes().loss.kind).mean == LossMean::Samples;
    return samples ? scene.rows() : scene.rows() * scene.width(scene.input(0));
}

void explainLoss(Scene& scene) {
    const auto a = scene.input(0);
    const auto y = scene.input(1);
    const auto width = scene.width(a);
    const auto count = meanCount(scene);
    const auto& loss = scene.attributes().loss;
    const bool classes = lossInfo(loss.kind).target == TargetKind::ClassIndices;
    BlockedRunningSum sum(scene.dtype());
    for (std::int64_t i = 0; i < (classes ? scene.rows() : scene.rows() * width); ++i) {
        if (classes) {
            std::vector<double> row;
            for (std::int64_t k = 0; k < width; ++k) {
                row.push_back(scene.at(a, i * width + k));
            }
            const auto target = static_cast<std::int64_t>(scene.at(y, i));
            scene.addToMean(sum, rowLoss(loss, row, target, scene.dtype()), count, {scene.value(a, i * width + target)});
        } else if (loss.kind == Loss::MeanSquaredError) {
            const auto difference = scene.difference(a, i, y, i);
            scene.addToMean(sum, scene.round(difference.value * difference.value), count, {difference, difference});
        } else {
            const double whole = elementLoss(loss, scene.attributes().fromLogits, scene.at(a, i), scene.at(y, i), scene.dtype());
            scene.addToMean(sum, whole, count, {scene.value(a, i), scene.value(y, i)});
        }
    }
}

void explainTotalLoss(Scene& scene) {
    for (std::size_t i = 0; i < sources(scene); ++i) {
        scene.add({scene.value(scene.input(i), 0), Scene::constant(scene.attributes().weights.at(i), FactorRole::OutputWeight)});
    }
}

void explainLossGradient(Scene& scene) {
    const auto a = scene.input(0);
    const auto y = scene.input(1);
    const auto element = scene.out().element;
    const auto& attributes = scene.attributes();
    const bool classes = lossInfo(attributes.loss.kind).target == TargetKind::ClassIndices;
    std::vector<Factor> factors;
    if (attributes.fromProbability && classes) {
        const double hit = static_cast<std::int64_t>(scene.at(y, scene.row)) == scene.column ? 1.0 : 0.0;
        factors.push_back({FactorRole::Difference, scene.round(scene.at(a, element) - hit), a, element, {}, scene.row});
    } else if (attributes.fromProbability) {
        factors.push_back(scene.difference(a, element, y, element));
    } else if (attributes.loss.kind == Loss::MeanSquaredError) {
        factors = {Scene::constant(2.0), scene.difference(a, element, y, element)};
    } else if (attributes.loss.kind == Loss::HalfSquaredError) {
        factors = {scene.difference(a, element, y, element)};
    } else {
        scene.out().form = ExplanationForm::Function;
        factors = {scene.value(a, element), scene.value(y, classes ? scene.row : element)};
    }
    factors.push_back(Scene::constant(scene.round(1.0 / static_cast<double>(meanCount(scene))), FactorRole::Share));
    if (attributes.weights.at(0) != 1.0) {
        factors.push_back(Scene::constant(attributes.weights[0], FactorRole::OutputWeight));
    }
    if (scene.out().form == ExplanationForm::Function) {
        scene.addFormula(std::move(factors), scene.out().result);
    } else {
        scene.product(std::move(factors));
    }
}

void explainActivateGradient(Scene& scene) {
    const auto da = scene.input(0);
    const auto z = scene.input(1);
    const auto a = scene.input(2);
    const auto element = scene.out().element;
    const auto& spec = scene.attributes().activation;
    if (activationInfo(spec.kind).scope == ActivationScope::Element) {
        const double slope = activationSlope(spec, scene.at(z, element), scene.at(a, element), scene.program().options().dtype);
        scene.product({scene.value(da, element), {FactorRole::Derivative, slope, z, element, {}, 0}});
        return;
    }
    // Softmax: dz_j is the sum over k of da_k times the Jacobian a_k (1 if k = j, minus a_j).
    for (std::int64_t k = 0; k < scene.columns; ++k) {
        const auto place = scene.row * scene.columns + k;
        const double jacobian = scene.at(a, place) * ((k == scene.column ? 1.0 : 0.0) - scene.at(a, element));
        scene.add({scene.value(da, place), {FactorRole::Derivative, scene.round(jacobian), z, place, {}, 0}});
    }
    // The program takes a_j (da_j - the sum of a_k da_k), which rounds otherwise.
    scene.out().terms.back().runningSum = scene.out().result;
}

void explainWeightGradient(Scene& scene) {
    const auto count = sources(scene);
    auto unit = scene.row;
    std::size_t i = 0;
    while (unit >= scene.width(scene.input(i))) {
        unit -= scene.width(scene.input(i++));
    }
    const auto x = scene.input(i);
    const auto dz = scene.input(count);
    const bool cut = scene.attributes().hasMask && scene.at(scene.entry().inputs.back(), scene.out().element) == 0.0;
    for (std::int64_t s = 0; s < scene.rows() && !cut; ++s) {
        scene.add({scene.value(x, s * scene.width(x) + unit), scene.value(dz, s * scene.columns + scene.column)});
    }
}

void explainBiasGradient(Scene& scene) {
    for (std::int64_t s = 0; s < scene.rows(); ++s) {
        scene.add({scene.value(scene.input(0), s * scene.columns + scene.column)});
    }
}

void explainInputGradient(Scene& scene) {
    const auto dz = scene.input(0);
    const auto weight = scene.input(1);
    const auto width = scene.width(dz);
    const auto weightRow = scene.attributes().offset + scene.column;
    for (std::int64_t j = 0; j < width; ++j) {
        const auto place = weightRow * width + j;
        if (!scene.attributes().hasMask || scene.at(scene.input(2), place) != 0.0) {
            scene.add({scene.value(dz, scene.row * width + j), scene.value(weight, place)});
        }
    }
}

void explainScaleGradient(Scene& scene) {
    for (std::int64_t s = 0; s < scene.rows(); ++s) {
        const auto place = s * scene.columns + scene.column;
        scene.add({scene.value(scene.input(0), place), scene.value(scene.input(1), place)});
    }
}

void explainScaleInputGradient(Scene& scene) {
    scene.product({scene.value(scene.input(0), scene.out().element), scene.value(scene.input(1), scene.column)});
}

// dx = (ds - mean(ds) - s mean(ds s)) / sqrt(variance + epsilon): Ioffe and Szegedy 2015, section 3, put together.
void explainStandardizeGradient(Scene& scene) {
    const auto ds = scene.input(0);
    const auto s = scene.input(1);
    const auto element = scene.out().element;
    const bool rows = scene.attributes().rows;
    const auto inverse = scene.inverseDeviation(scene.input(2), rows ? scene.row : scene.column);
    if (scene.attributes().constantMoments) {
        scene.product({scene.value(ds, element), inverse});
        return;
    }
    const auto count = rows ? scene.columns : scene.rows();
    const auto place = [&](std::int64_t k) { return rows ? scene.row * scene.columns + k : k * scene.columns + scene.column; };
    BlockedRunningSum sum(scene.dtype());
    BlockedRunningSum sumOfProducts(scene.dtype());
    for (std::int64_t k = 0; k < count; ++k) {
        sum.add(scene.at(ds, place(k)));
        sumOfProducts.add(scene.round(scene.at(ds, place(k)) * scene.at(s, place(k))));
    }
    const double mean = scene.round(sum.sum() / static_cast<double>(count));
    const double meanProduct = scene.round(sumOfProducts.sum() / static_cast<double>(count));
    const double deviation = scene.round(
        std::sqrt(scene.round(scene.at(scene.input(2), rows ? scene.row : scene.column) + scene.round(scene.attributes().epsilon))));
    double above = 0.0;
    const auto add = [&](std::vector<Factor> factors, double part) {
        above = scene.round(above + part);
        factors.push_back(inverse);
        scene.addTo(scene.round(above / deviation), std::move(factors), scene.round(part * inverse.value));
    };
    add({scene.value(ds, element)}, scene.at(ds, element));
    add({Scene::constant(-1.0), {FactorRole::Mean, mean, ds, element, {}, 0}}, -mean);
    add({Scene::constant(-1.0), scene.value(s, element), {FactorRole::Mean, meanProduct, ds, element, s, element}},
        -scene.round(scene.at(s, element) * meanProduct));
}

using Rule = void (*)(Scene&);

// In Op's order.
constexpr std::array<Rule, static_cast<std::size_t>(Op::Count_)> kExplanationRules{
    explainAffine,
    explainActivate,
    explainClamp,
    explainSumOfInputs,
    explainConcatenate,
    explainDrawMask,
    explainApplyMask,
    explainMoments,
    explainMoments,
    explainStandardize,
    explainScaleShift,
    explainUpdateRunning,
    explainLoss,
    explainTotalLoss,
    explainLossGradient,
    explainActivateGradient,
    explainClampGradient,
    explainWeightGradient,
    explainBiasGradient,
    explainInputGradient,
    explainSumOfInputs,
    explainJoinGradient,
    explainJoinGradient,
    explainScaleGradient,
    explainScaleInputGradient,
    explainStandardizeGradient,
    explainPenalty,
    explainGradientNorm,
    explainClipByNorm,
    explainClipByValue,
    explainUpdate,
};

}  // namespace

Explanation explain(const Program& program, std::size_t entry, TensorId tensor, std::int64_t element, const ExplanationSource& source) {
    if (entry >= program.size()) {
        throw ErrorException(Error{ErrorCode::EntryRange, {static_cast<std::int64_t>(entry), static_cast<std::int64_t>(program.size())}});
    }
    Explanation explanation;
    explanation.entry = entry;
    explanation.tensor = tensor;
    explanation.element = element;
    explanation.knobs = source.knobs;
    explanation.result = source.read(tensor).at(element);
    Scene scene(program, source, explanation);
    kExplanationRules.at(static_cast<std::size_t>(program.entries()[entry].op))(scene);
    return explanation;
}

}  // namespace glassnet
