#include "ui/workbench/DeviceRescue.h"

namespace glassnet::ui {

void runOnDevice(Session& session, const std::function<void()>& work) {
    if (session.device() == kCpuKey) {
        work();
        return;
    }
    Moment before;
    try {
        before = session.moment();
    } catch (const ErrorException& exception) {
        if (!isDeviceError(exception.error())) {
            throw;
        }
        session.leaveDevice(exception.error());
        work();
        return;
    }
    try {
        work();
    } catch (const ErrorException& exception) {
        if (!isDeviceError(exception.error()) || session.device() == kCpuKey) {
            throw;
        }
        session.leaveDevice(exception.error(), &before);
        work();
    }
}

}  // namespace glassnet::ui
