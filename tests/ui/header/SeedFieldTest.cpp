#include "ui/header/SeedField.h"

#include <QLineEdit>
#include <QSignalSpy>

#include "tests/support/TestCase.h"
#include "ui/support/RoundButton.h"

namespace glassnet::test {

using ui::SeedField;

class SeedFieldTest final : public TestCase {
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void tellsAnotherSeedOnce();
    void restoresWhatIsNoSeed();
    void escapeRestores();
    void buttons();
};

void SeedFieldTest::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isSeed");
    QTest::addColumn<quint64>("seed");
    constexpr quint64 kHalf = quint64{1} << 63;
    QTest::newRow("zero") << "0" << true << quint64{0};
    QTest::newRow("seven") << "7" << true << quint64{7};
    QTest::newRow("spaces around") << " 7 " << true << quint64{7};
    QTest::newRow("largest") << "18446744073709551615" << true << ~quint64{0};
    QTest::newRow("beyond the largest") << "18446744073709551616" << false << quint64{0};
    // torch.manual_seed takes negative numbers as 2^64 less.
    QTest::newRow("minus one") << "-1" << true << ~quint64{0};
    QTest::newRow("true minus") << QString(QChar(0x2212)) + "1" << true << ~quint64{0};
    QTest::newRow("smallest") << "-9223372036854775808" << true << kHalf;
    QTest::newRow("beyond the smallest") << "-9223372036854775809" << false << quint64{0};
    QTest::newRow("fraction") << "7.5" << false << quint64{0};
    QTest::newRow("nothing") << "" << false << quint64{0};
    QTest::newRow("word") << "seven" << false << quint64{0};
    QTest::newRow("two numbers") << "7 8" << false << quint64{0};
}

void SeedFieldTest::parses() {
    QFETCH(QString, text);
    QFETCH(bool, isSeed);
    QFETCH(quint64, seed);
    const auto parsed = SeedField::parse(text);
    QCOMPARE(parsed.has_value(), isSeed);
    QCOMPARE(quint64{parsed.value_or(0)}, seed);
}

void SeedFieldTest::tellsAnotherSeedOnce() {
    SeedField field;
    field.setSeed(7);
    QSignalSpy entered(&field, &SeedField::seedEntered);
    QSignalSpy rejected(&field, &SeedField::rejected);
    auto& edit = *field.findChild<QLineEdit*>();
    QCOMPARE(edit.text(), QStringLiteral("7"));
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(entered.count(), 0);
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("42"));
    QCOMPARE(entered.count(), 0);
    QTest::keyClick(&edit, Qt::Key_Return);
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered.first().first().toULongLong(), quint64{42});
    QCOMPARE(rejected.count(), 0);
}

void SeedFieldTest::restoresWhatIsNoSeed() {
    SeedField field;
    field.setSeed(7);
    QSignalSpy entered(&field, &SeedField::seedEntered);
    QSignalSpy rejected(&field, &SeedField::rejected);
    auto& edit = *field.findChild<QLineEdit*>();
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("7.5"));
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(entered.count(), 0);
    QCOMPARE(rejected.count(), 1);
    QVERIFY(rejected.first().first().toString().contains(QStringLiteral("7.5")));
    QCOMPARE(edit.text(), QStringLiteral("7"));
}

void SeedFieldTest::escapeRestores() {
    SeedField field;
    field.setSeed(7);
    QSignalSpy entered(&field, &SeedField::seedEntered);
    auto& edit = *field.findChild<QLineEdit*>();
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("42"));
    QTest::keyClick(&edit, Qt::Key_Escape);
    QCOMPARE(edit.text(), QStringLiteral("7"));
    QCOMPARE(entered.count(), 0);
}

void SeedFieldTest::buttons() {
    SeedField field;
    field.setSeed(7);
    QSignalSpy entered(&field, &SeedField::seedEntered);
    QSignalSpy restarted(&field, &SeedField::restartRequested);
    const auto buttons = field.findChildren<ui::RoundButton*>();
    QCOMPARE(buttons.size(), 2);
    for (auto* button : buttons) {
        QVERIFY(!button->accessibleName().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(entered.count(), 1);
    QCOMPARE(restarted.count(), 1);
}

GLASSNET_TEST(SeedFieldTest);

}  // namespace glassnet::test

#include "SeedFieldTest.moc"
