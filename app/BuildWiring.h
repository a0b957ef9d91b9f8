#pragma once

#include <QObject>

#include "ui/drawing/DrawingCommands.h"
#include "ui/drawing/ValueCommands.h"
#include "ui/header/ModeSwitch.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class Palette;
struct FindRow;
}  // namespace glassnet::ui

namespace glassnet::app {

class CanvasArea;
class RightPanel;
class UnitsEditor;
enum class ActionId : unsigned char;

/// Connects what Build mode shows with what it can do: palette, canvas, side panel and problems with the commands, and the workbench's
/// answers with what shows them. Decides nothing.
class BuildWiring final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ui::Workbench& workbench;
        ui::Palette& palette;
        CanvasArea& area;
        RightPanel& panel;
    };
    BuildWiring(const Parts& parts, QObject* parent);

    [[nodiscard]] ui::DrawingCommands& commands() noexcept { return m_commands; }
    /// Carries out an action of the catalog that belongs to building; false when it is none of them.
    bool perform(ActionId id);
    /// A digit was typed while a layer is selected: opens the field for its units. False when there is no such layer.
    bool typeUnits(const QString& digit);
    /// Goes to a layer, or to a unit of it.
    void goTo(LayerId layer, std::optional<std::int64_t> unit);
    /// Shows the drawing; `anew` where it is another one, which is fitted.
    void showDrawing(bool anew);
    void showSelection();
    void setMode(ui::Mode mode);

signals:
    /// A person began to draw: the mode for it is wanted.
    void buildingWanted();
    /// A set that is no formula was chosen in the palette, or a table is to be opened: its key there.
    void dataWanted(const QString& key);

private:
    void connectCanvas();
    void connectPanel();
    void useData(const QString& key);
    void showHistory();
    void showProblems();
    void showChanged();
    void copy();
    void remove();
    bool toggleCut();
    void showOverview();

    Parts m_parts;
    ui::DrawingCommands m_commands;
    ui::ValueCommands m_values;
    UnitsEditor* m_units;
    /// The single connection that was clicked last, chosen while its weight is.
    struct Connection {
        LinkId link;
        UnitPair pair;
        ui::ElementRef weight;
    };
    std::optional<Connection> m_connection;
    bool m_building = false;
};

}  // namespace glassnet::app
