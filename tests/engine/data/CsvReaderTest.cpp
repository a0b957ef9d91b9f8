#include "engine/data/CsvReader.h"

#include <cmath>

#include "engine/data/PastedTable.h"
#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// "x:1,2,-|color:red,-,red|": columns with "-" for empty cells.
QString written(const Table& table) {
    QString text;
    for (const TableColumn& column : table.columns) {
        QStringList cells;
        for (const double number : column.numbers) {
            cells << (std::isnan(number) ? QStringLiteral("-") : QString::number(number, 'g', 17));
        }
        for (const std::int32_t category : column.categories) {
            cells << (category < 0 ? QStringLiteral("-") : QString::fromStdString(column.labels.at(static_cast<std::size_t>(category))));
        }
        text += QString::fromStdString(column.name) + (column.kind == ColumnKind::Number ? QLatin1Char(':') : QLatin1Char('=')) +
                cells.join(QLatin1Char(',')) + QLatin1Char('|');
    }
    return text;
}

QString readText(const QByteArray& bytes, const CsvOptions& options = {}, const ReadControl& control = {}) {
    const auto read = readCsv(view(bytes), "f", options, control);
    return read ? written(read->table) : errorText(read);
}

}  // namespace

class CsvReaderTest final : public TestCase {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void detects_data();
    void detects();
    void obeys();
    void ordersLabels();
    void readsTextLate();
    void holdsItsLimits();
    void readsWideAndLongTables();
    void shortensWhatItShows();
    void pastes();
};

void CsvReaderTest::reads_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* name, const QByteArray& bytes, const char* wanted) {
        QTest::newRow(name) << bytes << QString::fromUtf8(wanted);
    };
    row("nothing", "", "TableEmpty(f)");
    row("a byte order mark alone", "\xEF\xBB\xBF", "TableEmpty(f)");
    row("empty lines alone", "\n \r\n\r\t\n", "TableEmpty(f)");
    row("a header alone", "a,b\n", "TableEmpty(f)");
    row("a header of two columns and nothing below", "\"a\",\"b\"", "TableEmpty(f)");
    row("one number", "5", "x1:5|");
    row("one column", "a\n1\n2\n", "a:1,2|");
    row("no line end at the end", "a,b\n1,2", "a:1|b:2|");
    row("empty lines between", "a,b\n\n1,2\n  \n3,4\n\n", "a:1,3|b:2,4|");
    row("line ends mixed", "a,b\r1,2\r\n3,4\n5,6", "a:1,3,5|b:2,4,6|");
    row("spaces around cells", " a , b \n 1 ,\t2 \n", "a:1|b:2|");
    row("quoted numbers", "a,b\n\"1\",\"2\"\n", "a:1|b:2|");
    row("spaces around quotes", "a,b\n \"x,y\" , 2\n", "a=x,y|b:2|");
    row("a quote within a cell", "a,b\n5\" pipe,2\n", "a=5\" pipe|b:2|");
    row("doubled quotes", "a,b\n\"\"\"x\"\"\",2\n", "a=\"x\"|b:2|");
    row("line breaks of all kinds in a cell", "a,b\n\"1\n2\r\n3\r4\",5\n", "a=1\n2\r\n3\r4|b:5|");
    row("missing", "a,b\n,1\nNA,2\nnan,3\n?,4\nnull,5\nN/A,6\n\"\",7\n1.5,8\n", "a:-,-,-,-,-,-,-,1.5|b:1,2,3,4,5,6,7,8|");
    row("missing categories", "a,b\nx,1\n?,2\n,3\n", "a=x,-,-|b:1,2,3|");
    row("a column without any value", "a,b\n1,\n2,NA\n", "a:1,2|b:-,-|");
    row("a separator at each end", "a,b,\n1,2,\n3,4,\n", "a:1,3|b:2,4|");
    row("signs and exponents", "a\n+1\n-.5\n2.\n1e3\n1E-2\n-2.5e+1\n", "a:1,-0.5,2,1000,0.01,-25|");
    row("smaller than any double", "a\n1e-999\n1\n", "a:0,1|");
    row("whole numbers beyond 2^53", "a\n9007199254740993\n123456789012345678\n", "a:9007199254740992,1.2345678901234568e+17|");
    row("truths", "a,b\nTrue,1\nFALSE,2\ntrue,3\n", "a=true,false,true|b:1,2,3|");
    row("truths and numbers", "a,b\ntrue,1\n1,2\nfalse,3\n", "a=true,1,false|b:1,2,3|");
    row("labels that look like numbers now and then", "a,b\n1,1\nx,2\ny,3\n", "a=1,x,y|b:1,2,3|");
    row("names twice", "a,a,a_2,a\n1,2,3,4\n", "a:1|a_3:2|a_2:3|a_4:4|");
    row("names that are empty", ",b,\n1,2,3\n", "x1:1|b:2|x3:3|");
    row("a made name that is there", ",x1\n1,2\n", "x1:1|x1_2:2|");
    row("no header", "1,2\n3,4\n", "x1:1,3|x2:2,4|");
    row("UTF-8",
        "stra\xC3\x9F"
        "e,b\n\xF0\x9F\x90\xA7,2\n",
        "stra\u00DFe=\U0001F427|b:2|");
    row("Windows-1252",
        "stra\xDF"
        "e,b\n\x80\x93\xE9,2\n",
        "stra\u00DFe=\u20AC\u201C\u00E9|b:2|");

    row("too few cells", "a,b\n1,2\n3\n", "CsvRowLength(f, 3, 1, 2)");
    row("too many cells", "a,b\n1,2\n3,4,5,6\n", "CsvRowLength(f, 3, 4, 2)");
    row("the line after a cell of three lines", "a,b\n\"1\n2\n3\",4\n5\n", "CsvRowLength(f, 5, 1, 2)");
    row("a line with CR and LF counts once", "a,b\r\n1,2\r\n3\r\n", "CsvRowLength(f, 3, 1, 2)");
    row("the end of a long file is missing", "a,b\n1,2\n3,4\n5", "CsvRowLength(f, 4, 1, 2)");
    row("text in numbers", "a,b\n1,2\n3,oops\n5,6\n7,8\n", "CsvCellNumber(f, 3, 2, b, oops)");
    row("text in numbers, first", "a,b\noops,2\n3,4\n5,6\n", "CsvCellNumber(f, 2, 1, a, oops)");
    row("text in numbers without names", "1,2\n3,4\n5,x6\n", "CsvCellNumber(f, 3, 2, x2, x6)");
    row("infinity is no number", "a\n1\n2\ninf\n", "CsvCellNumber(f, 4, 1, a, inf)");
    row("larger than any double", "a\n1\n2\n1e999\n", "CsvCellNumber(f, 4, 1, a, 1e999)");
    row("a hexadecimal", "a\n1\n2\n0x10\n", "CsvCellNumber(f, 4, 1, a, 0x10)");
    row("two signs", "a\n1\n2\n--3\n", "CsvCellNumber(f, 4, 1, a, --3)");
    row("a sign alone", "a\n1\n2\n-\n", "CsvCellNumber(f, 4, 1, a, -)");
    row("a point alone", "a\n1\n2\n.\n", "CsvCellNumber(f, 4, 1, a, .)");
    row("two points", "a\n1\n2\n1.2.3\n", "CsvCellNumber(f, 4, 1, a, 1.2.3)");
    row("a percentage", "a\n1\n2\n3%\n", "CsvCellNumber(f, 4, 1, a, 3%)");
    row("dates", "day,b\n2026-11-28,1\n2026-11-29,2\n", "CsvDate(f, 2, 1, day, 2026-11-28)");
    row("dates with times", "b,day\n1,28.11.2026 12:30\n2,?\n3,1.1.2026\n", "CsvDate(f, 2, 2, day, 28.11.2026 12:30)");
    row("American dates", "b,day\n1,11/28/26\n2,1/2/26\n", "CsvDate(f, 2, 2, day, 11/28/26)");
    row("a date in numbers", "a,b\n1,1\n2,2\n2026-11-28,3\n", "CsvCellNumber(f, 4, 1, a, 2026-11-28)");
    row("versions are no dates", "a,b\n1.2.3,1\n1.2.4,2\n", "a=1.2.3,1.2.4|b:1,2|");
    row("a quote that stays open", "a,b\n1,2\n\"3,4\n5,6\n", "CsvQuoteOpen(f, 3)");
    row("text behind a quote", "a,b\n\"1\"x,2\n", "CsvAfterQuote(f, 2)");
    row("a zero byte", QByteArray("a,b\n1,2\n3,\0\n", 13), "TextBytes(f, 3)");
    row("UTF-16, little-endian",
        QByteArray("\xFF\xFE"
                   "a\0,\0b\0\n\0",
                   10),
        "TextBytes(f, 1)");
    row("UTF-16, big-endian", QByteArray("\xFE\xFF\0a\0,\0b\0\n", 10), "TextBytes(f, 1)");
    row("a zero byte in Windows-1252", QByteArray("a,b\n\xE9,2\n3,\0\n", 13), "TextBytes(f, 3)");
}

void CsvReaderTest::reads() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, wanted);
    QCOMPARE(readText(bytes), wanted);
}

void CsvReaderTest::detects_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("separator");
    QTest::addColumn<bool>("decimalComma");
    QTest::addColumn<bool>("header");
    const auto row = [](const char* name, const QByteArray& bytes, char separator, bool decimalComma, bool header) {
        QTest::newRow(name) << bytes << QString(QLatin1Char(separator)) << decimalComma << header;
    };
    row("commas", "a,b\n1.5,2\n", ',', false, true);
    row("commas and spaces", "1.5, 2, 3\n2.5, 3, 4\n", ',', false, false);
    row("semicolons with decimal commas", "1,5;2,5\n3,5;4,5\n", ';', true, false);
    row("semicolons with points", "1.5;2\n3.5;4\n", ';', false, false);
    row("whole numbers with semicolons", "1;2\n3;4\n", ';', false, false);
    row("tabs with decimal commas", "a\tb\n1,5\t2\n", '\t', true, true);
    row("bars", "1|2|3\n4|5|6\n", '|', false, false);
    row("spaces with decimal commas", "1,5 2,5 3,5\n4,5 5,5 6,5\n", ' ', true, false);
    row("columns of spaces and tabs", "  1.5   2.5\n 10.5 \t 3.5 \n", ' ', false, false);
    row("texts with a space in each", "New York,5\nSan Jose,7\n", ',', false, false);
    row("texts with semicolons", "a;b,1,2\nc;d,3,4\n", ',', false, false);
    row("decimal commas in quotes", "\"1,5\",\"2,5\"\n\"3,5\",\"4,5\"\n", ',', true, false);
    row("a line that is too short", "1,2,3\n4,5,6\n7,8\n9,1,2\n", ',', false, false);
    row("names over texts", "name,color\nann,red\nbob,red\n", ',', false, true);
    row("texts that come again have no names over them", "ann,red\nbob,red\n", ',', false, false);
    row("a name over numbers is a header, though one is empty", ",b\nann,1\nbob,2\n", ',', false, true);
    row("a missing cell in the first row is no name", "?,red\n1,blue\n", ',', false, false);
    row("years as names are numbers", "2019,2020\n1,2\n", ',', false, false);
    row("quoted separators", "\"a;b;c\",\"d\"\n\"e;f\",\"g\"\n", ',', false, true);
    row("one column of texts", "red\nblue\nred\n", ',', false, false);
}

void CsvReaderTest::detects() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, separator);
    QFETCH(bool, decimalComma);
    QFETCH(bool, header);
    const auto read = readCsv(view(bytes), "f");
    CsvOptions found;
    if (read) {
        found = read->options;
    } else {
        // The line that is too short: what was detected shows in the error.
        QCOMPARE(errorText(read), QStringLiteral("CsvRowLength(f, 3, 2, 3)"));
        return;
    }
    QCOMPARE(QString(QLatin1Char(*found.separator)), separator);
    QCOMPARE(*found.decimalComma, decimalComma);
    QCOMPARE(*found.header, header);
}

void CsvReaderTest::obeys() {
    const QByteArray bytes = "a;b,c\n1,5;2\n2,5;3\n";
    QCOMPARE(readText(bytes, {.separator = ';', .decimalComma = true}), QStringLiteral("a:1.5,2.5|b,c:2,3|"));
    QCOMPARE(readText(bytes, {.separator = ';', .decimalComma = false}), QStringLiteral("a=1,5,2,5|b,c:2,3|"));
    QCOMPARE(readText(bytes, {.separator = ';', .header = false}), QStringLiteral("CsvCellNumber(f, 1, 1, x1, a)"));
    QCOMPARE(readText("1,2\n3,4\n", {.header = true}), QStringLiteral("1:3|2:4|"));
    QCOMPARE(readText("1.5;2\n", {.decimalComma = true}), QStringLiteral("x1=1.5|x2:2|"));
    // Columns as a person wants them, by their places in the file.
    const QByteArray odd = "day,n,class\n2026-11-28,1,0\n2026-11-29,x,1\n2026-11-30,3,0\n";
    QCOMPARE(readText(odd, {.columns = {{0, CsvColumnRule::LeaveOut}, {1, CsvColumnRule::Text}, {2, CsvColumnRule::Text}}}),
             QStringLiteral("n=1,x,3|class=0,1,0|"));
    QCOMPARE(readText(odd, {.columns = {{1, CsvColumnRule::LeaveOut}, {0, CsvColumnRule::Text}}}),
             QStringLiteral("day=2026-11-28,2026-11-29,2026-11-30|class:0,1,0|"));
    QCOMPARE(readText("a\n1\n", {.columns = {{0, CsvColumnRule::LeaveOut}}}), QStringLiteral("TableEmpty(f)"));
    QCOMPARE(readText("a,b\n?,1\n2,1\n", {.columns = {{0, CsvColumnRule::Text}, {7, CsvColumnRule::Text}}}),
             QStringLiteral("a=-,2|b:1,1|"));
    // The encoding that is asked for, and none else.
    QCOMPARE(readText("a,b\n\xC3\xA9,1\n", {.encoding = TextEncoding::Windows1252}), QString::fromUtf8("a=\u00C3\u00A9|b:1|"));
    QCOMPARE(readText("a,b\n\xE9,1\n", {.encoding = TextEncoding::Utf8}), QStringLiteral("TextBytes(f, 2)"));
    for (const char* const bad :
         {"\xC0\xAF", "\xE0\x9F\x80", "\xED\xA0\x80", "\xF0\x8F\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"}) {
        QCOMPARE(readText(QByteArray("a,b\n") + bad, {.encoding = TextEncoding::Utf8}), QStringLiteral("TextBytes(f, 2)"));
    }
}

void CsvReaderTest::ordersLabels() {
    const auto labels = [](const QByteArray& bytes, const CsvOptions& options) {
        const auto read = readCsv(view(bytes), "f", options);
        return read ? read->table.columns.at(0).labels : std::vector<std::string>();
    };
    using Labels = std::vector<std::string>;
    QVERIFY(labels("a,b\npear,1\napple,2\npear,3\nZoe,4\n", {}) == (Labels{"Zoe", "apple", "pear"}));
    const CsvOptions text{.columns = {{0, CsvColumnRule::Text}}};
    QVERIFY(labels("a,b\n10,1\n9,2\n-1,3\n9.0,4\n", text) == (Labels{"-1", "9", "9.0", "10"}));
    QVERIFY(labels("a;b\n10,5;1\n9,5;2\n", {.separator = ';', .decimalComma = true, .columns = text.columns}) == (Labels{"9,5", "10,5"}));
    QVERIFY(labels("a,b\n10,1\n9,2\nx,3\n", text) == (Labels{"10", "9", "x"}));
}

void CsvReaderTest::readsTextLate() {
    // Numbers first, then mostly texts: the cells stay as they were written.
    QByteArray bytes = "a,b\n007,1\n1.50,2\n";
    for (int i = 0; i < 5; ++i) {
        bytes += "x,3\n";
    }
    const auto read = readCsv(view(bytes), "f");
    QVERIFY(read.has_value());
    QVERIFY(read->table.columns.at(0).labels == (std::vector<std::string>{"007", "1.50", "x"}));
    QVERIFY(read->options.columns.empty());
}

void CsvReaderTest::holdsItsLimits() {
    const auto limited = [](const ReadLimits& limits) {
        ReadControl control;
        control.limits = limits;
        return control;
    };
    QCOMPARE(readText("1,2,3\n", {}, limited({.columns = 3})), QStringLiteral("x1:1|x2:2|x3:3|"));
    QCOMPARE(readText("1,2,3\n", {}, limited({.columns = 2})), QStringLiteral("CsvManyColumns(f, 2)"));
    QCOMPARE(readText("1,2222\n", {}, limited({.cellBytes = 4})), QStringLiteral("x1:1|x2:2222|"));
    QCOMPARE(readText("1,2222\n", {.separator = ',', .decimalComma = false, .header = false}, limited({.cellBytes = 3})),
             QStringLiteral("CsvCellLong(f, 1, 3)"));
    QCOMPARE(readText("1,2\n3,\"4444\"\n", {.separator = ',', .decimalComma = false, .header = false}, limited({.cellBytes = 3})),
             QStringLiteral("CsvQuoteOpen(f, 2)"));
    // Two million cells, and as many different labels, in a machine of 4 MB.
    QByteArray numbers;
    QByteArray labels;
    for (int i = 0; i < 1'000'000; ++i) {
        numbers += "1,2\n";
    }
    for (int i = 0; i < 100'000; ++i) {
        labels += 'x' + QByteArray::number(i) + ",1\n";
    }
    for (const QByteArray& bytes : {numbers, labels}) {
        const auto read = readCsv(view(bytes), "f", {}, limited({.memoryBytes = 4'000'000}));
        QVERIFY(!read && read.error().code == ErrorCode::TableTooLarge);
        QVERIFY(std::get<std::int64_t>(read.error().arguments.at(1)) < 8'000'000);
    }
}

void CsvReaderTest::readsWideAndLongTables() {
    constexpr int kColumns = 10'000;
    QByteArray bytes;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < kColumns; ++column) {
            bytes += (column > 0 ? "," : "") + (row == 0 ? "c" + QByteArray::number(column) : QByteArray::number(column * row));
        }
        bytes += '\n';
    }
    const auto wide = readCsv(view(bytes), "f");
    QCOMPARE(errorText(wide), QStringLiteral("read"));
    QCOMPARE(static_cast<int>(wide->table.columns.size()), kColumns);
    QVERIFY(wide->table.columns.back().name == "c9999" && wide->table.columns.back().numbers.at(1) == 2.0 * 9999);

    QByteArray rows = "a;b\n";
    for (int i = 0; i < 200'000; ++i) {
        rows += QByteArray::number(i) + ";" + (i % 3 == 0 ? "red" : "blue") + "\r\n";
    }
    const auto tall = readCsv(view(rows), "f");
    QVERIFY(tall.has_value());
    QCOMPARE(tall->table.rows, std::int64_t{200'000});
    for (std::size_t i = 0; i < 200'000; ++i) {
        QVERIFY(tall->table.columns[0].numbers[i] == static_cast<double>(i));
        QVERIFY(tall->table.columns[1].categories[i] == (i % 3 == 0 ? 1 : 0));
    }
}

void CsvReaderTest::shortensWhatItShows() {
    // Cut between two characters of two bytes each.
    QByteArray cell;
    for (int i = 0; i < 500; ++i) {
        cell += "\u00E9";
    }
    const auto read = readCsv(view("a\n1\n2\nx" + cell + "\n"), "f");
    QVERIFY(!read && read.error().code == ErrorCode::CsvCellNumber);
    const QString shown = QString::fromStdString(std::get<std::string>(read.error().arguments.back()));
    QCOMPARE(shown, QLatin1Char('x') + QString(29, QChar(0xE9)) + QChar(0x2026));
}

void CsvReaderTest::pastes() {
    const auto pasted = [](std::string_view text, const CsvOptions& options = {}) {
        const auto read = readPastedTable(text, "clipboard", options);
        return read ? written(read->table) : errorText(read);
    };
    QCOMPARE(pasted("x\tname\r\n1,5\tAnn, Bob\r\n2,5\t\"two\nlines\"\r\n"), QStringLiteral("x:1.5,2.5|name=Ann, Bob,two\nlines|"));
    QCOMPARE(pasted("1\t2\n3\t4"), QStringLiteral("x1:1,3|x2:2,4|"));
    QCOMPARE(pasted("a,b\n1,2\n"), QStringLiteral("a:1|b:2|"));
    QCOMPARE(pasted("a\tb,c\n1\t2,3\n", {.separator = ','}), QStringLiteral("a\tb=1\t2|c:3|"));
    QCOMPARE(pasted(""), QStringLiteral("TableEmpty(clipboard)"));
    QCOMPARE(pasted("a\tb\n\xE9\t1"), QStringLiteral("TextBytes(clipboard, 2)"));
}

GLASSNET_TEST(CsvReaderTest);

}  // namespace glassnet::test

#include "CsvReaderTest.moc"
