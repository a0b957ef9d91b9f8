#include "ui/header/HeaderBar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/header/SeedField.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent),
      m_name(new QLabel(this)),
      m_state(new QLabel(this)),
      m_seed(new SeedField(this)),
      m_theme(new RoundButton(QStringLiteral("theme-dark"), tr("Light or dark"), RoundButton::Kind::Small, this)),
      m_menu(new RoundButton(QStringLiteral("menu"), tr("Menu"), RoundButton::Kind::Small, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(8);
    m_name->setTextFormat(Qt::PlainText);
    m_state->setTextFormat(Qt::PlainText);
    layout->addWidget(m_name);
    layout->addWidget(m_state);
    layout->addStretch(1);
    layout->addWidget(m_seed);
    layout->addSpacing(4);
    layout->addWidget(m_theme);
    layout->addWidget(m_menu);
    setFixedHeight(52);
    connect(m_theme, &RoundButton::clicked, this, &HeaderBar::themeToggled);
    connect(m_menu, &RoundButton::clicked, this, &HeaderBar::menuRequested);
    dress();
}

void HeaderBar::setProject(const QString& name, const QString& state) {
    m_name->setText(name);
    m_state->setText(state);
}

void HeaderBar::setSeed(std::uint64_t seed) { m_seed->setSeed(seed); }

void HeaderBar::setDark(bool dark) { m_theme->setIconName(dark ? QStringLiteral("theme-light") : QStringLiteral("theme-dark")); }

QPoint HeaderBar::menuPlace() const { return m_menu->mapToGlobal(QPoint(m_menu->width(), m_menu->height() + 4)); }

void HeaderBar::dress() {
    m_name->setFont(Fonts::text(FontSize::Title, QFont::DemiBold));
    m_state->setFont(Fonts::text(FontSize::Body));
    auto colors = m_state->palette();
    colors.setColor(QPalette::WindowText, Theme::current().color(Token::Mute));
    m_state->setPalette(colors);
}

void HeaderBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
    }
}

void HeaderBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
