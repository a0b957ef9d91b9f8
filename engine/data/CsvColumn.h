#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/data/CsvOptions.h"
#include "engine/data/Table.h"

namespace glassnet {

/// Takes a column's cells one by one and finds out what they are: numbers or categories, by which of both the first cell is that is not
/// empty. Whether that was right is seen at the end.
class CsvColumn {
public:
    /// What the cells turned out to be.
    enum class Verdict : std::uint8_t {
        Fits,
        TextInNumbers,  ///< most cells are numbers; `oddCell` is the first that is none
        Dates,          ///< `oddCell` is the first
        NeedsText       ///< most cells are texts, though numbers came first: to be read again as text
    };
    /// A cell to point at.
    struct OddCell {
        std::int64_t line;
        std::string text;
    };

    CsvColumn(bool decimalComma, std::optional<CsvColumnRule> rule) : m_decimalComma(decimalComma), m_rule(rule) {}

    void add(std::string_view cell, std::int64_t line);
    /// What is held besides 8 bytes for each cell.
    [[nodiscard]] std::uint64_t labelBytes() const noexcept { return m_labelBytes; }
    [[nodiscard]] bool isLeftOut() const noexcept { return m_rule == CsvColumnRule::LeaveOut; }
    /// No cell has a value.
    [[nodiscard]] bool isEmpty() const noexcept { return m_numberCount == 0 && m_textCount == 0; }

    [[nodiscard]] Verdict verdict() const;
    [[nodiscard]] const OddCell& oddCell() const { return *(m_firstText ? m_firstText : m_firstDate); }
    /// The column: labels are in the order of their numbers where all are numbers, otherwise of their bytes. Ends its life.
    [[nodiscard]] TableColumn take(std::string name, TextEncoding encoding);

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    void addLabel(std::string_view cell);

    bool m_decimalComma;
    std::optional<CsvColumnRule> m_rule;
    std::int64_t m_cells = 0;
    std::int64_t m_numberCount = 0;
    std::int64_t m_textCount = 0;
    std::int64_t m_dateCount = 0;
    std::optional<OddCell> m_firstText;
    std::optional<OddCell> m_firstDate;
    /// The cells are kept as labels.
    bool m_isText = false;
    std::vector<double> m_numbers;
    std::vector<std::int32_t> m_categories;
    std::unordered_map<std::string, std::int32_t, TextHash, std::equal_to<>> m_labels;
    std::uint64_t m_labelBytes = 0;
};

}  // namespace glassnet
