#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/cuda/ptx/PtxModule.h"
#include "tests/support/cuda/ptx/PtxTokens.h"

namespace glassnet::simulator::ptx {

/// What an instruction is given.
struct Operand {
    /// One for a register or a number, several for those in braces, two for "%p1|%p2", none for an address without a register.
    std::vector<int> slotNumbers;
    bool isAddress = false;
    std::int64_t offset = 0;  ///< of an address
    bool negated = false;     ///< "!%p1"
    std::string_view label;   ///< a place in the code, if it is none of these
};

/// A number of PTX: "12", "-0x3", "0f3F800000" (the bits of a float), "0d..." (of a double).
[[nodiscard]] std::uint64_t number(const TokenReader& reader, std::string_view text);

/// The names of one kernel while its code is read, and the code itself.
class KernelScope {
public:
    using Addresses = std::map<std::string, std::uint64_t, std::less<>>;

    /// `tables` are the names of the module.
    KernelScope(Kernel& kernel, TokenReader& reader, const Addresses& tables) : m_kernel(kernel), m_reader(reader), m_tables(tables) {}

    [[nodiscard]] Operand parseOperand();
    /// The slot of a register, special or not; a new one gets one.
    [[nodiscard]] int registerSlot(std::string_view name);
    [[nodiscard]] int constantSlot(std::uint64_t value);
    /// A slot that no name refers to.
    [[nodiscard]] int freshSlot() { return m_kernel.slotCount++; }

    void addSymbol(std::string_view name, std::uint64_t address) { m_symbols.insert_or_assign(std::string(name), address); }
    void addLabel(std::string_view name) { m_labels.insert_or_assign(std::string(name), static_cast<int>(m_kernel.code.size())); }
    [[nodiscard]] std::vector<std::string>& branchTargets(std::string_view name) { return m_branchTargets[std::string(name)]; }
    void add(Instruction instruction) { m_kernel.code.push_back(std::move(instruction)); }
    /// The last instruction jumps to this label, which may come later.
    void jumpTo(std::string_view label) { m_jumps.emplace_back(m_kernel.code.size() - 1, label); }
    /// At the end: every jump finds its place.
    void finish();
    [[nodiscard]] const TokenReader& reader() const { return m_reader; }

private:
    [[nodiscard]] const std::uint64_t* symbol(std::string_view name) const;
    [[nodiscard]] int label(const std::string& name) const;
    [[nodiscard]] Operand parseAddress();

    Kernel& m_kernel;
    TokenReader& m_reader;
    const Addresses& m_tables;
    Addresses m_symbols;
    std::map<std::string, int, std::less<>> m_registers;
    std::map<std::uint64_t, int> m_constants;
    std::map<std::string, int> m_labels;
    std::map<std::string, std::vector<std::string>> m_branchTargets;
    std::vector<std::pair<std::size_t, std::string>> m_jumps;
};

}  // namespace glassnet::simulator::ptx
