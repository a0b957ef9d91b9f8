#include "ui/study/ErrorMap.h"

#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/heatmap/CellMarks.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/ShadeTable.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kCell = 22;      // a cell's side where there is room
constexpr double kTallest = 200;  // of the whole map
constexpr double kGap = 1;        // between cells that are large enough to have one
constexpr double kGapFrom = 6;
constexpr double kOutline = 2;  // round the map, for the ring of a cell at its edge

}  // namespace

ErrorMap::ErrorMap(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
}

void ErrorMap::setErrors(int rows, int columns, const std::vector<double>& errors) {
    m_rows = rows;
    m_columns = columns;
    m_errors = errors;
    m_marked.reset();
    m_cursor.reset();
    setFocusPolicy(errors.empty() ? Qt::NoFocus : Qt::StrongFocus);
    updateGeometry();
    update();
}

void ErrorMap::setMarked(std::optional<int> cell) {
    m_marked = cell;
    update();
}

double ErrorMap::partOf(double error) {
    if (std::isnan(error)) {
        return error;
    }
    if (error <= 0) {
        return 0;
    }
    return std::clamp((std::log10(error) - kLeastPower) / (kMostPower - kLeastPower), 0.0, 1.0);
}

QSize ErrorMap::sizeHint() const {
    const double side = m_columns > 0 ? std::min(Fonts::scaled(kCell), (std::max(width(), 240) - 2 * kOutline) / m_columns) : 0;
    const double tall = m_errors.empty() ? Fonts::scaled(kCell) : std::clamp(side * m_rows, 8.0, kTallest);
    return {280, static_cast<int>(std::ceil(tall + 2 * kOutline))};
}

QSize ErrorMap::minimumSizeHint() const { return {120, sizeHint().height()}; }

QRectF ErrorMap::mapRect() const {
    const QRectF all = QRectF(rect()).adjusted(kOutline, kOutline, -kOutline, -kOutline);
    if (m_errors.empty()) {
        return {all.topLeft(), QSizeF(std::min(all.width(), Fonts::scaled(kCell) * std::max(1, m_columns)), all.height())};
    }
    const double wide = std::min(all.width(), Fonts::scaled(kCell) * m_columns);
    return {all.topLeft(), QSizeF(wide, std::min(all.height(), Fonts::scaled(kCell) * m_rows))};
}

QRectF ErrorMap::cellRect(int cell) const {
    const QRectF map = mapRect();
    const double wide = map.width() / m_columns;
    const double tall = map.height() / m_rows;
    return {map.left() + (cell % m_columns) * wide, map.top() + (cell / m_columns) * tall, wide, tall};
}

std::optional<int> ErrorMap::cellAt(const QPointF& position) const {
    const QRectF map = mapRect();
    if (m_errors.empty() || !map.contains(position)) {
        return std::nullopt;
    }
    const int column = std::min(m_columns - 1, static_cast<int>((position.x() - map.left()) / map.width() * m_columns));
    const int row = std::min(m_rows - 1, static_cast<int>((position.y() - map.top()) / map.height() * m_rows));
    return row * m_columns + column;
}

void ErrorMap::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QRectF map = mapRect();
    if (m_errors.empty()) {
        QPen dashed(theme.color(Token::Faint), 1);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(map.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(Fonts::mono(FontSize::Body));
        painter.drawText(map, Qt::AlignCenter, QStringLiteral("?"));
        return;
    }
    const ShadeTable shades(theme);
    const double wide = map.width() / m_columns;
    const double tall = map.height() / m_rows;
    if (std::min(wide, tall) >= kGapFrom) {
        for (int cell = 0; cell < m_rows * m_columns; ++cell) {
            const double error = m_errors[static_cast<std::size_t>(cell)];
            const QRectF place = cellRect(cell).adjusted(0, 0, -kGap, -kGap);
            if (std::isfinite(error)) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(QColor::fromRgb(shades.rgb(partOf(error))));
                painter.drawRect(place);
            } else {
                painter.fillRect(place, theme.color(Token::Panel));
                CellMarks::paintHatch(painter, place);
            }
        }
    } else {
        // One pixel of the picture for each of the screen or each cell, whichever is coarser; the largest error of a pixel wins.
        const double scale = devicePixelRatioF();
        const int across = std::clamp(static_cast<int>(map.width() * scale), 1, m_columns);
        const int down = std::clamp(static_cast<int>(map.height() * scale), 1, m_rows);
        std::vector<double> largest(static_cast<std::size_t>(across) * static_cast<std::size_t>(down), 0.0);
        for (int cell = 0; cell < m_rows * m_columns; ++cell) {
            const int x = static_cast<int>(static_cast<std::int64_t>(cell % m_columns) * across / m_columns);
            const int y = static_cast<int>(static_cast<std::int64_t>(cell / m_columns) * down / m_rows);
            auto& pixel = largest[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) + static_cast<std::size_t>(x)];
            const double error = m_errors[static_cast<std::size_t>(cell)];
            pixel = std::isfinite(error) && std::isfinite(pixel) ? std::max(pixel, error) : std::numeric_limits<double>::quiet_NaN();
        }
        QImage image(across, down, QImage::Format_RGB32);
        QImage odd(across, down, QImage::Format_ARGB32_Premultiplied);
        odd.fill(Qt::transparent);
        bool hasOdd = false;
        for (int y = 0; y < down; ++y) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
            auto* oddLine = reinterpret_cast<QRgb*>(odd.scanLine(y));
            for (int x = 0; x < across; ++x) {
                const double error = largest[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) + static_cast<std::size_t>(x)];
                line[x] = std::isfinite(error) ? shades.rgb(partOf(error)) : theme.color(Token::Panel).rgb();
                oddLine[x] = std::isfinite(error) ? 0U : 0xff000000U;
                hasOdd = hasOdd || !std::isfinite(error);
            }
        }
        painter.drawImage(map, image);
        if (hasOdd) {
            CellMarks::paintHatchWhere(painter, odd, map);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](int cell, Token token) {
        auto place = cellRect(cell).adjusted(-1.5, -1.5, 0.5, 0.5);
        if (place.width() < 7) {
            place = QRectF(place.center() - QPointF(3.5, 3.5), QSizeF(7, 7));
        }
        painter.setPen(QPen(theme.color(token), 1.75));
        painter.drawRoundedRect(place, 2, 2);
    };
    if (m_marked) {
        ring(*m_marked, Token::Accent);
    }
    if (m_cursor && m_cursor != m_marked) {
        ring(*m_cursor, Token::Ink);
    }
}

void ErrorMap::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    if (cell != m_cursor) {
        m_cursor = cell;
        update();
        emit hovered(cell);
    }
}

void ErrorMap::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        emit clicked(*cell);
    }
}

void ErrorMap::leaveEvent(QEvent*) {
    m_cursor.reset();
    update();
    emit hovered(std::nullopt);
}

void ErrorMap::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    if (m_cursor) {
        m_cursor.reset();
        update();
        emit hovered(std::nullopt);
    }
}

void ErrorMap::keyPressEvent(QKeyEvent* event) {
    const int cells = m_rows * m_columns;
    int move = 0;
    switch (event->key()) {
        case Qt::Key_Left:
            move = -1;
            break;
        case Qt::Key_Right:
            move = 1;
            break;
        case Qt::Key_Up:
            move = -m_columns;
            break;
        case Qt::Key_Down:
            move = m_columns;
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (m_cursor) {
                emit clicked(*m_cursor);
            }
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    const int next = m_cursor ? *m_cursor + move : m_marked.value_or(0);
    if (next >= 0 && next < cells) {
        m_cursor = next;
        update();
        emit hovered(m_cursor);
    }
}

}  // namespace glassnet::ui
