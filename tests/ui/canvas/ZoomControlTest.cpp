#include "ui/canvas/ZoomControl.h"

#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/support/RoundButton.h"

namespace glassnet::test {

using ui::ZoomControl;

class ZoomControlTest final : public TestCase {
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void showsTheZoom();
    void buttonsAsk();
    void typedNumberAsks();
    void escapeRestores();
    void menuHasTheUsualSizes();
    void everyPartIsNamed();
    void looks();
};

void ZoomControlTest::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("zoom");
    constexpr double none = 0;
    QTest::newRow("number") << "80" << 0.8;
    QTest::newRow("percent") << "80%" << 0.8;
    QTest::newRow("percent with a space") << " 80 % " << 0.8;
    QTest::newRow("no-break space") << QString::fromUtf8("80\u00A0%") << 0.8;
    QTest::newRow("comma") << "62,5" << 0.625;
    QTest::newRow("too small") << "1" << 0.1;
    QTest::newRow("too large") << "100000" << 6.0;
    QTest::newRow("zero") << "0" << none;
    QTest::newRow("negative") << "-50" << none;
    QTest::newRow("word") << "large" << none;
    QTest::newRow("nothing") << "" << none;
    QTest::newRow("percent alone") << "%" << none;
}

void ZoomControlTest::parses() {
    QFETCH(QString, text);
    QFETCH(double, zoom);
    QCOMPARE(ZoomControl().parse(text).value_or(0), zoom);
}

void ZoomControlTest::showsTheZoom() {
    ZoomControl control;
    auto& number = *control.findChild<QLineEdit*>();
    QCOMPARE(number.text(), QString::fromUtf8("100\u00A0%"));
    control.setZoom(0.6249);
    QCOMPARE(number.text(), QString::fromUtf8("62\u00A0%"));
    // What is being typed is not taken away.
    number.selectAll();
    QTest::keyClicks(&number, QStringLiteral("8"));
    control.setZoom(0.7);
    QCOMPARE(number.text(), QStringLiteral("8"));
}

void ZoomControlTest::buttonsAsk() {
    ZoomControl control;
    control.show();
    QSignalSpy in(&control, &ZoomControl::zoomInRequested);
    QSignalSpy out(&control, &ZoomControl::zoomOutRequested);
    const auto buttons = control.findChildren<ui::RoundButton*>();
    QCOMPARE(buttons.size(), 3);
    auto* smaller = buttons.at(0);
    auto* larger = buttons.at(2);
    QTest::mouseClick(smaller, Qt::LeftButton);
    QCOMPARE(out.size(), 1);
    QTest::mouseClick(larger, Qt::LeftButton);
    QCOMPARE(in.size(), 1);
    control.setZoom(6);
    QVERIFY(!larger->isEnabled() && smaller->isEnabled());
    control.setLimits(0.5, 8);
    QVERIFY(larger->isEnabled());
    control.setZoom(0.5);
    QVERIFY(!smaller->isEnabled());
    auto& number = *control.findChild<QLineEdit*>();
    QTest::keyClick(&number, Qt::Key_Up);
    QTest::keyClick(&number, Qt::Key_Down);
    QCOMPARE(in.size(), 2);
    QCOMPARE(out.size(), 2);
}

void ZoomControlTest::typedNumberAsks() {
    ZoomControl control;
    QSignalSpy asked(&control, &ZoomControl::zoomRequested);
    auto& number = *control.findChild<QLineEdit*>();
    number.selectAll();
    QTest::keyClicks(&number, QStringLiteral("80"));
    QTest::keyClick(&number, Qt::Key_Return);
    QTest::keyClick(&number, Qt::Key_Return);
    QCOMPARE(asked, (QList<QList<QVariant>>{{0.8}}));
    number.selectAll();
    QTest::keyClicks(&number, QStringLiteral("huge"));
    QTest::keyClick(&number, Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(number.text(), QString::fromUtf8("100\u00A0%"));
}

void ZoomControlTest::escapeRestores() {
    ZoomControl control;
    QSignalSpy asked(&control, &ZoomControl::zoomRequested);
    auto& number = *control.findChild<QLineEdit*>();
    number.selectAll();
    QTest::keyClicks(&number, QStringLiteral("80"));
    QTest::keyClick(&number, Qt::Key_Escape);
    QCOMPARE(number.text(), QString::fromUtf8("100\u00A0%"));
    QCOMPARE(asked.size(), 0);
}

void ZoomControlTest::menuHasTheUsualSizes() {
    ZoomControl control;
    control.show();
    QSignalSpy asked(&control, &ZoomControl::zoomRequested);
    QSignalSpy fit(&control, &ZoomControl::fitRequested);
    QTest::mouseClick(control.findChildren<ui::RoundButton*>().at(1), Qt::LeftButton);
    auto* menu = control.findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->isVisible());
    menu->actions().first()->trigger();
    QCOMPARE(fit.size(), 1);
    for (auto* action : menu->actions()) {
        if (action->text() == QString::fromUtf8("100\u00A0%")) {
            action->trigger();
        }
    }
    QCOMPARE(asked, (QList<QList<QVariant>>{{1.0}}));
    menu->close();
}

void ZoomControlTest::everyPartIsNamed() {
    const ZoomControl control;
    QVERIFY(!control.findChild<QLineEdit*>()->accessibleName().isEmpty());
    for (const auto* button : control.findChildren<ui::RoundButton*>()) {
        QVERIFY(!button->accessibleName().isEmpty());
    }
}

void ZoomControlTest::looks() {
    ZoomControl control;
    control.resize(control.sizeHint());
    control.setZoom(6);
    QCOMPARE(lookAt(control, QStringLiteral("zoom_largest")), QStringList());
    control.setZoom(1);
    QCOMPARE(lookAt(control, QStringLiteral("zoom")), QStringList());
}

GLASSNET_TEST(ZoomControlTest);

}  // namespace glassnet::test

#include "ZoomControlTest.moc"
