#include "ui/canvas/LinkLines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/CanvasPicture.h"

using glassnet::DType;
using glassnet::Shape;
using glassnet::Tensor;
using glassnet::ui::LinkLines;
using glassnet::ui::LinkPair;
using glassnet::ui::LinkValues;

namespace {

LinkPair flatPair(std::int64_t sources, std::int64_t targets) {
    LinkPair pair;
    pair.source = {0, 0, 10, sources};
    pair.target = {200, 0, 10, targets};
    pair.setDirect();
    return pair;
}

}  // namespace

class LinkLinesTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void theStrongestAreChosen_data() {
        QTest::addColumn<bool>("isDouble");
        QTest::addColumn<int>("most");
        for (const int most : {0, 1, 100, 2999, 3000, 5000}) {
            QTest::addRow("float %d", most) << false << most;
            QTest::addRow("double %d", most) << true << most;
        }
    }
    void theStrongestAreChosen() {
        QFETCH(bool, isDouble);
        QFETCH(int, most);
        const auto pair = flatPair(60, 50);
        // The link's own rows begin behind 20 rows of another link.
        auto weights = Tensor::zeros(Shape{80, 50}, isDouble ? DType::Float64 : DType::Float32);
        for (std::int64_t i = 0; i < weights.elements(); ++i) {
            weights.set(i, std::sin(static_cast<double>(i * i)));
        }
        const LinkValues values{weights, 20 * 50};
        LinkLines result;
        chooseLines(pair, values, values.limit(), most, result);
        std::vector<double> all;
        for (std::int64_t i = 0; i < 3000; ++i) {
            all.push_back(std::abs(weights.at(1000 + i)));
        }
        std::sort(all.begin(), all.end(), std::greater<>());
        const std::size_t expected = most == 0 ? 3000 : std::min<std::size_t>(3000, static_cast<std::size_t>(most));
        QCOMPARE(result.lines.size(), expected);
        QCOMPARE(result.total, std::int64_t{3000});
        QCOMPARE(result.isCut(), expected < 3000);
        std::set<std::int64_t> seen;
        for (std::size_t i = 0; i < result.lines.size(); ++i) {
            const auto& line = result.lines[i];
            const double weight = weights.at({20 + static_cast<std::int64_t>(line.from), line.to});
            QVERIFY(std::abs(line.strength * values.limit() - weight) < 1e-6);
            // Faint first; the last is the strongest of all.
            QVERIFY(std::abs(std::abs(weight) - all[expected - 1 - i]) < 1e-6);
            seen.insert(pair.indexOf(line.from, line.to));
        }
        QCOMPARE(seen.size(), expected);
    }

    void cutConnectionsAreLeftOut() {
        auto pair = flatPair(4, 3);
        pair.cut = {0, 5, 11};
        LinkLines result;
        const LinkValues values{Tensor::ones(Shape{4, 3}), 0};
        chooseLines(pair, values, 1, 0, result);
        QCOMPARE(result.total, std::int64_t{9});
        QCOMPARE(result.lines.size(), std::size_t{9});
        for (const auto& line : result.lines) {
            QVERIFY(pair.isThere(pair.indexOf(line.from, line.to)));
        }
        chooseLines(pair, std::nullopt, 1, 0, result);
        QCOMPARE(result.lines.size(), std::size_t{9});
    }

    void withoutNumbersTheyAreSpreadEvenly() {
        LinkLines result;
        chooseLines(flatPair(100, 100), std::nullopt, 1, 500, result);
        QCOMPARE(result.lines.size(), std::size_t{500});
        std::set<std::uint32_t> sources;
        for (const auto& line : result.lines) {
            sources.insert(line.from);
        }
        QCOMPARE(sources.size(), std::size_t{100});
        auto single = flatPair(30, 50);
        single.dense = false;
        single.offset = 20;
        chooseLines(single, std::nullopt, 1, 0, result);
        QCOMPARE(result.lines.size(), std::size_t{30});
        QCOMPARE(result.lines[4].from, 4U);
        QCOMPARE(result.lines[4].to, 24U);
    }

    void whatIsNotFiniteLiesOnTop() {
        auto weights = Tensor::from({0.5F, -1.0F, std::numeric_limits<float>::quiet_NaN(), 0.0F}, Shape{2, 2});
        const LinkValues values{weights, 0};
        QCOMPARE(values.limit(), 1.0);
        LinkLines result;
        chooseLines(flatPair(2, 2), values, values.limit(), 2, result);
        QCOMPARE(result.lines.size(), std::size_t{2});
        QVERIFY(std::isinf(result.lines[1].strength));
        QCOMPARE(result.lines[1].from, 1U);
        QCOMPARE(result.lines[0].strength, -1.0F);
    }

    // What the canvas hands to the bundles is the weight matrix of the snapshot, forward, and its gradient, backward.
    void theCanvasHandsOnItsNumbers() {
        const auto chain = glassnet::test::chainOf({20, 30, 3});
        const auto& program = *chain.snapshot->program;
        const auto geometry = glassnet::ui::geometryOf(*chain.network, {}, true);
        const auto hidden = chain.network->layers()[1].id;
        const auto weight = program.find(glassnet::StateKey{hidden, glassnet::StateRole::Weight, 0});
        const auto gradient = program.gradientOf(weight);
        bool isGradientSeen = false;
        for (std::size_t position = 0; position <= program.size(); ++position) {
            auto snapshot = *chain.snapshot;
            snapshot.position = position;
            const auto picture = describe(*chain.network, geometry, &snapshot, {}, glassnet::ui::NumberText());
            const auto& shown = picture.links.at(geometry.links[0].id);
            const auto* entry = snapshot.current();
            if (entry == nullptr || entry->phase == glassnet::Phase::Forward) {
                QCOMPARE(shown.tone, glassnet::ui::LinkTone::Values);
                QVERIFY(shown.values->tensor.sharesStorageWith(*snapshot.find(weight)));
            } else if (entry->phase == glassnet::Phase::Backward && entry->layer == hidden) {
                QVERIFY(shown.values->tensor.sharesStorageWith(*snapshot.find(gradient)));
                QVERIFY(shown.ownLimit);
                isGradientSeen = true;
            } else if (entry->phase == glassnet::Phase::Backward) {
                QCOMPARE(shown.tone, glassnet::ui::LinkTone::Faint);
            }
        }
        QVERIFY(isGradientSeen);
        QCOMPARE(describe(*chain.network, geometry, nullptr, {}, glassnet::ui::NumberText()).links.at(geometry.links[0].id).tone,
                 glassnet::ui::LinkTone::None);
    }
};

GLASSNET_TEST(LinkLinesTest);
#include "LinkLinesTest.moc"
