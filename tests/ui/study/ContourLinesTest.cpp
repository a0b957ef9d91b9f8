#include "ui/study/ContourLines.h"

#include <cmath>
#include <limits>

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using ui::contourLines;

class ContourLinesTest final : public TestCase {
    Q_OBJECT
private slots:
    void aSlopeIsOneLine() {
        // x + 2 y on a grid of 5 x 4: exactly linear, so each end lies exactly on the level.
        std::vector<double> values;
        for (int y = 0; y < 4; ++y) {
            for (int x = 0; x < 5; ++x) {
                values.push_back(x + 2.0 * y);
            }
        }
        const auto lines = contourLines(values, 5, 4, 4.5);
        double length = 0;
        for (const auto& line : lines) {
            for (const auto& end : {line.p1(), line.p2()}) {
                QVERIFY(std::abs(end.x() + 2 * end.y() - 4.5) < 1e-12);
            }
            length += line.length();
        }
        // From (4, 0.25) to (0, 2.25).
        QVERIFY(std::abs(length - std::hypot(4.0, 2.0)) < 1e-12);
    }
    void aCircleIsClosed() {
        constexpr int kSize = 81;
        std::vector<double> values;
        for (int y = 0; y < kSize; ++y) {
            for (int x = 0; x < kSize; ++x) {
                values.push_back(std::hypot(x - 40.0, y - 40.0));
            }
        }
        double length = 0;
        for (const auto& line : contourLines(values, kSize, kSize, 30)) {
            length += line.length();
        }
        QVERIFY(std::abs(length - 60 * std::acos(-1.0)) < 0.2);
    }
    void aSaddleIsSplitByItsMean() {
        // Corners 0 and 2 high. With a high mean they are joined: the lines cut off the low corners (1, 0) and (0, 1).
        const std::vector<double> high{3, -1, -1, 3};
        auto lines = contourLines(high, 2, 2, 0);
        QCOMPARE(lines.size(), std::size_t{2});
        for (const auto& line : lines) {
            const auto middle = line.center();
            QVERIFY(std::hypot(middle.x() - 1, middle.y()) < 0.3 || std::hypot(middle.x(), middle.y() - 1) < 0.3);
        }
        const std::vector<double> low{1, -3, -3, 1};
        lines = contourLines(low, 2, 2, 0);
        QCOMPARE(lines.size(), std::size_t{2});
        for (const auto& line : lines) {
            const auto middle = line.center();
            QVERIFY(std::hypot(middle.x(), middle.y()) < 0.3 || std::hypot(middle.x() - 1, middle.y() - 1) < 0.3);
        }
    }
    void noneWhereThereIsNoNumber() {
        const std::vector<double> values{0, 1, std::numeric_limits<double>::infinity(), 1};
        QVERIFY(contourLines(values, 2, 2, 0.5).empty());
        QVERIFY(contourLines({}, 0, 0, 0.5).empty());
    }
};

GLASSNET_TEST(ContourLinesTest);

}  // namespace

}  // namespace glassnet::test

#include "ContourLinesTest.moc"
