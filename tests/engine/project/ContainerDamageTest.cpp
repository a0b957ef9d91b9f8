#include <QByteArray>
#include <QtEndian>

#include "engine/project/Container.h"
#include "tests/engine/project/ZipForge.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr std::size_t kSmall = 1U << 20U;

std::span<const std::byte> view(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

const std::vector<ForgedEntry>& parts() {
    static const std::vector<ForgedEntry> all{{"network.json", "{}\n"}, {"weights", "\1\2\3\4"}};
    return all;
}

QByteArray honest() { return forgeZip(forgeContainer(parts())); }

template <class T>
QByteArray patched(QByteArray bytes, qsizetype at, T value) {
    qToLittleEndian(value, bytes.data() + (at < 0 ? bytes.size() + at : at));
    return bytes;
}

/// The honest container with its second part replaced in the zip (not in the manifest's hashes).
QByteArray withEntry(const ForgedEntry& entry) {
    auto entries = forgeContainer(parts());
    entries.back() = entry;
    return forgeZip(entries);
}

}  // namespace

class ContainerDamageTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsTheForgedFile();
    void refuses_data();
    void refuses();
    void survivesTruncationAnywhere();
    void survivesEveryFlippedByte();
};

void ContainerDamageTest::readsTheForgedFile() {
    const auto container = readContainer(view(honest()), "f");
    QVERIFY(container.has_value());
    QCOMPARE(container->parts.size(), std::size_t{2});
}

void ContainerDamageTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QString::fromLatin1(error);
    };
    const QByteArray good = honest();
    const QByteArray text = "\1\2\3\4";

    row("no bytes", "", "FileNotProject");
    row("text", QByteArray(200, 'x'), "FileNotProject");
    row("empty zip", "PK\x05\x06" + QByteArray(18, '\0'), "FileNotProject");
    row("some other zip", forgeZip({{"a", QByteArray(200, 'x')}}), "FileNotProject");
    row("mimetype of another program", forgeZip({{"mimetype", "application/epub+zip**"}, {"a", QByteArray(99, 'x')}}), "FileNotProject");
    row("mimetype second", forgeZip({parts()[0], {"mimetype", "application/x-glassnet"}}), "FileNotProject");
    row("mimetype alone", forgeZip({{"mimetype", "application/x-glassnet"}}), "MissingPart");
    row("bytes before", "x" + good, "FileNotProject");
    row("bytes behind", good + "x", "FileDamaged");
    row("comment", patched<std::uint16_t>(good, -2, 1) + "x", "FileDamaged");
    row("65,535 entries", patched<std::uint16_t>(patched<std::uint16_t>(good, -12, 0xFFFF), -14, 0xFFFF), "FileLimit");
    row("one entry more", patched<std::uint16_t>(patched<std::uint16_t>(good, -12, 5), -14, 5), "FileDamaged");
    row("one entry fewer", patched<std::uint16_t>(patched<std::uint16_t>(good, -12, 3), -14, 3), "FileDamaged");
    row("two disks", patched<std::uint16_t>(good, -18, 1), "FileDamaged");
    row("entries elsewhere", patched<std::uint16_t>(good, -14, 3), "FileDamaged");
    row("directory beyond the end", patched<std::uint32_t>(good, -6, 0xFFFFFFFFU), "FileDamaged");
    row("directory of 4 GB", patched<std::uint32_t>(good, -10, 0xFFFFFFFFU), "FileDamaged");
    {
        // A zip64 locator where libzip would look for it, in the last central entry's fixed fields.
        const qsizetype at = good.size() - 22 - 20;
        row("zip64 locator", good.left(at) + "PK\x06\x07" + good.mid(at + 4), "FileDamaged");
    }
    row("hash differs", withEntry({"weights", "\1\2\3\5"}), "FileDamaged");
    row("part missing", forgeZip([] {
            auto entries = forgeContainer(parts());
            entries.pop_back();
            return entries;
        }()),
        "MissingPart");
    row("part nobody vouches for", forgeZip([] {
            auto entries = forgeContainer(parts());
            entries.push_back({"extra", "x"});
            return entries;
        }()),
        "FileDamaged");
    row("no manifest", forgeZip({{"mimetype", "application/x-glassnet"}, parts()[0]}), "MissingPart");
    row("name twice", forgeZip([] {
            auto entries = forgeContainer(parts());
            entries.push_back(parts()[1]);
            return entries;
        }()),
        "FileDamaged");
    row("manifest twice", forgeZip([] {
            auto entries = forgeContainer(parts());
            entries.push_back(entries[1]);
            return entries;
        }()),
        "FileDamaged");
    row("two names", withEntry({.name = "weights", .content = text, .centralName = "WEIGHTS"}), "FileDamaged");
    row("name ends in NUL", withEntry({.name = QByteArray("weights\0", 8), .content = text}), "FileDamaged");
    row("name too long", withEntry({.name = QByteArray(1025, 'n'), .content = text}), "FileLimit");
    row("encrypted", withEntry({.name = "weights", .content = text, .flags = 1}), "FileDamaged");
    row("strongly encrypted", withEntry({.name = "weights", .content = text, .flags = 0x41}), "FileDamaged");
    row("data descriptor", withEntry({.name = "weights", .content = text, .flags = 8}), "FileDamaged");
    row("masked headers", withEntry({.name = "weights", .content = text, .flags = 0x2000}), "FileDamaged");
    row("bzip2", withEntry({.name = "weights", .content = text, .method = 12}), "FileDamaged");
    row("no deflate stream", withEntry({.name = "weights", .content = "\xFF\xFF\xFF\xFF", .method = 8}), "FileDamaged");
    row("deflate of another length", withEntry({.name = "weights", .content = "\x03", .method = 8}), "FileDamaged");
    row("deflate beyond its ratio",
        withEntry({.name = "weights", .content = QByteArray("\x03\0", 2), .method = 8, .sizeOffset = 1U << 20U}), "FileDamaged");
    row("deflate claims 4 GB", withEntry({.name = "weights", .content = QByteArray("\x03\0", 2), .method = 8, .sizeOffset = 0xFFFFFFF0U}),
        "FileDamaged");
    row("stored with two lengths", withEntry({.name = "weights", .content = text, .sizeOffset = 1}), "FileDamaged");
    row("wrong CRC", withEntry({.name = "weights", .content = text, .crcOffset = 1}), "FileDamaged");
    row("local extra field", withEntry({.name = "weights", .content = text, .localExtra = QByteArray(4, '\0')}), "FileDamaged");
    row("central extra field", withEntry({.name = "weights", .content = text, .centralExtra = QByteArray(4, '\0')}), "FileDamaged");
    row("entry comment", withEntry({.name = "weights", .content = text, .comment = "hello"}), "FileDamaged");
    row("mimetype with an extra field", forgeZip([] {
            auto entries = forgeContainer(parts());
            entries[0].localExtra = QByteArray(4, '\0');
            return entries;
        }()),
        "FileNotProject");
    const auto manifest = [](const QByteArray& before, const QByteArray& after) {
        return forgeZip(forgeContainer(parts(), [&](QByteArray written) { return written.replace(before, after); }));
    };
    row("too new", manifest("\"minReader\":{\"major\":1", "\"minReader\":{\"major\":2"), "FileTooNew");
    row("manifest is no JSON", manifest("{", "["), "FileField");
    row("manifest knows more", manifest("\"weights\"", "\"weight5\""), "FileDamaged");
    row("manifest key twice", manifest("\"format\"", "\"format\":\"glassnet\",\"format\""), "FileField");
}

void ContainerDamageTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    const AllocationCounter counter;
    const auto container = readContainer(view(bytes), "f");
    const std::size_t allocated = counter.bytes();
    QVERIFY(!container);
    QCOMPARE(QString::fromStdString(std::string(errorName(container.error().code))), error);
    QVERIFY2(allocated < kSmall, qPrintable(QString::number(allocated)));
}

void ContainerDamageTest::survivesTruncationAnywhere() {
    const QByteArray bytes = honest();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        QVERIFY2(!readContainer(view(bytes.left(size)), "f"), qPrintable(QString::number(size)));
    }
}

void ContainerDamageTest::survivesEveryFlippedByte() {
    const QByteArray bytes = honest();
    const auto whole = readContainer(view(bytes), "f");
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (const char mask : {'\x01', '\x20', '\x80', '\xFF'}) {
            QByteArray broken = bytes;
            broken[at] = static_cast<char>(broken[at] ^ mask);
            const AllocationCounter counter;
            const auto container = readContainer(view(broken), "f");
            QVERIFY2(counter.bytes() < kSmall, qPrintable(QString::number(at)));
            // Time stamps and attributes may differ, never a part.
            QVERIFY2(!container || container->parts == whole->parts, qPrintable(QString::number(at)));
        }
    }
}

GLASSNET_TEST(ContainerDamageTest);

}  // namespace glassnet::test

#include "ContainerDamageTest.moc"
