#include "ui/inspector/PanelSection.h"

#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

PanelSection::PanelSection(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(kMargin, 16, kMargin, 0);
    m_column->setSpacing(8);
}

void PanelSection::paintEvent(QPaintEvent*) { QPainter(this).fillRect(QRect(0, 0, width(), 1), Theme::current().color(Token::Line)); }

}  // namespace glassnet::ui
