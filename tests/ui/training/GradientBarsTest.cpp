#include "ui/training/GradientBars.h"

#include <cmath>
#include <limits>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

std::vector<GradientBar> fourLayers() {
    return {{QStringLiteral(u"W₁"), 3.41e-3},
            {QStringLiteral(u"W₂"), 3.75e-3},
            {QStringLiteral(u"W₃"), 1.01e-2},
            {QStringLiteral(u"W₄"), 6.51e-3}};
}

class GradientBarsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void scaleIsLogarithmic() {
        GradientBars bars;
        bars.setBars({{QStringLiteral("a"), 1e-3}, {QStringLiteral("b"), 1e-2}, {QStringLiteral("c"), 1e-1}, {QStringLiteral("d"), 0}});
        const auto [low, high] = bars.powers();
        QVERIFY(high >= -1 && high <= 0);
        QVERIFY(low < -3);
        // Each power of ten is as long as the next.
        QCOMPARE(bars.part(1) - bars.part(0), 1.0 / (high - low));
        QCOMPARE(bars.part(2) - bars.part(1), 1.0 / (high - low));
        QCOMPARE(bars.part(2), static_cast<double>(-1 - low) / (high - low));
        QCOMPARE(bars.part(3), 0.0);
    }

    void scaleStaysWhileItFits() {
        GradientBars bars;
        bars.setBars({{QStringLiteral("a"), 2e-3}, {QStringLiteral("b"), 0.5}});
        const auto before = bars.powers();
        bars.setBars({{QStringLiteral("a"), 3e-3}, {QStringLiteral("b"), 0.09}});
        QCOMPARE(bars.powers(), before);
        bars.setBars({{QStringLiteral("a"), 3e-9}, {QStringLiteral("b"), 1e-7}});
        QVERIFY(bars.powers() != before);
        QVERIFY(bars.part(0) > 0 && bars.part(1) <= 1);
        bars.setBars({{QStringLiteral("a"), 3e-9}, {QStringLiteral("b"), 1e7}});
        QVERIFY(bars.part(0) > 0 && bars.part(1) <= 1);
    }

    void saysTheNumbers() {
        GradientBars bars;
        QCOMPARE(bars.accessibleDescription(), QStringLiteral("There is no gradient before the first step."));
        bars.setBars(fourLayers());
        bars.resize(bars.sizeHint());
        const QStringList texts = test::paintedTexts(bars);
        QVERIFY(texts.contains(QStringLiteral(u"3.41e−3")));
        QVERIFY(texts.contains(QStringLiteral(u"1.01e−2")));
        QVERIFY(texts.contains(QStringLiteral("Gradient that reaches each layer")));
        QVERIFY(bars.accessibleDescription().contains(QStringLiteral(u"W₃ 1.01e−2")));
    }

    void barsAreAsLongAsTheySay() {
        GradientBars bars;
        bars.setBars(fourLayers());
        bars.resize(500, bars.sizeHint().height());
        QImage image(bars.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        bars.render(&image, {}, {}, QWidget::DrawChildren);
        const QColor accent = Theme::current().color(Token::Accent);
        std::vector<int> lengths;
        for (int y = 0; y < image.height(); ++y) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x) {
                count += image.pixelColor(x, y) == accent ? 1 : 0;
            }
            if (count > 0 && (lengths.empty() || std::abs(lengths.back() - count) > 4)) {
                lengths.push_back(count);
            }
        }
        QCOMPARE(lengths.size(), std::size_t{4});
        QVERIFY(std::abs(static_cast<double>(lengths[2]) / lengths[0] - bars.part(2) / bars.part(0)) < 0.03);
    }

    void looks() {
        GradientBars bars;
        bars.resize(730, bars.sizeHint().height());
        bars.setBars(fourLayers());
        bars.resize(730, bars.sizeHint().height());
        QCOMPARE(test::lookAt(bars, QStringLiteral("gradients")), QStringList());
        bars.setBars({{QStringLiteral(u"W₁"), 2.5e-9},
                      {QStringLiteral(u"W₂"), 0},
                      {QStringLiteral(u"W₃"), std::nan("")},
                      {QStringLiteral(u"W₁₂"), 0.8}});
        bars.resize(340, bars.sizeHint().height());
        QCOMPARE(test::lookAt(bars, QStringLiteral("gradients_odd")), QStringList());
    }
};

GLASSNET_TEST(GradientBarsTest);

}  // namespace

}  // namespace glassnet::ui

#include "GradientBarsTest.moc"
