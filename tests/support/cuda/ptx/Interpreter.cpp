#include "tests/support/cuda/ptx/Interpreter.h"

#include <fstream>
#include <iterator>
#include <list>

#include "tests/support/cuda/Runtime.h"
#include "tests/support/cuda/ptx/Machine.h"
#include "tests/support/cuda/ptx/PtxParser.h"
#include "tests/support/cuda/ptx/PtxTokens.h"

namespace glassnet::simulator::ptx {

namespace {

struct State {
    std::list<Module> modules;
    Shadows shadows;
    Traffic traffic;
};

State& state() {
    static State one;
    return one;
}

/// Runs a launch; its kernel is found by the symbol, which is the same in both compilers.
void runLaunch(const Launch& launch) {
    const char* symbol = symbolOf(launch.kernel);
    if (symbol == nullptr) {
        throw PtxError("a kernel has no symbol: is it in an unnamed namespace?");
    }
    for (const Module& module : state().modules) {
        const auto found = module.kernels.find(symbol);
        if (found != module.kernels.end()) {
            Machine(found->second, module, launch, state().shadows, state().traffic).run();
            return;
        }
    }
    throw PtxError(std::string("there is no PTX for ") + symbol);
}

}  // namespace

bool interpretText(const std::string& text, const std::string& name) {
    state().modules.push_back(parseModule(text, name));
    runtime().interpreter = &runLaunch;
    return true;
}

bool interpret(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        if (!stream) {
            throw PtxError("cannot be read: " + file);
        }
        interpretText(text, file.substr(file.rfind('/') + 1));
    }
    return true;
}

void pause(bool paused) { runtime().interpreter = paused ? nullptr : &runLaunch; }

std::vector<KernelTraffic> traffic() { return state().traffic.all(); }

void clearTraffic() { state().traffic.clear(); }

}  // namespace glassnet::simulator::ptx
