#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/support/cuda/DeviceMemory.h"
#include "tests/support/cuda/ptx/PtxModule.h"
#include "tests/support/cuda/ptx/RaceShadow.h"
#include "tests/support/cuda/ptx/Traffic.h"
#include "tests/support/cuda/ptx/Warp.h"

namespace glassnet::simulator::ptx {

/// What outlives a launch: the shadows of device memory, by allocation, and a number for each launch.
class Shadows {
public:
    [[nodiscard]] RaceShadow& of(const Allocation& allocation);
    [[nodiscard]] std::uint64_t nextLaunch();

private:
    std::unordered_map<std::uint64_t, RaceShadow> m_shadows;
    std::uint64_t m_launches = 0;
};

/// Runs one launch of a kernel, block by block and warp by warp, and reports what breaks a rule: each finding names the kernel and the
/// line of the PTX, and the line of the source where the PTX knows it.
class Machine {
public:
    Machine(const Kernel& kernel, const Module& module, const Launch& launch, Shadows& shadows, Traffic& traffic);
    void run();

private:
    /// Where one lane's access goes: null if it may not.
    struct Place {
        std::byte* bytes = nullptr;
        std::uint8_t* written = nullptr;  ///< one a byte, or null where all is written
        RaceShadow* shadow = nullptr;
        std::size_t offset = 0;  ///< in the shadow
    };

    void runBlock(unsigned block);
    void runWarp(Warp& warp);
    /// Runs the lanes that are farthest back until they meet others, split up, wait or end.
    void runLanes(Warp& warp);
    void branch(Warp& warp, const Instruction& instruction, std::uint32_t acting);
    void endBarrier();
    void access(Warp& warp, const Instruction& instruction, std::uint32_t lanes);
    void accessLane(Warp& warp, const Instruction& instruction, unsigned lane, std::uint64_t address);
    [[nodiscard]] Place place(Warp& warp, const Instruction& instruction, unsigned lane, std::uint64_t address, std::size_t size);
    [[nodiscard]] Place globalPlace(const Instruction& instruction, std::uint64_t address, std::size_t size);
    [[nodiscard]] const Table* tableAt(std::uint64_t address, std::size_t size) const;
    void load(Warp& warp, const Instruction& instruction, unsigned lane, const Place& place);
    void store(Warp& warp, const Instruction& instruction, unsigned lane, const Place& place);
    void finding(const Instruction& instruction, const std::string& what) const;

    const Kernel& m_kernel;
    const Module& m_module;
    const Launch& m_launch;
    Traffic& m_traffic;
    std::vector<Warp> m_warps;
    std::vector<Allocation*> m_given;
    std::vector<RaceShadow*> m_givenShadows;
    std::vector<std::byte> m_shared;
    std::vector<std::uint8_t> m_sharedWritten;
    std::unique_ptr<RaceShadow> m_sharedShadow;
    Access m_now;
    std::uint64_t m_steps = 0;
};

}  // namespace glassnet::simulator::ptx
