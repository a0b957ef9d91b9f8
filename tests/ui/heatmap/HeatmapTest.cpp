#include "ui/heatmap/Heatmap.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

#include "tests/support/TestCase.h"
#include "ui/heatmap/HeatmapImage.h"
#include "ui/heatmap/HeatmapLayout.h"
#include "ui/heatmap/HeatmapWords.h"
#include "ui/heatmap/HistogramBins.h"
#include "ui/heatmap/TableText.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using namespace ui;

/// What a heatmap is made of, without a widget.
class HeatmapTest final : public TestCase {
    Q_OBJECT
private slots:
    void automaticFollowsTheSigns_data();
    void automaticFollowsTheSigns();
    void axisRunsFromLeftToRight();
    void cellsFillTheRoom();
    void cellsAreFound();
    void onePixelACell();
    void moreCellsThanPixels();
    void oddNumbersAreNeverLost();
    void unknownKeepsTheGround();
    void binsByHand();
    void binsHoldTheirNumbers();
    void tableReadsBack();
    void saysWhatThePictureDoesNot();

private:
    static constexpr QRgb kGround = 0xFF010203;
    static Heatmap of(int rows, int columns, const std::vector<float>& numbers, MapChoice choice = MapChoice::Automatic, bool log = false) {
        Heatmap heatmap;
        heatmap.values = MatrixValues(rows, columns, Tensor::from(std::span<const float>(numbers), Shape{rows, columns}));
        heatmap.range = heatmap.values.range();
        heatmap.choose(choice, log);
        return heatmap;
    }
    static std::vector<float> random(std::size_t count, unsigned seed) {
        std::mt19937 generator(seed);
        std::normal_distribution<float> normal(0, 2);
        std::vector<float> numbers(count);
        for (float& number : numbers) {
            number = normal(generator);
        }
        return numbers;
    }
};

void HeatmapTest::automaticFollowsTheSigns_data() {
    QTest::addColumn<float>("least");
    QTest::addColumn<float>("greatest");
    QTest::addColumn<int>("choice");
    QTest::addColumn<int>("map");
    const auto row = [](const char* name, float least, float greatest, MapChoice choice, MapKind map) {
        QTest::newRow(name) << least << greatest << static_cast<int>(choice) << static_cast<int>(map);
    };
    row("both signs", -1, 2, MapChoice::Automatic, MapKind::Signed);
    row("positive", 0, 2, MapChoice::Automatic, MapKind::Positive);
    row("negative", -3, -1, MapChoice::Automatic, MapKind::Negative);
    row("zero", 0, 0, MapChoice::Automatic, MapKind::Signed);
    row("positive, signed", 1, 2, MapChoice::Signed, MapKind::Signed);
    row("both, one-sided", -1, 2, MapChoice::OneSided, MapKind::Size);
    row("negative, one-sided", -3, 0, MapChoice::OneSided, MapKind::Negative);
}

void HeatmapTest::automaticFollowsTheSigns() {
    QFETCH(float, least);
    QFETCH(float, greatest);
    QFETCH(int, choice);
    QFETCH(int, map);
    const Heatmap heatmap = of(1, 2, {least, greatest}, static_cast<MapChoice>(choice));
    QCOMPARE(static_cast<int>(heatmap.map), map);
    QCOMPARE(heatmap.scale.isSigned(), heatmap.map == MapKind::Signed);
    const double largest = std::max(std::abs(double{least}), std::abs(double{greatest}));
    QCOMPARE(heatmap.scale.limit(), largest > 0 ? largest : 1.0);
}

void HeatmapTest::axisRunsFromLeftToRight() {
    const Heatmap both = of(1, 2, {-1, 2});
    QCOMPARE(both.axisValue(0), -2.0);
    QCOMPARE(both.axisValue(0.5), 0.0);
    QCOMPARE(both.axisOf(1), 0.75);
    const Heatmap negative = of(1, 2, {-4, -1});
    QCOMPARE(negative.axisValue(0), -4.0);
    QCOMPARE(negative.axisValue(1), -0.0);
    QCOMPARE(negative.axisOf(-1), 0.75);
    for (const bool log : {false, true}) {
        for (const auto& numbers : {std::vector<float>{-1, 2}, {-4, -0.01F}, {0.001F, 3}}) {
            const Heatmap heatmap = of(1, 2, numbers, MapChoice::Automatic, log);
            double before = -std::numeric_limits<double>::infinity();
            for (double place = 0; place <= 1; place += 0.0625) {
                const double value = heatmap.axisValue(place);
                QVERIFY(value > before);
                QVERIFY(std::abs(heatmap.axisOf(value) - place) < 1e-9);
                before = value;
            }
        }
    }
}

void HeatmapTest::cellsFillTheRoom() {
    const HeatmapLayout small({3, 2}, {10, 20, 400, 300}, {100, 50});
    QCOMPARE(small.map(), QRectF(10, 20, 200, 150));
    const HeatmapLayout whole({100, 30}, {0, 0, 500, 250}, {100, 50});
    // Cells that are large enough are whole pixels: 16 of 16.7; others fill the room.
    QCOMPARE(whole.map(), QRectF(0, 0, 480, 250));
    QVERIFY(!whole.isFinerThanPixels(1));
    const HeatmapLayout fine({784, 128}, {0, 0, 500, 250}, {100, 50});
    QCOMPARE(fine.map(), QRectF(0, 0, 500, 250));
    QVERIFY(fine.isFinerThanPixels(1) && fine.isFinerThanPixels(2) && !fine.isFinerThanPixels(4));
    QVERIFY(HeatmapLayout({0, 3}, {0, 0, 500, 250}, {100, 50}).map().isEmpty());
}

void HeatmapTest::cellsAreFound() {
    for (const MatrixCell size : {MatrixCell{3, 2}, MatrixCell{100, 30}, MatrixCell{784, 128}, MatrixCell{1000, 1000}}) {
        const HeatmapLayout layout(size, {7, 9, 500, 250}, {100, 50});
        for (int row = 0; row < size.row; row += 1 + size.row / 7) {
            for (int column = 0; column < size.column; column += 1 + size.column / 7) {
                QCOMPARE(layout.cellAt(layout.cellRect({row, column}).center()), std::optional(MatrixCell{row, column}));
            }
        }
        QVERIFY(!layout.cellAt(layout.map().topLeft() - QPointF(1, 1)) && !layout.cellAt(layout.map().bottomRight()));
    }
}

void HeatmapTest::onePixelACell() {
    const auto numbers = random(12, 1);
    const Heatmap heatmap = of(3, 4, numbers);
    const ColorMap map(Theme::light());
    const HeatmapImage image(heatmap, map, {400, 300}, kGround);
    QCOMPARE(image.image().size(), QSize(4, 3));
    QCOMPARE(image.image().format(), QImage::Format_RGB32);
    QVERIFY(image.odd().isNull());
    for (int i = 0; i < 12; ++i) {
        const double value = double{numbers[static_cast<std::size_t>(i)]};
        QCOMPARE(image.image().pixelColor(i % 4, i / 4), map.color(value, heatmap.range.largest()));
    }
}

void HeatmapTest::moreCellsThanPixels() {
    const Heatmap heatmap = of(1000, 1000, random(1000000, 2));
    const ColorMap map(Theme::light());
    const QImage image = HeatmapImage(heatmap, map, {300, 1200}, kGround).image();
    QCOMPARE(image.size(), QSize(300, 1000));
    // The nearest cell to the middle of a pixel.
    for (int x = 0; x < 300; x += 7) {
        const int column = static_cast<int>(std::floor((x + 0.5) * 1000 / 300));
        QCOMPARE(image.pixelColor(x, 123), map.color(heatmap.values.at({123, column}), heatmap.range.largest()));
    }
}

void HeatmapTest::oddNumbersAreNeverLost() {
    auto numbers = random(200 * 200, 3);
    const std::vector<std::size_t> places{0, 777, 20123, 39999};
    numbers[places[0]] = std::nanf("");
    numbers[places[1]] = std::numeric_limits<float>::infinity();
    numbers[places[2]] = -std::numeric_limits<float>::infinity();
    numbers[places[3]] = std::nanf("");
    const ColorMap map(Theme::dark());
    for (const QSize most : {QSize(50, 40), QSize(400, 400)}) {
        const HeatmapImage image(of(200, 200, numbers), map, most, kGround);
        const QSize size = image.image().size();
        QCOMPARE(image.odd().size(), size);
        int opaque = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                opaque += qAlpha(image.odd().pixel(x, y)) > 0 ? 1 : 0;
            }
        }
        QCOMPARE(opaque, 4);
        for (const std::size_t place : places) {
            const QPoint pixel(static_cast<int>(place % 200) * size.width() / 200, static_cast<int>(place / 200) * size.height() / 200);
            QCOMPARE(image.image().pixelColor(pixel), map.color(ColorMap::kNotFinite));
            QVERIFY(qAlpha(image.odd().pixel(pixel)) > 0);
        }
    }
}

void HeatmapTest::unknownKeepsTheGround() {
    Heatmap heatmap;
    heatmap.values = MatrixValues(2, 3, Tensor::full(Shape{2, 3}, 0.5), 4, false);
    heatmap.range = heatmap.values.range();
    heatmap.choose(MapChoice::Automatic, false);
    const QImage image = HeatmapImage(heatmap, ColorMap(Theme::light(), heatmap.map), {9, 9}, kGround).image();
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(image.pixel(i % 3, i / 3) == kGround, i >= 4);
    }
}

void HeatmapTest::binsByHand() {
    // Four stretches of one half between 0 and 2; the limit is in the last one.
    const HistogramBins bins(of(1, 6, {0, 0.25F, 0.5F, 1.75F, 2, 1.9F}), 4);
    QCOMPARE(bins.count(0), 2);
    QCOMPARE(bins.count(1), 1);
    QCOMPARE(bins.count(2), 0);
    QCOMPARE(bins.count(3), 3);
    QCOMPARE(bins.most(), 3);
    QCOMPARE(bins.limits(1), (std::pair{0.5, 1.0}));
}

void HeatmapTest::binsHoldTheirNumbers() {
    auto numbers = random(5000, 4);
    numbers[17] = std::nanf("");
    for (const MapChoice choice : {MapChoice::Signed, MapChoice::OneSided}) {
        for (const bool log : {false, true}) {
            const Heatmap heatmap = of(50, 100, numbers, choice, log);
            const HistogramBins bins(heatmap, 41);
            std::int64_t all = 0;
            for (int bin = 0; bin < bins.size(); ++bin) {
                const auto [low, high] = bins.limits(bin);
                std::int64_t within = 0;
                for (const float number : numbers) {
                    const double value = heatmap.map == MapKind::Size ? std::abs(double{number}) : double{number};
                    within += value >= low && (value < high || bin + 1 == bins.size()) ? 1 : 0;
                }
                // A number on the edge itself may fall to either side by rounding.
                QVERIFY(std::abs(bins.count(bin) - within) <= 1);
                all += bins.count(bin);
            }
            QCOMPARE(all, 4999);
        }
    }
}

void HeatmapTest::tableReadsBack() {
    auto numbers = random(6, 5);
    numbers[1] = 1.1754944e-38F;
    numbers[2] = -0.1F;
    numbers[4] = std::nanf("");
    numbers[5] = -std::numeric_limits<float>::infinity();
    const Tensor tensor = Tensor::from(std::span<const float>(numbers), Shape{2, 3});
    const QString text = tableText(MatrixValues(2, 3, tensor));
    const QStringList lines = text.split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.last().isEmpty());
    for (int i = 0; i < 4; ++i) {
        const float read = std::strtof(lines.at(i / 3).split(QLatin1Char('\t')).at(i % 3).toLatin1().constData(), nullptr);
        QCOMPARE(read, numbers[static_cast<std::size_t>(i)]);
    }
    QCOMPARE(lines.at(0).split(QLatin1Char('\t')).at(2), QStringLiteral("-0.1"));
    QVERIFY(lines.at(1).endsWith(QStringLiteral("nan\t-inf")));
    QCOMPARE(tableText(MatrixValues(2, 2, Tensor::arange(4), 3, false)), QStringLiteral("0\t1\n2\t\n"));
}

void HeatmapTest::saysWhatThePictureDoesNot() {
    auto numbers = std::vector<float>{-0.5F, 0.25F, std::nanf(""), std::numeric_limits<float>::infinity()};
    const QString plain = HeatmapWords::summary(of(2, 2, numbers), false);
    QVERIFY2(plain.contains(QStringLiteral(u"2 numbers from −0.5000 to 0.2500")), qPrintable(plain));
    QVERIFY(plain.contains(QStringLiteral("Not a number: 1")) && plain.contains(QStringLiteral("Infinite: 1")));
    QVERIFY(!plain.contains(QStringLiteral("pixel")));
    const QString log = HeatmapWords::summary(of(1, 2, {-0.5F, 0.025F}, MapChoice::Automatic, true), true);
    QVERIFY2(log.contains(QStringLiteral(u"linear from −0.0100 to 0.0100")), qPrintable(log));
    QVERIFY(log.contains(QStringLiteral("smaller than a pixel")));
    Heatmap part;
    part.values = MatrixValues(2, 2, Tensor::arange(4), 3, false);
    part.range = part.values.range();
    QVERIFY(HeatmapWords::summary(part, false).contains(QStringLiteral("3 of 4 numbers")));
    QCOMPARE(HeatmapWords::cell(part, QStringLiteral("z"), {1, 1}), QStringLiteral("z is not computed yet."));
    QCOMPARE(HeatmapWords::cell(of(1, 1, {-0.1F}), QStringLiteral("W1[0,0]"), {0, 0}), QStringLiteral(u"W1[0,0] = −0.1"));
}

GLASSNET_TEST(HeatmapTest);

}  // namespace glassnet::test

#include "HeatmapTest.moc"
