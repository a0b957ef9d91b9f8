#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace glassnet {

/// The end of a script that was saved: comments with the SHA-256 of the arrays beside it and of the script itself. By them both are known
/// again for ours as long as nobody has changed them.
class ScriptSeal {
public:
    /// The script with its seal; `arrays` are the bytes of the file `arrayFile`, empty: it needs none.
    [[nodiscard]] static std::string sealed(const std::string& script, const std::string& arrayFile, std::span<const std::byte> arrays);

    /// Reads the seal of a file, which may be any text.
    explicit ScriptSeal(std::string_view text);
    /// True when the script is as it was saved.
    [[nodiscard]] bool isWhole() const noexcept { return m_isWhole; }
    /// True when the script was saved with arrays.
    [[nodiscard]] bool hasArrays() const noexcept { return !m_arrays.empty(); }
    /// True when these bytes are the arrays that were saved with it.
    [[nodiscard]] bool isOf(std::span<const std::byte> arrays) const;

private:
    bool m_isWhole = false;
    std::string m_arrays;
};

}  // namespace glassnet
