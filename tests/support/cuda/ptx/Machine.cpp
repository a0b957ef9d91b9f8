#include "tests/support/cuda/ptx/Machine.h"

#include <algorithm>
#include <limits>

#include "tests/support/cuda/Runtime.h"
#include "tests/support/cuda/ptx/PtxTokens.h"

namespace glassnet::simulator::ptx {

namespace {

/// Instructions of one block: more means that a loop has no end.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 32;

/// Where the index-th of a box stands in it.
dim3 placeIn(const dim3& box, unsigned index) { return {index % box.x, index / box.x % box.y, index / box.x / box.y}; }

unsigned volume(const dim3& size) { return size.x * size.y * size.z; }

}  // namespace

RaceShadow& Shadows::of(const Allocation& allocation) { return m_shadows.try_emplace(allocation.serial, allocation.size).first->second; }

std::uint64_t Shadows::nextLaunch() {
    // Those of memory that is gone.
    constexpr std::size_t kEnough = 256;
    if (m_shadows.size() > kEnough) {
        const auto& live = runtime().device.all();
        std::erase_if(m_shadows, [&live](const auto& each) {
            return std::ranges::none_of(live, [&each](const auto& one) { return one.second.serial == each.first; });
        });
    }
    return ++m_launches;
}

Machine::Machine(const Kernel& kernel, const Module& module, const Launch& launch, Shadows& shadows, Traffic& traffic)
    : m_kernel(kernel), m_module(module), m_launch(launch), m_traffic(traffic) {
    m_now.launch = shadows.nextLaunch();
    for (const void* each : launch.pointers) {
        Allocation* allocation = runtime().device.find(each);
        if (allocation != nullptr && std::ranges::find(m_given, allocation) == m_given.end()) {
            m_given.push_back(allocation);
            m_givenShadows.push_back(&shadows.of(*allocation));
        }
    }
    const std::size_t size = kernel.parameters.empty() ? 0 : kernel.parameters.back().offset + kernel.parameters.back().size;
    if (size != launch.arguments.size()) {
        throw PtxError(kernel.name + " is launched with other arguments than its PTX takes");
    }
    const unsigned threads = volume(launch.block);
    for (unsigned first = 0; first < threads; first += kLanes) {
        Warp& warp = m_warps.emplace_back(kernel, first, threads - first);
        const auto set = [&](simulator::Place what, unsigned lane, const dim3& values) {
            const unsigned numbers[] = {values.x, values.y, values.z};
            for (std::size_t i = 0; i < 3; ++i) {
                const int slot = kernel.specials[static_cast<std::size_t>(what) + i];
                if (slot >= 0) {
                    warp.slot(slot)[lane] = numbers[i];
                }
            }
        };
        for (unsigned lane = 0; lane < kLanes; ++lane) {
            set(simulator::Place::Thread, lane, placeIn(launch.block, first + lane));
            set(simulator::Place::BlockSize, lane, launch.block);
            set(simulator::Place::GridSize, lane, launch.grid);
        }
    }
    m_shared.resize(kernel.sharedSize);
    m_sharedWritten.resize(kernel.sharedSize);
}

void Machine::run() {
    const unsigned blocks = volume(m_launch.grid);
    for (unsigned block = 0; block < blocks; ++block) {
        runBlock(block);
    }
    runtime().counters.threads += static_cast<std::int64_t>(blocks) * volume(m_launch.block);
}

void Machine::runBlock(unsigned block) {
    const dim3 where = placeIn(m_launch.grid, block);
    const unsigned place[] = {where.x, where.y, where.z};
    for (Warp& warp : m_warps) {
        warp.restart();
        for (std::size_t i = 0; i < 3; ++i) {
            const int slot = m_kernel.specials[static_cast<std::size_t>(simulator::Place::Block) + i];
            if (slot >= 0) {
                std::fill_n(warp.slot(slot), kLanes, std::uint64_t{place[i]});
            }
        }
    }
    std::ranges::fill(m_shared, std::byte{0xFF});
    std::ranges::fill(m_sharedWritten, std::uint8_t{0});
    m_sharedShadow = std::make_unique<RaceShadow>(m_kernel.sharedSize);
    m_now.block = block;
    m_now.barriers = 0;
    m_steps = 0;
    for (bool any = true; any;) {
        any = false;
        for (Warp& warp : m_warps) {
            runWarp(warp);
            any = any || warp.waiting != 0;
        }
        if (any) {
            endBarrier();
        }
    }
}

/// All warps have ended or wait.
void Machine::endBarrier() {
    int waiting = 0;
    const Instruction* first = nullptr;
    bool different = false;
    for (Warp& warp : m_warps) {
        std::uint32_t lanes = warp.waiting;
        waiting += std::popcount(lanes);
        while (lanes != 0) {
            // The next instruction is the one after the barrier.
            const Instruction& barrier = m_kernel.code[static_cast<std::size_t>(warp.next[takeLane(lanes)]) - 1];
            different = different || (first != nullptr && first != &barrier);
            first = first == nullptr ? &barrier : first;
        }
        warp.waiting = 0;
    }
    const unsigned threads = volume(m_launch.block);
    if (static_cast<unsigned>(waiting) != threads) {
        finding(*first, "the barrier is reached by " + std::to_string(waiting) + " of " + std::to_string(threads) + " threads");
    }
    if (different) {
        finding(*first, "threads of one block wait at different barriers");
    }
    ++m_now.barriers;
}

void Machine::runWarp(Warp& warp) {
    while ((warp.alive & ~warp.waiting) != 0) {
        runLanes(warp);
    }
}

void Machine::runLanes(Warp& warp) {
    constexpr int kNowhere = std::numeric_limits<int>::max();
    int here = kNowhere;
    int meeting = kNowhere;  // where the next others are
    std::uint32_t lanes = 0;
    for (std::uint32_t rest = warp.alive & ~warp.waiting; rest != 0;) {
        const unsigned lane = takeLane(rest);
        const int at = warp.next[lane];
        if (at < here) {
            meeting = here;
            here = at;
            lanes = 0;
        } else if (at > here) {
            meeting = std::min(meeting, at);
        }
        lanes |= at == here ? 1U << lane : 0U;
    }
    while (lanes != 0 && here < meeting) {
        if (++m_steps > kMostSteps) {
            throw PtxError(m_kernel.name + ": a block does not come to an end");
        }
        const Instruction& instruction = m_kernel.code[static_cast<std::size_t>(here)];
        std::uint32_t acting = lanes;
        if (instruction.predicate >= 0) {
            const std::uint64_t* condition = warp.slot(instruction.predicate);
            for (std::uint32_t rest = lanes; rest != 0;) {
                const unsigned lane = takeLane(rest);
                acting &= (condition[lane] != 0) == instruction.negated ? ~(1U << lane) : ~0U;
            }
        }
        ++here;
        switch (instruction.kind) {
            case Kind::Arithmetic:
                instruction.operation(instruction, warp, acting);
                continue;
            case Kind::Load:
            case Kind::Store:
                access(warp, instruction, acting);
                lanes &= warp.alive;
                continue;
            case Kind::Branch:
                if (acting == lanes) {
                    here = instruction.destination;
                    if (here < meeting) {
                        // Straight on, also backward: others are not before `meeting`.
                        continue;
                    }
                    break;
                }
                if (acting == 0) {
                    continue;
                }
                break;
            default:
                break;
        }
        // The lanes may go apart here.
        for (std::uint32_t rest = lanes; rest != 0;) {
            warp.next[takeLane(rest)] = here;
        }
        branch(warp, instruction, acting);
        return;
    }
    for (std::uint32_t rest = lanes; rest != 0;) {
        warp.next[takeLane(rest)] = here;
    }
}

/// Where the acting lanes go on that do not just take the next instruction.
void Machine::branch(Warp& warp, const Instruction& instruction, std::uint32_t acting) {
    if (instruction.kind == Kind::Exit) {
        warp.alive &= ~acting;
        return;
    }
    if (instruction.kind == Kind::Trap) {
        finding(instruction, "traps");
        warp.alive &= ~acting;
        return;
    }
    if (instruction.kind == Kind::Barrier) {
        warp.waiting |= acting;
        return;
    }
    for (std::uint32_t rest = acting; rest != 0;) {
        const unsigned lane = takeLane(rest);
        if (instruction.kind == Kind::Branch) {
            warp.next[lane] = instruction.destination;
        } else {
            const std::uint64_t index = warp.slot(instruction.sources[0])[lane];
            warp.next[lane] = instruction.destinations.at(static_cast<std::uint32_t>(index));
        }
    }
}

void Machine::finding(const Instruction& instruction, const std::string& what) const {
    const std::string source = instruction.source.empty() ? "" : ", " + instruction.source;
    report(readableName(m_kernel.name) + " (PTX line " + std::to_string(instruction.line) + source + "): " + what);
}

}  // namespace glassnet::simulator::ptx
