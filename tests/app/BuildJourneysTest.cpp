#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include "app/BuildWiring.h"
#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "engine/network/Problems.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/Minimap.h"
#include "ui/canvas/ZoomControl.h"
#include "ui/find/FindField.h"
#include "ui/header/HeaderBar.h"
#include "ui/header/Notice.h"
#include "ui/inspector/ProblemCard.h"
#include "ui/inspector/ProblemList.h"
#include "ui/palette/Palette.h"
#include "ui/palette/PaletteEntry.h"
#include "ui/support/Dialogs.h"

namespace glassnet::test {

namespace {

using namespace app;

const std::vector<std::int64_t> kWanted{4, 8, 6, 3};

/// A window with an empty drawing, and what a person does to it, counted.
class Person {
public:
    Person() : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))) {
        m_settings.setValue(SettingId::Theme, QStringLiteral("light"));
        m_settings.setValue(SettingId::ReduceMotion, true);
        window = std::make_unique<MainWindow>(m_settings);
        window->resize(1440, 900);
        window->show();
        window->activateWindow();
        window->newProject();
        window->canvasArea().canvas().setFocus();
        settle();
    }
    void settle() const {
        for (int i = 0; i < 3; ++i) {
            window->workbench().settle();
            QCoreApplication::processEvents();
        }
    }
    /// One key, to whatever has the focus.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        ++keys;
        QTest::keyClick(target(), key, modifiers);
        settle();
    }
    void type(const QString& text) {
        for (const auto letter : text) {
            ++keys;
            QTest::keyClick(target(), letter.toLatin1());
            settle();
        }
    }
    void clickEntry(const char* entry) {
        ++gestures;
        QTest::mouseClick(window->palette().entry(QString::fromLatin1(entry)), Qt::LeftButton);
        settle();
    }
    /// Drags the lower edge of a layer until it has so many units.
    void dragUnits(std::size_t place, std::int64_t units) {
        ++gestures;
        auto& canvas = window->canvasArea().canvas();
        const auto id = network().layers().at(place).id;
        const auto card = canvas.frame().geometry.layers.at(id).card;
        const QPoint from = canvas.mapFromScene(QPointF(card.center().x() + card.width() / 4, card.bottom()));
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, from);
        const auto now = [&] { return inferShapes(network()).at(id).out; };
        const int way = units > now() ? 1 : -1;
        for (int step = 1; step < 600 && now() != units; ++step) {
            QTest::mouseMove(canvas.viewport(), from + QPoint(0, way * step));
            QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(0, way * step)),
                             canvas.viewport()->mapToGlobal(QPointF(from + QPoint(0, way * step))), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(canvas.viewport(), &move);
            last = from + QPoint(0, way * step);
        }
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, last);
        settle();
    }
    /// What is wrong with the window's picture; the find field's own words end in an ellipsis and are not cut.
    [[nodiscard]] QString looks(const QString& name) const {
        auto wrong = lookAt(*window, name);
        wrong.removeAll(QStringLiteral("elided: ") + window->header().findField().placeholderText());
        return wrong.join(QLatin1Char('\n'));
    }
    [[nodiscard]] const NetworkSpec& network() const { return window->workbench().project().network; }
    [[nodiscard]] std::vector<std::int64_t> units() const {
        const auto shapes = inferShapes(network());
        std::vector<std::int64_t> all;
        for (const auto id : network().topologicalOrder()) {
            all.push_back(shapes.at(id).out);
        }
        return all;
    }
    [[nodiscard]] bool runs() const { return window->workbench().problems().empty() && window->workbench().snapshot() != nullptr; }

    std::unique_ptr<MainWindow> window;
    int keys = 0;
    int gestures = 0;

private:
    [[nodiscard]] QWidget* target() const {
        auto* focused = QApplication::focusWidget();
        return focused != nullptr ? focused : window.get();
    }
    QTemporaryDir m_folder;
    Settings m_settings;
    QPoint last;
};

}  // namespace

/// A person who has never seen the program draws 4-8-6-3 from an empty canvas: three ways.
class BuildJourneysTest final : public TestCase {
    Q_OBJECT
private slots:
    void byTypingTheNetwork();
    void byKeyboard();
    void byMouse();
    void undoneAndRedoneFromTheFirstEditOn();
    void modesChangeWhatCanBeDone();
    void copiedToAnotherWindow();
    void findsFromInsideAField();
    void problemsAreRepairedByOneClick();
    void theWindowLooksRight_data();
    void theWindowLooksRight();
};

void BuildJourneysTest::byTypingTheNetwork() {
    Person person;
    person.key(Qt::Key_K, Qt::ControlModifier);
    person.type(QStringLiteral("4-8-6-3"));
    person.key(Qt::Key_Return);
    QCOMPARE(person.units(), kWanted);
    QVERIFY(person.runs());
    QCOMPARE(person.keys, 9);
    QCOMPARE(person.window->workbench().history().entries().size(), std::size_t{1});
}

void BuildJourneysTest::byKeyboard() {
    Person person;
    for (const auto& [kind, units] : {std::pair{Qt::Key_I, "4"}, {Qt::Key_D, "8"}, {Qt::Key_D, "6"}, {Qt::Key_O, "3"}}) {
        person.key(kind);
        person.type(QString::fromLatin1(units));
        person.key(Qt::Key_Return);
    }
    QCOMPARE(person.units(), kWanted);
    QVERIFY(person.runs());
    QVERIFY2(person.keys <= 25, qPrintable(QString::number(person.keys)));
}

void BuildJourneysTest::byMouse() {
    Person person;
    for (const auto* entry : {"input", "dense", "dense", "output"}) {
        person.clickEntry(entry);
    }
    for (std::size_t place = 0; place < kWanted.size(); ++place) {
        if (person.units().at(place) != kWanted[place]) {
            person.dragUnits(place, kWanted[place]);
        }
    }
    QCOMPARE(person.units(), kWanted);
    QVERIFY(person.runs());
    QVERIFY2(person.gestures <= 12, qPrintable(QString::number(person.gestures)));
    // A drag is one entry.
    QCOMPARE(person.window->workbench().history().entries().size(), std::size_t(person.gestures));
}

void BuildJourneysTest::undoneAndRedoneFromTheFirstEditOn() {
    Person person;
    QVERIFY(!person.window->action(ActionId::Undo).isEnabled());
    person.key(Qt::Key_I);
    QVERIFY(person.window->action(ActionId::Undo).isEnabled());
    person.key(Qt::Key_D);
    person.key(Qt::Key_O);
    person.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(person.network().layers().size(), std::size_t{2});
    person.key(Qt::Key_Z, Qt::ControlModifier);
    person.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(person.network().layers().empty());
    for (int i = 0; i < 3; ++i) {
        person.key(Qt::Key_Y, Qt::ControlModifier);
    }
    QCOMPARE(person.network().layers().size(), std::size_t{3});
    QVERIFY(person.runs());
}

void BuildJourneysTest::modesChangeWhatCanBeDone() {
    Person person;
    person.key(Qt::Key_I);
    person.key(Qt::Key_O);
    QVERIFY(person.window->action(ActionId::AddDense).isEnabled());
    QVERIFY(!person.window->action(ActionId::Forward).isEnabled());
    person.key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(person.window->mode(), ui::Mode::Step);
    QVERIFY(!person.window->action(ActionId::AddDense).isEnabled());
    QVERIFY(person.window->action(ActionId::Forward).isEnabled());
    const auto layers = person.network().layers().size();
    person.key(Qt::Key_D);
    QCOMPARE(person.network().layers().size(), layers);
    person.key(Qt::Key_Home);
    person.key(Qt::Key_Right);
    QCOMPARE(person.window->workbench().snapshot()->position, std::size_t{1});
}

void BuildJourneysTest::copiedToAnotherWindow() {
    Person person;
    person.key(Qt::Key_K, Qt::ControlModifier);
    person.type(QStringLiteral("4-8-6-3"));
    person.key(Qt::Key_Return);
    person.window->action(ActionId::SelectAll).trigger();
    person.window->action(ActionId::Copy).trigger();
    Person other;
    other.window->action(ActionId::Paste).trigger();
    other.settle();
    QCOMPARE(other.units(), kWanted);
    QVERIFY(other.runs());
}

void BuildJourneysTest::findsFromInsideAField() {
    Person person;
    person.key(Qt::Key_I);
    person.type(QStringLiteral("1"));  // The field for the units has the focus now.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    person.settle();
    QVERIFY(person.window->header().findField().hasFocus());
}

void BuildJourneysTest::problemsAreRepairedByOneClick() {
    Person person;
    QCOMPARE(person.looks(QStringLiteral("build_empty")), QString());
    // An empty ground is no mistake.
    QVERIFY(person.window->canvasArea().problems().cards().empty());
    QVERIFY(person.window->canvasArea().notice().sentence().isEmpty());
    person.key(Qt::Key_I);
    person.key(Qt::Key_D);
    auto& problems = person.window->canvasArea().problems();
    QVERIFY(!problems.cards().empty());
    QVERIFY(!problems.geometry().intersects(person.window->canvasArea().canvas().geometry()));
    QCOMPARE(person.looks(QStringLiteral("build_problem")), QString());
    for (int clicks = 0; clicks < 5 && !problems.cards().empty(); ++clicks) {
        auto* button = problems.cards().front()->findChild<QAbstractButton*>();
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        person.settle();
    }
    QVERIFY(person.runs());
    // All that was added is in view.
    const auto& canvas = person.window->canvasArea().canvas();
    for (const auto& [id, layer] : canvas.frame().geometry.layers) {
        QVERIFY(canvas.visiblePart().contains(layer.card));
    }
    person.window->rightPanel().setPage(RightPanel::Page::History);
    QCOMPARE(person.looks(QStringLiteral("build_history")), QString());
    person.window->rightPanel().setPage(RightPanel::Page::Values);
    person.settle();
    QCOMPARE(person.looks(QStringLiteral("build_values")), QString());
}

void BuildJourneysTest::theWindowLooksRight_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440 x 900") << QSize(1440, 900);
    QTest::newRow("1366 x 768") << QSize(1366, 768);
    QTest::newRow("1024 x 600") << QSize(1024, 600);
}

void BuildJourneysTest::theWindowLooksRight() {
    QFETCH(QSize, size);
    Person person;
    person.window->resize(size);
    person.key(Qt::Key_K, Qt::ControlModifier);
    person.type(QStringLiteral("4-8-6-3"));
    person.key(Qt::Key_Return);
    auto& area = person.window->canvasArea();
    const auto parts = {area.minimap().geometry(), area.zoomControl().geometry()};
    QVERIFY(!area.minimap().geometry().intersects(area.zoomControl().geometry()));
    for (const auto& part : parts) {
        QVERIFY(area.rect().contains(part));
        QVERIFY(!part.intersects(area.problems().geometry()));
    }
    QVERIFY(!area.geometry().intersects(person.window->palette().geometry()));
    for (const auto& [id, layer] : area.canvas().frame().geometry.layers) {
        QVERIFY(area.canvas().rect().contains(area.canvas().mapFromScene(layer.card).boundingRect()));
    }
}

GLASSNET_TEST(BuildJourneysTest);

}  // namespace glassnet::test

#include "BuildJourneysTest.moc"
