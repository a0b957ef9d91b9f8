#include "ui/stepping/StatusLine.h"

#include <QAccessible>
#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kSide = 12;
constexpr double kAbove = 3;

QFont lineFont() { return Fonts::text(FontSize::Caption); }

}  // namespace

StatusLine::StatusLine(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    dress();
}

void StatusLine::setSentence(const QString& sentence) {
    if (sentence == m_sentence) {
        return;
    }
    m_sentence = sentence;
    dress();
    update();
    if (!m_sentence.isEmpty()) {
        QAccessibleEvent said(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
        emit told(m_sentence);
    }
}

void StatusLine::dress() {
    // Without a sentence it still has a name to be found by.
    const QString name = m_sentence.isEmpty() ? tr("What this step does") : m_sentence;
    if (accessibleName() != name) {
        setAccessibleName(name);
    }
    setToolTip(shownText() == m_sentence ? QString() : m_sentence);
}

QRectF StatusLine::textRect() const { return QRectF(rect()).adjusted(Fonts::scaled(kSide), 0, -Fonts::scaled(kSide), 0); }

QString StatusLine::shownText() const { return QFontMetricsF(lineFont()).elidedText(m_sentence, Qt::ElideRight, textRect().width()); }

QSize StatusLine::sizeHint() const {
    const QFontMetricsF metrics(lineFont());
    return {static_cast<int>(std::ceil(metrics.horizontalAdvance(m_sentence) + 2 * Fonts::scaled(kSide))),
            static_cast<int>(std::ceil(metrics.height()) + 2 * Fonts::scaled(kAbove))};
}

QSize StatusLine::minimumSizeHint() const { return {static_cast<int>(Fonts::scaled(120)), sizeHint().height()}; }

void StatusLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    dress();
}

void StatusLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        dress();
    }
    QWidget::changeEvent(event);
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(Theme::current().color(Token::Mute));
    painter.setFont(lineFont());
    painter.drawText(textRect(), Qt::AlignLeft | Qt::AlignVCenter, shownText());
}

}  // namespace glassnet::ui
