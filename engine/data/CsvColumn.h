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

    CsvColumn(bool decimalComma, std::optional<CsvColumnRule> rule);

    /// `number`: what cellNumber makes of the cell.
    void add(std::string_view cell, std::optional<double> number, std::int64_t line) {
        if (m_state == State::Numbers && number) {
            m_numbers.push_back(*number);
        } else {
            addOther(cell, number, line);
        }
    }
    /// Makes room for so many cells in all.
    void reserve(std::size_t cells);
    /// What is held besides 8 bytes for each cell.
    [[nodiscard]] std::uint64_t labelBytes() const noexcept { return m_labelBytes; }
    [[nodiscard]] bool isLeftOut() const noexcept { return m_state == State::LeftOut; }
    /// No cell has a value.
    [[nodiscard]] bool isEmpty() const noexcept { return m_state == State::Open || m_state == State::LeftOut; }

    [[nodiscard]] Verdict verdict() const;
    [[nodiscard]] const OddCell& oddCell() const { return *(m_firstText ? m_firstText : m_firstDate); }
    /// The column: labels are in the order of their numbers where all are numbers, otherwise of their bytes. Ends its life.
    [[nodiscard]] TableColumn take(std::string name, TextEncoding encoding);

private:
    /// Open: no value yet; m_numbers has a NaN for each cell.
    enum class State : std::uint8_t { Open, Numbers, Text, LeftOut };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    void addOther(std::string_view cell, std::optional<double> number, std::int64_t line);
    void addLabel(std::string_view cell);
    [[nodiscard]] std::int64_t numberCount() const;

    // Of a table with many columns each is far from the next in memory: what a number needs comes first.
    std::vector<double> m_numbers;
    State m_state = State::Open;
    bool m_decimalComma;
    bool m_isAsked;  ///< a rule says what it is
    std::int64_t m_missingCount = 0;
    std::int64_t m_textCount = 0;
    std::int64_t m_dateCount = 0;
    std::optional<OddCell> m_firstText;
    std::optional<OddCell> m_firstDate;
    std::vector<std::int32_t> m_categories;
    std::unordered_map<std::string, std::int32_t, TextHash, std::equal_to<>> m_labels;
    std::uint64_t m_labelBytes = 0;
};

}  // namespace glassnet
