#include "ui/canvas/CanvasView.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QWheelEvent>
#include <cmath>

#include "engine/program/Compiler.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"

using glassnet::LayerId;
using glassnet::LinkId;
using glassnet::test::Lesson;
using glassnet::test::lesson;
using glassnet::ui::CanvasView;
using glassnet::ui::ElementRef;
using glassnet::ui::Selection;
using glassnet::ui::Theme;

class CanvasViewTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();

    std::unique_ptr<CanvasView> viewAt(std::size_t position) {
        auto view = std::make_unique<CanvasView>();
        view->resize(800, 560);
        view->setNetwork(m_lesson.network, {});
        view->setSnapshot(m_lesson.at(position));
        view->show();
        view->fit();
        return view;
    }
    static QPoint onScreen(const CanvasView& view, const QPointF& scene) { return view.mapFromScene(scene); }

private slots:
    void clicksTellWhatWasMeant() {
        auto view = viewAt(2);
        const auto& geometry = view->frame().geometry;
        std::vector<std::pair<LayerId, qint64>> units;
        std::vector<LayerId> layers;
        std::vector<std::pair<std::pair<qint64, qint64>, std::optional<ElementRef>>> connections;
        connect(view.get(), &CanvasView::unitClicked, this, [&](LayerId layer, qint64 unit) { units.emplace_back(layer, unit); });
        connect(view.get(), &CanvasView::layerClicked, this, [&](LayerId layer) { layers.push_back(layer); });
        connect(view.get(), &CanvasView::connectionClicked, this, [&](LinkId, qint64 from, qint64 to, std::optional<ElementRef> weight) {
            connections.push_back({{from, to}, weight});
        });
        QSignalSpy ground(view.get(), &CanvasView::backgroundClicked);

        const auto& hidden = geometry.layers.at(m_lesson.hidden);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, onScreen(*view, hidden.shown[1].center));
        QCOMPARE(units.size(), std::size_t{1});
        QCOMPARE(units[0].first, m_lesson.hidden);
        QCOMPARE(units[0].second, qint64{1});

        for (const auto& connection : geometry.links[0].connections) {
            if (connection.from == 2 && connection.to == 0) {
                QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, onScreen(*view, connection.curve.at(0.08)));
            }
        }
        QCOMPARE(connections.size(), std::size_t{1});
        QCOMPARE(connections[0].first.first, qint64{2});
        const auto weight = m_lesson.program->find(glassnet::StateKey{m_lesson.hidden, glassnet::StateRole::Weight, 0});
        // W1[2, *] in a matrix of two columns.
        QVERIFY(connections[0].second.has_value());
        QCOMPARE(connections[0].second->tensor, weight);
        QCOMPARE(connections[0].second->element, 4 + connections[0].first.second);

        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, onScreen(*view, hidden.card.topLeft() + QPointF(60, 6)));
        QCOMPARE(layers, std::vector<LayerId>{m_lesson.hidden});
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(ground.count(), 1);
        // A drag is no click.
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, QPoint(4, 4));
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, QPoint(60, 4));
        QCOMPARE(ground.count(), 1);
    }

    void pointingTellsTheElement() {
        auto view = viewAt(2);
        std::vector<std::optional<ElementRef>> told;
        connect(view.get(), &CanvasView::hovered, this, [&](std::optional<ElementRef> element) { told.push_back(element); });
        const auto& input = view->frame().geometry.layers.at(m_lesson.input);
        QTest::mouseMove(view->viewport(), onScreen(*view, input.shown[1].center));
        QTest::mouseMove(view->viewport(), QPoint(4, 4));
        QCOMPARE(told.size(), std::size_t{2});
        QVERIFY(told[0].has_value());
        QCOMPARE(told[0]->tensor, m_lesson.program->inputs().front().tensor);
        QCOMPARE(told[0]->element, std::int64_t{1});
        QVERIFY(!told[1].has_value());
        const auto weight = m_lesson.program->find(glassnet::StateKey{m_lesson.hidden, glassnet::StateRole::Weight, 0});
        view->setHovered(ElementRef{weight, 5});
        QCOMPARE(view->frame().hovered.thing, glassnet::ui::CanvasThing::Connection);
        QCOMPARE(view->frame().hovered.from, std::int64_t{2});
        QCOMPARE(view->frame().hovered.to, std::int64_t{1});
        QVERIFY(view->sentence(view->frame().hovered).contains(QStringLiteral("0.1382")));
    }

    void aHeldUnitHasAPin() {
        auto network = *m_lesson.network;
        network.find(m_lesson.hidden)->clamps = {{1, 0.5}};
        CanvasView view;
        view.resize(800, 560);
        view.setNetwork(std::make_shared<glassnet::NetworkSpec>(network), {});
        view.show();
        view.fit();
        const auto& hidden = view.frame().geometry.layers.at(m_lesson.hidden);
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            view.setTheme(*theme);
            const QImage image = view.viewport()->grab().toImage();
            // The bar may lie between two rows of pixels.
            const auto hasInk = [&](const glassnet::ui::UnitSlot& slot) {
                const QPoint top = onScreen(view, slot.center - QPointF(0, hidden.metrics.radius));
                const auto ink = theme->color(glassnet::ui::Token::Ink);
                return image.pixelColor(top) == ink || image.pixelColor(top - QPoint(0, 1)) == ink ||
                       image.pixelColor(top + QPoint(0, 1)) == ink;
            };
            QVERIFY(hasInk(hidden.shown[1]));
            QVERIFY(!hasInk(hidden.shown[0]));
        }
        const glassnet::ui::CanvasHit hit{glassnet::ui::CanvasThing::Unit, m_lesson.hidden, {}, 0, 1};
        QCOMPARE(view.sentence(hit), QStringLiteral(u"h₂ is held at 0.5"));
    }

    void keysMoveTheSelection() {
        auto view = viewAt(2);
        std::vector<std::pair<LayerId, qint64>> told;
        connect(view.get(), &CanvasView::unitClicked, this, [&](LayerId layer, qint64 unit) {
            told.emplace_back(layer, unit);
            Selection selection;
            selection.layer = layer;
            selection.unit = unit;
            view->setSelection(selection);
        });
        for (const auto key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left, Qt::Key_Up, Qt::Key_Up}) {
            QTest::keyClick(view.get(), key);
        }
        // The first key takes hold, x1 -> x2 -> h1 (or h2) -> output, then back; keys that lead nowhere tell nothing.
        QCOMPARE(told[0], std::make_pair(m_lesson.input, qint64{0}));
        QCOMPARE(told[1], std::make_pair(m_lesson.input, qint64{1}));
        QCOMPARE(told[2].first, m_lesson.hidden);
        QCOMPARE(told[3], std::make_pair(m_lesson.output, qint64{0}));
        QCOMPARE(told[4].first, m_lesson.hidden);
    }

    void wheelZoomsAtThePointer() {
        auto view = viewAt(2);
        const QPointF place(200, 150);
        const QPointF before = view->mapToScene(place.toPoint());
        const double zoom = view->zoom();
        QWheelEvent wheel(place, view->viewport()->mapToGlobal(place.toPoint()), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &wheel);
        QVERIFY(view->zoom() > zoom * 1.3);
        const QPointF moved = view->mapToScene(place.toPoint()) - before;
        QVERIFY(std::abs(moved.x()) < 2 && std::abs(moved.y()) < 2);
        view->zoomAt(place, 1e9);
        QCOMPARE(view->zoom(), CanvasView::kLargestZoom);
        // The middle button pans by as much as it moves.
        const QPointF corner = view->mapToScene(QPoint(0, 0));
        QTest::mousePress(view->viewport(), Qt::MiddleButton, {}, QPoint(100, 100));
        QTest::mouseMove(view->viewport(), QPoint(160, 130));
        QTest::mouseRelease(view->viewport(), Qt::MiddleButton, {}, QPoint(160, 130));
        const QPointF panned = (corner - view->mapToScene(QPoint(0, 0))) * view->zoom();
        QCOMPARE(panned.toPoint(), QPoint(60, 30));
        view->fit();
        QCOMPARE(view->zoom(), zoom);
    }

    void anythingGoes() {
        CanvasView view;
        view.resize(400, 300);
        view.setSnapshot(m_lesson.at(4));
        view.setNetwork(nullptr, {});
        view.fit();
        view.grab();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(20, 20));
        view.setNetwork(std::make_shared<glassnet::NetworkSpec>(), {});
        view.grab();
        view.setNetwork(m_lesson.network, {});
        view.setDigits(9);
        view.grab();
        QVERIFY(view.zoom() > 0);
    }

    // Any program with any numbers paints; a batch shows the chosen sample.
    void otherNetworks_data() {
        QTest::addColumn<QList<int>>("units");
        QTest::addRow("2-8-8-1") << QList<int>{2, 8, 8, 1};
        QTest::addRow("4-5-3") << QList<int>{4, 5, 3};
        QTest::addRow("784-128-10") << QList<int>{784, 128, 10};
    }
    void otherNetworks() {
        QFETCH(QList<int>, units);
        auto network = std::make_shared<glassnet::NetworkSpec>();
        LayerId before;
        for (int i = 0; i < units.size(); ++i) {
            const auto dense = glassnet::test::denseOf(units[i]);
            const auto id = i == 0                 ? network->addLayer("Input", glassnet::InputSettings{units[i], 0, {}})
                            : i + 1 < units.size() ? network->addLayer("Dense " + std::to_string(i), dense)
                                                   : network->addLayer("Output", glassnet::OutputSettings{dense, {}, 1});
            if (before.valid()) {
                network->addLink(before, id);
            }
            before = id;
        }
        network->addLink(network->layers().front().id, before);
        glassnet::CompileOptions options;
        options.batchSize = 4;
        auto snapshot = std::make_shared<glassnet::ui::Snapshot>();
        snapshot->network = network;
        snapshot->program = std::make_shared<glassnet::Program>(glassnet::compile(*network, options).value());
        snapshot->rows = 4;
        for (const auto& tensor : snapshot->program->tensors()) {
            auto values = glassnet::Tensor::zeros(tensor.shape);
            for (std::int64_t i = 0; i < values.elements(); ++i) {
                values.set(i, 1.7 * std::sin(static_cast<double>(i) + tensor.id.value));
            }
            snapshot->values[tensor.id] = values;
        }
        CanvasView view;
        view.resize(800, 560);
        view.setNetwork(network, {});
        view.show();
        const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
        for (std::size_t position = 0; position <= snapshot->program->size(); position += 3) {
            auto there = std::make_shared<glassnet::ui::Snapshot>(*snapshot);
            there->position = position;
            view.setSnapshot(there);
            Selection selection;
            selection.layer = network->layers()[1].id;
            selection.sample = 3;
            view.setSelection(selection);
            const auto& shown = view.frame().picture.layers.at(network->layers().front().id).units;
            QCOMPARE(*shown.front().value, snapshot->find(snapshot->program->inputs().front().tensor)->at(std::int64_t{3} * units.front()));
            const QPixmap picture = view.grab();
            if (!folder.isEmpty()) {
                QVERIFY(picture.save(
                    QStringLiteral("%1/canvas_%2_at%3.png").arg(folder, QString::fromLatin1(QTest::currentDataTag())).arg(position)));
            }
        }
    }

    void looks_data() {
        QTest::addColumn<int>("position");
        for (const int position : {0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 14, 15, 16, 17}) {
            QTest::addRow("at%02d", position) << position;
        }
    }
    void looks() {
        QFETCH(int, position);
        const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
        auto view = viewAt(static_cast<std::size_t>(position));
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            view->setTheme(*theme);
            for (const int scale : {1, 2}) {
                QImage image(view->size() * scale, QImage::Format_RGB32);
                image.setDevicePixelRatio(scale);
                QPainter painter(&image);
                view->viewport()->render(&painter);
                painter.end();
                QVERIFY(!image.allGray());
                if (!folder.isEmpty()) {
                    QVERIFY(image.save(QStringLiteral("%1/canvas_%2_%3_%4.png")
                                           .arg(folder, QString::fromLatin1(QTest::currentDataTag()), theme->isDark() ? "dark" : "light")
                                           .arg(scale)));
                }
            }
        }
    }
};

GLASSNET_TEST(CanvasViewTest);
#include "CanvasViewTest.moc"
