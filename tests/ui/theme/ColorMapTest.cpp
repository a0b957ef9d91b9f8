#include "ui/theme/ColorMap.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

using glassnet::ui::ColorMap;
using glassnet::ui::contrastRatio;
using glassnet::ui::Theme;
using glassnet::ui::Token;

class ColorMapTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void endsAndMiddleAreTokens() {
        for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
            const ColorMap map(*theme);
            QCOMPARE(map.color(0, 2), theme->color(Token::Zero));
            QCOMPARE(map.color(-0.0, 2), theme->color(Token::Zero));
            QCOMPARE(map.color(2, 2), theme->color(Token::Positive));
            QCOMPARE(map.color(9, 2), theme->color(Token::Positive));
            QCOMPARE(map.color(-2, 2), theme->color(Token::Negative));
        }
    }

    void indexIsSymmetricAndRising() {
        int before = 0;
        for (double value = -3; value <= 3; value += 0.01) {
            const int up = ColorMap::index(value, 3);
            QCOMPARE(up - ColorMap::kZero, ColorMap::kZero - ColorMap::index(-value, 3));
            QVERIFY(up >= before);
            before = up;
        }
    }

    void notFiniteIsFlagged() {
        for (const double value : {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
            QCOMPARE(ColorMap::index(value, 1), ColorMap::kNotFinite);
        }
        QCOMPARE(ColorMap::index(-1e300, 1), std::uint8_t{1});
        QCOMPARE(ColorMap::index(0.5, 0), ColorMap::index(0.5, 1));
        const std::vector<double> values = {0.5, -2.5, std::nan(""), std::numeric_limits<double>::infinity()};
        QCOMPARE(ColorMap::limitOf(values), 2.5);
        QCOMPARE(ColorMap::limitOf({}), 1.0);
    }

    void everyCellReads() {
        for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
            const ColorMap map(*theme);
            for (const QRgb ground : map.table()) {
                const QColor color = QColor::fromRgb(ground);
                QVERIFY(contrastRatio(ColorMap::textOn(color, *theme), color) >= 4.5);
            }
        }
    }
};

GLASSNET_TEST(ColorMapTest);
#include "ColorMapTest.moc"
