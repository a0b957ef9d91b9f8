#include "app/BottomBar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/stepping/ProgressStrip.h"
#include "ui/stepping/StatusLine.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/theme/Theme.h"

namespace glassnet::app {

BottomBar::BottomBar(QWidget* parent)
    : QWidget(parent),
      m_transport(new ui::TransportBar(this)),
      m_tape(new ui::TapeWidget(this)),
      m_status(new ui::StatusLine(this)),
      m_progress(new ui::ProgressStrip(this)),
      m_left(new QWidget(this)),
      m_right(new QWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(0);
    auto* row = new QHBoxLayout();
    row->setSpacing(0);
    row->addWidget(m_left, 1);
    row->addWidget(m_transport);
    row->addWidget(m_tape, 1);
    row->addWidget(m_right, 1);
    column->addLayout(row);
    column->addWidget(m_status);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setPresenting(false);
}

void BottomBar::setPresenting(bool presenting) {
    m_left->setVisible(presenting);
    m_right->setVisible(presenting);
    m_tape->setVisible(!presenting);
    m_status->setVisible(!presenting);
}

void BottomBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::Theme::current().color(ui::Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), ui::Theme::current().color(ui::Token::Line));
}

}  // namespace glassnet::app
