#include "ui/canvas/Minimap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kWide = 172;
constexpr double kTall = 112;
constexpr double kMinimapPadding = 8;
constexpr double kDot = 2.25;
constexpr double kDotRoom = 5.5;  // dots closer than this run together: a bar says the same
constexpr double kBar = 4;
constexpr double kKeyPart = 0.25;  // of what is visible, a press of an arrow key

}  // namespace

Minimap::Minimap(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Overview of the network"));
    setAccessibleDescription(tr("The arrow keys move the part that is shown."));
    setToolTip(tr("Drag the frame to see another part of the network."));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
}

QSize Minimap::sizeHint() const { return {static_cast<int>(Fonts::scaled(kWide)), static_cast<int>(Fonts::scaled(kTall))}; }

void Minimap::setLayers(std::vector<MinimapLayer> layers) {
    if (layers == m_layers) {
        return;
    }
    m_layers = std::move(layers);
    m_content = QRectF();
    for (const MinimapLayer& layer : m_layers) {
        m_content |= layer.rect;
    }
    update();
}

void Minimap::setVisiblePart(const QRectF& scene) {
    if (scene != m_visible) {
        m_visible = scene;
        update();
    }
}

QRectF Minimap::world() const {
    if (m_heldWorld.has_value()) {
        return *m_heldWorld;
    }
    const QRectF all = m_content | m_visible;
    return all.isEmpty() ? QRectF(0, 0, 1, 1) : all;
}

double Minimap::scale() const {
    const QRectF all = world();
    return std::min((width() - 2 * kMinimapPadding) / all.width(), (height() - 2 * kMinimapPadding) / all.height());
}

QPointF Minimap::toMap(const QPointF& scene) const { return QRectF(rect()).center() + (scene - world().center()) * scale(); }

QPointF Minimap::toScene(const QPointF& map) const { return world().center() + (map - QRectF(rect()).center()) / scale(); }

QRectF Minimap::frameRect() const {
    const QRectF frame(toMap(m_visible.topLeft()), toMap(m_visible.bottomRight()));
    return frame & QRectF(rect()).adjusted(kMinimapPadding / 2, kMinimapPadding / 2, -kMinimapPadding / 2, -kMinimapPadding / 2);
}

void Minimap::ask(const QPointF& center) {
    // The middle of the window never leaves the network, so that it cannot be lost.
    emit panRequested(m_content.isEmpty() ? center
                                          : QPointF(std::clamp(center.x(), m_content.left(), m_content.right()),
                                                    std::clamp(center.y(), m_content.top(), m_content.bottom())));
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_keyboardFocus = false;
    m_heldWorld = world();
    setCursor(Qt::ClosedHandCursor);
    const QPointF at = toScene(event->position());
    if (frameRect().contains(event->position())) {
        m_grip = at - m_visible.center();
    } else {
        m_grip = {};
        ask(at);
    }
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (m_heldWorld.has_value()) {
        ask(toScene(event->position()) - m_grip);
    }
}

void Minimap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_heldWorld.reset();
        setCursor(Qt::OpenHandCursor);
        update();
    }
}

void Minimap::keyPressEvent(QKeyEvent* event) {
    QPointF by;
    switch (event->key()) {
        case Qt::Key_Left:
            by.setX(-m_visible.width());
            break;
        case Qt::Key_Right:
            by.setX(m_visible.width());
            break;
        case Qt::Key_Up:
            by.setY(-m_visible.height());
            break;
        case Qt::Key_Down:
            by.setY(m_visible.height());
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    m_keyboardFocus = true;
    ask(m_visible.center() + by * kKeyPart);
}

void Minimap::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() != Qt::MouseFocusReason;
    QWidget::focusInEvent(event);
}

void Minimap::focusOutEvent(QFocusEvent* event) {
    m_keyboardFocus = false;
    QWidget::focusOutEvent(event);
}

void Minimap::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(m_keyboardFocus ? Token::Accent : Token::Line), m_keyboardFocus ? 1.5 : 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 8, 8);

    painter.setPen(Qt::NoPen);
    for (const MinimapLayer& layer : m_layers) {
        const QRectF place(toMap(layer.rect.topLeft()), toMap(layer.rect.bottomRight()));
        painter.setBrush(theme.color(layer.selected ? Token::Accent : Token::Faint));
        const double room = place.height() / static_cast<double>(std::max<std::int64_t>(layer.units, 1));
        if (layer.units > 0 && room >= kDotRoom) {
            for (std::int64_t unit = 0; unit < layer.units; ++unit) {
                painter.drawEllipse(QPointF(place.center().x(), place.top() + (static_cast<double>(unit) + 0.5) * room), kDot, kDot);
            }
        } else {
            const QRectF bar(place.center().x() - kBar / 2, place.top(), kBar, std::max(place.height(), kBar));
            painter.drawRoundedRect(bar, kBar / 2, kBar / 2);
        }
    }
    if (!m_visible.isEmpty()) {
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frameRect(), 4, 4);
    }
}

}  // namespace glassnet::ui
