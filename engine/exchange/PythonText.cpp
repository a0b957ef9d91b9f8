#include "engine/exchange/PythonText.h"

#include <array>
#include <charconv>
#include <cmath>

namespace glassnet {

namespace {

constexpr std::size_t kLongest = 72;

template <class T>
std::string shortest(T value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    std::string text(buffer.data(), end);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Python has no literals for these.
std::string special(double value) {
    if (std::isnan(value)) {
        return "float(\"nan\")";
    }
    return value > 0 ? "float(\"inf\")" : "-float(\"inf\")";
}

std::string rowText(const Tensor& values, std::int64_t row) {
    std::vector<std::string> cells;
    for (std::int64_t column = 0; column < values.size(1); ++column) {
        cells.push_back(pythonNumber(static_cast<float>(values.at({row, column}))));
    }
    return "[" + joined(cells) + "]";
}

}  // namespace

std::string pythonNumber(double value) { return std::isfinite(value) ? shortest(value) : special(value); }

std::string pythonNumber(float value) {
    if (!std::isfinite(value)) {
        return special(static_cast<double>(value));
    }
    // Python reads a float64 and torch rounds that: in rare cases two roundings end elsewhere than one.
    const auto text = shortest(value);
    double read = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), read);
    return static_cast<float>(read) == value ? text : shortest(static_cast<double>(value));
}

std::string pythonText(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string literal = "\"";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            literal += '\\';
        }
        if (code < 0x20 || code == 0x7F) {
            literal += "\\x";
            literal += kDigits[code >> 4U];
            literal += kDigits[code & 0xFU];
        } else {
            literal += letter;
        }
    }
    return literal + '"';
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) {
            text += between;
        }
        text += part;
    }
    return text;
}

std::string pythonCall(std::string_view function, const std::vector<std::string>& arguments) {
    return std::string(function) + "(" + joined(arguments) + ")";
}

std::string pythonTuple(const std::vector<std::string>& parts) { return parts.size() == 1 ? parts.front() : "(" + joined(parts) + ")"; }

std::vector<std::string> pythonTensor(const Tensor& values) {
    std::vector<std::string> rows;
    for (std::int64_t row = 0; row < values.size(0); ++row) {
        if (values.rank() == 1) {
            rows.push_back(values.dtype() == DType::Int64 ? std::to_string(static_cast<std::int64_t>(values.at(row)))
                                                          : pythonNumber(static_cast<float>(values.at(row))));
        } else {
            rows.push_back(rowText(values, row));
        }
    }
    const auto line = "torch.tensor([" + joined(rows) + "])";
    if (line.size() <= kLongest || rows.size() == 1 || values.rank() == 1) {
        return {line};
    }
    std::vector<std::string> lines{"torch.tensor(["};
    for (const auto& row : rows) {
        lines.push_back("    " + row + ",");
    }
    lines.emplace_back("])");
    return lines;
}

}  // namespace glassnet
