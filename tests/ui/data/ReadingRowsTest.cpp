#include "ui/data/ReadingRows.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::TableReading;

class ReadingRowsTest final : public TestCase {
    Q_OBJECT
private slots:
    void ofAText();
    void aCommaIsOneThingOnly();
    void ofArrays();
};

void ReadingRowsTest::ofAText() {
    TableReading reading;
    reading.options.csv = {.separator = ';', .decimalComma = true, .header = false, .encoding = {}, .columns = {}};
    const auto rows = ui::readingRows(reading);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].choices.at(rows[0].current), QStringLiteral("semicolon"));
    QCOMPARE(rows[1].choices.at(rows[1].current), QStringLiteral("comma"));
    QCOMPARE(rows[2].choices.at(rows[2].current), QStringLiteral("values"));
    // Every choice, read back.
    const std::string separators = ",;\t| ";
    for (int i = 0; i < rows[0].choices.size(); ++i) {
        const auto options = ui::chosenReading(reading, "separator", i);
        QCOMPARE(options.csv.separator.value_or('?'), separators.at(static_cast<std::size_t>(i)));
        QCOMPARE(ui::readingRows({reading.format, options, {}}).at(0).current, i);
    }
    QCOMPARE(ui::chosenReading(reading, "decimals", 0).csv.decimalComma, std::optional(false));
    QCOMPARE(ui::chosenReading(reading, "decimals", 1).csv.decimalComma, std::optional(true));
    QCOMPARE(ui::chosenReading(reading, "header", 0).csv.header, std::optional(true));
    QCOMPARE(ui::chosenReading(reading, "header", 0).csv.separator, std::optional(';'));
}

void ReadingRowsTest::aCommaIsOneThingOnly() {
    TableReading reading;
    reading.options.csv = {.separator = ';', .decimalComma = true, .header = true, .encoding = {}, .columns = {}};
    QCOMPARE(ui::chosenReading(reading, "separator", 0).csv.decimalComma, std::optional(false));
    QCOMPARE(ui::chosenReading(reading, "separator", 2).csv.decimalComma, std::optional(true));
}

void ReadingRowsTest::ofArrays() {
    TableReading reading;
    reading.format = TableFormat::Npz;
    reading.arrays = {{"X", Shape{5, 2}}};
    QVERIFY(ui::readingRows(reading).empty());
    reading.arrays.push_back({"y", Shape{5}});
    reading.options.arrays.features = 0;
    const auto rows = ui::readingRows(reading);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].choices, (QStringList{QStringLiteral("X"), QStringLiteral("y")}));
    QCOMPARE(rows[0].current, 0);
    QCOMPARE(rows[1].current, -1);
    const auto options = ui::chosenReading(reading, "targets", 1);
    QVERIFY(options.arrays == (ArrayChoice{std::size_t{0}, std::size_t{1}}));
    QVERIFY(ui::chosenReading(reading, "features", 1).arrays.features == std::size_t{1});
}

GLASSNET_TEST(ReadingRowsTest);

}  // namespace glassnet::test

#include "ReadingRowsTest.moc"
