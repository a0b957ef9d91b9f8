#include "ui/training/ConfusionTable.h"

#include <QEvent>
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
#include "ui/training/PanelHeading.h"

namespace glassnet::ui {

namespace {

constexpr double kGap = 8;
constexpr double kLargestCell = 72;
constexpr double kWidestName = 96;

QFont nameFont() { return Fonts::text(FontSize::Caption); }
QFont numberFont() { return Fonts::mono(FontSize::Caption); }
double lineHeight() { return std::ceil(QFontMetricsF(nameFont()).height()); }

}  // namespace

ConfusionTable::ConfusionTable(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Which class was taken for which"));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
    describe();
}

void ConfusionTable::setCounts(const QStringList& names, std::vector<std::int64_t> counts) {
    const auto wanted = static_cast<std::size_t>(names.size()) * static_cast<std::size_t>(names.size());
    const bool fits = counts.size() == wanted;
    const bool sameSize = names.size() == m_names.size();
    m_names = fits ? names : QStringList();
    m_counts = fits ? std::move(counts) : std::vector<std::int64_t>();
    if (!sameSize || !fits) {
        m_cursor.reset();
        updateGeometry();
    }
    describe();
    update();
}

void ConfusionTable::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

std::int64_t ConfusionTable::count(int row, int column) const { return m_counts[static_cast<std::size_t>(row * classes() + column)]; }

std::int64_t ConfusionTable::rowSum(int row) const {
    std::int64_t sum = 0;
    for (int column = 0; column < classes(); ++column) {
        sum += count(row, column);
    }
    return sum;
}

std::optional<double> ConfusionTable::accuracy() const {
    std::int64_t right = 0;
    std::int64_t all = 0;
    for (int row = 0; row < classes(); ++row) {
        right += count(row, row);
        all += rowSum(row);
    }
    return all > 0 ? std::optional(static_cast<double>(right) / static_cast<double>(all)) : std::nullopt;
}

QString ConfusionTable::words(int row, int column) const {
    const QString part = m_text.whole(count(row, column));
    const QString all = m_text.whole(rowSum(row));
    return row == column ? tr("%1 of the %2 samples of %3 were recognized.").arg(part, all, m_names.at(row))
                         : tr("%1 of the %2 samples of %3 were taken for %4.").arg(part, all, m_names.at(row), m_names.at(column));
}

double ConfusionTable::gutter() const {
    double widest = 0;
    for (const QString& name : m_names) {
        widest = std::max(widest, QFontMetricsF(nameFont()).horizontalAdvance(name));
    }
    return std::ceil(std::min(widest, kWidestName)) + kGap;
}

double ConfusionTable::cellSide(int width) const {
    return classes() > 0 ? std::min(Fonts::scaled(kLargestCell), std::floor((width - gutter()) / classes())) : 0;
}

double ConfusionTable::top() const { return PanelHeading::height() + lineHeight() + 4; }

int ConfusionTable::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(top() + std::max(lineHeight(), cellSide(width) * classes()) + lineHeight() + 6));
}

QRectF ConfusionTable::cellRect(int row, int column) const {
    const double side = cellSide(width());
    return {gutter() + column * side, top() + row * side, side, side};
}

void ConfusionTable::point(std::optional<std::pair<int, int>> cell) {
    if (cell != m_cursor) {
        m_cursor = cell;
        describe();
        update();
    }
}

void ConfusionTable::describe() {
    const auto part = accuracy();
    setAccessibleDescription(m_cursor ? words(m_cursor->first, m_cursor->second)
                             : part   ? tr("Accuracy %1 %.").arg(m_text.withDecimals(2).of(100 * *part))
                                      : tr("No sample is judged yet."));
}

void ConfusionTable::paintNames(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(nameFont());
    painter.setFont(nameFont());
    const double side = cellSide(width());
    for (int i = 0; i < classes(); ++i) {
        const QRectF row = cellRect(i, 0);
        const bool isRow = m_cursor && m_cursor->first == i;
        painter.setPen(theme.color(isRow ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(0, row.top(), gutter() - kGap, side), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_names.at(i), Qt::ElideRight, gutter() - kGap + 1));
        // Names that are wider than their column are cut to their first letter.
        const QString whole = m_names.at(i);
        const QString head = metrics.horizontalAdvance(whole) <= side - 2 ? whole : whole.left(1);
        painter.setPen(theme.color(m_cursor && m_cursor->second == i ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(gutter() + i * side, top() - lineHeight() - 4, side, lineHeight()), Qt::AlignCenter | Qt::TextDontClip,
                         head);
    }
}

void ConfusionTable::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto part = accuracy();
    PanelHeading::paint(painter, width(), tr("What was taken for what"),
                        part ? tr("accuracy %1 %").arg(m_text.locale().toString(100 * *part, 'f', 1)) : QString());
    if (!part) {
        painter.setFont(nameFont());
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(QRectF(0, top(), width(), lineHeight()), Qt::AlignLeft | Qt::AlignVCenter, tr("No sample is judged yet."));
        return;
    }
    paintNames(painter);
    const QFontMetricsF metrics(numberFont());
    painter.setFont(numberFont());
    const QColor full = mixed(theme.color(Token::Accent), theme.color(Token::Ink), theme.isDark() ? 0 : 0.15);
    for (int row = 0; row < classes(); ++row) {
        const double sum = std::max(1.0, static_cast<double>(rowSum(row)));
        for (int column = 0; column < classes(); ++column) {
            const QRectF cell = cellRect(row, column).adjusted(0.5, 0.5, -0.5, -0.5);
            const QColor ground = mixed(theme.color(Token::Window), full, static_cast<double>(count(row, column)) / sum);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(cell, 2, 2);
            const QString text = m_text.whole(count(row, column));
            if (metrics.horizontalAdvance(text) <= cell.width() - 2) {
                painter.setPen(count(row, column) > 0 ? ColorMap::textOn(ground, theme) : theme.color(Token::Faint));
                painter.drawText(cell, Qt::AlignCenter, text);
            }
        }
    }
    painter.setFont(nameFont());
    const QRectF below(0, cellRect(classes(), 0).top() + 6, width(), lineHeight());
    const QString line = m_cursor ? words(m_cursor->first, m_cursor->second) : tr("Rows: what it is. Columns: what the network says.");
    painter.setPen(theme.color(m_cursor ? Token::Ink : Token::Mute));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(nameFont()).elidedText(line, Qt::ElideRight, width()));
    if (m_cursor) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Ink), 1.5));
        painter.drawRoundedRect(cellRect(m_cursor->first, m_cursor->second).adjusted(0.25, 0.25, -0.25, -0.25), 2, 2);
    }
}

void ConfusionTable::mouseMoveEvent(QMouseEvent* event) {
    const double side = cellSide(width());
    const int column = static_cast<int>(std::floor((event->position().x() - gutter()) / std::max(1.0, side)));
    const int row = static_cast<int>(std::floor((event->position().y() - top()) / std::max(1.0, side)));
    const bool isCell = row >= 0 && row < classes() && column >= 0 && column < classes();
    point(isCell ? std::optional(std::pair(row, column)) : std::nullopt);
}

void ConfusionTable::keyPressEvent(QKeyEvent* event) {
    const int across = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const int down = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if ((across == 0 && down == 0) || classes() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto [row, column] = m_cursor.value_or(std::pair(-down, -across));
    point(std::pair(std::clamp(row + down, 0, classes() - 1), std::clamp(column + across, 0, classes() - 1)));
}

void ConfusionTable::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void ConfusionTable::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt);
}

void ConfusionTable::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
