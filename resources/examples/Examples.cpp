#include "resources/examples/Examples.h"

#include <initializer_list>
#include <string>

#include "engine/base/FileBytes.h"
#include "engine/data/SyntheticSets.h"
#include "engine/program/KnobTable.h"
#include "engine/project/DataEdits.h"
#include "resources/datasets/ShippedSets.h"

namespace glassnet {

namespace {

constexpr std::uint64_t kLessonSeed = 7;
/// Between the middles of two layers on the canvas.
constexpr double kLayerDistance = 300.0;
constexpr Initializer kNormal{InitializerKind::Normal, 0.0, 1.0};

/// Builds a project layer by layer, from left to right.
class Chain {
public:
    explicit Chain(std::string name) {
        m_project.name = std::move(name);
        m_project.training.seeds.fill(kLessonSeed);
    }

    LayerId add(std::string name, LayerSettings settings) {
        const double x = kLayerDistance * static_cast<double>(m_layers.size());
        m_layers.push_back(m_project.network.addLayer(std::move(name), std::move(settings)));
        m_project.positions[m_layers.back()] = {x, 0.0};
        return m_layers.back();
    }

    [[nodiscard]] Project& project() { return m_project; }

    /// The project with each layer linked to the next.
    [[nodiscard]] Project finish() {
        for (std::size_t i = 1; i < m_layers.size(); ++i) {
            m_project.network.addLink(m_layers[i - 1], m_layers[i]);
        }
        return m_project;
    }

private:
    Project m_project;
    std::vector<LayerId> m_layers;
};

DenseSettings dense(std::int64_t units, Activation activation) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(activation);
    return settings;
}

/// As the lesson makes it: everything drawn with randn.
DenseSettings drawnDense(std::int64_t units) {
    DenseSettings settings = dense(units, Activation::Sigmoid);
    settings.weightStart = kNormal;
    settings.biasStart = kNormal;
    return settings;
}

OutputSettings output(const DenseSettings& settings, Loss loss) { return {.dense = settings, .loss = defaultSpec(loss)}; }

Tensor rows(std::initializer_list<float> values, std::int64_t columns) {
    return Tensor::from<float>(values, {static_cast<std::int64_t>(values.size()) / columns, columns});
}

Project inLessonOrder(Project project) {
    project.network.setDrawOrder(lessonDrawOrder(project.network));
    return project;
}

Project neuron() {
    Chain chain("Neuron");
    chain.add("Input", InputSettings{.units = 5, .drawnRows = 1, .drawn = kNormal});
    const auto last = chain.add("Output", output(drawnDense(1), Loss::MeanSquaredError));
    chain.project().data = StoredRows{{}, {{last, rows({1.0F}, 1)}}};
    return inLessonOrder(chain.finish());
}

Project threeTwoOne() {
    Chain chain("Three-two-one");
    chain.add("Input", InputSettings{.units = 3, .drawnRows = 1, .drawn = kNormal});
    chain.add("Dense 1", drawnDense(2));
    const auto last = chain.add("Output", output(drawnDense(1), Loss::MeanSquaredError));
    chain.project().data = StoredRows{{}, {{last, rows({1.0F}, 1)}}};
    return inLessonOrder(chain.finish());
}

/// The four rows of "one or the other, but not both".
Project twoFourTwoOne() {
    Chain chain("Two-four-two-one");
    const auto first = chain.add("Input", InputSettings{.units = 2});
    chain.add("Dense 1", dense(4, Activation::Tanh));
    chain.add("Dense 2", dense(2, Activation::Tanh));
    const auto last = chain.add("Output", output(dense(1, Activation::Sigmoid), Loss::BinaryCrossEntropy));
    chain.project().data =
        StoredRows{{{first, rows({0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 0.0F, 1.0F, 1.0F}, 2)}}, {{last, rows({0.0F, 1.0F, 1.0F, 0.0F}, 1)}}};
    chain.project().training.batches.batchSize = 4;
    chain.project().training.knobs.learningRate = 0.5;
    return chain.finish();
}

Project spiral() {
    Chain chain("Spiral");
    chain.add("Input", InputSettings{.units = 2});
    chain.add("Dense 1", dense(8, Activation::Tanh));
    chain.add("Dense 2", dense(8, Activation::Tanh));
    chain.add("Output", output(dense(1, Activation::Sigmoid), Loss::BinaryCrossEntropy));
    chain.project().data = SyntheticSpec{.key = "spiral", .seed = kLessonSeed};
    chain.project().training.batches = {.batchSize = 10, .shuffle = true};
    chain.project().training.knobs.learningRate = 0.03;
    return chain.finish();
}

void require(const Result<void>& done) {
    if (!done) {
        throw ErrorException(done.error());
    }
}

/// The project with a set that comes with the program, split 70 to 30, every column standardized.
Project withTable(Project project, std::string_view key, const std::filesystem::path& datasets) {
    const auto& set = *findShippedSet(key);
    TableSpec spec;
    spec.table = std::make_shared<const Table>(readShippedSet(set, readFileBytes(datasets / set.file, std::uint64_t{1} << 26U).value()).value());
    spec.source = std::string(key);
    spec.roles.assign(spec.table->columns.size(), ColumnRole::Feature);
    spec.roles.back() = ColumnRole::Target;
    DataPlan plan;
    plan.split = {.testShare = 0.3, .seed = kLessonSeed, .shuffled = true};
    plan.normalization = Normalization::Standardize;
    require(useTable(project, std::move(spec), plan));
    return project;
}

void learnWithAdam(Project& project, std::int64_t batch, double rate) {
    project.training.optimizer = OptimizerKind::Adam;
    project.training.knobs = defaultKnobs(OptimizerKind::Adam);
    project.training.knobs.learningRate = rate;
    project.training.batches = {.batchSize = batch, .shuffle = true};
}

Project iris(const std::filesystem::path& datasets) {
    Chain chain("Iris");
    chain.add("Input", InputSettings{.units = 4});
    chain.add("Dense 1", dense(8, Activation::Tanh));
    chain.add("Output", output(dense(3, Activation::Softmax), Loss::CrossEntropy));
    learnWithAdam(chain.project(), 15, 0.01);
    return withTable(chain.finish(), "iris", datasets);
}

/// Images of 8 x 8 pixels.
Project digits(const std::filesystem::path& datasets) {
    Chain chain("Digits");
    chain.add("Input", InputSettings{.units = 64});
    chain.add("Dense 1", dense(48, Activation::Relu));
    chain.add("Output", output(dense(10, Activation::Softmax), Loss::CrossEntropy));
    learnWithAdam(chain.project(), 32, 0.003);
    return withTable(chain.finish(), "digits", datasets);
}

/// The default of Train mode for two classes in the plane: a spiral without noise, 70 to 30.
Project twoArms() {
    Chain chain("Two arms");
    chain.add("Input", InputSettings{.units = 2});
    chain.add("Dense 1", dense(8, Activation::Tanh));
    chain.add("Dense 2", dense(6, Activation::Tanh));
    chain.add("Dense 3", dense(4, Activation::Tanh));
    chain.add("Output", output(dense(1, Activation::Sigmoid), Loss::BinaryCrossEntropy));
    learnWithAdam(chain.project(), 20, 0.02);
    auto project = chain.finish();
    auto spiral = usualSpec("spiral");
    spiral.rows = 400;
    spiral.noise = 0.0;
    spiral.seed = kLessonSeed;
    require(useSynthetic(project, spiral, {.testShare = 0.3, .seed = kLessonSeed, .shuffled = true}));
    return project;
}

}  // namespace

std::vector<Example> trainingExamples(const std::filesystem::path& datasets) {
    return {{"digits.glassnet", digits(datasets)}, {"iris.glassnet", iris(datasets)}, {"two-arms.glassnet", twoArms()}};
}

std::vector<Example> exampleProjects() {
    return {{"neuron.glassnet", neuron()},
            {"spiral.glassnet", spiral()},
            {"three-two-one.glassnet", threeTwoOne()},
            {"two-four-two-one.glassnet", twoFourTwoOne()}};
}

}  // namespace glassnet
