#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <thread>

#include "ui/workbench/Runner.h"

namespace glassnet::ui {

/// The window's side of the devices: what a person chooses, and what there is to show of it. Belongs to the workbench.
class DeviceControl final : public QObject {
    Q_OBJECT
public:
    /// Makes an entry of the history of a command; `before` is the wish until now.
    using Enter = std::function<void(const QString& title, const DeviceWish& before, Runner::Command command)>;

    DeviceControl(Runner& runner, Enter enter, QObject* parent);
    ~DeviceControl() override;

    /// Looks for devices, on a thread of its own; then a run that was to be on one of them goes there.
    void look();
    /// Computes there from now on: an entry of the history. A device that was never tested here is tested first.
    void choose(const DeviceWish& wish, const QString& title);
    /// Tests a device once more.
    void test(const DeviceChoice& choice);
    /// The wish as the settings, or an undone or redone entry, have it: no entry of the history. Runs that begin from now on follow it.
    void restoreWish(const DeviceWish& wish);

    [[nodiscard]] const DeviceReportPtr& report() const noexcept { return m_report; }
    [[nodiscard]] const DeviceWish& wish() const noexcept { return m_wish; }
    /// Takes what the worker tells.
    void take(const RunnerNews& news);
    /// Waits for the look.
    void settle();

signals:
    /// Devices, wish, device in use or a self-test are others.
    void changed();
    /// A device failed, and the CPU goes on.
    void left(const glassnet::ui::DeviceFallback& fallback);

private:
    void found();

    Runner& m_runner;
    Enter m_enter;
    DeviceReportPtr m_report;
    DeviceWish m_wish;
    std::thread m_looking;
};

}  // namespace glassnet::ui
