#include "ui/support/NumberText.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "tests/support/TestCase.h"

using glassnet::DType;
using glassnet::ui::NumberText;

class NumberTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void writes_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("text");
        const double inf = std::numeric_limits<double>::infinity();
        QTest::addRow("plain") << 0.31713 << 4 << "0.3171";
        QTest::addRow("minus") << -0.1468 << 4 << QStringLiteral(u"−0.1468");
        QTest::addRow("zero") << 0.0 << 4 << "0.0000";
        QTest::addRow("negative zero") << -0.0 << 4 << "0.0000";
        QTest::addRow("tiny") << 1.2e-7 << 4 << QStringLiteral(u"1.2e−7");
        QTest::addRow("tiny minus") << -4.56e-5 << 4 << QStringLiteral(u"−4.6e−5");
        QTest::addRow("smallest fixed") << 0.0001 << 4 << "0.0001";
        QTest::addRow("tiny with nine") << 1.23456789e-12 << 9 << QStringLiteral(u"1.234568e−12");
        QTest::addRow("denormal") << 4.9406564584124654e-324 << 4 << QStringLiteral(u"4.9e−324");
        QTest::addRow("large") << 123456.78 << 4 << "123456.7800";
        QTest::addRow("larger") << -12345678.0 << 4 << QStringLiteral(u"−1.2346e7");
        QTest::addRow("half to even of the binary value") << 0.125 << 2 << "0.12";
        QTest::addRow("nan") << std::nan("") << 4 << "nan";
        QTest::addRow("inf") << inf << 4 << "inf";
        QTest::addRow("minus inf") << -inf << 4 << QStringLiteral(u"−inf");
        QTest::addRow("at least two") << 0.5 << 0 << "0.50";
        QTest::addRow("at most nine") << 0.5 << 20 << "0.500000000";
    }
    void writes() {
        QFETCH(double, value);
        QFETCH(int, decimals);
        QFETCH(QString, text);
        QCOMPARE(NumberText(decimals, QLocale::c()).of(value), text);
    }

    void neverLooksLikeZero() {
        for (int decimals = NumberText::kFewest; decimals <= NumberText::kMost; ++decimals) {
            const NumberText text(decimals, QLocale::c());
            for (double value = 1; value > 1e-300; value /= 1.7) {
                const QString written = text.of(value);
                QVERIFY2(written.section(QLatin1Char('e'), 0, 0).toDouble() > 0, qPrintable(written));
            }
        }
    }

    void scientificHasAlwaysAnExponent() {
        const NumberText text;
        QCOMPARE(text.scientific(0.00341), QStringLiteral(u"3.41e\u22123"));
        QCOMPARE(text.scientific(-123456), QStringLiteral(u"\u22121.23e5"));
        QCOMPARE(text.scientific(9.999e-5), QStringLiteral(u"1.00e\u22124"));
        QCOMPARE(text.scientific(0, 1), QStringLiteral("0.0e0"));
        QCOMPARE(text.scientific(std::nan("")), QStringLiteral("nan"));
    }
    void exactReadsBack() {
        const NumberText text(4, QLocale::c());
        QCOMPARE(text.exact(0.1F), QStringLiteral("0.1"));
        QCOMPARE(text.exact(-1e-7F), QStringLiteral(u"−1e−7"));
        QCOMPARE(text.exact(static_cast<double>(0.1F)), QStringLiteral("0.10000000149011612"));
        float value = 1e-38F;
        for (int i = 0; i < 200; ++i, value *= -2.37F) {
            if (std::isfinite(value)) {
                QCOMPARE(text.exact(value).replace(NumberText::kMinus, QLatin1Char('-')).toFloat(), value);
            }
        }
    }

    void allDigitsReadBack() {
        const NumberText text = NumberText(4, QLocale::c()).withAllDigits(true);
        QVERIFY(text.hasAllDigits());
        QCOMPARE(text.of(static_cast<double>(0.1F)), QStringLiteral("0.100000001"));
        QCOMPARE(text.of(1.0), QStringLiteral("1"));
        QCOMPARE(text.of(-0.0), QStringLiteral("0"));
        const NumberText wide = NumberText(2, QLocale::c()).withAllDigits(true, DType::Float64);
        QCOMPARE(wide.of(0.1), QStringLiteral("0.10000000000000001"));
        // Random bits, both ways, by Qt's own reader.
        std::uint64_t bits = 88172645463325252U;
        for (int i = 0; i < 20000; ++i) {
            bits ^= bits << 13U;
            bits ^= bits >> 7U;
            bits ^= bits << 17U;
            const auto value = std::bit_cast<double>(bits);
            const auto small = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
            if (std::isfinite(value)) {
                QCOMPARE(wide.of(value).replace(NumberText::kMinus, QLatin1Char('-')).toDouble(), value);
            }
            if (std::isfinite(small) && std::fpclassify(small) != FP_SUBNORMAL) {
                QCOMPARE(text.of(static_cast<double>(small)).replace(NumberText::kMinus, QLatin1Char('-')).toFloat(), small);
            }
        }
        QVERIFY(!text.withAllDigits(false).hasAllDigits());
        QCOMPARE(text.withAllDigits(false).of(0.5), QStringLiteral("0.5000"));
    }

    void fractionsWhereExact_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::addRow("half") << 0.5 << "1/2";
        QTest::addRow("eighth") << 0.125 << "1/8";
        QTest::addRow("minus three eighths") << -0.375 << QStringLiteral(u"−3/8");
        QTest::addRow("more than one") << 2.75 << "11/4";
        QTest::addRow("whole") << 2.0 << "2";
        QTest::addRow("zero") << -0.0 << "0";
        QTest::addRow("the last denominator") << 1.0 / 64 << "1/64";
        QTest::addRow("beyond it") << 1.0 / 128 << "0.0078";
        QTest::addRow("a float32 third is none") << static_cast<double>(1.0F / 3.0F) << "0.3333";
        QTest::addRow("a float64 third is none") << 1.0 / 3.0 << "0.3333";
        QTest::addRow("a float32 tenth is none") << static_cast<double>(0.1F) << "0.1000";
        QTest::addRow("nearly a half") << std::nextafter(0.5, 1.0) << "0.5000";
        QTest::addRow("too large") << 1000.5 << "1000.5000";
        QTest::addRow("infinite") << std::numeric_limits<double>::infinity() << "inf";
    }
    void fractionsWhereExact() {
        QFETCH(double, value);
        QFETCH(QString, text);
        const NumberText numbers = NumberText(4, QLocale::c()).withFractions(true);
        QCOMPARE(numbers.of(value), text);
        // Every fraction that is written is the number itself.
        if (text.contains(QLatin1Char('/'))) {
            const auto parts = QString(text).replace(NumberText::kMinus, QLatin1Char('-')).split(QLatin1Char('/'));
            QCOMPARE(parts[0].toDouble() / parts[1].toDouble(), value);
            QCOMPARE(numbers.unitOf(value), 0.0);
        }
    }

    void theUnitOfTheLastDigit() {
        const NumberText four(4, QLocale::c());
        QCOMPARE(four.unitOf(0.6813), 1e-4);
        QCOMPARE(four.unitOf(1.23e-7), 1e-8);
        QCOMPARE(four.unitOf(-12345678.0), 1e3);
        QCOMPARE(four.withDecimals(9).unitOf(3.0), 1e-9);
        QCOMPARE(four.withAllDigits(true).unitOf(0.5), 0.1);
        QCOMPARE(four.unitOf(std::nan("")), 0.0);
    }

    void followsTheLocale() {
        const NumberText german(4, QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(german.of(-0.5), QStringLiteral(u"−0,5000"));
        QCOMPARE(german.exact(1.5F), QStringLiteral("1,5"));
        QCOMPARE(german.whole(-50000), QStringLiteral(u"−50.000"));
        QCOMPARE(NumberText(2, QLocale::c()).withSign(0.5), QStringLiteral("+0.50"));
    }

    void alignedOnThePoint() {
        const std::vector<double> values = {-1.1143, 12.5, 1.2e-7, std::nan("")};
        const QStringList texts = NumberText(4, QLocale::c()).aligned(values);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(texts[i].size(), texts[0].size());
            QCOMPARE(texts[i].indexOf(QLatin1Char('.')), 2);
        }
        QCOMPARE(texts[3].size(), texts[0].size());
    }
};

GLASSNET_TEST(NumberTextTest);
#include "NumberTextTest.moc"
