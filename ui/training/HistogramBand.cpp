#include "ui/training/HistogramBand.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/ShadeTable.h"
#include "ui/theme/Theme.h"
#include "ui/training/PanelHeading.h"

namespace glassnet::ui {

namespace {

constexpr double kHistogramBandGap = 6;
constexpr double kLeastShade = 0.06;  // of a single number: none is the ground

QFont bandNumberFont() { return Fonts::mono(FontSize::Caption); }
double bandLineHeight() { return std::ceil(QFontMetricsF(bandNumberFont()).height()); }

QImage imageOf(const HistogramHistory& history, const Theme& theme) {
    const ShadeTable shades(theme);
    const auto most = static_cast<double>(std::max<std::int64_t>(1, *std::ranges::max_element(history.counts)));
    QImage image(static_cast<int>(history.steps.size()), history.bins, QImage::Format_RGB32);
    for (int y = 0; y < history.bins; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const auto bin = static_cast<std::size_t>(history.bins - 1 - y);
        for (std::size_t x = 0; x < history.steps.size(); ++x) {
            const auto count = history.counts[x * static_cast<std::size_t>(history.bins) + bin];
            // The root spreads the few: a band's edge is as much of interest as its middle.
            const double part = count > 0 ? kLeastShade + (1 - kLeastShade) * std::sqrt(static_cast<double>(count) / most) : 0;
            line[x] = count > 0 ? shades.rgb(part) : theme.color(Token::Window).rgb();
        }
    }
    return image;
}

}  // namespace

HistogramBand::HistogramBand(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
    describe();
}

void HistogramBand::setTitle(const QString& title) {
    m_title = title;
    describe();
    update();
}

void HistogramBand::setHistory(HistogramHistory history) {
    m_history = std::move(history);
    m_image = QImage();
    if (m_cursor && (!m_history.isWhole() || m_cursor->step >= m_history.steps.size() || m_cursor->bin >= m_history.bins)) {
        m_cursor.reset();
    }
    describe();
    update();
}

void HistogramBand::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

double HistogramBand::gutter() const {
    const QFontMetricsF metrics(bandNumberFont());
    return std::ceil(
               std::max(metrics.horizontalAdvance(m_text.exact(m_history.low)), metrics.horizontalAdvance(m_text.exact(m_history.high)))) +
           kHistogramBandGap;
}

QRectF HistogramBand::bandRect() const {
    const double top = PanelHeading::height();
    return {gutter(), top, std::max(1.0, width() - gutter()), std::max(1.0, height() - top - bandLineHeight() - 4)};
}

QRectF HistogramBand::cellRect(const Cell& cell) const {
    const QRectF band = bandRect();
    const double wide = band.width() / static_cast<double>(m_history.steps.size());
    const double tall = band.height() / m_history.bins;
    return {band.left() + static_cast<double>(cell.step) * wide, band.bottom() - (cell.bin + 1) * tall, wide, tall};
}

QString HistogramBand::words(std::size_t step, int bin) const {
    const double size = (m_history.high - m_history.low) / m_history.bins;
    const auto first = m_history.counts.begin() + static_cast<std::ptrdiff_t>(step) * m_history.bins;
    std::int64_t all = 0;
    std::for_each(first, first + m_history.bins, [&all](std::int64_t count) { all += count; });
    return tr("Step %1, from %2 to %3: %4 of %5 numbers")
        .arg(m_text.whole(m_history.steps[step]), m_text.of(m_history.low + bin * size), m_text.of(m_history.low + (bin + 1) * size),
             m_text.whole(first[bin]), m_text.whole(all));
}

void HistogramBand::describe() {
    setAccessibleName(m_title.isEmpty() ? tr("Histogram over time") : m_title);
    setAccessibleDescription(!m_history.isWhole() ? tr("Nothing is counted yet.")
                             : m_cursor           ? words(m_cursor->step, m_cursor->bin)
                                                  : tr("Counted from step %1 to %2, between %3 and %4.")
                                              .arg(m_text.whole(m_history.steps.front()), m_text.whole(m_history.steps.back()),
                                                   m_text.exact(m_history.low), m_text.exact(m_history.high)));
}

void HistogramBand::point(std::optional<Cell> cell) {
    if (cell != m_cursor) {
        m_cursor = cell;
        describe();
        update();
    }
}

void HistogramBand::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    PanelHeading::paint(painter, width(), m_title, {});
    const QRectF band = bandRect();
    painter.setFont(bandNumberFont());
    if (!m_history.isWhole()) {
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(Fonts::text(FontSize::Body));
        painter.drawText(QRectF(0, band.top(), width(), band.height()), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing is counted yet."));
        return;
    }
    if (m_image.isNull()) {
        m_image = imageOf(m_history, theme);
    }
    painter.drawImage(band, m_image);
    painter.setPen(theme.color(Token::Mute));
    const double left = gutter() - kHistogramBandGap;
    painter.drawText(QRectF(0, band.top(), left, bandLineHeight()), Qt::AlignRight | Qt::AlignVCenter, m_text.exact(m_history.high));
    painter.drawText(QRectF(0, band.bottom() - bandLineHeight(), left, bandLineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                     m_text.exact(m_history.low));
    if (m_history.low < 0 && m_history.high > 0) {
        const double y = band.bottom() + band.height() * m_history.low / (m_history.high - m_history.low);
        painter.fillRect(QRectF(band.left(), std::round(y), band.width(), 1), theme.color(Token::Faint));
        if (y - band.top() > 1.5 * bandLineHeight() && band.bottom() - y > 1.5 * bandLineHeight()) {
            painter.drawText(QRectF(0, y - bandLineHeight() / 2, left, bandLineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                             QStringLiteral("0"));
        }
    }
    const QRectF below(band.left(), band.bottom() + 4, band.width(), bandLineHeight());
    if (m_cursor) {
        painter.setPen(theme.color(Token::Ink));
        painter.setFont(Fonts::text(FontSize::Caption));
        painter.drawText(
            QRectF(0, below.top(), width(), below.height()), Qt::AlignRight | Qt::AlignVCenter,
            QFontMetricsF(Fonts::text(FontSize::Caption)).elidedText(words(m_cursor->step, m_cursor->bin), Qt::ElideRight, width()));
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRect(cellRect(*m_cursor).adjusted(-1, -1, 1, 1));
        return;
    }
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, m_text.whole(m_history.steps.front()));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, tr("step %1").arg(m_text.whole(m_history.steps.back())));
}

void HistogramBand::mouseMoveEvent(QMouseEvent* event) {
    const QRectF band = bandRect();
    if (!m_history.isWhole() || !band.contains(event->position())) {
        point(std::nullopt);
        return;
    }
    const auto count = m_history.steps.size();
    const auto step = static_cast<std::size_t>((event->position().x() - band.left()) / band.width() * static_cast<double>(count));
    const int bin = static_cast<int>((band.bottom() - event->position().y()) / band.height() * m_history.bins);
    point(Cell{std::min(step, count - 1), std::clamp(bin, 0, m_history.bins - 1)});
}

void HistogramBand::keyPressEvent(QKeyEvent* event) {
    const int across = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const int up = event->key() == Qt::Key_Down ? -1 : event->key() == Qt::Key_Up ? 1 : 0;
    if ((across == 0 && up == 0) || !m_history.isWhole()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto last = static_cast<int>(m_history.steps.size()) - 1;
    const Cell from = m_cursor.value_or(Cell{static_cast<std::size_t>(last), m_history.bins / 2});
    point(Cell{static_cast<std::size_t>(std::clamp(static_cast<int>(from.step) + across, 0, last)),
               std::clamp(from.bin + up, 0, m_history.bins - 1)});
}

void HistogramBand::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void HistogramBand::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt);
}

void HistogramBand::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_image = QImage();
        update();
    }
}

}  // namespace glassnet::ui
