#include "engine/backend/Reductions.h"

#include <vector>

#include "tests/support/TestCase.h"

using glassnet::formulas::blockedSum;
using glassnet::formulas::kSumBlock;

namespace {

/// The tree by its definition, from the top: the left part holds the largest power of two of blocks.
float tree(const std::vector<float>& blocks, std::size_t begin, std::size_t end) {
    if (end - begin == 1) {
        return blocks[begin];
    }
    std::size_t left = 1;
    while (left * 2 < end - begin) {
        left *= 2;
    }
    return tree(blocks, begin, begin + left) + tree(blocks, begin + left, end);
}

class ReductionsTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void order_data();
    void order();
};

void ReductionsTest::order_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 255, 256, 257, 512, 513, 1024, 1280, 1537, 1792, 2047, 5000}) {
        QTest::addRow("%d", count) << count;
    }
}

void ReductionsTest::order() {
    QFETCH(int, count);
    std::vector<float> terms;
    std::vector<float> blocks;
    std::uint32_t state = 12345;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        state = state * 1664525U + 1013904223U;
        terms.push_back(static_cast<float>(state >> 8U) * 0x1p-20F);
        if (i % kSumBlock == 0) {
            blocks.push_back(0.0F);
        }
        blocks.back() += terms.back();
    }
    const float want = blocks.empty() ? 0.0F : tree(blocks, 0, blocks.size());
    QVERIFY(blockedSum<float>(terms.size(), [&](std::size_t i) { return terms[i]; }) == want);
}

}  // namespace

GLASSNET_TEST(ReductionsTest);

#include "ReductionsTest.moc"
