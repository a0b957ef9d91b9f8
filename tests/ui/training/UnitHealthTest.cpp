#include "ui/training/UnitHealth.h"

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

namespace glassnet::ui {

namespace {

class UnitHealthTest : public test::TestCase {
    Q_OBJECT
private slots:
    void saysWhatItCounts() {
        UnitHealth health;
        QCOMPARE(health.accessibleDescription(), QStringLiteral("No unit is counted yet."));
        health.setLayers({{QStringLiteral("Dense 1"), 8, 0, 0},
                          {QStringLiteral("Dense 2"), 6, 2, 0},
                          {QStringLiteral("Dense 3"), 4, 0, 1},
                          {QStringLiteral("Dense 4"), 1024, 100, 24}});
        QCOMPARE(health.accessibleDescription(),
                 QStringLiteral(
                     "Dense 1: all 8 learn. Dense 2: 2 dead of 6. Dense 3: 1 saturated of 4. Dense 4: 100 dead, 24 saturated of 1024"));
        health.resize(health.sizeHint());
        QVERIFY(test::paintedTexts(health).contains(QStringLiteral("2 dead of 6")));
        QCOMPARE(test::lookAt(health, QStringLiteral("health")), QStringList());
        health.resize(health.minimumSizeHint());
        QCOMPARE(test::lookAt(health, QStringLiteral("health_narrow")), QStringList());
    }
};

GLASSNET_TEST(UnitHealthTest);

}  // namespace

}  // namespace glassnet::ui

#include "UnitHealthTest.moc"
