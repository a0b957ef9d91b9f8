#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/training/MapScene.h"
#include "ui/charts/CurveChart.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/DecisionMapPanel.h"
#include "ui/training/DecisionMapView.h"
#include "ui/training/OutputChoice.h"

namespace glassnet::ui {

namespace {

class TrainPanelsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void curvesFollowTheControls() {
        CurvePanel panel;
        QSignalSpy spy(&panel, &CurvePanel::lookChanged);
        const auto fields = panel.findChildren<QComboBox*>();
        QCOMPARE(fields.size(), 2);
        fields[0]->setCurrentIndex(1);
        emit fields[0]->activated(1);
        QCOMPARE(panel.chart().axis(), CurveAxis::Step);
        fields[1]->setCurrentIndex(2);
        emit fields[1]->activated(2);
        QCOMPARE(panel.chart().smoothing(), 0.9);
        panel.findChild<QCheckBox*>()->click();
        QVERIFY(panel.chart().isLogarithmic());
        QCOMPARE(spy.size(), 3);
        QCOMPARE(panel.look(), (CurvePanel::Look{CurveAxis::Step, 0.9, true}));
        panel.setLook({CurveAxis::Second, 0.5, false});
        QCOMPARE(spy.size(), 3);
        QCOMPARE(panel.look(), (CurvePanel::Look{CurveAxis::Second, 0.6, false}));
        QCOMPARE(panel.chart().axis(), CurveAxis::Second);
        QVERIFY(!panel.chart().isLogarithmic());
    }

    void batchesAreOfferedOfLosses() {
        CurvePanel panel;
        panel.show();
        const auto boxes = panel.findChildren<QCheckBox*>();
        QCOMPARE(boxes.size(), 2);
        QVERIFY(boxes[0]->isVisible() && !boxes[1]->isVisible());
        panel.setBatchesOffered(true);
        QVERIFY(boxes[1]->isVisible());
        QSignalSpy spy(&panel, &CurvePanel::lookChanged);
        boxes[1]->click();
        QCOMPARE(spy.size(), 1);
        QVERIFY(panel.look().showsBatches);
        panel.setLook({});
        QVERIFY(!panel.look().showsBatches);
        QCOMPARE(spy.size(), 1);
    }

    void outputsAreOfferedWhereThereAreSeveral() {
        NetworkSpec network;
        network.addLayer("Input", InputSettings{.units = 2});
        const auto first = network.addLayer("Side", OutputSettings{});
        OutputChoice choice;
        choice.setOutputs(network, first);
        QVERIFY(choice.isHidden());
        const auto second = network.addLayer("Height", OutputSettings{});
        QSignalSpy spy(&choice, &OutputChoice::chosen);
        choice.setOutputs(network, second);
        QVERIFY(!choice.isHidden());
        QCOMPARE(choice.field().count(), 2);
        QCOMPARE(choice.field().currentText(), QStringLiteral("Height"));
        QCOMPARE(spy.size(), 0);
        emit choice.field().chosen(0);
        QVERIFY(spy.size() == 1 && spy[0][0].value<LayerId>() == first);
        choice.resize(366, 40);
        QCOMPARE(test::lookAt(choice, QStringLiteral("output_choice")), QStringList());
    }

    void mapFollowsTheControls() {
        DecisionMapPanel panel;
        QSignalSpy spy(&panel, &DecisionMapPanel::lookChanged);
        const auto boxes = panel.findChildren<QCheckBox*>();
        QCOMPARE(boxes.size(), 2);
        boxes[0]->click();
        QVERIFY(panel.map().isDiscrete());
        boxes[1]->click();
        QVERIFY(!panel.map().isTestShown());
        QCOMPARE(spy.size(), 2);
        panel.setDiscrete(false);
        panel.setTestShown(true);
        QVERIFY(!panel.map().isDiscrete() && panel.map().isTestShown());
        QCOMPARE(spy.size(), 2);
        panel.setDiscrete(true);
        panel.setDiscreteOffered(false);
        QVERIFY(!panel.map().isDiscrete());
    }

    void saysTheAccuracy_data() {
        QTest::addColumn<double>("accuracy");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << 0.853 << "85 %";
        QTest::newRow("all") << 1.0 << "100 %";
        QTest::newRow("nearly all") << 0.9993 << "99.93 %";
        QTest::newRow("hardly any") << 0.001 << "0.10 %";
        QTest::newRow("none") << 0.0 << "0 %";
    }
    void saysTheAccuracy() {
        QFETCH(double, accuracy);
        QFETCH(QString, text);
        DecisionMapPanel panel;
        panel.resize(366, 480);
        panel.setAccuracy(accuracy);
        QVERIFY(test::paintedTexts(panel).contains(text));
        panel.setAccuracy(std::nullopt);
        QVERIFY(!test::paintedTexts(panel).contains(text));
    }

    void looks() {
        DecisionMapPanel panel;
        panel.setAccuracy(0.85);
        panel.map().setMap(test::mapOf(100, 1, [](double x, double y, int) { return test::spiral(x, y); }));
        panel.map().setClassNames({QStringLiteral("class 0"), QStringLiteral("class 1")});
        panel.map().setPoints(test::spiralPoints(300));
        panel.resize(366, panel.heightForWidth(366));
        QCOMPARE(test::lookAt(panel, QStringLiteral("panel_map")), QStringList());
        CurvePanel curves;
        auto train = std::make_shared<Curve>();
        auto tested = std::make_shared<Curve>();
        Generator generator(7);
        for (int i = 1; i <= 420; ++i) {
            const double noise = static_cast<double>(generator.nextFloat()) - 0.5;
            train->add({i * 14, static_cast<double>(i), i * 280, i * 0.003, 0.12 + 0.56 * std::exp(-i / 120.0) + 0.02 * noise});
            tested->add({i * 14, static_cast<double>(i), i * 280, i * 0.003, 0.44 + 0.3 * std::exp(-i / 90.0) + 0.1 * noise});
        }
        curves.chart().setTitle(QStringLiteral("Loss"));
        curves.chart().setCurves(
            {{QStringLiteral("train"), CurveRole::Train, {}, train}, {QStringLiteral("test"), CurveRole::Test, {}, tested}});
        curves.resize(366, 240);
        QCOMPARE(test::lookAt(curves, QStringLiteral("panel_curves")), QStringList());
    }
};

GLASSNET_TEST(TrainPanelsTest);

}  // namespace

}  // namespace glassnet::ui

#include "TrainPanelsTest.moc"
