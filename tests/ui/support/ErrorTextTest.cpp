#include "ui/support/ErrorText.h"

#include <QRegularExpression>

#include "tests/support/TestCase.h"

using glassnet::Error;
using glassnet::ErrorCode;
using glassnet::Shape;
using glassnet::ui::ErrorText;

class ErrorTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static QString text(ErrorCode code, std::vector<glassnet::ErrorArgument> arguments = {}) {
        return ErrorText::of(Error{code, std::move(arguments)}, QLocale::c());
    }

private slots:
    void everyCodeHasARow_data() {
        QTest::addColumn<int>("code");
        for (int code = 0; code < static_cast<int>(ErrorCode::Count_); ++code) {
            QTest::addRow("%s", std::string(glassnet::errorName(static_cast<ErrorCode>(code))).c_str()) << code;
        }
    }
    void everyCodeHasARow() {
        QFETCH(int, code);
        QVERIFY(ErrorText::knows(static_cast<ErrorCode>(code)));
        const std::vector<glassnet::ErrorArgument> five(5, std::string("thing"));
        const QString sentences = text(static_cast<ErrorCode>(code), five);
        static const QRegularExpression kHole(QStringLiteral("%\\d"));
        QVERIFY2(!sentences.contains(kHole), qPrintable(sentences));
        // What happened, and the way out.
        QVERIFY2(sentences.endsWith(QLatin1Char('.')) && sentences.count(QRegularExpression(QStringLiteral("[.;]( |$)"))) >= 2,
                 qPrintable(sentences));
        QVERIFY(!sentences.contains(QLatin1Char('!')));
        // Too few arguments are a mistake elsewhere, not a crash here.
        QVERIFY(!text(static_cast<ErrorCode>(code)).isEmpty());
        // The two halves of a card say the same, and a point in a name does not part them.
        const Error pointed{static_cast<ErrorCode>(code), std::vector<glassnet::ErrorArgument>(5, std::string("a. b"))};
        const QString head = ErrorText::headline(pointed, QLocale::c());
        const QString rest = ErrorText::advice(pointed, QLocale::c());
        QVERIFY2(!head.isEmpty() && !head.endsWith(QLatin1Char('.')), qPrintable(head));
        QCOMPARE(head + QStringLiteral(". ") + rest,
                 ErrorText::of(pointed, QLocale::c()) + (rest.isEmpty() ? QStringLiteral(" ") : QString()));
    }

    void hasPyTorchsWords() {
        QVERIFY(text(ErrorCode::MatmulShapes, {Shape{1, 5}, Shape{1, 5}})
                    .startsWith(QStringLiteral("mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5).")));
        QVERIFY(
            text(ErrorCode::BroadcastShapes, {Shape{2, 3}, Shape{2, 4}, std::int64_t{3}, std::int64_t{4}, std::int64_t{1}})
                .startsWith(QStringLiteral("The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1")));
        QVERIFY(text(ErrorCode::ViewShape, {Shape{2, 3}, std::int64_t{5}})
                    .startsWith(QStringLiteral("shape '[2, 3]' is invalid for input of size 5")));
    }

    void repairFits_data() {
        QTest::addColumn<int>("a");
        QTest::addColumn<int>("b");
        QTest::addColumn<int>("c");
        QTest::addColumn<int>("d");
        QTest::addColumn<QString>("repair");
        QTest::addRow("row and row") << 1 << 5 << 1 << 5 << "Transposing or reshaping the second to 5x1 would fit.";
        QTest::addRow("transpose second") << 2 << 3 << 4 << 3 << "Transposing the second to 3x4 would fit.";
        QTest::addRow("transpose first") << 4 << 2 << 4 << 3 << "Transposing the first to 2x4 would fit.";
        QTest::addRow("reshape second") << 2 << 3 << 2 << 6 << "Transposing the first to 3x2 would fit.";
        QTest::addRow("reshape second, no transpose") << 5 << 3 << 2 << 6 << "Reshaping the second to 3x4 would fit.";
        QTest::addRow("reshape first") << 3 << 4 << 6 << 5 << "Reshaping the first to 2x6 would fit.";
        QTest::addRow("none") << 2 << 3 << 5 << 7 << "The first has 3 columns, so the second needs 3 rows; it has 5.";
    }
    void repairFits() {
        QFETCH(int, a);
        QFETCH(int, b);
        QFETCH(int, c);
        QFETCH(int, d);
        QFETCH(QString, repair);
        const QString sentences = text(ErrorCode::MatmulShapes, {Shape{a, b}, Shape{c, d}});
        QVERIFY2(sentences.endsWith(repair), qPrintable(sentences));
    }

    void argumentsAreWrittenForPeople() {
        QCOMPARE(
            text(ErrorCode::JoinSizes, {std::string("Join 1"), std::int64_t{8}, std::int64_t{6}}),
            QStringLiteral(
                "Join 1 cannot add 8 units to 6 units. Give both layers the same number of units, or let Join 1 concatenate instead."));
        QVERIFY(text(ErrorCode::TooLarge, {std::int64_t{3} << 30, std::int64_t{1} << 30}).contains(QStringLiteral("3.00 GiB")));
        QVERIFY(text(ErrorCode::NegativeSize, {std::int64_t{-2}}).contains(QStringLiteral(u"−2")));
        QVERIFY(text(ErrorCode::BadProbability, {1.5}).contains(QStringLiteral("1.5")));
        QVERIFY(text(ErrorCode::DuplicateName, {std::string("50%1")}).contains(QStringLiteral("50%1")));
    }
};

GLASSNET_TEST(ErrorTextTest);
#include "ErrorTextTest.moc"
