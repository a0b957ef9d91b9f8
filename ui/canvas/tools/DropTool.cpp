#include "ui/canvas/tools/DropTool.h"

#include <QDropEvent>
#include <QMimeData>

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/ToolTexts.h"
#include "ui/support/MimeTypes.h"

namespace glassnet::ui {

namespace {

constexpr double kSnap = 6;  // pixels

QString body(const QDropEvent& event, const char* mime) { return QString::fromUtf8(event.mimeData()->data(QString::fromLatin1(mime))); }
bool carries(const QDropEvent& event, const char* mime) { return event.mimeData()->hasFormat(QString::fromLatin1(mime)); }

}  // namespace

std::optional<DropPlan> DropTool::planAt(const QString& kind, const ToolPoint& at) const {
    static const NetworkSpec kNothing;
    const double tolerance = at.modifiers.testFlag(Qt::AltModifier) ? 0 : kSnap / m_context.view.zoom();
    return dropPreview(m_context.frame.geometry, m_context.network ? *m_context.network : kNothing, kind.toStdString(), at.scene,
                       tolerance);
}

bool DropTool::drag(const QDropEvent& event, const ToolPoint& at) {
    auto& preview = m_context.preview;
    if (carries(event, kDataMime)) {
        for (const auto& [id, layer] : m_context.frame.geometry.layers) {
            if (m_context.network->layer(id).kind() == LayerKind::Input) {
                preview.lit.insert(id);
            }
        }
        preview.words = PointerWords{ToolTexts::dropData(), false, at.scene};
        return true;
    }
    if (!carries(event, kLayerMime)) {
        return false;
    }
    auto plan = planAt(body(event, kLayerMime), at);
    if (!plan) {
        return false;
    }
    const QString caption = plan->onLink ? ToolTexts::dropBetween() : ToolTexts::dropHere();
    preview.ghost = GhostLayer{std::move(plan->ghost), ToolTexts::kindName(plan->kind), caption};
    preview.wires = std::move(plan->wires);
    preview.replaced = plan->onLink;
    preview.guides = std::move(plan->guides);
    return true;
}

bool DropTool::drop(const QDropEvent& event, const ToolPoint& at) {
    if (carries(event, kDataMime)) {
        emit m_context.view.dataDropped(body(event, kDataMime));
        return true;
    }
    if (!carries(event, kLayerMime)) {
        return false;
    }
    const QString kind = body(event, kLayerMime);
    const auto plan = planAt(kind, at);
    if (plan) {
        emit m_context.view.layerDropped(kind, plan->place(), plan->onLink, plan->after, plan->before);
    }
    return plan.has_value();
}

}  // namespace glassnet::ui
