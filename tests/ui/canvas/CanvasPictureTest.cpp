#include "ui/canvas/CanvasPicture.h"

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasFrame.h"

using glassnet::test::Lesson;
using glassnet::test::lesson;
using glassnet::ui::CanvasPicture;
using glassnet::ui::CanvasStyle;
using glassnet::ui::Emphasis;
using glassnet::ui::geometryOf;
using glassnet::ui::NumberText;
using glassnet::ui::placedTags;
using glassnet::ui::Selection;
using glassnet::ui::Theme;

class CanvasPictureTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();
    const glassnet::ui::CanvasGeometry m_geometry = geometryOf(*m_lesson.network, {}, true);

    [[nodiscard]] CanvasPicture at(std::size_t position, const Selection& selection = {}) const {
        return describe(*m_lesson.network, m_geometry, m_lesson.at(position).get(), selection, NumberText());
    }
    [[nodiscard]] QStringList tagsOf(const CanvasPicture& picture, glassnet::LayerId layer) const {
        QStringList texts;
        for (const auto& unit : picture.layers.at(layer).units) {
            for (const auto& tag : unit.tags) {
                texts.append(tag.text);
            }
        }
        return texts;
    }
    [[nodiscard]] QStringList linkTags(const CanvasPicture& picture) const {
        QStringList texts;
        for (const auto& [id, link] : picture.links) {
            for (const auto& connection : link.connections) {
                if (!connection.tag.isEmpty()) {
                    texts.append(connection.tag);
                }
            }
        }
        return texts;
    }

private slots:
    void whatIsNotComputedIsNotThere() {
        // Entries that have run -> units with a value in x, h, ŷ, and whether there is a loss.
        const std::vector<std::array<int, 5>> cases{{0, 3, 0, 0, 0}, {1, 3, 0, 0, 0}, {2, 3, 2, 0, 0},
                                                    {3, 3, 2, 0, 0}, {4, 3, 2, 1, 0}, {5, 3, 2, 1, 1}};
        for (const auto& row : cases) {
            const auto picture = at(static_cast<std::size_t>(row[0]));
            const auto computed = [&](glassnet::LayerId layer) {
                const auto& units = picture.layers.at(layer).units;
                return static_cast<int>(std::count_if(units.begin(), units.end(), [](const auto& unit) { return unit.value.has_value(); }));
            };
            QCOMPARE(computed(m_lesson.input), row[1]);
            QCOMPARE(computed(m_lesson.hidden), row[2]);
            QCOMPARE(computed(m_lesson.output), row[3]);
            QCOMPARE(picture.loss->value.has_value(), row[4] == 1);
        }
        const auto empty = describe(*m_lesson.network, m_geometry, nullptr, {}, NumberText());
        QVERIFY(!empty.layers.at(m_lesson.input).units.front().value);
        QVERIFY(!empty.loss);
    }

    void words() {
        const auto picture = at(5);
        QCOMPARE(picture.layers.at(m_lesson.input).subtitle, QStringLiteral("3 features"));
        QCOMPARE(picture.layers.at(m_lesson.hidden).subtitle, QStringLiteral("2 units · sigmoid"));
        QCOMPARE(picture.layers.at(m_lesson.output).subtitle, QStringLiteral("1 unit · sigmoid"));
        QCOMPARE(picture.layers.at(m_lesson.input).units[0].label, QStringLiteral(u"x₁"));
        QCOMPARE(picture.layers.at(m_lesson.hidden).units[1].label, QStringLiteral(u"h₂"));
        QCOMPARE(picture.layers.at(m_lesson.output).units[0].label, QStringLiteral(u"ŷ"));
        QCOMPARE(picture.loss->formula, QStringLiteral(u"(ŷ − 1)²"));
    }

    void forwardLeadsToOneUnit() {
        auto picture = at(2);
        QCOMPARE(linkTags(picture), QStringList({QStringLiteral(u"−1.1143"), QStringLiteral(u"−0.8948"), QStringLiteral("1.2324")}));
        QVERIFY(picture.layers.at(m_lesson.hidden).units[0].ring);
        QVERIFY(!picture.layers.at(m_lesson.hidden).units[1].ring);
        QCOMPARE(tagsOf(picture, m_lesson.hidden), QStringList({QStringLiteral("b 0.1328"), QStringLiteral("b 0.1373")}));
        Selection second;
        second.layer = m_lesson.hidden;
        second.unit = 1;
        picture = at(2, second);
        QCOMPARE(linkTags(picture), QStringList({QStringLiteral("1.6908"), QStringLiteral(u"−0.3556"), QStringLiteral("0.1382")}));
        QVERIFY(picture.layers.at(m_lesson.hidden).units[1].ring);
        // The sum is there before the activation is.
        QVERIFY(tagsOf(at(1), m_lesson.hidden).contains(QStringLiteral("z 0.7598")));
    }

    // The numbers of the lesson as PyTorch prints them: ŷ 0.3171, ∂L/∂h 0.4975, ∂L/∂W2 −0.2015 and −0.1288, ∂L/∂z2 −0.2958.
    void backwardShowsGradients() {
        QCOMPARE(tagsOf(at(6), m_lesson.output), QStringList(QStringLiteral(u"∂L/∂ŷ −1.3658")));
        QCOMPARE(tagsOf(at(7), m_lesson.output), QStringList(QStringLiteral(u"δ −0.2958")));
        QVERIFY(linkTags(at(7)).isEmpty());
        const auto weights = at(8);
        QCOMPARE(linkTags(weights), QStringList({QStringLiteral(u"∂L/∂w −0.2015"), QStringLiteral(u"∂L/∂w −0.1288")}));
        QVERIFY(weights.links.at(m_lesson.network->links()[1].id).connections[0].gradient);
        QCOMPARE(weights.links.at(m_lesson.network->links()[0].id).connections[0].emphasis, Emphasis::Faint);
        const auto hidden = at(10);
        QCOMPARE(tagsOf(hidden, m_lesson.hidden), QStringList({QStringLiteral(u"∂L/∂h +0.4975"), QStringLiteral(u"∂L/∂h −0.0940")}));
        QVERIFY(hidden.layers.at(m_lesson.hidden).units[0].ring && hidden.layers.at(m_lesson.hidden).units[1].ring);
        QVERIFY(!hidden.layers.at(m_lesson.output).units[0].ring);
        QVERIFY(tagsOf(at(9), m_lesson.output).contains(QStringLiteral(u"∂L/∂b −0.2958")));
        // x times δ of h₁, 0.1080: −0.1468, 0.7861 and 0.9468 of it.
        QCOMPARE(linkTags(at(12)),
                 QStringList({QStringLiteral(u"∂L/∂w −0.0159"), QStringLiteral(u"∂L/∂w +0.0849"), QStringLiteral(u"∂L/∂w +0.1023")}));
    }

    void updateShowsNewWeights() {
        const auto picture = at(14);
        // −1.6822 − 0.1 (−0.2015) and 0.3177 − 0.1 (−0.1288)
        QCOMPARE(linkTags(picture), QStringList({QStringLiteral(u"−1.6620"), QStringLiteral("0.3306")}));
        QCOMPARE(picture.links.at(m_lesson.network->links()[1].id).connections[1].emphasis, Emphasis::Strong);
        QVERIFY(tagsOf(at(15), m_lesson.output).contains(QStringLiteral("b 0.2702")));
        QVERIFY(linkTags(at(15)).isEmpty());
    }

    void heldUnitsArePinned() {
        auto network = *m_lesson.network;
        network.find(m_lesson.hidden)->clamps = {{1, 0.5}};
        const auto picture = describe(network, geometryOf(network, {}, true), nullptr, {}, NumberText());
        const auto& units = picture.layers.at(m_lesson.hidden).units;
        QVERIFY(!units[0].held && units[1].held);
        QVERIFY(!picture.layers.at(m_lesson.input).units[0].held);
    }

    void tagsKeepClear_data() {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("unit");
        for (int position = 0; position <= 17; ++position) {
            for (int unit = 0; unit < 2; ++unit) {
                QTest::addRow("%d unit %d", position, unit) << position << unit;
            }
        }
    }
    void tagsKeepClear() {
        QFETCH(int, position);
        QFETCH(int, unit);
        Selection selection;
        selection.layer = m_lesson.hidden;
        selection.unit = unit;
        const auto picture = at(static_cast<std::size_t>(position), selection);
        const CanvasStyle style(Theme::light());
        std::vector<QRectF> taken;
        for (const auto& [id, layer] : m_geometry.layers) {
            for (std::size_t i = 0; i < layer.shown.size(); ++i) {
                const double radius = layer.metrics.radius;
                taken.emplace_back(layer.shown[i].center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
                const auto& tags = picture.layers.at(id).units[i].tags;
                for (std::size_t k = 0; k < tags.size(); ++k) {
                    taken.push_back(layer.tag(layer.shown[i], k, glassnet::ui::tagWidth(style, tags[k].text)));
                    QVERIFY(layer.card.contains(taken.back()));
                }
            }
        }
        if (m_geometry.loss) {
            taken.push_back(*m_geometry.loss);
        }
        for (const auto& tag : placedTags(m_geometry, picture, style)) {
            for (const auto& [id, layer] : m_geometry.layers) {
                const QFontMetricsF metrics(style.titleFont());
                const double inset = (layer.title.width() - metrics.horizontalAdvance(picture.layers.at(id).title)) / 2;
                QVERIFY(!tag.rect.intersects(layer.title.adjusted(inset, 0, -inset, 0)));
            }
            taken.push_back(tag.rect);
        }
        for (std::size_t i = 0; i < taken.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                QVERIFY(!taken[i].intersects(taken[k]));
            }
        }
    }
};

GLASSNET_TEST(CanvasPictureTest);
#include "CanvasPictureTest.moc"
