#include <QAction>
#include <QCoreApplication>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "app/TrainWiring.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/canvas/CanvasView.h"
#include "ui/charts/CurveChart.h"
#include "ui/header/Notice.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"
#include "ui/training/ConfusionTable.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/CurvesPage.h"
#include "ui/training/DecisionMapPanel.h"
#include "ui/training/DecisionMapView.h"
#include "ui/training/OutputChoice.h"
#include "ui/training/StopForm.h"
#include "ui/training/TrainBar.h"
#include "ui/training/TrainPage.h"
#include "ui/training/TrainSettings.h"
#include "ui/training/UnitsPage.h"

namespace glassnet::test {

namespace {

using namespace app;

/// A person who lets a network learn: by keys and fields, on the real window.
class Trainee {
public:
    explicit Trainee(const QString& example = QStringLiteral("spiral")) : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))) {
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
        const Trainee person;
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
        const Trainee person;
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
        const Trainee person;
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

    /// Another optimizer and other batches are chosen while it trains: it goes on by itself, and the curve tells.
    void anotherOptimizerIsChosenMeanwhile() {
        const Trainee person;
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying() && person.report()->epoch > 2);
        const auto epoch = person.report()->epoch;
        emit person.page().settings().line("optimizer")->chosen(static_cast<int>(OptimizerKind::Adam));
        const auto marks = [&] { return person.report() == nullptr || !person.isPlaying() ? 0 : person.report()->curves->marks.size(); };
        QTRY_COMPARE(marks(), std::size_t{1});
        person.type("batchSize", QStringLiteral("7"));
        QTRY_COMPARE(marks(), std::size_t{2});
        QTRY_VERIFY(person.report()->epoch > epoch);
        person.pause();
        QCOMPARE(person.report()->run, 1);
        QCOMPARE(person.shot().batchSize, 7);
        const auto markers = person.window->training().runs().markers();
        // With Adam comes Adam's usual rate.
        QCOMPARE(markers[0].text, QStringLiteral("Adam, learning rate 0.001"));
        QCOMPARE(markers[1].text, QStringLiteral("batch 7"));
        QVERIFY(person.report()->curves->batchLoss.last()->step == person.report()->step);
        // Undone one by one, up to the start.
        while (person.window->workbench().history().done() > 0) {
            person.window->workbench().undo();
        }
        person.settle();
        QCOMPARE(person.shot().step, 0);
    }

    /// What cannot run does not go on, and the window says why; another network pauses it.
    void pausesWithAReason() {
        const Trainee person;
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying());
        person.window->workbench().setStartSeed(5);
        QVERIFY(person.window->canvasArea().notice().sentence().startsWith(QStringLiteral("Training has paused: the network")));
        person.window->workbench().settleTraining();
        person.settle();
        QVERIFY(!person.isPlaying());
    }

    /// Two outputs: the map, the curves and the table of classes are of the chosen one, on every page.
    void anOutputIsChosen() {
        const Trainee person;
        const auto project = twoOutputsProject();
        person.window->workbench().open(project);
        person.settle();
        const auto side = project.network.layers()[2].id;
        const auto height = project.network.layers()[3].id;
        auto& page = person.page();
        QVERIFY(page.outputs().isVisible());
        QVERIFY(page.output() == side);
        person.key(Qt::Key_E);
        person.window->workbench().settleTraining();
        person.settle();
        const auto names = [&] {
            QStringList found;
            for (const auto& curve : person.window->training().runs().lossCurves({page.output(), false})) {
                found.append(curve.name);
            }
            return found;
        };
        QCOMPARE(names(), (QStringList{QStringLiteral("train"), QStringLiteral("test"), QStringLiteral("train of Side"),
                                       QStringLiteral("test of Side")}));
        QCOMPARE(page.rows().classes, 2);
        person.window->rightPanel().setPage(app::RightPanel::Page::Units);
        person.settle();
        auto& units = person.window->rightPanel().units();
        QVERIFY(units.outputs().isVisible() && units.confusion().isVisible());
        emit units.outputs().field().chosen(1);
        QVERIFY(page.output() == height);
        person.settle();
        QVERIFY(!units.confusion().isVisible());
        QCOMPARE(page.rows().classes, 0);
        QVERIFY(std::ranges::any_of(page.rows().trainingTargets, [](double target) { return target < 0; }));
        QVERIFY(names().contains(QStringLiteral("test of Height")));
        person.window->rightPanel().setPage(app::RightPanel::Page::Curves);
        person.settle();
        QCOMPARE(person.window->rightPanel().curves().outputs().field().currentIndex(), 1);
        // It stays chosen while the network has it.
        person.key(Qt::Key_E);
        person.window->workbench().settleTraining();
        person.settle();
        QVERIFY(page.output() == height);
        // An accuracy to stop at is its own, and another one's as soon as that is looked at. This one is never reached.
        Breakpoints stops;
        stops.score = 2.0;
        page.stops().setBreakpoints(stops);
        person.key(Qt::Key_Space);
        QTRY_VERIFY(person.isPlaying() && person.report()->order.output == height);
        page.setOutput(side);
        QTRY_VERIFY(person.isPlaying() && person.report()->order.output == side);
        person.key(Qt::Key_Space);
        person.window->workbench().settleTraining();
    }

    /// A step that begins has no loss yet: the card shows the last one's.
    void theLossCardShowsTheLastStep() {
        const Trainee person;
        person.key(Qt::Key_B);
        person.window->workbench().settleTraining();
        person.settle();
        const auto last = *person.report()->curves->batchLoss.last();
        const auto& canvas = person.window->canvasArea().canvas();
        QVERIFY(!person.shot().find(person.shot().program->loss()));
        QCOMPARE(canvas.sentence({ui::CanvasThing::Loss, {}, {}, 0, 0}),
                 QStringLiteral("The loss of step 1 was %1").arg(ui::NumberText().exact(static_cast<float>(last.value))));
        QCOMPARE(*canvas.frame().picture.loss->value, last.value);
        person.key(Qt::Key_2, Qt::ControlModifier);
        person.settle();
        QVERIFY(!canvas.frame().picture.loss->value.has_value());
    }

    /// Much too fast: it stops, says where, and leads back to before it.
    void aNumberIsBornThatIsNone() {
        const Trainee person(QStringLiteral("three-two-one"));
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
        const Trainee person;
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
        QCOMPARE(person.window->workbench().runs().all().size(), std::size_t{2});
        QCOMPARE(person.window->training().runs().rows().front().seed, std::uint64_t{99});
        QVERIFY(person.window->training().runs().lossCurves().size() >= 2);
        emit person.window->rightPanel().curves().runs().restoreWanted(1);
        person.settle();
        QVERIFY(bitEqual(*person.shot().stepStart, first));
        person.window->workbench().undo();
        person.settle();
        QCOMPARE(person.shot().seeds[0], std::uint64_t{99});
        // They are in the file: another window shows both and brings the first back.
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("runs.glassnet"));
        person.window->workbench().saveFile(path);
        QTRY_COMPARE(person.window->workbench().path(), path);
        const Trainee other(QStringLiteral("three-two-one"));
        other.window->openFile(path);
        QTRY_COMPARE(other.window->workbench().path(), path);
        other.settle();
        QCOMPARE(other.window->training().runs().rows().size(), std::size_t{2});
        QVERIFY(other.window->training().runs().lossCurves().size() >= 2);
        emit other.window->rightPanel().curves().runs().restoreWanted(1);
        other.settle();
        QVERIFY(bitEqual(*other.shot().stepStart, first));
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
        const Trainee person;
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
        const Trainee person;
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
