#include "ui/training/PanelHeading.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kPanelHeadingGap = 8;
constexpr double kBetween = 12;

QFont panelTitleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont asideFont() { return Fonts::text(FontSize::Caption); }

}  // namespace

double PanelHeading::height() { return std::ceil(QFontMetricsF(panelTitleFont()).height()) + kPanelHeadingGap; }

void PanelHeading::paint(QPainter& painter, double width, const QString& title, const QString& aside) {
    const Theme& theme = Theme::current();
    const QRectF row(0, 0, width, height() - kPanelHeadingGap);
    painter.setFont(panelTitleFont());
    painter.setPen(theme.color(Token::Ink));
    const QFontMetricsF metrics(panelTitleFont());
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideRight, width));
    if (metrics.horizontalAdvance(title) + kBetween + QFontMetricsF(asideFont()).horizontalAdvance(aside) <= width) {
        painter.setFont(asideFont());
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, aside);
    }
}

}  // namespace glassnet::ui
