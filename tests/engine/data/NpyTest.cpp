#include <cmath>
#include <limits>

#include "engine/data/IdxReader.h"
#include "engine/data/NpyReader.h"
#include "engine/data/NpyWriter.h"
#include "engine/data/NpzReader.h"
#include "engine/data/NpzWriter.h"
#include "engine/random/Distributions.h"
#include "tests/engine/data/ReaderFiles.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// A version 1 file with this header's text and so many zeros behind it.
QByteArray npy(const QByteArray& header, int dataBytes = 0) {
    const auto length = static_cast<std::uint16_t>(header.size());
    return QByteArray("\x93NUMPY\x01\x00", 8) + QByteArray(reinterpret_cast<const char*>(&length), 2) + header +
           QByteArray(dataBytes, '\0');
}

QByteArray dict(const QByteArray& descr, const QByteArray& shape, const char* fortran = "False") {
    return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
}

QByteArray idx(std::initializer_list<int> start, int dataBytes) {
    QByteArray bytes;
    for (const int byte : start) {
        bytes += static_cast<char>(byte);
    }
    return bytes + QByteArray(dataBytes, '\0');
}

Result<Tensor> tensorOf(const QByteArray& bytes) {
    const auto array = readNpy(view(bytes), "a");
    return array ? toTensor(*array) : tl::unexpected<Error>(array.error());
}

}  // namespace

class NpyTest final : public TestCase {
    Q_OBJECT
private slots:
    void writesWhatNumPyWrites();
    void writesArchives();
    void makesTensors();
    void keepsEveryHalf();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesIdx_data();
    void refusesIdx();
};

void NpyTest::writesWhatNumPyWrites() {
    // The files were written by NumPy: 2-D and 1-D, float32, float64 and int64.
    for (const char* const name :
         {"X.npy", "y.npy", "line.npy", "onehot.npy", "type_little_f4.npy", "type_little_f8.npy", "type_little_i8.npy"}) {
        const QByteArray file = readerFile(QString::fromLatin1(name));
        const auto tensor = tensorOf(file);
        QVERIFY(tensor.has_value());
        const auto bytes = writeNpy(*tensor);
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())), file);
    }
    const Tensor matrix = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {2, 3});
    for (const Tensor& each :
         {matrix.t(), Tensor::scalar(3.5), Tensor::zeros({0, 3}), Tensor::zeros({1, 2, 1, 2, 1, 2, 1, 2}, DType::Int64)}) {
        const auto bytes = writeNpy(each);
        QVERIFY(bytes.size() % 4 == 0);
        const auto array = readNpy(bytes, "a");
        QVERIFY(array.has_value());
        QCOMPARE(reinterpret_cast<const std::byte*>(array->data.data()) - bytes.data(), std::ptrdiff_t{128});
        QVERIFY(bitEqual(toTensor(*array).value(), each.contiguous()));
    }
}

/// What NumPy reads of it is a matter of the exported scripts' test; here it is our reader that gives every bit back.
void NpyTest::writesArchives() {
    Generator generator(3);
    const auto matrix = randn(generator, {3, 5});
    const std::map<std::string, Tensor> arrays{{"classes", Tensor::arange(4)}, {"x", matrix}, {"x of y", matrix.transpose(0, 1)}};
    const auto bytes = writeNpz(arrays);
    QVERIFY(writeNpz(arrays) == bytes);
    const auto read = readNpz(bytes, "f");
    QVERIFY(read.has_value() && read->arrays.size() == arrays.size());
    for (const auto& array : read->arrays) {
        QVERIFY2(bitEqual(toTensor(array).value(), arrays.at(array.name).contiguous()), array.name.c_str());
    }
}

void NpyTest::makesTensors() {
    const auto isInt64 = [](const QByteArray& descr, QByteArray data, std::int64_t wanted) {
        const auto tensor = tensorOf(npy(dict(descr, "()")) + data);
        return tensor && tensor->dtype() == DType::Int64 && tensor->rank() == 0 && tensor->values<std::int64_t>()[0] == wanted;
    };
    QVERIFY(isInt64("|u1", "\xFF", 255));
    QVERIFY(isInt64("|i1", "\xFF", -1));
    QVERIFY(isInt64("|b1", "\x07", 1));
    QVERIFY(isInt64(">i2", "\xFF\xFE", -2));
    QVERIFY(isInt64("<u4", "\xFF\xFF\xFF\xFF", 4294967295));
    QVERIFY(isInt64("<i8", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", std::numeric_limits<std::int64_t>::max()));
    QVERIFY(isInt64("=u8", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", std::numeric_limits<std::int64_t>::max()));
    const auto tooLarge = tensorOf(npy(dict(">u8", "()")) + QByteArray("\x80\0\0\0\0\0\0\0", 8));
    QCOMPARE(errorText(tooLarge), QStringLiteral("ArrayType(a, uint64)"));
    QVERIFY(tensorOf(npy(dict("<f2", "(2,)"), 4))->dtype() == DType::Float32);
    QVERIFY(tensorOf(npy(dict("<f8", "(2,)"), 16))->dtype() == DType::Float64);
    // Column by column in the file: C-order position (i, j, k) of the file made by NumPy, element for element.
    const auto fortran = tensorOf(readerFile(QStringLiteral("fortran.npy")));
    QVERIFY(fortran && fortran->shape() == (Shape{6, 3, 4}));
    const auto plain = readIdx(view(readerFile(QStringLiteral("images.idx"))), "a");
    QVERIFY(bitEqual(*fortran, toTensor(*plain).value()));
}

void NpyTest::keepsEveryHalf() {
    // All 65,536 of them against the definition: (-1)^s 2^(e - 15) (1 + f / 1024).
    QByteArray data;
    for (int bits = 0; bits < 65'536; ++bits) {
        data += static_cast<char>(bits >> 8);
        data += static_cast<char>(bits & 0xFF);
    }
    const auto tensor = tensorOf(npy(dict(">f2", "(65536,)")) + data);
    QVERIFY(tensor.has_value());
    const auto values = tensor->values<float>();
    for (int bits = 0; bits < 65'536; ++bits) {
        const int exponent = bits >> 10 & 31;
        const int fraction = bits & 1023;
        const double size = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
        const float value = values[static_cast<std::size_t>(bits)];
        const bool isRight = exponent < 31   ? std::abs(value) == static_cast<float>(size)
                             : fraction == 0 ? std::isinf(value)
                                             : std::isnan(value);
        QVERIFY2(isRight && std::signbit(value) == (bits >= 32'768), qPrintable(QString::number(bits)));
    }
}

void NpyTest::accepts_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("keys in another order") << npy("{'shape': (2, 1), 'fortran_order': False, 'descr': '<f4'}\n", 8);
    QTest::newRow("double quotes and no spaces") << npy("{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2,1)}", 8);
    QTest::newRow("long numbers of Python 2") << npy(dict("<f4", "(2L, 1L)"), 8);
    QTest::newRow("a comma behind the last size") << npy(dict("<f4", "(2, 1,)"), 8);
}

void NpyTest::accepts() {
    QFETCH(QByteArray, bytes);
    const auto array = readNpy(view(bytes), "a");
    QCOMPARE(errorText(array), QStringLiteral("read"));
    QVERIFY(array->shape == (Shape{2, 1}));
}

void NpyTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QString::fromLatin1(error);
    };
    const char* const header = "FileDamaged(a, header)";
    const char* const data = "FileDamaged(a, data)";
    row("nothing", "", header);
    row("magic alone", QByteArray("\x93NUMPY\x01\x00", 8), header);
    row("version 4", npy(dict("<f4", "()"), 4).replace(6, 1, "\x04"), header);
    row("version 0", npy(dict("<f4", "()"), 4).replace(6, 1, QByteArray(1, '\0')), header);
    row("a header beyond the file", npy(dict("<f4", "()")).replace(8, 2, "\xFF\x0F"), header);
    row("a header of 64 KB", npy(dict("<f4", "()").leftJustified(20'000, ' '), 4), header);
    row("no dict", npy("[1]\n"), header);
    row("no keys", npy("{}\n"), header);
    row("a key is missing", npy("{'descr': '<f4', 'shape': (1,)}\n", 4), header);
    row("a key too many", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}\n", 4), header);
    row("a key twice", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}\n", 4), header);
    row("text behind the dict", npy(dict("<f4", "(1,)") + "x", 4), header);
    row("a number for a tuple", npy(dict("<f4", "(1)"), 4), header);
    row("a list for a tuple", npy(dict("<f4", "[1]"), 4), header);
    row("a negative size", npy(dict("<f4", "(-1,)"), 4), header);
    row("a size beyond int64", npy(dict("<f4", "(9223372036854775808,)"), 4), header);
    row("truth is a number", npy("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}\n", 4), header);
    row("fields that do not end", npy("{'descr': [('a', '<f4'), 'fortran_order': False, 'shape': (1,)}\n", 4), header);
    row("a byte too few", npy(dict("<f4", "(2,)"), 7), data);
    row("a byte too many", npy(dict("<f4", "(2,)"), 9), data);
    row("a terabyte", npy(dict("<f4", "(274877906944,)"), 4), data);
    row("a product that wraps", npy(dict("<f4", "(4294967296, 4294967296)")), data);
    row("a product that wraps beside a zero", npy(dict("<f4", "(0, 4294967296, 4294967296)")), data);
    row("nine dimensions", npy(dict("<f4", "(1, 1, 1, 1, 1, 1, 1, 1, 1)"), 4), "FileLimit(a, 9, 8)");
    row("complex", npy(dict("<c8", "(1,)"), 8), "ArrayType(a, <c8)");
    row("long double", npy(dict("<f16", "(1,)"), 16), "ArrayType(a, <f16)");
    row("a pickle", npy(dict("|O", "(1,)"), 8), "ArrayType(a, |O)");
    row("no byte order", npy(dict("|f4", "(1,)"), 4), "ArrayType(a, |f4)");
    row("no type", npy(dict("", "(1,)"), 4), "ArrayType(a, [...])");
    row("a novel for a type", npy(dict(QByteArray(500, 'f'), "(1,)"), 4), "ArrayType(a, [...])");
}

void NpyTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    const AllocationCounter counter;
    const auto array = readNpy(view(bytes), "a");
    QVERIFY(counter.bytes() < 100'000);
    QCOMPARE(errorText(array), error);
}

void NpyTest::refusesIdx_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QString::fromLatin1(error);
    };
    row("right", idx({0, 0, 8, 1, 0, 0, 0, 3}, 3), "read");
    row("no bytes of an empty array", idx({0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 5}, 0), "read");
    row("nothing", {}, "FileDamaged(a, header)");
    row("a first byte", idx({1, 0, 8, 1, 0, 0, 0, 3}, 3), "FileDamaged(a, header)");
    row("no such type", idx({0, 0, 10, 1, 0, 0, 0, 3}, 3), "FileDamaged(a, header)");
    row("no dimension", idx({0, 0, 8, 0}, 1), "FileDamaged(a, header)");
    row("nine dimensions", idx({0, 0, 8, 9}, 37), "FileDamaged(a, header)");
    row("sizes end early", idx({0, 0, 8, 2, 0, 0, 0, 3, 0, 0}, 0), "FileDamaged(a, header)");
    row("a byte too few", idx({0, 0, 8, 1, 0, 0, 0, 3}, 2), "FileDamaged(a, data)");
    row("a byte too many", idx({0, 0, 8, 1, 0, 0, 0, 3}, 4), "FileDamaged(a, data)");
    row("two bytes an element", idx({0, 0, 11, 1, 0, 0, 0, 3}, 3), "FileDamaged(a, data)");
    row("all that can be", idx({0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, 8), "FileDamaged(a, data)");
    row("a product that wraps", idx({0, 0, 8, 2, 128, 0, 0, 0, 0, 0, 0, 2}, 0), "FileDamaged(a, data)");
}

void NpyTest::refusesIdx() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    QCOMPARE(errorText(readIdx(view(bytes), "a")), error);
}

GLASSNET_TEST(NpyTest);

}  // namespace glassnet::test

#include "NpyTest.moc"
