#include "app/Settings.h"

#include <QFile>
#include <QTemporaryDir>

#include "tests/support/TestCase.h"

namespace glassnet::test {

using app::SettingId;
using app::Settings;

class SettingsTest final : public TestCase {
    Q_OBJECT
private slots:
    void defaults();
    void remembers();
    void refusesWhatIsOutOfBounds();
    void damagedValuesFallBack_data();
    void damagedValuesFallBack();
};

void SettingsTest::defaults() {
    const QTemporaryDir folder;
    const Settings settings(folder.filePath(QStringLiteral("none.ini")));
    QCOMPARE(settings.theme(), QStringLiteral("system"));
    QCOMPARE(settings.digits(), 4);
    QCOMPARE(settings.reduceMotion(), false);
    QVERIFY(settings.value(SettingId::WindowGeometry).toByteArray().isEmpty());
}

void SettingsTest::remembers() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("settings.ini"));
    {
        Settings settings(path);
        settings.setValue(SettingId::Theme, QStringLiteral("dark"));
        settings.setValue(SettingId::Digits, 9);
        settings.setValue(SettingId::ReduceMotion, true);
        settings.setValue(SettingId::WindowGeometry, QByteArray("\0\1geometry", 10));
    }
    const Settings settings(path);
    QCOMPARE(settings.theme(), QStringLiteral("dark"));
    QCOMPARE(settings.digits(), 9);
    QCOMPARE(settings.reduceMotion(), true);
    QCOMPARE(settings.value(SettingId::WindowGeometry).toByteArray(), QByteArray("\0\1geometry", 10));
}

void SettingsTest::refusesWhatIsOutOfBounds() {
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    for (const int digits : {1, 10, -4}) {
        settings.setValue(SettingId::Digits, digits);
        QCOMPARE(settings.digits(), 4);
    }
    for (const int digits : {2, 9}) {
        settings.setValue(SettingId::Digits, digits);
        QCOMPARE(settings.digits(), digits);
    }
    settings.setValue(SettingId::Theme, QStringLiteral("purple"));
    QCOMPARE(settings.theme(), QStringLiteral("system"));
}

void SettingsTest::damagedValuesFallBack_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("words") << QByteArray("[look]\ntheme=purple\ndigits=many\nreduceMotion=perhaps\n");
    QTest::newRow("bounds") << QByteArray("[look]\ntheme=\ndigits=400\nreduceMotion=7\n");
    QTest::newRow("fraction") << QByteArray("[look]\ndigits=4.5\n");
    QTest::newRow("list") << QByteArray("[look]\ntheme=dark, light\ndigits=3, 4\nreduceMotion=true, true\n");
    QTest::newRow("noise") << QByteArray("\0\xff[[[=\n=%%@Invalid(", 18);
}

void SettingsTest::damagedValuesFallBack() {
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("settings.ini"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const Settings settings(path);
    QCOMPARE(settings.theme(), QStringLiteral("system"));
    QCOMPARE(settings.digits(), 4);
    QCOMPARE(settings.reduceMotion(), false);
}

GLASSNET_TEST(SettingsTest);

}  // namespace glassnet::test

#include "SettingsTest.moc"
