#include "engine/data/CsvCells.h"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "engine/data/Categories.h"
#include "engine/data/ColumnNames.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class CsvCellsTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsAsTheCLibrary();
    void keepsTheSignOfZero();
    void knowsWhatIsMissing();
    void knowsDates();
    void makesCategories();
    void makesNamesDifferent();
};

void CsvCellsTest::readsAsTheCLibrary() {
    std::mt19937 random(7);
    const auto digits = [&random](int most) {
        std::string text;
        for (auto count = random() % static_cast<unsigned>(most + 1); count > 0; --count) {
            text += static_cast<char>('0' + random() % 10);
        }
        return text;
    };
    int numbers = 0;
    for (int i = 0; i < 100'000; ++i) {
        std::string text = random() % 3 == 0 ? "-" : "";
        text += digits(i % 4 == 0 ? 25 : 9);
        text += random() % 2 == 0 ? "." + digits(i % 4 == 1 ? 25 : 9) : "";
        text += random() % 3 == 0 ? "e" + std::to_string(static_cast<int>(random() % 700) - 350) : "";
        char* end = nullptr;
        const double theirs = std::strtod(text.c_str(), &end);
        const auto ours = cellNumber(text, false);
        const bool isNumber = !text.empty() && *end == '\0' && end != text.c_str() && !std::isinf(theirs);
        QVERIFY2(ours.has_value() == isNumber, text.c_str());
        if (isNumber) {
            QVERIFY2(std::bit_cast<std::uint64_t>(*ours) == std::bit_cast<std::uint64_t>(theirs), text.c_str());
            std::ranges::replace(text, '.', ',');
            QVERIFY2(cellNumber(text, true) == ours, text.c_str());
            ++numbers;
        }
    }
    QVERIFY(numbers > 50'000);
}

void CsvCellsTest::keepsTheSignOfZero() {
    for (const char* const text : {"-0", "-0.000", "-1e-999", "-.0", "-0e5"}) {
        const auto number = cellNumber(text, false);
        QVERIFY2(number && *number == 0.0 && std::signbit(*number), text);
    }
    for (const char* const text : {"0", "+0.0", "1e-999", "0e999"}) {
        const auto number = cellNumber(text, false);
        QVERIFY2(number && *number == 0.0 && !std::signbit(*number), text);
    }
    const std::string tiny = "0." + std::string(500, '0') + "1";
    QVERIFY(cellNumber(tiny, false) == 0.0);
    QVERIFY(!cellNumber("1" + std::string(500, '0'), false));
    for (const char* const text :
         {"", "-", "+", ".", "-.", "e5", "1e", "1e+", "1 2", "nan", "inf", "-inf", "infinity", "0x1p3", "+-1", "1,5", "1_0"}) {
        QVERIFY2(!cellNumber(text, false), text);
    }
    for (const char* const text : {"1.5", "1.234,5", "1,2,3", ",", "1e1,5"}) {
        QVERIFY2(!cellNumber(text, true), text);
    }
}

void CsvCellsTest::knowsWhatIsMissing() {
    for (const char* const text : {"", "NA", "na", "Nan", "NaN", "NULL", "null", "None", "nil", "N/A", "n/a", "#N/A", "?"}) {
        QVERIFY2(isMissingCell(text), text);
    }
    for (const char* const text : {"-", "0", "no", "nab", "??", "unknown", "nanx"}) {
        QVERIFY2(!isMissingCell(text), text);
    }
    QVERIFY(isBooleanCell("TRUE") && isBooleanCell("false") && !isBooleanCell("yes") && !isBooleanCell("1"));
}

void CsvCellsTest::knowsDates() {
    for (const char* const text : {"2026-11-28", "2026/1/2", "28.11.2026", "1.2.2026", "11/28/2026", "11/28/26", "2026-11-28 12:30",
                                   "2026-11-28T12:30:00Z", "1/2/26 9:05"}) {
        QVERIFY2(isDateCell(text), text);
    }
    for (const char* const text : {"", "2026", "2026-11", "1.2.3", "1-2-3", "1.2.34", "28-11-26", "192.168.0.1", "2026-11/28", "12:30",
                                   "2026-11-28x", "2026-11-28 ", "20261128", "a-b-c", "--", "2026--28", "123-45-6789"}) {
        QVERIFY2(!isDateCell(text), text);
    }
}

void CsvCellsTest::makesCategories() {
    const double empty = std::nan("");
    const TableColumn numbers{
        .name = "y", .kind = ColumnKind::Number, .numbers = {2, 10, empty, -0.0, 0.5, 2, 0}, .categories = {}, .labels = {}};
    const TableColumn made = asCategories(numbers);
    QVERIFY(made.kind == ColumnKind::Category && made.name == "y" && made.numbers.empty());
    QVERIFY(made.labels == (std::vector<std::string>{"0", "0.5", "2", "10"}));
    QVERIFY(made.categories == (std::vector<std::int32_t>{2, 3, -1, 0, 1, 2, 0}));
    QVERIFY(asCategories(made) == made);
    QVERIFY(!wholeValues(numbers, 9));
    const TableColumn whole{.name = "y", .kind = ColumnKind::Number, .numbers = {2, 10, empty, -0.0, 2, 0}, .categories = {}, .labels = {}};
    QVERIFY(wholeValues(whole, 9) == 3U && wholeValues(whole, 1) == 2U);
}

void CsvCellsTest::makesNamesDifferent() {
    std::vector<std::string> names{"a", "b", "a", "a_2", "a", "b", "a_2"};
    makeDifferent(names);
    QVERIFY(names == (std::vector<std::string>{"a", "b", "a_3", "a_2", "a_4", "b_2", "a_2_2"}));
    // Many of the same name, as a file of separators alone has them.
    std::vector<std::string> same(50'000, "n");
    makeDifferent(same);
    QVERIFY(same.front() == "n" && same.back() == "n_50000");
}

GLASSNET_TEST(CsvCellsTest);

}  // namespace glassnet::test

#include "CsvCellsTest.moc"
