#include "engine/base/FileBytes.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <csignal>

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

std::vector<std::byte> repeated(std::size_t count, int value) { return std::vector<std::byte>(count, static_cast<std::byte>(value)); }

}  // namespace

class FileBytesTest final : public TestCase {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void writesAndReads_data();
    void writesAndReads();
    void replaces();
    void keepsPermissions();
    void writesThroughALink();
    void writesInTheWorkingFolder();
    void refusesToRead();
    void refusesToWrite();
    void leavesTheOldFileWhenTheDiskIsFull();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder->filePath(QLatin1String(name)).toStdString(); }
    [[nodiscard]] QStringList names() const {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileBytesTest::init() {
    TestCase::init();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void FileBytesTest::cleanup() { m_folder.reset(); }

void FileBytesTest::writesAndReads_data() {
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3'000'000}) {
        QTest::addRow("%d", size) << size;
    }
}

void FileBytesTest::writesAndReads() {
    QFETCH(int, size);
    const auto bytes = repeated(static_cast<std::size_t>(size), 42);
    QVERIFY(writeFileBytesAtomically(path("a"), bytes));
    QCOMPARE(names(), QStringList{QStringLiteral("a")});
    QFile file(m_folder->filePath(QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(size, 42));
    QVERIFY(readFileBytes(path("a"), static_cast<std::uint64_t>(size)) == bytes);
}

void FileBytesTest::replaces() {
    QVERIFY(writeFileBytesAtomically(path("a"), repeated(100, 1)));
    QVERIFY(writeFileBytesAtomically(path("a"), repeated(5, 2)));
    QVERIFY(readFileBytes(path("a"), 100) == repeated(5, 2));
    QCOMPARE(names(), QStringList{QStringLiteral("a")});
}

void FileBytesTest::keepsPermissions() {
    const auto mode = [this] {
        struct stat status {};
        return ::stat(path("a").c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
    };
    const mode_t mask = ::umask(0022);
    QVERIFY(writeFileBytesAtomically(path("a"), {}));
    ::umask(mask);
    QCOMPARE(mode(), 0644U);
    QCOMPARE(::chmod(path("a").c_str(), 0600), 0);
    QVERIFY(writeFileBytesAtomically(path("a"), {}));
    QCOMPARE(mode(), 0600U);
}

void FileBytesTest::writesThroughALink() {
    QVERIFY(writeFileBytesAtomically(path("real"), repeated(1, 1)));
    std::filesystem::create_symlink("real", path("link"));
    QVERIFY(writeFileBytesAtomically(path("link"), repeated(2, 2)));
    QVERIFY(std::filesystem::is_symlink(path("link")));
    QVERIFY(readFileBytes(path("real"), 100) == repeated(2, 2));
    std::filesystem::create_symlink("nowhere", path("dangling"));
    const auto written = writeFileBytesAtomically(path("dangling"), {});
    QVERIFY(!written && written.error().code == ErrorCode::FileUnwritable);
}

void FileBytesTest::writesInTheWorkingFolder() {
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder->path()));
    const auto written = writeFileBytesAtomically("plain", repeated(1, 1));
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(written.has_value());
    QCOMPARE(names(), QStringList{QStringLiteral("plain")});
}

void FileBytesTest::refusesToRead() {
    const auto missing = readFileBytes(path("a"), 10);
    QVERIFY(missing.error() == (Error{ErrorCode::FileNotFound, {path("a").string()}}));
    const auto folder = readFileBytes(m_folder->path().toStdString(), 10);
    QVERIFY(folder.error().code == ErrorCode::FileUnreadable);
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    QVERIFY(readFileBytes(path("pipe"), 10).error().code == ErrorCode::FileUnreadable);
    QVERIFY(writeFileBytesAtomically(path("a"), repeated(11, 0)));
    QVERIFY(readFileBytes(path("a"), 10).error() ==
            (Error{ErrorCode::FileLimit, {path("a").string(), std::int64_t{11}, std::int64_t{10}}}));
    // Says it is empty and is not.
    const auto grown = readFileBytes("/proc/self/status", 10);
    QVERIFY(!grown && grown.error().code == ErrorCode::FileLimit);
}

void FileBytesTest::refusesToWrite() {
    const auto missing = writeFileBytesAtomically(path("no/such/folder"), {});
    QVERIFY(!missing && missing.error().code == ErrorCode::FileUnwritable);
    QVERIFY(std::filesystem::create_directory(path("folder")));
    const auto folder = writeFileBytesAtomically(path("folder"), {});
    QVERIFY(!folder && folder.error().code == ErrorCode::FileUnwritable);
    QCOMPARE(names(), QStringList{QStringLiteral("folder")});
}

void FileBytesTest::leavesTheOldFileWhenTheDiskIsFull() {
    QVERIFY(writeFileBytesAtomically(path("a"), repeated(10, 1)));
    // A limit on file sizes makes write() fail half way, as a full disk does.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto written = writeFileBytesAtomically(path("a"), repeated(100'000, 2));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!written && written.error().code == ErrorCode::FileUnwritable);
    QVERIFY(readFileBytes(path("a"), 10) == repeated(10, 1));
    QCOMPARE(names(), QStringList{QStringLiteral("a")});
}

GLASSNET_TEST(FileBytesTest);

}  // namespace glassnet::test

#include "FileBytesTest.moc"
