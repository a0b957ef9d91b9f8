#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace glassnet::simulator::ptx {

class Warp;
struct Instruction;

/// What an instruction does with the numbers of one warp: for each lane in `lanes`, one bit each.
using Operation = void (*)(const Instruction& instruction, Warp& warp, std::uint32_t lanes);

/// The instructions that are not numbers in, numbers out: the machine itself does them.
enum class Kind : std::uint8_t { Arithmetic, Load, Store, Branch, IndexedBranch, Barrier, Exit, Trap };

/// Where a load or a store goes. Generic addresses tell by their value.
enum class Space : std::uint8_t { Generic, Global, Shared, Local, Parameter, Constant };

/// One instruction. Registers, numbers and special registers are all slots: places in a warp's table of numbers.
struct Instruction {
    Kind kind = Kind::Arithmetic;
    Operation operation = nullptr;
    std::string text;  ///< the instruction with its types, "add.s64"
    int line = 0;      ///< in the PTX file, from 1
    /// In the source, if the PTX says so: "Kernels.cu:12", or empty.
    std::string source;

    int predicate = -1;  ///< the slot that decides whether it is done
    bool negated = false;
    std::vector<int> targets;
    std::vector<int> sources;

    // Loads and stores.
    Space space = Space::Generic;
    std::size_t width = 0;         ///< bytes of one element
    std::int64_t offset = 0;       ///< what is added to the address in sources[0]
    std::uint32_t used = ~0U;      ///< which bytes of a load are looked at, one bit each
    bool constantAddress = false;  ///< there is no sources[0]: `offset` is the address
    bool signExtended = false;

    int destination = -1;           ///< of a branch: index of an instruction
    std::vector<int> destinations;  ///< of an indexed branch
};

/// A number that stands in the code, in a slot of its own.
struct Constant {
    int slot;
    std::uint64_t value;
};

struct Parameter {
    std::size_t offset;
    std::size_t size;
};

/// The special registers, in the order of Place in Launch.h: %tid.x ... %nctaid.z.
inline constexpr int kSpecials = 12;

struct Kernel {
    std::string name;  ///< its symbol
    std::vector<Parameter> parameters;
    std::vector<Instruction> code;
    std::vector<Constant> constants;
    std::vector<int> specials = std::vector<int>(kSpecials, -1);  ///< their slots, or -1
    int slotCount = 0;
    std::size_t sharedSize = 0;
    std::size_t localSize = 0;
};

/// A table with initial values, which kernels read.
struct Table {
    std::string name;
    std::size_t size = 0;
    std::unique_ptr<std::byte[]> bytes;
};

/// What one PTX file holds.
struct Module {
    std::string file;
    std::map<std::string, Kernel> kernels;
    std::vector<Table> tables;
};

}  // namespace glassnet::simulator::ptx
