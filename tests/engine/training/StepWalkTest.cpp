#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <variant>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/training/Timeline.h"
#include "tests/support/NetworkFeatures.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr int kNetworks = 200;
constexpr int kMoves = 500;
/// Training beyond this step is left alone, so that the walk meets every step often.
constexpr std::int64_t kLastStep = 24;

using Tensors = std::map<TensorId, Tensor>;
using Event = decltype(TimelineEvent::what);

void apply(const Event& event, Trainer& trainer) {
    if (const auto* parameter = std::get_if<ParameterEvent>(&event)) {
        trainer.setTensor(parameter->key, parameter->values);
    } else {
        trainer.setKnobs(std::get<KnobsEvent>(event).knobs);
    }
}

/// One training step as a fresh run makes it.
struct TrueStep {
    TrainingState start;
    Tensor batchRows;
    /// Every tensor that has a value before the first entry.
    Tensors before;
    /// What each entry wrote, and the dropout generator after those that draw.
    std::vector<Tensors> written;
    std::map<std::size_t, Generator> dropout;
};

/// What happened from outside, one event after the other: a history is an event and the one before it.
struct History {
    int parent = -1;
    std::int64_t step = 0;
    std::optional<Event> event;
};

/// The truth: trainers that begin at the first step and only ever go forward, knowing no timeline. The step asked for is walked entry by
/// entry, those on the way to it are trained as a whole.
class FreshRuns {
public:
    FreshRuns(const Trainer& walked, const CpuBackend& backend)
        : m_backend(backend),
          m_program(walked.executable().sharedProgram()),
          m_data(walked.data()),
          m_plan(walked.plan()),
          m_start(walked.stepStart()),
          m_histories{{-1, m_start.step, std::nullopt}} {}

    /// A history that goes on with an event at `step`.
    int add(int parent, std::int64_t step, Event event) {
        m_histories.push_back({at(parent, step), step, std::move(event)});
        return static_cast<int>(m_histories.size()) - 1;
    }

    const TrueStep& step(int history, std::int64_t step) {
        history = at(history, step);
        const auto found = m_steps.find({history, step});
        return found != m_steps.end() ? found->second : run(history, step);
    }

private:
    /// Whose a step is: an event counts from its step on.
    [[nodiscard]] int at(int history, std::int64_t step) const {
        while (m_histories.at(static_cast<std::size_t>(history)).parent >= 0 &&
               step < m_histories[static_cast<std::size_t>(history)].step) {
            history = m_histories[static_cast<std::size_t>(history)].parent;
        }
        return history;
    }

    void applyEvents(Trainer& trainer, int history) const {
        if (history >= 0) {
            const auto& [parent, step, event] = m_histories[static_cast<std::size_t>(history)];
            applyEvents(trainer, parent);
            if (event.has_value() && step == trainer.stepStart().step) {
                apply(*event, trainer);
            }
        }
    }

    const TrueStep& run(int history, std::int64_t step) {
        auto& trainer = m_trainers[history];
        if (trainer == nullptr || trainer->stepStart().step > step) {
            trainer = std::make_unique<Trainer>(m_program, m_backend, m_data, m_plan, m_start);
            applyEvents(*trainer, history);
        }
        while (trainer->stepStart().step < step) {
            trainer->train(1, {});
            applyEvents(*trainer, history);
        }
        const auto& made = m_steps[{history, step}] = walk(*trainer);
        trainer->finishStep();
        applyEvents(*trainer, history);
        return made;
    }

    static TrueStep walk(Trainer& trainer) {
        const auto& program = trainer.program();
        TrueStep step{trainer.stepStart(), trainer.batchRows(), {}, {}, {}};
        for (const auto& tensor : program.tensors()) {
            if (isComputed(program, tensor.id, 0)) {
                step.before[tensor.id] = trainer.executable().read(tensor.id);
            }
        }
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            trainer.moveTo(entry + 1);
            auto& written = step.written.emplace_back();
            for (const auto output : program.entries()[entry].outputs) {
                written[output] = trainer.executable().read(output);
            }
            if (program.entries()[entry].op == Op::DrawMask) {
                step.dropout.emplace(entry, trainer.executable().dropoutGenerator());
            }
        }
        return step;
    }

    const CpuBackend& m_backend;
    std::shared_ptr<const Program> m_program;
    TrainingData m_data;
    BatchPlan m_plan;
    TrainingState m_start;
    std::vector<History> m_histories;
    std::map<int, std::unique_ptr<Trainer>> m_trainers;
    std::map<std::pair<int, std::int64_t>, TrueStep> m_steps;
};

/// A random walk through the steps of one network: within a step, over steps, along spans, with edits, from branch to branch.
class Walk {
public:
    Walk(std::unique_ptr<Trainer> trainer, std::uint64_t budget, Generator& generator)
        : m_trainer(std::move(trainer)),
          m_timeline(m_trainer->stepStart(), budget),
          m_truth(*m_trainer, m_backend),
          m_generator(generator) {}

    /// Makes one random move; its name.
    const char* move() {
        struct Row {
            const char* name;
            int often;
            void (Walk::*make)();
        };
        static constexpr std::array kRows{
            Row{"entry", 30, &Walk::toEntry},  Row{"forward", 15, &Walk::forward},   Row{"back", 15, &Walk::back},
            Row{"step", 14, &Walk::toStep},    Row{"span", 10, &Walk::span},         Row{"value", 2, &Walk::editValue},
            Row{"knobs", 1, &Walk::turnKnobs}, Row{"branch", 6, &Walk::otherBranch}, Row{"stopped", 5, &Walk::stopped}};
        auto number = pick(std::accumulate(kRows.begin(), kRows.end(), 0, [](int sum, const Row& row) { return sum + row.often; }));
        const auto* row = kRows.data();
        while (number >= row->often) {
            number -= row++->often;
        }
        (this->*row->make)();
        return row->name;
    }

    /// What is not as a fresh run has it; empty when all is.
    std::string difference() {
        const auto& program = m_trainer->program();
        const auto& state = m_trainer->stepStart();
        const auto position = m_trainer->position();
        if (state.step != m_timeline.step()) {
            return "the timeline's step";
        }
        const auto& truth = m_truth.step(m_histories.at(m_timeline.branch()), state.step);
        if (!bitEqual(state, truth.start)) {
            return "the state";
        }
        if (!bitEqual(m_trainer->batchRows(), truth.batchRows)) {
            return "the batch";
        }
        const auto drawn = truth.dropout.lower_bound(position);
        const auto& dropout = drawn == truth.dropout.begin() ? state.generator(GeneratorRole::Dropout) : std::prev(drawn)->second;
        if (m_trainer->executable().dropoutGenerator() != dropout) {
            return "the dropout generator";
        }
        Tensors expected = truth.before;
        for (std::size_t entry = 0; entry < position; ++entry) {
            for (const auto& [tensor, values] : truth.written[entry]) {
                expected.insert_or_assign(tensor, values);
            }
        }
        for (const auto& tensor : program.tensors()) {
            const auto found = expected.find(tensor.id);
            if (isComputed(program, tensor.id, position) != (found != expected.end())) {
                return "whether it is there: " + symbolKey(tensor.symbol);
            }
            if (found != expected.end() && !bitEqual(found->second, m_trainer->executable().read(tensor.id))) {
                return symbolKey(tensor.symbol) + " of layer " + std::to_string(tensor.layer.value);
            }
        }
        return {};
    }

    [[nodiscard]] std::size_t branches() const { return m_timeline.branches().size(); }

private:
    [[nodiscard]] std::int64_t pick(std::int64_t below) { return static_cast<std::int64_t>(m_generator.next32()) % below; }
    [[nodiscard]] std::size_t anyPosition() { return static_cast<std::size_t>(pick(static_cast<std::int64_t>(size()) + 1)); }
    [[nodiscard]] std::size_t size() const { return m_trainer->program().size(); }
    [[nodiscard]] std::int64_t lastStep() const { return m_timeline.branches()[m_timeline.branch().value - 1].lastStep; }

    void toEntry() { m_trainer->moveTo(anyPosition()); }

    void forward() {
        if (m_trainer->cursor().atEnd()) {
            finish();
        } else {
            m_trainer->moveTo(m_trainer->position() + 1);
        }
    }
    void finish() {
        if (m_timeline.step() < kLastStep) {
            const auto loss = m_trainer->executable().read(m_trainer->program().loss()).item();
            m_trainer->finishStep();
            m_timeline.record(m_trainer->stepStart(), loss);
            m_timeline.repeatEvents(*m_trainer);
        }
    }
    void back() {
        if (m_trainer->position() > 0) {
            m_trainer->moveTo(m_trainer->position() - 1);
        } else if (m_timeline.step() > m_timeline.firstStep()) {
            m_timeline.goTo(*m_trainer, m_timeline.step() - 1, {});
            m_trainer->moveTo(size());
        }
    }
    void toStep() {
        m_timeline.goTo(*m_trainer, pick(lastStep() + 1), {});
        m_trainer->moveTo(anyPosition());
    }
    void span() {
        m_trainer->moveTo(size());
        finish();
        if (m_trainer->position() == 0) {
            m_timeline.advance(*m_trainer, std::min(pick(9), kLastStep - m_timeline.step()), {});
        }
    }
    void editValue() {
        const auto& parameters = m_trainer->program().parameters();
        const auto id = parameters[static_cast<std::size_t>(pick(static_cast<std::int64_t>(parameters.size())))].value;
        const auto& key = m_trainer->program().tensor(id).key;
        auto values = m_trainer->stepStart().tensors.at(key).clone();
        // One element as a hand does, or all of them.
        if (pick(4) > 0) {
            values.set(pick(values.elements()), 0.1 * static_cast<double>(pick(11) - 5));
        } else {
            values = Tensor::full(values.shape(), 0.1 * static_cast<double>(pick(11) - 5));
        }
        edit(ParameterEvent{key, values});
    }
    void turnKnobs() {
        auto knobs = m_trainer->stepStart().knobs;
        knobs.learningRate = 0.01 * static_cast<double>(pick(4));
        knobs.momentum = pick(2) == 0 || knobs.nesterov ? 0.9 : 0.0;
        knobs.clipLimit = pick(2) == 0 ? 0.05 : 1.0;
        knobs.schedule.kind = static_cast<ScheduleKind>(pick(3));
        edit(KnobsEvent{knobs});
    }
    /// An edit holds from the start of the step in hand on.
    void edit(const Event& event) {
        const auto position = m_trainer->position();
        const auto step = m_timeline.step();
        const auto branch = m_timeline.branch();
        m_trainer->moveTo(0);
        m_timeline.note({step, event});
        apply(event, *m_trainer);
        m_trainer->moveTo(position);
        m_histories[m_timeline.branch()] = m_truth.add(m_histories.at(branch), step, event);
    }
    void otherBranch() {
        m_timeline.switchTo(*m_trainer, BranchId{1 + static_cast<std::uint32_t>(pick(static_cast<std::int64_t>(branches())))}, {});
        m_trainer->moveTo(anyPosition());
    }
    /// Stopped on the way: nothing has happened.
    void stopped() {
        const auto state = m_trainer->stepStart();
        const auto position = m_trainer->position();
        const auto step = m_timeline.step();
        const auto branch = m_timeline.branch();
        const auto patience = pick(20);
        std::stop_source stop;
        const auto progress = [&](std::int64_t done, std::int64_t /*total*/) {
            if (done >= patience) {
                stop.request_stop();
            }
        };
        const bool there = pick(2) == 0 ? m_timeline.goTo(*m_trainer, pick(lastStep() + 1), stop.get_token(), progress)
                                        : m_timeline.switchTo(*m_trainer, BranchId{1}, stop.get_token(), progress);
        if (!there) {
            QVERIFY(bitEqual(m_trainer->stepStart(), state));
            QVERIFY(m_trainer->position() == position && m_timeline.step() == step && m_timeline.branch() == branch);
        }
    }

    CpuBackend m_backend;
    std::unique_ptr<Trainer> m_trainer;
    Timeline m_timeline;
    FreshRuns m_truth;
    std::map<BranchId, int> m_histories{{BranchId{1}, 0}};
    Generator& m_generator;
};

class StepWalkTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyWayLeadsToTheSameNumbers();
};

void StepWalkTest::everyWayLeadsToTheSameNumbers() {
    test::FeatureCount features;
    std::map<std::string, int> moves;
    std::size_t branches = 0;
    for (int number = 0; number < kNetworks; ++number) {
        Generator generator(static_cast<std::uint64_t>(number) + 1000);
        const auto network = test::randomNetwork(generator);
        const auto run = test::randomRun(network, generator);
        features.add(network, run);
        auto trainer = test::trainerFor(network, run, generator);
        // Checkpoints of every step, of some steps, or only of the first.
        const auto size = stateBytes(trainer->stepStart());
        const std::array budgets{Timeline::kDefaultBudget, 12 * size, std::uint64_t{0}};
        Walk walk(std::move(trainer), budgets[generator.next32() % budgets.size()], generator);
        for (int move = 0; move < kMoves; ++move) {
            const std::string name = walk.move();
            ++moves[name];
            const auto difference = walk.difference();
            QVERIFY2(difference.empty() && !QTest::currentTestFailed(),
                     ("network " + std::to_string(number) + ", move " + std::to_string(move) + " (" + name + "): " + difference).c_str());
        }
        branches += walk.branches();
    }
    QCOMPARE(features.rare(), std::string());
    // Every kind of move, and ways that part.
    QCOMPARE(moves.size(), std::size_t{9});
    QVERIFY(std::ranges::all_of(moves, [](const auto& move) { return move.second > kNetworks; }));
    QVERIFY(branches > 4 * kNetworks);
}

GLASSNET_TEST(StepWalkTest);

}  // namespace

}  // namespace glassnet

#include "StepWalkTest.moc"
