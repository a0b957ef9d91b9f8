#include <QFile>
#include <QImage>
#include <QPainter>
#include <cmath>
#include <cstdlib>

#include "tests/support/Places.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

namespace {

using ui::CanvasView;
using ui::Theme;

constexpr QSize kStoredPicturesSize{640, 420};
/// The mean difference of a color channel, of 255, over a picture: another version of a font stays below it, a lost layer or link does not.
constexpr double kMostDifference = 4.0;
/// And no block of 20 x 20 pixels may differ by more than this: a small thing in a large picture.
constexpr double kMostInABlock = 72.0;
constexpr int kBlock = 20;

double difference(const QImage& a, const QImage& b, const QRect& part) {
    double sum = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            const auto p = a.pixelColor(x, y);
            const auto q = b.pixelColor(x, y);
            sum += std::abs(p.red() - q.red()) + std::abs(p.green() - q.green()) + std::abs(p.blue() - q.blue());
        }
    }
    return sum / (3.0 * part.width() * part.height());
}

double worstBlock(const QImage& a, const QImage& b) {
    double worst = 0;
    for (int y = 0; y < a.height(); y += kBlock) {
        for (int x = 0; x < a.width(); x += kBlock) {
            worst = std::max(worst, difference(a, b, QRect(x, y, kBlock, kBlock).intersected(a.rect())));
        }
    }
    return worst;
}

}  // namespace

/// The canvas for a fixed set of networks, held against pictures in tests/data/pictures that a person has looked at. With
/// GLASSNET_STORE_PICTURES=1 in the environment they are written anew: look at them before they are committed.
class StoredPicturesTest final : public TestCase {
    Q_OBJECT
private slots:
    void looksAsStored_data();
    void looksAsStored();
    void anotherNetworkIsTold();

private:
    static QImage picture(const Chain& chain, bool dark, bool building);
};

QImage StoredPicturesTest::picture(const Chain& chain, bool dark, bool building) {
    CanvasView view;
    view.resize(kStoredPicturesSize);
    view.setTheme(dark ? Theme::dark() : Theme::light());
    view.setBuilding(building);
    view.setNetwork(chain.network, {});
    view.setSnapshot(chain.snapshot);
    view.show();
    view.fit();
    view.finishLinks();
    return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void StoredPicturesTest::looksAsStored_data() {
    QTest::addColumn<QString>("network");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("building");
    for (const auto* network : {"3-2-1", "4-8-6-3", "20-20-3", "64-48-32-10"}) {
        for (const bool dark : {false, true}) {
            QTest::addRow("%s_%s", network, dark ? "dark" : "light") << QString::fromLatin1(network) << dark << dark;
        }
    }
}

void StoredPicturesTest::looksAsStored() {
    QFETCH(QString, network);
    QFETCH(bool, dark);
    QFETCH(bool, building);
    std::vector<std::int64_t> units;
    for (const auto& part : network.split(QLatin1Char('-'))) {
        units.push_back(part.toLongLong());
    }
    const auto shown = picture(chainOf(units), dark, building);
    const auto path = QStringLiteral(GLASSNET_TEST_DATA "/pictures/%1.png").arg(QString::fromLatin1(QTest::currentDataTag()));
    if (qEnvironmentVariableIsSet("GLASSNET_STORE_PICTURES")) {
        QVERIFY(shown.save(path));
    }
    const auto stored = QImage(path).convertToFormat(QImage::Format_RGB32);
    QVERIFY2(!stored.isNull(), qPrintable(path));
    QCOMPARE(shown.size(), stored.size());
    const double mean = difference(shown, stored, shown.rect());
    const double worst = worstBlock(shown, stored);
    QVERIFY2(mean <= kMostDifference && worst <= kMostInABlock, qPrintable(QStringLiteral("mean %1, worst block %2").arg(mean).arg(worst)));
}

/// The comparison can fail: one unit less is another picture.
void StoredPicturesTest::anotherNetworkIsTold() {
    const auto a = picture(chainOf({4, 8, 6, 3}), false, false);
    const auto b = picture(chainOf({4, 8, 5, 3}), false, false);
    QVERIFY(worstBlock(a, b) > kMostInABlock || difference(a, b, a.rect()) > kMostDifference);
}

GLASSNET_TEST(StoredPicturesTest);

}  // namespace glassnet::test

#include "StoredPicturesTest.moc"
