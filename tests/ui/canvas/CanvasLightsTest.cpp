#include "ui/canvas/CanvasLights.h"

#include <QSignalSpy>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

using ui::CanvasHit;
using ui::CanvasThing;
using ui::CanvasView;
using ui::ElementRef;

/// What is lit when another part of the window points at a number or at an entry of the tape.
class CanvasLightsTest final : public TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();

    [[nodiscard]] TensorId weight(LayerId layer) const { return m_lesson.program->find(StateKey{layer, StateRole::Weight, 0}); }
    [[nodiscard]] TensorId bias(LayerId layer) const { return m_lesson.program->find(StateKey{layer, StateRole::Bias, 0}); }
    void show(CanvasView& view, std::size_t position) const {
        view.resize(900, 600);
        view.setNetwork(m_lesson.network, {});
        view.setSnapshot(m_lesson.at(position));
        view.show();
        view.fit();
    }

private slots:
    void tensorsLightWhatShowsThem() {
        const auto& program = *m_lesson.program;
        const auto z = program.find(m_lesson.hidden, SymbolLetter::PreActivation);
        const std::vector<TensorId> forward{program.inputs().front().tensor, weight(m_lesson.hidden), bias(m_lesson.hidden), z};
        const auto lights = ui::lightsOf(program, *m_lesson.network, forward);
        QCOMPARE(lights.layers, (std::set<LayerId>{m_lesson.input, m_lesson.hidden}));
        QCOMPARE(lights.links, std::set<LinkId>{m_lesson.network->links()[0].id});
        QVERIFY(!lights.loss);
        // Gradients stand where the numbers they belong to stand.
        const std::vector<TensorId> backward{program.gradientOf(weight(m_lesson.output)), program.gradientOf(z), program.loss()};
        const auto back = ui::lightsOf(program, *m_lesson.network, backward);
        QCOMPARE(back.layers, std::set<LayerId>{m_lesson.hidden});
        QCOMPARE(back.links, std::set<LinkId>{m_lesson.network->links()[1].id});
        QVERIFY(back.loss);
        QVERIFY(ui::lightsOf(program, *m_lesson.network, {}).layers.empty());
    }

    void aTagIsLitByItsOwnNumberOnly() {
        CanvasView view;
        show(view, 2);
        const ElementRef b2{bias(m_lesson.hidden), 1};
        view.setHovered(b2);
        const auto& units = view.frame().picture.layers.at(m_lesson.hidden).units;
        QVERIFY(view.frame().lights.isLit(units[1].tags[0].element));
        QVERIFY(!view.frame().lights.isLit(units[0].tags[0].element));
        QCOMPARE(view.frame().hovered, (CanvasHit{CanvasThing::Unit, m_lesson.hidden, {}, 0, 1}));
        view.setHovered(std::nullopt);
        QVERIFY(!view.frame().lights.isLit(units[1].tags[0].element));
        view.setLit({bias(m_lesson.hidden)});
        QVERIFY(view.frame().lights.isLit(units[0].tags[0].element) && view.frame().lights.isLit(units[1].tags[0].element));
        QVERIFY(view.frame().lights.layers.contains(m_lesson.hidden));
        view.setLit({});
        QVERIFY(view.frame().lights.layers.empty());
    }

    void deltasAndGradientsLightUp() {
        CanvasView view;
        show(view, 13);
        const auto z = m_lesson.program->find(m_lesson.hidden, SymbolLetter::PreActivation);
        view.setHovered(ElementRef{m_lesson.program->gradientOf(z), 0});
        const auto& unit = view.frame().picture.layers.at(m_lesson.hidden).units[0];
        QVERIFY(unit.tags[0].text.startsWith(QStringLiteral(u"δ")));
        QVERIFY(view.frame().lights.isLit(unit.tags[0].element));
        view.setHovered(ElementRef{m_lesson.program->gradientOf(weight(m_lesson.hidden)), 3});
        // Row 1, column 1 of [3, 2].
        QCOMPARE(view.frame().hovered, (CanvasHit{CanvasThing::Connection, {}, m_lesson.network->links()[0].id, 1, 1}));
    }

    // The other way round: pointing at the canvas tells the number that stands there.
    void pointingTellsWhatStandsThere() {
        CanvasView view;
        show(view, 2);
        QSignalSpy told(&view, &CanvasView::hovered);
        const auto element = [&] { return told.isEmpty() ? std::nullopt : told.takeLast().front().value<std::optional<ElementRef>>(); };
        const auto& hidden = view.frame().geometry.layers.at(m_lesson.hidden);
        const auto& tag = view.frame().picture.layers.at(m_lesson.hidden).units[0].tags[0];
        const auto rect = hidden.tag(hidden.shown[0], 0, tagWidth(view.frame().style, tag.text));
        QTest::mouseMove(view.viewport(), view.mapFromScene(rect.center()));
        QCOMPARE(element(), ElementRef({bias(m_lesson.hidden), 0}));
        // On the way back a connection stands for the gradient by its weight.
        view.setSnapshot(m_lesson.at(8));
        const auto curve = view.frame().geometry.links[1].connections[0].curve;
        QTest::mouseMove(view.viewport(), view.mapFromScene(curve.at(0.9)));
        QCOMPARE(element(), ElementRef({m_lesson.program->gradientOf(weight(m_lesson.output)), 0}));
        QVERIFY(view.sentence(view.frame().hovered).contains(QStringLiteral("gradient")));
    }
};

GLASSNET_TEST(CanvasLightsTest);

}  // namespace glassnet::test

#include "CanvasLightsTest.moc"
