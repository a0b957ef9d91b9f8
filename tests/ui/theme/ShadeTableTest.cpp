#include "ui/theme/ShadeTable.h"

#include <cmath>

#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

using ui::ShadeTable;
using ui::Theme;
using ui::Token;

class ShadeTableTest final : public TestCase {
    Q_OBJECT
private slots:
    void goesOneWay() {
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            const ShadeTable shades(*theme);
            QCOMPARE(QColor::fromRgb(shades.rgb(0)), theme->color(Token::Zero));
            for (std::size_t i = 2; i < 256; ++i) {
                const double before = ui::contrastRatio(QColor::fromRgb(shades.table()[i - 1]), theme->color(Token::Zero));
                const double now = ui::contrastRatio(QColor::fromRgb(shades.table()[i]), theme->color(Token::Zero));
                QVERIFY(now >= before);
            }
            QVERIFY(ui::contrastRatio(QColor::fromRgb(shades.rgb(1)), theme->color(Token::Zero)) > 5);
        }
    }
    void indices() {
        QCOMPARE(int{ShadeTable::index(0)}, 1);
        QCOMPARE(int{ShadeTable::index(0.5)}, 128);
        QCOMPARE(int{ShadeTable::index(1)}, 255);
        QCOMPARE(int{ShadeTable::index(-3)}, 1);
        QCOMPARE(int{ShadeTable::index(7)}, 255);
        QCOMPARE(int{ShadeTable::index(std::nan(""))}, 0);
    }
};

GLASSNET_TEST(ShadeTableTest);

}  // namespace

}  // namespace glassnet::test

#include "ShadeTableTest.moc"
