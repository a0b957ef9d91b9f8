#include "tests/ui/canvas/BuildScene.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QTest>

#include "tests/ui/canvas/Lesson.h"

namespace glassnet::test {

namespace {

constexpr int kMoves = 4;

void sendMove(QWidget& target, const QPoint& place, Qt::KeyboardModifiers modifiers) {
    QMouseEvent move(QEvent::MouseMove, place, target.mapToGlobal(QPointF(place)), Qt::NoButton, Qt::LeftButton, modifiers);
    QApplication::sendEvent(&target, &move);
}

}  // namespace

BuildScene::BuildScene(const std::vector<std::int64_t>& counts) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto dense = denseOf(counts[i]);
        const auto id = i == 0                  ? network->addLayer("Input", InputSettings{counts[i], 0, {}})
                        : i + 1 < counts.size() ? network->addLayer("Dense " + std::to_string(i), dense)
                                                : network->addLayer("Output", OutputSettings{dense, {}, 1});
        positions[id] = {272.0 * static_cast<double>(i), 0};
        if (!layers.empty()) {
            links.push_back(network->addLink(layers.back(), id));
        }
        layers.push_back(id);
    }
    view = std::make_unique<ui::CanvasView>();
    view->resize(1000, 700);
    view->setBuilding(true);
    using View = ui::CanvasView;
    QObject::connect(view.get(), &View::layerDropped, view.get(), [this](auto kind, auto place, auto link, auto after, auto before) {
        dropped.push_back({kind, place, link, after, before});
    });
    QObject::connect(view.get(), &View::dataDropped, view.get(), [this](const QString& key) { data.push_back(key); });
    QObject::connect(view.get(), &View::linkDrawn, view.get(), [this](LayerId from, LayerId to) { drawn.emplace_back(from, to); });
    QObject::connect(view.get(), &View::layersMoved, view.get(), [this](const std::map<LayerId, Position>& to) { moved.push_back(to); });
    QObject::connect(view.get(), &View::unitsDragged, view.get(), [this](LayerId, qint64 n, bool done) { units.emplace_back(n, done); });
    QObject::connect(view.get(), &View::unitsRequested, view.get(), [this](LayerId id, qint64 n) { requested.emplace_back(id, n); });
    QObject::connect(view.get(), &View::unitMoved, view.get(), [this](LayerId from, qint64 unit, LayerId to, qint64 place) {
        unitMoves.push_back({qint64{from.value}, unit, qint64{to.value}, place});
    });
    QObject::connect(view.get(), &View::selectionRequested, view.get(), [this](const ui::CanvasSelection& chosen) {
        selections.push_back(chosen);
        select(chosen.layers, chosen.links);
    });
    QObject::connect(view.get(), &View::linkClicked, view.get(), [this](LinkId id) { linkClicks.push_back(id); });
    QObject::connect(view.get(), &View::renameRequested, view.get(), [this](LayerId id) { renames.push_back(id); });
    QObject::connect(view.get(), &View::connectionClicked, view.get(),
                     [this](LinkId, qint64 from, qint64 to, const auto&) { connections.emplace_back(from, to); });
    QObject::connect(view.get(), &View::unitClicked, view.get(), [this](LayerId id, qint64 unit) { unitClicks.emplace_back(id, unit); });
    show();
    view->show();
    view->fit();
}

void BuildScene::show() { view->setNetwork(std::make_shared<const NetworkSpec>(*network), positions); }

void BuildScene::select(const std::set<LayerId>& chosen, const std::set<LinkId>& chosenLinks) {
    ui::Selection selection;
    selection.layers = chosen;
    selection.links = chosenLinks;
    view->setSelection(selection);
}

void BuildScene::drag(const QPointF& from, const QPointF& to, Qt::KeyboardModifiers modifiers, bool hold) {
    auto* target = view->viewport();
    const QPoint start = at(from);
    const QPoint end = at(to);
    QTest::mouseMove(target, start);
    QTest::mousePress(target, Qt::LeftButton, modifiers, start);
    for (int i = 1; i <= kMoves; ++i) {
        sendMove(*target, start + (end - start) * i / kMoves, modifiers);
    }
    if (!hold) {
        QTest::mouseRelease(target, Qt::LeftButton, modifiers, end);
    }
}

void BuildScene::click(const QPointF& scene, Qt::KeyboardModifiers modifiers) {
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, at(scene));
}

bool BuildScene::dragIn(const char* mime, const QByteArray& body, const QPointF& to, bool drop, Qt::KeyboardModifiers modifiers) {
    QMimeData carried;
    carried.setData(QString::fromLatin1(mime), body);
    auto* target = view->viewport();
    QDragEnterEvent enter(QPoint(2, 2), Qt::CopyAction, &carried, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &enter);
    QDragMoveEvent move(at(to), Qt::CopyAction, &carried, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &move);
    if (!drop) {
        return enter.isAccepted() && move.isAccepted();
    }
    QDropEvent let(at(to), Qt::CopyAction, &carried, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &let);
    return let.isAccepted();
}

}  // namespace glassnet::test
