#include "engine/project/Container.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <ctime>

#include "engine/project/Manifest.h"
#include "engine/project/ZipDirectory.h"
#include "tests/engine/project/ZipForge.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using Parts = std::map<std::string, std::vector<std::byte>>;

std::vector<std::byte> toBytes(const QByteArray& text) {
    const auto bytes = std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
    return {bytes.begin(), bytes.end()};
}

QByteArray toArray(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray dataFile(const char* name) {
    QFile data(QStringLiteral(GLASSNET_TEST_DATA "/project/") + QLatin1String(name));
    return data.open(QIODevice::ReadOnly) ? data.readAll() : QByteArray();
}

Parts sample() {
    return {{"network.json", toBytes("{}\n")},
            {"weights.safetensors", toBytes(QByteArray(5000, '\7'))},
            {"data/0.npy", {}},
            {"Z", toBytes("z")}};
}

}  // namespace

class ContainerTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsForeignFiles();
    void writesWhatPythonWrites();
    void isReadByASecondReader();
    void savesTheSameBytes();
    void doesNotKnowTheTimeZone_data();
    void doesNotKnowTheTimeZone();
    void holdsManyParts();
    void refusesNames_data();
    void refusesNames();
    void holdsItsLimits();
};

void ContainerTest::readsForeignFiles() {
    QByteArray counting;
    for (char i = 0; i < 10; ++i) {
        counting += i;
    }
    const auto stored = readContainer(toBytes(dataFile("stored.glassnet")), "f");
    QVERIFY(stored.has_value());
    QVERIFY(stored->parts == (Parts{{"network.json", toBytes("{}\n")}, {"data/0.npy", toBytes(counting)}}));
    const auto deflated = readContainer(toBytes(dataFile("deflated.glassnet")), "f");
    QVERIFY(deflated.has_value());
    QVERIFY(deflated->parts == (Parts{{"network.json", toBytes("{}\n")}, {"data/0.npy", toBytes(QByteArray(3000, '\0'))}}));
}

void ContainerTest::writesWhatPythonWrites() {
    const auto read = readContainer(toBytes(dataFile("stored.glassnet")), "f");
    QVERIFY(read.has_value());
    const auto written = writeContainer(read->parts, "0.1.0");
    QVERIFY(written.has_value());
    // Entry by entry; the two zip writers may differ in fields such as "version made by".
    const auto ours = walkZip(toArray(*written));
    const auto theirs = walkZip(dataFile("stored.glassnet"));
    QCOMPARE(ours.size(), std::size_t{4});
    QCOMPARE(theirs.size(), ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        QCOMPARE(ours[i].name, theirs[i].name);
        QCOMPARE(ours[i].content, theirs[i].content);
    }
}

void ContainerTest::isReadByASecondReader() {
    const auto written = writeContainer(sample(), "0.1.0");
    QVERIFY(written.has_value());
    const auto entries = walkZip(toArray(*written));
    QCOMPARE(entries.size(), sample().size() + 2);
    QCOMPARE(entries[0].name, QByteArray("mimetype"));
    QCOMPARE(entries[0].content, QByteArray("application/x-glassnet"));
    // What `file` and shared-mime-info look at.
    QCOMPARE(toArray(*written).mid(30, 30), QByteArray("mimetypeapplication/x-glassnet"));
    QCOMPARE(entries[1].name, QByteArray("manifest.json"));
    std::size_t at = 2;
    for (const auto& [name, bytes] : sample()) {
        QCOMPARE(entries.at(at).name, QByteArray::fromStdString(name));
        QCOMPARE(entries.at(at).content, toArray(bytes));
        QVERIFY(entries[1].content.contains("\"" + entries[at].name + "\": \"" +
                                            QCryptographicHash::hash(entries[at].content, QCryptographicHash::Sha256).toHex() + "\""));
        ++at;
    }
}

void ContainerTest::savesTheSameBytes() {
    const auto first = writeContainer(sample(), "0.1.0");
    QVERIFY(first.has_value());
    QVERIFY(writeContainer(sample(), "0.1.0") == first);
    const auto read = readContainer(*first, "f");
    QVERIFY(read.has_value());
    QVERIFY(read->parts == sample());
    QVERIFY(writeContainer(read->parts, "0.1.0") == first);
    QVERIFY(writeContainer(sample(), "0.1.1") != first);
    const auto empty = writeContainer({}, "0.1.0");
    QVERIFY(empty && readContainer(*empty, "f")->parts.empty());
}

void ContainerTest::doesNotKnowTheTimeZone_data() {
    QTest::addColumn<QByteArray>("zone");
    for (const char* const zone :
         {"UTC", "Pacific/Kiritimati", "America/New_York", "Asia/Kolkata", "UTC+12", "UTC-14", "Africa/Monrovia"}) {
        QTest::newRow(zone) << QByteArray(zone);
    }
}

void ContainerTest::doesNotKnowTheTimeZone() {
    QFETCH(QByteArray, zone);
    const QByteArray before = qgetenv("TZ");
    const bool had = qEnvironmentVariableIsSet("TZ");
    qputenv("TZ", zone);
    tzset();
    const auto written = writeContainer(sample(), "0.1.0");
    if (had) {
        qputenv("TZ", before);
    } else {
        qunsetenv("TZ");
    }
    tzset();
    QVERIFY(written.has_value());
    // walkZip insists on the time stamp 1980-01-01 00:00:00.
    QCOMPARE(walkZip(toArray(*written)).size(), sample().size() + 2);
    QVERIFY(writeContainer(sample(), "0.1.0") == written);
}

void ContainerTest::holdsManyParts() {
    Parts parts;
    for (int i = 0; i < 9998; ++i) {
        parts["data/" + std::to_string(i)] = toBytes("x");
    }
    const auto written = writeContainer(parts, "0.1.0");
    QVERIFY(written.has_value());
    const auto read = readContainer(*written, "f");
    QVERIFY(read && read->parts == parts);
    parts["data/one-more"] = {};
    const auto tooMany = writeContainer(parts, "0.1.0");
    QVERIFY(!tooMany && tooMany.error().code == ErrorCode::FileLimit);
}

void ContainerTest::refusesNames_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("fine");
    const auto row = [](const char* what, const QByteArray& name, bool fine = false) { QTest::newRow(what) << name << fine; };
    row("plain", "network.json", true);
    row("folders", "data/a/b.npy", true);
    row("dots", "...", true);
    row("space", "a b", true);
    row("longest", QByteArray(1024, 'n'), true);
    row("nothing", "");
    row("absolute", "/etc/passwd");
    row("up", "../a");
    row("up inside", "a/../b");
    row("up at the end", "a/..");
    row("here", "./a");
    row("folder", "a/");
    row("double slash", "a//b");
    row("backslash", "a\\b");
    row("drive", "C:a");
    row("stream", "a:b");
    row("NUL", QByteArray("a\0b", 3));
    row("newline", "a\nb");
    row("not ASCII", "\u00e9");
    row("too long", QByteArray(1025, 'n'));
}

void ContainerTest::refusesNames() {
    QFETCH(QByteArray, name);
    QFETCH(bool, fine);
    const auto written = writeContainer({{name.toStdString(), toBytes("x")}}, "0.1.0");
    QCOMPARE(written.has_value(), fine);
    // The reader alike, from a zip that our writer did not make.
    const auto read = readContainer(toBytes(forgeZip(forgeContainer({{name, "x"}}))), "f");
    QCOMPARE(read.has_value(), fine);
    for (const std::string taken : {"mimetype", "manifest.json"}) {
        QVERIFY(!writeContainer({{taken, toBytes("x")}}, "0.1.0"));
    }
}

void ContainerTest::holdsItsLimits() {
    const auto written = writeContainer(sample(), "0.1.0").value();
    const auto code = [&written](const ContainerLimits& limits) {
        const auto read = readContainer(written, "f", limits);
        return read ? ErrorCode::Count_ : read.error().code;
    };
    QVERIFY(code({.fileBytes = written.size(), .entries = 6, .nameBytes = 19}) == ErrorCode::Count_);
    QVERIFY(code({.fileBytes = written.size() - 1}) == ErrorCode::FileLimit);
    QVERIFY(code({.entries = 5}) == ErrorCode::FileLimit);
    QVERIFY(code({.nameBytes = 18}) == ErrorCode::FileLimit);
    QVERIFY(code({.totalBytes = 5000}) == ErrorCode::FileLimit);
    const auto tooMuch = writeContainer(sample(), "0.1.0", {.totalBytes = 5000});
    QVERIFY(!tooMuch && tooMuch.error().code == ErrorCode::FileLimit);
}

GLASSNET_TEST(ContainerTest);

}  // namespace glassnet::test

#include "ContainerTest.moc"
