#include "ui/heatmap/Histogram.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr int kFewestBins = 11;
constexpr int kMostBins = 41;
constexpr double kAbove = 4;
}  // namespace

Histogram::Histogram(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Histogram"));
    setToolTip(tr("How many numbers have which value."));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right});
}

void Histogram::setHeatmap(const Heatmap& heatmap) {
    m_heatmap = heatmap;
    // Few numbers make few bars; an odd number of them, so that zero is in the middle of one.
    const auto wanted = static_cast<int>(2 * std::sqrt(static_cast<double>(heatmap.range.finite())));
    m_bins = HistogramBins(heatmap, std::clamp(wanted | 1, kFewestBins, kMostBins));
    if (m_pointed && *m_pointed >= m_bins.size()) {
        m_pointed.reset();
    }
    if (m_pointed) {
        emit told(words(*m_pointed));
    }
    update();
}

QRectF Histogram::barRect(int bin) const {
    const double wide = static_cast<double>(width()) / std::max(1, m_bins.size());
    const double room = height() - kAbove - 1;
    const double part = m_bins.most() > 0 ? static_cast<double>(m_bins.count(bin)) / static_cast<double>(m_bins.most()) : 0;
    const double tall = m_bins.count(bin) > 0 ? std::max(2.0, std::round(part * room)) : 0;
    const double left = std::round(bin * wide);
    return {left, height() - 1 - tall, std::max(1.0, std::round((bin + 1) * wide) - left - 1), tall};
}

QString Histogram::words(int bin) const {
    const auto [low, high] = m_bins.limits(bin);
    const QString from = m_heatmap.numbers.of(low);
    const QString to = m_heatmap.numbers.of(high);
    const QString count = m_heatmap.numbers.whole(m_bins.count(bin));
    return m_heatmap.map == MapKind::Size ? tr("Sizes from %1 to %2: %3 of the numbers").arg(from, to, count)
                                          : tr("From %1 to %2: %3 of the numbers").arg(from, to, count);
}

void Histogram::point(std::optional<int> bin) {
    if (bin != m_pointed) {
        m_pointed = bin;
        setAccessibleDescription(bin ? words(*bin) : QString());
        update();
        emit told(bin ? words(*bin) : QString());
    }
}

void Histogram::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(QRectF(0, height() - 1, width(), 1), theme.color(Token::Line));
    for (int bin = 0; bin < m_bins.size(); ++bin) {
        painter.fillRect(barRect(bin), theme.color(bin == m_pointed ? Token::Accent : Token::Faint));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void Histogram::mouseMoveEvent(QMouseEvent* event) {
    const int bin = static_cast<int>(event->position().x() * m_bins.size() / std::max(1, width()));
    point(bin >= 0 && bin < m_bins.size() ? std::optional(bin) : std::nullopt);
}

void Histogram::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void Histogram::keyPressEvent(QKeyEvent* event) {
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by == 0 || m_bins.size() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    point(std::clamp(m_pointed.value_or(m_bins.size() / 2 - by) + by, 0, m_bins.size() - 1));
}

void Histogram::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void Histogram::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt);
    update();
}

}  // namespace glassnet::ui
