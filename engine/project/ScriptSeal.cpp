#include "engine/project/ScriptSeal.h"

#include "engine/exchange/PythonText.h"
#include "engine/project/Sha256.h"

namespace glassnet {

namespace {

constexpr std::string_view kHead = "\n# Written by Glassnet, which replaces only what is still as it wrote it. SHA-256:\n";
constexpr std::string_view kComment = "# ";
constexpr std::string_view kOwnName = "  the lines above\n";
constexpr std::size_t kDigits = 64;

std::string digestOf(std::string_view text) { return sha256Hex(std::as_bytes(std::span(text))); }

}  // namespace

std::string ScriptSeal::sealed(const std::string& script, const std::string& arrayFile, std::span<const std::byte> arrays) {
    auto text = script;
    text += kHead;
    if (!arrays.empty()) {
        text.append(kComment).append(sha256Hex(arrays)).append("  ").append(pythonText(arrayFile)).append("\n");
    }
    const auto own = digestOf(text);
    return text.append(kComment).append(own).append(kOwnName);
}

ScriptSeal::ScriptSeal(std::string_view text) {
    const auto head = text.rfind(kHead);
    if (head == std::string_view::npos) {
        return;
    }
    const auto begin = head + kHead.size();
    const auto last = text.rfind(kComment);
    if (last > begin) {
        m_arrays = text.substr(begin + kComment.size(), kDigits);
    }
    m_isWhole = text.substr(last) == std::string(kComment) + digestOf(text.substr(0, last)) + std::string(kOwnName);
}

bool ScriptSeal::isOf(std::span<const std::byte> arrays) const { return hasArrays() && m_arrays == sha256Hex(arrays); }

}  // namespace glassnet
