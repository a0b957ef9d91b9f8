#pragma once

#include <QPointF>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/CanvasSelection.h"
#include "ui/canvas/tools/BuildPreview.h"
#include "ui/canvas/tools/Grab.h"

namespace glassnet::ui {

class CanvasView;

/// The sentence why a link cannot be drawn; none when it can.
using ConnectRule = std::function<std::optional<QString>(LayerId from, LayerId to)>;

/// What the tools read, where they show what would happen, and the view whose signals tell what a person wants.
struct ToolContext {
    CanvasView& view;
    const CanvasFrame& frame;
    BuildPreview preview;
    std::shared_ptr<const NetworkSpec> network;  ///< null: none
    std::map<LayerId, Position> positions;       ///< of the layers that have one
    CanvasSelection selection;
    ConnectRule connectRule;
};

/// Where the pointer is.
struct ToolPoint {
    QPointF scene;
    QPointF viewport;
    Qt::KeyboardModifiers modifiers;
};

/// One gesture: begins when a pressed pointer moves, previews while it moves, tells once at the end or takes everything back.
class CanvasTool {
public:
    explicit CanvasTool(ToolContext& context) : m_context(context) {}
    CanvasTool(const CanvasTool&) = delete;
    CanvasTool& operator=(const CanvasTool&) = delete;
    virtual ~CanvasTool() = default;

    /// The button went down at `at` on `grab`; the network is there.
    virtual void begin(const Grab& grab, const ToolPoint& at) = 0;
    virtual void move(const ToolPoint& at) = 0;
    /// The button was let go.
    virtual void finish(const ToolPoint& at) = 0;
    /// Escape, or the ground was taken away. The preview is emptied by the caller.
    virtual void cancel() {}
    [[nodiscard]] virtual Qt::CursorShape cursor() const { return Qt::ClosedHandCursor; }

protected:
    /// Pixels on the screen in canvas units.
    [[nodiscard]] double canvasUnits(double pixels) const;
    /// The user's name of a layer.
    [[nodiscard]] QString nameOf(LayerId layer) const;
    /// The layer whose card or title holds the point; none.
    [[nodiscard]] LayerId layerAt(const QPointF& scene) const;

    /// Within so many pixels things snap; Alt suspends it.
    static constexpr double kSnap = 6;

    ToolContext& m_context;
};

}  // namespace glassnet::ui
