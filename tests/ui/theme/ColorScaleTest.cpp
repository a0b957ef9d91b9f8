#include "ui/theme/ColorScale.h"

#include <cmath>
#include <limits>

#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using ui::ColorMap;
using ui::ColorScale;
using ui::contrastRatio;
using ui::MapKind;
using ui::Theme;
using ui::Token;

/// Scales of color maps, and the one-sided maps.
class ColorScaleTest final : public TestCase {
    Q_OBJECT
private slots:
    void linearIsTheMapsOwn();
    void oneSidedGoesBySize();
    void logarithmicByHand();
    void thereAndBack();
    void linearPartIsAPowerOfTen();
    void notFinite();
    void oneSidedMapsAreEven();
};

void ColorScaleTest::linearIsTheMapsOwn() {
    const ColorScale scale(3);
    for (double value = -4; value <= 4; value += 0.0137) {
        QCOMPARE(scale.index(value), ColorMap::index(value, 3));
    }
    QCOMPARE(ColorScale(0).limit(), 1.0);
    QCOMPARE(ColorScale(std::nan("")).limit(), 1.0);
}

void ColorScaleTest::oneSidedGoesBySize() {
    const ColorScale scale(2, false);
    QCOMPARE(int{scale.index(0)}, 1);
    QCOMPARE(int{scale.index(2)}, 255);
    QCOMPARE(int{scale.index(9)}, 255);
    QCOMPARE(int{scale.index(1)}, 128);
    QCOMPARE(scale.index(-1.25), scale.index(1.25));
}

void ColorScaleTest::logarithmicByHand() {
    // From 0.01 to 10 are three powers of ten, and the linear part takes the room of a fourth.
    const ColorScale scale(10, true, 0.01);
    const struct {
        double value;
        double position;
    } kRows[] = {{0, 0}, {0.005, 0.125}, {0.01, 0.25}, {0.1, 0.5}, {1, 0.75}, {10, 1}, {-0.1, -0.5}, {-0.005, -0.125}, {40, 1}};
    for (const auto& row : kRows) {
        QVERIFY2(std::abs(scale.position(row.value) - row.position) < 1e-12, qPrintable(QString::number(row.value)));
    }
    QVERIFY(scale.isLogarithmic());
    QVERIFY(!ColorScale(10, true, 20).isLogarithmic());
}

void ColorScaleTest::thereAndBack() {
    for (const ColorScale& scale : {ColorScale(0.7), ColorScale(0.7, false), ColorScale(0.7, true, 1e-4), ColorScale(0.7, false, 1e-4)}) {
        for (double position = scale.isSigned() ? -1 : 0; position <= 1; position += 0.03125) {
            QVERIFY(std::abs(scale.position(scale.valueAt(position)) - position) < 1e-9);
        }
    }
}

void ColorScaleTest::linearPartIsAPowerOfTen() {
    QCOMPARE(ColorScale::linearPartFor(0.034, 2.5), 0.01);
    QCOMPARE(ColorScale::linearPartFor(1e-12, 2.5), 1e-5);
    QCOMPARE(ColorScale::linearPartFor(0.1, 0.1), 0.01);
}

void ColorScaleTest::notFinite() {
    for (const double value : {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        QCOMPARE(ColorScale(1, false, 0.1).index(value), ColorMap::kNotFinite);
    }
}

void ColorScaleTest::oneSidedMapsAreEven() {
    const auto lightness = [](const QColor& color) {
        const auto linear = [](double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); };
        const double y = 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
        return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
    };
    for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
        for (const MapKind kind : {MapKind::Positive, MapKind::Negative, MapKind::Size}) {
            const ColorMap map(*theme, kind);
            const double first = lightness(map.color(std::uint8_t{1}));
            const double last = lightness(map.color(std::uint8_t{255}));
            QCOMPARE(map.color(std::uint8_t{1}), theme->color(Token::Zero));
            QVERIFY2(theme->isDark() ? last - first > 40 : first - last > 40, qPrintable(QString::number(last - first)));
            for (int entry = 1; entry <= 255; ++entry) {
                const double even = first + (last - first) * (entry - 1) / 254.0;
                // Eight bits a channel are steps of up to half a unit of L*.
                const double off = std::abs(lightness(map.color(static_cast<std::uint8_t>(entry))) - even);
                QVERIFY2(off < 0.5, qPrintable(QStringLiteral("%1 %2 %3 %4").arg(entry).arg(off).arg(int(kind)).arg(theme->isDark())));
            }
        }
    }
}

GLASSNET_TEST(ColorScaleTest);

}  // namespace glassnet::test

#include "ColorScaleTest.moc"
