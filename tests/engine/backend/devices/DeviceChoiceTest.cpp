#include "engine/backend/devices/DeviceChoice.h"
#include "tests/support/TestCase.h"

using namespace glassnet;

namespace {

class DeviceChoiceTest : public test::TestCase {
    Q_OBJECT
private slots:
    void texts_data();
    void texts();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
};

void DeviceChoiceTest::texts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("fast");
    QTest::addColumn<QByteArray>("again");
    QTest::newRow("cpu") << QByteArray("cpu") << QByteArray("cpu") << false << QByteArray("cpu");
    QTest::newRow("first") << QByteArray("cuda") << QByteArray("cuda:0") << false << QByteArray("cuda:0");
    QTest::newRow("third") << QByteArray("cuda:2") << QByteArray("cuda:2") << false << QByteArray("cuda:2");
    QTest::newRow("fast") << QByteArray("cuda:1+tf32") << QByteArray("cuda:1") << true << QByteArray("cuda:1+tf32");
    QTest::newRow("first, fast") << QByteArray("cuda+tf32") << QByteArray("cuda:0") << true << QByteArray("cuda:0+tf32");
}

void DeviceChoiceTest::texts() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, key);
    QFETCH(bool, fast);
    QFETCH(QByteArray, again);
    const auto choice = DeviceChoice::parse(text.toStdString());
    QVERIFY(choice.has_value());
    QCOMPARE(QByteArray::fromStdString(choice->key), key);
    QCOMPARE(choice->options.tf32, fast);
    QCOMPARE(QByteArray::fromStdString(choice->text()), again);
    QCOMPARE(choice->isCpu(), key == "cpu");
    QVERIFY(DeviceChoice::parse(choice->text()) == choice);
}

void DeviceChoiceTest::refusesOtherTexts_data() {
    QTest::addColumn<QByteArray>("text");
    for (const auto* text :
         {"", "CPU", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1 ", "cuda:1234", "cuda0", "cpu+tf32", "+tf32", "cuda:0+tf"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void DeviceChoiceTest::refusesOtherTexts() {
    QFETCH(QByteArray, text);
    QVERIFY(!DeviceChoice::parse(text.toStdString()).has_value());
}

}  // namespace

GLASSNET_TEST(DeviceChoiceTest);
#include "DeviceChoiceTest.moc"
