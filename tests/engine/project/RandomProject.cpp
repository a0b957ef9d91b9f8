#include "tests/engine/project/RandomProject.h"

#include <random>

#include "engine/data/SyntheticSets.h"
#include "engine/network/LayerProperties.h"
#include "engine/network/Problems.h"
#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"
#include "engine/random/Distributions.h"

namespace glassnet::test {

namespace {

/// Draws one project.
class Maker {
public:
    explicit Maker(std::uint32_t seed) : m_random(seed), m_generator(seed) {}

    Project make() {
        m_project.name = name();
        const auto layers = whole(0, 7);
        for (std::int64_t i = 0; i < layers; ++i) {
            addLayer();
        }
        if (layers > 0) {
            const auto links = whole(0, 8);
            for (std::int64_t i = 0; i < links; ++i) {
                addLink();
            }
        }
        if (whole(0, 2) == 0) {
            m_project.network.setDrawOrder(lessonDrawOrder(m_project.network));
        }
        auto& training = m_project.training;
        training.seeds = {m_random(), 0, std::uint64_t{m_random()} << 32U | m_random()};
        training.batches = {whole(1, 100), whole(0, 1) == 1};
        training.knobs = knobs();
        training.optimizer = static_cast<OptimizerKind>(whole(0, static_cast<std::int64_t>(kOptimizerKinds) - 1));
        training.penalty = static_cast<Penalty>(whole(0, 2));
        training.clipping = static_cast<Clipping>(whole(0, 2));
        makeData();
        if (whole(0, 3) != 0) {
            makeState();
        }
        return m_project;
    }

private:
    std::int64_t whole(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(high - low + 1));
    }
    double real() {
        return std::ldexp(static_cast<double>(m_random()), static_cast<int>(whole(-60, 10))) * (whole(0, 1) == 0 ? 1.0 : -1.0);
    }
    double within(double low, double high) { return low + (high - low) * (static_cast<double>(m_random()) / 4294967295.0); }
    /// Some at their defaults, the others anything.
    Knobs knobs() {
        Knobs knobs;
        for (const auto& knob : knobTable()) {
            if (knob.set == nullptr || whole(0, 3) == 0) {
                continue;
            }
            const auto most = static_cast<std::int64_t>(knob.largest);
            knob.set(knobs,
                     knob.kind == KnobKind::Number ? real() : static_cast<double>(whole(static_cast<std::int64_t>(knob.smallest), most)));
        }
        return knobs;
    }

    std::string name() {
        static constexpr std::array kNames{"", "a", "\"quoted\" \\ / ~1 ~0", "ŷ ∂ 日本 😀", "line\nbreak\ttab \x01", "Dense 1"};
        return kNames.at(static_cast<std::size_t>(whole(0, 5)));
    }

    template <class Infos, class Make>
    auto pick(const Infos& infos, Make make) {
        return make(infos[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(infos.size()) - 1))]);
    }

    PropertyValue value(const PropertyInfo& property) {
        switch (property.type) {
            case PropertyType::Integer:
                return whole(static_cast<std::int64_t>(property.smallest), 5);
            case PropertyType::Real:
                return within(property.smallest, property.largest);
            case PropertyType::Switch:
                return whole(0, 1) == 1;
            case PropertyType::Seed:
                return whole(0, 1) == 1 ? PropertyValue() : PropertyValue(std::uint64_t{m_random()} << 32U);
            case PropertyType::Join:
                return whole(0, 1) == 1 ? JoinMode::Add : JoinMode::Concatenate;
            case PropertyType::Activation:
                return pick(activations(), [this](const auto& info) { return spec<ActivationSpec>(info); });
            case PropertyType::Loss:
                return pick(losses(), [this](const auto& info) { return spec<LossSpec>(info); });
            case PropertyType::Initializer:
                return pick(initializers(), [this](const InitializerInfo& info) {
                    Initializer made = info.preset();
                    made.a = info.parameterCount > 0 ? within(info.parameters[0].smallest / 2, info.parameters[0].largest / 2) : 0.0;
                    return made;
                });
        }
        return {};
    }

    template <class Spec, class Info>
    Spec spec(const Info& info) {
        Spec made;
        made.kind = info.kind;
        for (std::size_t i = 0; i < info.parameters.size(); ++i) {
            made.parameters.at(i) = within(info.parameters[i].smallest, info.parameters[i].largest);
        }
        return made;
    }

    void addLayer() {
        const auto& kind = layerKinds()[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(layerKinds().size()) - 1))];
        LayerSpec drawn;
        drawn.settings = kind.make();
        for (const auto& property : kind.properties) {
            static_cast<void>(setProperty(drawn, property.key, value(property)));
        }
        const auto id = m_project.network.addLayer(name(), drawn.settings);
        if (whole(0, 1) == 1 && findProperty(kind.kind, "units") != nullptr) {
            m_project.network.find(id)->unitNames = {"first \"unit\""};
        }
        if (whole(0, 1) == 1 && findProperty(kind.kind, "units") != nullptr) {
            m_project.network.find(id)->clamps = {{0, within(-9.0, 9.0)}};
        }
        if (whole(0, 3) != 0) {
            m_project.positions[id] = {real(), real()};
        }
        if (whole(0, 1) == 0) {
            m_project.colors[id] = static_cast<int>(whole(1, kLayerColors));
        }
    }

    LayerId anyLayer() {
        return m_project.network.layers()
            .at(static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(m_project.network.layers().size()) - 1)))
            .id;
    }

    void addLink() {
        const LayerId from = anyLayer();
        const LayerId to = anyLayer();
        const auto link = m_project.network.addLink(from, to);
        const auto& source = m_project.network.layer(from);
        if (m_project.network.layer(to).dense() != nullptr && findProperty(source.kind(), "units") != nullptr && whole(0, 1) == 1) {
            m_project.network.find(link)->cut = {{0, 0}};
        }
    }

    void makeData() {
        if (whole(0, 1) == 1) {
            m_project.plan = plan();
        }
        switch (whole(0, 3)) {
            case 0: {
                const auto& set =
                    syntheticSets()[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(syntheticSets().size()) - 1))];
                SyntheticSpec spec{std::string(set.key),
                                   whole(10, 999),
                                   whole(set.smallest.classes, set.largest.classes),
                                   within(0.0, 10.0),
                                   within(set.smallest.turns, set.largest.turns),
                                   m_random(),
                                   {}};
                spec.seedText = set.readsSeedText ? name() : std::string();
                m_project.data = spec;
                return;
            }
            case 1:
                m_project.data = table();
                return;
            default:
                makeRows();
        }
    }

    DataPlan plan() {
        DataPlan made{{within(0.0, 0.95), m_random(), whole(0, 1) == 1}, static_cast<Normalization>(whole(0, 2)), {}};
        for (auto left = whole(0, 3); left > 0; --left) {
            made.features.push_back(
                {static_cast<FeatureKind>(whole(0, 4)), static_cast<int>(whole(0, 9)), static_cast<int>(whole(0, 65'535))});
        }
        return made;
    }

    TableSpec table() {
        Table made{{}, whole(1, 12)};
        TableSpec spec{nullptr, name(), {}, static_cast<MissingRule>(whole(0, 1))};
        const auto columns = whole(1, 12);
        for (std::int64_t i = 0; i < columns; ++i) {
            TableColumn column{name() + std::to_string(i), static_cast<ColumnKind>(whole(0, 1)), {}, {}, {}};
            // Numbers that float32 holds, and others.
            const bool isNarrow = whole(0, 1) == 1;
            for (auto left = whole(0, 3); left > 0 && column.kind == ColumnKind::Category; --left) {
                column.labels.push_back(name() + std::to_string(left));
            }
            for (std::int64_t row = 0; row < made.rows; ++row) {
                if (column.kind == ColumnKind::Number) {
                    static constexpr std::array kOdd{-0.0, std::numeric_limits<double>::quiet_NaN(),
                                                     std::numeric_limits<double>::infinity(), 5e-324};
                    const double number = isNarrow ? static_cast<double>(static_cast<float>(real())) : real();
                    column.numbers.push_back(whole(0, 3) != 0 ? number : kOdd.at(static_cast<std::size_t>(whole(0, isNarrow ? 2 : 3))));
                } else {
                    column.categories.push_back(static_cast<std::int32_t>(whole(-1, static_cast<std::int64_t>(column.labels.size()) - 1)));
                }
            }
            made.columns.push_back(std::move(column));
            spec.roles.push_back(static_cast<ColumnRole>(whole(0, 2)));
        }
        spec.table = std::make_shared<const Table>(std::move(made));
        return spec;
    }

    void makeRows() {
        StoredRows rows;
        const auto count = whole(1, 9);
        for (const LayerSpec& layer : m_project.network.layers()) {
            if (layer.kind() == LayerKind::Input) {
                rows.inputs[layer.id] = randn(m_generator, {count, whole(1, 4)});
            } else if (layer.kind() == LayerKind::Output) {
                rows.targets[layer.id] = whole(0, 1) == 0 ? Tensor::arange(count) : randn(m_generator, {whole(1, 4), count}).t();
            }
        }
        m_project.data = rows;
    }

    void makeState() {
        TrainingState state;
        state.seeds = {1, m_random(), ~std::uint64_t{0}};
        for (Generator& generator : state.generators) {
            generator.manualSeed(m_random());
            static_cast<void>(randn(generator, {whole(0, 700)}));
        }
        if (whole(0, 1) == 1) {
            state.order = randperm(m_generator, whole(0, 50));
            state.cursor = whole(0, state.order.elements());
        }
        state.step = whole(0, std::int64_t{1} << 53);
        state.epoch = whole(0, 1000);
        state.knobs = knobs();
        for (const auto& [id, shape] : inferShapes(m_project.network)) {
            addTensors(state, m_project.network.layer(id), shape);
        }
        m_project.state = state;
    }

    void addTensors(TrainingState& state, const LayerSpec& layer, LayerShape shape) {
        const Shape row{1, shape.out};
        const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
        const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings);
        if (const auto* dense = layer.dense()) {
            put(state, {layer.id, StateRole::Weight, 0}, {shape.in, shape.out}, true);
            if (dense->bias) {
                put(state, {layer.id, StateRole::Bias, 0}, row, true);
            }
        }
        if (batchNorm != nullptr) {
            put(state, {layer.id, StateRole::RunningMean, 0}, row, false);
            put(state, {layer.id, StateRole::RunningVariance, 0}, row, false);
        }
        if (batchNorm != nullptr ? batchNorm->affine : layerNorm != nullptr && layerNorm->affine) {
            put(state, {layer.id, StateRole::Scale, 0}, row, true);
            put(state, {layer.id, StateRole::Shift, 0}, row, true);
        }
    }

    void put(TrainingState& state, StateKey key, const Shape& shape, bool hasSlots) {
        state.tensors[key] = randn(m_generator, shape);
        if (state.tensors[key].elements() > 0) {
            static constexpr std::array kOdd{-0.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                                             1e-45};
            state.tensors[key].set(0, kOdd.at(static_cast<std::size_t>(whole(0, 3))));
        }
        if (hasSlots && whole(0, 1) == 1) {
            int slot = 0;
            for (const auto& info : optimizerInfo(m_project.training.optimizer).kept) {
                state.tensors[{key.layer, key.role, ++slot}] = info.scalar ? Tensor::ones({1, 1}) : randn(m_generator, shape);
            }
        }
    }

    std::mt19937 m_random;
    Generator m_generator;
    Project m_project;
};

}  // namespace

Project randomProject(std::uint32_t seed) { return Maker(seed).make(); }

}  // namespace glassnet::test
