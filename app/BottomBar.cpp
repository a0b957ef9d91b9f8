#include "app/BottomBar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/theme/Theme.h"

namespace glassnet::app {

BottomBar::BottomBar(QWidget* parent) : QWidget(parent), m_transport(new ui::TransportBar(this)), m_tape(new ui::TapeWidget(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(0);
    layout->addWidget(m_transport);
    layout->addWidget(m_tape, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BottomBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::Theme::current().color(ui::Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), ui::Theme::current().color(ui::Token::Line));
}

}  // namespace glassnet::app
