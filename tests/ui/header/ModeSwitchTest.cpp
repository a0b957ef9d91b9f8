#include "ui/header/ModeSwitch.h"

#include <QSignalSpy>

#include "tests/support/TestCase.h"
#include "ui/support/SegmentedControl.h"

namespace glassnet::test {

using ui::Mode;
using ui::ModeSwitch;

class ModeSwitchTest final : public TestCase {
    Q_OBJECT
private slots:
    void tableIsInOrder();
    void showsWhatItIsGiven();
    void tellsWhatAPersonChooses();
    void settingIsSilent();
};

void ModeSwitchTest::tableIsInOrder() {
    std::size_t i = 0;
    for (const auto& row : ui::modeTable()) {
        QCOMPARE(static_cast<std::size_t>(row.mode), i++);
        QVERIFY(*row.key != '\0' && *row.text != '\0' && *row.help != '\0');
    }
    QCOMPARE(i, static_cast<std::size_t>(Mode::Count_));
}

void ModeSwitchTest::showsWhatItIsGiven() {
    ModeSwitch modes;
    QCOMPARE(modes.strip().count(), 0);
    QCOMPARE(modes.mode(), Mode::Build);
    modes.setModes({Mode::Step});
    QCOMPARE(modes.strip().count(), 1);
    QCOMPARE(modes.mode(), Mode::Step);
    modes.setModes({Mode::Build, Mode::Step});
    QCOMPARE(modes.strip().count(), 2);
    QCOMPARE(modes.strip().text(0), QStringLiteral("Build"));
    QCOMPARE(modes.mode(), Mode::Step);
    QVERIFY(!modes.strip().accessibleName().isEmpty());
}

void ModeSwitchTest::tellsWhatAPersonChooses() {
    ModeSwitch modes;
    modes.setModes({Mode::Build, Mode::Step});
    modes.resize(modes.sizeHint());
    QSignalSpy changed(&modes, &ModeSwitch::modeChanged);
    modes.show();
    QTest::mouseClick(&modes.strip(), Qt::LeftButton, {}, modes.strip().itemRect(1).center().toPoint());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.last().first().value<Mode>(), Mode::Step);
    QTest::keyClick(&modes.strip(), Qt::Key_Left);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(modes.mode(), Mode::Build);
}

void ModeSwitchTest::settingIsSilent() {
    ModeSwitch modes;
    QSignalSpy changed(&modes, &ModeSwitch::modeChanged);
    modes.setModes({Mode::Build, Mode::Step});
    modes.setMode(Mode::Step);
    QCOMPARE(modes.mode(), Mode::Step);
    modes.setModes({Mode::Step});
    modes.setMode(Mode::Build);
    QCOMPARE(modes.mode(), Mode::Step);
    QCOMPARE(changed.size(), 0);
}

GLASSNET_TEST(ModeSwitchTest);

}  // namespace glassnet::test

#include "ModeSwitchTest.moc"
