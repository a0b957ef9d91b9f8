#pragma once

#include <functional>

#include "ui/workbench/Session.h"

namespace glassnet::ui {

/// Does a piece of work on the session. When its device fails meanwhile, the session goes on on the CPU from where it was before, and the
/// work is done there. What a device that is not yet in use says is thrown.
void runOnDevice(Session& session, const std::function<void()>& work);

}  // namespace glassnet::ui
