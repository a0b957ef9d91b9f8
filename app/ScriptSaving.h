#pragma once

#include <QString>
#include <functional>
#include <map>

#include "engine/exchange/PyTorchScript.h"
#include "ui/workbench/Workbench.h"

class QWidget;

namespace glassnet::app {

/// Asks for a file and writes the project as a program for PyTorch into it, on the worker; what is too long for its lines goes into a file
/// beside it. `say` is told how it ended, in a sentence; never where the person thought better of it.
void saveScript(QWidget* parent, ui::Workbench& workbench, ScriptForm form, const std::map<StateKey, Tensor>& changed,
                const std::function<void(const QString&)>& say);

}  // namespace glassnet::app
