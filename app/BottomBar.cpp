#include "app/BottomBar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/stepping/ProgressStrip.h"
#include "ui/stepping/StatusLine.h"
#include "ui/stepping/TapeAccess.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/theme/Theme.h"
#include "ui/training/TrainBar.h"

namespace glassnet::app {

BottomBar::BottomBar(QWidget* parent)
    : QWidget(parent),
      m_transport(new ui::TransportBar(this)),
      m_tape(new ui::TapeWidget(this)),
      m_status(new ui::StatusLine(this)),
      m_progress(new ui::ProgressStrip(this)),
      m_training(new ui::TrainBar(this)),
      m_left(new QWidget(this)),
      m_right(new QWidget(this)) {
    ui::TapeAccess::install();
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
    column->addWidget(m_training);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMode(ui::Mode::Step);
}

void BottomBar::setMode(ui::Mode mode) {
    const bool presenting = mode == ui::Mode::Present;
    const bool training = mode == ui::Mode::Train;
    m_left->setVisible(presenting);
    m_right->setVisible(presenting);
    m_transport->setVisible(!training);
    m_tape->setVisible(!presenting && !training);
    m_status->setVisible(!presenting && !training);
    m_training->setVisible(training);
}

void BottomBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::Theme::current().color(ui::Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), ui::Theme::current().color(ui::Token::Line));
}

}  // namespace glassnet::app
