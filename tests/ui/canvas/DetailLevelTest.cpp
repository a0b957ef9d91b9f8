#include "ui/canvas/DetailLevel.h"

#include <cmath>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasTexts.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/LinkTile.h"

using glassnet::test::chainOf;
using glassnet::ui::CanvasGeometry;
using glassnet::ui::CanvasHit;
using glassnet::ui::CanvasTexts;
using glassnet::ui::CanvasThing;
using glassnet::ui::CanvasView;
using glassnet::ui::geometryOf;
using glassnet::ui::LinkTile;

class DetailLevelTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    // Small layers are always whole; large ones go from circles over a sample to a block, without a jump.
    void formsFadeIntoEachOther() {
        const auto chain = chainOf({12, 48, 784, 2});
        const auto geometry = geometryOf(*chain.network, {}, false);
        const auto& layers = chain.network->layers();
        double before = 1;
        for (double zoom = 0.1; zoom <= 6; zoom *= 1.01) {
            const auto small = layerDetail(geometry.layers.at(layers[0].id), zoom);
            QCOMPARE(small.units, 1.0);
            for (const auto index : {1U, 2U}) {
                const auto detail = layerDetail(geometry.layers.at(layers[index].id), zoom);
                QVERIFY(std::abs(detail.units + detail.sampled + detail.block - 1) < 1e-9);
                QVERIFY(detail.units >= 0 && detail.sampled >= 0 && detail.block >= 0);
            }
            const auto link = linkDetail(geometry.links[1], zoom);
            QCOMPARE(link.lines + link.tile, 1.0);
            QVERIFY(std::abs(link.tile - before) < 0.1);
            before = link.tile;
        }
        const auto& large = geometry.layers.at(layers[2].id);
        QCOMPARE(layerDetail(large, 0.2).block, 1.0);
        QCOMPARE(layerDetail(large, 1).sampled, 1.0);
        QCOMPARE(layerDetail(geometry.layers.at(layers[1].id), 2).units, 1.0);
        QCOMPARE(linkDetail(geometry.links[1], 0.2).tile, 1.0);
        // Few connections never become a tile.
        QVERIFY(!geometryOf(*chainOf({12, 12, 1}).network, {}, false).links[0].tile);
    }

    // Larger type is read from farther away: what is read at zoom 0.5 is read at half of that when type is twice as large.
    void largerTypeIsSeenLonger() {
        const auto chain = chainOf({784, 48, 2});
        const auto input = chain.network->layers()[0].id;
        const auto small = geometryOf(*chain.network, {}, false);
        const auto large = geometryOf(*chain.network, {}, false, 2);
        for (double zoom = 0.2; zoom < 0.6; zoom *= 1.05) {
            QCOMPARE(layerDetail(large.layers.at(input), zoom / 2).block, layerDetail(small.layers.at(input), zoom).block);
            QCOMPARE(linkDetail(large.links[0], zoom / 2).tile, linkDetail(small.links[0], zoom).tile);
            QCOMPARE(glassnet::ui::textDetail(zoom / 2, 2), glassnet::ui::textDetail(zoom));
        }
    }

    void tilesCoverTheMatrix() {
        glassnet::ui::LinkPair pair;
        pair.source = {0, 0, 1, 784};
        pair.target = {100, 0, 1, 100};
        pair.setDirect();
        const LinkTile tile(pair);
        QCOMPARE(tile.rows(), std::int64_t{256});
        QCOMPARE(tile.columns(), std::int64_t{100});
        std::int64_t covered = 0;
        for (std::int64_t row = 0; row < tile.rows(); ++row) {
            QCOMPARE(tile.cell(row, 0).from, covered);
            covered += tile.cell(row, 0).fromCount;
        }
        QCOMPARE(covered, std::int64_t{784});
        QCOMPARE(tile.cellAt(0.999, 0.999).to, std::int64_t{99});
        QCOMPARE(tile.cellAt(0, 0).from, std::int64_t{0});
        auto weights = glassnet::Tensor::zeros(glassnet::Shape{784, 100});
        for (std::int64_t i = 0; i < weights.elements(); ++i) {
            weights.set(i, static_cast<double>(i % 7) - 3);
        }
        const glassnet::ui::LinkValues values{weights, 0};
        const auto cell = tile.cell(10, 3);
        double sum = 0;
        for (std::int64_t from = cell.from; from < cell.from + cell.fromCount; ++from) {
            sum += weights.at({from, 3});
        }
        QCOMPARE(meanOf(pair, values, cell), sum / static_cast<double>(cell.fromCount));
        const auto colors = glassnet::ui::tileColors(glassnet::ui::Theme::light());
        QCOMPARE(tile.draw(pair, values, colors).size(), QSize(100, 256));
    }

    // What is pointed at has its exact number at every level.
    void everyLevelTellsItsNumbers() {
        const auto chain = chainOf({784, 512, 10});
        CanvasView view;
        view.resize(1200, 760);
        view.setNetwork(chain.network, {});
        view.setSnapshot(chain.snapshot);
        const auto& geometry = view.frame().geometry;
        const auto& layers = chain.network->layers();
        const auto& link = geometry.links[0];
        const auto weight = chain.snapshot->program->find(glassnet::StateKey{layers[1].id, glassnet::StateRole::Weight, 0});
        const auto& weights = *chain.snapshot->find(weight);

        // A block: the unit at that height.
        const auto& input = geometry.layers.at(layers[0].id);
        for (const double zoom : {0.15, 1.0}) {
            const auto unit = hitTest(geometry, {input.column.x, input.column.at(300)}, 0, zoom);
            QCOMPARE(unit.thing, CanvasThing::Unit);
            const auto value = chain.snapshot->find(chain.snapshot->program->inputs().front().tensor)->at(unit.to);
            QVERIFY(view.sentence(unit).contains(view.numbers().exact(static_cast<float>(value))));
            QVERIFY(zoom > 0.5 || unit.to == 300);
        }
        // A bundle: one connection.
        const QPointF between(link.pair->source.x + 40, (link.pair->source.first + link.pair->source.last()) / 2);
        const auto connection = hitTest(geometry, between, 6, 1);
        QCOMPARE(connection.thing, CanvasThing::Connection);
        QVERIFY(view.sentence(connection).contains(view.numbers().exact(static_cast<float>(weights.at({connection.from, connection.to})))));
        // A tile: a cell, by its mean.
        const auto cell = hitTest(geometry, link.tile->center(), 6, 0.15);
        QCOMPARE(cell.thing, CanvasThing::Cell);
        double sum = 0;
        for (std::int64_t from = cell.from; from < cell.from + cell.fromCount; ++from) {
            for (std::int64_t to = cell.to; to < cell.to + cell.toCount; ++to) {
                sum += weights.at({from, to});
            }
        }
        const double mean = sum / static_cast<double>(cell.fromCount * cell.toCount);
        QVERIFY2(view.sentence(cell).contains(view.numbers().exact(mean)), qPrintable(view.sentence(cell)));
    }

    void theNoteCounts() {
        QCOMPARE(CanvasTexts::showing(2000, 50000, QLocale(QLocale::English)), QStringLiteral("showing 2,000 of 50,000"));
    }
};

GLASSNET_TEST(DetailLevelTest);
#include "DetailLevelTest.moc"
