#include "ui/data/ReadingRows.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "ui/data/FieldList.h"

namespace glassnet::ui {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("ReadingRows", text)

struct SeparatorRow {
    char separator;
    const char* name;
};
constexpr auto kSeparators = std::to_array<SeparatorRow>({
    {',', WORDS("comma")},
    {';', WORDS("semicolon")},
    {'\t', WORDS("tab")},
    {'|', WORDS("vertical bar")},
    {' ', WORDS("spaces")},
});

#undef WORDS

struct ReadingRowsWords {
    Q_DECLARE_TR_FUNCTIONS(ReadingRows)
};

std::vector<PropertyRow> textRows(const CsvOptions& csv) {
    auto separator = fieldRow("separator", RowKind::Choice, ReadingRowsWords::tr("Separator"),
                              ReadingRowsWords::tr("What stands between two cells of the file."));
    for (const auto& each : kSeparators) {
        separator.choices << ReadingRowsWords::tr(each.name);
    }
    const auto found = std::ranges::find(kSeparators, csv.separator.value_or(','), &SeparatorRow::separator);
    separator.current = found == kSeparators.end() ? -1 : static_cast<int>(found - kSeparators.begin());
    auto decimals = fieldRow("decimals", RowKind::Choice, ReadingRowsWords::tr("Decimals"),
                             ReadingRowsWords::tr("What parts the decimals of a number in the file."));
    decimals.choices = QStringList{ReadingRowsWords::tr("point"), ReadingRowsWords::tr("comma")};
    decimals.current = csv.decimalComma.value_or(false) ? 1 : 0;
    auto header = fieldRow("header", RowKind::Choice, ReadingRowsWords::tr("First row"),
                           ReadingRowsWords::tr("Whether the first row holds the columns' names."));
    header.choices = QStringList{ReadingRowsWords::tr("names"), ReadingRowsWords::tr("values")};
    header.current = csv.header.value_or(true) ? 0 : 1;
    return {separator, decimals, header};
}

PropertyRow arrayRow(const char* key, const QString& label, const TableReading& reading, std::optional<std::size_t> chosen) {
    auto row = fieldRow(key, RowKind::Choice, label, ReadingRowsWords::tr("Which array of the file it is."));
    for (const ArrayInfo& array : reading.arrays) {
        row.choices << QString::fromStdString(array.name);
    }
    row.current = chosen ? static_cast<int>(*chosen) : -1;
    row.placeholder = ReadingRowsWords::tr("none");
    return row;
}

}  // namespace

std::vector<PropertyRow> readingRows(const TableReading& reading) {
    if (reading.format == TableFormat::Csv) {
        return textRows(reading.options.csv);
    }
    if (reading.arrays.size() < 2) {
        return {};
    }
    return {arrayRow("features", ReadingRowsWords::tr("Features"), reading, reading.options.arrays.features),
            arrayRow("targets", ReadingRowsWords::tr("Targets"), reading, reading.options.arrays.targets)};
}

TableOptions chosenReading(const TableReading& reading, const std::string& key, int choice) {
    TableOptions options = reading.options;
    if (key == "separator") {
        const char separator = kSeparators.at(static_cast<std::size_t>(choice)).separator;
        // A comma between cells parts no decimals.
        if (separator == ',') {
            options.csv.decimalComma = false;
        }
        options.csv.separator = separator;
        options.csv.columns.clear();
    } else if (key == "decimals") {
        options.csv.decimalComma = choice == 1;
    } else if (key == "header") {
        options.csv.header = choice == 0;
    } else if (key == "features") {
        options.arrays.features = static_cast<std::size_t>(choice);
    } else if (key == "targets") {
        options.arrays.targets = static_cast<std::size_t>(choice);
    }
    return options;
}

}  // namespace glassnet::ui
