#include <QAction>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "tests/support/TestCase.h"
#include "ui/batch/BatchPage.h"
#include "ui/canvas/CanvasView.h"
#include "ui/code/CodePanel.h"
#include "ui/header/HeaderBar.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/heatmap/TensorView.h"
#include "ui/history/WaysList.h"
#include "ui/inspector/SidePanel.h"
#include "ui/palette/Palette.h"
#include "ui/stepping/AnswerTable.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/stepping/PredictionCard.h"
#include "ui/stepping/StatusLine.h"
#include "ui/stepping/StepSizeControl.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/study/StudyPage.h"
#include "ui/support/Dialogs.h"
#include "ui/theme/Fonts.h"

namespace glassnet::test {

namespace {

using namespace app;

/// A teacher in front of the lesson: everything by keys, on the real window.
class Teacher {
public:
    explicit Teacher(const QString& example = QStringLiteral("three-two-one"), QSize size = {1440, 900})
        : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))) {
        m_settings.setValue(SettingId::Theme, QStringLiteral("light"));
        m_settings.setValue(SettingId::ReduceMotion, true);
        window = std::make_unique<MainWindow>(m_settings);
        window->resize(size);
        window->openExample(example);
        window->show();
        window->activateWindow();
        window->canvasArea().canvas().setFocus();
        settle();
    }
    void settle() const {
        for (int i = 0; i < 3; ++i) {
            window->workbench().settle();
            QCoreApplication::processEvents();
        }
    }
    void keys(std::initializer_list<Qt::Key> all, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        for (const auto key : all) {
            QTest::keyClick(window->canvasArea().canvas().viewport(), key, modifiers);
            settle();
        }
    }
    [[nodiscard]] const ui::Snapshot& shot() const { return *window->workbench().snapshot(); }
    [[nodiscard]] QString sentence() const { return window->bottomBar().status().sentence(); }

    std::unique_ptr<MainWindow> window;

private:
    QTemporaryDir m_folder;
    Settings m_settings;
};

}  // namespace

class StepJourneysTest final : public TestCase {
    Q_OBJECT
private slots:
    /// 1 and the arrows: the lesson's first sum, read out term by term, and all of it taken back.
    void aClassWalksTermByTerm() {
        const Teacher teacher;
        teacher.keys({Qt::Key_1, Qt::Key_Right, Qt::Key_Right});
        QCOMPARE(teacher.window->workbench().stepSize(), StepSize::Term);
        QCOMPARE(teacher.window->bottomBar().transport().stepSizeControl().stepSize(), StepSize::Term);
        QCOMPARE(teacher.sentence(), QStringLiteral("h1 adds 0.7861 times minus 0.8948, now minus 0.5399"));
        teacher.keys({Qt::Key_Left, Qt::Key_Left});
        QCOMPARE(teacher.shot().position, std::size_t{0});
        QVERIFY(!teacher.shot().part.has_value());
        // A pass, a batch, and back to the start.
        teacher.keys({Qt::Key_4, Qt::Key_Right});
        QCOMPARE(teacher.shot().position, std::size_t{5});
        teacher.keys({Qt::Key_5, Qt::Key_Right, Qt::Key_Right});
        QCOMPARE(teacher.shot().step, std::int64_t{1});
        teacher.keys({Qt::Key_Left, Qt::Key_Left, Qt::Key_Left});
        QCOMPARE(teacher.shot().step, std::int64_t{0});
        QCOMPARE(teacher.shot().position, std::size_t{0});
    }

    /// Every page of the side panel shows the step in hand, also when it comes into view later.
    void pagesFollowTheStep() {
        const Teacher teacher(QStringLiteral("two-four-two-one"));
        auto& panel = teacher.window->rightPanel();
        teacher.keys({Qt::Key_4, Qt::Key_Right, Qt::Key_Right, Qt::Key_Right});
        for (const auto page :
             {RightPanel::Page::Batch, RightPanel::Page::Study, RightPanel::Page::Code, RightPanel::Page::Ways, RightPanel::Page::Values}) {
            panel.setPage(page);
            teacher.settle();
            QCOMPARE(panel.page(), page);
        }
        panel.setPage(RightPanel::Page::Batch);
        teacher.keys({Qt::Key_Down, Qt::Key_Down}, Qt::ShiftModifier);
        QCOMPARE(teacher.window->workbench().selection().sample, std::int64_t{2});
        teacher.keys({Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down}, Qt::ShiftModifier);
        QCOMPARE(teacher.window->workbench().selection().sample, teacher.shot().rows - 1);
        // Another value at an earlier step is another way; both stay, and one can go back to the first.
        teacher.keys({Qt::Key_5, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left, Qt::Key_Home});
        const auto weight = teacher.shot().program->find(StateKey{teacher.shot().network->layers().at(1).id, StateRole::Weight, 0});
        teacher.window->workbench().setElement({weight, 0}, 0.25);
        teacher.settle();
        teacher.keys({Qt::Key_Right, Qt::Key_Right});
        QCOMPARE(teacher.shot().time->branches.size(), std::size_t{2});
        panel.setPage(RightPanel::Page::Ways);
        emit panel.ways().branchChosen(teacher.shot().time->branches.front().id);
        teacher.settle();
        QCOMPARE(teacher.shot().time->branch, teacher.shot().time->branches.front().id);
        QVERIFY(teacher.shot().at({weight, 0}) != std::optional(0.25));
    }

    /// While a question is open its number stands nowhere in the window; a wrong answer keeps it hidden, the right one shows it.
    void aStudentPredicts() {
        const Teacher teacher;
        teacher.keys({Qt::Key_Right, Qt::Key_Right, Qt::Key_P});
        auto& area = teacher.window->canvasArea();
        QVERIFY(area.question().isVisible());
        QVERIFY(!area.card().isVisible());
        const auto hiddenEverywhere = [&] {
            QStringList words{teacher.sentence(), teacher.window->bottomBar().accessibleDescription()};
            for (const auto* label : teacher.window->findChildren<QLabel*>()) {
                words.append(label->isVisible() ? label->text() : QString());
            }
            const auto& layers = area.canvas().frame().picture.layers;
            const auto& unit = layers.at(teacher.shot().network->layers().at(1).id).units.front();
            return !words.join(QLatin1Char(' ')).contains(QStringLiteral("0.6813")) && !unit.value.has_value();
        };
        QVERIFY(hiddenEverywhere());
        auto* field = area.question().findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("0.7"));
        QTest::keyClick(field, Qt::Key_Return);
        teacher.settle();
        QVERIFY(hiddenEverywhere());
        field->clear();
        QTest::keyClicks(field, QStringLiteral("0.6813"));
        QTest::keyClick(field, Qt::Key_Return);
        teacher.settle();
        QVERIFY(!hiddenEverywhere());
        QCOMPARE(teacher.window->rightPanel().answers().answers().size(), std::size_t{2});
        // Stepping on ends the next question as skipped.
        teacher.keys({Qt::Key_P});
        teacher.window->action(ActionId::Forward).trigger();
        teacher.settle();
        QVERIFY(area.card().isVisible());
    }

    /// H shows a tensor in the canvas's place and hides it again; it follows the step.
    void theHeatmapComesAndGoes() {
        const Teacher teacher;
        teacher.keys({Qt::Key_4, Qt::Key_Right});
        teacher.window->action(ActionId::ShowHeatmap).trigger();
        teacher.settle();
        auto& area = teacher.window->canvasArea();
        QVERIFY(area.heatmap().isVisible());
        QCOMPARE(area.heatmap().key().tensor, teacher.shot().current()->outputs.front());
        teacher.window->action(ActionId::ShowHeatmap).trigger();
        QVERIFY(!area.heatmap().isVisible());
        // The matrices of the side panel offer it, too.
        const auto weight = teacher.shot().program->find(StateKey{teacher.shot().network->layers().at(1).id, StateRole::Weight, 0});
        emit teacher.window->panel().enlargeRequested(weight);
        teacher.settle();
        QCOMPARE(area.heatmap().key().tensor, weight);
        teacher.window->setMode(ui::Mode::Build);
        QVERIFY(!area.heatmap().isVisible());
    }

    /// What points at a number lights it everywhere it stands.
    void whatIsPointedAtLightsUp() {
        const Teacher teacher;
        teacher.keys({Qt::Key_Right});
        const auto weight = teacher.shot().program->find(StateKey{teacher.shot().network->layers().at(1).id, StateRole::Weight, 0});
        auto& area = teacher.window->canvasArea();
        const auto card = area.card().grab().toImage();
        const auto canvas = area.canvas().grab().toImage();
        teacher.window->workbench().hover(ui::ElementRef{weight, 2});
        teacher.settle();
        QVERIFY(area.card().grab().toImage() != card);
        QVERIFY(area.canvas().grab().toImage() != canvas);
        const auto matrices = teacher.window->panel().findChildren<ui::MatrixView*>();
        const auto lit = std::count_if(matrices.begin(), matrices.end(), [](const ui::MatrixView* view) {
            return view->isVisible() && view->title() == QStringLiteral("W1") && view->hovered() == std::optional(ui::MatrixCell{1, 0});
        });
        QCOMPARE(lit, 1);
        teacher.window->workbench().hover(std::nullopt);
        teacher.settle();
        QCOMPARE(area.card().grab().toImage(), card);
    }

    /// F5: only canvas, card and transport, larger; Page Down steps; Escape ends it and takes everything back.
    void presentMode() {
        ui::Dialogs::silence(true);
        const Teacher teacher(QStringLiteral("three-two-one"), {1024, 768});
        auto& window = *teacher.window;
        teacher.keys({Qt::Key_F5});
        QCOMPARE(window.mode(), ui::Mode::Present);
        QCOMPARE(ui::Fonts::scale(), 1.6);
        for (const QWidget* part : {static_cast<QWidget*>(&window.header()), static_cast<QWidget*>(&window.palette()),
                                    static_cast<QWidget*>(&window.rightPanel()), static_cast<QWidget*>(&window.bottomBar().tape()),
                                    static_cast<QWidget*>(&window.bottomBar().status())}) {
            QVERIFY(!part->isVisible());
        }
        for (const QWidget* part :
             {static_cast<QWidget*>(&window.canvasArea().canvas()), static_cast<QWidget*>(&window.canvasArea().card()),
              static_cast<QWidget*>(&window.bottomBar().transport())}) {
            QVERIFY(part->isVisible());
        }
        teacher.keys({Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_PageUp});
        QCOMPARE(teacher.shot().position, std::size_t{1});
        // Whatever would ask or tell in a window of its own is off.
        for (const auto id : {ActionId::New, ActionId::Open, ActionId::Save, ActionId::SaveAs, ActionId::About, ActionId::Find}) {
            QVERIFY(!window.action(id).isEnabled());
        }
        teacher.keys({Qt::Key_Escape});
        QCOMPARE(window.mode(), ui::Mode::Step);
        QCOMPARE(ui::Fonts::scale(), 1.0);
        QVERIFY(window.header().isVisible());
        QVERIFY(window.rightPanel().isVisible());
        // Going away in front of the class asks only after the class.
        window.workbench().setElement({teacher.shot().program->parameters().front().value, 0}, 0.5);
        teacher.keys({Qt::Key_F5});
        ui::Dialogs::answerNextLeave(ui::LeaveAnswer::Stay);
        window.close();
        QVERIFY(window.isVisible());
        QCOMPARE(window.mode(), ui::Mode::Step);
        ui::Dialogs::silence(false);
    }

    /// All digits come and go by one key; with them the card's numbers are those of the program.
    void allDigitsByOneKey() {
        const Teacher teacher;
        teacher.keys({Qt::Key_Right, Qt::Key_9});
        const auto& card = teacher.window->canvasArea().card();
        const auto full = ui::lineText(card.formula().numbers);
        QVERIFY2(full.contains(QStringLiteral("0.786141276")), qPrintable(full));
        teacher.keys({Qt::Key_9});
        QVERIFY(!ui::lineText(card.formula().numbers).contains(QStringLiteral("0.786141276")));
    }
};

GLASSNET_TEST(StepJourneysTest);

}  // namespace glassnet::test

#include "StepJourneysTest.moc"
