#pragma once

#include <QObject>
#include <QString>

#include "app/Settings.h"
#include "ui/workbench/Workbench.h"

class QMenu;

namespace glassnet::ui {
class DeviceButton;
}

namespace glassnet::app {

/// Connects the list of devices in the header with the workbench's devices and the settings: what there is, what cannot be used and why,
/// what is used and why, self-tests and their reports.
class DeviceWiring final : public QObject {
    Q_OBJECT
public:
    DeviceWiring(ui::Workbench& workbench, ui::DeviceButton& button, Settings& settings, QObject* parent);

    /// Fills the list as it opens; for the button and for tests.
    void fill(QMenu& menu);
    /// Which device computes and why, in a sentence.
    [[nodiscard]] QString sentenceOfUse() const;

signals:
    /// Something to say over the canvas.
    void sentence(const QString& text);

private:
    void open();
    void show();
    void tellFallback(const ui::DeviceFallback& fallback);
    void addDevice(QMenu& menu, const DeviceInfo& device);
    void addChoice(QMenu& menu, const QString& text, const QString& help, const ui::DeviceWish& wish);
    void saveReport(const ui::SelfTestRecord& record);
    [[nodiscard]] const ui::DeviceReport& report() const { return *m_workbench.devices().report(); }

    ui::Workbench& m_workbench;
    ui::DeviceButton& m_button;
    Settings& m_settings;
};

/// The wish that the settings have: none is Auto.
[[nodiscard]] ui::DeviceWish deviceWish(const Settings& settings);

}  // namespace glassnet::app
