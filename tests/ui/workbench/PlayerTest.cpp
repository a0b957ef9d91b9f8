#include "ui/workbench/Player.h"

#include <cmath>

#include "engine/project/CarriedState.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"

namespace glassnet::test {

namespace {

using ui::Player;
using ui::PlayOrder;
using ui::Session;

constexpr std::int64_t kRows = 50;
constexpr std::int64_t kBatch = 20;
constexpr std::int64_t kBatches = 3;

std::unique_ptr<Session> session(double rate = 0.1) {
    auto opened = Session::open(spiralProject(kRows, kBatch, rate));
    return opened ? std::move(*opened) : nullptr;
}

PlayOrder playedUntil(std::int64_t step) {
    PlayOrder order;
    order.untilStep = step;
    return order;
}

/// Slices until it stops by itself; how many there were.
int playOut(Player& player, Session& session) {
    int slices = 0;
    while (player.isPlaying()) {
        player.slice(session, {});
        ++slices;
    }
    return slices;
}

class PlayerTest : public TestCase {
    Q_OBJECT
private slots:
    void trainsTheSameBits();
    void stopsAtAnEpochsEnd();
    void curvesAreMeansOfBatches();
    void breakpointsEndAtTheEpoch();
    void scoresAreThoseOfTheOutputInView();
    void goesOnWithItsRun();
    void turnedKnobsAreMarked();
    void anotherOptimizerGoesOn();
    void otherBatchesGoOnInTheEpoch();
    void anotherNetworkIsAnotherRun();
    void severalOutputsHaveTheirCurves();
    void namesWhereANumberIsBorn();
    void slowIsOneStepAtATime();
    void stoppedEndsOnce();
    void looksChangeNothing();
};

void PlayerTest::trainsTheSameBits() {
    const auto played = session();
    Player player;
    player.begin(*played, playedUntil(137), {});
    playOut(player, *played);
    const auto trained = session();
    trained->train(137, {});
    QCOMPARE(played->state().step, 137);
    QCOMPARE(stateHash(played->state()), stateHash(trained->state()));
}

void PlayerTest::stopsAtAnEpochsEnd() {
    const auto played = session();
    played->train(1, {});
    Player player;
    PlayOrder order;
    order.untilEpoch = 7;
    player.begin(*played, order, {});
    playOut(player, *played);
    QCOMPARE(played->state().step, 7 * kBatches);
    QCOMPARE(played->state().epoch, 7);
    QCOMPARE(player.takeNews(*played, {})->stopped, StopReason::Goal);
    // There is nothing more to do.
    player.begin(*played, order, {});
    QVERIFY(!player.isPlaying());
}

void PlayerTest::curvesAreMeansOfBatches() {
    const auto played = session();
    Player player;
    player.begin(*played, playedUntil(2 * kBatches), {});
    playOut(player, *played);
    const auto trained = session();
    const auto losses = trained->train(2 * kBatches, {}).losses;
    const auto report = player.takeNews(*played, {});
    const auto buckets = report->curves->trainingLoss.buckets();
    // Before the first step, and the end of each epoch; the last batch has 10 rows.
    QCOMPARE(buckets.size(), std::size_t{3});
    for (std::size_t epoch = 0; epoch < 2; ++epoch) {
        const auto* batch = &losses[epoch * kBatches];
        const double mean = (20 * batch[0] + 20 * batch[1] + 10 * batch[2]) / 50;
        QVERIFY(std::abs(buckets[epoch + 1].last.value - mean) < 1e-12);
        QCOMPARE(buckets[epoch + 1].last.epoch, static_cast<double>(epoch) + 1);
        QCOMPARE(buckets[epoch + 1].last.samples, (static_cast<std::int64_t>(epoch) + 1) * kRows);
    }
    QCOMPARE(report->curves->batchLoss.buckets().size(), std::size_t{2 * kBatches});
    QCOMPARE(report->curves->batchLoss.buckets()[1].last.samples, 40);
}

/// Training goes on until the output that a person looks at is good enough, however good the others are.
void PlayerTest::scoresAreThoseOfTheOutputInView() {
    const auto project = twoOutputsProject();
    const auto side = project.network.layers().at(2).id;
    const auto height = project.network.layers().at(3).id;
    constexpr double kGood = 0.5;
    std::map<LayerId, std::int64_t> ends;
    for (const auto output : {side, height, LayerId()}) {
        const auto session = Session::open(project).value();
        Player player;
        ui::PlayOrder order;
        order.untilEpoch = 5000;
        order.breakpoints.score = kGood;
        order.output = output;
        player.begin(*session, order, [](Session&) {});
        while (player.isPlaying()) {
            player.slice(*session, {});
        }
        const auto report = player.takeNews(*session, {});
        QCOMPARE(report->stopped, StopReason::Score);
        QVERIFY(report->test->of(output.valid() ? output : side)->score() >= kGood);
        ends[output] = report->epoch;
    }
    QVERIFY(ends[height] > ends[side]);
    QCOMPARE(ends[LayerId()], ends[side]);
}

void PlayerTest::breakpointsEndAtTheEpoch() {
    const auto trained = session();
    std::vector<double> epochs;
    for (int epoch = 0; epoch < 40; ++epoch) {
        const auto losses = trained->train(kBatches, {}).losses;
        epochs.push_back((20 * losses[0] + 20 * losses[1] + 10 * losses[2]) / 50);
    }
    const double bound = epochs[30];
    const auto first = std::find_if(epochs.begin(), epochs.end(), [bound](double loss) { return loss <= bound; });
    const auto played = session();
    Player player;
    PlayOrder order;
    order.breakpoints.loss = bound;
    order.untilEpoch = 100;
    player.begin(*played, order, {});
    playOut(player, *played);
    const auto report = player.takeNews(*played, {});
    QCOMPARE(report->stopped, StopReason::Loss);
    QCOMPARE(report->epoch, first - epochs.begin() + 1);
    QCOMPARE(report->batch, 0);
    QVERIFY(std::get<StopReason>(report->curves->marks.back().what) == StopReason::Loss);
}

void PlayerTest::goesOnWithItsRun() {
    const auto played = session();
    Player player;
    player.begin(*played, playedUntil(10), {});
    playOut(player, *played);
    player.begin(*played, playedUntil(20), {});
    playOut(player, *played);
    auto report = player.takeNews(*played, {});
    QCOMPARE(report->run, 1);
    QCOMPARE(report->curves->batchLoss.buckets().size(), std::size_t{20});
    // From elsewhere it is another run.
    QVERIFY(played->goToStep(5, {}));
    player.begin(*played, playedUntil(8), {});
    playOut(player, *played);
    report = player.takeNews(*played, {});
    QCOMPARE(report->run, 2);
    QCOMPARE(report->curves->batchLoss.buckets().size(), std::size_t{3});
    QCOMPARE(report->curves->batchLoss.buckets().front().first.step, 6);
}

void PlayerTest::turnedKnobsAreMarked() {
    const auto played = session();
    Player player;
    player.begin(*played, playedUntil(10), {});
    playOut(player, *played);
    auto knobs = played->state().knobs;
    knobs.learningRate = 0.01;
    played->turn(knobs);
    player.begin(*played, playedUntil(20), {});
    playOut(player, *played);
    const auto report = player.takeNews(*played, {});
    QCOMPARE(report->run, 1);
    QCOMPARE(report->curves->marks.size(), std::size_t{1});
    QCOMPARE(report->curves->marks[0].place.step, 10);
    QCOMPARE(std::get<KnobsTurned>(report->curves->marks[0].what).before.learningRate, 0.1);
    QCOMPARE(std::get<KnobsTurned>(report->curves->marks[0].what).after.learningRate, 0.01);
    // Going back and forth repeats the turn.
    const auto hash = stateHash(played->state());
    QVERIFY(played->goToStep(3, {}));
    QVERIFY(played->goToStep(20, {}));
    QCOMPARE(stateHash(played->state()), hash);
}

/// What the window does when something is chosen that the program is compiled for.
std::unique_ptr<Session> changed(const Session& session, const Project& before, const Project& after) {
    auto opened = Session::open(after, [&](const TrainingState& start) {
        return carryState(before, after, session.state(), session.start(), start, CarryMode::Keep).state;
    });
    return opened ? std::move(*opened) : nullptr;
}

void PlayerTest::anotherOptimizerGoesOn() {
    const auto before = spiralProject(kRows, kBatch, 0.1);
    auto after = before;
    after.training.optimizer = OptimizerKind::Adam;
    after.training.penalty = Penalty::L2;
    const auto first = session();
    Player player;
    player.begin(*first, playedUntil(10), {});
    playOut(player, *first);
    const auto second = changed(*first, before, after);
    player.begin(*second, playedUntil(20), {});
    playOut(player, *second);
    const auto report = player.takeNews(*second, {});
    QCOMPARE(report->run, 1);
    QCOMPARE(report->step, 20);
    QCOMPARE(report->curves->batchLoss.buckets().size(), std::size_t{20});
    QCOMPARE(report->curves->marks.size(), std::size_t{1});
    const auto& turned = std::get<KnobsTurned>(report->curves->marks[0].what);
    QCOMPARE(report->curves->marks[0].place.step, 10);
    QCOMPARE(turned.chosenBefore.optimizer, OptimizerKind::Sgd);
    QCOMPARE(turned.chosenAfter.optimizer, OptimizerKind::Adam);
    QCOMPARE(turned.chosenAfter.penalty, Penalty::L2);
    QVERIFY(turned.before == turned.after);
}

void PlayerTest::otherBatchesGoOnInTheEpoch() {
    const auto before = spiralProject(kRows, kBatch, 0.1);
    auto after = before;
    after.training.batches.batchSize = 12;
    const auto first = session();
    Player player;
    player.begin(*first, playedUntil(1), {});
    playOut(player, *first);
    const auto second = changed(*first, before, after);
    // 20 of 50 rows are done: 12, 12 and 6 are left of the epoch, then come 12, 12, 12, 12 and 2.
    player.begin(*second, playedUntil(9), {});
    playOut(player, *second);
    const auto report = player.takeNews(*second, {});
    QCOMPARE(report->run, 1);
    QCOMPARE(report->epoch, 2);
    QCOMPARE(report->batch, 0);
    const auto buckets = report->curves->batchLoss.buckets();
    std::vector<std::int64_t> samples;
    for (const auto& bucket : buckets) {
        samples.push_back(bucket.first.samples);
    }
    QVERIFY(samples == (std::vector<std::int64_t>{20, 32, 44, 50, 62, 74, 86, 98, 100}));
    QCOMPARE(buckets[3].first.epoch, 1.0);
    // The epoch's loss is the mean over its rows, whatever their batches.
    const double mean =
        (20 * buckets[0].first.value + 12 * buckets[1].first.value + 12 * buckets[2].first.value + 6 * buckets[3].first.value) / 50;
    QVERIFY(std::abs(report->curves->trainingLoss.buckets()[1].last.value - mean) < 1e-12);
    QCOMPARE(report->curves->trainingLoss.buckets()[1].last.epoch, 1.0);
}

void PlayerTest::anotherNetworkIsAnotherRun() {
    const auto before = spiralProject(kRows, kBatch, 0.1);
    auto after = before;
    after.network.find(after.network.layers()[1].id)->dense()->activation = defaultSpec(Activation::Relu);
    const auto first = session();
    Player player;
    player.begin(*first, playedUntil(10), {});
    playOut(player, *first);
    const auto second = changed(*first, before, after);
    QCOMPARE(second->state().step, 10);
    player.begin(*second, playedUntil(20), {});
    playOut(player, *second);
    QCOMPARE(player.takeNews(*second, {})->run, 2);
}

void PlayerTest::severalOutputsHaveTheirCurves() {
    const auto project = twoOutputsProject();
    const auto opened = Session::open(project);
    QVERIFY(opened.has_value());
    auto& played = **opened;
    Player player;
    player.begin(played, playedUntil(40), {});
    playOut(player, played);
    const auto report = player.takeNews(played, {});
    const auto& outputs = report->curves->outputs;
    QCOMPARE(outputs.size(), std::size_t{2});
    const auto side = project.network.layers()[2].id;
    const auto height = project.network.layers()[3].id;
    QVERIFY(outputs[0].layer == side && outputs[1].layer == height);
    QVERIFY(outputs[0].scoreIsAccuracy && !outputs[1].scoreIsAccuracy);
    QVERIFY(report->curves->output(side) == outputs.data() && report->curves->output(LayerId{99}) == nullptr);
    // The last of the curves is what is measured; the total is the weighted sum.
    const auto& test = report->test->outputs;
    QCOMPARE(outputs[0].testLoss.last()->value, test[0].loss);
    QCOMPARE(outputs[1].testLoss.last()->value, test[1].loss);
    QCOMPARE(outputs[1].testScore.last()->value, *test[1].r2);
    QCOMPARE(outputs[0].trainingScore.last()->value, *report->training->outputs[0].accuracy);
    QVERIFY(std::abs(report->curves->testLoss.last()->value - (test[0].loss + 2 * test[1].loss)) < 1e-12);
    // One output has no curves of its own: they would be the network's.
    const auto one = session();
    Player alone;
    alone.begin(*one, playedUntil(5), {});
    playOut(alone, *one);
    QVERIFY(alone.takeNews(*one, {})->curves->outputs.empty());
}

void PlayerTest::namesWhereANumberIsBorn() {
    auto project = spiralProject(kRows, kBatch, 1e6);
    project.network = chain({2, 6, 1}, {Activation::Identity, Activation::Identity}, Loss::MeanSquaredError);
    const auto opened = Session::open(project);
    QVERIFY(opened.has_value());
    auto& played = **opened;
    Player player;
    int ended = 0;
    player.begin(played, playedUntil(1000), [&](Session&) { ++ended; });
    playOut(player, played);
    QCOMPARE(ended, 1);
    const auto report = player.takeNews(played, {});
    QCOMPARE(report->stopped, StopReason::NotFinite);
    QVERIFY(report->birth.has_value());
    const auto& birth = *report->birth;
    // Freezes right behind the entry that made it; at the start of that step all was finite.
    QCOMPARE(played.state().step, birth.birth.step);
    QCOMPARE(played.trainer().position(), birth.birth.entry + 1);
    QVERIFY(isFinite(played.state()));
    QVERIFY(!std::isfinite(played.trainer().executable().read(birth.birth.tensor).at(birth.birth.element)));
    QVERIFY(project.network.find(birth.layer) != nullptr);
}

void PlayerTest::slowIsOneStepAtATime() {
    const auto played = session();
    Player player;
    ui::PlayWishes wishes;
    wishes.speed = 2.0;
    player.setWishes(wishes);
    player.begin(*played, playedUntil(1000), {});
    for (int step = 1; step <= 3; ++step) {
        const auto before = Player::Clock::now();
        player.slice(*played, {});
        QCOMPARE(played->state().step, step);
        QVERIFY(player.due() >= before + std::chrono::milliseconds(499));
    }
    player.setWishes({});
    QVERIFY(player.due() <= Player::Clock::now());
}

void PlayerTest::stoppedEndsOnce() {
    const auto played = session();
    Player player;
    int ended = 0;
    player.begin(*played, playedUntil(1000), [&](Session&) { ++ended; });
    player.slice(*played, {});
    player.end(*played, StopReason::Person);
    player.end(*played, StopReason::Person);
    QCOMPARE(ended, 1);
    QVERIFY(player.hasNews());
    const auto report = player.takeNews(*played, {});
    QVERIFY(!report->isPlaying);
    QVERIFY(bitEqual(*report->state, played->state()));
    QVERIFY(!player.hasNews());
}

void PlayerTest::looksChangeNothing() {
    const auto played = session();
    played->train(4, {});
    const auto hash = stateHash(played->state());
    Player player;
    ui::PlayWishes wishes;
    wishes.plane = MapPlane{};
    wishes.plane->rest = {0.0, 0.0};
    player.setWishes(wishes);
    const auto report = player.look(*played);
    QCOMPARE(stateHash(played->state()), hash);
    QCOMPARE(report->reach.size(), std::size_t{2});
    QCOMPARE(report->health.size(), std::size_t{2});
    QVERIFY(report->maps != nullptr);
    QCOMPARE(report->maps->layers.size(), std::size_t{3});
    QCOMPARE(report->training->rows, kRows);
    // The mean of |dL/dW| of the step before, taken from its own entries.
    const auto again = session();
    again->train(3, {});
    again->moveTo(again->trainer().program().size());
    const auto& program = again->trainer().program();
    for (const auto& parameter : program.parameters()) {
        const auto& info = program.tensor(parameter.value);
        if (info.key.role == StateRole::Weight) {
            const auto gradient = again->trainer().executable().read(parameter.gradient);
            double sum = 0.0;
            for (std::int64_t i = 0; i < gradient.elements(); ++i) {
                sum += std::abs(gradient.at(i));
            }
            const auto isLayer = [&](const ui::LayerReach& row) { return row.layer == info.layer; };
            const auto reach = std::find_if(report->reach.begin(), report->reach.end(), isLayer);
            QVERIFY(reach != report->reach.end());
            QCOMPARE(reach->gradient, sum / static_cast<double>(gradient.elements()));
        }
    }
}

}  // namespace

GLASSNET_TEST(PlayerTest);

}  // namespace glassnet::test

#include "PlayerTest.moc"
