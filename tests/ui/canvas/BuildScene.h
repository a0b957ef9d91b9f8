#pragma once

#include <QPoint>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

/// A view in Build mode that notes what it tells, with a network of layers 272 canvas units apart, level at y = 0.
struct BuildScene {
    std::shared_ptr<NetworkSpec> network = std::make_shared<NetworkSpec>();
    std::map<LayerId, Position> positions;
    std::vector<LayerId> layers;
    std::vector<LinkId> links;
    std::unique_ptr<ui::CanvasView> view;

    // What was told.
    struct Dropped {
        QString kind;
        QPointF place;
        std::optional<LinkId> onLink;
        std::optional<LayerId> after;
        std::optional<LayerId> before;
    };
    std::vector<Dropped> dropped;
    std::vector<QString> data;
    std::vector<std::pair<LayerId, LayerId>> drawn;
    std::vector<std::map<LayerId, Position>> moved;
    std::vector<std::pair<qint64, bool>> units;
    std::vector<std::pair<LayerId, qint64>> requested;
    std::vector<std::array<qint64, 4>> unitMoves;
    std::vector<ui::CanvasSelection> selections;
    std::vector<LinkId> linkClicks;
    std::vector<LayerId> renames;
    std::vector<std::pair<qint64, qint64>> connections;
    std::vector<std::pair<LayerId, qint64>> unitClicks;

    /// Input, Dense ..., Output with so many units each, linked one after the other.
    explicit BuildScene(const std::vector<std::int64_t>& units);
    /// Shows the network as it now is.
    void show();
    void select(const std::set<LayerId>& layers, const std::set<LinkId>& links = {});

    [[nodiscard]] const ui::LayerGeometry& layer(std::size_t index) const { return view->frame().geometry.layers.at(layers[index]); }
    [[nodiscard]] QPoint at(const QPointF& scene) const { return view->mapFromScene(scene); }
    /// A drag with the left button in four moves; `hold` leaves the button down.
    void drag(const QPointF& from, const QPointF& to, Qt::KeyboardModifiers modifiers = {}, bool hold = false);
    void click(const QPointF& scene, Qt::KeyboardModifiers modifiers = {});
    /// Drag events of the palette's kind: enters, moves to `to`, and drops there or stays. Returns whether it was taken.
    bool dragIn(const char* mime, const QByteArray& body, const QPointF& to, bool drop, Qt::KeyboardModifiers modifiers = {});
};

}  // namespace glassnet::test
