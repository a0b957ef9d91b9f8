#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/StepFocus.h"

namespace glassnet::test {

using ui::CanvasNumbers;
using ui::CanvasPicture;
using ui::ConnectionRef;
using ui::Emphasis;
using ui::NumberText;
using ui::Selection;

/// What the canvas says while an entry is there only in part: numbers of the lesson, joined by hand.
class PartPictureTest final : public TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();
    const ui::CanvasGeometry m_geometry = ui::geometryOf(*m_lesson.network, {}, true);

    [[nodiscard]] CanvasPicture at(std::size_t position, std::int64_t numbers, std::int64_t terms) const {
        return describe(*m_lesson.network, m_geometry, m_lesson.partlyAt(position, {numbers, terms}).get(), {}, NumberText());
    }
    [[nodiscard]] static QStringList tags(const ui::UnitShown& unit) {
        QStringList texts;
        for (const auto& tag : unit.tags) {
            texts.append(tag.text);
        }
        return texts;
    }
    [[nodiscard]] const ui::UnitShown& unit(const CanvasPicture& picture, LayerId layer, std::size_t index) const {
        return picture.layers.at(layer).units.at(index);
    }
    /// The connection between two units of the first (0) or second (1) link.
    [[nodiscard]] const ui::ConnectionShown& connection(const CanvasPicture& picture, std::size_t link, std::int64_t from,
                                                        std::int64_t to) const {
        const auto& geometry = m_geometry.links.at(link);
        for (std::size_t i = 0; i < geometry.connections.size(); ++i) {
            if (geometry.connections[i].from == from && geometry.connections[i].to == to) {
                return picture.links.at(geometry.id).connections[i];
            }
        }
        throw std::out_of_range("no such connection");
    }

private slots:
    // −0.1468 · −1.1143 = 0.1636, then 0.7861 · −0.8948 more: −0.5398; then 0.9468 · 1.2324: 0.6270; the bias 0.1328: 0.7598.
    void termsJoinASum() {
        const std::array sums{QStringLiteral(u"Σ 0.1636"), QStringLiteral(u"Σ −0.5398"), QStringLiteral(u"Σ 0.6270")};
        for (std::int64_t terms = 1; terms <= 3; ++terms) {
            const auto picture = at(1, 0, terms);
            const auto& h1 = unit(picture, m_lesson.hidden, 0);
            QVERIFY(h1.ring && !h1.value);
            QVERIFY(!unit(picture, m_lesson.hidden, 1).ring);
            QCOMPARE(tags(h1), QStringList({QStringLiteral("b 0.1328"), sums.at(static_cast<std::size_t>(terms - 1))}));
            QVERIFY(!h1.tags[0].here && h1.tags[1].here);
            for (std::int64_t from = 0; from < 3; ++from) {
                const auto& into = connection(picture, 0, from, 0);
                QCOMPARE(into.emphasis, from < terms ? Emphasis::Strong : Emphasis::Plain);
                QCOMPARE(into.latest, from == terms - 1);
                QCOMPARE(into.tag.isEmpty(), from >= terms);
                QCOMPARE(connection(picture, 0, from, 1).emphasis, Emphasis::Plain);
            }
        }
        QCOMPARE(connection(at(1, 0, 2), 0, 1, 0).tag, QStringLiteral(u"−0.8948"));
    }

    // z₁ is there, z₂ is being added up: its links stand out, those into h₁ rest.
    void theNextNumberOfTheEntry() {
        const auto picture = at(1, 1, 1);
        QCOMPARE(tags(unit(picture, m_lesson.hidden, 0)), QStringList({QStringLiteral("b 0.1328"), QStringLiteral("z 0.7598")}));
        QVERIFY(!unit(picture, m_lesson.hidden, 0).tags[1].here);
        // −0.1468 · 1.6908
        QCOMPARE(tags(unit(picture, m_lesson.hidden, 1)), QStringList({QStringLiteral("b 0.1373"), QStringLiteral(u"Σ −0.2482")}));
        QVERIFY(unit(picture, m_lesson.hidden, 1).ring && !unit(picture, m_lesson.hidden, 0).ring);
        QCOMPARE(connection(picture, 0, 0, 1).emphasis, Emphasis::Strong);
        QCOMPARE(connection(picture, 0, 0, 0).emphasis, Emphasis::Plain);
    }

    void aNumberJustMade() {
        // h₁ of the activation, h₂ not yet.
        const auto picture = at(2, 1, 0);
        QVERIFY(unit(picture, m_lesson.hidden, 0).value && !unit(picture, m_lesson.hidden, 1).value);
        QVERIFY(unit(picture, m_lesson.hidden, 0).ring && !unit(picture, m_lesson.hidden, 1).ring);
        // z₁ with all its terms.
        const auto sum = at(1, 1, 0);
        QCOMPARE(tags(unit(sum, m_lesson.hidden, 0)), QStringList({QStringLiteral("b 0.1328"), QStringLiteral("z 0.7598")}));
        QVERIFY(unit(sum, m_lesson.hidden, 0).tags[1].here);
        QCOMPARE(connection(sum, 0, 2, 0).emphasis, Emphasis::Strong);
        QVERIFY(!connection(sum, 0, 2, 0).latest);
    }

    // ∂L/∂h₁ = δ₂ · −1.6822 comes back along its one link; the gradients by the weights give way to the weights.
    void inputGradients() {
        const auto picture = at(10, 1, 0);
        QCOMPARE(tags(unit(picture, m_lesson.hidden, 0)), QStringList(QStringLiteral(u"∂L/∂h +0.4975")));
        QVERIFY(unit(picture, m_lesson.hidden, 0).ring && !unit(picture, m_lesson.hidden, 1).ring);
        QVERIFY(!tags(unit(picture, m_lesson.hidden, 1)).contains(QStringLiteral(u"∂L/∂h −0.0940")));
        QCOMPARE(connection(picture, 1, 0, 0).tag, QStringLiteral(u"w −1.6822"));
        QVERIFY(connection(picture, 1, 0, 0).gradient);
        QCOMPARE(connection(picture, 1, 0, 0).emphasis, Emphasis::Strong);
        QCOMPARE(connection(picture, 1, 1, 0).emphasis, Emphasis::Plain);
    }

    // ∂L/∂w of one connection after the other: x · δ of h₁, 0.1080.
    void weightGradients() {
        const auto picture = at(12, 3, 0);
        // Element 2 of [3, 2]: from x₂ to h₁.
        QCOMPARE(connection(picture, 0, 1, 0).tag, QStringLiteral(u"∂L/∂w +0.0849"));
        QCOMPARE(connection(picture, 0, 1, 0).emphasis, Emphasis::Strong);
        QVERIFY(connection(picture, 0, 1, 0).here);
        QCOMPARE(connection(picture, 0, 0, 0).emphasis, Emphasis::Plain);
        QVERIFY(connection(picture, 0, 0, 0).value);
        QVERIFY(!connection(picture, 0, 1, 1).value && !connection(picture, 0, 2, 0).value);
    }

    void biasGradientsAndUpdates() {
        const auto bias = at(13, 1, 0);
        QVERIFY(tags(unit(bias, m_lesson.hidden, 0)).contains(QStringLiteral(u"∂L/∂b +0.1080")));
        QVERIFY(unit(bias, m_lesson.hidden, 0).tags[1].here);
        QVERIFY(!tags(unit(bias, m_lesson.hidden, 1)).contains(QStringLiteral(u"∂L/∂b")));
        const auto weight = m_lesson.program->find(StateKey{m_lesson.output, StateRole::Weight, 0});
        const auto first = EntryNumbers(*m_lesson.program, 13, 1).indexOf({weight, 0}).value();
        const auto update = at(14, first + 1, 0);
        QCOMPARE(connection(update, 1, 0, 0).emphasis, Emphasis::Strong);
        QCOMPARE(connection(update, 1, 0, 0).tag, QStringLiteral(u"−1.6620"));
        QCOMPARE(connection(update, 1, 1, 0).emphasis, Emphasis::Plain);
    }

    void theFocusIsTheNumberInHand() {
        const auto snapshot = m_lesson.partlyAt(1, {1, 4});
        const Selection selection;
        const CanvasNumbers numbers(snapshot.get(), selection, {});
        const auto focus = focusOf(*m_lesson.network, numbers, selection);
        QCOMPARE(focus.layer, m_lesson.hidden);
        QCOMPARE(focus.unit, std::int64_t{1});
        // The bias joined last: no connection is the latest.
        QCOMPARE(focus.joined.size(), std::size_t{3});
        QVERIFY(focus.last() == nullptr && focus.lastAlone);
        QCOMPARE(focus.lastAlone->element, std::int64_t{1});
        QVERIFY(focus.hasJoined(ConnectionRef{m_lesson.network->links()[0].id, 2, 1}));
        QVERIFY(!focus.hasJoined(ConnectionRef{m_lesson.network->links()[0].id, 2, 0}));
    }
};

GLASSNET_TEST(PartPictureTest);

}  // namespace glassnet::test

#include "PartPictureTest.moc"
