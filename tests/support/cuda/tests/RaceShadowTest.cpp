#include "tests/support/TestCase.h"
#include "tests/support/cuda/ptx/RaceShadow.h"

namespace glassnet::test {

using simulator::ptx::RaceShadow;

/// One access: who, after how many barriers, and whether it writes.
struct Touch {
    std::uint64_t launch;
    std::uint32_t block;
    std::uint32_t thread;
    std::uint32_t barriers;
    bool writes;
};

/// Which accesses race: the last of each row, or none.
class RaceShadowTest : public TestCase {
    Q_OBJECT
private slots:
    void sequences_data();
    void sequences();
    void widths();
};

void RaceShadowTest::sequences_data() {
    QTest::addColumn<std::vector<Touch>>("touches");
    QTest::addColumn<bool>("races");
    const auto row = [](const char* name, const std::vector<Touch>& touches, bool races) { QTest::newRow(name) << touches << races; };
    row("one thread", {{1, 0, 0, 0, true}, {1, 0, 0, 0, false}, {1, 0, 0, 0, true}}, false);
    row("two write", {{1, 0, 0, 0, true}, {1, 0, 1, 0, true}}, true);
    row("write, another reads", {{1, 0, 0, 0, true}, {1, 0, 1, 0, false}}, true);
    row("read, another writes", {{1, 0, 0, 0, false}, {1, 0, 1, 0, true}}, true);
    row("two read", {{1, 0, 0, 0, false}, {1, 0, 1, 0, false}}, false);
    row("two read, the second writes", {{1, 0, 0, 0, false}, {1, 0, 1, 0, false}, {1, 0, 1, 0, true}}, true);
    row("write, barrier, read", {{1, 0, 0, 0, true}, {1, 0, 1, 1, false}}, false);
    row("two read, barrier, write", {{1, 0, 0, 0, false}, {1, 0, 1, 0, false}, {1, 0, 1, 1, true}}, false);
    row("a reads, barrier, b reads, b writes", {{1, 0, 0, 0, false}, {1, 0, 1, 1, false}, {1, 0, 1, 1, true}}, false);
    row("write, barrier, read, another writes", {{1, 0, 0, 0, true}, {1, 0, 1, 1, false}, {1, 0, 0, 1, true}}, true);
    row("two blocks write", {{1, 0, 0, 0, true}, {1, 1, 0, 0, true}}, true);
    row("a barrier does not order blocks", {{1, 0, 0, 0, true}, {1, 1, 0, 3, false}}, true);
    row("two blocks read", {{1, 0, 0, 0, false}, {1, 1, 0, 0, false}}, false);
    row("two blocks read, the second writes", {{1, 0, 0, 0, false}, {1, 1, 0, 0, false}, {1, 1, 0, 0, true}}, true);
    row("another launch", {{1, 0, 0, 0, true}, {2, 1, 5, 0, true}}, false);
    row("read before, in another launch", {{1, 0, 0, 0, false}, {2, 1, 5, 0, false}, {2, 1, 5, 0, true}}, false);
}

void RaceShadowTest::sequences() {
    QFETCH(std::vector<Touch>, touches);
    QFETCH(bool, races);
    RaceShadow shadow(8);
    for (std::size_t i = 0; i < touches.size(); ++i) {
        const Touch& each = touches[i];
        const bool found = shadow.touch(4, 4, {each.launch, each.block, each.thread, each.barriers}, each.writes);
        QCOMPARE(found, races && i + 1 == touches.size());
    }
}

void RaceShadowTest::widths() {
    RaceShadow shadow(16);
    QVERIFY(!shadow.touch(0, 8, {1, 0, 0, 0}, true));
    QVERIFY(!shadow.touch(8, 4, {1, 0, 1, 0}, true));
    QVERIFY(shadow.touch(4, 4, {1, 0, 1, 0}, true));
    QVERIFY(!shadow.touch(12, 1, {1, 0, 0, 0}, true));
    QVERIFY(!shadow.touch(13, 1, {1, 0, 1, 0}, true));
    QVERIFY(shadow.touch(12, 2, {1, 0, 1, 0}, false));
}

GLASSNET_TEST(RaceShadowTest);

}  // namespace glassnet::test

#include "RaceShadowTest.moc"
