#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QUrl>
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "app/TrainWiring.h"
#include "tests/support/TestCase.h"
#include "ui/canvas/CanvasView.h"
#include "ui/charts/CurveChart.h"
#include "ui/header/Notice.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/PillButton.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/CurvesPage.h"
#include "ui/training/DecisionMapPanel.h"
#include "ui/training/DecisionMapView.h"
#include "ui/training/TrainBar.h"
#include "ui/training/TrainPage.h"
#include "ui/training/TrainSettings.h"

namespace glassnet::test {

namespace {

using namespace app;

/// A person who lets a network learn: by keys and fields, on the real window.
class Person {
public:
    explicit Person(const QString& example = QStringLiteral("spiral")) : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))) {
        m_settings.setValue(SettingId::Theme, QStringLiteral("light"));
        m_settings.setValue(SettingId::ReduceMotion, true);
        window = std::make_unique<MainWindow>(m_settings);
        window->resize(1440, 900);
        window->openExample(example);
        window->show();
        window->activateWindow();
        settle();
        key(Qt::Key_3, Qt::ControlModifier);
        // It trains until it is told to stop.
        window->bottomBar().training().setLastEpoch(1'000'000'000);
        settle();
    }
    void settle() const {
        for (int i = 0; i < 3; ++i) {
            window->workbench().settle();
            QCoreApplication::processEvents();
        }
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QTest::keyClick(window->canvasArea().canvas().viewport(), key, modifiers);
    }
    void type(const char* knob, const QString& text) const {
        auto* field = page().settings().line(knob)->valueField();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    [[nodiscard]] const ui::TrainReportPtr& report() const { return window->training().report(); }
    [[nodiscard]] bool isPlaying() const { return report() != nullptr && report()->isPlaying; }
    [[nodiscard]] ui::TrainPage& page() const { return window->rightPanel().train(); }
    [[nodiscard]] const ui::Snapshot& shot() const { return *window->workbench().snapshot(); }
    void pause() const {
        key(Qt::Key_Space);
        window->workbench().settleTraining();
        settle();
    }

    std::unique_ptr<MainWindow> window;

private:
    QTemporaryDir m_folder;
    Settings m_settings;
};

}  // namespace

class TrainJourneysTest final : public TestCase {
    Q_OBJECT
private slots:
    /// Train, Space: it learns, and is seen to; Space pauses, and Step mode stands exactly there.
    void itLearnsAndFreezes() {
        const Person person;
        QCOMPARE(person.window->mode(), ui::Mode::Train);
        QVERIFY(person.window->bottomBar().training().isVisible());
        const double before = person.report()->training->loss;
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying() && person.report()->epoch > 20);
        person.pause();
        QVERIFY(!person.isPlaying());
        QVERIFY(person.report()->training->loss < before);
        QVERIFY(!person.page().loss().chart().isEmpty());
        QVERIFY(person.report()->maps != nullptr);
        QVERIFY(!person.page().map().map().points().empty());
        const auto step = person.report()->step;
        person.key(Qt::Key_2, Qt::ControlModifier);
        person.settle();
        QCOMPARE(person.window->mode(), ui::Mode::Step);
        QCOMPARE(person.shot().step, step);
        QCOMPARE(person.shot().position, std::size_t{0});
        QVERIFY(bitEqual(*person.shot().stepStart, *person.report()->state));
    }

    /// One batch, one epoch, the goal.
    void batchAndEpoch() {
        const Person person;
        person.key(Qt::Key_B);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.report()->step, 1);
        person.key(Qt::Key_E);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.report()->epoch, 1);
        QCOMPARE(person.report()->batch, 0);
        person.window->bottomBar().training().setLastEpoch(3);
        person.key(Qt::Key_Space);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.report()->epoch, 3);
        QCOMPARE(person.report()->stopped, StopReason::Goal);
        // There is always more to come.
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.report()->epoch > 3);
        person.pause();
    }

    /// The rate is turned while it trains: it goes on, and the curve tells.
    void aKnobIsTurnedMeanwhile() {
        const Person person;
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying() && person.report()->epoch > 2);
        person.type("learningRate", QStringLiteral("0.01"));
        QTRY_VERIFY(person.isPlaying() && !person.report()->curves->marks.empty());
        const auto turned = person.report()->step;
        QTRY_VERIFY(person.report()->step > turned);
        person.pause();
        QCOMPARE(person.report()->run, 1);
        QCOMPARE(person.shot().knobs.learningRate, 0.01);
        QCOMPARE(person.window->training().runs().markers().front().text, QStringLiteral("learning rate 0.01"));
    }

    /// Much too fast: it stops, says where, and leads back to before it.
    void aNumberIsBornThatIsNone() {
        const Person person(QStringLiteral("three-two-one"));
        person.window->workbench().edit(QStringLiteral("Identity"), [](Project& project) -> Result<void> {
            for (const auto& layer : project.network.layers()) {
                if (auto* dense = project.network.find(layer.id)->dense()) {
                    dense->activation = defaultSpec(Activation::Identity);
                }
            }
            return {};
        });
        person.type("learningRate", QStringLiteral("90"));
        person.key(Qt::Key_Space);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.report()->stopped, StopReason::NotFinite);
        QVERIFY(person.report()->birth.has_value());
        QVERIFY(person.page().goBackButton().isVisible());
        QVERIFY(person.window->canvasArea().notice().sentence().startsWith(QStringLiteral("At step ")));
        QTest::mouseClick(&person.page().goBackButton(), Qt::LeftButton);
        person.settle();
        QCOMPARE(person.window->mode(), ui::Mode::Step);
        QCOMPARE(person.shot().position, std::size_t{0});
        QVERIFY(isFinite(*person.shot().stepStart));
    }

    /// Two runs from two seeds beside each other; the first is brought back bit for bit.
    void runsAreKept() {
        const Person person;
        auto& bar = person.window->bottomBar().training();
        bar.setLastEpoch(3);
        person.key(Qt::Key_Space);
        person.window->workbench().settleTraining();
        person.settle();
        const auto first = *person.report()->state;
        person.window->workbench().setStartSeed(99);
        person.settle();
        bar.setLastEpoch(3);
        person.key(Qt::Key_Space);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.window->training().runs().runs().size(), std::size_t{2});
        QCOMPARE(person.window->training().runs().rows().front().seed, std::uint64_t{99});
        QVERIFY(person.window->training().runs().lossCurves().size() >= 2);
        emit person.window->rightPanel().curves().runs().restoreWanted(1);
        person.settle();
        QVERIFY(bitEqual(*person.shot().stepStart, first));
        person.window->workbench().undo();
        person.settle();
        QCOMPARE(person.shot().seeds[0], std::uint64_t{99});
    }

    /// A person's own table, dropped on the window: it is learned from, and undo brings back what was before.
    void aTableIsDropped() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("mine.csv"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("height;weight;kind\n");
            for (int i = 0; i < 60; ++i) {
                file.write(QStringLiteral("%1,5;%2;%3\n").arg(i % 10).arg(i % 7).arg(i % 10 < 5 ? "cat" : "dog").toUtf8());
            }
        }
        const Person person;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(person.window.get(), &enter);
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(person.window.get(), &drop);
        const auto isTable = [&] { return std::holds_alternative<TableSpec>(person.window->workbench().project().data); };
        QTRY_VERIFY(isTable());
        person.settle();
        QVERIFY(person.window->workbench().problems().empty());
        QCOMPARE(person.report()->data->prepared->set.samples(), 60);
        person.key(Qt::Key_E);
        person.window->workbench().settleTraining();
        person.settle();
        QCOMPARE(person.report()->epoch, 1);
        QVERIFY(person.report()->test.has_value());
        while (person.window->workbench().history().done() > 0) {
            person.window->workbench().undo();
            person.settle();
        }
        QVERIFY(!isTable());
    }

    /// Build and Step mode are what they were.
    void leavingPauses() {
        const Person person;
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying());
        person.key(Qt::Key_1, Qt::ControlModifier);
        person.window->workbench().settleTraining();
        person.settle();
        QVERIFY(!person.isPlaying());
        QCOMPARE(person.window->mode(), ui::Mode::Build);
        QVERIFY(!person.window->bottomBar().isVisible());
        person.key(Qt::Key_3, Qt::ControlModifier);
        person.settle();
        QVERIFY(person.window->bottomBar().training().isVisible());
    }
};

GLASSNET_TEST(TrainJourneysTest);

}  // namespace glassnet::test

#include "TrainJourneysTest.moc"
