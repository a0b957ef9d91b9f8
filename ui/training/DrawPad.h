#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/support/NumberText.h"

class QCheckBox;

namespace glassnet::ui {

class InkPad;
class InkPreview;
class PillButton;
class ScoreBars;

/// Draw a digit and see what the network says of it: the paper, the small image that the network gets of it, and a bar for each class.
class DrawPad final : public QWidget {
    Q_OBJECT
public:
    explicit DrawPad(QWidget* parent = nullptr);

    /// The edge of the image that the network gets: 28 at first.
    void setSide(int side);
    /// Whether the image is scaled and centered as MNIST's digits are; on at first.
    void setCentered(bool on);
    void setClassNames(const QStringList& names);
    /// What the network says; one a class, empty while nothing is known.
    void setScores(std::vector<double> scores);
    void setNumberText(const NumberText& text);
    void clear();

    /// [side, side], the top row first, 0 (paper) to 1 (ink).
    [[nodiscard]] const std::vector<float>& pixels() const noexcept { return m_pixels; }
    [[nodiscard]] InkPad& pad() const noexcept { return *m_pad; }

signals:
    void imageChanged(const std::vector<float>& pixels);

private:
    void renew();

    InkPad* m_pad;
    InkPreview* m_preview;
    ScoreBars* m_bars;
    QCheckBox* m_centered;
    PillButton* m_clear;
    int m_side = 28;
    std::vector<float> m_pixels;
};

}  // namespace glassnet::ui
