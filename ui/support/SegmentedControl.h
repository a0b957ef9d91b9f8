#pragma once

#include "ui/support/ChoiceStrip.h"

namespace glassnet::ui {

/// Build, Step, Train, Present: words in a row, the chosen one on a pill.
class SegmentedControl final : public ChoiceStrip {
    Q_OBJECT
public:
    using ChoiceStrip::ChoiceStrip;

    /// Narrow segments, for an option among others; wide at first.
    void setCompact(bool compact);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] QRectF itemRect(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double itemWidth() const;

    bool m_compact = false;
};

}  // namespace glassnet::ui
