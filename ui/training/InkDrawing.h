#pragma once

#include <QImage>
#include <QPointF>
#include <vector>

namespace glassnet::ui {

/// A drawing in ink on a square, and the small gray image that a network gets of it.
class InkDrawing {
public:
    /// The drawing's own edge in pixels, whatever the small image's.
    static constexpr int kSide = 280;
    /// How thick the pen is, in parts of the edge: about two of 28 pixels, as the strokes of MNIST's digits.
    static constexpr double kPen = 0.085;

    InkDrawing();

    void clear();
    [[nodiscard]] bool isEmpty() const noexcept { return m_empty; }
    /// A stroke between two places, each from (0, 0) at the top left to (1, 1).
    void stroke(const QPointF& from, const QPointF& to);
    /// The drawing, 0 (paper) to 255 (ink).
    [[nodiscard]] const QImage& image() const noexcept { return m_image; }

    /// [side, side], the top row first, 0 (paper) to 1 (ink): each pixel the mean of its part of the drawing. `isCentered`: first as
    /// MNIST's digits were made (LeCun, Cortes, Burges), scaled to a box of 20 of 28 parts of the edge and moved so that the center of its
    /// mass is in the middle.
    [[nodiscard]] std::vector<float> pixels(int side, bool isCentered) const;

private:
    [[nodiscard]] QImage centered() const;

    QImage m_image;
    bool m_empty = true;
};

}  // namespace glassnet::ui
