#include "ui/support/ScrollingPage.h"

#include <QScrollArea>

namespace glassnet::ui {

void makeScrollingPage(QScrollArea& area, QWidget* inside) {
    area.setFrameShape(QFrame::NoFrame);
    area.setWidgetResizable(true);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setWidget(inside);
    // Taking it in, the area has given it a ground of its own.
    inside->setAutoFillBackground(false);
    area.viewport()->setAutoFillBackground(false);
}

}  // namespace glassnet::ui
