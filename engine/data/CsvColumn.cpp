#include "engine/data/CsvColumn.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/data/Categories.h"
#include "engine/data/CsvCells.h"
#include "engine/data/TextEncodings.h"

namespace glassnet {

namespace {

constexpr double kEmpty = std::numeric_limits<double>::quiet_NaN();
constexpr std::int32_t kNoCategory = -1;
/// About what a map's node and a string of its own take.
constexpr std::uint64_t kNodeBytes = 128;

}  // namespace

void CsvColumn::add(std::string_view cell, std::int64_t line) {
    if (isLeftOut()) {
        return;
    }
    const auto number = cellNumber(cell, m_decimalComma);
    const bool isMissing = !number && isMissingCell(cell);
    if (isEmpty() && !isMissing && (!number || m_rule == CsvColumnRule::Text)) {
        m_isText = true;
        m_categories.assign(static_cast<std::size_t>(m_cells), kNoCategory);
        m_numbers = {};
    }
    ++m_cells;
    if (number) {
        ++m_numberCount;
    } else if (!isMissing) {
        ++m_textCount;
        const bool isDate = isDateCell(cell);
        m_dateCount += isDate ? 1 : 0;
        auto& first = isDate ? m_firstDate : m_firstText;
        if (!first) {
            first = OddCell{line, std::string(cell)};
        }
    }
    if (!m_isText) {
        m_numbers.push_back(number.value_or(kEmpty));
    } else if (isMissing) {
        m_categories.push_back(kNoCategory);
    } else {
        addLabel(cell);
    }
}

void CsvColumn::addLabel(std::string_view cell) {
    auto found = m_labels.find(cell);
    if (found == m_labels.end()) {
        found = m_labels.emplace(std::string(cell), static_cast<std::int32_t>(m_labels.size())).first;
        m_labelBytes += kNodeBytes + 2 * cell.size();
    }
    m_categories.push_back(found->second);
}

CsvColumn::Verdict CsvColumn::verdict() const {
    if (m_rule.has_value() || m_textCount == 0) {
        return Verdict::Fits;
    }
    if (2 * m_dateCount > m_textCount + m_numberCount) {
        return Verdict::Dates;
    }
    if (m_numberCount > m_textCount) {
        return Verdict::TextInNumbers;
    }
    return m_isText ? Verdict::Fits : Verdict::NeedsText;
}

TableColumn CsvColumn::take(std::string name, TextEncoding encoding) {
    TableColumn column{.name = std::move(name), .kind = ColumnKind::Number, .numbers = {}, .categories = {}, .labels = {}};
    if (!m_isText) {
        column.numbers = std::move(m_numbers);
        column.numbers.shrink_to_fit();
        return column;
    }
    column.kind = ColumnKind::Category;
    column.categories = std::move(m_categories);
    column.categories.shrink_to_fit();
    column.labels.resize(m_labels.size());
    for (const auto& [label, index] : m_labels) {
        column.labels[static_cast<std::size_t>(index)] = toUtf8(label, encoding);
    }
    m_labels.clear();
    const bool decimalComma = m_decimalComma;
    if (m_numberCount == 0 && std::ranges::all_of(column.labels, isBooleanCell)) {
        mergeBooleans(column);
    }
    sortLabels(column, [decimalComma](const std::string& label) { return cellNumber(label, decimalComma); });
    return column;
}

}  // namespace glassnet
