#include "app/DeviceWiring.h"

#include <QAction>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QTemporaryDir>

#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "engine/program/Operations.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"
#include "ui/header/DeviceButton.h"
#include "ui/header/HeaderBar.h"
#include "ui/header/Notice.h"
#include "ui/support/Dialogs.h"
#include "ui/support/NumberText.h"

namespace glassnet::test {

namespace {

using namespace app;

/// The window on a machine with the fake devices.
struct Opened {
    explicit Opened(std::shared_ptr<DeviceHost> host = FakeDevices::host()) : settings(folder.filePath(QStringLiteral("settings.ini"))) {
        settings.setValue(SettingId::Theme, QStringLiteral("light"));
        settings.setValue(SettingId::ReduceMotion, true);
        window = std::make_unique<MainWindow>(settings, nullptr, std::move(host));
        window->resize(1366, 768);
        window->openExample(QStringLiteral("three-two-one"));
        window->show();
        settle();
    }
    void settle() const {
        window->workbench().devices().settle();
        for (int i = 0; i < 3; ++i) {
            window->workbench().settle();
            QCoreApplication::processEvents();
        }
    }
    [[nodiscard]] std::unique_ptr<QMenu> menu() const {
        auto menu = std::make_unique<QMenu>();
        window->devices().fill(*menu);
        return menu;
    }
    /// Chooses the entry that begins so; false when there is none that can be chosen.
    [[nodiscard]] bool choose(const QString& start) const {
        const auto list = menu();
        for (auto* action : list->actions()) {
            if (action->text().startsWith(start) && action->isEnabled()) {
                action->trigger();
                settle();
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] QString button() const { return window->header().deviceButton().text(); }

    FakeDevices variables;
    QTemporaryDir folder;
    Settings settings;
    std::unique_ptr<MainWindow> window;
};

class DeviceWiringTest final : public TestCase {
    Q_OBJECT
private slots:
    void withoutOtherDevices();
    void tellsWhyADeviceCannotBeUsed();
    void choosesAndRemembers();
    void choosesTf32WithItsError();
    void wrongDeviceAndItsReport();
    void lostDeviceIsTold();
    void fitsTheHeader();
};

void DeviceWiringTest::withoutOtherDevices() {
    const Opened opened(std::make_shared<DeviceHost>(DevicePlaces{"libnowhere-to-be-found.so.1", {}}));
    QVERIFY2(opened.button().startsWith(QStringLiteral("CPU · ")), qPrintable(opened.button()));
    QStringList disabled;
    const auto list = opened.menu();
    for (const auto* action : list->actions()) {
        if (!action->isEnabled() && !action->isSeparator()) {
            disabled.append(action->text());
        }
    }
    QVERIFY2(disabled.join(QLatin1Char('\n')).contains(QStringLiteral("No NVIDIA driver is installed.")), qPrintable(disabled.join(u'\n')));
    QVERIFY(disabled.join(QLatin1Char('\n')).contains(QStringLiteral("has no part for NVIDIA GPUs")));
    QVERIFY(opened.window->header().deviceButton().accessibleDescription().startsWith(QStringLiteral("Auto: CPU computes")));
}

void DeviceWiringTest::tellsWhyADeviceCannotBeUsed() {
    FakeDevices variables;
    variables.set("GLASSNET_FAKE_TROUBLE", QByteArray::number(static_cast<int>(DeviceTrouble::DriverTooOld)));
    const Opened opened;
    const auto list = opened.menu();
    const auto actions = list->actions();
    const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->toolTip().contains(QStringLiteral("supports CUDA 12.4, but this program needs 13.0"));
    });
    QVERIFY(found != actions.end());
    QVERIFY(!(*found)->isEnabled());
    QVERIFY(!opened.choose(QStringLiteral("NVIDIA GPU")));
}

void DeviceWiringTest::choosesAndRemembers() {
    const Opened opened;
    QCOMPARE(opened.settings.device(), QStringLiteral("auto"));
    QVERIFY(opened.choose(QStringLiteral("Fake GPU 0 —")));
    QCOMPARE(opened.button(), QStringLiteral("Fake GPU 0"));
    QCOMPARE(opened.settings.device(), QStringLiteral("cuda:0"));
    QCOMPARE(opened.settings.passedDevices().size(), std::size_t{1});
    QCOMPARE(opened.window->workbench().history().entries().back().title, QStringLiteral("Device: Fake GPU 0"));
    QVERIFY(opened.window->devices().sentenceOfUse().contains(QStringLiteral("because you chose it")));
    // The next time the program starts.
    Settings again(opened.folder.filePath(QStringLiteral("settings.ini")));
    QVERIFY(deviceWish(again) == DeviceChoice::parse("cuda:0"));
    opened.window->workbench().undo();
    opened.settle();
    QVERIFY(opened.button().startsWith(QStringLiteral("CPU")));
}

void DeviceWiringTest::choosesTf32WithItsError() {
    const Opened opened;
    QVERIFY(opened.choose(QStringLiteral("Fake GPU 0, fast (TF32)")));
    QCOMPARE(opened.button(), QStringLiteral("Fake GPU 0, fast (TF32)"));
    const auto& test = opened.window->workbench().devices().report()->selfTests.at("cuda:0+tf32");
    const auto error = ui::NumberText(ui::NumberText::kFewest).of(test.report.productError);
    const auto list = opened.menu();
    bool isShown = false;
    for (const auto* action : list->actions()) {
        isShown = isShown || (action->text().contains(QStringLiteral("TF32")) && action->text().contains(error));
    }
    QVERIFY(isShown);
}

void DeviceWiringTest::wrongDeviceAndItsReport() {
    FakeDevices variables;
    variables.set("GLASSNET_FAKE_WRONG", QByteArray(operationInfo(Op::Affine).key.data()));
    const Opened opened;
    QVERIFY(opened.choose(QStringLiteral("Fake GPU 0 —")));
    QVERIFY(opened.button().startsWith(QStringLiteral("CPU")));
    QVERIFY(!opened.choose(QStringLiteral("Fake GPU 0 —")));
    const auto path = opened.folder.filePath(QStringLiteral("report.json"));
    ui::Dialogs::answerNextFile(path);
    QVERIFY(opened.choose(QStringLiteral("Save the self-test of Fake GPU 0")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto report = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(report.value(QStringLiteral("outcome")).toString(), QStringLiteral("failed"));
}

void DeviceWiringTest::lostDeviceIsTold() {
    Opened opened;
    QVERIFY(opened.choose(QStringLiteral("Fake GPU 0 —")));
    opened.variables.set("GLASSNET_FAKE_LOST_AFTER", "0");
    opened.window->workbench().forward();
    opened.settle();
    const auto said = opened.window->canvasArea().notice().sentence();
    QVERIFY2(said.contains(QStringLiteral("Fake GPU 0 no longer answers")), qPrintable(said));
    QVERIFY2(said.endsWith(QStringLiteral("The CPU goes on from step 1; nothing is lost.")), qPrintable(said));
    QVERIFY(opened.button().startsWith(QStringLiteral("CPU")));
}

/// On the smallest window everything in the header has its place.
void DeviceWiringTest::fitsTheHeader() {
    const Opened opened;
    for (const auto& size : {QSize(1024, 600), QSize(1366, 768), QSize(1440, 900)}) {
        opened.window->resize(size);
        opened.settle();
        const auto& header = opened.window->header();
        QList<const QWidget*> parts;
        for (const auto* part : header.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (part->isVisible()) {
                QVERIFY(header.rect().contains(part->geometry()));
                for (const auto* other : parts) {
                    QVERIFY2(!part->geometry().intersects(other->geometry()), part->metaObject()->className());
                }
                parts.append(part);
            }
        }
        QVERIFY(header.deviceButton().width() >= header.deviceButton().minimumSizeHint().width());
    }
}

}  // namespace

GLASSNET_TEST(DeviceWiringTest);

}  // namespace glassnet::test

#include "DeviceWiringTest.moc"
