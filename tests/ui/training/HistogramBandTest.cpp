#include "ui/training/HistogramBand.h"

#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

/// A bell that grows wider.
HistogramHistory bells(int steps, int bins) {
    HistogramHistory history;
    history.low = -2;
    history.high = 2;
    history.bins = bins;
    for (int step = 0; step < steps; ++step) {
        history.steps.push_back(100 * step);
        const double wide = 0.2 + 0.8 * step / steps;
        for (int bin = 0; bin < bins; ++bin) {
            const double value = -2 + 4 * (bin + 0.5) / bins;
            history.counts.push_back(std::lround(40 / wide * std::exp(-value * value / (2 * wide * wide))));
        }
    }
    return history;
}

class HistogramBandTest : public test::TestCase {
    Q_OBJECT
private slots:
    void tellsACount() {
        HistogramBand band;
        band.resize(366, 140);
        band.setTitle(QStringLiteral("Weights of Dense 1"));
        QCOMPARE(band.accessibleDescription(), QStringLiteral("Nothing is counted yet."));
        band.setHistory({-1, 1, 4, {0, 10}, {1, 2, 3, 4, 10, 20, 30, 40}});
        QCOMPARE(band.words(1, 2), QStringLiteral("Step 10, from 0.0000 to 0.5000: 30 of 100 numbers"));
        QCOMPARE(band.accessibleDescription(), QStringLiteral(u"Counted from step 0 to 10, between −1 and 1."));
        const QRectF rect = band.bandRect();
        // The upper left quarter of the left half: step 0, the highest stretch.
        const QPointF at(rect.left() + 3, rect.top() + 3);
        QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&band, &move);
        QCOMPARE(band.accessibleDescription(), QStringLiteral("Step 0, from 0.5000 to 1.0000: 4 of 10 numbers"));
        QTest::keyClick(&band, Qt::Key_Right);
        QTest::keyClick(&band, Qt::Key_Down);
        QCOMPARE(band.accessibleDescription(), QStringLiteral("Step 10, from 0.0000 to 0.5000: 30 of 100 numbers"));
        band.setHistory({-1, 1, 4, {0}, {1, 2, 3, 4}});
        QCOMPARE(band.accessibleDescription(), QStringLiteral(u"Counted from step 0 to 0, between −1 and 1."));
        band.setHistory({-1, 1, 4, {0}, {1, 2, 3}});
        QCOMPARE(band.accessibleDescription(), QStringLiteral("Nothing is counted yet."));
    }

    void moreIsStronger() {
        HistogramBand band;
        band.resize(366, 140);
        band.setHistory({-1, 1, 3, {0}, {100, 25, 0}});
        QImage image(band.size(), QImage::Format_RGB32);
        band.render(&image);
        const QRectF rect = band.bandRect();
        const auto at = [&](double part) {
            return image.pixelColor(QPointF(rect.center().x(), rect.top() + part * rect.height()).toPoint());
        };
        const QColor ground = Theme::current().color(Token::Window);
        QCOMPARE(at(0.16), ground);
        QVERIFY(contrastRatio(at(0.84), ground) > contrastRatio(at(0.4), ground) + 1);
        QVERIFY(contrastRatio(at(0.4), ground) > 1.5);
    }

    void looks() {
        HistogramBand band;
        band.setTitle(QStringLiteral("Weights of Dense 1"));
        band.setHistory(bells(180, 40));
        band.resize(366, 150);
        QCOMPARE(test::lookAt(band, QStringLiteral("band")), QStringList());
        QTest::keyClick(&band, Qt::Key_Left);
        band.resize(366, 150);
        QCOMPARE(test::lookAt(band, QStringLiteral("band_cell")), QStringList());
    }
};

GLASSNET_TEST(HistogramBandTest);

}  // namespace

}  // namespace glassnet::ui

#include "HistogramBandTest.moc"
