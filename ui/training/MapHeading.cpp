#include "ui/training/MapHeading.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont headingCaptionFont() { return Fonts::text(FontSize::Caption); }
QFont headingNumberFont() { return Fonts::text(FontSize::Title, QFont::DemiBold); }

}  // namespace

MapHeading::MapHeading(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void MapHeading::setAccuracy(std::optional<double> accuracy) {
    m_accuracy = accuracy;
    setAccessibleName(accuracy ? tr("Test accuracy %1").arg(percent()) : tr("What the network sees"));
    update();
}

QString MapHeading::percent() const {
    // Whole percents, but 100 and 0 only where all or none are right.
    const double parts = 100 * m_accuracy.value_or(0);
    const bool isExact = parts <= 0 || parts >= 100 || (parts >= 0.5 && parts < 99.5);
    return tr("%1 %").arg(QLocale().toString(parts, 'f', isExact ? 0 : 2));
}

QSize MapHeading::sizeHint() const {
    return {300, static_cast<int>(Fonts::lineHeight(headingCaptionFont()) + Fonts::lineHeight(headingNumberFont()))};
}

void MapHeading::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setFont(titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(0, 0, width(), Fonts::lineHeight(titleFont())), Qt::AlignLeft | Qt::AlignVCenter, tr("What the network sees"));
    if (!m_accuracy) {
        return;
    }
    QRectF row(0, 0, width(), Fonts::lineHeight(headingCaptionFont()));
    painter.setFont(headingCaptionFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, tr("test accuracy"));
    row = QRectF(0, row.bottom(), width(), Fonts::lineHeight(headingNumberFont()));
    painter.setFont(headingNumberFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, percent());
}

void MapHeading::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
