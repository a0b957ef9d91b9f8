#pragma once

#include "ui/support/ChoiceStrip.h"

namespace glassnet::ui {

/// Weights, Activations, Gradients, Shape: words on a hairline, the chosen one underlined in the accent.
class TabStrip final : public ChoiceStrip {
    Q_OBJECT
public:
    using ChoiceStrip::ChoiceStrip;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QRectF itemRect(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double gap() const;
    [[nodiscard]] double wordsWidth() const;
};

}  // namespace glassnet::ui
