#pragma once

#include <QObject>
#include <QPointF>
#include <QString>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/network/LayerProperties.h"
#include "engine/network/Problems.h"
#include "engine/project/UnitMoves.h"
#include "ui/drawing/LayerPlaces.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {

/// What a person can do to a drawing, in their words: each is one edit of the workbench with its title, and selects what came of it. A
/// refusal is told by the workbench's failed(); nothing is changed then.
class DrawingCommands final : public QObject {
    Q_OBJECT
public:
    explicit DrawingCommands(Workbench& workbench, QObject* parent = nullptr);

    /// Where the sizes of the layers as drawn come from; without it they count as points.
    void setSizes(std::function<HalfSizes()> sizes) { m_sizes = std::move(sizes); }

    /// Adds a layer of this kind behind the selected one (else behind the last), linked and in place.
    void add(LayerKind kind);
    /// Adds a layer where it was dropped: on a link, or between `after` and `before` where given.
    void drop(LayerKind kind, const QPointF& place, std::optional<LinkId> onLink, std::optional<LayerId> after,
              std::optional<LayerId> before);
    /// Lets the network learn from this synthetic set; an Input and an Output are made to fit it.
    void useData(const QString& key);
    /// Replaces the whole drawing by a chain of layers of these sizes.
    void makeChain(const std::vector<std::int64_t>& sizes);
    void connectLayers(LayerId from, LayerId to);

    [[nodiscard]] std::set<LayerId> selectedLayers() const;
    void selectAll();
    void removeSelected();
    void duplicateSelected();
    /// The selected layers with their numbers, as text; empty when none is selected.
    [[nodiscard]] QString copySelected() const;
    /// Adds the layers that a text of copySelected holds; a sentence tells when it holds none.
    void paste(const QString& text);

    /// While an edge is dragged: one entry, until `done`.
    void setUnits(LayerId layer, std::int64_t units, bool done);
    /// More or fewer units in the selected layers, at least one.
    void addUnits(std::int64_t by);
    void setProperty(const std::set<LayerId>& layers, const std::string& key, const PropertyValue& value);
    void setName(LayerId layer, const QString& name);
    void setUnitName(LayerId layer, std::int64_t unit, const QString& name);
    /// Holds a unit at a value, or lets go of it.
    void setClamp(LayerId layer, std::int64_t unit, std::optional<double> value);
    void setColor(const std::set<LayerId>& layers, int color);
    void moveLayers(const std::map<LayerId, Position>& positions);
    void moveUnit(const UnitMove& move);
    /// Cuts a connection or mends it.
    void toggleCut(LinkId link, UnitPair connection);
    /// Stops or lets the selected layers learn.
    void toggleTrainable();
    void align(Alignment alignment);
    void distribute(bool horizontally);
    void arrange();
    /// Moves the selected layers; a series of moves is one entry.
    void nudge(double dx, double dy);
    void repair(const Repair& repair);

signals:
    /// Something to say in the status line.
    void sentence(const QString& text);

private:
    using Change = std::function<Result<void>(Project&)>;
    bool edit(const QString& title, const Change& change, const EditOptions& options = {});
    void select(const std::set<LayerId>& layers);
    [[nodiscard]] std::map<LayerId, Position> selectedPlaces() const;
    [[nodiscard]] TrainingState presentNumbers() const;
    [[nodiscard]] std::optional<LayerId> lastLayer() const;

    Workbench& m_workbench;
    std::function<HalfSizes()> m_sizes;
};

}  // namespace glassnet::ui
