#include "ui/support/NumberParser.h"

#include "tests/support/TestCase.h"
#include "ui/support/NumberText.h"

using glassnet::ErrorCode;
using glassnet::ui::NumberParser;
using glassnet::ui::NumberText;

class NumberParserTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::addRow("point") << "0.5" << 0.5;
        QTest::addRow("comma") << "0,5" << 0.5;
        QTest::addRow("third") << "1/3" << 1.0 / 3.0;
        QTest::addRow("spaced third") << QStringLiteral(u" −1 / 3 ") << -1.0 / 3.0;
        QTest::addRow("exponent") << "2e-3" << 0.002;
        QTest::addRow("true minus in the exponent") << QStringLiteral(u"2e−3") << 0.002;
        QTest::addRow("true minus") << QStringLiteral(u"−1.5") << -1.5;
        QTest::addRow("minus") << "-1.5" << -1.5;
        QTest::addRow("plus") << "+1.5" << 1.5;
        QTest::addRow("minus and space") << "- 1.5" << -1.5;
        QTest::addRow("no leading zero") << ".25" << 0.25;
        QTest::addRow("no decimals") << "7." << 7.0;
        QTest::addRow("padded") << QStringLiteral(u"\u00A00.125\u00A0") << 0.125;
        QTest::addRow("three decimals") << "1.234" << 1.234;
        QTest::addRow("three decimals after zero") << "0,125" << 0.125;
        QTest::addRow("four decimals") << "1,2345" << 1.2345;
        QTest::addRow("fraction of decimals") << "0.5/-0.25" << -2.0;
    }
    void reads() {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto result = NumberParser(QLocale(QLocale::English, QLocale::UnitedStates)).parse(text);
        QVERIFY(result.has_value());
        QCOMPARE(*result, value);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        const int bad = int(ErrorCode::BadNumber);
        for (const char* text : {"", " ", "-", "abc", "1/0", "1/2/3", "/3", "1/", "1 2", "1..2", "1,2,3", "e5", "1e", "nan", "inf", "0x10",
                                 "--1", "1e9999999"}) {
            QTest::addRow("'%s'", text) << text << bad;
        }
        QTest::addRow("Arabic digits") << QStringLiteral(u"٣") << bad;
        QTest::addRow("thousands") << "1,234" << int(ErrorCode::AmbiguousNumber);
        QTest::addRow("too large") << "1e39" << int(ErrorCode::NumberRange);
        QTest::addRow("beyond float64") << "1e400" << int(ErrorCode::NumberRange);
        QTest::addRow("quotient too large") << "1e30/1e-30" << int(ErrorCode::NumberRange);
    }
    void refuses() {
        QFETCH(QString, text);
        QFETCH(int, code);
        const auto result = NumberParser(QLocale(QLocale::English, QLocale::UnitedStates)).parse(text);
        QVERIFY(!result.has_value());
        QCOMPARE(int(result.error().code), code);
    }

    void germanThousands() {
        const NumberParser german(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(german.parse(QStringLiteral("1.234")).error().code, ErrorCode::AmbiguousNumber);
        QCOMPARE(*german.parse(QStringLiteral("1,234")), 1.234);
    }

    void readsWhatIsWritten() {
        const NumberText text(4, QLocale::c());
        for (const float value : {0.1F, -1.1143F, 3.0e-12F, 123456.7F, -3.4e38F, 1e-45F}) {
            const auto result = NumberParser(QLocale::c()).parse(text.exact(value));
            QVERIFY(result.has_value());
            QCOMPARE(static_cast<float>(*result), value);
        }
    }
};

GLASSNET_TEST(NumberParserTest);
#include "NumberParserTest.moc"
