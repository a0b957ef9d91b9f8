#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// A row of a data set as an image, with what it is and what the network says.
struct ImageSample {
    std::vector<float> pixels;     ///< [side, side], the top row first, 0 (paper) to 1 (ink)
    std::optional<int> label;      ///< the class it is, where that is known
    std::optional<int> predicted;  ///< the class the network says, where it was asked
};

/// Samples as pictures in rows, as many as there are. Under each stands what the network says; where that is wrong, a cross and what it
/// is. A click or the arrow keys choose one.
class ImageStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ImageStrip(QWidget* parent = nullptr);

    /// All samples have `side` * `side` pixels; one that has not is shown as a dashed outline.
    void setSamples(int side, std::vector<ImageSample> samples, const QStringList& classNames);
    void setChosen(std::optional<std::size_t> sample);
    void setNumberText(const NumberText& text);

    [[nodiscard]] std::optional<std::size_t> chosen() const noexcept { return m_chosen; }
    /// "Sample 3 is 8, and the network says 3."
    [[nodiscard]] QString words(std::size_t sample) const;
    [[nodiscard]] QRectF tileRect(std::size_t sample) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {366, heightForWidth(366)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, heightForWidth(120)}; }

signals:
    void chosenChanged(std::optional<std::size_t> sample);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int columns(int width) const;
    [[nodiscard]] QString className(int index) const;
    [[nodiscard]] bool isWrong(const ImageSample& sample) const {
        return sample.label && sample.predicted && sample.label != sample.predicted;
    }
    [[nodiscard]] std::optional<std::size_t> sampleAt(const QPointF& position) const;
    void choose(std::optional<std::size_t> sample);
    void describe();
    void paintTile(QPainter& painter, std::size_t index);

    int m_side = 0;
    std::vector<ImageSample> m_samples;
    std::vector<QImage> m_images;  ///< a pixel a number; empty: to be made anew
    QStringList m_classNames;
    NumberText m_text;
    std::optional<std::size_t> m_chosen;
};

}  // namespace glassnet::ui
