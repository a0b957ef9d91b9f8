#include "ui/data/TableLoader.h"

#include <QSignalSpy>
#include <future>
#include <new>
#include <thread>
#include <vector>

#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::LoadProgress;
using ui::TableLoader;

class TableLoaderTest final : public TestCase {
    Q_OBJECT
private slots:
    void oneAfterTheOtherOnAnotherThread();
    void shortWorkShowsNoProgress();
    void longWorkShowsHowFarItIs();
    void cancelingIsAnsweredAtOnce();
    void whatIsThrownIsAnError();
    void endsWithWorkInHand();
};

void TableLoaderTest::oneAfterTheOtherOnAnotherThread() {
    TableLoader loader;
    QSignalSpy idle(&loader, &TableLoader::idle);
    std::vector<int> results;
    const auto here = std::this_thread::get_id();
    for (int i = 0; i < 3; ++i) {
        loader.run<int>(
            [i, here](const ReadControl&) -> Result<int> { return std::this_thread::get_id() == here ? Result<int>(-1) : Result<int>(i); },
            [&results, here](const Result<int>& result) { results.push_back(std::this_thread::get_id() == here ? *result : -2); });
    }
    QVERIFY(loader.isBusy());
    QVERIFY(results.empty());
    QTRY_COMPARE(idle.count(), 1);
    QCOMPARE(results, (std::vector<int>{0, 1, 2}));
    QVERIFY(!loader.isBusy());
}

void TableLoaderTest::shortWorkShowsNoProgress() {
    TableLoader loader;
    QSignalSpy progress(&loader, &TableLoader::progressChanged);
    QSignalSpy idle(&loader, &TableLoader::idle);
    loader.run<int>(
        [](const ReadControl& control) -> Result<int> {
            control.progress(1, 2);
            return 1;
        },
        [](const Result<int>&) {});
    QTRY_COMPARE(idle.count(), 1);
    QCOMPARE(progress.count(), 0);
}

void TableLoaderTest::longWorkShowsHowFarItIs() {
    TableLoader loader;
    std::promise<void> enough;
    std::vector<std::optional<LoadProgress>> seen;
    connect(&loader, &TableLoader::progressChanged, this, [&](const std::optional<LoadProgress>& progress) {
        seen.push_back(progress);
        if (seen.size() == 1) {
            enough.set_value();
        }
    });
    bool isDone = false;
    loader.run<int>(
        [&enough](const ReadControl& control) -> Result<int> {
            control.progress(3, 7);
            enough.get_future().wait();
            return 1;
        },
        [&isDone](const Result<int>&) { isDone = true; });
    QTRY_VERIFY(isDone);
    QCOMPARE(seen.front(), std::optional(LoadProgress{3, 7}));
    QCOMPARE(seen.back(), std::optional<LoadProgress>());
}

void TableLoaderTest::cancelingIsAnsweredAtOnce() {
    TableLoader loader;
    QSignalSpy idle(&loader, &TableLoader::idle);
    std::promise<void> begun;
    std::promise<void> ended;
    std::promise<void> mayLookAgain;
    bool wasTold = false;
    loader.run<int>(
        [&](const ReadControl& control) -> Result<int> {
            begun.set_value();
            mayLookAgain.get_future().wait();
            const bool stopped = !control.goesOn(1, 2);
            ended.set_value();
            return stopped ? Result<int>(failure(ErrorCode::ReadStopped, {"a"})) : Result<int>(1);
        },
        [&wasTold](const Result<int>&) { wasTold = true; });
    begun.get_future().wait();
    // The work is still in hand, and the window has its answer.
    loader.cancel();
    QVERIFY(!loader.isBusy());
    QCOMPARE(idle.count(), 1);
    mayLookAgain.set_value();
    ended.get_future().wait();
    // What is asked for next is worked out as ever.
    int result = 0;
    loader.run<int>([](const ReadControl& control) -> Result<int> { return control.isCancelled() ? 1 : 2; },
                    [&result](const Result<int>& answer) { result = *answer; });
    QTRY_COMPARE(result, 2);
    QVERIFY(!wasTold);
}

void TableLoaderTest::whatIsThrownIsAnError() {
    TableLoader loader;
    std::vector<ErrorCode> codes;
    const auto keep = [&codes](const Result<int>& result) { codes.push_back(result ? ErrorCode::BadNumber : result.error().code); };
    loader.run<int>([](const ReadControl&) -> Result<int> { throw std::bad_alloc(); }, keep);
    loader.run<int>(
        [](const ReadControl&) -> Result<int> {
            throw ErrorException(Error{ErrorCode::NegativeSize, {std::int64_t{-1}}});
        },
        keep);
    QTRY_COMPARE(codes.size(), std::size_t{2});
    QVERIFY(codes.at(0) == ErrorCode::TooLarge);
    QVERIFY(codes.at(1) == ErrorCode::NegativeSize);
}

void TableLoaderTest::endsWithWorkInHand() {
    bool wasTold = false;
    {
        TableLoader loader;
        std::promise<void> begun;
        loader.run<int>(
            [&begun](const ReadControl& control) -> Result<int> {
                begun.set_value();
                while (control.goesOn(0, 1)) {
                    std::this_thread::yield();
                }
                return 1;
            },
            [&wasTold](const Result<int>&) { wasTold = true; });
        begun.get_future().wait();
    }
    QVERIFY(!wasTold);
}

GLASSNET_TEST(TableLoaderTest);

}  // namespace glassnet::test

#include "TableLoaderTest.moc"
