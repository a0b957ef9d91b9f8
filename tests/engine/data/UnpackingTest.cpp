#include <QtEndian>

#include "engine/data/Gzip.h"
#include "engine/data/NpzReader.h"
#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

ReadControl within(std::uint64_t memoryBytes) {
    ReadControl control;
    control.limits.memoryBytes = memoryBytes;
    return control;
}

/// A gzip file of `bytes` zeros: qCompress makes zlib's form, which differs in what stands around the packed bytes.
QByteArray zeros(int bytes) {
    const QByteArray plain(bytes, '\0');
    const QByteArray packed = qCompress(plain).mid(6).chopped(4);
    quint32 crc = ~0U;
    for (int i = 0; i < bytes; ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
        }
    }
    QByteArray tail(8, '\0');
    qToLittleEndian(~crc, tail.data());
    qToLittleEndian(static_cast<quint32>(bytes), tail.data() + 4);
    return QByteArray("\x1F\x8B\x08\0\0\0\0\0\0\3", 10) + packed + tail;
}

QString unpackNpz(const QByteArray& bytes, const ReadControl& control = {}) { return errorText(readNpz(view(bytes), "z", control)); }

}  // namespace

class UnpackingTest final : public TestCase {
    Q_OBJECT
private slots:
    void stopsAtABomb();
    void refusesDamagedGzip();
    void readsNpz();
    void refusesDamagedNpz();
    void believesNoDirectory();
};

void UnpackingTest::stopsAtABomb() {
    const QByteArray bytes = zeros(4'000'000);
    QVERIFY(bytes.size() < 10'000);
    QCOMPARE(gunzip(view(bytes), "g", within(4'000'000))->size(), std::size_t{4'000'000});
    const AllocationCounter counter;
    const auto refused = gunzip(view(bytes), "g", within(500'000));
    QVERIFY(!refused && refused.error().code == ErrorCode::TableTooLarge);
    QVERIFY(counter.bytes() < 3'000'000);
    // Nothing, packed: an empty last block, and a check and a size of 0.
    QVERIFY(gunzip(view(QByteArray("\x1F\x8B\x08\0\0\0\0\0\0\3\3\0", 12) + QByteArray(8, '\0')), "g", within(0)).has_value());
}

void UnpackingTest::refusesDamagedGzip() {
    const QByteArray bytes = readerFile(QStringLiteral("classes.csv.gz"));
    const QByteArray plain = readerFile(QStringLiteral("classes.csv"));
    const auto whole = gunzip(view(bytes), "g", {});
    QVERIFY(whole && QByteArray(reinterpret_cast<const char*>(whole->data()), static_cast<qsizetype>(whole->size())) == plain);
    int members = 0;
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        // Cut between its two members it is a whole file, of the first.
        members += gunzip(view(bytes.left(size)), "g", {}).has_value() ? 1 : 0;
    }
    QCOMPARE(members, 1);
    QCOMPARE(errorText(gunzip(view(bytes + "more"), "g", {})), QStringLiteral("FileDamaged(g, gzip)"));
    int noticed = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        QByteArray broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 0x10);
        const auto read = gunzip(view(broken), "g", within(1'000'000));
        // Only what nobody reads may change: the time, the system and the flag of how hard it was packed, in two headers.
        noticed += read ? 0 : 1;
        QVERIFY2(!read || *read == *whole, qPrintable(QString::number(at)));
    }
    QVERIFY(noticed >= bytes.size() - 14);
}

void UnpackingTest::readsNpz() {
    const QByteArray bytes = readerFile(QStringLiteral("stored.npz"));
    const auto arrays = readNpz(view(bytes), "z");
    QVERIFY(arrays.has_value());
    QCOMPARE(arrays->arrays.size(), std::size_t{3});
    QVERIFY(arrays->arrays[1].name == "X");
    const auto alone = readerFile(QStringLiteral("X.npy"));
    QVERIFY(std::ranges::equal(arrays->unpacked[1], view(alone)));
    QCOMPARE(unpackNpz(bytes, within(100)), QStringLiteral("TableTooLarge(z, 208, 100)"));
    QCOMPARE(unpackNpz("PK\x05\x06" + QByteArray(18, '\0')), QStringLiteral("TableEmpty(z)"));
    QCOMPARE(unpackNpz("PK\x03\x04"), QStringLiteral("FileDamaged(z, zip)"));
    QByteArray renamed = bytes;
    renamed.replace("X.npy", "X.txt");
    QCOMPARE(unpackNpz(renamed), QStringLiteral("TableUnknown(z)"));
}

void UnpackingTest::refusesDamagedNpz() {
    for (const char* const name : {"stored.npz", "deflated.npz"}) {
        const QByteArray bytes = readerFile(QString::fromLatin1(name));
        const auto whole = readNpz(view(bytes), "z");
        int noticed = 0;
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray broken = bytes;
            broken[at] = static_cast<char>(broken[at] ^ 0x04);
            const AllocationCounter counter;
            const auto read = readNpz(view(broken), "z");
            QVERIFY2(counter.bytes() < 1'000'000, qPrintable(QString::number(at)));
            noticed += read ? 0 : 1;
            QVERIFY2(!read || read->unpacked == whole->unpacked, qPrintable(QString::number(at)));
        }
        QVERIFY(noticed > bytes.size() / 2);
    }
}

void UnpackingTest::believesNoDirectory() {
    // A zip64 end record that claims four billion entries, with its locator and the end record that points to it.
    QByteArray bytes = readerFile(QStringLiteral("stored.npz"));
    const qsizetype end = bytes.lastIndexOf("PK\x05\x06");
    QByteArray record("PK\x06\x06");
    record += QByteArray("\x2C\0\0\0\0\0\0\0\x2D\0\x2D\0", 12) + QByteArray(8, '\0');
    const QByteArray count("\0\0\0\0\x01\0\0\0", 8);
    record += count + count + QByteArray(16, '\0');
    qToLittleEndian(static_cast<quint64>(end), record.data() + 48);
    QByteArray locator = QByteArray("PK\x06\x07", 4) + QByteArray(4, '\0') + QByteArray(8, '\0') + QByteArray("\1\0\0\0", 4);
    qToLittleEndian(static_cast<quint64>(end), locator.data() + 8);
    const QByteArray last = QByteArray("PK\x05\x06", 4) + QByteArray(4, '\0') + QByteArray(12, '\xFF') + QByteArray(2, '\0');
    bytes = bytes.left(end) + record + locator + last;
    QCOMPARE(unpackNpz(bytes), QStringLiteral("FileDamaged(z, zip)"));
}

GLASSNET_TEST(UnpackingTest);

}  // namespace glassnet::test

#include "UnpackingTest.moc"
