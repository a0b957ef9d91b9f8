#pragma once

#include <optional>
#include <vector>

#include "engine/project/Project.h"
#include "ui/training/ImageStrip.h"
#include "ui/training/MapScene.h"
#include "ui/training/ScrollPage.h"

namespace glassnet::ui {

class DrawPad;
class Note;
class WeightImage;

/// The page of training for rows that are images: a pad to draw one and see what the network says, the weights of a unit as an image, and
/// samples with what the network says of them.
class ImagesPage final : public ScrollPage {
    Q_OBJECT
public:
    /// Samples that are shown.
    static constexpr std::int64_t kSamples = 24;

    explicit ImagesPage(QWidget* parent = nullptr);

    /// Rows of another project; `side` 0: they are no images.
    void setRows(const MapRows& rows, std::int64_t side);
    /// The weights into a unit of the first layer: [side * side]; empty: none is chosen.
    void setWeights(const QString& unit, std::vector<float> weights);
    /// What the network says: of the drawn image a score for each class, of each sample a class.
    void setScores(std::vector<double> scores);
    void setPredicted(const std::vector<int>& classes);
    void setNumberText(const NumberText& text);

    [[nodiscard]] std::int64_t side() const noexcept { return m_side; }
    /// The drawn image as a raw row, [1, side * side]; none while nothing is drawn.
    [[nodiscard]] std::optional<Tensor> drawn() const;
    /// The samples as raw rows, [n, side * side].
    [[nodiscard]] const Tensor& samples() const noexcept { return m_samples; }
    [[nodiscard]] DrawPad& pad() const noexcept { return *m_pad; }

signals:
    /// Another image was drawn: what the network says of it is wanted.
    void drawingChanged();

private:
    void showSamples(const std::vector<int>& predicted);

    std::int64_t m_side = 0;
    /// What full ink is in the rows as they were read.
    double m_ink = 1.0;
    Tensor m_samples = Tensor::zeros(glassnet::Shape{0, 0});
    std::vector<int> m_labels;
    QStringList m_classNames;
    bool m_isDrawn = false;
    DrawPad* m_pad;
    Note* m_choose;
    WeightImage* m_weights;
    ImageStrip* m_strip;
};

/// The edge of the square images that the rows are; 0 where they are none: fewer than 64 columns, or no square number of them.
[[nodiscard]] std::int64_t imageSide(const SplitData& data);

}  // namespace glassnet::ui
