#include "tests/support/cuda/tests/PtxRun.h"

#include <cuda_runtime.h>

#include <cstdint>

#include "tests/support/cuda/Runtime.h"
#include "tests/support/cuda/ptx/Machine.h"
#include "tests/support/cuda/ptx/PtxParser.h"

namespace glassnet::test {

std::string kernelText(const std::string& body, std::size_t parameters) {
    std::string text = ".version 9.0\n.target sm_75\n.address_size 64\n.visible .entry byHand(";
    for (std::size_t i = 0; i < parameters; ++i) {
        text += (i == 0 ? "" : ", ") + std::string(".param .u64 p") + std::to_string(i);
    }
    return text +
           ")\n{\n.reg .pred %p<10>;\n.reg .b16 %h<10>;\n.reg .b32 %r<20>;\n.reg .b64 %d<20>;\n.reg .f32 %f<10>;\n.reg .f64 %g<10>;\n" +
           body + "\n}\n";
}

std::vector<std::uint64_t> runPtx(const std::string& body, const std::vector<std::uint64_t>& input, std::size_t words, unsigned blocks,
                                  unsigned threads) {
    using namespace glassnet::simulator;
    const ptx::Module module = ptx::parseModule(kernelText(body, 1), "byHand.ptx");
    MemoryPool& device = runtime().device;
    auto* memory = static_cast<std::uint64_t*>(device.allocate(words * 8, 0, true));
    std::copy(input.begin(), input.end(), memory);
    device.markWritten(memory, input.size() * 8);
    Launch launch;
    launch.grid = dim3(blocks);
    launch.block = dim3(threads);
    pack(launch.arguments, memory);
    launch.pointers = {memory};
    ptx::Shadows shadows;
    ptx::Traffic traffic;
    std::vector<std::uint64_t> result;
    try {
        ptx::Machine(module.kernels.at("byHand"), module, launch, shadows, traffic).run();
        result.assign(memory, memory + words);
    } catch (...) {
        device.release(memory);
        throw;
    }
    device.release(memory);
    return result;
}

}  // namespace glassnet::test
