#pragma once

#include <vector>

#include "ui/canvas/CanvasElements.h"
#include "ui/support/AccessibleParts.h"

namespace glassnet::ui {

class CanvasView;

/// The drawn units and the loss for a screen reader, layer by layer: a unit's name, its number, and the sentence that pointing at it shows.
/// Pressing a unit is clicking it.
class CanvasAccess final : public AccessiblePartSource {
public:
    explicit CanvasAccess(CanvasView& view) : m_view(view) {}
    /// Has all canvases give their units so.
    static void install();

    [[nodiscard]] std::size_t count() const override;
    [[nodiscard]] AccessiblePart part(std::size_t index) const override;
    void press(std::size_t index) override;

private:
    [[nodiscard]] std::vector<CanvasHit> things() const;

    CanvasView& m_view;
};

}  // namespace glassnet::ui
