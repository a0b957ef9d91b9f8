#include "engine/training/DrawStart.h"

#include "engine/network/Problems.h"
#include "engine/program/Optimizers.h"
#include "engine/random/Initializers.h"

namespace glassnet {

namespace {

/// Fills a state layer by layer; keeps a previous tensor of the same shape instead of the one drawn (the draw still happens, so that the
/// draws after it do not depend on what was kept).
class StartDrawer {
public:
    StartDrawer(const NetworkSpec& network, const std::array<std::uint64_t, kGeneratorRoles>& seeds, const Knobs& knobs,
                OptimizerKind optimizer, const TrainingState* previous, DType slots)
        : m_network(network), m_shapes(inferShapes(network)), m_optimizer(optimizer), m_previous(previous), m_slots(slots) {
        m_start.state.seeds = seeds;
        m_start.state.knobs = knobs;
        for (std::size_t i = 0; i < kGeneratorRoles; ++i) {
            m_start.state.generators[i] = Generator(seeds[i]);
        }
    }

    Start run() {
        for (const auto& item : m_network.drawOrder()) {
            draw(item);
        }
        // A layer that the draw order forgot still gets its values, after all others.
        for (const auto& item : moduleDrawOrder(m_network)) {
            if (!done(item)) {
                draw(item);
            }
        }
        for (const auto& layer : m_network.layers()) {
            addNorm(layer);
        }
        return std::move(m_start);
    }

private:
    [[nodiscard]] bool done(const DrawItem& item) const {
        if (item.role == DrawRole::Samples) {
            return m_start.samples.contains(item.layer);
        }
        return m_start.state.tensors.contains({item.layer, item.role == DrawRole::Weight ? StateRole::Weight : StateRole::Bias, 0});
    }

    void draw(const DrawItem& item) {
        const auto* layer = m_network.find(item.layer);
        const auto shape = m_shapes.find(item.layer);
        if (layer == nullptr || shape == m_shapes.end() || done(item)) {
            return;
        }
        if (item.role == DrawRole::Samples) {
            const auto* input = std::get_if<InputSettings>(&layer->settings);
            if (input != nullptr && input->drawnRows > 0) {
                m_start.samples[item.layer] =
                    drawWeight(m_start.state.generator(GeneratorRole::Start), input->drawn, input->drawnRows, input->units);
            }
            return;
        }
        const auto* dense = layer->dense();
        if (dense == nullptr) {
            return;
        }
        auto& generator = generatorOf(*layer, *dense);
        if (item.role == DrawRole::Weight) {
            put({item.layer, StateRole::Weight, 0}, drawWeight(generator, dense->weightStart, shape->second.in, shape->second.out));
        } else if (dense->bias) {
            put({item.layer, StateRole::Bias, 0}, drawBias(generator, dense->biasStart, shape->second.in, shape->second.out));
        }
    }

    Generator& generatorOf(const LayerSpec& layer, const DenseSettings& dense) {
        if (!dense.seed.has_value()) {
            return m_start.state.generator(GeneratorRole::Start);
        }
        return m_ownGenerators.try_emplace(layer.id, *dense.seed).first->second;
    }

    void addNorm(const LayerSpec& layer) {
        const auto shape = m_shapes.find(layer.id);
        const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
        const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings);
        if (shape == m_shapes.end() || (batchNorm == nullptr && layerNorm == nullptr)) {
            return;
        }
        const Shape row{1, shape->second.out};
        if (batchNorm != nullptr) {
            putRunning({layer.id, StateRole::RunningMean, 0}, Tensor::zeros(row));
            putRunning({layer.id, StateRole::RunningVariance, 0}, Tensor::ones(row));
        }
        if (batchNorm != nullptr ? batchNorm->affine : layerNorm->affine) {
            put({layer.id, StateRole::Scale, 0}, Tensor::ones(row));
            put({layer.id, StateRole::Shift, 0}, Tensor::zeros(row));
        }
    }

    [[nodiscard]] const Tensor* kept(const StateKey& key, const Shape& shape) const {
        if (m_previous == nullptr) {
            return nullptr;
        }
        const auto found = m_previous->tensors.find(key);
        return found != m_previous->tensors.end() && found->second.shape() == shape ? &found->second : nullptr;
    }

    void putRunning(const StateKey& key, const Tensor& values) {
        const auto* before = kept(key, values.shape());
        m_start.state.tensors[key] = before == nullptr ? values : *before;
    }

    void put(const StateKey& key, const Tensor& values) {
        putRunning(key, values);
        int slot = 0;
        for (const auto& info : optimizerInfo(m_optimizer).kept) {
            const auto shape = info.scalar ? Shape{1, 1} : values.shape();
            const double first = info.start == nullptr ? 0.0 : info.start(m_start.state.knobs);
            m_start.state.tensors[{key.layer, key.role, ++slot}] = Tensor::full(shape, first, m_slots);
        }
    }

    const NetworkSpec& m_network;
    std::map<LayerId, LayerShape> m_shapes;
    OptimizerKind m_optimizer;
    const TrainingState* m_previous;
    DType m_slots;
    std::map<LayerId, Generator> m_ownGenerators;
    Start m_start;
};

}  // namespace

Start drawStart(const NetworkSpec& network, const std::array<std::uint64_t, kGeneratorRoles>& seeds, const Knobs& knobs,
                OptimizerKind optimizer, const TrainingState* previous, DType slots) {
    return StartDrawer(network, seeds, knobs, optimizer, previous, slots).run();
}

Start drawStart(const NetworkSpec& network, const std::array<std::uint64_t, kGeneratorRoles>& seeds, const Knobs& knobs,
                OptimizerKind optimizer, const TrainingState* previous) {
    return drawStart(network, seeds, knobs, optimizer, previous, DType::Float32);
}

}  // namespace glassnet
