#pragma once

#include <QWidget>
#include <vector>

namespace glassnet::ui {

/// A small gray image, as a network gets it.
class InkPreview final : public QWidget {
    Q_OBJECT
public:
    explicit InkPreview(QWidget* parent = nullptr);

    /// `pixels` is [side, side], 0 to 1.
    void setPixels(int side, std::vector<float> pixels);

    [[nodiscard]] QSize sizeHint() const override { return {56, 56}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side = 0;
    std::vector<float> m_pixels;
};

}  // namespace glassnet::ui
