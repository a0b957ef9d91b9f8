#include "ui/training/DecisionMapView.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/MapLegend.h"
#include "ui/training/MapPoints.h"

namespace glassnet::ui {

namespace {

constexpr double kCorner = 6;
constexpr double kLegendGap = 12;
constexpr double kRadius = 3.5;
constexpr double kReach = 0.03;     // how near the pen has to be to a point to take it away, in parts of the map
constexpr double kKeyStep = 0.025;  // of an arrow key
constexpr double kBelow = 4;

QFont mapNumberFont() { return Fonts::mono(FontSize::Caption); }
QFont wordFont() { return Fonts::text(FontSize::Caption); }
double rowHeight() { return std::ceil(std::max(QFontMetricsF(mapNumberFont()).height(), QFontMetricsF(wordFont()).height())); }

/// True when samples are drawn alike on both: at the same places in the same colors.
bool hasSameScale(const MapImage& a, const MapImage& b) {
    return a.left == b.left && a.right == b.right && a.bottom == b.bottom && a.top == b.top && a.meaning == b.meaning && a.low == b.low &&
           a.neutral == b.neutral && a.high == b.high && a.classes == b.classes;
}

}  // namespace

DecisionMapView::DecisionMapView(QWidget* parent)
    : QWidget(parent), m_map(std::make_shared<MapImage>()), m_xName(QStringLiteral(u"x₁")), m_yName(QStringLiteral(u"x₂")) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("What the network sees"));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Space, Qt::Key_Delete, Qt::Key_Escape});
    describe();
}

void DecisionMapView::setMap(std::shared_ptr<const MapImage> map) {
    const auto before = m_map;
    if (map) {
        m_map = std::move(map);
    } else {
        auto empty = std::make_shared<MapImage>(*m_map);
        empty->side = 0;
        empty->values.clear();
        m_map = std::move(empty);
    }
    m_image = QImage();
    // Training brings many maps a second; the samples on them stay where they are.
    if (!hasSameScale(*before, *m_map)) {
        m_pointImage = QImage();
    }
    describe();
    update();
}

void DecisionMapView::setPoints(std::vector<MapPoint> points) {
    m_points = std::move(points);
    m_pointImage = QImage();
    update();
}

void DecisionMapView::setAxisNames(const QString& x, const QString& y) {
    m_xName = x;
    m_yName = y;
    describe();
    update();
}

void DecisionMapView::setClassNames(const QStringList& names) {
    m_classNames = names;
    m_pointImage = QImage();
    updateGeometry();
    describe();
    update();
}

void DecisionMapView::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

void DecisionMapView::setDiscrete(bool on) {
    m_discrete = on;
    m_image = QImage();
    update();
}

void DecisionMapView::setTestShown(bool on) {
    m_testShown = on;
    m_pointImage = QImage();
    update();
}

void DecisionMapView::setDrawing(std::optional<double> target) {
    m_drawing = target;
    setCursor(target ? Qt::CrossCursor : Qt::ArrowCursor);
    setToolTip(target ? tr("Press to add a point, drag to spray, press the right button to take one away.") : QString());
}

double DecisionMapView::legendWidth() const { return MapLegend::width(*m_map, m_classNames, m_text); }

QRectF DecisionMapView::mapRect() const {
    const double left = rowHeight() + kBelow;
    const double side = std::min(width() - left - kLegendGap - legendWidth(), height() - 2 * rowHeight() - 2 * kBelow);
    return {left, 0, std::max(8.0, std::floor(side)), std::max(8.0, std::floor(side))};
}

int DecisionMapView::heightForWidth(int width) const {
    const double side = width - rowHeight() - kBelow - kLegendGap - legendWidth();
    return static_cast<int>(std::ceil(std::max(8.0, std::floor(side)) + 2 * rowHeight() + 2 * kBelow));
}

QPointF DecisionMapView::at(double x, double y) const { return placeIn(mapRect(), x, y); }

QPointF DecisionMapView::placeIn(const QRectF& map, double x, double y) const {
    return {map.left() + map.width() * (x - m_map->left) / mapSize().width(),
            map.bottom() - map.height() * (y - m_map->bottom) / mapSize().height()};
}

QPointF DecisionMapView::placeAt(const QPointF& position) const {
    const QRectF map = mapRect();
    return {m_map->left + mapSize().width() * (position.x() - map.left()) / map.width(),
            m_map->bottom + mapSize().height() * (map.bottom() - position.y()) / map.height()};
}

QString DecisionMapView::valueWords(const float* values) const {
    const auto name = [this](int index) { return index < m_classNames.size() ? m_classNames.at(index) : m_text.whole(index); };
    if (m_map->meaning == MapMeaning::Classes) {
        const auto best = static_cast<int>(std::max_element(values, values + m_map->classes) - values);
        return tr("%1 with %2", "a class and how sure").arg(name(best), m_text.of(static_cast<double>(values[best])));
    }
    const auto value = static_cast<double>(values[0]);
    if (m_map->meaning == MapMeaning::Sides && m_classNames.size() == 2) {
        return tr("%1, %2", "a number and its class").arg(m_text.of(value), name(value < m_map->neutral ? 0 : 1));
    }
    return m_text.of(value);
}

QString DecisionMapView::words(const QPointF& place) const {
    const NumberText few = m_text.withDecimals(2);
    const QString where = tr("%1 %2, %3 %4", "two inputs with their values").arg(m_xName, few.of(place.x()), m_yName, few.of(place.y()));
    const float* values = m_map->at(place.x(), place.y());
    return values == nullptr ? where : tr("%1: %2", "two inputs and what is said there").arg(where, valueWords(values));
}

void DecisionMapView::point(std::optional<QPointF> place) {
    if (place != m_cursor) {
        m_cursor = place;
        describe();
        update();
        emit hovered(place);
    }
}

void DecisionMapView::describe() {
    if (m_cursor) {
        setAccessibleDescription(words(*m_cursor));
    } else if (!m_map->isWhole()) {
        setAccessibleDescription(tr("The map is not computed yet."));
    } else {
        setAccessibleDescription(tr("The output over %1 from %2 to %3 and %4 from %5 to %6.")
                                     .arg(m_xName, m_text.exact(m_map->left), m_text.exact(m_map->right), m_yName,
                                          m_text.exact(m_map->bottom), m_text.exact(m_map->top)));
    }
}

void DecisionMapView::paintMap(QPainter& painter) {
    const Theme& theme = Theme::current();
    const QRectF rect = mapRect();
    const double ratio = painter.device()->devicePixelRatioF();
    const auto pixels = static_cast<int>(std::lround(rect.width() * ratio));
    const MapColors colors(*m_map, theme, kMapStrength, m_discrete);
    if (m_map->isWhole()) {
        if (m_image.width() != pixels) {
            m_image = colors.paint(*m_map, pixels);
        }
        QPainterPath shape;
        shape.addRoundedRect(rect, kCorner, kCorner);
        painter.save();
        painter.setClipPath(shape);
        painter.drawImage(rect, m_image);
        painter.restore();
    } else {
        QPen dashed(theme.color(Token::Faint), 1);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(Fonts::mono(FontSize::Title));
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
    }
    if (m_pointImage.width() != pixels) {
        m_pointImage = QImage(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
        m_pointImage.fill(Qt::transparent);
        m_pointImage.setDevicePixelRatio(ratio);
        std::vector<MapPoint> shown;
        std::ranges::copy_if(points(), std::back_inserter(shown), [this](const MapPoint& each) { return m_testShown || !each.isTest; });
        QPainter layer(&m_pointImage);
        const QPointF origin = rect.topLeft();
        MapPoints::paint(
            layer, shown, colors, !m_classNames.isEmpty(),
            [&](double x, double y) { return placeIn(rect, x, y) - origin; }, Fonts::scaled(kRadius));
    }
    painter.drawImage(rect, m_pointImage);
}

void DecisionMapView::paintAxes(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF map = mapRect();
    // One axis as a row of the map's length: the limits at its ends, the name between.
    const auto row = [&](const QString& low, const QString& name, const QString& high) {
        const QRectF place(0, 0, map.width(), rowHeight());
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(mapNumberFont());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, low);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, high);
        painter.setFont(wordFont());
        painter.drawText(place, Qt::AlignCenter, name);
    };
    painter.save();
    painter.translate(map.left(), map.bottom() + kBelow);
    row(m_text.exact(m_map->left), m_xName, m_text.exact(m_map->right));
    painter.restore();
    painter.save();
    painter.translate(0, map.bottom());
    painter.rotate(-90);
    row(m_text.exact(m_map->bottom), m_yName, m_text.exact(m_map->top));
    painter.restore();
    if (m_cursor) {
        const QRectF line(map.left(), map.bottom() + 2 * kBelow + rowHeight(), width() - map.left(), rowHeight());
        painter.setPen(theme.color(Token::Ink));
        painter.setFont(mapNumberFont());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(mapNumberFont()).elidedText(words(*m_cursor), Qt::ElideRight, line.width()));
        const QPointF place = at(m_cursor->x(), m_cursor->y());
        painter.setClipRect(map);
        for (const auto& [token, thick] : {std::pair(Token::Panel, 3.0), std::pair(Token::Ink, 1.0)}) {
            painter.setPen(QPen(theme.color(token), thick));
            painter.drawLine(place - QPointF(6, 0), place + QPointF(6, 0));
            painter.drawLine(place - QPointF(0, 6), place + QPointF(0, 6));
        }
        painter.setClipping(false);
    }
}

void DecisionMapView::paintLegend(QPainter& painter) const {
    const QRectF map = mapRect();
    const QRectF place(map.right() + kLegendGap, map.top(), legendWidth(), map.height());
    MapLegend::paint(painter, place, *m_map, MapColors(*m_map, Theme::current(), kMapStrength, m_discrete), m_classNames, m_text);
}

void DecisionMapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    paintMap(painter);
    paintAxes(painter);
    paintLegend(painter);
    if (hasFocus()) {
        painter.setPen(QPen(Theme::current().color(Token::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(mapRect().adjusted(0.75, 0.75, -0.75, -0.75), kCorner, kCorner);
    }
}

void DecisionMapView::removeNear(const QPointF& place) {
    if (const auto index = PointBrush::nearest(m_points, place, mapSize(), kReach)) {
        m_points.erase(m_points.begin() + static_cast<std::ptrdiff_t>(*index));
        m_pointImage = QImage();
        update();
        emit pointsEdited(m_points);
    }
}

void DecisionMapView::mousePressEvent(QMouseEvent* event) {
    if (!m_drawing || !mapRect().contains(event->position())) {
        return;
    }
    if (event->button() == Qt::RightButton && !m_brush.isDrawing()) {
        removeNear(placeAt(event->position()));
    } else if (event->button() == Qt::LeftButton) {
        m_brush.begin(m_points, placeAt(event->position()), *m_drawing, mapSize());
        m_pointImage = QImage();
        update();
    }
}

void DecisionMapView::mouseMoveEvent(QMouseEvent* event) {
    if (m_brush.isDrawing() && m_brush.moveTo(placeAt(event->position()), *m_map)) {
        m_pointImage = QImage();
        update();
    }
    point(mapRect().contains(event->position()) ? std::optional(placeAt(event->position())) : std::nullopt);
}

void DecisionMapView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_brush.isDrawing()) {
        m_points = m_brush.finish();
        emit pointsEdited(m_points);
    }
}

void DecisionMapView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && (m_brush.isDrawing() || m_cursor)) {
        if (m_brush.isDrawing()) {
            m_points = m_brush.cancel();
            m_pointImage = QImage();
            update();
        }
        point(std::nullopt);
        return;
    }
    if (m_cursor && m_drawing && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Delete)) {
        if (event->key() == Qt::Key_Delete) {
            removeNear(*m_cursor);
            return;
        }
        m_points.push_back({m_cursor->x(), m_cursor->y(), *m_drawing, false});
        m_pointImage = QImage();
        update();
        emit pointsEdited(m_points);
        return;
    }
    const QPointF step(event->key() == Qt::Key_Left    ? -1
                       : event->key() == Qt::Key_Right ? 1
                                                       : 0,
                       event->key() == Qt::Key_Down ? -1
                       : event->key() == Qt::Key_Up ? 1
                                                    : 0);
    if (step.isNull()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const QSizeF size = mapSize();
    const QPointF from = m_cursor.value_or(QPointF(m_map->left + size.width() / 2, m_map->bottom + size.height() / 2));
    point(QPointF(std::clamp(from.x() + step.x() * kKeyStep * size.width(), m_map->left, m_map->right),
                  std::clamp(from.y() + step.y() * kKeyStep * size.height(), m_map->bottom, m_map->top)));
}

void DecisionMapView::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void DecisionMapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt);
    update();
}

void DecisionMapView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_image = QImage();
        m_pointImage = QImage();
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
