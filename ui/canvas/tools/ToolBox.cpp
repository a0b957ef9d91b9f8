#include "ui/canvas/tools/ToolBox.h"

#include <QDropEvent>
#include <QMouseEvent>

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/Bundles.h"
#include "ui/canvas/tools/LayerMarks.h"
#include "ui/canvas/tools/ResizeTool.h"
#include "ui/canvas/tools/SelectTool.h"
#include "ui/canvas/tools/UnitTool.h"
#include "ui/canvas/tools/WireTool.h"

namespace glassnet::ui {

namespace {

constexpr int kToolBoxClickReach = 4;  // pixels a click may move

template <class Set, class Id>
void toggle(Set& set, Id id) {
    if (set.erase(id) == 0) {
        set.insert(id);
    }
}

bool isTrainable(const LayerSpec& layer) {
    if (const auto* dense = layer.dense()) {
        return dense->trainable;
    }
    if (const auto* norm = std::get_if<BatchNormSettings>(&layer.settings)) {
        return norm->trainable;
    }
    const auto* norm = std::get_if<LayerNormSettings>(&layer.settings);
    return norm == nullptr || norm->trainable;
}

}  // namespace

ToolBox::ToolBox(CanvasView& view, const CanvasFrame& frame) : m_context{view, frame, {}, {}, {}, {}, {}}, m_drop(m_context) {
    m_tools[GrabKind::Ground] = std::make_unique<SelectTool>(m_context);
    m_tools[GrabKind::OutEdge] = std::make_unique<WireTool>(m_context);
    m_tools[GrabKind::LowerEdge] = std::make_unique<ResizeTool>(m_context);
    m_tools[GrabKind::Unit] = std::make_unique<UnitTool>(m_context);
}

ToolBox::~ToolBox() = default;

CanvasTool* ToolBox::toolFor(const Grab& grab) const {
    switch (grab.kind) {
        case GrabKind::OutEdge:
        case GrabKind::InEdge:
            return m_tools.at(GrabKind::OutEdge).get();
        case GrabKind::LowerEdge:
            return m_tools.at(GrabKind::LowerEdge).get();
        case GrabKind::Unit:
            return m_tools.at(hasOwnUnits(*m_context.network, grab.layer) ? GrabKind::Unit : GrabKind::Ground).get();
        case GrabKind::Fewer:
        case GrabKind::More:
            return nullptr;
        default:
            return m_tools.at(GrabKind::Ground).get();
    }
}

GrabScene ToolBox::scene() const {
    static const NetworkSpec kNothing;
    return {m_context.frame.geometry, m_context.network ? *m_context.network : kNothing, m_marks.cuts, m_marks.stepped,
            m_context.view.zoom()};
}

ToolPoint ToolBox::pointOf(const QPointF& viewportPoint, Qt::KeyboardModifiers modifiers) const {
    return {m_context.view.viewportTransform().inverted().map(viewportPoint), viewportPoint, modifiers};
}

void ToolBox::setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions) {
    m_context.network = std::move(network);
    m_context.positions = std::move(positions);
    m_marks.frozen.clear();
    m_marks.hovered = {};
    if (m_context.network) {
        for (const auto& layer : m_context.network->layers()) {
            if (!isTrainable(layer)) {
                m_marks.frozen.insert(layer.id);
            }
        }
    }
    const bool gone = m_grab.layer.valid() && (!m_context.network || m_context.network->find(m_grab.layer) == nullptr);
    if (gone) {
        m_tool = nullptr;
        end();
    }
    showSteppers();
}

void ToolBox::laidOut(const std::map<LayerId, Position>& shown) {
    m_marks.cuts = m_context.network ? cutConnections(*m_context.network, shown) : std::vector<LinkGeometry>();
}

void ToolBox::setSelection(const Selection& selection) {
    m_context.selection = {selection.layers, selection.links};
    if (selection.layers.empty() && selection.links.empty() && selection.layer.valid()) {
        m_context.selection.layers.insert(selection.layer);
    }
    m_marks.layers = m_context.selection.layers;
    m_marks.links = m_context.selection.links;
    showSteppers();
}

void ToolBox::setBuilding(bool building) {
    if (!building) {
        cancel();
        clearPreview();
        m_marks.hovered = {};
    }
    m_marks.building = building;
    showSteppers();
}

void ToolBox::showSteppers() {
    const bool one = m_marks.building && m_marks.layers.size() == 1 && m_context.network;
    m_marks.stepped = one && hasOwnUnits(*m_context.network, *m_marks.layers.begin()) ? *m_marks.layers.begin() : LayerId{};
}

void ToolBox::clearPreview() {
    m_context.preview = {};
    m_context.preview.visible = m_context.view.mapToScene(m_context.view.viewport()->rect()).boundingRect();
}

void ToolBox::end() {
    m_tool = nullptr;
    m_pressed.reset();
    m_grab = {};
    clearPreview();
    m_context.view.viewport()->update();
}

void ToolBox::press(const QMouseEvent& event) {
    m_start = pointOf(event.position(), event.modifiers());
    m_grab = grabAt(scene(), m_start.scene);
    m_pressed = event.pos();
}

bool ToolBox::move(const QMouseEvent& event) {
    if (!m_pressed) {
        return false;
    }
    clearPreview();
    if (m_tool == nullptr) {
        if ((event.pos() - *m_pressed).manhattanLength() <= kToolBoxClickReach || !m_context.network) {
            return true;
        }
        m_tool = toolFor(m_grab);
        if (m_tool == nullptr) {
            return true;
        }
        m_marks.hovered = {};
        m_tool->begin(m_grab, m_start);
        m_context.view.viewport()->setCursor(m_tool->cursor());
    }
    m_tool->move(pointOf(event.position(), event.modifiers()));
    m_context.view.viewport()->update();
    return true;
}

void ToolBox::release(const QMouseEvent& event) {
    if (!m_pressed) {
        return;
    }
    const ToolPoint at = pointOf(event.position(), event.modifiers());
    if (m_tool != nullptr) {
        // What is told may bring a new network, which ends the gesture for good.
        auto* tool = m_tool;
        tool->finish(at);
        end();
    } else {
        const Grab grab = m_grab;
        const bool still = (event.pos() - *m_pressed).manhattanLength() <= kToolBoxClickReach;
        end();
        if (still) {
            const bool button = grab.kind == GrabKind::Fewer || grab.kind == GrabKind::More;
            click(button ? grab : thingAt(scene(), at.scene), event.modifiers());
        }
    }
    hover(event.position());
}

void ToolBox::doubleClick(const QMouseEvent& event) {
    const Grab grab = thingAt(scene(), pointOf(event.position(), event.modifiers()).scene);
    if (grab.kind == GrabKind::Title) {
        emit m_context.view.renameRequested(grab.layer);
    } else if (grab.kind == GrabKind::Connection) {
        emit m_context.view.linkClicked(grab.link);
        select(grab, {});
    } else {
        press(event);
    }
}

void ToolBox::hover(const std::optional<QPointF>& viewportPoint) {
    const Grab grab = viewportPoint ? grabAt(scene(), pointOf(*viewportPoint, {}).scene) : Grab{};
    m_context.view.viewport()->setCursor(grab.cursor);
    if (!(grab == m_marks.hovered)) {
        m_marks.hovered = grab;
        m_context.view.viewport()->update();
    }
}

bool ToolBox::cancel() {
    if (!m_pressed) {
        return false;
    }
    const bool active = m_tool != nullptr;
    if (active) {
        auto* tool = m_tool;
        tool->cancel();
    }
    end();
    return active;
}

void ToolBox::click(const Grab& grab, Qt::KeyboardModifiers modifiers) {
    const bool plain = (modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) == Qt::NoModifier;
    auto& view = m_context.view;
    switch (grab.kind) {
        case GrabKind::Fewer:
        case GrabKind::More: {
            const auto units = m_context.frame.geometry.layers.at(grab.layer).units + (grab.kind == GrabKind::More ? 1 : -1);
            if (units >= 1) {
                emit view.unitsRequested(grab.layer, units);
            }
            return;
        }
        case GrabKind::Unit:
            if (plain) {
                emit view.unitClicked(grab.layer, grab.to);
                return;
            }
            break;
        case GrabKind::Connection:
            if (plain) {
                view.tellConnection(grab.link, grab.from, grab.to);
                return;
            }
            break;
        case GrabKind::Link:
            if (plain) {
                emit view.linkClicked(grab.link);
            }
            break;
        case GrabKind::Ground:
        case GrabKind::Loss:
            if (plain) {
                emit view.backgroundClicked();
                emit view.selectionRequested({});
            }
            return;
        default:
            break;
    }
    select(grab, modifiers);
}

void ToolBox::select(const Grab& grab, Qt::KeyboardModifiers modifiers) {
    const bool toggles = modifiers.testFlag(Qt::ControlModifier);
    CanvasSelection next = toggles || modifiers.testFlag(Qt::ShiftModifier) ? m_context.selection : CanvasSelection{};
    if (grab.kind == GrabKind::Link || grab.kind == GrabKind::Connection) {
        if (toggles) {
            toggle(next.links, grab.link);
        } else {
            next.links.insert(grab.link);
        }
    } else if (toggles) {
        toggle(next.layers, grab.layer);
    } else {
        next.layers.insert(grab.layer);
    }
    emit m_context.view.selectionRequested(next);
}

bool ToolBox::dragged(QEvent& event) {
    const auto type = event.type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::DragLeave && type != QEvent::Drop) {
        return false;
    }
    clearPreview();
    m_context.view.viewport()->update();
    if (type == QEvent::DragLeave) {
        return true;
    }
    auto& drag = static_cast<QDropEvent&>(event);
    const ToolPoint at = pointOf(drag.position(), drag.modifiers());
    const bool taken = isBuilding() && (type == QEvent::Drop ? m_drop.drop(drag, at) : m_drop.drag(drag, at));
    drag.setAccepted(taken);
    if (taken) {
        drag.acceptProposedAction();
    }
    return true;
}

QString ToolBox::problemAt(const QPointF& viewportPoint) const {
    const QPointF point = pointOf(viewportPoint, {}).scene;
    for (const auto& [id, sentence] : m_marks.problems) {
        const auto layer = m_context.frame.geometry.layers.find(id);
        if (layer != m_context.frame.geometry.layers.end() &&
            (layer->second.card.contains(point) || layer->second.title.contains(point) || problemSign(layer->second).contains(point))) {
            return sentence;
        }
    }
    return {};
}

}  // namespace glassnet::ui
