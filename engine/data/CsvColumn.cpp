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

/// Gives room back where there is much of it: that copies all.
template <class T>
void fit(std::vector<T>& values) {
    if (values.capacity() - values.size() > values.size() / 8) {
        values.shrink_to_fit();
    }
}

}  // namespace

CsvColumn::CsvColumn(bool decimalComma, std::optional<CsvColumnRule> rule)
    : m_state(rule == CsvColumnRule::LeaveOut ? State::LeftOut
              : rule == CsvColumnRule::Text   ? State::Text
                                              : State::Open),
      m_decimalComma(decimalComma),
      m_isAsked(rule.has_value()) {}

void CsvColumn::reserve(std::size_t cells) {
    if (m_state == State::Text) {
        m_categories.reserve(cells);
    } else if (m_state != State::LeftOut) {
        m_numbers.reserve(cells);
    }
}

void CsvColumn::addOther(std::string_view cell, std::optional<double> number, std::int64_t line) {
    if (isLeftOut()) {
        return;
    }
    const bool isMissing = !number && isMissingCell(cell);
    if (m_state == State::Open && !isMissing) {
        m_state = number ? State::Numbers : State::Text;
        if (m_state == State::Text) {
            m_categories.reserve(m_numbers.capacity());
            m_categories.assign(m_numbers.size(), kNoCategory);
            m_numbers = {};
        }
    }
    if (isMissing) {
        ++m_missingCount;
    } else if (!number) {
        ++m_textCount;
        const bool isDate = isDateCell(cell);
        m_dateCount += isDate ? 1 : 0;
        auto& first = isDate ? m_firstDate : m_firstText;
        if (!first) {
            first = OddCell{line, std::string(cell)};
        }
    }
    if (m_state != State::Text) {
        m_numbers.push_back(number.value_or(kEmpty));
    } else if (isMissing) {
        m_categories.push_back(kNoCategory);
    } else {
        addLabel(cell);
    }
}

std::int64_t CsvColumn::numberCount() const {
    const std::size_t cells = m_state == State::Text ? m_categories.size() : m_numbers.size();
    return static_cast<std::int64_t>(cells) - m_missingCount - m_textCount;
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
    if (m_isAsked || m_textCount == 0) {
        return Verdict::Fits;
    }
    if (2 * m_dateCount > m_textCount + numberCount()) {
        return Verdict::Dates;
    }
    if (numberCount() > m_textCount) {
        return Verdict::TextInNumbers;
    }
    return m_state == State::Text ? Verdict::Fits : Verdict::NeedsText;
}

TableColumn CsvColumn::take(std::string name, TextEncoding encoding) {
    TableColumn column{.name = std::move(name), .kind = ColumnKind::Number, .numbers = {}, .categories = {}, .labels = {}};
    if (m_state != State::Text) {
        column.numbers = std::move(m_numbers);
        fit(column.numbers);
        return column;
    }
    const bool onlyTexts = numberCount() == 0;
    column.kind = ColumnKind::Category;
    column.categories = std::move(m_categories);
    fit(column.categories);
    column.labels.resize(m_labels.size());
    for (const auto& [label, index] : m_labels) {
        column.labels[static_cast<std::size_t>(index)] = toUtf8(label, encoding);
    }
    m_labels.clear();
    const bool decimalComma = m_decimalComma;
    if (onlyTexts && std::ranges::all_of(column.labels, isBooleanCell)) {
        mergeBooleans(column);
    }
    sortLabels(column, [decimalComma](const std::string& label) { return cellNumber(label, decimalComma); });
    return column;
}

}  // namespace glassnet
