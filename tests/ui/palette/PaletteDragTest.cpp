#include <QDrag>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QProcess>
#include <QSignalSpy>
#include <QTimer>
#include <QWindow>
#include <functional>
#include <vector>

#include "tests/support/TestCase.h"
#include "ui/palette/Palette.h"
#include "ui/palette/PaletteEntry.h"
#include "ui/support/MimeTypes.h"

namespace glassnet::test {

namespace {

/// Takes everything and notes what was dropped.
class Target final : public QWidget {
public:
    explicit Target(QWidget* parent) : QWidget(parent) { setAcceptDrops(true); }

    QList<QByteArray> dropped;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override { event->acceptProposedAction(); }
    void dropEvent(QDropEvent* event) override {
        dropped.append(event->mimeData()->data(QLatin1String(ui::kLayerMime)));
        event->acceptProposedAction();
    }
};

/// Steps that also run inside the loop of QDrag: a new timer is armed before each step, for a repeating one whose slot starts the loop
/// would never fire in it.
class Script final : public QObject {
public:
    Script& then(std::function<void()> step) {
        m_steps.push_back(std::move(step));
        return *this;
    }
    void start() {
        QTimer::singleShot(5000, this, [] { QDrag::cancel(); });
        arm();
    }
    [[nodiscard]] bool done() const { return m_next >= m_steps.size(); }

private:
    void arm() {
        QTimer::singleShot(10, this, [this] {
            if (!done()) {
                const auto step = m_steps[m_next++];
                arm();
                step();
            }
        });
    }

    std::vector<std::function<void()>> m_steps;
    std::size_t m_next = 0;
};

/// A palette beside a place to drop on, in one window.
struct Scene {
    Scene() {
        window.resize(600, 560);
        palette.setGeometry(0, 0, palette.width(), 560);
        target.setGeometry(300, 0, 300, 560);
        window.show();
    }
    /// In the window; QWindow gets the events, for drags live there.
    [[nodiscard]] QPoint at(const QWidget& widget) const { return widget.mapTo(&window, widget.rect().center()); }

    QWidget window;
    ui::Palette palette{&window};
    Target target{&window};
};

}  // namespace

/// Real drags. The offscreen platform has none: there this class runs itself again on the minimal one.
class PaletteDragTest final : public TestCase {
    Q_OBJECT
private slots:
    void onAPlatformThatDrags();
    void drops();
    void escapeDropsNothing();
    void aSmallMoveIsAClick();

private:
    static bool drags() { return QGuiApplication::platformName() == QLatin1String("minimal"); }
};

void PaletteDragTest::onAPlatformThatDrags() {
    if (drags()) {
        return;
    }
    QProcess again;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("minimal:enable_fonts"));
    again.setProcessEnvironment(environment);
    again.setProcessChannelMode(QProcess::MergedChannels);
    again.start(QCoreApplication::applicationFilePath(), {QStringLiteral("PaletteDragTest")});
    QVERIFY(again.waitForFinished(60000));
    const auto said = again.readAll();
    QVERIFY2(again.exitStatus() == QProcess::NormalExit && again.exitCode() == 0, said.constData());
    QVERIFY2(said.contains("PASS   : glassnet::test::PaletteDragTest::drops()"), said.constData());
}

void PaletteDragTest::drops() {
    if (!drags()) {
        return;
    }
    Scene scene;
    QSignalSpy activated(&scene.palette, &ui::Palette::activated);
    auto* dense = scene.palette.entry(QStringLiteral("dense"));
    auto* window = scene.window.windowHandle();
    const QPoint from = scene.at(*dense);
    const QPoint to = scene.at(scene.target);
    bool litInside = false;
    Script script;
    script.then([&] { QTest::mousePress(window, Qt::LeftButton, {}, from); });
    script.then([&] { QTest::mouseMove(window, from + QPoint(30, 10)); });
    for (int k = 1; k <= 4; ++k) {
        script.then([&, k] { QTest::mouseMove(window, from + (to - from) * k / 4); });
    }
    script.then([&] { litInside = dense->isArmed(); });
    script.then([&] { QTest::mouseRelease(window, Qt::LeftButton, {}, to); });
    script.start();
    QTRY_VERIFY_WITH_TIMEOUT(script.done() && !scene.target.dropped.isEmpty(), 6000);
    QCOMPARE(scene.target.dropped, QList<QByteArray>{"dense"});
    QVERIFY(litInside);
    QTRY_VERIFY(!dense->isArmed());
    QCOMPARE(activated.size(), 0);
}

void PaletteDragTest::escapeDropsNothing() {
    if (!drags()) {
        return;
    }
    Scene scene;
    auto* dense = scene.palette.entry(QStringLiteral("dense"));
    auto* window = scene.window.windowHandle();
    const QPoint from = scene.at(*dense);
    const QPoint to = scene.at(scene.target);
    bool litInside = false;
    Script script;
    script.then([&] { QTest::mousePress(window, Qt::LeftButton, {}, from); });
    script.then([&] { QTest::mouseMove(window, from + QPoint(30, 10)); });
    script.then([&] { QTest::mouseMove(window, to); });
    script.then([&] { litInside = dense->isArmed(); });
    script.then([&] { QTest::keyClick(window, Qt::Key_Escape); });
    script.then([&] { QTest::mouseRelease(window, Qt::LeftButton, {}, to); });
    script.start();
    QTRY_VERIFY_WITH_TIMEOUT(script.done(), 6000);
    QTRY_VERIFY(litInside && !dense->isArmed());
    QCOMPARE(scene.target.dropped, QList<QByteArray>());
}

void PaletteDragTest::aSmallMoveIsAClick() {
    if (!drags()) {
        return;
    }
    Scene scene;
    QSignalSpy activated(&scene.palette, &ui::Palette::activated);
    auto* window = scene.window.windowHandle();
    const QPoint from = scene.at(*scene.palette.entry(QStringLiteral("dense")));
    QTest::mousePress(window, Qt::LeftButton, {}, from);
    QTest::mouseMove(window, from + QPoint(2, 2));
    QTest::mouseRelease(window, Qt::LeftButton, {}, from + QPoint(2, 2));
    QTRY_COMPARE(activated.size(), 1);
}

GLASSNET_TEST(PaletteDragTest);

}  // namespace glassnet::test

#include "PaletteDragTest.moc"
