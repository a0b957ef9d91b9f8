#include "ui/canvas/LinkHit.h"

#include <QLineF>
#include <cmath>
#include <limits>
#include <random>

#include "tests/support/TestCase.h"
#include "ui/canvas/LinkCurve.h"

using glassnet::ui::LinkCurve;
using glassnet::ui::LinkPair;
using glassnet::ui::nearestConnection;

namespace {

LinkPair pairOf(std::int64_t sources, std::int64_t targets) {
    LinkPair pair;
    pair.source = {28, -300, 600.0 / static_cast<double>(std::max<std::int64_t>(1, sources - 1)), sources};
    pair.target = {244, -250, 700.0 / static_cast<double>(std::max<std::int64_t>(1, targets - 1)), targets};
    pair.setDirect();
    return pair;
}

/// Every connection, by every piece of its line: nothing shared with the search but the line itself.
double bruteForce(const LinkPair& pair, const QPointF& point) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::int64_t index = 0; index < pair.indices(); ++index) {
        if (!pair.isThere(index)) {
            continue;
        }
        const auto line = pair.line(pair.sourceOf(index), pair.targetOf(index));
        for (qsizetype i = 0; i + 1 < line.size(); ++i) {
            const QPointF along = line[i + 1] - line[i];
            const double square = QPointF::dotProduct(along, along);
            if (square == 0) {
                continue;
            }
            const double t = std::clamp(QPointF::dotProduct(point - line[i], along) / square, 0.0, 1.0);
            nearest = std::min(nearest, QLineF(point, line[i] + along * t).length());
        }
    }
    return nearest;
}

}  // namespace

class LinkHitTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void compare(const LinkPair& pair, int points) {
        std::minstd_rand generator(3);
        const auto draw = [&generator](double low, double high) { return std::uniform_real_distribution<double>(low, high)(generator); };
        int hits = 0;
        for (int i = 0; i < points; ++i) {
            const auto& way = pair.ways[static_cast<std::size_t>(i) % pair.ways.size()];
            const QPointF point(draw(way.left().x, way.right().x), draw(pair.bounds.top(), pair.bounds.bottom()));
            const double tolerance = 4;
            const auto hit = nearestConnection(pair, point, tolerance);
            const double distance = bruteForce(pair, point);
            QCOMPARE(hit.has_value(), distance <= tolerance);
            if (!hit) {
                continue;
            }
            ++hits;
            QVERIFY(std::abs(hit->distance - distance) < 1e-9);
            QVERIFY(pair.isThere(pair.indexOf(hit->from, hit->to)));
            LinkPair one = pair;
            for (std::int64_t index = 0; index < pair.indices(); ++index) {
                if (index != pair.indexOf(hit->from, hit->to)) {
                    one.cut.push_back(index);
                }
            }
            one.cut.erase(std::unique(one.cut.begin(), one.cut.end()), one.cut.end());
            std::sort(one.cut.begin(), one.cut.end());
            one.cut.erase(std::unique(one.cut.begin(), one.cut.end()), one.cut.end());
            // The connection that is named is the one that is so near.
            QVERIFY(!pair.dense || std::abs(bruteForce(one, point) - distance) < 1e-9);
        }
        QVERIFY(hits > points / 20);
    }

private slots:
    void agreesWithBruteForce_data() {
        QTest::addColumn<int>("sources");
        QTest::addColumn<int>("targets");
        QTest::addRow("20 x 25") << 20 << 25;
        QTest::addRow("40 x 44") << 40 << 44;
        QTest::addRow("3 x 40") << 3 << 40;
        QTest::addRow("40 x 1") << 40 << 1;
    }
    void agreesWithBruteForce() {
        QFETCH(int, sources);
        QFETCH(int, targets);
        compare(pairOf(sources, targets), 200);
    }

    void agreesAroundCards() {
        auto pair = pairOf(30, 20);
        pair.target.x = 800;
        pair.setAround(QRectF(212, -100, 400, 200), 120, 35);
        compare(pair, 200);
        pair.setAround(QRectF(212, -100, 400, 200), -155, 35);
        compare(pair, 200);
    }

    void agreesWithCutConnections() {
        auto pair = pairOf(20, 20);
        for (std::int64_t index = 0; index < pair.indices(); ++index) {
            if (index % 3 != 0) {
                pair.cut.push_back(index);
            }
        }
        compare(pair, 200);
    }

    void agreesForOneToOne() {
        auto pair = pairOf(30, 50);
        pair.dense = false;
        pair.offset = 15;
        compare(pair, 200);
        QCOMPARE(pair.count(), std::int64_t{30});
        pair.offset = 35;
        QCOMPARE(pair.count(), std::int64_t{15});
    }

    // A bundle is seen to run where single curves do: the same cubic.
    void runsAsSingleCurvesDo() {
        const auto pair = pairOf(20, 25);
        for (const auto& [from, to] : {std::pair(0, 0), std::pair(3, 19), std::pair(19, 2)}) {
            const LinkCurve curve({pair.source.x, pair.source.at(from)}, {pair.target.x, pair.target.at(to)});
            for (const auto& point : pair.line(from, to)) {
                QVERIFY(curve.distanceTo(point) < 1e-6);
            }
            for (const double t : {0.1, 0.37, 0.5, 0.81}) {
                const QPointF point = curve.at(t);
                const double share = pair.ways[0].shareAt(point.x());
                QVERIFY(std::abs(pair.source.at(from) + (pair.target.at(to) - pair.source.at(from)) * share - point.y()) < 1.0);
            }
        }
    }

    void pointsOffTheWayHitNothing() {
        const auto pair = pairOf(20, 20);
        QVERIFY(!nearestConnection(pair, {pair.source.x - 1, 0}, 6));
        QVERIFY(!nearestConnection(pair, {100, 1000}, 6));
    }

    // Layers can be put anywhere: to the left of their source, on top of each other.
    void everyLayoutHasAWay() {
        for (const double x : {-400.0, 28.0, 30.0, 60.0, 100.0}) {
            auto pair = pairOf(20, 20);
            pair.target.x = x;
            pair.setDirect();
            compare(pair, 40);
        }
    }
};

GLASSNET_TEST(LinkHitTest);
#include "LinkHitTest.moc"
