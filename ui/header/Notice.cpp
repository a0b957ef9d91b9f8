#include "ui/header/Notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

Notice::Notice(QWidget* parent) : QWidget(parent), m_text(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(36, 10, 16, 10);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    layout->addWidget(m_text);
    setToolTip(tr("Click to close"));
    hide();
}

void Notice::say(const QString& sentence) {
    m_text->setFont(Fonts::text(FontSize::Body));
    m_text->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

QString Notice::sentence() const { return m_text->text(); }

void Notice::mouseReleaseEvent(QMouseEvent*) { say({}); }

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    painter.setPen(QPen(theme.color(Token::Warning), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    const QRectF sign(14, height() / 2.0 - 7, 14, 14);
    painter.setBrush(theme.color(Token::Warning));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(sign);
    painter.setPen(theme.color(Token::Panel));
    painter.setFont(Fonts::text(FontSize::Caption, QFont::Bold));
    painter.drawText(sign, Qt::AlignCenter, QStringLiteral("!"));
}

}  // namespace glassnet::ui
