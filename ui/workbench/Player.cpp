#include "ui/workbench/Player.h"

#include <algorithm>
#include <cmath>

#include "engine/data/Batches.h"
#include "engine/project/CarriedState.h"

namespace glassnet::ui {

namespace {

using std::chrono::duration;
using std::chrono::milliseconds;

/// Between two pictures of training.
constexpr milliseconds kFrame{40};
/// A slice lasts about as long; the worker hears what is asked for in between.
constexpr milliseconds kSlice{3};
constexpr std::int64_t kLongestSlice = 4096;
/// Steps of one point of the training curve, at most.
constexpr std::int64_t kWindow = 100;

/// The hash of a state as if it had these knobs: turning them goes on with the run.
std::uint64_t hashWith(TrainingState state, const Knobs& knobs) {
    state.knobs = knobs;
    return stateHash(state);
}

/// The hash of what a run goes on with when another optimizer, penalty or batch is chosen (carryState): the parameters and the step.
std::uint64_t hashOfRun(TrainingState state) {
    std::erase_if(state.tensors, [](const auto& each) { return each.first.slot > 0; });
    state.generators.fill(Generator(0));
    state.order = Tensor::from<std::int64_t>({}, Shape{0});
    state.cursor = 0;
    state.epoch = 0;
    return hashWith(std::move(state), {});
}

LearningChoices choicesOf(const Session& session) {
    const auto& options = session.trainer().program().options();
    return {options.optimizer, options.penalty, options.clipping, session.trainer().plan()};
}

double seconds(Player::Clock::duration time) { return duration<double>(time).count(); }

}  // namespace

void Player::forget() {
    m_isPlaying = false;
    m_ended = {};
    m_endKnobs.reset();
    m_hasEnded = false;
    const auto run = m_report.run;
    m_report = {};
    m_report.run = run;
    m_curves = RunCurves();
    m_program.reset();
}

void Player::setWishes(const PlayWishes& wishes) {
    m_wishes = wishes;
    m_due = Clock::now();
}

void Player::beginRun(const Session& session) {
    const auto run = m_report.run + 1;
    m_report = {};
    m_report.run = run;
    m_curves = RunCurves();
    m_seenStep = session.step();
    m_length = 1;
    m_seconds = 0.0;
    m_window = {};
    m_epoch = {};
    m_looks.begin(session);
}

bool Player::continuesAt(const Session& session) const {
    return m_endKnobs.has_value() && m_program == session.trainer().executable().sharedProgram() &&
           hashWith(session.state(), *m_endKnobs) == m_endHash;
}

/// The same network at the same step with the same parameters: whatever else was chosen, it is the same run.
bool Player::goesOnFrom(const Session& session) const {
    return continuesAt(session) || (m_endKnobs.has_value() && session.step() > 0 && m_report.network != nullptr &&
                                    sameNetwork(*m_report.network, *session.network()) && hashOfRun(session.state()) == m_endRunHash);
}

void Player::markTurn(const Session& session) {
    const auto chosen = choicesOf(session);
    const auto& knobs = session.chosenKnobs();
    if (*m_endKnobs != knobs || m_endChoices != chosen) {
        m_curves.addMark({present(session, 0.0), KnobsTurned{*m_endKnobs, knobs, m_endChoices, chosen}});
    }
    if (m_program != session.trainer().executable().sharedProgram()) {
        m_looks.begin(session);
        m_length = 1;
    }
}

void Player::begin(Session& session, const PlayOrder& order, std::function<void(Session&)> ended) {
    const auto& program = session.trainer().program();
    m_rows = session.data().training.rows();
    m_batchSize = program.options().batchSize;
    if (session.trainer().position() != 0) {
        session.train(1, {});  // The step in hand is trained to its end.
    }
    const bool goesOn = goesOnFrom(session);
    if (goesOn) {
        markTurn(session);
    } else {
        beginRun(session);
    }
    std::optional<EpochFacts> before;
    if (goesOn && m_report.training.has_value()) {
        before = EpochFacts{session.epoch(), m_epochLoss, score(order.output)};
    } else if (session.epoch() > 0) {
        before = EpochFacts{session.epoch(), std::numeric_limits<double>::infinity(), std::nullopt};
    }
    m_watch.emplace(order.breakpoints, before);
    m_report.order = order;
    m_report.stopped = StopReason::None;
    m_report.birth.reset();
    m_report.state.reset();
    m_ended = std::move(ended);
    m_isPlaying = true;
    m_hasEnded = false;
    m_begun = Clock::now();
    m_due = m_begun;
    m_counted = m_begun;
    m_countedStep = session.step();
    if (m_curves.trainingLoss.isEmpty() && m_looks.measure(session, m_report, {})) {
        addScores(session);
    }
    stand(session);
    if (!program.loss().valid() || stepsToGoal(session) <= 0) {
        end(session, StopReason::Goal);
    }
}

/// Takes over where the session stands.
void Player::stand(const Session& session) {
    m_report.network = session.network();
    m_report.data = session.sharedData();
    m_report.step = session.step();
    m_report.epoch = session.epoch();
    m_report.batches = batchCount(m_rows, m_batchSize);
    // What is left counts: after a change of the batch size an epoch has batches of both sizes.
    m_report.batch = m_report.batches - std::min(m_report.batches, stepsToEpochEnd(session));
    m_report.isPlaying = m_isPlaying;
}

std::int64_t Player::stepsToEpochEnd(const Session& session) const { return batchCount(m_rows - session.batchStart(), m_batchSize); }

std::int64_t Player::stepsToGoal(const Session& session) const {
    const auto& order = m_report.order;
    auto steps = order.untilStep - session.step();
    const auto epochs = order.untilEpoch - session.epoch();
    if (epochs < steps / m_report.batches) {
        steps = std::min(steps, stepsToEpochEnd(session) + (epochs - 1) * m_report.batches);
    }
    return steps;
}

std::int64_t Player::sliceLength(const Session& session) const {
    auto steps = std::min(std::isfinite(m_wishes.speed) ? 1 : m_length, stepsToGoal(session));
    if (m_report.order.breakpoints.any()) {
        steps = std::min(steps, stepsToEpochEnd(session));
    }
    return std::max<std::int64_t>(steps, 1);
}

void Player::slice(Session& session, const std::stop_token& stop) {
    if (!m_isPlaying) {
        return;
    }
    const auto begun = Clock::now();
    const auto wanted = sliceLength(session);
    const Place first{session.step(), session.epoch(), session.batchStart()};
    SliceReport report;
    try {
        report = session.train(wanted, {stop, {}});
    } catch (const ErrorException& exception) {
        if (session.isDeviceFailure(exception.error())) {
            session.leaveDevice(exception.error());
            m_length = 1;
            return;
        }
        end(session, StopReason::Person);
        throw;
    }
    const auto took = Clock::now() - begun;
    if (took < kSlice / 2 && report.steps == m_length) {
        m_length = std::min(m_length * 2, kLongestSlice);
    } else if (took > kSlice * 2) {
        m_length = std::max<std::int64_t>(m_length / 2, 1);
    }
    m_due = std::isfinite(m_wishes.speed) ? begun + std::chrono::duration_cast<Clock::duration>(duration<double>(1.0 / m_wishes.speed))
                                          : Clock::now();
    const bool endsEpoch = addLosses(report, first);
    stand(session);
    count(session.step());
    if (report.nonFiniteStep >= 0) {
        findBirth(session, first.step + report.nonFiniteStep);
        end(session, StopReason::NotFinite);
        return;
    }
    const auto reason = endsEpoch ? lookAtEpoch(session, stop) : StopReason::None;
    if (reason != StopReason::None) {
        end(session, reason);
    } else if (stepsToGoal(session) <= 0) {
        end(session, StopReason::Goal);
    } else if (m_looks.measureIfCheap(session, m_report, stop)) {
        addScores(session);
    }
}

CurvePoint Player::place(const Place& place, double value) const {
    CurvePoint point;
    point.step = place.step;
    point.epoch = static_cast<double>(place.epoch) + static_cast<double>(place.cursor) / static_cast<double>(m_rows);
    point.samples = place.epoch * m_rows + place.cursor;
    point.seconds = m_seconds + (m_isPlaying ? seconds(Clock::now() - m_begun) : 0.0);
    point.value = value;
    return point;
}

CurvePoint Player::present(const Session& session, double value) const {
    return place({session.step(), session.epoch(), session.batchStart()}, value);
}

/// True when the last of these steps, which begin at `next`, ended an epoch.
bool Player::addLosses(const SliceReport& report, Place next) {
    bool endsEpoch = false;
    for (const double loss : report.losses) {
        const auto rows = std::min(m_batchSize, m_rows - next.cursor);
        endsEpoch = next.cursor + rows >= m_rows;
        next = {next.step + 1, next.epoch + (endsEpoch ? 1 : 0), endsEpoch ? 0 : next.cursor + rows};
        if (next.step <= m_seenStep) {
            continue;  // Repeated, because the device that did it is gone.
        }
        m_seenStep = next.step;
        const auto point = place(next, loss);
        m_curves.batchLoss.add(point);
        for (auto* window : {&m_window, &m_epoch}) {
            window->sum += loss * static_cast<double>(rows);
            window->rows += rows;
            ++window->steps;
        }
        if (endsEpoch || m_window.steps >= kWindow) {
            auto mean = point;
            mean.value = m_window.mean();
            m_curves.trainingLoss.add(mean);
            m_window = {};
        }
        if (endsEpoch) {
            m_epochLoss = m_epoch.mean();
            m_epoch = {};
        }
    }
    return endsEpoch;
}

StopReason Player::lookAtEpoch(const Session& session, const std::stop_token& stop) {
    if (!m_report.order.breakpoints.any()) {
        return StopReason::None;
    }
    EpochFacts facts{session.epoch(), m_epochLoss, std::nullopt};
    if (m_report.order.breakpoints.needsScore() && m_looks.measure(session, m_report, stop)) {
        addScores(session);
        facts.score = score(m_report.order.output);
    }
    return m_watch->look(facts);
}

std::optional<double> Player::score(LayerId output) const {
    const auto& measured = m_report.test.has_value() ? m_report.test : m_report.training;
    if (!measured.has_value()) {
        return std::nullopt;
    }
    const auto* of = measured->of(output);
    return of != nullptr ? of->score() : measured->score();
}

void Player::addScores(const Session& session) {
    const auto add = [&](const std::optional<Metrics>& metrics, Curve* loss, Curve& score) {
        if (!metrics.has_value()) {
            return;
        }
        if (loss != nullptr) {
            loss->add(present(session, metrics->loss));
        }
        if (metrics->score().has_value()) {
            m_curves.scoreIsAccuracy = metrics->isAccuracy();
            score.add(present(session, *metrics->score()));
        }
    };
    const bool isFirst = m_curves.trainingLoss.isEmpty();
    addOutputs(session);
    add(m_report.training, isFirst ? &m_curves.trainingLoss : nullptr, m_curves.trainingScore);
    add(m_report.test, &m_curves.testLoss, m_curves.testScore);
}

/// Of several outputs, each by itself.
void Player::addOutputs(const Session& session) {
    const auto add = [&](const std::optional<Metrics>& metrics, Curve OutputCurves::*loss, Curve OutputCurves::*score) {
        if (!metrics.has_value() || metrics->outputs.size() < 2) {
            return;
        }
        m_curves.outputs.resize(metrics->outputs.size());
        for (std::size_t i = 0; i < metrics->outputs.size(); ++i) {
            const auto& output = metrics->outputs[i];
            auto& curves = m_curves.outputs[i];
            curves.layer = output.layer;
            (curves.*loss).add(present(session, output.loss));
            if (const auto measured = output.score()) {
                curves.scoreIsAccuracy = output.accuracy.has_value();
                (curves.*score).add(present(session, *measured));
            }
        }
    };
    add(m_report.training, &OutputCurves::trainingLoss, &OutputCurves::trainingScore);
    add(m_report.test, &OutputCurves::testLoss, &OutputCurves::testScore);
}

void Player::count(std::int64_t step) {
    constexpr milliseconds kCounting{500};
    const auto now = Clock::now();
    if (now - m_counted >= kCounting || m_report.stepsPerSecond == 0.0) {
        m_report.stepsPerSecond =
            static_cast<double>(std::max<std::int64_t>(step - m_countedStep, 0)) / std::max(seconds(now - m_counted), 1e-6);
        m_counted = now;
        m_countedStep = step;
    }
}

/// Goes back until every number that a step begins with is finite, and then to the entry that made the first that is not.
void Player::findBirth(Session& session, std::int64_t badStep) {
    auto step = badStep;
    session.goToStep(step, {});
    while (!isFinite(session.state()) && step > session.timeline().firstStep()) {
        session.goToStep(--step, {});
    }
    const auto birth = session.goToBirth();
    if (!birth.has_value()) {
        return;
    }
    const auto& program = session.trainer().program();
    const auto& info = program.tensor(birth->tensor);
    const auto& entry = program.entries()[birth->entry];
    m_report.birth = BirthPlace{*birth, info.layer.valid() ? info.layer : entry.layer, entry.op, birth->element % info.columns()};
}

/// What follows reads the state: a device that fails at that is left first.
void Player::fetch(Session& session) {
    try {
        static_cast<void>(session.state());
    } catch (const ErrorException& exception) {
        if (!session.isDeviceFailure(exception.error())) {
            throw;
        }
        session.leaveDevice(exception.error());
    }
}

void Player::end(Session& session, StopReason reason) {
    if (!m_isPlaying) {
        return;
    }
    m_seconds += seconds(Clock::now() - m_begun);
    fetch(session);
    m_isPlaying = false;
    m_hasEnded = true;
    m_report.stopped = reason;
    m_program = session.trainer().executable().sharedProgram();
    m_endKnobs = session.chosenKnobs();
    m_endChoices = choicesOf(session);
    m_endHash = stateHash(session.state());
    m_endRunHash = hashOfRun(session.state());
    if (reason != StopReason::NotFinite && m_looks.measure(session, m_report, {})) {
        addScores(session);
    }
    if (reason != StopReason::Goal && reason != StopReason::Person) {
        m_curves.addMark({present(session, 0.0), reason});
    }
    stand(session);
    m_report.state = std::make_shared<const TrainingState>(session.state());
    if (const auto ended = std::exchange(m_ended, {})) {
        ended(session);
    }
}

bool Player::hasNews() const { return m_hasEnded || (m_isPlaying && Clock::now() - m_told >= kFrame); }

TrainReportPtr Player::takeNews(const Session& session, const std::stop_token& stop) {
    m_looks.look(session, m_wishes, m_hasEnded, m_report, m_hasEnded ? std::stop_token() : stop);
    m_report.curves = std::make_shared<const RunCurves>(m_curves);
    m_hasEnded = false;
    auto news = std::make_shared<const TrainReport>(m_report);
    m_told = Clock::now();
    return news;
}

TrainReportPtr Player::look(const Session& session) {
    if (!continuesAt(session)) {
        TrainReport report;
        report.run = m_report.run;
        m_rows = session.data().training.rows();
        m_batchSize = session.trainer().program().options().batchSize;
        m_looks.begin(session);
        std::swap(report, m_report);
        stand(session);
        m_looks.measure(session, m_report, {});
        m_looks.look(session, m_wishes, true, m_report, {});
        std::swap(report, m_report);
        return std::make_shared<const TrainReport>(std::move(report));
    }
    m_looks.look(session, m_wishes, true, m_report, {});
    return std::make_shared<const TrainReport>(m_report);
}

}  // namespace glassnet::ui
