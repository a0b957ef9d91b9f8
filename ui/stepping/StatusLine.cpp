#include "ui/stepping/StatusLine.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kStatusLineSide = 12;
constexpr double kStatusLineAbove = 3;

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

QRectF StatusLine::textRect() const {
    return QRectF(rect()).adjusted(Fonts::scaled(kStatusLineSide), 0, -Fonts::scaled(kStatusLineSide), 0);
}

QString StatusLine::shownText() const { return LaidText::elided(lineFont(), m_sentence, textRect().width()); }

QSize StatusLine::sizeHint() const {
    return {static_cast<int>(std::ceil(LaidText::width(lineFont(), m_sentence) + 2 * Fonts::scaled(kStatusLineSide))),
            static_cast<int>(std::ceil(LaidText::height(lineFont())) + 2 * Fonts::scaled(kStatusLineAbove))};
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
    LaidText::draw(painter, lineFont(), textRect(), Qt::AlignLeft | Qt::AlignVCenter, shownText());
}

}  // namespace glassnet::ui
