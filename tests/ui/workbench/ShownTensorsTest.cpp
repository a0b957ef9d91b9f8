#include "ui/workbench/ShownTensors.h"

#include "tests/support/TestCase.h"
#include "tests/support/devices/CountingDevice.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Player.h"

namespace glassnet::test {

namespace {

/// A run with Adam on a device that counts what is read from it.
struct Counted {
    explicit Counted(Project project = spiralProject(50, 20, 0.1)) {
        project.training.optimizer = OptimizerKind::Adam;
        const auto begin = [](const TrainingState& start) { return start; };
        const auto give = [reads = reads](const std::string& device) {
            return NamedBackend{device, std::make_shared<const CountingDevice>(reads)};
        };
        session = ui::Session::open(project, begin, {"cuda:0", give}).value();
        twin = ui::Session::open(project, begin, {}).value();
    }
    void train(std::int64_t steps) {
        session->train(steps, {});
        twin->train(steps, {});
    }
    [[nodiscard]] std::vector<TensorId> ofRole(TensorRole role) const {
        std::vector<TensorId> found;
        for (const auto& tensor : session->trainer().program().tensors()) {
            if (tensor.role == role) {
                found.push_back(tensor.id);
            }
        }
        return found;
    }
    [[nodiscard]] int readsOf(TensorRole role) const {
        int count = 0;
        for (const auto id : ofRole(role)) {
            count += reads->contains(id) ? reads->at(id) : 0;
        }
        return count;
    }

    std::shared_ptr<ReadCounts> reads = std::make_shared<ReadCounts>();
    std::unique_ptr<ui::Session> session;
    std::unique_ptr<ui::Session> twin;
};

class ShownTensorsTest : public TestCase {
    Q_OBJECT
private slots:
    void readsOnlyWhatIsShown();
    void reportsReadNoOptimizerState();
};

void ShownTensorsTest::readsOnlyWhatIsShown() {
    Counted run;
    const auto weights = run.ofRole(TensorRole::Parameter);
    const auto moments = run.ofRole(TensorRole::OptimizerState);
    QVERIFY(weights.size() > 1 && moments.size() > 1);
    QVERIFY(run.session->snapshot(ui::Selection(), false)->find(weights[0]) != nullptr);
    run.train(2);
    QVERIFY(run.session->trainer().isAhead());
    run.reads->clear();
    const auto shot = run.session->snapshot(ui::Selection(), false);
    QCOMPARE(*run.reads, (ReadCounts{{weights[0], 1}}));
    QVERIFY(bitEqual(*shot->find(weights[0]), run.twin->state().tensors.at(run.session->trainer().program().tensor(weights[0]).key)));
    QCOMPARE(shot->stepStart->tensors.size(), std::size_t{1});
    QCOMPARE(shot->step, run.twin->step());
    // Whatever is asked for comes with the next one.
    QVERIFY(shot->find(moments[0]) == nullptr);
    QVERIFY(shot->find(weights[1]) == nullptr);
    run.train(1);
    run.reads->clear();
    auto last = run.session->snapshot(ui::Selection(), false);
    QCOMPARE(*run.reads, (ReadCounts{{weights[0], 1}, {weights[1], 1}, {moments[0], 1}}));
    QVERIFY(bitEqual(*last->find(moments[0]), run.twin->state().tensors.at(run.session->trainer().program().tensor(moments[0]).key)));
    // Nobody looks at the moments any more.
    for (std::uint64_t i = 0; i <= ui::ShownTensors::kPatience; ++i) {
        QVERIFY(last->find(weights[0]) != nullptr);
        last = run.session->snapshot(ui::Selection(), false);
    }
    run.train(1);
    run.reads->clear();
    last = run.session->snapshot(ui::Selection(), false);
    QCOMPARE(*run.reads, (ReadCounts{{weights[0], 1}}));
    // At rest everything is there.
    QVERIFY(bitEqual(run.session->state(), run.twin->state()));
    QVERIFY(run.session->snapshot(ui::Selection(), false)->find(moments[1]) != nullptr);
}

void ShownTensorsTest::reportsReadNoOptimizerState() {
    Counted run;
    ui::Player player;
    ui::PlayWishes wishes;
    wishes.layer = run.session->network()->layers()[1].id;
    wishes.plane = MapPlane{};
    wishes.plane->rest = {0.0, 0.0};
    player.setWishes(wishes);
    player.begin(*run.session, {}, {});
    player.slice(*run.session, {});
    QVERIFY(run.session->trainer().isAhead());
    run.reads->clear();
    const auto report = player.takeNews(*run.session, {});
    QVERIFY(!report->health.empty());
    QVERIFY(report->bins != nullptr);
    QVERIFY(report->maps != nullptr);
    QCOMPARE(run.readsOf(TensorRole::OptimizerState), 0);
    for (const auto& [tensor, count] : *run.reads) {
        QCOMPARE(count, 1);
    }
    QVERIFY(run.session->trainer().isAhead());
    player.end(*run.session, StopReason::Person);
}

}  // namespace

GLASSNET_TEST(ShownTensorsTest);

}  // namespace glassnet::test

#include "ShownTensorsTest.moc"
