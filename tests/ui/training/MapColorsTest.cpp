#include "ui/training/MapColors.h"

#include <QApplication>
#include <cmath>
#include <limits>

#include "tests/support/TestCase.h"
#include "tests/ui/training/MapScene.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/ClassPalette.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Theme.h"
#include "ui/training/MapThumbnails.h"

namespace glassnet::ui {

namespace {

using test::mapOf;

class MapColorsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void sidesHaveTheSignsColors();
    void classesAreStrongerTheSurer();
    void largeMapsMeetTheirPoints();
    void betweenPointsValuesAreMixed();
    void findsTheNearestPoint();
    void thumbnailsAreKept();
};

void MapColorsTest::sidesHaveTheSignsColors() {
    MapImage map;
    map.low = -1;
    map.neutral = 0;
    map.high = 1;
    for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
        const MapColors colors(map, *theme, 1, false);
        QCOMPARE(QColor::fromRgb(colors.color(1.0)), theme->color(Token::Positive));
        QCOMPARE(QColor::fromRgb(colors.color(-1.0)), theme->color(Token::Negative));
        QCOMPARE(QColor::fromRgb(colors.color(0.0)), theme->color(Token::Zero));
        QCOMPARE(colors.color(7.0), colors.color(1.0));
        QCOMPARE(QColor::fromRgb(colors.color(std::nan(""))), ColorMap(*theme).color(ColorMap::kNotFinite));
        const MapColors discrete(map, *theme, 1, true);
        QCOMPARE(discrete.color(0.01), colors.color(1.0));
        QCOMPARE(discrete.color(-0.01), colors.color(-1.0));
        const MapColors weak(map, *theme, 0.5, false);
        QCOMPARE(QColor::fromRgb(weak.color(1.0)), mixed(theme->color(Token::Zero), theme->color(Token::Positive), 0.5));
        QCOMPARE(weak.pointColor(1), theme->color(Token::Positive));
    }
    // Neutral need not be in the middle: each side has its own room.
    map.neutral = 0.6;
    const MapColors colors(map, Theme::light(), 1, false);
    QCOMPARE(QColor::fromRgb(colors.color(-1.0)), Theme::light().color(Token::Negative));
    QCOMPARE(QColor::fromRgb(colors.color(0.6)), Theme::light().color(Token::Zero));
    QCOMPARE(colors.color(0.8), ColorMap(Theme::light()).color(0.5, 1).rgb());
    map.meaning = MapMeaning::Rising;
    const MapColors rising(map, Theme::light(), 1, false);
    QCOMPARE(QColor::fromRgb(rising.color(-1.0)), ColorMap(Theme::light(), MapKind::Positive).color(std::uint8_t{1}));
    QCOMPARE(QColor::fromRgb(rising.color(1.0)), ColorMap(Theme::light(), MapKind::Positive).color(std::uint8_t{255}));
}

void MapColorsTest::classesAreStrongerTheSurer() {
    MapImage map;
    map.meaning = MapMeaning::Classes;
    map.classes = 4;
    const Theme& theme = Theme::light();
    const MapColors colors(map, theme, 1, false);
    const auto color = [&](const MapColors& of, std::vector<float> scores) { return QColor::fromRgb(of.color(scores.data())); };
    QCOMPARE(color(colors, {0, 0, 1, 0}), ClassPalette::color(2, 4, theme));
    QCOMPARE(color(colors, {0.25F, 0.25F, 0.25F, 0.25F}), theme.color(Token::Zero));
    // 0.625 is half way from 1/4 to 1; 128 of the 255 shades.
    QCOMPARE(color(colors, {0.125F, 0.625F, 0.125F, 0.125F}),
             mixed(theme.color(Token::Zero), ClassPalette::color(1, 4, theme), 128 / 255.0));
    QCOMPARE(color(MapColors(map, theme, 1, true), {0.2F, 0.2F, 0.2F, 0.4F}), ClassPalette::color(3, 4, theme));
    QCOMPARE(color(colors, {0, std::nanf(""), 1, 0}), ColorMap(theme).color(ColorMap::kNotFinite));
    QCOMPARE(colors.pointColor(3), ClassPalette::color(3, 4, theme));
}

void MapColorsTest::largeMapsMeetTheirPoints() {
    for (const int classes : {1, 3}) {
        const auto map =
            mapOf(9, classes, [&](double x, double y, int i) { return classes == 1 ? test::spiral(x, y) : test::sector(x, y, i, 3); });
        const MapColors colors(*map, Theme::light(), 1, false);
        // With an odd number of pixels a point, the middle one is the point itself.
        for (const int each : {1, 3, 7}) {
            const QImage image = colors.paint(*map, 9 * each);
            QCOMPARE(image.format(), QImage::Format_RGB32);
            for (int row = 0; row < 9; ++row) {
                for (int column = 0; column < 9; ++column) {
                    const float* values = map->values.data() + (row * 9 + column) * classes;
                    QCOMPARE(image.pixel(column * each + each / 2, row * each + each / 2), colors.color(values));
                }
            }
        }
    }
    MapImage broken;
    broken.side = 3;
    QVERIFY(MapColors(broken, Theme::light(), 1, false).paint(broken, 30).isNull());
}

void MapColorsTest::betweenPointsValuesAreMixed() {
    // A plane is interpolated exactly, up to half a point from the edge.
    const auto map = mapOf(8, 1, [](double x, double y, int) { return 0.5 + x / 20 + y / 30; });
    const MapColors colors(*map, Theme::light(), 1, true);
    const MapColors smooth(*map, Theme::light(), 1, false);
    const QImage image = smooth.paint(*map, 80);
    const QImage sides = colors.paint(*map, 80);
    for (int row = 5; row < 75; ++row) {
        for (int column = 5; column < 75; ++column) {
            const double x = -6 + 12 * (column + 0.5) / 80;
            const double y = 6 - 12 * (row + 0.5) / 80;
            const double value = 0.5 + x / 20 + y / 30;
            // Rounding may give the next of the 256 shades.
            const QColor there = image.pixelColor(column, row);
            const QColor wanted = QColor::fromRgb(smooth.color(value));
            QVERIFY(std::abs(there.red() - wanted.red()) <= 2 && std::abs(there.blue() - wanted.blue()) <= 2);
            if (std::abs(value - 0.5) > 1e-4) {
                QCOMPARE(sides.pixel(column, row), colors.color(value));
            }
        }
    }
}

void MapColorsTest::findsTheNearestPoint() {
    const auto map = mapOf(4, 2, [](double x, double y, int i) { return i == 0 ? x : y; });
    QCOMPARE(map->at(-6, 6)[0], -4.5F);
    QCOMPARE(map->at(-6, 6)[1], 4.5F);
    QCOMPARE(map->at(6, -6)[0], 4.5F);
    QCOMPARE(map->at(0.1, -0.1)[0], 1.5F);
    QCOMPARE(map->at(0.1, -0.1)[1], -1.5F);
    QVERIFY(map->at(6.1, 0) == nullptr);
    QVERIFY(map->at(0, std::nan("")) == nullptr);
}

void MapColorsTest::thumbnailsAreKept() {
    auto& application = *qobject_cast<QApplication*>(QApplication::instance());
    applyTheme(application, Theme::light());
    MapThumbnails thumbnails;
    auto map = mapOf(10, 1, [](double x, double y, int) { return test::spiral(x, y); });
    const QImage first = thumbnails.picture(map, 44, 2);
    QCOMPARE(first.size(), QSize(88, 88));
    QCOMPARE(first.devicePixelRatio(), 2.0);
    QCOMPARE(first.pixel(40, 40), MapColors(*map, Theme::light(), 1, false).paint(*map, 88).pixel(40, 40));
    QCOMPARE(thumbnails.picture(map, 44, 2).cacheKey(), first.cacheKey());
    QVERIFY(thumbnails.picture(map, 20, 1).cacheKey() != first.cacheKey());
    applyTheme(application, Theme::dark());
    QVERIFY(thumbnails.picture(map, 44, 2).pixel(40, 40) != first.pixel(40, 40));
    QCOMPARE(thumbnails.size(), std::size_t{3});
    // What is no more is forgotten when the next is painted.
    map = mapOf(10, 1, [](double, double, int) { return 1.0; });
    QVERIFY(!thumbnails.picture(map, 44, 2).isNull());
    QCOMPARE(thumbnails.size(), std::size_t{1});
    QVERIFY(thumbnails.picture(std::make_shared<MapImage>(), 44, 2).isNull());
    QVERIFY(thumbnails.picture(nullptr, 44, 2).isNull());
    applyTheme(application, Theme::light());
}

GLASSNET_TEST(MapColorsTest);

}  // namespace

}  // namespace glassnet::ui

#include "MapColorsTest.moc"
