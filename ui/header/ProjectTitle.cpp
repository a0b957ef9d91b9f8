#include "ui/header/ProjectTitle.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kProjectTitleGap = 16;
constexpr double kNarrowest = 48;

QFont nameFont() { return Fonts::text(FontSize::Title, QFont::DemiBold); }
QFont stateFont() { return Fonts::text(FontSize::Body); }

}  // namespace

ProjectTitle::ProjectTitle(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

void ProjectTitle::setTexts(const QString& name, const QString& state) {
    m_name = name;
    m_state = state;
    const QString both = state.isEmpty() ? name : tr("%1, %2", "a project's name, and whether it is saved").arg(name, state);
    setAccessibleName(both);
    setToolTip(both);
    updateGeometry();
    update();
}

QSize ProjectTitle::sizeHint() const {
    const QFontMetricsF name(nameFont());
    const double state = m_state.isEmpty() ? 0 : kProjectTitleGap + QFontMetricsF(stateFont()).horizontalAdvance(m_state);
    return {static_cast<int>(std::ceil(name.horizontalAdvance(m_name) + state)) + 1, static_cast<int>(std::ceil(name.height()))};
}

QSize ProjectTitle::minimumSizeHint() const { return {static_cast<int>(Fonts::scaled(kNarrowest)), sizeHint().height()}; }

void ProjectTitle::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QFontMetricsF metrics(nameFont());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto align = static_cast<int>(Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    painter.setFont(nameFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(rect()), align, metrics.elidedText(m_name, Qt::ElideRight, width()));
    const double used = std::ceil(metrics.horizontalAdvance(m_name)) + kProjectTitleGap;
    const double state = QFontMetricsF(stateFont()).horizontalAdvance(m_state);
    if (used + state <= width()) {
        painter.setFont(stateFont());
        painter.setPen(theme.color(Token::Mute));
        // One pixel lower: the two sizes of text stand on one line.
        const QRectF place = mirrored ? QRectF(rect()).adjusted(0, 1, -used, 1) : QRectF(rect()).adjusted(used, 1, 0, 1);
        painter.drawText(place, align, m_state);
    }
}

void ProjectTitle::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
}

}  // namespace glassnet::ui
