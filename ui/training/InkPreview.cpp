#include "ui/training/InkPreview.h"

#include <QPainter>
#include <utility>

#include "ui/theme/Theme.h"
#include "ui/training/GrayImage.h"

namespace glassnet::ui {

InkPreview::InkPreview(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("The image that the network gets"));
    setToolTip(tr("This is the image that the network gets."));
}

void InkPreview::setPixels(int side, std::vector<float> pixels) {
    m_side = side;
    m_pixels = std::move(pixels);
    update();
}

void InkPreview::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.drawImage(rect(), GrayImage::ofInk(m_pixels, m_side, m_side, theme));
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace glassnet::ui
