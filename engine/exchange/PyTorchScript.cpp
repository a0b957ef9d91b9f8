#include "engine/exchange/PyTorchScript.h"

#include "engine/exchange/HandScript.h"
#include "engine/exchange/NnScript.h"

namespace glassnet {

std::string Script::text() const {
    std::string whole;
    for (const auto& line : lines) {
        whole += line.text;
        whole += '\n';
    }
    return whole;
}

Script pyTorchScript(const ScriptSource& source, ScriptForm form) {
    const ScriptNetwork network(source);
    return form == ScriptForm::Nn ? NnScript(network).run() : HandScript(network).run();
}

}  // namespace glassnet
