#include "ui/training/ImageStrip.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"
#include "ui/training/GrayImage.h"

namespace glassnet::ui {

namespace {

/// A ring, the wider the higher the class: something that looks like a digit.
std::vector<float> ring(int side, int kind) {
    std::vector<float> pixels;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double away = std::hypot((x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5);
            pixels.push_back(static_cast<float>(std::exp(-std::pow((away - 0.04 * kind) / 0.07, 2))));
        }
    }
    return pixels;
}

std::vector<ImageSample> samples(int side) {
    std::vector<ImageSample> all;
    for (int i = 0; i < 14; ++i) {
        all.push_back({ring(side, i % 10), i % 10, i == 3 ? 8 : i % 10});
    }
    all[5].predicted.reset();
    all[6].label.reset();
    all[7].pixels.pop_back();
    return all;
}

QStringList digitNames() {
    QStringList names;
    for (int i = 0; i < 10; ++i) {
        names.append(QString::number(i));
    }
    return names;
}

class ImageStripTest : public test::TestCase {
    Q_OBJECT
private slots:
    void picturesAreTheNumbers() {
        const Theme& theme = Theme::light();
        const std::vector<float> values{0, 1, 0.5F, 7, -1, std::nanf("")};
        const QImage image = GrayImage::ofInk(values, 3, 2, theme);
        QCOMPARE(image.size(), QSize(3, 2));
        QCOMPARE(image.pixelColor(0, 0), theme.color(Token::Window));
        QCOMPARE(image.pixelColor(1, 0), theme.color(Token::Ink));
        QCOMPARE(image.pixelColor(2, 0), mixed(theme.color(Token::Window), theme.color(Token::Ink), 128 / 255.0));
        QCOMPARE(image.pixelColor(0, 1), theme.color(Token::Ink));
        QCOMPARE(image.pixelColor(1, 1), theme.color(Token::Window));
        QVERIFY(image.pixelColor(2, 1) != theme.color(Token::Window));
        QVERIFY(GrayImage::ofInk(values, 3, 3, theme).isNull());
    }

    void saysWhatIsWrong() {
        ImageStrip strip;
        strip.setSamples(8, samples(8), digitNames());
        strip.resize(366, strip.heightForWidth(366));
        QCOMPARE(strip.accessibleDescription(), QStringLiteral("14 samples, of which 1 are taken for another class."));
        QCOMPARE(strip.words(3), QStringLiteral("Sample 4 is 3, but the network says 8."));
        QCOMPARE(strip.words(4), QStringLiteral("Sample 5 is 4, and the network says so."));
        QCOMPARE(strip.words(5), QStringLiteral("Sample 6 is 5."));
        QCOMPARE(strip.words(6), QStringLiteral("The network says 6 of sample 7."));
        QVERIFY(test::paintedTexts(strip).contains(QStringLiteral("8, not 3")));
    }

    void choosesByMouseAndKeys() {
        ImageStrip strip;
        strip.setSamples(8, samples(8), digitNames());
        strip.resize(366, strip.heightForWidth(366));
        QSignalSpy spy(&strip, &ImageStrip::chosenChanged);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.tileRect(7).center().toPoint());
        QCOMPARE(strip.chosen(), std::optional<std::size_t>(7));
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.chosen(), std::optional<std::size_t>(6));
        // Five stand in a row.
        QTest::keyClick(&strip, Qt::Key_Up);
        QCOMPARE(strip.chosen(), std::optional<std::size_t>(1));
        QTest::keyClick(&strip, Qt::Key_Left);
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.chosen(), std::optional<std::size_t>(0));
        QTest::keyClick(&strip, Qt::Key_Down);
        QCOMPARE(strip.chosen(), std::optional<std::size_t>(5));
        QCOMPARE(spy.size(), 5);
        QCOMPARE(strip.accessibleDescription(), strip.words(5));
    }

    void looks() {
        ImageStrip strip;
        strip.setSamples(28, samples(28), digitNames());
        strip.setChosen(1);
        strip.resize(366, strip.heightForWidth(366));
        QCOMPARE(test::lookAt(strip, QStringLiteral("strip")), QStringList());
    }
};

GLASSNET_TEST(ImageStripTest);

}  // namespace

}  // namespace glassnet::ui

#include "ImageStripTest.moc"
