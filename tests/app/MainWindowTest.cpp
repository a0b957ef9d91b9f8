#include "app/MainWindow.h"

#include <QAction>
#include <QCoreApplication>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>
#include <algorithm>
#include <set>
#include <thread>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/Examples.h"
#include "app/RightPanel.h"
#include "tests/support/Groove.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"
#include "ui/canvas/CanvasView.h"
#include "ui/header/Notice.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/inspector/SidePanel.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/support/Dialogs.h"
#include "ui/support/NumberText.h"
#include "ui/support/ValueSlider.h"
#include "ui/theme/Theme.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

namespace {

using namespace app;
using ui::Dialogs;

const auto kNeuron = QStringLiteral(GLASSNET_SOURCE "/resources/examples/neuron.glassnet");

/// Counts how often what it watches is to lay itself out anew.
class LayoutRequests final : public QObject {
public:
    int count = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        count += event->type() == QEvent::LayoutRequest ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

/// The window with the lesson in it, and settings of its own.
struct OpenedWindow {
    explicit OpenedWindow(const QString& theme = QStringLiteral("light"), QSize size = {1440, 900})
        : settings(folder.filePath(QStringLiteral("settings.ini"))) {
        settings.setValue(SettingId::Theme, theme);
        settings.setValue(SettingId::ReduceMotion, true);
        window = std::make_unique<MainWindow>(settings);
        window->resize(size);
        window->openExample(QStringLiteral("three-two-one"));
        window->show();
        window->activateWindow();
        settle();
    }
    void settle() const {
        for (int i = 0; i < 3; ++i) {
            window->workbench().settle();
            QCoreApplication::processEvents();
        }
    }
    [[nodiscard]] const ui::Snapshot& shot() const { return *window->workbench().snapshot(); }
    [[nodiscard]] TensorId weights(std::size_t layer = 1) const {
        return shot().program->find(StateKey{shot().network->layers().at(layer).id, StateRole::Weight, 0});
    }
    [[nodiscard]] ui::MatrixView* matrix() const {
        for (auto* view : window->panel().findChildren<ui::MatrixView*>()) {
            if (view->isVisible() && !view->isReadOnly() && view->values().rows() == 3) {
                return view;
            }
        }
        return nullptr;
    }
    void key(Qt::Key key) const {
        QTest::keyClick(window.get(), key);
        settle();
    }
    /// Drags a file here and lets it fall; false when the window does not take it.
    [[nodiscard]] bool drop(const QString& path) const {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QDropEvent fall({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &fall);
        settle();
        return enter.isAccepted();
    }
    void edit(double value = 0.5) const {
        window->workbench().setElement({weights(), 0}, value);
        settle();
    }

    QTemporaryDir folder;
    Settings settings;
    std::unique_ptr<MainWindow> window;
};

/// The numbers that a fresh engine run shows at this place, after an edit of W1[0, 0] if there is one.
ui::SnapshotPtr fresh(std::size_t position, std::optional<double> edited = std::nullopt) {
    const auto session = ui::Session::open(loadExample(QStringLiteral("three-two-one")).value()).value();
    if (edited.has_value()) {
        session->setElement({session->snapshot({}, false)->network->layers().at(1).id, StateRole::Weight, 0}, 0, *edited);
    }
    session->moveTo(position);
    return session->snapshot({}, false);
}

bool sameNumbers(const ui::Snapshot& a, const ui::Snapshot& b) {
    return a.position == b.position && a.values.size() == b.values.size() &&
           std::all_of(a.values.begin(), a.values.end(), [&](const auto& item) {
               for (std::int64_t i = 0; i < item.second.elements(); ++i) {
                   if (item.second.at(i) != b.find(item.first)->at(i)) {
                       return false;
                   }
               }
               return true;
           });
}

}  // namespace

class MainWindowTest final : public TestCase {
    Q_OBJECT
private slots:
    void cleanup() { Dialogs::silence(false); }
    void keysStepThroughTheTape();
    void wordsOfAPageStayInThePanel();
    void typingAWeight();
    void arrowsInTheMatrixStayThere();
    void draggingTheSliderAndEscape();
    void themeAndDigits();
    void tapeAndCanvasClicks();
    void droppedFileOpens();
    void brokenFileIsTold();
    void closingAsks();
    void savingFirstThenOpening();
    void arithmeticIsNotDoneHere();
    void partsHaveTheirPlaces_data();
    void partsHaveTheirPlaces();
};

void MainWindowTest::keysStepThroughTheTape() {
    const OpenedWindow opened;
    const auto& card = opened.window->canvasArea().card();
    QStringList seen;
    for (std::size_t i = 1; i <= 17; ++i) {
        opened.key(Qt::Key_Right);
        QVERIFY(sameNumbers(opened.shot(), *fresh(i)));
        const auto& explanation = *opened.shot().explanation;
        const auto number = ui::NumberText(4).of(opened.shot().find(explanation.tensor)->at(explanation.element));
        const auto text = lineText(card.formula().numbers);
        QVERIFY2(text.contains(number), qPrintable(text + QStringLiteral(" lacks ") + number));
        seen.append(text);
    }
    QCOMPARE(opened.shot().position, std::size_t{17});
    for (std::size_t i = 16; i >= 1; --i) {
        opened.key(Qt::Key_Left);
        QVERIFY(sameNumbers(opened.shot(), *fresh(i)));
        QCOMPARE(lineText(card.formula().numbers), seen.at(qsizetype(i) - 1));
    }
    opened.key(Qt::Key_End);
    QCOMPARE(opened.shot().position, std::size_t{17});
    opened.key(Qt::Key_Home);
    QCOMPARE(opened.shot().position, std::size_t{0});
}

// Another layer has other words beside the canvas. The window, which would measure all its parts anew, hears nothing of that.
void MainWindowTest::wordsOfAPageStayInThePanel() {
    const Opened opened;
    LayoutRequests requests;
    opened.window->centralWidget()->installEventFilter(&requests);
    std::set<QString> titles;
    for (int i = 0; i < 8; ++i) {
        QTest::keyClick(opened.window.get(), Qt::Key_Right);
        opened.settle();
        titles.insert(opened.window->panel().findChild<QLabel*>()->text());
    }
    QVERIFY(titles.size() > 1);
    QCOMPARE(requests.count, 0);
}

void MainWindowTest::typingAWeight() {
    const OpenedWindow opened;
    opened.window->workbench().moveTo(2);  // the hidden layer is shown
    opened.settle();
    auto* matrix = opened.matrix();
    QVERIFY(matrix != nullptr);
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {}, matrix->cellRect({0, 0}).center().toPoint());
    opened.settle();
    QTest::keyClick(matrix, Qt::Key_Return);
    auto* editor = matrix->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("1/2"));
    QTest::keyClick(editor, Qt::Key_Return);
    opened.settle();
    QCOMPARE(opened.shot().find(opened.weights())->at(0), 0.5);
    QVERIFY(sameNumbers(opened.shot(), *fresh(2, 0.5)));
    QVERIFY(opened.window->isWindowModified());
    opened.window->workbench().moveTo(4);
    opened.settle();
    QVERIFY(sameNumbers(opened.shot(), *fresh(4, 0.5)));
    QVERIFY(!sameNumbers(opened.shot(), *fresh(4)));
}

void MainWindowTest::arrowsInTheMatrixStayThere() {
    const OpenedWindow opened;
    opened.window->workbench().moveTo(2);
    opened.settle();
    auto* matrix = opened.matrix();
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {}, matrix->cellRect({0, 0}).center().toPoint());
    matrix->setFocus();
    opened.settle();
    QTest::keyClick(matrix, Qt::Key_Right);
    opened.settle();
    QCOMPARE(opened.shot().position, std::size_t{2});
    QVERIFY(matrix->selected() == (ui::MatrixCell{0, 1}));
}

void MainWindowTest::draggingTheSliderAndEscape() {
    const OpenedWindow opened;
    opened.window->workbench().moveTo(4);
    opened.settle();
    auto selection = opened.window->workbench().selection();
    selection.layer = opened.shot().network->layers().at(1).id;
    selection.parameter = ui::ElementRef{opened.weights(), 0};
    opened.window->workbench().select(selection);
    opened.settle();
    const auto before = opened.window->workbench().snapshot();
    auto* slider = opened.window->panel().findChild<ui::ValueSlider*>();
    QVERIFY(slider->isVisible());
    const auto middle = grooveMiddle(*slider);
    QVERIFY(!middle.isNull());
    opened.settle();
    QTest::mousePress(slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(slider, middle + QPoint(40, 0));
    opened.settle();
    const double dragged = slider->value();
    QCOMPARE(opened.shot().find(opened.weights())->at(0), double(float(dragged)));
    QVERIFY(sameNumbers(opened.shot(), *fresh(4, dragged)));
    QTest::keyClick(slider, Qt::Key_Escape);
    opened.settle();
    QVERIFY(sameNumbers(opened.shot(), *before));
    QVERIFY(!opened.window->workbench().isModified());
    QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(40, 0));
}

void MainWindowTest::themeAndDigits() {
    const OpenedWindow opened;
    opened.key(Qt::Key_Right);
    QVERIFY(!ui::Theme::current().isDark());
    opened.window->action(ActionId::ToggleTheme).trigger();
    QVERIFY(ui::Theme::current().isDark());
    QCOMPARE(opened.settings.theme(), QStringLiteral("dark"));
    opened.window->action(ActionId::ToggleTheme).trigger();
    QVERIFY(!ui::Theme::current().isDark());
    const auto& card = opened.window->canvasArea().card();
    const auto text = lineText(card.formula().numbers);
    opened.window->action(ActionId::MoreDigits).trigger();
    QCOMPARE(opened.settings.digits(), 5);
    QVERIFY(lineText(card.formula().numbers).size() > text.size());
    opened.window->action(ActionId::FewerDigits).trigger();
    QCOMPARE(lineText(card.formula().numbers), text);
    for (int i = 0; i < 12; ++i) {
        opened.window->action(ActionId::FewerDigits).trigger();
    }
    QCOMPARE(opened.settings.digits(), ui::NumberText::kFewest);
}

void MainWindowTest::tapeAndCanvasClicks() {
    const OpenedWindow opened;
    auto& tape = opened.window->bottomBar().tape();
    QTest::mouseClick(&tape, Qt::LeftButton, {}, tape.cardRect(4).center().toPoint());
    opened.settle();
    QCOMPARE(opened.shot().position, std::size_t{5});
    auto& canvas = opened.window->canvasArea().canvas();
    const auto hidden = opened.shot().network->layers().at(1).id;
    const auto& place = canvas.frame().geometry.layers.at(hidden);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(place.shown.at(1).center));
    opened.settle();
    QCOMPARE(opened.window->workbench().selection().layer, hidden);
    QCOMPARE(opened.window->workbench().selection().unit, std::optional<std::int64_t>(1));
}

void MainWindowTest::droppedFileOpens() {
    const OpenedWindow opened;
    QVERIFY(opened.drop(kNeuron));
    QCOMPARE(opened.shot().network->layers().size(), std::size_t{2});
    QVERIFY(opened.window->workbench().path().endsWith(QStringLiteral("neuron.glassnet")));
    QMimeData text;
    text.setText(QStringLiteral("no file"));
    QDragEnterEvent refused({300, 300}, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    refused.ignore();
    QCoreApplication::sendEvent(opened.window.get(), &refused);
    QVERIFY(!refused.isAccepted());
}

void MainWindowTest::brokenFileIsTold() {
    const OpenedWindow opened;
    opened.window->workbench().moveTo(3);
    opened.settle();
    opened.window->openFile(QStringLiteral(GLASSNET_SOURCE "/README.md"));
    opened.settle();
    QVERIFY(opened.window->canvasArea().notice().isVisible());
    QVERIFY(opened.window->canvasArea().notice().sentence().contains(QStringLiteral("README.md")));
    QVERIFY(sameNumbers(opened.shot(), *fresh(3)));
}

void MainWindowTest::closingAsks() {
    const OpenedWindow opened;
    opened.edit();
    Dialogs::answerNextLeave(ui::LeaveAnswer::Stay);
    opened.window->close();
    QVERIFY(opened.window->isVisible());
    QVERIFY(opened.window->workbench().isModified());
    // Saving, but no file was chosen: the window stays, and saving later does not close it.
    Dialogs::answerNextLeave(ui::LeaveAnswer::Save);
    Dialogs::answerNextFile({});
    opened.window->close();
    opened.settle();
    QVERIFY(opened.window->isVisible());
    const auto path = opened.folder.filePath(QStringLiteral("mine.glassnet"));
    Dialogs::answerNextFile(path);
    opened.window->action(ActionId::SaveAs).trigger();
    opened.settle();
    QVERIFY(opened.window->isVisible());
    QVERIFY(QFile::exists(path));
    opened.edit();  // The same value again: nothing was edited.
    QVERIFY(!opened.window->workbench().isModified());
    opened.edit(0.75);
    Dialogs::answerNextLeave(ui::LeaveAnswer::Save);
    opened.window->close();
    QVERIFY(opened.window->isVisible());
    opened.settle();
    QVERIFY(!opened.window->isVisible());

    const OpenedWindow other;
    other.edit();
    Dialogs::answerNextLeave(ui::LeaveAnswer::Discard);
    other.window->close();
    QVERIFY(!other.window->isVisible());
}

void MainWindowTest::savingFirstThenOpening() {
    const OpenedWindow opened;
    opened.edit();
    const auto path = opened.folder.filePath(QStringLiteral("mine"));
    Dialogs::answerNextLeave(ui::LeaveAnswer::Save);
    Dialogs::answerNextFile(path);
    QVERIFY(opened.drop(kNeuron));
    opened.settle();
    opened.settle();
    QVERIFY(QFile::exists(path + QStringLiteral(".glassnet")));
    QVERIFY(opened.window->isVisible());
    QCOMPARE(opened.shot().network->layers().size(), std::size_t{2});
}

void MainWindowTest::arithmeticIsNotDoneHere() {
    std::thread::id worker;
    ui::Runner runner([] {});
    runner.open(loadExample(QStringLiteral("three-two-one")).value());
    runner.post([&worker](ui::Session& session, const std::stop_token&) {
        session.forward();
        worker = std::this_thread::get_id();
    });
    runner.wait();
    QVERIFY(worker != std::thread::id());
    QVERIFY(worker != std::this_thread::get_id());
    // A step in the window is only asked for: nothing has changed before events come back.
    const OpenedWindow opened;
    const auto before = opened.window->workbench().snapshot();
    opened.window->action(ActionId::Forward).trigger();
    QVERIFY(opened.window->workbench().snapshot() == before);
    opened.settle();
    QCOMPARE(opened.shot().position, std::size_t{1});
}

void MainWindowTest::partsHaveTheirPlaces_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    for (const QSize size : {QSize(1440, 900), QSize(1366, 768), QSize(1024, 600)}) {
        for (const char* theme : {"light", "dark"}) {
            QTest::addRow("%d x %d %s", size.width(), size.height(), theme) << size << QString::fromLatin1(theme);
        }
    }
}

void MainWindowTest::partsHaveTheirPlaces() {
    QFETCH(QSize, size);
    QFETCH(QString, theme);
    const OpenedWindow opened(theme, size);
    QCOMPARE(opened.window->size(), size);
    auto& area = opened.window->canvasArea();
    auto& bar = opened.window->bottomBar();
    for (std::size_t position = 0; position <= 17; ++position) {
        opened.window->workbench().moveTo(position);
        opened.settle();
        const auto card = area.card().geometry();
        QVERIFY2(area.rect().contains(card), qPrintable(QStringLiteral("card at %1").arg(position)));
        QVERIFY(area.canvas().geometry().bottom() < card.top());
        QVERIFY(area.canvas().height() >= area.height() / 2);
        QVERIFY(!area.geometry().intersects(opened.window->rightPanel().geometry()));
        QVERIFY(opened.window->centralWidget()->rect().contains(bar.geometry()));
        QVERIFY(bar.rect().contains(bar.tape().geometry()));
        QVERIFY(!bar.tape().geometry().intersects(bar.transport().geometry()));
        // The whole network is in view.
        const auto& canvas = area.canvas();
        const auto network = canvas.mapFromScene(canvas.frame().geometry.bounds).boundingRect();
        QVERIFY(canvas.viewport()->rect().adjusted(-1, -1, 1, 1).contains(network));
        // The card of the entry in front of the eye is in view.
        if (position > 0) {
            QVERIFY(QRectF(bar.tape().rect()).contains(bar.tape().cardRect(position - 1).center()));
        }
    }
}

GLASSNET_TEST(MainWindowTest);

}  // namespace glassnet::test

#include "MainWindowTest.moc"
