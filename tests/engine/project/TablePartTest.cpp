#include "engine/project/TablePart.h"

#include <limits>

#include "engine/exchange/Safetensors.h"
#include "engine/project/Container.h"
#include "engine/project/ProjectFile.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class TablePartTest final : public TestCase {
    Q_OBJECT
private slots:
    void isCompact();
    void keepsWhatItDoesNotKnow();
    void refuses_data();
    void refuses();
    void refusesBadCells();
    void belongsToATable();
    void allocatesNothingForClaims();
};

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TableSpec smallTable() {
    Table table{{{"size", ColumnKind::Number, {1.5, kNone, -0.0}, {}, {}},
                 {"exact", ColumnKind::Number, {0.1, 1.0, 2.0}, {}, {}},
                 {"kind", ColumnKind::Category, {}, {0, -1, 1}, {"a", "b"}}},
                3};
    return {std::make_shared<const Table>(std::move(table)),
            "s.csv",
            {ColumnRole::Feature, ColumnRole::Ignore, ColumnRole::Target},
            MissingRule::Fill};
}

Parts tableParts(const TableSpec& spec, const std::map<std::string, std::string>& unknown = {}) {
    Parts parts;
    return writeTableParts(spec, unknown, parts) ? parts : Parts();
}

std::string tableText(const Parts& parts) {
    const auto& bytes = parts.at(std::string(kTablePart));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void setText(Parts& parts, const std::string& text) {
    const auto bytes = std::as_bytes(std::span(text));
    parts[std::string(kTablePart)] = {bytes.begin(), bytes.end()};
}

Error tableErrorOf(Parts parts) {
    TableSpec spec;
    std::map<std::string, std::string> unknown;
    const auto read = readTableParts(parts, "f", spec, unknown);
    return read ? Error{ErrorCode::Count_, {}} : read.error();
}

QString tableErrorText(const Error& error) {
    if (error.code == ErrorCode::Count_) {
        return QStringLiteral("none");
    }
    QStringList words{QString::fromStdString(std::string(errorName(error.code)))};
    for (const auto& argument : error.arguments) {
        if (const auto* text = std::get_if<std::string>(&argument)) {
            words << QString::fromStdString(*text);
        }
    }
    return words.join(QLatin1Char('|'));
}

}  // namespace

void TablePartTest::isCompact() {
    Parts parts = tableParts(smallTable());
    const auto cells = readSafetensors(parts.at(std::string(kCellsPart)), "f").value();
    QVERIFY(cells.at("1.numbers").dtype() == DType::Float32 && cells.at("2.numbers").dtype() == DType::Float64);
    QVERIFY(bitEqual(cells.at("3.labels"), Tensor::from<std::int64_t>({0, -1, 1}, {3})));
    TableSpec back;
    std::map<std::string, std::string> unknown;
    QVERIFY(readTableParts(parts, "f", back, unknown).has_value());
    QVERIFY(*back.table == *smallTable().table && back.roles == smallTable().roles && unknown.empty() && parts.empty());
    // Not equal where a bit differs.
    Table other = *smallTable().table;
    other.columns[0].numbers[2] = 0.0;
    QVERIFY(*back.table != other);
    other = *smallTable().table;
    other.columns[0].numbers[1] = 0.0;
    QVERIFY(*back.table != other);
}

void TablePartTest::keepsWhatItDoesNotKnow() {
    Parts parts = tableParts(smallTable());
    std::string text = tableText(parts);
    text.replace(text.find("\"rows\""), 0, "\"author\": \"A\",\n");
    text.replace(text.find("\"name\": \"kind\""), 0, "\"unit\": \"cm\",\n");
    setText(parts, text);
    TableSpec spec = smallTable();
    std::map<std::string, std::string> unknown;
    QVERIFY(readTableParts(parts, "f", spec, unknown).has_value());
    QVERIFY(unknown == (std::map<std::string, std::string>{{"table.json/author", "\"A\""}, {"table.json/columns/3/unit", "\"cm\""}}));
    const std::string again = tableText(tableParts(spec, unknown));
    QVERIFY(again.find("\"author\": \"A\"") != std::string::npos && again.find("\"unit\": \"cm\"") != std::string::npos);
}

void TablePartTest::refuses_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const char* from, const char* to, const char* error) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(error);
    };
    row("nothing changed", "\"rows\"", "\"rows\"", "none");
    row("no JSON", "{", "[", "FileField|table.json|/|JSON");
    row("no rows", "\"rows\"", "\"row\"", "FileField|table.json|/rows|whole number");
    row("rows below 0", "\"rows\": 3", "\"rows\": -3", "FileField|table.json|/rows|whole number");
    row("more rows than cells", "\"rows\": 3", "\"rows\": 4", "TensorShape|1.numbers");
    row("another id", "\"id\": 2", "\"id\": 3", "FileField|table.json|/columns/1/id|whole number");
    row("name twice", "\"name\": \"exact\"", "\"name\": \"size\"", "FileField|table.json|/columns/1/name|different names");
    row("column kind", "\"kind\": \"number\"", "\"kind\": \"date\"", "FileField|table.json|/columns/0/kind|column kind");
    row("numbers are labels", "\"kind\": \"number\"", "\"labels\": [], \"kind\": \"category\"", "TensorMissing|1.labels");
    row("column role", "\"role\": \"target\"", "\"role\": \"weight\"", "FileField|table.json|/columns/2/role|column role");
    row("no labels", "\"labels\"", "\"label\"", "FileField|table.json|/columns/2/labels|array");
    row("label twice", "\"a\",", "\"b\",", "FileField|table.json|/columns/2/labels|different texts");
    row("label a number", "\"a\",", "1,", "FileField|table.json|/columns/2/labels|different texts");
    row("too few labels", "\"a\",", "", "ClassTarget|3.labels");
}

void TablePartTest::refuses() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, error);
    Parts parts = tableParts(smallTable());
    QByteArray text = QByteArray::fromStdString(tableText(parts));
    const auto at = text.indexOf(from);
    QVERIFY(at >= 0);
    setText(parts, text.replace(at, from.size(), to).toStdString());
    const QString found = tableErrorText(tableErrorOf(parts));
    QVERIFY2(found == error || (error.endsWith(QStringLiteral("JSON")) && found.endsWith(QStringLiteral("JSON"))), qPrintable(found));
}

void TablePartTest::refusesBadCells() {
    const auto changed = [](auto change) {
        Parts parts = tableParts(smallTable());
        auto cells = readSafetensors(parts.at(std::string(kCellsPart)), "f").value();
        change(cells);
        parts[std::string(kCellsPart)] = writeSafetensors(cells);
        return tableErrorOf(parts);
    };
    using Cells = std::map<std::string, Tensor>;
    QVERIFY(changed([](Cells&) {}).code == ErrorCode::Count_);
    QVERIFY(changed([](Cells& cells) { cells.erase("2.numbers"); }) == (Error{ErrorCode::TensorMissing, {"2.numbers"}}));
    QVERIFY(changed([](Cells& cells) { cells["9.numbers"] = Tensor::zeros({3}); }) ==
            (Error{ErrorCode::FileField, {"table.safetensors", "/9.numbers", "cells of a column"}}));
    QVERIFY(changed([](Cells& cells) { cells["1.numbers"] = Tensor::zeros({3}, DType::Int64); }).code == ErrorCode::TensorDType);
    QVERIFY(changed([](Cells& cells) { cells["3.labels"] = Tensor::zeros({3}); }).code == ErrorCode::TensorDType);
    QVERIFY(changed([](Cells& cells) { cells["1.numbers"] = Tensor::zeros({3, 1}); }).code == ErrorCode::TensorShape);
    QVERIFY(changed([](Cells& cells) {
                cells["3.labels"] = Tensor::from<std::int64_t>({0, -2, 1}, {3});
            }) == (Error{ErrorCode::ClassTarget, {"3.labels", std::int64_t{-2}, std::int64_t{2}}}));
    QVERIFY(changed([](Cells& cells) { cells["3.labels"] = Tensor::from<std::int64_t>({0, 2, 1}, {3}); }).code == ErrorCode::ClassTarget);
}

void TablePartTest::belongsToATable() {
    Project project;
    project.data = smallTable();
    const auto parts = readContainer(*writeProject(project), "f")->parts;
    const auto code = [](const Parts& changed) {
        const auto read = readProject(*writeContainer(changed, "0"), "f");
        return read ? ErrorCode::Count_ : read.error().code;
    };
    QVERIFY(code(parts) == ErrorCode::Count_);
    for (const std::string_view name : {kTablePart, kCellsPart}) {
        Parts less = parts;
        less.erase(std::string(name));
        QVERIFY(code(less) == ErrorCode::MissingPart);
        Parts more = readContainer(*writeProject(Project{}), "f")->parts;
        more[std::string(name)] = parts.at(std::string(name));
        QVERIFY(code(more) == ErrorCode::FileField);
        project.unknownParts[std::string(name)] = {};
        QVERIFY(!writeProject(project).has_value());
        project.unknownParts.clear();
    }
    QVERIFY(std::get<TableSpec>(readProject(*writeProject(project), "f")->data).source == "s.csv");
}

void TablePartTest::allocatesNothingForClaims() {
    Parts parts = tableParts(smallTable());
    std::string text = tableText(parts);
    text.replace(text.find("\"rows\": 3"), 9, "\"rows\": 4611686018427387904");
    setText(parts, text);
    std::size_t bytes = 0;
    {
        const AllocationCounter counter;
        QVERIFY(tableErrorOf(parts).code == ErrorCode::TensorShape);
        bytes = counter.bytes();
    }
    QVERIFY(bytes < 100'000);
    setText(parts, R"({"rows": 4611686018427387904, "columns": []})");
    QVERIFY(tableErrorOf(parts).code == ErrorCode::FileField);
}

GLASSNET_TEST(TablePartTest);

}  // namespace glassnet::test

#include "TablePartTest.moc"
