#include "ui/training/InkDrawing.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {

constexpr double kBox = 20.0 / 28.0;
constexpr uchar kInk = 255;

QImage paper() {
    QImage image(InkDrawing::kSide, InkDrawing::kSide, QImage::Format_Grayscale8);
    image.fill(0);
    return image;
}

QRect inkBox(const QImage& image) {
    QRect box;
    for (int y = 0; y < image.height(); ++y) {
        const uchar* line = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            box = line[x] > 0 ? box | QRect(x, y, 1, 1) : box;
        }
    }
    return box;
}

QPointF centerOfMass(const QImage& image) {
    double mass = 0;
    QPointF sum;
    for (int y = 0; y < image.height(); ++y) {
        const uchar* line = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            mass += line[x];
            sum += QPointF(x + 0.5, y + 0.5) * line[x];
        }
    }
    return mass > 0 ? sum / mass : QPointF(image.width() / 2.0, image.height() / 2.0);
}

}  // namespace

InkDrawing::InkDrawing() : m_image(paper()) {}

void InkDrawing::clear() {
    m_image.fill(0);
    m_empty = true;
}

void InkDrawing::stroke(const QPointF& from, const QPointF& to) {
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(kInk, kInk, kInk), kPen * kSide, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (from == to) {
        painter.drawPoint(from * kSide);
    } else {
        painter.drawLine(from * kSide, to * kSide);
    }
    m_empty = false;
}

QImage InkDrawing::centered() const {
    const QRect box = inkBox(m_image);
    if (box.isEmpty()) {
        return m_image;
    }
    const double scale = kBox * kSide / std::max(box.width(), box.height());
    QImage scaled = paper();
    {
        QPainter painter(&scaled);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QSizeF size = QSizeF(box.size()) * scale;
        painter.drawImage(QRectF(QPointF((kSide - size.width()) / 2, (kSide - size.height()) / 2), size), m_image, box);
    }
    const QPointF away = QPointF(kSide / 2.0, kSide / 2.0) - centerOfMass(scaled);
    QImage moved = paper();
    QPainter painter(&moved);
    painter.drawImage(QPoint(static_cast<int>(std::lround(away.x())), static_cast<int>(std::lround(away.y()))), scaled);
    return moved;
}

std::vector<float> InkDrawing::pixels(int side, bool isCentered) const {
    const QImage source = isCentered ? centered() : m_image;
    std::vector<float> result;
    result.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int row = 0; row < side; ++row) {
        const int top = row * kSide / side;
        const int bottom = std::max(top + 1, (row + 1) * kSide / side);
        for (int column = 0; column < side; ++column) {
            const int left = column * kSide / side;
            const int right = std::max(left + 1, (column + 1) * kSide / side);
            int sum = 0;
            for (int y = top; y < bottom; ++y) {
                const uchar* line = source.constScanLine(y);
                for (int x = left; x < right; ++x) {
                    sum += line[x];
                }
            }
            result.push_back(static_cast<float>(sum) / static_cast<float>(kInk * (bottom - top) * (right - left)));
        }
    }
    return result;
}

}  // namespace glassnet::ui
