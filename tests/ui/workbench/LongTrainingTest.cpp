#include <malloc.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::Workbench;

/// What the program holds: all bytes that are in use, and of them what the timeline has for going back, which has a budget of its own.
struct Held {
    std::int64_t bytes = 0;
    std::int64_t timeline = 0;
    std::int64_t budget = 0;
    [[nodiscard]] std::int64_t rest() const { return bytes - timeline; }
};

Held heldBy(Workbench& workbench) {
    Held held;
    workbench.visit([&held](const ui::Session* session) {
        held.timeline = static_cast<std::int64_t>(session->timeline().bytes());
        held.budget = static_cast<std::int64_t>(session->timeline().budget());
    });
    workbench.settle();
    const auto info = mallinfo2();
    held.bytes = static_cast<std::int64_t>(info.uordblks + info.hblkhd);
    return held;
}

/// Trains at full speed until `step`, looking at every picture as the window does.
void trainUntil(Workbench& workbench, std::int64_t step, ui::TrainReportPtr& last) {
    ui::PlayOrder order;
    order.untilStep = step;
    workbench.train(order);
    QElapsedTimer timer;
    timer.start();
    constexpr qint64 kGivenUp = 280'000;
    while ((last == nullptr || last->isPlaying || last->step < step) && timer.elapsed() < kGivenUp) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    }
    workbench.settleTraining();
}

}  // namespace

class LongTrainingTest final : public TestCase {
    Q_OBJECT
private slots:
    void memoryDoesNotGrow();
};

/// Hours of training in short: ten times as many steps hold no more, but for what the timeline keeps within its budget. In the long form
/// 2,000,000 steps.
void LongTrainingTest::memoryDoesNotGrow() {
    // The long form may say its own number.
    constexpr int kLong = 200'000;
    const int asked = qEnvironmentVariableIntValue("GLASSNET_LONG");
    const std::int64_t steps = !qEnvironmentVariableIsSet("GLASSNET_LONG") ? 30'000 : asked > 1 ? asked : kLong;
    Workbench workbench;
    ui::TrainReportPtr last;
    std::int64_t reports = 0;
    QObject::connect(&workbench, &Workbench::trainingChanged, &workbench, [&](const ui::TrainReportPtr& report) {
        last = report;
        ++reports;
    });
    auto project = spiralProject(60, 20, 0.05);
    project.plan.split.testShare = 0.3;
    workbench.open(project);
    workbench.settle();
    const auto opened = heldBy(workbench);
    ui::PlayWishes wishes;
    wishes.plane = MapPlane();
    wishes.plane->rest = {0.0, 0.0};
    wishes.layer = project.network.layers().at(1).id;
    workbench.wishTraining(wishes, true);
    trainUntil(workbench, steps, last);
    QVERIFY(last != nullptr && last->step == steps);
    // Everything that is looked at is there.
    QVERIFY(last->maps != nullptr && last->bins != nullptr && !last->health.empty() && !last->reach.empty() && last->test.has_value());
    const auto& curves = *last->curves;
    QVERIFY(!curves.batchLoss.isEmpty() && !curves.trainingLoss.isEmpty() && !curves.testLoss.isEmpty() && !curves.testScore.isEmpty());
    const auto before = heldBy(workbench);
    trainUntil(workbench, 10 * steps, last);
    QCOMPARE(last->step, 10 * steps);
    const auto after = heldBy(workbench);
    qInfo("after %lld steps %lld KB beside the timeline's %lld KB, after %lld steps %lld KB beside %lld KB; %lld reports",
          static_cast<long long>(steps), static_cast<long long>(before.rest() >> 10), static_cast<long long>(before.timeline >> 10),
          static_cast<long long>(10 * steps), static_cast<long long>(after.rest() >> 10), static_cast<long long>(after.timeline >> 10),
          static_cast<long long>(reports));
    // Curves fill their buckets in three copies (the player's, the runs' and the last report's); the timeline knows its bytes nearly.
    constexpr std::int64_t kRoom = 3 << 20;
    QVERIFY(after.timeline <= after.budget);
    QVERIFY2(after.rest() - before.rest() <= kRoom + (after.timeline - before.timeline) / 50,
             qPrintable(QStringLiteral("%1 bytes more").arg(after.rest() - before.rest())));
    QCOMPARE(workbench.runs().all().size(), std::size_t{1});
    // With the project goes all that it held.
    last.reset();
    workbench.open(project);
    workbench.settle();
    const auto again = heldBy(workbench);
    QVERIFY2(again.rest() - opened.rest() <= kRoom, qPrintable(QStringLiteral("%1 bytes more").arg(again.rest() - opened.rest())));
}

GLASSNET_TEST(LongTrainingTest);

}  // namespace glassnet::test

#include "LongTrainingTest.moc"
