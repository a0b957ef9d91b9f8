#include <algorithm>
#include <array>

#include "tests/support/cuda/Runtime.h"
#include "tests/support/cuda/ptx/Machine.h"

// The loads and stores of the Machine.
namespace glassnet::simulator::ptx {

namespace {

constexpr std::uint64_t kSector = 32;

/// How many sectors these accesses touch together.
int countSectors(std::array<std::uint64_t, kLanes> addresses, std::size_t size) {
    std::array<std::uint64_t, 2 * kLanes> sectors{};
    std::size_t count = 0;
    for (const std::uint64_t each : addresses) {
        sectors[count++] = each / kSector;
        sectors[count++] = (each + size - 1) / kSector;
    }
    std::ranges::sort(sectors);
    return static_cast<int>(std::ranges::unique(sectors).begin() - sectors.begin());
}

/// Bytes of one lane's access, all elements of a vector together.
std::size_t bytesOf(const Instruction& instruction) {
    const std::size_t stored = instruction.sources.size() - (instruction.constantAddress ? 0 : 1);
    return instruction.width * (instruction.kind == Kind::Load ? instruction.targets.size() : stored);
}

}  // namespace

void Machine::access(Warp& warp, const Instruction& instruction, std::uint32_t lanes) {
    const std::uint64_t* base = instruction.constantAddress ? nullptr : warp.slot(instruction.sources[0]);
    std::array<std::uint64_t, kLanes> addresses{};
    for (std::uint32_t rest = lanes; rest != 0;) {
        const unsigned lane = takeLane(rest);
        addresses[lane] = (base == nullptr ? 0 : base[lane]) + static_cast<std::uint64_t>(instruction.offset);
        accessLane(warp, instruction, lane, addresses[lane]);
    }
    const bool isGlobal = instruction.space == Space::Global || instruction.space == Space::Generic;
    if (isGlobal && lanes == ~0U) {
        const std::size_t size = bytesOf(instruction);
        m_traffic.add(m_kernel.name, countSectors(addresses, size), std::min(1.0, 4.0 / static_cast<double>(size)));
    }
}

void Machine::accessLane(Warp& warp, const Instruction& instruction, unsigned lane, std::uint64_t address) {
    const bool loads = instruction.kind == Kind::Load;
    const std::size_t size = bytesOf(instruction);
    Place found;
    if (address % size != 0) {
        finding(instruction, "misaligned access");
    } else {
        found = place(warp, instruction, lane, address, size);
    }
    if (found.bytes == nullptr) {
        // Its thread ends here, so that one wrong address is one finding.
        warp.alive &= ~(1U << lane);
        return;
    }
    if (found.shadow != nullptr) {
        m_now.thread = warp.first + lane;
        const std::size_t word = size < 4 ? size : std::max<std::size_t>(instruction.width, 4);
        bool races = false;
        for (std::size_t i = 0; i < size; i += word) {
            races = found.shadow->touch(found.offset + i, word, m_now, !loads) || races;
        }
        if (races) {
            const bool isShared = found.shadow == m_sharedShadow.get();
            finding(instruction, std::string("race in ") + (isShared ? "shared" : "device") + " memory");
        }
    }
    loads ? load(warp, instruction, lane, found) : store(warp, instruction, lane, found);
}

Machine::Place Machine::place(Warp& warp, const Instruction& instruction, unsigned lane, std::uint64_t address, std::size_t size) {
    const auto within = [address, size](std::size_t limit) { return address <= limit && size <= limit - address; };
    const char* verb = instruction.kind == Kind::Load ? "reads" : "writes";
    switch (instruction.space) {
        case Space::Parameter:
            if (within(m_launch.arguments.size()) && instruction.kind == Kind::Load) {
                return {const_cast<std::byte*>(m_launch.arguments.data()) + address, nullptr, nullptr, 0};
            }
            finding(instruction, std::string(verb) + " outside of the arguments");
            return {};
        case Space::Shared:
            if (within(m_shared.size())) {
                return {m_shared.data() + address, m_sharedWritten.data() + address, m_sharedShadow.get(), address};
            }
            finding(instruction, std::string(verb) + " outside of shared memory");
            return {};
        case Space::Local:
            if (within(m_kernel.localSize)) {
                const std::size_t offset = lane * m_kernel.localSize + address;
                return {warp.local.data() + offset, warp.localWritten.data() + offset, nullptr, 0};
            }
            finding(instruction, std::string(verb) + " outside of local memory");
            return {};
        default:
            return globalPlace(instruction, address, size);
    }
}

const Table* Machine::tableAt(std::uint64_t address, std::size_t size) const {
    for (const Table& each : m_module.tables) {
        const auto start = reinterpret_cast<std::uintptr_t>(each.bytes.get());
        if (address >= start && address + size <= start + each.size) {
            return &each;
        }
    }
    return nullptr;
}

Machine::Place Machine::globalPlace(const Instruction& instruction, std::uint64_t address, std::size_t size) {
    auto* bytes = reinterpret_cast<std::byte*>(address);
    for (std::size_t i = 0; i < m_given.size(); ++i) {
        Allocation& allocation = *m_given[i];
        if (address >= allocation.begin() && address + size <= allocation.end()) {
            const std::size_t offset = address - allocation.begin();
            return {bytes, allocation.written.empty() ? nullptr : allocation.written.data() + offset, m_givenShadows[i], offset};
        }
    }
    if (instruction.kind == Kind::Load && tableAt(address, size) != nullptr) {
        return {bytes, nullptr, nullptr, 0};
    }
    const char* verb = instruction.kind == Kind::Load ? "reads" : "writes";
    const bool exists = runtime().device.holds(bytes, size);
    finding(instruction, std::string(verb) + (exists ? " memory that the kernel was not given" : " outside of device memory"));
    return {};
}

void Machine::load(Warp& warp, const Instruction& instruction, unsigned lane, const Place& place) {
    const std::size_t width = instruction.width;
    for (std::size_t i = 0; i < instruction.targets.size(); ++i) {
        bool written = true;
        for (std::size_t byte = i * width; place.written != nullptr && byte < (i + 1) * width; ++byte) {
            const bool used = byte >= 32 || (instruction.used >> byte & 1U) != 0;
            written = written && (!used || place.written[byte] != 0);
        }
        if (!written) {
            const char* what = instruction.space == Space::Shared ? "shared" : instruction.space == Space::Local ? "local" : "device";
            finding(instruction, std::string("reads ") + what + " memory that nothing wrote");
        }
        std::uint64_t bits = 0;
        std::memcpy(&bits, place.bytes + i * width, width);
        if (instruction.signExtended && width < 8) {
            const unsigned shift = 64 - 8 * static_cast<unsigned>(width);
            bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(bits << shift) >> shift);
        }
        warp.slot(instruction.targets[i])[lane] = bits;
    }
}

void Machine::store(Warp& warp, const Instruction& instruction, unsigned lane, const Place& place) {
    const std::size_t first = instruction.constantAddress ? 0 : 1;
    const std::size_t width = instruction.width;
    for (std::size_t i = 0; first + i < instruction.sources.size(); ++i) {
        const std::uint64_t bits = warp.slot(instruction.sources[first + i])[lane];
        std::memcpy(place.bytes + i * width, &bits, width);
        if (place.written != nullptr) {
            std::fill_n(place.written + i * width, width, std::uint8_t{1});
        }
    }
}

}  // namespace glassnet::simulator::ptx
