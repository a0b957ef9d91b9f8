#include "ui/canvas/LinkRasterizer.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "tests/support/TestCase.h"
#include "ui/theme/ColorMap.h"

using glassnet::ui::LinkJob;
using glassnet::ui::LinkLine;
using glassnet::ui::LinkPair;
using glassnet::ui::LinkRasterizer;
using glassnet::ui::LinkShades;
using glassnet::ui::LinkTone;
using glassnet::ui::LinkView;
using glassnet::ui::Theme;

namespace {

LinkPair picturePair(std::int64_t sources, std::int64_t targets) {
    LinkPair pair;
    pair.source = {20, 20, 260.0 / static_cast<double>(std::max<std::int64_t>(1, sources - 1)), sources};
    pair.target = {220, 20, 260.0 / static_cast<double>(std::max<std::int64_t>(1, targets - 1)), targets};
    pair.setDirect();
    return pair;
}

std::vector<LinkLine> linesOf(const LinkPair& pair) {
    std::vector<LinkLine> lines;
    for (std::int64_t index = 0; index < pair.indices(); ++index) {
        lines.push_back({static_cast<std::uint32_t>(pair.sourceOf(index)), static_cast<std::uint32_t>(pair.targetOf(index)),
                         static_cast<float>(std::sin(static_cast<double>(index)))});
    }
    return lines;
}

QImage draw(const LinkPair& pair, std::span<const LinkLine> lines, const LinkShades& shades, const LinkView& view, QSize size,
            LinkRasterizer::Path path = LinkRasterizer::Path::Best) {
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::red);
    LinkRasterizer rasterizer(path);
    const LinkJob job{&pair, lines, &shades};
    if (!rasterizer.draw(image, {&job, 1}, view, [] { return false; })) {
        return {};
    }
    return image;
}

double opacitySum(const QImage& image) {
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            sum += qAlpha(image.pixel(x, y)) / 255.0;
        }
    }
    return sum;
}

}  // namespace

class LinkRasterizerTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    // Qt's painter is the other opinion: the same curve, color and width, antialiased, a line at a time.
    void drawsAsQPainter_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<double>("scale");
        QTest::addColumn<float>("strength");
        for (const double scale : {0.4, 1.0, 2.5}) {
            for (const auto& [from, to] : {std::pair(0, 0), std::pair(0, 9), std::pair(9, 2), std::pair(4, 5)}) {
                for (const float strength : {1.0F, -0.6F}) {
                    QTest::addRow("%d to %d at %.1f, %.1f", from, to, scale, static_cast<double>(strength))
                        << from << to << scale << strength;
                }
            }
        }
    }
    void drawsAsQPainter() {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(double, scale);
        QFETCH(float, strength);
        const auto pair = picturePair(10, 10);
        const LinkShades shades(Theme::light(), LinkTone::Values, 100);
        const LinkLine line{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), strength};
        const LinkView view{scale, {3.25, 1.5}};
        const QSize size(static_cast<int>(245 * scale), static_cast<int>(305 * scale));
        const QImage ours = draw(pair, {&line, 1}, shades, view, size);
        QImage theirs(size, QImage::Format_ARGB32_Premultiplied);
        theirs.fill(Qt::transparent);
        QPainter painter(&theirs);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(view.offset);
        painter.scale(scale, scale);
        const auto& shade = shades.of(strength);
        QPen pen(QColor::fromRgba(qUnpremultiply(shade.color)), static_cast<double>(shade.width), Qt::SolidLine, Qt::FlatCap);
        painter.setPen(pen);
        QPainterPath path;
        path.addPolygon(pair.line(from, to));
        painter.drawPath(path);
        painter.end();
        const double mine = opacitySum(ours);
        // Lines finer than a pixel Qt draws a pixel wide along the nearer axis, so slanted ones come out too faint there.
        const double allowed = static_cast<double>(shade.width) * scale < 1 ? 0.3 : 0.06;
        QVERIFY2(std::abs(mine - opacitySum(theirs)) < allowed * opacitySum(theirs),
                 qPrintable(QStringLiteral("%1 and %2").arg(mine).arg(opacitySum(theirs))));
        // Nothing stands where Qt draws nothing nearby, and the other way round; at full opacity a step of 255 would be a hole.
        double largest = 0;
        double sum = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const double difference = std::abs(qAlpha(ours.pixel(x, y)) - qAlpha(theirs.pixel(x, y)));
                largest = std::max(largest, difference);
                sum += difference / 255;
            }
        }
        QVERIFY2(largest < 0.45 * (shade.color >> 24) + 12, qPrintable(QString::number(largest)));
        QVERIFY2(sum < 0.2 * mine, qPrintable(QStringLiteral("%1 of %2").arg(sum).arg(mine)));
    }

    void bothPathsDrawTheSame_data() {
        QTest::addColumn<double>("scale");
        for (const double scale : {0.1, 0.5, 1.0, 3.3}) {
            QTest::addRow("at %.1f", scale) << scale;
        }
    }
    void bothPathsDrawTheSame() {
        QFETCH(double, scale);
        const auto pair = picturePair(23, 17);
        const auto lines = linesOf(pair);
        const LinkShades shades(Theme::dark(), LinkTone::Values, 391);
        const LinkView view{scale, {-11.5 * scale, -30.25 * scale}};
        const QSize size(331, 207);
        const QImage best = draw(pair, lines, shades, view, size);
        const QImage portable = draw(pair, lines, shades, view, size, LinkRasterizer::Path::Portable);
        QVERIFY(!best.isNull() && !best.allGray());
        QCOMPARE(best, portable);
    }

    void aStrongLineLiesOnTop() {
        const auto pair = picturePair(2, 2);
        const LinkShades shades(Theme::light(), LinkTone::Values, 100);
        // The two cross in the middle.
        const std::vector<LinkLine> blueLast{{0, 1, -1.0F}, {1, 0, 1.0F}};
        const std::vector<LinkLine> orangeLast{{1, 0, 1.0F}, {0, 1, -1.0F}};
        const QRgb blue = draw(pair, blueLast, shades, {}, {240, 300}).pixel(120, 150);
        const QRgb orange = draw(pair, orangeLast, shades, {}, {240, 300}).pixel(120, 150);
        QVERIFY(qBlue(blue) > qRed(blue));
        QVERIFY(qRed(orange) > qBlue(orange));
    }

    void theSameAnywhere() {
        // Strips, edges and far off places change nothing: the right half of a picture is what a picture of the right half shows.
        const auto pair = picturePair(12, 30);
        const auto lines = linesOf(pair);
        const LinkShades shades(Theme::light(), LinkTone::Values, 360);
        const QImage whole = draw(pair, lines, shades, {}, {240, 300});
        const QImage part = draw(pair, lines, shades, {1, {-100, -120}}, {90, 100});
        for (int y = 0; y < part.height(); ++y) {
            for (int x = 0; x < part.width(); ++x) {
                const QColor a = QColor::fromRgba(part.pixel(x, y));
                const QColor b = QColor::fromRgba(whole.pixel(x + 100, y + 120));
                QVERIFY(std::abs(a.alpha() - b.alpha()) < 4 && std::abs(a.red() - b.red()) < 12 && std::abs(a.blue() - b.blue()) < 12);
            }
        }
        QCOMPARE(opacitySum(draw(pair, lines, shades, {1, {0, -5000}}, {240, 300})), 0.0);
        QCOMPARE(opacitySum(draw(pair, lines, shades, {1, {-3000, 0}}, {240, 300})), 0.0);
    }

    void aroundCards() {
        auto pair = picturePair(3, 2);
        pair.target.x = 420;
        pair.setAround(QRectF(150, 100, 120, 100), 230, 35);
        const LinkShades shades(Theme::light(), LinkTone::Values, 6);
        const std::vector<LinkLine> line{{0, 0, 1.0F}};
        const QImage image = draw(pair, line, shades, {}, {440, 300});
        for (int x = 25; x < 415; ++x) {
            int there = 0;
            for (int y = 0; y < image.height(); ++y) {
                there += qAlpha(image.pixel(x, y)) > 20 ? 1 : 0;
                QVERIFY(!QRect(150, 100, 120, 100).contains(x, y) || qAlpha(image.pixel(x, y)) == 0);
            }
            QVERIFY(there > 0);
        }
    }

    void stopsWhenAsked() {
        const auto pair = picturePair(100, 100);
        const auto lines = linesOf(pair);
        const LinkShades shades(Theme::light(), LinkTone::Values, 10000);
        QImage image(240, 300, QImage::Format_ARGB32_Premultiplied);
        LinkRasterizer rasterizer;
        int asked = 0;
        const LinkJob job{&pair, lines, &shades};
        QVERIFY(!rasterizer.draw(image, {&job, 1}, {}, [&asked] { return ++asked > 2; }));
        QCOMPARE(asked, 3);
    }

    // A weight of zero leaves the canvas as it is, in every theme; what is not finite is seen.
    void zeroIsTheCanvas() {
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            const LinkShades shades(*theme, LinkTone::Values, 5000);
            QCOMPARE(shades.of(0).color, 0U);
            QVERIFY(shades.of(1e-3F).color >> 24 < 12);
            QVERIFY(shades.of(1).color >> 24 > shades.of(0.5F).color >> 24);
            QVERIFY(shades.of(std::nanf("")).color >> 24 > 100);
            QCOMPARE(QColor::fromRgb(glassnet::ui::tileColors(*theme)[glassnet::ui::ColorMap::kZero]),
                     theme->color(glassnet::ui::Token::Canvas));
        }
    }
};

GLASSNET_TEST(LinkRasterizerTest);
#include "LinkRasterizerTest.moc"
