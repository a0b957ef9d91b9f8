#include <QDir>
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "engine/data/TableSource.h"
#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr std::size_t kMostAllocated = 64U << 20U;

/// Changes a file as accidents and people do: bytes flipped, set, moved, doubled, cut out or off.
QByteArray mutated(QByteArray bytes, std::mt19937& random) {
    static constexpr std::array<char, 12> kBytes{'\0', '\xFF', '\x7F', '\x80', ',', ';', '"', '\n', '\r', '-', '9', '.'};
    const auto place = [&] { return static_cast<qsizetype>(random() % static_cast<unsigned>(std::max<qsizetype>(bytes.size(), 1))); };
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
        const qsizetype at = place();
        const auto length = static_cast<qsizetype>(1 + random() % 20);
        switch (random() % 7) {
            case 0:
                if (!bytes.isEmpty()) {
                    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << random() % 8));
                }
                break;
            case 1:
                if (!bytes.isEmpty()) {
                    bytes[at] = kBytes.at(random() % kBytes.size());
                }
                break;
            case 2:
                bytes.insert(at, kBytes.at(random() % kBytes.size()));
                break;
            case 3:
                bytes.remove(at, length);
                break;
            case 4:
                bytes.insert(place(), bytes.mid(at, length));
                break;
            case 5:
                bytes.replace(at, 4, QByteArray(4, random() % 2 == 0 ? '\xFF' : '\0'));
                break;
            default:
                bytes.truncate(random() % 3 == 0 ? at : bytes.size());
        }
    }
    return bytes;
}

/// What every table keeps, whatever it came from; empty when it does.
QString brokenPromise(const Table& table) {
    std::set<std::string> names;
    if (table.rows < 1 || table.columns.empty()) {
        return QStringLiteral("no rows or columns");
    }
    for (const TableColumn& column : table.columns) {
        if (!names.insert(column.name).second) {
            return QStringLiteral("a name twice");
        }
        const bool isNumber = column.kind == ColumnKind::Number;
        const auto rows = static_cast<std::size_t>(table.rows);
        if (column.numbers.size() != (isNumber ? rows : 0) || column.categories.size() != (isNumber ? 0 : rows)) {
            return QStringLiteral("cells");
        }
        const auto labels = static_cast<std::int32_t>(column.labels.size());
        if (std::ranges::any_of(column.categories, [labels](std::int32_t each) { return each < -1 || each >= labels; })) {
            return QStringLiteral("a category");
        }
        if (std::set<std::string>(column.labels.begin(), column.labels.end()).size() != column.labels.size()) {
            return QStringLiteral("a label twice");
        }
    }
    return {};
}

}  // namespace

class MutatedFilesTest final : public TestCase {
    Q_OBJECT
private slots:
    void giveATableOrAnError();
};

void MutatedFilesTest::giveATableOrAnError() {
    const QDir folder(QStringLiteral(GLASSNET_TEST_DATA "/readers"));
    QList<QByteArray> files;
    QStringList names;
    for (const QString& name : folder.entryList(QDir::Files)) {
        if (!name.endsWith(QLatin1String(".json")) && !name.endsWith(QLatin1String(".py"))) {
            names << name;
            files << readerFile(name);
        }
    }
    QVERIFY(files.size() > 50);
    std::mt19937 random(2026);
    const int rounds = qEnvironmentVariableIsSet("GLASSNET_LONG") ? 200'000 : 10'000;
    ReadControl control;
    control.limits.memoryBytes = 16U << 20U;
    int tables = 0;
    std::set<ErrorCode> errors;
    for (int round = 0; round < rounds; ++round) {
        const auto pick = [&] { return static_cast<qsizetype>(random() % static_cast<unsigned>(files.size())); };
        const qsizetype one = pick();
        const QByteArray first = mutated(files[one], random);
        const QByteArray second = mutated(files[pick()], random);
        std::vector<NamedBytes> read{{"first", view(first)}};
        if (random() % 4 == 0) {
            read.push_back({"second", view(second)});
        }
        const QString where = QStringLiteral("round %1, %2").arg(round).arg(names[one]);
        const AllocationCounter counter;
        const auto source = readTable(read, {}, control);
        QVERIFY2(counter.bytes() < kMostAllocated, qPrintable(where));
        if (source) {
            ++tables;
            QVERIFY2(brokenPromise(source->table).isEmpty(), qPrintable(where + QLatin1String(": ") + brokenPromise(source->table)));
        } else {
            errors.insert(source.error().code);
            QVERIFY2(!source.error().arguments.empty(), qPrintable(where));
        }
    }
    // Both happen often, and errors of many kinds.
    QVERIFY2(tables > rounds / 20 && tables < rounds * 3 / 4, qPrintable(QString::number(tables)));
    QVERIFY2(errors.size() >= 10, qPrintable(QString::number(errors.size())));
}

GLASSNET_TEST(MutatedFilesTest);

}  // namespace glassnet::test

#include "MutatedFilesTest.moc"
