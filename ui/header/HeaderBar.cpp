#include "ui/header/HeaderBar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <utility>

#include "ui/header/DeviceButton.h"
#include "ui/header/ProjectTitle.h"
#include "ui/header/SeedField.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent),
      m_title(new ProjectTitle(this)),
      m_modes(new ModeSwitch(this)),
      m_find(new FindField(this)),
      m_device(new DeviceButton(this)),
      m_seed(new SeedField(this)),
      m_theme(new RoundButton(QStringLiteral("theme-dark"), tr("Light or dark"), RoundButton::Kind::Small, this)),
      m_menu(new RoundButton(QStringLiteral("menu"), tr("Menu"), RoundButton::Kind::Small, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(16);
    auto* right = new QHBoxLayout();
    right->setSpacing(8);
    right->addStretch(1);
    // Takes what room there is, up to its own width, before the stretch does.
    right->addWidget(m_find, 1000);
    right->addWidget(m_device);
    right->addWidget(m_seed);
    right->addSpacing(4);
    right->addWidget(m_theme);
    right->addWidget(m_menu);
    // Both sides weigh the same, so that the modes stand in the middle while there is room for it.
    layout->addWidget(m_title, 1);
    layout->addWidget(m_modes);
    layout->addLayout(right, 1);
    setFixedHeight(52);
    m_modes->hide();
    m_find->hide();
    connect(m_theme, &RoundButton::clicked, this, &HeaderBar::themeToggled);
    connect(m_menu, &RoundButton::clicked, this, &HeaderBar::menuRequested);
}

void HeaderBar::setProject(const QString& name, const QString& state) { m_title->setTexts(name, state); }

void HeaderBar::setModes(const std::vector<Mode>& modes) {
    m_modes->setModes(modes);
    m_modes->setVisible(!modes.empty());
}

void HeaderBar::setFindSource(FindField::Source source) {
    m_find->setSource(std::move(source));
    m_find->show();
}

void HeaderBar::setSeed(std::uint64_t seed) { m_seed->setSeed(seed); }

void HeaderBar::setDark(bool dark) { m_theme->setIconName(dark ? QStringLiteral("theme-light") : QStringLiteral("theme-dark")); }

QPoint HeaderBar::menuPlace() const { return m_menu->mapToGlobal(QPoint(m_menu->width(), m_menu->height() + 4)); }

void HeaderBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
