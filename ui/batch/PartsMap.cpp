#include "ui/batch/PartsMap.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kTallest = 200;
constexpr double kTallestCell = 20;
constexpr double kGap = 6;
constexpr double kHeadRoom = 30;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont headFont() { return Fonts::text(FontSize::Caption); }
QFont numberFont() { return Fonts::mono(FontSize::Caption); }

}  // namespace

PartsMap::PartsMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Each row is a sample, each column an element of the gradient. A click shows that sample and that element."));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
}

void PartsMap::show(const Snapshot& snapshot, const SymbolNames& names, const GradientFocus& focus, const ShownParts& parts,
                    std::int64_t sample, double times, const NumberText& numbers) {
    const auto& info = snapshot.program->tensor(focus.gradient);
    const auto whole = info.shape.elements();
    const auto columns = info.columns();
    const auto followed = std::clamp<std::int64_t>(sample, 0, snapshot.rows - 1);
    m_numbers = numbers;
    m_firstElement = 0;
    auto count = whole;
    m_note = times == 1.0 ? QString() : tr("times %1").arg(numbers.whole(static_cast<qint64>(times)));
    if (whole > kMostElements) {
        const auto inRow = focus.element % columns / kMostElements * kMostElements;
        m_firstElement = focus.element / columns * columns + inRow;
        count = std::min(kMostElements, columns - inRow);
    }
    m_firstSample = followed / kMostSamples * kMostSamples;
    m_rows = static_cast<int>(std::min(kMostSamples, snapshot.rows - m_firstSample));
    m_columns = static_cast<int>(count);
    m_values.assign(static_cast<std::size_t>(m_rows * m_columns), 0.0);
    m_known.assign(static_cast<std::size_t>(m_columns), 0);
    m_heads.clear();
    double largest = 0;
    for (int column = 0; column < m_columns; ++column) {
        const auto element = m_firstElement + column;
        const auto known = static_cast<int>(std::clamp<std::int64_t>(parts.shown(element) - m_firstSample, 0, m_rows));
        m_known[static_cast<std::size_t>(column)] = known;
        m_heads.append(names.element(focus.parameter, element));
        for (int row = 0; row < known; ++row) {
            const double value = *parts.part(element, m_firstSample + row) * times;
            m_values[static_cast<std::size_t>(row * m_columns + column)] = value;
            largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
        }
    }
    m_limit = largest > 0 ? largest : 1;
    m_title = tr("All parts of %1").arg(SymbolNames::plain(info.symbol));
    m_chosen = {static_cast<int>(followed - m_firstSample), static_cast<int>(focus.element - m_firstElement)};
    m_hovered.reset();
    setAccessibleName(m_title);
    setAccessibleDescription(readout(m_chosen));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    updateGeometry();
    update();
}

std::optional<double> PartsMap::at(int row, int column) const {
    const bool isKnown = row < m_known.at(static_cast<std::size_t>(column));
    return isKnown ? std::optional(m_values.at(static_cast<std::size_t>(row * m_columns + column))) : std::nullopt;
}

double PartsMap::cellHeight() const {
    return std::clamp(std::floor(Fonts::scaled(kTallest) / std::max(1, m_rows)), 2.0, Fonts::scaled(kTallestCell));
}

QRectF PartsMap::field() const {
    const double top = Fonts::lineHeight(titleFont()) + kGap + Fonts::lineHeight(headFont()) + 2;
    const double left = Fonts::scaled(kHeadRoom);
    return {left, top, std::max(1.0, width() - left - 1), cellHeight() * m_rows};
}

QRectF PartsMap::cellRect(int row, int column) const {
    const QRectF whole = field();
    const double wide = whole.width() / std::max(1, m_columns);
    return {whole.left() + column * wide, whole.top() + row * cellHeight(), wide, cellHeight()};
}

QSize PartsMap::sizeHint() const {
    const double high = Fonts::lineHeight(titleFont()) + kGap + Fonts::lineHeight(headFont()) + 2 + cellHeight() * m_rows + kGap +
                        Fonts::lineHeight(numberFont()) + 2;
    return {320, static_cast<int>(std::ceil(high))};
}

QSize PartsMap::minimumSizeHint() const { return {160, sizeHint().height()}; }

std::optional<PartsMap::Cell> PartsMap::cellAt(const QPointF& position) const {
    const QRectF whole = field();
    if (!whole.contains(position) || m_columns == 0) {
        return std::nullopt;
    }
    return Cell{std::min(m_rows - 1, static_cast<int>((position.y() - whole.top()) / cellHeight())),
                std::min(m_columns - 1, static_cast<int>((position.x() - whole.left()) * m_columns / whole.width()))};
}

QString PartsMap::readout(Cell cell) const {
    const auto value = at(cell.row, cell.column);
    return tr("sample %1, %2: %3")
        .arg(m_numbers.whole(m_firstSample + cell.row + 1), m_heads.value(cell.column),
             value ? m_numbers.of(*value) : tr("not computed yet"));
}

void PartsMap::paintHeads(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF whole = field();
    painter.setFont(titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(0, 0, width(), Fonts::lineHeight(titleFont())), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(headFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(0, 0, width(), Fonts::lineHeight(titleFont())), Qt::AlignRight | Qt::AlignVCenter, m_note);
    const QFontMetricsF metrics(headFont());
    double widest = 0;
    for (const auto& head : m_heads) {
        widest = std::max(widest, metrics.horizontalAdvance(head));
    }
    const double top = whole.top() - Fonts::lineHeight(headFont()) - 2;
    if (widest + 4 <= whole.width() / std::max(1, m_columns)) {
        for (int column = 0; column < m_columns; ++column) {
            const QRectF cell = cellRect(0, column);
            painter.drawText(QRectF(cell.left(), top, cell.width(), Fonts::lineHeight(headFont())), Qt::AlignCenter, m_heads.at(column));
        }
    } else if (m_columns > 0) {
        // No room for all: from the first to the last.
        const QRectF line(whole.left(), top, whole.width(), Fonts::lineHeight(headFont()));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_heads.first());
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_heads.last());
    }
    const int every = std::max(1, static_cast<int>(std::ceil(Fonts::lineHeight(headFont()) / cellHeight())));
    for (int row = 0; row < m_rows; row += every) {
        const QRectF cell = cellRect(row, 0);
        const double high = std::max(cell.height(), Fonts::lineHeight(headFont()));
        const QRectF place(0, cell.center().y() - high / 2, whole.left() - kGap, high);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, m_numbers.whole(m_firstSample + row + 1));
    }
}

void PartsMap::paintUnknown(QPainter& painter) const {
    const Theme& theme = Theme::current();
    QPen dashed(theme.color(Token::Faint), 1);
    dashed.setDashPattern({3, 3});
    painter.setBrush(Qt::NoBrush);
    painter.setFont(numberFont());
    // Columns that are unknown from the same sample on have one outline.
    for (int column = 0; column < m_columns;) {
        const int known = m_known[static_cast<std::size_t>(column)];
        int end = column + 1;
        while (end < m_columns && m_known[static_cast<std::size_t>(end)] == known) {
            ++end;
        }
        if (known < m_rows) {
            const QRectF outline = cellRect(known, column).united(cellRect(m_rows - 1, end - 1)).adjusted(0.5, 0.5, -0.5, -0.5);
            painter.setPen(dashed);
            painter.drawRoundedRect(outline, 3, 3);
            painter.setPen(theme.color(Token::Mute));
            if (outline.width() > Fonts::lineHeight(numberFont()) && outline.height() > Fonts::lineHeight(numberFont())) {
                painter.drawText(outline, Qt::AlignCenter, QStringLiteral("?"));
            }
        }
        column = end;
    }
}

void PartsMap::paintEvent(QPaintEvent*) {
    if (m_rows == 0 || m_columns == 0) {
        return;
    }
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHeads(painter);
    const ColorMap map(theme);
    QImage image(m_columns, m_rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int row = 0; row < m_rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < m_columns; ++column) {
            if (const auto value = at(row, column)) {
                line[column] = map.table()[ColorMap::index(*value, m_limit)] | 0xFF000000U;
            }
        }
    }
    painter.drawImage(field(), image);
    paintUnknown(painter);
    painter.setBrush(Qt::NoBrush);
    if (m_hovered && *m_hovered != m_chosen) {
        painter.setPen(QPen(theme.color(Token::Mute), 1));
        painter.drawRect(cellRect(m_hovered->row, m_hovered->column).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    const QRectF chosen = cellRect(m_chosen.row, m_chosen.column);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent, 0.3), 4));
        painter.drawRoundedRect(chosen, 2, 2);
    }
    painter.setPen(QPen(theme.color(Token::Accent), 2));
    painter.drawRoundedRect(chosen, 2, 2);
    painter.setFont(numberFont());
    painter.setPen(theme.color(Token::Ink));
    const QRectF line(field().left(), field().bottom() + kGap, field().width(), Fonts::lineHeight(numberFont()));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, readout(m_hovered.value_or(m_chosen)));
}

void PartsMap::choose(Cell cell) {
    const Cell held{std::clamp(cell.row, 0, m_rows - 1), std::clamp(cell.column, 0, m_columns - 1)};
    if (held != m_chosen) {
        m_chosen = held;
        update();
        emit partChosen(m_firstElement + held.column, m_firstSample + held.row);
    }
}

void PartsMap::point(std::optional<Cell> cell) {
    if (cell != m_hovered) {
        m_hovered = cell;
        update();
    }
}

bool PartsMap::event(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    return QWidget::event(event);
}

void PartsMap::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton) {
        choose(*cell);
    }
}

void PartsMap::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void PartsMap::mouseMoveEvent(QMouseEvent* event) { point(cellAt(event->position())); }

void PartsMap::leaveEvent(QEvent* event) {
    point(std::nullopt);
    QWidget::leaveEvent(event);
}

void PartsMap::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            return choose({m_chosen.row, m_chosen.column - 1});
        case Qt::Key_Right:
            return choose({m_chosen.row, m_chosen.column + 1});
        case Qt::Key_Up:
            return choose({m_chosen.row - 1, m_chosen.column});
        case Qt::Key_Down:
            return choose({m_chosen.row + 1, m_chosen.column});
        default:
            QWidget::keyPressEvent(event);
    }
}

void PartsMap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void PartsMap::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace glassnet::ui
