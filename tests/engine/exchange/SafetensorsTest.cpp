#include "engine/exchange/Safetensors.h"

#include <QByteArray>
#include <QFile>
#include <bit>
#include <cmath>
#include <limits>

#include "tests/support/AllocationCounter.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

std::span<const std::byte> view(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QByteArray length(std::uint64_t value) { return QByteArray(reinterpret_cast<const char*>(&value), sizeof value); }

/// A file with an honest length, `header` and `dataBytes` zeros.
QByteArray file(const QByteArray& header, int dataBytes) {
    return length(static_cast<std::uint64_t>(header.size())) + header + QByteArray(dataBytes, '\0');
}

QByteArray golden() {
    QFile data(QStringLiteral(GLASSNET_TEST_DATA "/exchange/struct.safetensors"));
    return data.open(QIODevice::ReadOnly) ? data.readAll() : QByteArray();
}

std::map<std::string, Tensor> goldenTensors() {
    return {{"0.weight", Tensor::from<float>({1.0F, -2.5F, 3.25F, 0.0F, std::numeric_limits<float>::denorm_min(), -0.0F}, {2, 3})},
            {"0.bias", Tensor::from<float>({0.1F, -std::numeric_limits<float>::infinity()}, {2})},
            {"wide", Tensor::from<double>({0.1}, {1})},
            {"labels", Tensor::from<std::int64_t>({-1, std::int64_t{1} << 62U}, {2})},
            {"empty", Tensor::zeros({0, 3})},
            {"scalar", Tensor::scalar(7.0)}};
}

}  // namespace

class SafetensorsTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsAForeignFile();
    void writesWhatTheFormatSays();
    void writesViewsInTheirOwnOrder();
    void refusesToWriteWhatCannotBeRead();
    void keepsEveryBit();
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void survivesTruncationAnywhere();
    void survivesEveryFlippedByte();
    void holdsItsLimits();
};

void SafetensorsTest::readsAForeignFile() {
    const QByteArray bytes = golden();
    const auto tensors = readSafetensors(view(bytes), "w");
    QVERIFY(tensors.has_value());
    const auto wanted = goldenTensors();
    QCOMPARE(tensors->size(), wanted.size());
    for (const auto& [name, tensor] : wanted) {
        QVERIFY2(tensors->contains(name) && bitEqual(tensors->at(name), tensor), name.c_str());
    }
}

void SafetensorsTest::writesWhatTheFormatSays() {
    const auto bytes = writeSafetensors(goldenTensors(), {{"format", "pt"}, {"note", "\u00e9\"\\"}});
    const QByteArray written(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    QCOMPARE(written, golden());
    const auto none = writeSafetensors({});
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(none.data()), static_cast<qsizetype>(none.size())), length(8) + "{}      ");
}

void SafetensorsTest::writesViewsInTheirOwnOrder() {
    const Tensor matrix = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {2, 3});
    const auto bytes = writeSafetensors({{"t", matrix.t()}});
    const auto read = readSafetensors(bytes, "w");
    QVERIFY(read.has_value());
    QVERIFY(bitEqual(read->at("t"), Tensor::from<float>({1, 4, 2, 5, 3, 6}, {3, 2})));
}

void SafetensorsTest::refusesToWriteWhatCannotBeRead() {
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(writeSafetensors({{"__metadata__", Tensor()}})));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(writeSafetensors({{"\xC3", Tensor()}})));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(writeSafetensors({}, {{"a", "\xFF"}})));
}

void SafetensorsTest::keepsEveryBit() {
    Tensor odd = Tensor::from<float>({std::bit_cast<float>(0x7fc12345U), std::bit_cast<float>(0xffffffffU), 0.0F}, {3, 1});
    const Tensor deep = Tensor::zeros({1, 2, 1, 2, 1, 2, 1, 2}, DType::Float64);
    const auto first = writeSafetensors({{"odd", odd}, {"deep", deep}});
    const auto read = readSafetensors(first, "w");
    QVERIFY(read.has_value());
    QVERIFY(bitEqual(read->at("odd"), odd) && bitEqual(read->at("deep"), deep));
    QVERIFY(writeSafetensors(*read) == first);
}

void SafetensorsTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QString::fromLatin1(error);
    };
    const auto one = [&row](const char* name, const QByteArray& entry, int dataBytes, const char* error) {
        row(name, file("{\"a\":" + entry + "}", dataBytes), error);
    };
    const QByteArray f4 = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    row("no bytes", "", "FileDamaged");
    row("seven bytes", QByteArray(7, '\0'), "FileDamaged");
    row("length alone", length(0), "FileField");
    row("length of 4 TB", length(std::uint64_t{1} << 42U), "FileLimit");
    row("largest length", length(std::numeric_limits<std::uint64_t>::max()), "FileLimit");
    row("length wraps to the end", length(std::numeric_limits<std::uint64_t>::max() - 7) + "{}", "FileLimit");
    row("length one beyond the file", length(3) + "{}", "FileDamaged");
    row("length beyond the limit", length((16U << 20U) + 1) + "{}", "FileLimit");
    row("length cuts the header", length(1) + "{}", "FileField");
    row("not JSON", file("hello", 0), "FileField");
    row("not UTF-8", file("{\"\xFF\":1}", 0), "FileField");
    row("NUL padding", file(QByteArray("{}\0", 3), 0), "FileField");
    row("array", file("[]", 0), "FileField");
    row("number", file("1", 0), "FileField");
    row("bytes nobody owns", file("{}", 1), "FileDamaged");
    row("name twice", file("{\"a\":" + f4 + ",\"a\":" + f4 + "}", 4), "FileField");
    row("name twice, escaped", file("{\"a\":" + f4 + ",\"\\u0061\":" + f4 + "}", 4), "FileField");
    row("name too long", file("{\"" + QByteArray(1025, 'n') + "\":" + f4 + "}", 4), "FileLimit");
    row("depth", file(QByteArray(10'000, '['), 0), "FileLimit");
    row("metadata is a text", file("{\"__metadata__\":\"pt\"}", 0), "FileField");
    row("metadata holds a number", file("{\"__metadata__\":{\"a\":1}}", 0), "FileField");
    row("hole at the start", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8), "FileField");
    row("hole between", file("{\"a\":" + f4 + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}", 12), "FileField");
    row("same bytes twice", file("{\"a\":" + f4 + ",\"b\":" + f4 + "}", 4), "FileField");
    row("overlap",
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
             "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
             12),
        "FileField");
    one("entry is a number", "1", 0, "FileField");
    one("no dtype", "{\"shape\":[1],\"data_offsets\":[0,4]}", 4, "FileField");
    one("no shape", "{\"dtype\":\"F32\",\"data_offsets\":[0,4]}", 4, "FileField");
    one("no offsets", "{\"dtype\":\"F32\",\"shape\":[1]}", 4, "FileField");
    one("dtype is a number", "{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}", 4, "FileField");
    one("dtype is a novel", "{\"dtype\":\"" + QByteArray(999, 'F') + "\",\"shape\":[1],\"data_offsets\":[0,4]}", 4, "FileField");
    for (const char* const dtype : {"F16", "BF16", "I32", "U8", "BOOL", "F8_E4M3", "f32", ""}) {
        one(qPrintable(QStringLiteral("dtype ") + QLatin1String(dtype)),
            "{\"dtype\":\"" + QByteArray(dtype) + "\",\"shape\":[1],\"data_offsets\":[0,4]}", 4, "TensorDType");
    }
    one("one offset", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}", 4, "FileField");
    one("three offsets", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}", 4, "FileField");
    one("negative offset", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}", 4, "FileField");
    one("fractional offset", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0.0,4.0]}", 4, "FileField");
    one("offsets back to front", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}", 4, "FileField");
    one("end beyond the file", "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", 4, "FileDamaged");
    one("bytes behind the last", f4, 5, "FileDamaged");
    one("end of 2^64-1", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,18446744073709551615]}", 4, "FileLimit");
    one("offset beyond 64 bits", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,18446744073709551620]}", 4, "FileField");
    one("shape is a number", "{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}", 4, "FileField");
    one("negative size", "{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}", 4, "FileField");
    one("two negative sizes", "{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}", 4, "FileField");
    one("size is a text", "{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}", 4, "FileField");
    one("shape too small", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}", 8, "FileField");
    one("shape too large", "{\"dtype\":\"F32\",\"shape\":[1000000000],\"data_offsets\":[0,4]}", 4, "FileField");
    one("wrong width", "{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}", 4, "FileField");
    one("odd bytes", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,3]}", 3, "FileField");
    one("product wraps to 1", "{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,1],\"data_offsets\":[0,0]}", 0, "FileField");
    one("bytes wrap to 0", "{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}", 0, "FileField");
    one("size beyond int64", "{\"dtype\":\"F32\",\"shape\":[9223372036854775808,0],\"data_offsets\":[0,0]}", 0, "FileField");
    one("strides overflow beside a zero", "{\"dtype\":\"F32\",\"shape\":[0,4294967296,4294967296],\"data_offsets\":[0,0]}", 0, "FileField");
    one("empty with bytes", "{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,4]}", 4, "FileField");
    one("scalar without bytes", "{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]}", 0, "FileField");
    one("rank 9", "{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}", 4, "FileLimit");
    one("tensor of 1 GiB and 1", "{\"dtype\":\"F32\",\"shape\":[268435457],\"data_offsets\":[0,1073741828]}", 4, "FileLimit");
}

void SafetensorsTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    std::size_t allocated = 0;
    {
        const AllocationCounter counter;
        const auto tensors = readSafetensors(view(bytes), "w");
        allocated = counter.bytes();
        QVERIFY(!tensors);
        QCOMPARE(QString::fromStdString(std::string(errorName(tensors.error().code))), error);
        QVERIFY(!tensors.error().arguments.empty());
    }
    QVERIFY2(allocated < (1U << 20U), qPrintable(QString::number(allocated)));
}

void SafetensorsTest::accepts_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("tensors");
    const QByteArray empty = "{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
    QTest::newRow("no tensors") << file("{}", 0) << 0;
    QTest::newRow("white space around") << file(" \n{} ", 0) << 0;
    QTest::newRow("metadata alone") << file("{\"__metadata__\":{\"a\":\"b\"}}", 0) << 0;
    QTest::newRow("empty ones at one place") << file("{\"a\":" + empty + ",\"b\":" + empty + "}", 0) << 2;
    QTest::newRow("any order, other keys") << file(
                                                  "{\"b\":{\"data_offsets\":[4,8],\"shape\":[1],\"x\":1,\"dtype\":\"F32\"},"
                                                  "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                                                  8)
                                           << 2;
    QTest::newRow("longest name") << file("{\"" + QByteArray(1024, 'n') + "\":" + empty + "}", 0) << 1;
}

void SafetensorsTest::accepts() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, tensors);
    const auto read = readSafetensors(view(bytes), "w");
    QVERIFY(read.has_value());
    QCOMPARE(static_cast<int>(read->size()), tensors);
}

void SafetensorsTest::survivesTruncationAnywhere() {
    const QByteArray bytes = golden();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        QVERIFY2(!readSafetensors(view(bytes.left(size)), "w"), qPrintable(QString::number(size)));
    }
}

void SafetensorsTest::survivesEveryFlippedByte() {
    const QByteArray bytes = golden();
    int read = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (const char mask : {'\x01', '\x20', '\x80', '\xFF'}) {
            QByteArray broken = bytes;
            broken[at] = static_cast<char>(broken[at] ^ mask);
            const AllocationCounter counter;
            const auto tensors = readSafetensors(view(broken), "w");
            read += tensors ? 1 : 0;
            QVERIFY2(counter.bytes() < (1U << 20U), qPrintable(QString::number(at)));
        }
    }
    // A change within the elements or a name is not to be noticed here.
    QVERIFY(read >= 4 * 60);
}

void SafetensorsTest::holdsItsLimits() {
    const QByteArray bytes = golden();
    const auto code = [&bytes](const SafetensorsLimits& limits) {
        const auto tensors = readSafetensors(view(bytes), "w", limits);
        return tensors ? ErrorCode::Count_ : tensors.error().code;
    };
    QVERIFY(code({.tensors = 6}) == ErrorCode::Count_);
    QVERIFY(code({.tensors = 5}) == ErrorCode::FileLimit);
    QVERIFY(code({.nameBytes = 8}) == ErrorCode::Count_);
    QVERIFY(code({.nameBytes = 7}) == ErrorCode::FileLimit);
    QVERIFY(code({.tensorBytes = 24}) == ErrorCode::Count_);
    QVERIFY(code({.tensorBytes = 23}) == ErrorCode::FileLimit);
    QVERIFY(code({.headerBytes = 100}) == ErrorCode::FileLimit);
}

GLASSNET_TEST(SafetensorsTest);

}  // namespace glassnet::test

#include "SafetensorsTest.moc"
