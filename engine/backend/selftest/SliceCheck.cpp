#include "engine/backend/selftest/SliceCheck.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/program/Compiler.h"
#include "engine/random/Distributions.h"

namespace glassnet::selftest {

namespace {

constexpr std::int64_t kRows = 45;
constexpr std::int64_t kBatch = 16;
constexpr std::int64_t kInputs = 9;
constexpr std::int64_t kHidden = 33;
constexpr std::int64_t kClasses = 4;
constexpr int kEpochs = 2;
constexpr std::uint64_t kSeed = 3;

/// Inputs, a hidden layer, with `full` both norms and dropout, and classes to tell apart.
NetworkSpec network(bool full) {
    NetworkSpec network;
    auto before = network.addLayer("Input", InputSettings{.units = kInputs});
    const auto add = [&](std::string name, LayerSettings settings) {
        const auto layer = network.addLayer(std::move(name), std::move(settings));
        network.addLink(before, layer);
        before = layer;
    };
    DenseSettings hidden;
    hidden.units = kHidden;
    hidden.activation = defaultSpec(full ? Activation::Gelu : Activation::Tanh);
    add("Dense", hidden);
    if (full) {
        add("Batch norm", BatchNormSettings{});
        add("Dropout", DropoutSettings{0.3});
        add("Layer norm", LayerNormSettings{});
    }
    DenseSettings output;
    output.units = kClasses;
    output.activation = defaultSpec(Activation::Softmax);
    add("Output", OutputSettings{output, defaultSpec(Loss::CrossEntropy), 1.0});
    return network;
}

CompileOptions optionsFor(bool full) {
    CompileOptions options;
    options.batchSize = kBatch;
    options.optimizer = full ? OptimizerKind::Adam : OptimizerKind::Sgd;
    options.penalty = full ? Penalty::L2 : Penalty::None;
    options.clipping = full ? Clipping::Norm : Clipping::None;
    return options;
}

/// A run on its way: values of its own, from the same seed each time.
class Run {
public:
    Run(const Backend& backend, std::shared_ptr<const Program> program)
        : m_program(std::move(program)), m_executable(backend.prepare(m_program, {})) {
        Generator generator(kSeed);
        for (const auto& tensor : m_program->tensors()) {
            if (tensor.role == TensorRole::Parameter || tensor.role == TensorRole::RunningStatistic) {
                auto values = randn(generator, tensor.shape, tensor.dtype);
                for (std::int64_t i = 0; i < values.elements(); ++i) {
                    // Variances are not negative.
                    values.set(i, tensor.role == TensorRole::Parameter ? 0.3 * values.at(i) : std::abs(values.at(i)));
                }
                m_executable->write(tensor.id, values);
            }
        }
        m_inputs = randn(generator, {kRows, kInputs});
        m_targets = randint(generator, 0, kClasses, {kRows});
        m_order = randperm(generator, kRows);
        Knobs knobs;
        knobs.learningRate = 0.05;
        m_executable->setKnobs(knobs);
        m_executable->setDropoutGenerator(Generator(kSeed));
    }

    /// The losses of all steps; slices of 1, 2, 3 ... steps, or entry by entry.
    std::vector<double> train(bool sliced) {
        std::vector<double> losses;
        for (int epoch = 0; epoch < kEpochs; ++epoch) {
            bind();
            std::int64_t length = 1;
            for (std::int64_t cursor = 0; cursor < kRows;) {
                if (sliced) {
                    const auto report = m_executable->trainSlice(cursor, length++, {});
                    losses.insert(losses.end(), report.losses.begin(), report.losses.end());
                    cursor += report.steps * kBatch;
                    if (report.steps == 0) {
                        break;
                    }
                } else {
                    m_executable->loadBatch(cursor);
                    for (std::size_t entry = 0; entry < m_program->size(); ++entry) {
                        m_executable->run(entry, entry + 1);
                    }
                    losses.push_back(m_executable->read(m_program->loss()).item());
                    cursor += kBatch;
                }
            }
        }
        return losses;
    }

    [[nodiscard]] bool hasStateOf(const Run& other) const {
        for (const auto& tensor : m_program->tensors()) {
            if (belongsToState(tensor.role) && !bitEqual(m_executable->read(tensor.id), other.m_executable->read(tensor.id))) {
                return false;
            }
        }
        return m_executable->dropoutGenerator() == other.m_executable->dropoutGenerator();
    }

private:
    void bind() {
        std::vector<BoundData> columns;
        for (const auto& input : m_program->inputs()) {
            columns.push_back({input.tensor, m_inputs});
        }
        for (const auto& target : m_program->targets()) {
            columns.push_back({target.tensor, m_targets});
        }
        m_executable->bindData(std::move(columns), m_order);
    }

    std::shared_ptr<const Program> m_program;
    std::unique_ptr<Executable> m_executable;
    Tensor m_inputs;
    Tensor m_targets;
    Tensor m_order;
};

}  // namespace

std::vector<SliceComparison> checkSlices(const Backend& backend) {
    std::vector<SliceComparison> all;
    for (const bool full : {false, true}) {
        // The network is ours: it compiles.
        const auto program = std::make_shared<const Program>(compile(network(full), optionsFor(full)).value());
        Run stepped(backend, program);
        Run sliced(backend, program);
        const auto want = stepped.train(false);
        const auto got = sliced.train(true);
        SliceComparison comparison{full ? "norms and dropout" : "plain", true, static_cast<std::int64_t>(want.size()), 0.0, 0.0};
        comparison.same = got.size() == want.size() && sliced.hasStateOf(stepped);
        for (std::size_t i = 0; i < std::min(want.size(), got.size()); ++i) {
            if (got[i] != want[i]) {
                comparison.same = false;
                comparison.step = static_cast<std::int64_t>(i);
                comparison.got = got[i];
                comparison.want = want[i];
                break;
            }
        }
        all.push_back(std::move(comparison));
    }
    return all;
}

}  // namespace glassnet::selftest
