#include "tests/support/cuda/ptx/PtxScope.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace glassnet::simulator::ptx {

namespace {

constexpr auto kSpecialNames = std::to_array<std::string_view>({"%tid.x", "%tid.y", "%tid.z", "%ctaid.x", "%ctaid.y", "%ctaid.z", "%ntid.x",
                                                                "%ntid.y", "%ntid.z", "%nctaid.x", "%nctaid.y", "%nctaid.z"});
static_assert(kSpecialNames.size() == kSpecials);

bool isNumber(std::string_view text) {
    return !text.empty() && (std::isdigit(static_cast<unsigned char>(text[0])) != 0 || (text[0] == '-' && text.size() > 1));
}

}  // namespace

std::uint64_t number(const TokenReader& reader, std::string_view text) {
    const std::string_view whole = text;
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    int base = 10;
    if (text.size() > 1 && text[0] == '0' && std::string_view("xXfFdD").find(text[1]) != std::string_view::npos) {
        base = 16;
        text.remove_prefix(2);
    }
    if (text.ends_with('U')) {
        text.remove_suffix(1);
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) {
        reader.fail("not a number: " + std::string(whole));
    }
    return negative ? std::uint64_t{0} - value : value;
}

int KernelScope::registerSlot(std::string_view name) {
    const auto [place, isNew] = m_registers.emplace(name, m_kernel.slotCount);
    if (isNew) {
        ++m_kernel.slotCount;
        const auto* special = std::ranges::find(kSpecialNames, name);
        if (special != kSpecialNames.end()) {
            m_kernel.specials[static_cast<std::size_t>(special - kSpecialNames.begin())] = place->second;
        } else if (name.find('.') != std::string_view::npos) {
            m_reader.fail("a special register that is not known: " + std::string(name));
        }
    }
    return place->second;
}

int KernelScope::constantSlot(std::uint64_t value) {
    const auto [place, isNew] = m_constants.emplace(value, m_kernel.slotCount);
    if (isNew) {
        m_kernel.constants.push_back({m_kernel.slotCount++, value});
    }
    return place->second;
}

const std::uint64_t* KernelScope::symbol(std::string_view name) const {
    if (const auto found = m_symbols.find(name); found != m_symbols.end()) {
        return &found->second;
    }
    const auto found = m_tables.find(name);
    return found == m_tables.end() ? nullptr : &found->second;
}

Operand KernelScope::parseAddress() {
    Operand made;
    made.isAddress = true;
    const std::string_view base = m_reader.take().text;
    if (base.starts_with('%')) {
        made.slotNumbers.push_back(registerSlot(base));
    } else if (isNumber(base)) {
        made.offset = static_cast<std::int64_t>(number(m_reader, base));
    } else if (const std::uint64_t* address = symbol(base)) {
        made.offset = static_cast<std::int64_t>(*address);
    } else {
        m_reader.fail("a name that is not known: " + std::string(base));
    }
    if (m_reader.accept("+")) {
        made.offset += static_cast<std::int64_t>(number(m_reader, m_reader.take().text));
    }
    m_reader.expect("]");
    return made;
}

Operand KernelScope::parseOperand() {
    const Token token = m_reader.take();
    Operand made;
    if (token.text == "[") {
        return parseAddress();
    }
    if (token.text == "{") {
        while (!m_reader.accept("}")) {
            const std::string_view each = m_reader.take().text;
            made.slotNumbers.push_back(isNumber(each) ? constantSlot(number(m_reader, each)) : registerSlot(each));
            m_reader.accept(",");
        }
    } else if (token.text == "!") {
        made.negated = true;
        made.slotNumbers.push_back(registerSlot(m_reader.take().text));
    } else if (token.text.starts_with('%')) {
        made.slotNumbers.push_back(registerSlot(token.text));
        if (m_reader.accept("|")) {
            made.slotNumbers.push_back(registerSlot(m_reader.take().text));
        }
    } else if (isNumber(token.text)) {
        made.slotNumbers.push_back(constantSlot(number(m_reader, token.text)));
    } else if (const std::uint64_t* address = symbol(token.text)) {
        made.slotNumbers.push_back(constantSlot(*address));
    } else {
        made.label = token.text;
    }
    return made;
}

int KernelScope::label(const std::string& name) const {
    const auto found = m_labels.find(name);
    if (found == m_labels.end()) {
        m_reader.fail("a label that is not known: " + name);
    }
    return found->second;
}

void KernelScope::finish() {
    for (const auto& [index, name] : m_jumps) {
        Instruction& jump = m_kernel.code[index];
        if (jump.kind == Kind::IndexedBranch) {
            for (const std::string& each : m_branchTargets[name]) {
                jump.destinations.push_back(label(each));
            }
        } else {
            jump.destination = label(name);
        }
    }
    // The end of the code is a return.
    Instruction end;
    end.kind = Kind::Exit;
    end.text = "ret";
    add(std::move(end));
}

}  // namespace glassnet::simulator::ptx
