#include "engine/data/ArrayTable.h"

#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// An array of uint8 that counts from 0; its bytes stand in a table of bytes that all arrays share.
RawArray bytesOf(const char* name, const Shape& shape) {
    static const std::vector<std::byte> counting = [] {
        std::vector<std::byte> bytes(4096);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::byte>(i % 256);
        }
        return bytes;
    }();
    return {
        name, shape, {ElementType::Kind::Unsigned, 1, false}, false, std::span(counting).first(static_cast<std::size_t>(shape.elements()))};
}

/// "a b[0] b[1]": the names of the columns.
QString names(const Result<ArrayTable>& table) {
    if (!table) {
        return errorText(table);
    }
    QStringList all;
    for (const TableColumn& column : table->table.columns) {
        all << QString::fromStdString(column.name);
    }
    return all.join(QLatin1Char(' '));
}

using Arrays = std::vector<RawArray>;

}  // namespace

class ArrayTableTest final : public TestCase {
    Q_OBJECT
private slots:
    void chooses();
    void obeys();
    void findsClasses();
    void refuses();
};

void ArrayTableTest::chooses() {
    // A pair by its names, whatever else is there and in whatever order.
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("z", {4, 9}), bytesOf("y", {4}), bytesOf("X", {4, 2})}, "f")), QStringLiteral("0 1 y"));
    QCOMPARE(names(tableFromArrays(
                 Arrays{bytesOf("x_test", {2, 2}), bytesOf("x_train", {4, 2}), bytesOf("y_test", {2}), bytesOf("y_train", {4})}, "f")),
             QStringLiteral("0 1 y_train"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("labels", {4}), bytesOf("Images", {4, 2, 2})}, "f")),
             QStringLiteral("0,0 0,1 1,0 1,1 labels"));
    // The most dimensions, and the only other array that fits.
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("v", {4}), bytesOf("m", {4, 2}), bytesOf("w", {3})}, "f")), QStringLiteral("0 1 v"));
    // With two that fit nobody knows which is the target.
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("v", {4}), bytesOf("m", {4, 2}), bytesOf("w", {4})}, "f")), QStringLiteral("0 1"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("v", {4}), bytesOf("w", {3}), bytesOf("u", {4})}, "f")), QStringLiteral("v u"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("", {4}), bytesOf("", {4})}, "f")), QStringLiteral("x1 x2"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("m", {4, 1, 1})}, "f")), QStringLiteral("m"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("m", {2, 1, 2, 2})}, "f")), QStringLiteral("0,0,0 0,0,1 0,1,0 0,1,1"));
}

void ArrayTableTest::obeys() {
    const Arrays arrays{bytesOf("X", {4, 2}), bytesOf("y", {4}), bytesOf("Z", {4, 3}), bytesOf("w", {4})};
    QCOMPARE(names(tableFromArrays(arrays, "f", {.features = 2, .targets = 3})), QStringLiteral("0 1 2 w"));
    QCOMPARE(names(tableFromArrays(arrays, "f", {.features = 0, .targets = 2})), QStringLiteral("X[0] X[1] Z[0] Z[1] Z[2]"));
    QCOMPARE(names(tableFromArrays(arrays, "f", {.targets = 1})), QStringLiteral("0 1 y"));
    const auto table = tableFromArrays(arrays, "f", {.features = 2, .targets = 3});
    QVERIFY(table->choice == (ArrayChoice{2, 3}));
    QVERIFY(table->table.columns.at(1).numbers == (std::vector<double>{1, 4, 7, 10}));
    QCOMPARE(table->imageHeight, std::int64_t{0});
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(tableFromArrays(arrays, "f", {.features = 4})));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(tableFromArrays({}, "f", {.targets = 0})));
}

void ArrayTableTest::findsClasses() {
    const auto kindOf = [](std::int64_t rows) {
        const auto table = tableFromArrays(Arrays{bytesOf("X", {rows, 2}), bytesOf("y", {rows})}, "f");
        return table->table.columns.back().kind;
    };
    QVERIFY(kindOf(100) == ColumnKind::Category && kindOf(101) == ColumnKind::Number);
    // A target that has one column in two dimensions.
    const auto table = tableFromArrays(Arrays{bytesOf("X", {3, 2}), bytesOf("y", {3, 1})}, "f");
    QVERIFY(table->table.columns.back().labels == (std::vector<std::string>{"0", "1", "2"}));
    QVERIFY(table->table.columns.front().kind == ColumnKind::Number);
}

void ArrayTableTest::refuses() {
    QCOMPARE(names(tableFromArrays({}, "f")), QStringLiteral("TableEmpty(f)"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("s", {})}, "f")), QStringLiteral("TableEmpty(f)"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {0, 2})}, "f")), QStringLiteral("TableEmpty(f)"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {2, 0})}, "f")), QStringLiteral("TableEmpty(f)"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {4, 2}), bytesOf("y", {3})}, "f")), QStringLiteral("ArrayRows(X, 4, y, 3)"));
    ReadControl control;
    control.limits.columns = 4;
    control.limits.memoryBytes = 4 * 4 * 8;
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {4, 3}), bytesOf("y", {4})}, "f", {}, control)), QStringLiteral("0 1 2 y"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {4, 4}), bytesOf("y", {4})}, "f", {}, control)),
             QStringLiteral("FileLimit(f, 5, 4)"));
    QCOMPARE(names(tableFromArrays(Arrays{bytesOf("X", {5, 3}), bytesOf("y", {5})}, "f", {}, control)),
             QStringLiteral("TableTooLarge(f, 160, 128)"));
}

GLASSNET_TEST(ArrayTableTest);

}  // namespace glassnet::test

#include "ArrayTableTest.moc"
