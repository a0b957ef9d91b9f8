#include "ui/workbench/DeviceRescue.h"

#include <optional>

namespace glassnet::ui {

void runOnDevice(Session& session, const std::function<void()>& work) {
    if (session.device() == kCpuKey) {
        work();
        return;
    }
    std::optional<Moment> before;
    try {
        before = session.moment();
        work();
    } catch (const ErrorException& exception) {
        if (!session.isDeviceFailure(exception.error())) {
            throw;
        }
        session.leaveDevice(exception.error(), before.has_value() ? &*before : nullptr);
        work();
    }
}

}  // namespace glassnet::ui
