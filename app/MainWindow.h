#pragma once

#include <QMainWindow>
#include <array>
#include <functional>
#include <memory>

#include "app/ActionCatalog.h"
#include "app/Settings.h"
#include "ui/header/ModeSwitch.h"
#include "ui/workbench/Workbench.h"

class QAction;

namespace glassnet::ui {
class HeaderBar;
class Palette;
class SidePanel;
struct FindRow;
}  // namespace glassnet::ui

namespace glassnet::app {

class BottomBar;
class BuildWiring;
class CanvasArea;
class DataWiring;
class DeviceWiring;
class Presenter;
class RightPanel;
class StepWiring;
class TrainWiring;

/// The window: puts the parts together and connects them with the workbench; does nothing itself.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// `devices`: those beside the CPU, looked for at once; null: the CPU only.
    explicit MainWindow(Settings& settings, QWidget* parent = nullptr, std::shared_ptr<DeviceHost> devices = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ui::Workbench& workbench() noexcept { return m_workbench; }
    [[nodiscard]] QAction& action(ActionId id) const { return *m_actions.at(static_cast<std::size_t>(id)); }
    [[nodiscard]] ui::SidePanel& panel() const noexcept;
    [[nodiscard]] RightPanel& rightPanel() const noexcept { return *m_right; }
    [[nodiscard]] ui::Palette& palette() const noexcept { return *m_palette; }
    [[nodiscard]] BuildWiring& building() const noexcept { return *m_build; }
    [[nodiscard]] StepWiring& stepping() const noexcept { return *m_step; }
    [[nodiscard]] DataWiring& data() const noexcept { return *m_data; }
    [[nodiscard]] DeviceWiring& devices() const noexcept { return *m_devices; }
    [[nodiscard]] TrainWiring& training() const noexcept { return *m_train; }
    [[nodiscard]] ui::HeaderBar& header() const noexcept { return *m_header; }
    [[nodiscard]] CanvasArea& canvasArea() const noexcept { return *m_area; }
    [[nodiscard]] BottomBar& bottomBar() const noexcept { return *m_bottom; }

    /// Opens the file on the worker; a sentence tells why it did not open.
    void openFile(const QString& path);
    /// Opens an example that is part of the program, by its file name without the ending.
    void openExample(const QString& name);
    [[nodiscard]] ui::Mode mode() const noexcept { return m_mode; }
    void setMode(ui::Mode mode);
    /// An empty drawing to begin with.
    void newProject();
    /// Does `next` once nothing can be lost by it: asks, and saves first where the person wants that.
    void leaveFor(const std::function<void()>& next);
    /// Takes the theme of the settings.
    void applySettings();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void perform(ActionId id);
    void connectParts();
    void connectWorkbench();
    /// Name, seed and whether the project is saved; the canvas stays as it is.
    void showTitle();
    void showProject();
    void showActions();
    void showFound(const ui::FindRow& row);
    void showSelection();
    void open();
    void save();
    void saveAs();
    /// True when nothing is lost by going on: nothing was edited, or the person chose. Where it is to be saved first, `next` follows that.
    bool mayLeave(std::function<void()> next);
    void changeDigits(int by);
    void dress();
    void dressParts();
    void toggleTheme();

    Settings& m_settings;
    ui::Workbench m_workbench;
    ui::HeaderBar* m_header;
    CanvasArea* m_area;
    ui::Palette* m_palette;
    RightPanel* m_right;
    BottomBar* m_bottom;
    BuildWiring* m_build;
    StepWiring* m_step;
    TrainWiring* m_train;
    DataWiring* m_data;
    DeviceWiring* m_devices;
    std::unique_ptr<Presenter> m_presenter;
    ui::Mode m_mode = ui::Mode::Step;
    /// Where presenting goes back to.
    ui::Mode m_modeBefore = ui::Mode::Step;
    /// The project began as an empty drawing.
    bool m_isNew = false;
    std::array<QAction*, static_cast<std::size_t>(ActionId::Count_)> m_actions{};
    /// What a person wanted to go on to when the edits had to be saved first.
    std::function<void()> m_afterSaving;
};

}  // namespace glassnet::app
