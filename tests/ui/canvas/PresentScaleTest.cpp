#include <QFontMetricsF>

#include "resources/examples/Examples.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"
#include "ui/theme/Fonts.h"

namespace glassnet::test {

using ui::CanvasGeometry;
using ui::CanvasStyle;
using ui::CanvasView;
using ui::Fonts;
using ui::Theme;

/// While presenting, type and strokes are 1.6 times as large and still nothing touches anything else.
class PresentScaleTest final : public TestCase {
    Q_OBJECT
private:
    static constexpr double kPresent = 1.6;
    const Lesson m_lesson = lesson();

    static QRectF around(const QPointF& center, double reach) { return {center - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)}; }

private slots:
    void cleanup() { Fonts::setScale(1); }

    void nothingTouches_data() {
        QTest::addColumn<QList<int>>("units");
        QTest::addRow("3-2-1") << QList<int>{3, 2, 1};
        QTest::addRow("2-4-2-1") << QList<int>{2, 4, 2, 1};
        QTest::addRow("2-8-8-1") << QList<int>{2, 8, 8, 1};
        QTest::addRow("64-48-10") << QList<int>{64, 48, 10};
    }
    void nothingTouches() {
        QFETCH(QList<int>, units);
        const Chain base = chainOf({units.begin(), units.end()});
        const CanvasStyle style(Theme::light(), kPresent);
        const auto geometry = ui::geometryOf(*base.network, {}, true, kPresent);
        for (std::size_t position = 0; position <= base.snapshot->program->size(); ++position) {
            auto snapshot = *base.snapshot;
            snapshot.position = position;
            const auto picture = describe(*base.network, geometry, &snapshot, {}, ui::NumberText());
            std::vector<QRectF> taken;
            for (const auto& [id, layer] : geometry.layers) {
                const auto wide = QFontMetricsF(style.titleFont()).horizontalAdvance(picture.layers.at(id).title);
                const double inset = (layer.title.width() - wide) / 2;
                taken.push_back(layer.title.adjusted(inset, 0, -inset, 0));
                for (std::size_t i = 0; i < layer.shown.size(); ++i) {
                    const auto& unit = picture.layers.at(id).units[i];
                    QVERIFY(unit.tags.size() <= static_cast<std::size_t>(layer.metrics.tags));
                    taken.push_back(around(layer.shown[i].center, layer.metrics.radius));
                    for (std::size_t k = 0; k < unit.tags.size(); ++k) {
                        taken.push_back(layer.tag(layer.shown[i], k, tagWidth(style, unit.tags[k].text)));
                        QVERIFY2(layer.card.contains(taken.back()), qPrintable(unit.tags[k].text));
                        QVERIFY(QFontMetricsF(style.tagFont()).height() <= layer.metrics.tagHeight);
                    }
                }
            }
            for (const auto& tag : placedTags(geometry, picture, style)) {
                if (geometry.links.front().isComplete()) {
                    taken.push_back(tag.rect);
                }
            }
            taken.push_back(*geometry.loss);
            for (std::size_t i = 0; i < taken.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    QVERIFY2(!taken[i].intersects(taken[k]), qPrintable(QStringLiteral("at %1: %2 and %3, %4 by %5")
                                                                            .arg(position)
                                                                            .arg(i)
                                                                            .arg(k)
                                                                            .arg((taken[i] & taken[k]).width())
                                                                            .arg((taken[i] & taken[k]).height())));
                }
            }
        }
    }

    // What a person placed spreads without overlapping, in the same order.
    void placedLayersSpread() {
        const Chain chain = chainOf({12, 4, 4, 1});
        std::map<LayerId, Position> positions;
        const auto& layers = chain.network->layers();
        const std::array<Position, 4> places{{{0, 0}, {130, -200}, {131, 480}, {420, 0}}};
        for (std::size_t i = 0; i < layers.size(); ++i) {
            positions[layers[i].id] = places.at(i);
        }
        const auto small = ui::geometryOf(*chain.network, positions, false);
        const auto large = ui::geometryOf(*chain.network, positions, false, kPresent);
        for (const auto& [id, layer] : large.layers) {
            for (const auto& [other, second] : large.layers) {
                if (id < other) {
                    QVERIFY(!small.layers.at(id).card.intersects(small.layers.at(other).card));
                    QVERIFY(!layer.card.intersects(second.card));
                    QCOMPARE(layer.column.x < second.column.x, small.layers.at(id).column.x < small.layers.at(other).column.x);
                }
            }
        }
    }

    void theViewTakesTheScaleOver() {
        CanvasView view;
        view.resize(1024, 470);
        view.setNetwork(m_lesson.network, {});
        view.setSnapshot(m_lesson.at(2));
        view.fit();
        const auto readable = [&] { return QFontMetricsF(view.frame().style.tagFont()).height() * view.zoom(); };
        const double before = readable();
        const auto size = view.frame().style.tagFont().pointSizeF();
        Fonts::setScale(kPresent);
        view.setTheme(Theme::dark());
        QCOMPARE(view.frame().style.scale(), kPresent);
        QCOMPARE(view.frame().geometry.scale, kPresent);
        QVERIFY(std::abs(view.frame().style.tagFont().pointSizeF() / size - kPresent) < 1e-9);
        // What counts is what is seen: on a small screen the network spreads less than its type grows.
        QVERIFY2(readable() > before * 1.25, qPrintable(QStringLiteral("%1 after %2").arg(readable()).arg(before)));
        QVERIFY(view.visiblePart().contains(view.frame().geometry.bounds));
        // Building is done at one scale, with what was placed where it was placed.
        view.setBuilding(true);
        QCOMPARE(view.frame().style.scale(), 1.0);
        view.setBuilding(false);
        QCOMPARE(view.frame().style.scale(), kPresent);
        Fonts::setScale(1);
        view.setTheme(Theme::light());
        QCOMPARE(view.frame().geometry.scale, 1.0);
    }

    void noTextIsCut_data() {
        QTest::addColumn<int>("example");
        for (int i = 0; i < static_cast<int>(exampleProjects().size()); ++i) {
            QTest::addRow("%d", i) << i;
        }
    }
    void noTextIsCut() {
        QFETCH(int, example);
        const auto examples = exampleProjects();
        const auto& project = examples.at(static_cast<std::size_t>(example)).project;
        Fonts::setScale(kPresent);
        CanvasView view;
        view.setTheme(Theme::light());
        view.resize(1024, 470);
        view.setNetwork(std::make_shared<NetworkSpec>(project.network), project.positions);
        view.fit();
        const auto wrong = lookAt(view, QStringLiteral("canvas_present_%1").arg(example));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }
};

GLASSNET_TEST(PresentScaleTest);

}  // namespace glassnet::test

#include "PresentScaleTest.moc"
