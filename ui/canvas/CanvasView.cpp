#include "ui/canvas/CanvasView.h"

#include <QGraphicsScene>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/canvas/CanvasGround.h"
#include "ui/canvas/CanvasKeys.h"
#include "ui/canvas/CanvasScene.h"
#include "ui/canvas/CanvasSentence.h"
#include "ui/canvas/ValueMotion.h"
#include "ui/canvas/tools/ToolBox.h"
#include "ui/canvas/tools/ToolTexts.h"
#include "ui/theme/Fonts.h"

namespace glassnet::ui {

namespace {

constexpr double kCanvasMargin = 24;
constexpr double kStepperMargin = 56;  // below the cards stand the buttons for their units
constexpr double kLargestFit = 1.25;
constexpr double kTolerance = 6;       // pixels around a curve that count as on it
constexpr int kClickReach = 4;         // pixels a click may move
constexpr double kWheelStep = 1.0018;  // per eighth of a degree
constexpr double kKeyZoom = 1.2;
constexpr double kRoom = 20000;  // one can pan this far beyond the network

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QGraphicsView(parent), m_tools(std::make_unique<ToolBox>(*this, m_frame)) {
    prepareView(*this);
    setAccessibleName(tr("Network"));
    setTheme(Theme::light());
}

CanvasView::~CanvasView() = default;

void CanvasView::setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions, ViewChange view) {
    const bool fits = view == ViewChange::Fit || !m_network;
    const QRectF before = m_frame.geometry.bounds;
    m_network = std::move(network);
    m_positions = std::move(positions);
    m_previewed.clear();
    m_tools->setNetwork(m_network, m_positions);
    rebuild();
    if (fits) {
        m_fitLoss = true;
        fit();
    } else if (m_frame.geometry.bounds != before) {
        m_fitted = false;
    }
}

void CanvasView::previewLayers(std::map<LayerId, Position> positions) {
    if (!positions.empty() || !m_previewed.empty()) {
        m_previewed = std::move(positions);
        rebuild();
    }
}

void CanvasView::setBuilding(bool building) {
    m_tools->setBuilding(building);
    hover(CanvasHit{});
    rescale();
    viewport()->update();
}

bool CanvasView::isBuilding() const { return m_tools->isBuilding(); }

void CanvasView::setConnectRule(ConnectRule rule) { m_tools->setConnectRule(std::move(rule)); }

void CanvasView::setProblems(std::map<LayerId, QString> problems) {
    m_tools->setProblems(std::move(problems));
    viewport()->update();
}

void CanvasView::setColors(std::map<LayerId, int> colors) {
    m_tools->setColors(std::move(colors));
    viewport()->update();
}

const BuildPreview& CanvasView::preview() const { return m_tools->preview(); }

void CanvasView::setSnapshot(SnapshotPtr snapshot) {
    const bool lossBefore = hasLoss();
    const SnapshotPtr before = std::exchange(m_snapshot, std::move(snapshot));
    if (lossBefore != hasLoss()) {
        rebuild();
        if (m_fitted && (m_fitLoss || !isBuilding())) {
            fit();
        }
        m_fitLoss = false;
    } else {
        refresh();
    }
    if (m_motion != nullptr && m_network && before != m_snapshot) {
        freshen();
        m_motion->start(FrameMaker::motion(m_frame, *m_network, before.get(), m_snapshot.get(), m_selection));
    }
}

void CanvasView::setSelection(const Selection& selection) {
    m_selection = selection;
    m_tools->setSelection(selection);
    refresh();
}

void CanvasView::setHovered(std::optional<ElementRef> element) {
    m_frame.hovered = element && hasProgram() && m_network ? locate(*m_snapshot->program, *m_network, *element) : CanvasHit{};
    m_frame.lights.element = element;
    viewport()->update();
}

void CanvasView::setLit(const std::vector<TensorId>& tensors) {
    const auto element = m_frame.lights.element;
    m_frame.lights = hasProgram() && m_network ? lightsOf(*m_snapshot->program, *m_network, tensors) : CanvasLights();
    m_frame.lights.element = element;
    viewport()->update();
}

void CanvasView::setHidden(HiddenNumbers hidden) {
    m_frame.hidden = std::move(hidden);
    refresh();
}

void CanvasView::setUnitPictures(std::shared_ptr<const UnitPictures> pictures) {
    const PicturedUnits before = picturedUnits(m_frame.pictures.get());
    const bool isStale = FrameMaker::take(m_frame, std::move(pictures));
    const PicturedUnits now = picturedUnits(m_frame.pictures.get());
    if (layersOf(now) != layersOf(before)) {
        rebuild();  // connections end at pictures elsewhere than at circles
    } else {
        now != before || isStale ? refresh() : viewport()->update();
    }
}

void CanvasView::setTheme(const Theme& theme) {
    m_frame.style = CanvasStyle(theme, m_frame.style.scale());
    m_backdrop.clear();
    setBackgroundBrush(theme.color(Token::Canvas));
    rescale();
    refresh();
}

double CanvasView::scale() const { return isBuilding() ? 1 : Fonts::scale(); }

void CanvasView::rescale() {
    if (scale() == m_frame.style.scale()) {
        return;
    }
    m_frame.style = CanvasStyle(m_frame.style.theme(), scale());
    rebuild();
    fit();
}

void CanvasView::setNumberText(const NumberText& numbers) {
    m_frame.numbers = numbers;
    m_backdrop.clear();
    refresh();
}

void CanvasView::rebuild() {
    scene()->clear();
    m_backdrop.clear();
    m_motion = nullptr;
    m_maker.clear();
    m_frame.tags.clear();
    m_frame.hovered = {};
    m_frame.lights = {};
    const auto& positions = m_previewed.empty() ? m_positions : m_previewed;
    const auto pictured = layersOf(picturedUnits(m_frame.pictures.get()));
    m_frame.geometry = m_network ? geometryOf(*m_network, positions, hasLoss(), m_frame.style.scale(), pictured) : CanvasGeometry{};
    m_tools->laidOut(positions);
    m_motion = fillScene(*scene(), m_frame, m_links, *m_tools, m_network != nullptr);
    setSceneRect(m_frame.geometry.bounds.adjusted(-kRoom, -kRoom, kRoom, kRoom));
    refresh();
    emit viewChanged();
}

void CanvasView::refresh() {
    m_isStale = true;
    viewport()->update();
}

void CanvasView::freshen() const {
    if (std::exchange(m_isStale, false)) {
        if (m_network) {
            m_maker.write(m_frame, *m_network, m_snapshot.get(), m_selection);
        }
        ++m_frame.revision;
    }
}

void CanvasView::finishLinks() {
    // What is painted asks for the pictures it needs; a window that is not on a screen paints only so.
    viewport()->grab();
    m_links.finish();
    viewport()->update();
}

void CanvasView::fit() {
    m_fitted = true;
    // On a projector every pixel goes to the numbers.
    const double margin = m_frame.style.scale() > 1 ? kCanvasMargin / 2 : kCanvasMargin;
    const QRectF all = m_frame.geometry.bounds.adjusted(-margin, -margin, margin, isBuilding() ? kStepperMargin : margin);
    fitInto(*this, all, kSmallestZoom, kLargestFit);
    emit viewChanged();
}

void CanvasView::panTo(const QPointF& scene) {
    centerOn(scene);
    m_fitted = false;
    emit viewChanged();
}

QRectF CanvasView::visiblePart() const { return viewportTransform().inverted().mapRect(QRectF(viewport()->rect())); }

void CanvasView::zoomAt(const QPointF& viewportPoint, double factor) {
    zoomTo(*this, viewportPoint.toPoint(), std::clamp(zoom() * factor, kSmallestZoom, kLargestZoom));
    m_fitted = false;
    emit viewChanged();
}

CanvasHit CanvasView::hitAt(const QPointF& viewportPoint) const {
    const QPointF point = viewportTransform().inverted().map(viewportPoint);
    const double reach = kTolerance / zoom();
    return withCuts(hitTest(m_frame.geometry, point, reach, zoom()), m_frame.geometry, m_tools->marks().cuts, point, reach);
}

std::optional<ElementRef> CanvasView::elementOf(const CanvasHit& hit) const {
    freshen();
    const auto shown = hit.thing == CanvasThing::Connection ? shownElement(m_frame, hit.link, hit.from, hit.to) : std::nullopt;
    return shown ? shown : ui::elementOf(hit, m_network.get(), m_snapshot.get(), m_selection.sample);
}

QString CanvasView::sentence(const CanvasHit& hit) const {
    return m_network ? CanvasSentence::of(hit, *m_network, m_snapshot.get(), m_frame, elementOf(hit)) : QString();
}

void CanvasView::hover(const QPointF& viewportPoint) {
    freshen();
    const QPointF point = viewportTransform().inverted().map(viewportPoint);
    if (const auto connection = linkTagAt(m_frame, point)) {
        return hover(*connection);
    }
    const auto tag = tagAt(m_frame, point);
    hover(tag && m_network ? locate(*m_snapshot->program, *m_network, *tag) : hitAt(viewportPoint), tag);
}

void CanvasView::hover(const CanvasHit& hit, const std::optional<ElementRef>& tag) {
    const auto now = tag ? tag : elementOf(hit);
    if (hit == m_frame.hovered && now == m_frame.lights.element) {
        return;
    }
    const auto before = std::exchange(m_frame.lights.element, now);
    m_frame.hovered = hit;
    viewport()->setCursor(hit.thing == CanvasThing::Ground || hit.thing == CanvasThing::Loss ? Qt::ArrowCursor : Qt::PointingHandCursor);
    viewport()->update();
    if (now != before) {
        emit hovered(now);
    }
}

void CanvasView::tellConnection(LinkId link, std::int64_t from, std::int64_t to) {
    const CanvasHit connection{CanvasThing::Connection, {}, link, from, to};
    emit connectionClicked(link, from, to, ui::elementOf(connection, m_network.get(), m_snapshot.get(), m_selection.sample));
}

void CanvasView::click(const QPoint& place) {
    const CanvasHit hit = hitAt(place);
    switch (hit.thing) {
        case CanvasThing::Unit:
            emit unitClicked(hit.layer, hit.to);
            break;
        case CanvasThing::Connection:
            tellConnection(hit.link, hit.from, hit.to);
            break;
        case CanvasThing::Layer:
            emit layerClicked(hit.layer);
            break;
        default:
            emit backgroundClicked();
    }
}

void CanvasView::drawBackground(QPainter* painter, const QRectF& rect) {
    // Marks of building lie between the ground and the cards. What keeps shapes and texts, not pixels, is to get them.
    m_frame.hasBackdrop =
        !isBuilding() && CanvasBackdrop::isSharpOn(*painter->device()) && painter->paintEngine()->type() == QPaintEngine::Raster;
    m_backdrop.draw(*painter, viewport()->size(), rect);
}

void CanvasView::drawForeground(QPainter* painter, const QRectF&) {
    const bool isEmpty = isBuilding() && m_frame.geometry.layers.empty() && !preview().ghost;
    paintForeground(*painter, m_frame.style, viewport()->rect(), isEmpty ? ToolTexts::emptyCanvas() : QString(),
                    m_keyboardFocus && hasFocus());
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    m_keyboardFocus = false;
    const bool isHands = m_hand.press(*event);
    if (!isHands && event->button() == Qt::LeftButton && isBuilding()) {
        m_tools->press(*event);
    } else if (!isHands && event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
    }
    event->accept();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    if (m_hand.move(*event)) {
        m_fitted = false;
        emit viewChanged();
    } else if (!isBuilding()) {
        hover(event->position());
    } else if (!m_tools->move(*event)) {
        hover(event->position());
        m_tools->hover(event->position());
    }
    event->accept();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    const bool isHands = m_hand.release(*event);
    if (!isHands && event->button() == Qt::LeftButton && isBuilding()) {
        m_tools->release(*event);
    } else if (!isHands && event->button() == Qt::LeftButton && m_pressed) {
        const bool still = (event->pos() - *m_pressed).manhattanLength() <= kClickReach;
        m_pressed.reset();
        if (still) {
            click(event->pos());
        }
    }
    event->accept();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (isBuilding() && event->button() == Qt::LeftButton && !m_hand.hasSpace()) {
        m_tools->doubleClick(*event);
        event->accept();
    } else {
        mousePressEvent(event);
    }
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    if (const int turned = event->angleDelta().y(); turned != 0) {
        zoomAt(event->position(), std::pow(kWheelStep, turned));
    }
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    // While a drag is on, no key but Escape is meant for the canvas.
    m_keyboardFocus = !m_tools->isActive();
    switch (event->key()) {
        case Qt::Key_Space:
            m_hand.setSpace(true);
            break;
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            if (const auto unit = unitBeside(m_frame.geometry, m_selection, event->key()); unit.thing == CanvasThing::Unit) {
                emit unitClicked(unit.layer, unit.to);
            }
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomAt(QRectF(viewport()->rect()).center(), kKeyZoom);
            break;
        case Qt::Key_Minus:
            zoomAt(QRectF(viewport()->rect()).center(), 1 / kKeyZoom);
            break;
        case Qt::Key_0:
            fit();
            break;
        case Qt::Key_Escape:
            event->setAccepted(m_tools->cancel());
            return;
        default:
            event->ignore();
            return;
    }
    viewport()->update();
    event->accept();
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_hand.setSpace(false);
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (m_fitted) {
        fit();
    } else {
        emit viewChanged();
    }
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    m_hand.setSpace(false);
    m_keyboardFocus = false;
    m_tools->cancel();
    QGraphicsView::focusOutEvent(event);
}

bool CanvasView::event(QEvent* event) {
    // Escape takes a drag back before it is anybody's shortcut.
    if (event->type() == QEvent::ShortcutOverride && m_tools->isActive() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QGraphicsView::event(event);
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Paint) {
        freshen();
    }
    if (m_tools->dragged(*event)) {
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const CanvasHit hit = hitAt(help->pos());
        const bool isUnit = hit.thing != CanvasThing::Ground && hit.thing != CanvasThing::Layer;
        QToolTip::showText(help->globalPos(), isUnit ? sentence(hit) : m_tools->problemAt(help->pos()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        hover(CanvasHit{});
        m_tools->hover(std::nullopt);
    }
    return QGraphicsView::viewportEvent(event);
}

}  // namespace glassnet::ui
