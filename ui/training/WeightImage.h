#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The weights from the pixels of an image into one unit, as an image themselves: where ink speaks for the unit it is blue, where it
/// speaks against it orange. Limits are symmetric.
class WeightImage final : public QWidget {
    Q_OBJECT
public:
    explicit WeightImage(QWidget* parent = nullptr);

    /// `weights` is [height, width], the top row first; another count shows that nothing is known. `name`: of the unit.
    void setWeights(const QString& name, int width, int height, std::vector<float> weights);
    /// The |weight| of the full color; 0 (at first): the largest there is. For pictures that are to be compared.
    void setLimit(double limit);
    void setNumberText(const NumberText& text);

    /// The |weight| that has the full color now.
    [[nodiscard]] double limit() const noexcept;
    [[nodiscard]] QRectF imageRect() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {48, 60}; }

signals:
    /// "Row 3, column 5: −0.1200" while a weight is pointed at; empty when none is.
    void told(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] bool isWhole() const noexcept;
    void describe();

    QString m_name;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<float> m_weights;
    double m_largest = 1;
    double m_fixed = 0;
    NumberText m_text;
    QImage m_image;  ///< a pixel a weight; null: to be painted anew
};

}  // namespace glassnet::ui
