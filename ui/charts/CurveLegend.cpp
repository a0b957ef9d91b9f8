#include "ui/charts/CurveLegend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kLine = 18;
constexpr double kCurveLegendGap = 8;
constexpr double kBetween = 20;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont entryFont() { return Fonts::text(FontSize::Caption); }
double rowHeight() { return std::ceil(QFontMetricsF(titleFont()).height()); }

}  // namespace

void CurveLegend::set(const QString& title, const std::vector<Entry>& entries) {
    m_title = title;
    m_entries = entries;
}

double CurveLegend::layOut(double width) {
    m_width = width;
    m_places.clear();
    const QFontMetricsF metrics(entryFont());
    std::vector<double> widths;
    double all = 0;
    for (const Entry& entry : m_entries) {
        widths.push_back(kLine + kCurveLegendGap + std::ceil(metrics.horizontalAdvance(entry.text)) + 1);
        all += widths.back() + (widths.size() > 1 ? kBetween : 0);
    }
    const double free = width - QFontMetricsF(titleFont()).horizontalAdvance(m_title) - kBetween;
    const bool isBeside = all <= free;
    double x = isBeside ? width - all : 0;
    double row = isBeside || m_entries.empty() ? 0 : 1;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (!isBeside && x > 0 && x + widths[i] > width) {
            x = 0;
            ++row;
        }
        m_places.emplace_back(x, row * rowHeight(), widths[i], rowHeight());
        x += widths[i] + kBetween;
    }
    return (row + 1) * rowHeight();
}

void CurveLegend::paint(QPainter& painter) const {
    const Theme& theme = Theme::current();
    painter.setPen(theme.color(Token::Ink));
    painter.setFont(titleFont());
    painter.drawText(QRectF(0, 0, m_width, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(entryFont());
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const QRectF& place = m_places[i];
        painter.setPen(m_entries[i].pen);
        const double y = std::round(place.center().y()) + 0.5;
        painter.drawLine(QPointF(place.left(), y), QPointF(place.left() + kLine, y));
        // A faint line is told by a name that can be read.
        const QColor color = m_entries[i].pen.color();
        painter.setPen(color.alpha() < 255 ? theme.color(Token::Mute) : color);
        painter.drawText(place.adjusted(kLine + kCurveLegendGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_entries[i].text);
    }
}

}  // namespace glassnet::ui
