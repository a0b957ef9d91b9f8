#include "ui/study/ComparisonPanel.h"

#include <QComboBox>
#include <QSignalSpy>
#include <algorithm>
#include <cmath>

#include "engine/backend/devices/DeviceHost.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/heatmap/MatrixView.h"

namespace glassnet::test {

namespace {

using ui::ComparisonPanel;

/// A report of a machine with a second device, which computes.
ui::DeviceReportPtr reportWith(const std::string& used) {
    ui::DeviceReport report;
    report.devices = {cpuDevice()};
    DeviceInfo gpu;
    gpu.key = "cuda:0";
    gpu.name = "NVIDIA X";
    report.devices.push_back(gpu);
    gpu.key = "cuda:1";
    gpu.trouble = DeviceTrouble::DeviceTooOld;
    report.devices.push_back(gpu);
    report.verdict.device = used;
    return std::make_shared<const ui::DeviceReport>(report);
}

class ComparisonPanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void asksForWhatIsInView();
    void showsEveryDifference();
    void measures();
    void offersWhatCanBeUsed();
    void equalNumbers();
    void explainsByTheDevices();
    void looks();
};

void ComparisonPanelTest::asksForWhatIsInView() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(3);
    ComparisonPanel panel;
    panel.show();
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(panel.here(), std::string("cpu"));
    QCOMPARE(panel.there(), std::string(ComparisonPanel::kReference));
}

void ComparisonPanelTest::showsEveryDifference() {
    const auto session = trainedSession(7);
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    ComparisonPanel panel;
    panel.resize(360, 1200);
    panel.setContext(contextOf(*session));
    const auto comparison = compareDevices(session->trainer(), session->backend(), session->reference());
    panel.setComparison(comparison);
    const auto views = panel.findChildren<ui::MatrixView*>();
    QCOMPARE(views.size(), 3);
    for (const auto& [id, here] : comparison.here) {
        const auto role = session->trainer().program().tensor(id).role;
        if (role != TensorRole::Value && role != TensorRole::Gradient) {
            continue;
        }
        panel.setTensor(id);
        QVERIFY(bitEqual(views[0]->values().tensor(), here));
        QVERIFY(bitEqual(views[1]->values().tensor(), comparison.there.at(id)));
        double worst = 0.0;
        std::int64_t differing = 0;
        for (std::int64_t i = 0; i < here.elements(); ++i) {
            const double distance = std::abs(here.at(i) - comparison.there.at(id).at(i));
            QCOMPARE(panel.difference().at(i), distance);
            worst = std::max(worst, distance);
            differing += distance > 0.0 ? 1 : 0;
        }
        if (differing > 0) {
            QVERIFY2(panel.summary().startsWith(QStringLiteral("%1 of %2 numbers differ").arg(differing).arg(here.elements())),
                     qPrintable(panel.summary()));
            QVERIFY(panel.summary().contains(ui::NumberText(ui::NumberText::kFewest).of(worst)));
        }
    }
}

void ComparisonPanelTest::measures() {
    const auto session = trainedSession(3);
    session->moveTo(4);
    ComparisonPanel panel;
    panel.setContext(contextOf(*session));
    auto comparison = compareDevices(session->trainer(), session->backend(), session->reference());
    const auto id = session->trainer().program().entries()[0].outputs[0];
    auto& here = comparison.here.at(id);
    auto& there = comparison.there.at(id);
    here = here.clone();
    there = there.clone();
    here.set(0, 1.0);
    there.set(0, 1.0 + 0x1p-22);
    panel.setComparison(comparison);
    panel.setTensor(id);
    QCOMPARE(panel.difference().at(0), 0x1p-22);
    panel.setMeasure(ComparisonPanel::Measure::LastPlace);
    panel.setTensor(id);
    QCOMPARE(panel.difference().at(0), 2.0);
    panel.setMeasure(ComparisonPanel::Measure::Relative);
    panel.setTensor(id);
    QCOMPARE(panel.difference().at(0), 0x1p-22 / (1.0 + 0x1p-22));
}

void ComparisonPanelTest::offersWhatCanBeUsed() {
    const auto session = ui::Session::open(lessonProject()).value();
    ComparisonPanel panel;
    panel.show();
    panel.setContext(contextOf(*session));
    auto* other = panel.findChild<QComboBox*>();
    QCOMPARE(other->count(), 1);
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    panel.setDevices(reportWith("cpu"));
    QCOMPARE(other->count(), 2);
    other->setCurrentIndex(1);
    QCOMPARE(panel.there(), std::string("cuda:0"));
    QVERIFY(wanted.count() > 0);
    panel.setDevices(reportWith("cuda:0"));
    QCOMPARE(panel.here(), std::string("cuda:0"));
    QVERIFY(panel.there() != "cuda:0");
    QVERIFY(panel.isStale());
}

void ComparisonPanelTest::equalNumbers() {
    const auto session = trainedSession(3);
    session->moveTo(4);
    ComparisonPanel panel;
    panel.setContext(contextOf(*session));
    panel.setComparison(compareDevices(session->trainer(), session->backend(), session->backend()));
    panel.setTensor(session->trainer().program().entries()[0].outputs[0]);
    QVERIFY(panel.summary().contains(QStringLiteral("equal in every bit")));
}

void ComparisonPanelTest::explainsByTheDevices() {
    const auto session = trainedSession(3);
    session->moveTo(4);
    ComparisonPanel panel;
    panel.setContext(contextOf(*session));
    panel.setComparison(compareDevices(session->trainer(), session->backend(), session->reference()));
    QVERIFY(panel.explanation().contains(QStringLiteral("53 bits")));
    QVERIFY(!panel.explanation().contains(QStringLiteral("GPU")));
    panel.setDevices(reportWith("cuda:0+tf32"));
    panel.setComparison(compareDevices(session->trainer(), CpuBackend(CpuArithmetic::Split), session->backend()));
    QVERIFY(panel.explanation().contains(QStringLiteral("another order")));
    QVERIFY(panel.explanation().contains(QStringLiteral("TF32")));
    QCOMPARE(panel.explanation().contains(QStringLiteral("fused")), CpuBackend::hasFma());
}

void ComparisonPanelTest::looks() {
    const auto session = trainedSession(7);
    session->moveTo(session->trainer().program().phaseBegin(Phase::Backward));
    ComparisonPanel panel;
    panel.setContext(contextOf(*session));
    panel.setComparison(compareDevices(session->trainer(), session->backend(), session->reference()));
    panel.setTensor(session->trainer().program().entries()[0].outputs[0]);
    panel.resize(360, std::max(panel.sizeHint().height(), panel.heightForWidth(360)) + 40);
    QCOMPARE(lookAt(panel, QStringLiteral("comparison")), QStringList());
}

}  // namespace

GLASSNET_TEST(ComparisonPanelTest);

}  // namespace glassnet::test

#include "ComparisonPanelTest.moc"
