#include "ui/theme/Fonts.h"

#include <QFontInfo>
#include <QFontMetricsF>

#include "tests/support/TestCase.h"
#include "ui/theme/Motion.h"

using namespace glassnet::ui;

class FontsTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void cleanup() {
        Fonts::setScale(1);
        Motion::setReduced(false);
    }

    void sizesAreTheLooks() {
        QCOMPARE(Fonts::pixels(FontSize::Caption), 10.5);
        QCOMPARE(Fonts::pixels(FontSize::Title), 16.0);
        QCOMPARE(Fonts::text(FontSize::Body).pointSizeF(), 12.5 * 0.75);
        Fonts::setScale(2);
        QCOMPARE(Fonts::pixels(FontSize::Heading), 28.0);
    }

    void digitsAndSignsHaveOneWidth() {
        const QFontMetricsF metrics(Fonts::mono(FontSize::Body));
        const double digit = metrics.horizontalAdvance(QLatin1Char('0'));
        for (const QChar character : QStringLiteral(u"123456789.,−+e\u00A0")) {
            QVERIFY2(std::abs(metrics.horizontalAdvance(character) - digit) < 0.01, qPrintable(QString(character)));
        }
    }

    void fallsBack() {
        QCOMPARE(Fonts::textFamilies().front(), QStringLiteral("Inter"));
        QCOMPARE(Fonts::monoFamilies().front(), QStringLiteral("JetBrains Mono"));
        QVERIFY(Fonts::textFamilies().contains(QFontInfo(Fonts::text(FontSize::Body)).family()));
    }

    void motionCanBeReduced() {
        QCOMPARE(Motion::milliseconds(), 180);
        Motion::setReduced(true);
        QCOMPARE(Motion::milliseconds(), 0);
    }
};

GLASSNET_TEST(FontsTest);
#include "FontsTest.moc"
