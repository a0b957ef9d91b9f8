#include "ui/canvas/CanvasView.h"

#include <QGraphicsScene>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/canvas/CanvasTexts.h"
#include "ui/canvas/LayerItem.h"
#include "ui/canvas/LinkLayerItem.h"
#include "ui/canvas/LinkTagsItem.h"
#include "ui/canvas/LossItem.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 24;
constexpr double kLargestFit = 1.25;
constexpr double kTolerance = 6;       // pixels around a curve that count as on it
constexpr int kClickReach = 4;         // pixels a click may move
constexpr double kWheelStep = 1.0018;  // per eighth of a degree
constexpr double kKeyZoom = 1.2;
constexpr double kRoom = 4000;  // one can pan this far beyond the network

// From below: cards, links, units' own numbers are part of the cards, tags.
enum Height { kCardHeight, kLossHeight, kLinkHeight, kTagHeight };

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QGraphicsView(parent) {
    setScene(new QGraphicsScene(this));
    scene()->setItemIndexMethod(QGraphicsScene::NoIndex);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setViewportUpdateMode(FullViewportUpdate);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setMinimumSize(320, 240);
    setAccessibleName(tr("Network"));
    setTheme(Theme::light());
}

CanvasView::~CanvasView() = default;

void CanvasView::setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions) {
    m_network = std::move(network);
    m_positions = std::move(positions);
    rebuild();
}

void CanvasView::setSnapshot(SnapshotPtr snapshot) {
    const bool lossBefore = hasProgram() && m_snapshot->program->loss().valid();
    m_snapshot = std::move(snapshot);
    if (lossBefore != (hasProgram() && m_snapshot->program->loss().valid())) {
        rebuild();
    } else {
        refresh();
    }
}

void CanvasView::setSelection(const Selection& selection) {
    m_selection = selection;
    refresh();
}

void CanvasView::setHovered(std::optional<ElementRef> element) {
    m_frame.hovered = element && hasProgram() && m_network ? locate(*m_snapshot->program, *m_network, *element) : CanvasHit{};
    viewport()->update();
}

void CanvasView::setTheme(const Theme& theme) {
    m_frame.style = CanvasStyle(theme);
    setBackgroundBrush(theme.color(Token::Canvas));
    refresh();
}

void CanvasView::setDigits(int digits) {
    m_frame.numbers = NumberText(digits, m_frame.numbers.locale());
    refresh();
}

void CanvasView::rebuild() {
    scene()->clear();
    m_frame.tags.clear();
    m_frame.hovered = {};
    const bool loss = hasProgram() && m_snapshot->program->loss().valid();
    m_frame.geometry = m_network ? geometryOf(*m_network, m_positions, loss) : CanvasGeometry{};
    const auto add = [this](QGraphicsItem* item, Height height) {
        item->setZValue(height);
        scene()->addItem(item);
    };
    for (const auto& [id, layer] : m_frame.geometry.layers) {
        add(new LayerItem(m_frame, id), kCardHeight);
    }
    add(new LinkLayerItem(m_frame, m_links), kLinkHeight);
    if (m_frame.geometry.loss) {
        add(new LossItem(m_frame), kLossHeight);
    }
    add(new LinkTagsItem(m_frame), kTagHeight);
    setSceneRect(m_frame.geometry.bounds.adjusted(-kRoom, -kRoom, kRoom, kRoom));
    refresh();
    if (m_fitted) {
        fit();
    }
}

void CanvasView::refresh() {
    if (m_network) {
        m_frame.picture = describe(*m_network, m_frame.geometry, m_snapshot.get(), m_selection, m_frame.numbers);
        m_frame.tags = placedTags(m_frame.geometry, m_frame.picture, m_frame.style);
    }
    ++m_frame.revision;
    viewport()->update();
}

void CanvasView::finishLinks() {
    // What is painted asks for the pictures it needs; a window that is not on a screen paints only so.
    viewport()->grab();
    m_links.finish();
    viewport()->update();
}

void CanvasView::fit() {
    m_fitted = true;
    const QRectF all = m_frame.geometry.bounds.adjusted(-kMargin, -kMargin, kMargin, kMargin);
    const QSizeF room = viewport()->size();
    const double zoom = std::clamp(std::min(room.width() / all.width(), room.height() / all.height()), kSmallestZoom, kLargestFit);
    setTransform(QTransform::fromScale(zoom, zoom));
    centerOn(all.center());
}

void CanvasView::zoomAt(const QPointF& viewportPoint, double factor) {
    const double next = std::clamp(zoom() * factor, kSmallestZoom, kLargestZoom);
    const QPointF still = mapToScene(viewportPoint.toPoint());
    setTransform(QTransform::fromScale(next, next));
    const QPoint moved = mapFromScene(still) - viewportPoint.toPoint();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    m_fitted = false;
}

CanvasHit CanvasView::hitAt(const QPointF& viewportPoint) const {
    return hitTest(m_frame.geometry, viewportTransform().inverted().map(viewportPoint), kTolerance / zoom(), zoom());
}

std::optional<ElementRef> CanvasView::elementOf(const CanvasHit& hit) const {
    if (!hasProgram() || !m_network) {
        return std::nullopt;
    }
    switch (hit.thing) {
        case CanvasThing::Unit:
            return unitElement(*m_snapshot, hit.layer, hit.to, m_selection.sample);
        case CanvasThing::Connection:
            return weightElement(*m_snapshot->program, *m_network, hit.link, hit.from, hit.to);
        case CanvasThing::Loss:
            return ElementRef{m_snapshot->program->loss(), 0};
        default:
            return std::nullopt;
    }
}

QString CanvasView::sentence(const CanvasHit& hit) const {
    const auto element = elementOf(hit);
    const auto value = element ? valueOf(*m_snapshot, element) : std::nullopt;
    const QString number = value ? m_frame.numbers.exact(static_cast<float>(*value)) : QString();
    const auto unitName = [this](LayerId layer, std::int64_t unit) {
        return SymbolNames::unit(*m_network, layer, unit, m_frame.geometry.layers.at(layer).units);
    };
    switch (hit.thing) {
        case CanvasThing::Unit: {
            const QString name = unitName(hit.layer, hit.to);
            return value ? tr("%1 is %2").arg(name, number) : tr("%1 is not computed yet").arg(name);
        }
        case CanvasThing::Connection: {
            const auto* link = m_network->find(hit.link);
            const QString from = unitName(link->from, hit.from);
            const QString to = unitName(link->to, hit.to);
            return value ? tr("The weight from %1 to %2 is %3").arg(from, to, number) : tr("%1 goes to %2").arg(from, to);
        }
        case CanvasThing::Cell: {
            const auto* link = m_network->find(hit.link);
            const auto mean = meanOf(m_frame.geometry, m_frame.picture, hit);
            return CanvasTexts::cell(unitName(link->from, hit.from), unitName(link->from, hit.from + hit.fromCount - 1),
                                     unitName(link->to, hit.to), unitName(link->to, hit.to + hit.toCount - 1), hit.fromCount * hit.toCount,
                                     mean ? m_frame.numbers.exact(*mean) : QString(), m_frame.numbers.locale());
        }
        case CanvasThing::Loss:
            return value ? tr("The loss is %1").arg(number) : tr("The loss is not computed yet");
        default:
            return {};
    }
}

void CanvasView::hover(const CanvasHit& hit) {
    if (hit == m_frame.hovered) {
        return;
    }
    const auto before = elementOf(m_frame.hovered);
    m_frame.hovered = hit;
    const bool points = hit.thing != CanvasThing::Ground && hit.thing != CanvasThing::Loss;
    viewport()->setCursor(points ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
    if (const auto now = elementOf(hit); now != before) {
        emit hovered(now);
    }
}

void CanvasView::click(const QPoint& place) {
    const CanvasHit hit = hitAt(place);
    switch (hit.thing) {
        case CanvasThing::Unit:
            emit unitClicked(hit.layer, hit.to);
            break;
        case CanvasThing::Connection:
            emit connectionClicked(hit.link, hit.from, hit.to, elementOf(hit));
            break;
        case CanvasThing::Layer:
            emit layerClicked(hit.layer);
            break;
        default:
            emit backgroundClicked();
    }
}

void CanvasView::drawBackground(QPainter* painter, const QRectF& rect) {
    painter->fillRect(rect, m_frame.style.color(Token::Canvas));
    // Far out the dots would run together.
    double spacing = CanvasStyle::kDotSpacing;
    while (spacing * zoom() < CanvasStyle::kDotSpacing / 2) {
        spacing *= 2;
    }
    QPolygonF dots;
    for (double x = std::floor(rect.left() / spacing) * spacing; x <= rect.right(); x += spacing) {
        for (double y = std::floor(rect.top() / spacing) * spacing; y <= rect.bottom(); y += spacing) {
            dots.append({x, y});
        }
    }
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(m_frame.style.color(Token::Dots), 2, Qt::SolidLine, Qt::RoundCap);
    pen.setCosmetic(true);
    painter->setPen(pen);
    painter->drawPoints(dots);
}

void CanvasView::drawForeground(QPainter* painter, const QRectF&) {
    if (!m_keyboardFocus || !hasFocus()) {
        return;
    }
    painter->save();
    painter->resetTransform();
    painter->setPen(QPen(m_frame.style.color(Token::Accent), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    painter->restore();
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    m_last = event->pos();
    m_keyboardFocus = false;
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_space)) {
        m_panning = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
    }
    event->accept();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    if (m_panning) {
        const QPoint moved = event->pos() - m_last;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        m_last = event->pos();
        m_fitted = false;
    } else {
        hover(hitAt(event->position()));
    }
    event->accept();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    if (m_panning && (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton)) {
        m_panning = false;
        viewport()->setCursor(m_space ? Qt::OpenHandCursor : Qt::ArrowCursor);
    } else if (event->button() == Qt::LeftButton && m_pressed) {
        const bool still = (event->pos() - *m_pressed).manhattanLength() <= kClickReach;
        m_pressed.reset();
        if (still) {
            click(event->pos());
        }
    }
    event->accept();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }

void CanvasView::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y();
    if (turned != 0) {
        zoomAt(event->position(), std::pow(kWheelStep, turned));
    }
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    m_keyboardFocus = true;
    switch (event->key()) {
        case Qt::Key_Space:
            m_space = true;
            viewport()->setCursor(Qt::OpenHandCursor);
            break;
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            moveSelection(event->key());
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
        default:
            event->ignore();
            return;
    }
    viewport()->update();
    event->accept();
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_space = false;
        if (!m_panning) {
            viewport()->setCursor(Qt::ArrowCursor);
        }
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::moveSelection(int key) {
    const auto& layers = m_frame.geometry.layers;
    const auto current = layers.find(m_selection.layer);
    const UnitSlot* slot = current == layers.end() ? nullptr : current->second.slot(m_selection.unit.value_or(-1));
    if (slot == nullptr) {
        if (!layers.empty()) {
            const auto& layer = current == layers.end() ? layers.begin()->second : current->second;
            emit unitClicked(layer.id, layer.shown.front().unit);
        }
        return;
    }
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down;
    const double sign = key == Qt::Key_Up || key == Qt::Key_Left ? -1 : 1;
    // The nearest unit that way: of the same layer up and down, of another one left and right.
    double nearest = std::numeric_limits<double>::infinity();
    CanvasHit found;
    for (const auto& [id, layer] : layers) {
        for (const auto& other : layer.shown) {
            const QPointF away = other.center - slot->center;
            const double along = sign * (vertical ? away.y() : away.x());
            const double across = std::abs(vertical ? away.x() : away.y());
            const double distance = along * 4 + across;
            if ((id == m_selection.layer) == vertical && along > 1 && distance < nearest) {
                nearest = distance;
                found = {CanvasThing::Unit, id, {}, 0, other.unit};
            }
        }
    }
    if (found.thing == CanvasThing::Unit) {
        emit unitClicked(found.layer, found.to);
    }
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (m_fitted) {
        fit();
    }
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    m_space = false;
    m_keyboardFocus = false;
    QGraphicsView::focusOutEvent(event);
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), sentence(hitAt(help->pos())), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        hover({});
    }
    return QGraphicsView::viewportEvent(event);
}

}  // namespace glassnet::ui
