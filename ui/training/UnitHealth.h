#pragma once

#include <QWidget>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// How many units of a layer learn nothing any more, or hardly anything.
struct LayerHealth {
    QString name;       ///< "Dense 1"
    int units = 0;      ///< all of them
    int dead = 0;       ///< output zero for every sample
    int saturated = 0;  ///< flat for nearly every sample
};

/// The health of each layer's units: a bar of its parts, and the numbers in words.
class UnitHealth final : public QWidget {
    Q_OBJECT
public:
    explicit UnitHealth(QWidget* parent = nullptr);

    void setLayers(std::vector<LayerHealth> layers);
    void setNumberText(const NumberText& text);
    /// "2 dead, 1 saturated of 8"; "all 8 learn".
    [[nodiscard]] QString words(const LayerHealth& layer) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] double namesWidth() const;
    [[nodiscard]] double wordsWidth() const;
    void describe();

    std::vector<LayerHealth> m_layers;
    NumberText m_text;
};

}  // namespace glassnet::ui
