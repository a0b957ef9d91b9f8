#include "app/RightPanel.h"

#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/code/CodePanel.h"
#include "ui/history/HistoryList.h"
#include "ui/inspector/BuildPanel.h"
#include "ui/inspector/SidePanel.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Theme.h"

namespace glassnet::app {

namespace {

constexpr int kSide = 20;

}  // namespace

RightPanel::RightPanel(QWidget* parent)
    : QWidget(parent),
      m_tabs(new ui::TabStrip(this)),
      m_stack(new QStackedWidget(this)),
      m_build(new ui::BuildPanel(this)),
      m_values(new ui::SidePanel(this)),
      m_history(new ui::HistoryList(this)),
      m_code(new ui::CodePanel(this)),
      m_head(new QWidget(this)) {
    m_tabs->setItems({tr("Layer"), tr("Values"), tr("History")});
    m_tabs->setAccessibleName(tr("Side panel"));
    auto* head = new QVBoxLayout(m_head);
    head->setContentsMargins(kSide, 8, kSide, 0);
    head->addWidget(m_tabs);
    m_build->addSection(m_code);
    m_stack->addWidget(m_build);
    m_stack->addWidget(m_values);
    auto* history = new QWidget(m_stack);
    auto* around = new QVBoxLayout(history);
    around->setContentsMargins(12, 12, 12, 12);
    around->addWidget(m_history);
    m_stack->addWidget(history);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    connect(m_tabs, &ui::TabStrip::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    setBuilding(false);
}

void RightPanel::setBuilding(bool building) {
    m_building = building;
    m_head->setVisible(building);
    m_stack->setCurrentIndex(building ? m_tabs->current() : static_cast<int>(Page::Values));
}

void RightPanel::setPage(Page page) {
    m_tabs->setCurrent(static_cast<int>(page));
    setBuilding(m_building);
}

void RightPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::Theme::current().color(ui::Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), ui::Theme::current().color(ui::Token::Line));
}

}  // namespace glassnet::app
