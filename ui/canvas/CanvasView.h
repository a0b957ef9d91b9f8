#pragma once

#include <QGraphicsView>
#include <map>
#include <memory>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "engine/project/Project.h"
#include "ui/canvas/CanvasBackdrop.h"
#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/CanvasSelection.h"
#include "ui/canvas/FrameMaker.h"
#include "ui/canvas/LinkRenderer.h"
#include "ui/canvas/PanHand.h"
#include "ui/canvas/tools/CanvasTool.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class ToolBox;
class ValueMotion;

/// What happens to the part of the canvas that is shown when the network changes.
enum class ViewChange : std::uint8_t { Keep, Fit };

/// The network as a picture: layers left to right with the number of every unit, links with their weights, the loss; at each position
/// of the tape it leads the eye to what was just computed. Shows what its setters are given and tells what a person points at; owns
/// neither the selection nor the numbers. While building it also tells how a person wants the network changed; it changes nothing itself.
class CanvasView final : public QGraphicsView {
    Q_OBJECT
public:
    static constexpr double kSmallestZoom = 0.1;
    static constexpr double kLargestZoom = 6;
    /// From one press of a key or button to the next.
    static constexpr double kZoomStep = 1.25;

    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    /// Another network (fit it), or the same one changed (keep the view; the first one is always fitted). Null: an empty ground. Layers
    /// without a position are arranged.
    void setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions, ViewChange view = ViewChange::Keep);
    /// Other numbers; null: nothing is computed. Its network should be the one shown.
    void setSnapshot(SnapshotPtr snapshot);
    void setSelection(const Selection& selection);
    /// Lights what shows this element, as when a cell of a matrix is pointed at: its unit or connection, and its own tag. No signal.
    void setHovered(std::optional<ElementRef> element);
    /// Lights what shows these tensors, as when an entry of the tape is pointed at; none: nothing. No signal.
    void setLit(const std::vector<TensorId>& tensors);
    /// Shows these numbers as not there, without anything that tells them; an empty function: none. Call again when what it says changes.
    void setHidden(HiddenNumbers hidden);
    /// What each unit gives over the plane of two inputs: units with a map are shown as it, without numbers, and no tag says a weight.
    /// Null: units are circles again. Other maps of the same units are only painted; nothing is laid out.
    void setUnitPictures(std::shared_ptr<const UnitPictures> pictures);
    /// Also takes over Fonts::scale(): type and strokes grow with it and layers move apart, but not while building.
    void setTheme(const Theme& theme);
    /// Decimals of every number, 4 at first.
    void setDigits(int digits) { setNumberText(m_frame.numbers.withDecimals(digits)); }
    /// How every number is written.
    void setNumberText(const NumberText& numbers);
    [[nodiscard]] const NumberText& numbers() const noexcept { return m_frame.numbers; }

    /// Build mode: the gestures of building are on, selected layers are outlined.
    void setBuilding(bool building);
    [[nodiscard]] bool isBuilding() const;
    /// The sentence why a link cannot be drawn; without a rule every link can.
    void setConnectRule(ConnectRule rule);
    /// What is wrong with a layer, in sentences.
    void setProblems(std::map<LayerId, QString> problems);
    /// The marks that a person gave layers, 1 to kMarks.
    void setColors(std::map<LayerId, int> colors);
    /// Shows layers elsewhere until they are put back (an empty map) or another network comes. For tools: tells nobody.
    void previewLayers(std::map<LayerId, Position> positions);
    /// What a click on this connection tells. For tools.
    void tellConnection(LinkId link, std::int64_t from, std::int64_t to);

    /// All of the network in the middle, never larger than zoom 1.25; stays so while the window changes size, until a person zooms or pans.
    void fit();
    /// Zooms by `factor` about a point of the viewport, within the limits.
    void zoomAt(const QPointF& viewportPoint, double factor);
    /// The same about the middle of the viewport.
    void zoomBy(double factor) { zoomAt(QRectF(viewport()->rect()).center(), factor); }
    [[nodiscard]] double zoom() const { return transform().m11(); }
    /// Shows this point of the scene in the middle.
    void panTo(const QPointF& scene);
    /// The part of the scene that the window shows.
    [[nodiscard]] QRectF visiblePart() const;

    /// Waits until links that are drawn on another thread are all there, and paints them: for a picture of the window.
    void finishLinks();
    [[nodiscard]] const LinkRenderer& links() const noexcept { return m_links; }

    /// The numbers on their way while a step is taken; null without a network.
    [[nodiscard]] ValueMotion* motion() const noexcept { return m_motion; }

    /// What is painted at the moment, for tests and for what is read out.
    [[nodiscard]] const CanvasFrame& frame() const {
        freshen();
        return m_frame;
    }
    [[nodiscard]] const NetworkSpec* network() const noexcept { return m_network.get(); }
    [[nodiscard]] const BuildPreview& preview() const;
    /// The sentence that says what a thing is and its exact number; empty for the ground.
    [[nodiscard]] QString sentence(const CanvasHit& hit) const;

signals:
    void unitClicked(glassnet::LayerId layer, qint64 unit);
    void layerClicked(glassnet::LayerId layer);
    /// `weight`: the element of the weight matrix; none where the link carries no weights or no program is shown.
    void connectionClicked(glassnet::LinkId link, qint64 from, qint64 to, std::optional<glassnet::ui::ElementRef> weight);
    /// What the pointer is on, when it changes; none off units and weighted connections.
    void hovered(std::optional<glassnet::ui::ElementRef> element);
    void backgroundClicked();
    /// visiblePart() or where the layers stand has changed.
    void viewChanged();

    // What a person wants while building.

    /// A layer of this kind (a key of layerKinds()) was dropped with its middle at `place`: on a link, where it inserts itself, or to be
    /// linked behind `after` and before `before`, where there are such layers.
    void layerDropped(QString kindKey, QPointF place, std::optional<glassnet::LinkId> onLink, std::optional<glassnet::LayerId> after,
                      std::optional<glassnet::LayerId> before);
    /// A data set of the palette was dropped.
    void dataDropped(QString key);
    void linkDrawn(glassnet::LayerId from, glassnet::LayerId to);
    /// Once, when layers are let go; with them those that had no position yet, so that they stay.
    void layersMoved(std::map<glassnet::LayerId, glassnet::Position> positions);
    /// While a lower edge is dragged, at each new count; `done` once at the end, with the count from before if Escape took it back.
    void unitsDragged(glassnet::LayerId layer, qint64 units, bool done);
    /// The plus or minus button.
    void unitsRequested(glassnet::LayerId layer, qint64 units);
    /// A unit was dragged; `place` is the number it is to have in `to` afterwards.
    void unitMoved(glassnet::LayerId from, qint64 unit, glassnet::LayerId to, qint64 place);
    /// These layers and links, all of them, are to be selected. A click on a unit or a single connection tells unitClicked or
    /// connectionClicked instead.
    void selectionRequested(glassnet::ui::CanvasSelection selection);
    /// A whole bundle was clicked without Shift or Ctrl; selectionRequested follows.
    void linkClicked(glassnet::LinkId link);
    void renameRequested(glassnet::LayerId layer);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void refresh();
    /// Numbers, selection and digits often change together: the picture is written once, when somebody looks.
    void freshen() const;
    /// The scale of type and strokes.
    [[nodiscard]] double scale() const;
    /// Takes over another scale, if it is another.
    void rescale();
    void hover(const QPointF& viewportPoint);
    /// `tag`: the number of the tag that is pointed at.
    void hover(const CanvasHit& hit, const std::optional<ElementRef>& tag = std::nullopt);
    void click(const QPoint& place);
    [[nodiscard]] CanvasHit hitAt(const QPointF& viewportPoint) const;
    [[nodiscard]] std::optional<ElementRef> elementOf(const CanvasHit& hit) const;
    [[nodiscard]] bool hasProgram() const { return m_snapshot && m_snapshot->program; }
    [[nodiscard]] bool hasLoss() const { return hasProgram() && m_snapshot->program->loss().valid(); }

    mutable CanvasFrame m_frame;
    mutable FrameMaker m_maker;
    CanvasBackdrop m_backdrop{m_frame};
    mutable bool m_isStale = false;
    ValueMotion* m_motion = nullptr;  ///< of the scene
    LinkRenderer m_links;
    std::shared_ptr<const NetworkSpec> m_network;
    std::map<LayerId, Position> m_positions;
    SnapshotPtr m_snapshot;
    Selection m_selection;
    std::map<LayerId, Position> m_previewed;
    std::unique_ptr<ToolBox> m_tools;
    bool m_fitted = true;
    bool m_fitLoss = false;  ///< the loss of a network that was just fitted is still to come
    bool m_keyboardFocus = false;
    PanHand m_hand{*this};
    std::optional<QPoint> m_pressed;
};

}  // namespace glassnet::ui
