#include "ui/canvas/ShownUnits.h"

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasPicture.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

using ui::CanvasView;
using ui::ElementRef;
using ui::Emphasis;
using ui::Selection;
using ui::ShownUnits;

/// Units of long columns that are in hand get a circle, and give it back.
class ShownUnitsTest final : public TestCase {
    Q_OBJECT
private:
    const Chain m_chain = chainOf({100, 60, 3}, 1);

    [[nodiscard]] static std::vector<std::int64_t> unitsOf(const ui::LayerGeometry& layer) {
        std::vector<std::int64_t> units;
        for (const auto& slot : layer.shown) {
            units.push_back(slot.unit);
        }
        return units;
    }

private slots:
    void theNearestCircleStandsForIt() {
        auto geometry = ui::geometryOf(*m_chain.network, {}, true);
        const auto untouched = geometry;
        const auto hidden = m_chain.network->layers()[1].id;
        const auto own = unitsOf(geometry.layers.at(hidden));
        ShownUnits shown;
        for (std::int64_t unit = 0; unit < 60; ++unit) {
            shown.show(geometry, {{hidden, unit}});
            const auto& layer = geometry.layers.at(hidden);
            QVERIFY(layer.slot(unit) != nullptr);
            const auto units = unitsOf(layer);
            QVERIFY(std::is_sorted(units.begin(), units.end()));
            QCOMPARE(units.size(), own.size());
            // No more than one circle stands for another unit, and every curve still ends at a circle.
            std::size_t changed = 0;
            for (std::size_t i = 0; i < own.size(); ++i) {
                changed += units[i] != own[i] ? 1U : 0U;
            }
            QVERIFY(changed <= 1);
            for (const auto& connection : geometry.links[0].connections) {
                QCOMPARE(connection.curve.to().y(), layer.slot(connection.to)->center.y());
            }
            for (const auto& connection : geometry.links[1].connections) {
                QCOMPARE(connection.curve.from().y(), layer.slot(connection.from)->center.y());
            }
        }
        shown.show(geometry, {});
        QCOMPARE(unitsOf(geometry.layers.at(hidden)), own);
        for (std::size_t i = 0; i < untouched.links[0].connections.size(); ++i) {
            QCOMPARE(geometry.links[0].connections[i].to, untouched.links[0].connections[i].to);
        }
        // Units that do not exist and layers that show all theirs are left alone.
        shown.show(geometry, {{hidden, 60}, {m_chain.network->layers()[2].id, 1}, {LayerId{99}, 0}});
        QCOMPARE(unitsOf(geometry.layers.at(hidden)), own);
    }

    // Unit 36 is chosen: its weights stand at its connections, from the tensor itself.
    void theViewShowsTheChosenUnit() {
        CanvasView view;
        view.setNetwork(m_chain.network, {});
        view.setSnapshot(m_chain.snapshot);
        Selection selection;
        selection.layer = m_chain.network->layers()[1].id;
        selection.unit = 36;
        view.setSelection(selection);
        const auto& frame = view.frame();
        const auto& layer = frame.geometry.layers.at(selection.layer);
        const auto* slot = layer.slot(36);
        QVERIFY(slot != nullptr);
        QVERIFY(frame.picture.layers.at(selection.layer).units[static_cast<std::size_t>(slot - layer.shown.data())].ring);
        const auto& link = frame.geometry.links[0];
        const auto weight = m_chain.snapshot->program->find(StateKey{selection.layer, StateRole::Weight, 0});
        int strong = 0;
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            const auto& connection = frame.picture.links.at(link.id).connections[i];
            if (connection.emphasis == Emphasis::Strong) {
                ++strong;
                QCOMPARE(link.connections[i].to, std::int64_t{36});
                QCOMPARE(*connection.value, m_chain.snapshot->find(weight)->at(link.connections[i].from * 60 + 36));
            }
        }
        QCOMPARE(strong, static_cast<int>(frame.geometry.layers.at(link.from).shown.size()));
        view.setSelection({});
        QVERIFY(view.frame().geometry.layers.at(selection.layer).slot(36) == nullptr);
    }
};

GLASSNET_TEST(ShownUnitsTest);

}  // namespace glassnet::test

#include "ShownUnitsTest.moc"
