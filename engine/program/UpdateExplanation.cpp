#include "engine/program/UpdateExplanation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/backend/UpdateFormulas.h"
#include "engine/program/Optimizers.h"

namespace glassnet {

namespace {

using Scene = ExplanationScene;

/// How many of the numbers kept are there before the one in hand, the parameter itself not counted: its place in the entry's outputs.
using Place = std::size_t;

/// What a rule works with: the scene, and the optimizer's numbers for the step as the program has them.
class UpdateScene {
public:
    explicit UpdateScene(Scene& scene) : m_scene(scene), m_settings(settings(scene)) {}

    [[nodiscard]] Scene& scene() { return m_scene; }
    [[nodiscard]] const Knobs& knobs() const { return m_scene.knobs(); }
    [[nodiscard]] const formulas::UpdateSettings<double>& settings() const { return m_settings; }
    [[nodiscard]] TensorId output(Place place) const { return m_scene.entry().outputs.at(place); }
    [[nodiscard]] std::int64_t element() const { return m_scene.out().element; }

    /// A number of the optimizer, in the program's type.
    [[nodiscard]] Factor own(FactorRole role, double value) const { return Scene::constant(m_scene.round(value), role); }
    /// What stood in an output before the update.
    [[nodiscard]] Factor old(Place place) {
        const auto tensor = output(place);
        return {FactorRole::Value, m_scene.before(tensor, element()), tensor, element(), {}, 0};
    }
    [[nodiscard]] Factor fresh(Place place) { return m_scene.value(output(place), element()); }

    /// The gradient, with the weight decay one number that is taken first where it is a sum; with Nesterov's momentum the buffer joins.
    [[nodiscard]] Factor direction(bool nesterov = false) {
        const auto gradient = m_scene.value(m_scene.input(0), element());
        const bool decays = knobs().weightDecay != 0.0 && m_scene.attributes().optimizer != OptimizerKind::AdamW;
        if (!decays && !nesterov) {
            return gradient;
        }
        m_scene.start(gradient);
        if (decays) {
            m_scene.add({own(FactorRole::WeightDecay, knobs().weightDecay), old(0)});
        }
        if (nesterov) {
            m_scene.add({own(FactorRole::Momentum, knobs().momentum), fresh(1)});
        }
        return m_scene.bracket();
    }

    /// old times `keep`, plus `joins` times `take`.
    void moveMean(Place place, const Factor& keep, const Factor& take, const std::vector<Factor>& joins) {
        m_scene.startProduct(keep, old(place));
        std::vector<Factor> factors{take};
        factors.insert(factors.end(), joins.begin(), joins.end());
        m_scene.add(std::move(factors));
    }

    /// A quotient that joins the sum: the product of the factors, rounded, divided by the root's number.
    void addQuotient(std::vector<Factor> factors, const Factor& root, double divisor) {
        double product = 1.0;
        for (const auto& factor : factors) {
            product = m_scene.round(product * factor.value);
        }
        factors.push_back(root);
        m_scene.addFormula(std::move(factors), m_scene.round(product / divisor));
    }

    [[nodiscard]] double root(double squares) const { return m_scene.round(std::sqrt(squares)); }
    [[nodiscard]] double withEpsilon(double root) const { return m_scene.round(root + m_scene.round(knobs().epsilon)); }
    [[nodiscard]] Factor rootFactor(double divisor, Place squares, TensorId other = {}, std::int64_t otherElement = 0) const {
        return {FactorRole::StepRoot, m_scene.round(1.0 / divisor), output(squares), element(), other, otherElement};
    }

private:
    static formulas::UpdateSettings<double> settings(Scene& scene) {
        const auto kept = optimizerInfo(scene.attributes().optimizer).kept;
        const double steps = kept.back().scalar ? scene.before(scene.entry().outputs.back(), 0) : 0.0;
        return formulas::updateSettings<double>(scene.attributes().optimizer, scene.knobs(), steps);
    }

    Scene& m_scene;
    formulas::UpdateSettings<double> m_settings;
};

// With momentum the new buffer is what eta multiplies, and it holds the gradient and the weight decay; Nesterov's rule adds both once more.
void explainSgd(UpdateScene& update, Place place) {
    auto& scene = update.scene();
    const auto& knobs = update.knobs();
    if (place == 0) {
        const bool buffered = knobs.momentum != 0.0;
        const auto step = buffered && !knobs.nesterov ? update.fresh(1) : update.direction(buffered);
        scene.start(update.old(0));
        return scene.add({update.own(FactorRole::LearningRate, -knobs.learningRate), step});
    }
    if (knobs.momentum == 0.0) {
        return scene.start(update.old(1));
    }
    const auto fresh = update.direction();
    if (update.settings().first) {
        return scene.start(fresh);
    }
    scene.startProduct(update.own(FactorRole::Momentum, knobs.momentum), update.old(1));
    if (knobs.dampening == 0.0) {
        return scene.add({fresh});
    }
    scene.add({update.own(FactorRole::Undampened, 1.0 - knobs.dampening), fresh});
}

/// sqrt(v) + epsilon, or with the mean of gradients a taken off sqrt(v - a a) + epsilon.
double rmsPropDivisor(UpdateScene& update) {
    const double squares = update.fresh(1).value;
    if (!update.knobs().centered) {
        return update.withEpsilon(update.root(squares));
    }
    const double mean = update.fresh(2).value;
    const double rest =
        update.scene().isFloat()
            ? static_cast<double>(std::fma(static_cast<float>(-mean), static_cast<float>(mean), static_cast<float>(squares)))
            : std::fma(-mean, mean, squares);
    return update.withEpsilon(update.root(rest));
}

void explainRmsProp(UpdateScene& update, Place place) {
    auto& scene = update.scene();
    const auto& knobs = update.knobs();
    const bool hasMomentum = knobs.momentum > 0.0;
    if ((place == 2 && !knobs.centered) || (place == 3 && !hasMomentum)) {
        return scene.start(update.old(place));
    }
    if (place == 0 && hasMomentum) {
        scene.start(update.old(0));
        return scene.add({update.own(FactorRole::LearningRate, -knobs.learningRate), update.fresh(3)});
    }
    const auto gradient = update.direction();
    if (place == 1 || place == 2) {
        const std::vector<Factor> joins(place == 1 ? 2 : 1, gradient);
        return update.moveMean(place, update.own(FactorRole::Alpha, knobs.alpha), update.own(FactorRole::OneMinusAlpha, 1.0 - knobs.alpha),
                               joins);
    }
    const double divisor = rmsPropDivisor(update);
    const auto root = knobs.centered ? update.rootFactor(divisor, 1, update.output(2), update.element()) : update.rootFactor(divisor, 1);
    if (place == 3) {
        scene.startProduct(update.own(FactorRole::Momentum, knobs.momentum), update.old(3));
        return update.addQuotient({gradient}, root, divisor);
    }
    scene.start(update.old(0));
    update.addQuotient({update.own(FactorRole::LearningRate, -knobs.learningRate), gradient}, root, divisor);
}

void explainAdagrad(UpdateScene& update, Place place) {
    auto& scene = update.scene();
    const auto gradient = update.direction();
    scene.start(update.old(place));
    if (place == 1) {
        return scene.add({gradient, gradient});
    }
    const double divisor = update.withEpsilon(update.root(update.fresh(1).value));
    update.addQuotient({update.own(FactorRole::StepRate, -update.settings().rate), gradient}, update.rootFactor(divisor, 1), divisor);
}

void explainAdam(UpdateScene& update, Place place) {
    auto& scene = update.scene();
    const auto& knobs = update.knobs();
    if (place == 1) {
        const auto gradient = update.direction();
        return update.moveMean(1, update.own(FactorRole::Beta1, knobs.beta1), update.own(FactorRole::OneMinusBeta1, 1.0 - knobs.beta1),
                               {gradient});
    }
    if (place == 2) {
        const auto gradient = update.direction();
        return update.moveMean(2, update.own(FactorRole::Beta2, knobs.beta2), update.own(FactorRole::OneMinusBeta2, 1.0 - knobs.beta2),
                               {gradient, gradient});
    }
    if (scene.attributes().optimizer == OptimizerKind::AdamW) {
        scene.startProduct(update.own(FactorRole::Shrink, update.settings().shrink), update.old(0));
    } else {
        scene.start(update.old(0));
    }
    const double corrected = scene.round(update.root(update.fresh(2).value) / scene.round(update.settings().correction));
    const double divisor = update.withEpsilon(corrected);
    update.addQuotient({update.own(FactorRole::StepRate, -update.settings().rate), update.fresh(1)},
                       update.rootFactor(divisor, 2, update.output(3)), divisor);
}

using UpdateRule = void (*)(UpdateScene&, Place);
// In OptimizerKind's order.
constexpr std::array<UpdateRule, kOptimizerKinds> kUpdateExplanationRules{explainSgd, explainRmsProp, explainAdagrad, explainAdam,
                                                                          explainAdam};

}  // namespace

void explainUpdate(Scene& scene) {
    const auto& outputs = scene.entry().outputs;
    const auto place = static_cast<Place>(std::ranges::find(outputs, scene.out().tensor) - outputs.begin());
    const auto kind = scene.attributes().optimizer;
    const auto kept = optimizerInfo(kind).kept;
    UpdateScene update(scene);
    if (place > 0 && kept[place - 1].scalar) {
        scene.start(update.old(place));
        if (formulas::countsStep(kind, scene.knobs())) {
            scene.add({Scene::constant(1.0)});
        }
        return;
    }
    if (scene.attributes().hasMask && scene.at(scene.entry().inputs.back(), scene.out().element) == 0.0) {
        return scene.start(update.old(place));
    }
    kUpdateExplanationRules.at(static_cast<std::size_t>(kind))(update, place);
}

}  // namespace glassnet
