#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "tests/support/NetworkFeatures.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::Selection;
using ui::Session;
using ui::SnapshotPtr;

constexpr int kNetworks = 40;
constexpr int kMoves = 160;
/// Beyond this step the walk does not go.
constexpr std::int64_t kLastStep = 14;

/// Where a session stands.
struct Place {
    std::int64_t step = 0;
    std::size_t position = 0;
    std::optional<EntryPart> part;
    friend bool operator==(const Place&, const Place&) = default;
};

std::string told(const Place& place) {
    const auto part = place.part.has_value()
                          ? " with " + std::to_string(place.part->numbers) + " numbers and " + std::to_string(place.part->terms) + " terms"
                          : std::string();
    return "step " + std::to_string(place.step) + " entry " + std::to_string(place.position) + part;
}

Project randomProject(std::uint64_t seed, FeatureCount& features) {
    Generator generator(seed);
    Project project;
    project.network = randomNetwork(generator);
    const auto run = randomRun(project.network, generator);
    features.add(project.network, run);
    const auto data = randomData(project.network, run.rows, generator);
    project.data = StoredRows{data.inputs, data.targets};
    project.training.seeds = {1, 2, 3};
    project.training.batches = {run.batchSize, run.shuffle};
    project.training.knobs = run.knobs;
    return project;
}

/// A training step as a fresh session shows it that came to it entry by entry.
struct TrueStep {
    TrainingState state;
    bool endsEpoch = false;
    /// At each position.
    std::vector<SnapshotPtr> shots;
    std::vector<Generator> dropout;
    /// For each entry how many terms each of its numbers has.
    std::vector<std::vector<std::int64_t>> terms;
};

/// The truth: sessions that were only ever walked forward, one entry at a time. A history is a value set at the start of a step, and the
/// history before it.
class FreshSessions {
public:
    explicit FreshSessions(Project project) : m_project(std::move(project)), m_histories{{}} {}

    int add(int parent, std::int64_t step, const StateKey& key, const Tensor& values) {
        m_histories.push_back({at(parent, step), step, key, values});
        return static_cast<int>(m_histories.size()) - 1;
    }
    const TrueStep& step(int history, std::int64_t step) {
        history = at(history, step);
        auto& session = m_sessions[history];
        if (session == nullptr) {
            session = Session::open(m_project).value();
            setValues(*session, history);
        }
        while (!m_steps.contains({history, step})) {
            m_steps[{history, session->state().step}] = walk(*session);
            session->forward();
            setValues(*session, history);
        }
        return m_steps.at({history, step});
    }

    /// The next place of a size, or the one before; where there is none, the place itself.
    Place next(int history, const Place& place, StepSize size, Direction direction) {
        if (direction == Direction::Forward) {
            for (auto number = place.step;; ++number) {
                const auto stops = this->stops(history, number, size);
                const auto found = number == place.step
                                       ? std::ranges::find_if(stops, [&](const Place& stop) { return isBefore(place, stop); })
                                       : stops.begin();
                if (found != stops.end()) {
                    return *found;
                }
            }
        }
        for (auto number = place.step; number >= 0; --number) {
            const auto stops = this->stops(history, number, size);
            const auto found = std::find_if(stops.rbegin(), stops.rend(), [&](const Place& stop) { return isBefore(stop, place); });
            if (found != stops.rend()) {
                return *found;
            }
        }
        return place;
    }

private:
    struct History {
        int parent = -1;
        std::int64_t step = 0;
        StateKey key;
        Tensor values;
    };

    [[nodiscard]] const History& get(int history) const { return m_histories.at(static_cast<std::size_t>(history)); }
    [[nodiscard]] int at(int history, std::int64_t step) const {
        while (get(history).parent >= 0 && step < get(history).step) {
            history = get(history).parent;
        }
        return history;
    }
    void setValues(Session& session, int history) const {
        const auto& [parent, step, key, values] = get(history);
        if (parent >= 0) {
            setValues(session, parent);
            if (step == session.state().step) {
                session.setValues(key, values);
                session.commitElement(key);
            }
        }
    }

    static TrueStep walk(Session& session) {
        const auto& trainer = session.trainer();
        TrueStep step;
        step.state = session.state();
        step.endsEpoch = step.state.cursor + trainer.executable().rows() >= trainer.data().rows();
        for (std::size_t position = 0;; ++position) {
            step.shots.push_back(session.snapshot({}, false));
            step.dropout.push_back(trainer.executable().dropoutGenerator());
            if (position > 0) {
                auto& terms = step.terms.emplace_back();
                const auto numbers = session.numbersInHand();
                for (std::int64_t i = 0; i < numbers.count(); ++i) {
                    terms.push_back(session.termsOf(numbers, i, 0));
                }
            }
            if (position == trainer.program().size()) {
                return step;
            }
            session.forward();
        }
    }

    /// In the order of time: an entry that is partly there comes before the same entry done.
    static bool isBefore(const Place& a, const Place& b) {
        const auto rank = [](const Place& place) {
            constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
            return std::tuple(place.step, place.position, place.part.has_value() ? place.part->numbers : kAll,
                              place.part.has_value() ? place.part->terms : 0);
        };
        return rank(a) < rank(b);
    }

    /// The places of a step at which a size stops, in their order.
    std::vector<Place> stops(int history, std::int64_t number, StepSize size) {
        const auto& truth = step(history, number);
        const auto& program = *truth.shots.front()->program;
        std::set<std::size_t> whole;
        if (size == StepSize::Pass) {
            whole = {0, program.phaseBegin(Phase::Backward), program.phaseBegin(Phase::Update), program.size()};
        } else if (size == StepSize::Batch || (size == StepSize::Epoch && truth.endsEpoch)) {
            whole = {program.size()};
        }
        if (number == 0) {
            whole.insert(0);
        }
        std::vector<Place> places;
        for (std::size_t position = 0; position <= program.size(); ++position) {
            if (position > 0 && size <= StepSize::Unit) {
                const auto& terms = truth.terms[position - 1];
                for (std::size_t i = 0; i < terms.size(); ++i) {
                    const auto before = static_cast<std::int64_t>(i);
                    if (i > 0) {
                        places.push_back({number, position, EntryPart{before, 0}});
                    }
                    for (std::int64_t term = 1; size == StepSize::Term && term < terms[i]; ++term) {
                        places.push_back({number, position, EntryPart{before, term}});
                    }
                }
            }
            if (size <= StepSize::Layer || whole.contains(position)) {
                places.push_back({number, position, std::nullopt});
            }
        }
        return places;
    }

    Project m_project;
    std::vector<History> m_histories;
    std::map<int, std::unique_ptr<Session>> m_sessions;
    std::map<std::pair<int, std::int64_t>, TrueStep> m_steps;
};

/// A random walk of one session, with the place where it has to be.
class Walk {
public:
    Walk(const Project& project, std::uint64_t seed) : m_session(Session::open(project).value()), m_truth(project), m_generator(seed) {}

    void move() {
        m_sample = pick(6);
        switch (pick(12)) {
            case 0:
                return goToStep();
            case 1:
                return edit();
            case 2:
                return switchBranch();
            case 3:
                return moveTo();
            case 4:
                return train();
            default:
                return stepBySize();
        }
    }

    /// What is not as the truth has it; empty when all is.
    std::string difference() {
        Selection selection;
        selection.sample = m_sample;
        const auto shot = m_session->snapshot(selection, false);
        const Place here{shot->step, shot->position, shot->part};
        if (here != m_place) {
            return "at " + told(here) + " instead of " + told(m_place);
        }
        const auto& truth = m_truth.step(history(), m_place.step);
        if (!bitEqual(m_session->state(), truth.state)) {
            return "the state at " + told(here);
        }
        if (m_session->trainer().executable().dropoutGenerator() != truth.dropout[m_place.position]) {
            return "the dropout generator at " + told(here);
        }
        const auto& whole = *truth.shots[m_place.position];
        if (!bitEqual(shot->batchRows, whole.batchRows) || shot->values.size() != whole.values.size()) {
            return "the batch or the number of tensors at " + told(here);
        }
        for (const auto& [id, values] : whole.values) {
            if (const auto wrong = elementProblem(*shot, id, values, truth); !wrong.empty()) {
                return wrong + " at " + told(here);
            }
        }
        return {};
    }

    /// How often each size was stepped, in both directions.
    [[nodiscard]] const std::map<std::pair<StepSize, Direction>, int>& counts() const { return m_counts; }
    [[nodiscard]] int inParts() const { return m_inParts; }
    [[nodiscard]] std::size_t branches() const { return m_session->timeline().branches().size(); }

private:
    [[nodiscard]] std::int64_t pick(std::int64_t below) { return static_cast<std::int64_t>(m_generator.next32()) % below; }
    [[nodiscard]] int history() const { return m_histories.at(m_session->timeline().branch()); }
    [[nodiscard]] std::int64_t lastStep() const {
        return m_session->timeline().branches()[m_session->timeline().branch().value - 1].lastStep;
    }

    /// What is there is as it is when the entry is done; what is not there yet is unknown, or, changed in place, as it was before.
    std::string elementProblem(const ui::Snapshot& shot, TensorId id, const Tensor& values, const TrueStep& truth) {
        const auto* here = shot.findPart(id);
        const auto name = symbolKey(shot.program->tensor(id).symbol);
        if (here == nullptr || here->shape() != values.shape()) {
            return name + " is missing";
        }
        const auto& outputs = shot.program->entries()[std::max<std::size_t>(shot.position, 1) - 1].outputs;
        if (!shot.part.has_value() || std::ranges::find(outputs, id) == outputs.end()) {
            return bitEqual(*here, values) && shot.find(id) != nullptr ? "" : name;
        }
        const auto* before = truth.shots[shot.position - 1]->find(id);
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            const auto index = shot.numbers->indexOf({id, i});
            const bool isThere = !index.has_value() || *index < shot.part->numbers;
            const auto at = shot.at(ElementRef{id, i});
            if (isThere ? !same(at, values.at(i)) : (before == nullptr ? at.has_value() : !same(at, before->at(i)))) {
                return name + " element " + std::to_string(i);
            }
        }
        return {};
    }
    static bool same(std::optional<double> a, double b) {
        return a.has_value() && std::bit_cast<std::uint64_t>(*a) == std::bit_cast<std::uint64_t>(b);
    }

    void stepBySize() {
        const auto size = static_cast<StepSize>(pick(static_cast<std::int64_t>(kStepSizes)));
        const auto direction = pick(2) == 0 ? Direction::Forward : Direction::Backward;
        // The small ones several times: they would not get far.
        const auto times = size <= StepSize::Unit ? 1 + pick(5) : 1;
        for (std::int64_t i = 0; i < times; ++i) {
            const auto next = m_truth.next(history(), m_place, size, direction);
            if (next.step > kLastStep) {
                return;
            }
            m_session->move(size, direction, m_sample, {});
            m_place = next;
            ++m_counts[{size, direction}];
            m_inParts += next.part.has_value() ? 1 : 0;
        }
    }
    void goToStep() {
        m_place = {pick(lastStep() + 1), 0, std::nullopt};
        m_session->goToStep(m_place.step, {});
    }
    void switchBranch() {
        const BranchId branch{1 + static_cast<std::uint32_t>(pick(static_cast<std::int64_t>(branches())))};
        m_session->switchTo(branch, {});
        m_place = {lastStep(), 0, std::nullopt};
    }
    void moveTo() {
        const auto position = static_cast<std::size_t>(pick(static_cast<std::int64_t>(m_session->trainer().program().size()) + 1));
        m_session->moveTo(position);
        m_place = {m_place.step, position, std::nullopt};
    }
    void train() {
        const auto steps = std::min(1 + pick(4), kLastStep - m_place.step);
        if (steps > 0) {
            m_session->train(steps, {});
            m_place = {m_place.step + steps, 0, std::nullopt};
        }
    }
    /// A value that its update has not reached yet: it counts from the start of the step in hand.
    void edit() {
        const auto& program = m_session->trainer().program();
        if (m_place.position > program.phaseBegin(Phase::Update)) {
            m_session->moveTo(0);
            m_place = {m_place.step, 0, std::nullopt};
        }
        const auto& parameters = program.parameters();
        const auto& info = program.tensor(parameters[static_cast<std::size_t>(pick(static_cast<std::int64_t>(parameters.size())))].value);
        const auto before = history();
        m_session->setElement(info.key, pick(info.shape.elements()), 0.1 * static_cast<double>(pick(9)) - 0.4);
        m_session->commitElement(info.key);
        m_histories[m_session->timeline().branch()] = m_truth.add(before, m_place.step, info.key, m_session->state().tensors.at(info.key));
    }

    std::unique_ptr<Session> m_session;
    FreshSessions m_truth;
    Generator m_generator;
    std::map<BranchId, int> m_histories{{BranchId{1}, 0}};
    Place m_place;
    std::int64_t m_sample = 0;
    std::map<std::pair<StepSize, Direction>, int> m_counts;
    int m_inParts = 0;
};

}  // namespace

class StepSizesTest final : public TestCase {
    Q_OBJECT
private slots:
    void everySizeStopsWhereAFreshSessionDoes();
};

void StepSizesTest::everySizeStopsWhereAFreshSessionDoes() {
    FeatureCount features;
    std::map<std::pair<StepSize, Direction>, int> counts;
    int inParts = 0;
    std::size_t branches = 0;
    for (int number = 0; number < kNetworks; ++number) {
        const auto seed = static_cast<std::uint64_t>(number) + 500;
        Walk walk(randomProject(seed, features), seed);
        QCOMPARE(walk.difference(), std::string());
        for (int move = 0; move < kMoves; ++move) {
            walk.move();
            const auto difference = walk.difference();
            QVERIFY2(difference.empty(),
                     ("network " + std::to_string(number) + ", move " + std::to_string(move) + ": " + difference).c_str());
        }
        for (const auto& [kind, count] : walk.counts()) {
            counts[kind] += count;
        }
        inParts += walk.inParts();
        branches += walk.branches();
    }
    QCOMPARE(features.rare(), std::string());
    QCOMPARE(counts.size(), 2 * kStepSizes);
    QVERIFY(std::ranges::all_of(counts, [](const auto& count) { return count.second > 5 * kNetworks; }));
    QVERIFY(inParts > 20 * kNetworks);
    QVERIFY(branches > 4 * kNetworks);
}

GLASSNET_TEST(StepSizesTest);

}  // namespace glassnet::test

#include "StepSizesTest.moc"
