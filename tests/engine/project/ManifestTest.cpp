#include "engine/project/Manifest.h"

#include <QByteArray>
#include <QCryptographicHash>

#include "engine/project/Sha256.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

std::span<const std::byte> manifestBytes(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace

class ManifestTest final : public TestCase {
    Q_OBJECT
private slots:
    void writesSortedText();
    void reads_data();
    void reads();
    void hashesAsQtDoes();
};

void ManifestTest::writesSortedText() {
    const auto bytes = writeManifest({"0.1.0", {{"b", "2"}, {"a", "1"}}});
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())),
             QByteArray("{\n  \"format\": \"glassnet\",\n  \"formatVersion\": {\n    \"major\": 1,\n    \"minor\": 0\n  },\n"
                        "  \"minReader\": {\n    \"major\": 1,\n    \"minor\": 0\n  },\n"
                        "  \"sha256\": {\n    \"a\": \"1\",\n    \"b\": \"2\"\n  },\n  \"writerVersion\": \"0.1.0\"\n}\n"));
}

void ManifestTest::reads_data() {
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("minReader");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("error");
    const QByteArray one = "{\"major\":1,\"minor\":0}";
    const QByteArray rest = ",\"format\":\"glassnet\",\"sha256\":{},\"writerVersion\":\"9.8.7\"";
    const auto row = [](const char* name, const QByteArray& version, const QByteArray& minReader, const QByteArray& others,
                        const char* error) { QTest::newRow(name) << version << minReader << others << QString::fromLatin1(error); };
    row("ours", one, one, rest, "");
    row("unknown keys", one, one, rest + ",\"more\":[1]", "");
    row("newer minor version for old readers", "{\"major\":1,\"minor\":7}", one, rest, "");
    row("newer minor version", "{\"major\":1,\"minor\":7}", "{\"major\":1,\"minor\":1}", rest, "FileTooNew");
    row("newer major version", "{\"major\":2,\"minor\":0}", "{\"major\":2,\"minor\":0}", rest, "FileTooNew");
    row("newer major version only", "{\"major\":2,\"minor\":0}", one, rest, "FileTooNew");
    row("newer with another hash", one, "{\"major\":1,\"minor\":1}", ",\"format\":\"glassnet\",\"writerVersion\":\"9.8.7\"", "FileTooNew");
    row("version is a number", "1", one, rest, "FileField");
    row("version is negative", "{\"major\":-1,\"minor\":0}", one, rest, "FileField");
    row("version beyond int", "{\"major\":2147483648,\"minor\":0}", one, rest, "FileField");
    row("no minor version", one, "{\"major\":1}", rest, "FileField");
    row("another format", one, one, ",\"format\":\"x\",\"sha256\":{},\"writerVersion\":\"1\"", "FileField");
    row("format is a number", one, one, ",\"format\":1,\"sha256\":{},\"writerVersion\":\"1\"", "FileField");
    row("no writer", one, one, ",\"format\":\"glassnet\",\"sha256\":{}", "FileField");
    row("endless writer", one, one, ",\"format\":\"glassnet\",\"sha256\":{},\"writerVersion\":\"" + QByteArray(65, '1') + "\"",
        "FileField");
    row("no hashes", one, one, ",\"format\":\"glassnet\",\"writerVersion\":\"1\"", "FileField");
    row("short hash", one, one, ",\"format\":\"glassnet\",\"sha256\":{\"a\":\"00\"},\"writerVersion\":\"1\"", "FileField");
    row("hash is a number", one, one, ",\"format\":\"glassnet\",\"sha256\":{\"a\":0},\"writerVersion\":\"1\"", "FileField");
    row("hash twice", one, one, rest + ",\"sha256\":{}", "FileField");
}

void ManifestTest::reads() {
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, minReader);
    QFETCH(QByteArray, rest);
    QFETCH(QString, error);
    const QByteArray text = "{\"formatVersion\":" + version + ",\"minReader\":" + minReader + rest + "}";
    const auto manifest = readManifest(manifestBytes(text), "lesson.glassnet");
    if (error.isEmpty()) {
        QVERIFY(manifest.has_value());
        QCOMPARE(manifest->writerVersion, std::string("9.8.7"));
        return;
    }
    QVERIFY(!manifest);
    QCOMPARE(QString::fromStdString(std::string(errorName(manifest.error().code))), error);
    if (manifest.error().code == ErrorCode::FileTooNew) {
        QVERIFY(manifest.error().arguments == (std::vector<ErrorArgument>{"lesson.glassnet", "9.8.7"}));
    }
}

void ManifestTest::hashesAsQtDoes() {
    for (const QByteArray& bytes : {QByteArray(), QByteArray("abc"), QByteArray(1000, 'x')}) {
        QCOMPARE(sha256Hex(manifestBytes(bytes)), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString());
    }
}

GLASSNET_TEST(ManifestTest);

}  // namespace glassnet::test

#include "ManifestTest.moc"
