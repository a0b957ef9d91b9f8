#include "ui/workbench/History.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glassnet::ui {

const HistoryEntry& History::add(HistoryEntry entry) {
    const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_done);
    const bool atEnd = end == m_entries.end();
    if (atEnd && m_done > 0) {
        auto& last = m_entries.back();
        const bool sameSeries = m_seriesOpen && !entry.series.isEmpty() && entry.series == last.series;
        if (sameSeries || (entry.isTime && last.isTime)) {
            last.title = entry.title;
            last.after = std::move(entry.after);
            last.momentAfter = std::move(entry.momentAfter);
            last.wishAfter = entry.wishAfter;
            // What was told of the entry as it was before does not count any more.
            last.mark = ++m_lastMark;
            return last;
        }
    }
    m_pushedOut.assign(std::make_move_iterator(end), std::make_move_iterator(m_entries.end()));
    m_entries.erase(end, m_entries.end());
    entry.mark = ++m_lastMark;
    m_seriesOpen = !entry.series.isEmpty();
    m_entries.push_back(std::move(entry));
    m_done = m_entries.size();
    return m_entries.back();
}

void History::closeSeries() { m_seriesOpen = false; }

void History::drop(std::uint64_t mark) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [mark](const HistoryEntry& entry) { return entry.mark == mark; });
    if (found == m_entries.end()) {
        return;
    }
    const bool wasDone = static_cast<std::size_t>(found - m_entries.begin()) < m_done;
    const bool wasLast = std::next(found) == m_entries.end();
    m_entries.erase(found);
    m_done -= wasDone ? 1 : 0;
    if (wasLast && mark == m_lastMark) {
        m_entries.insert(m_entries.end(), std::make_move_iterator(m_pushedOut.begin()), std::make_move_iterator(m_pushedOut.end()));
        m_pushedOut.clear();
    }
}

void History::clear() {
    m_entries.clear();
    m_pushedOut.clear();
    m_done = 0;
    m_seriesOpen = false;
}

void History::moveTo(std::size_t done) {
    m_done = std::min(done, m_entries.size());
    m_seriesOpen = false;
}

std::uint64_t History::madeMark() const {
    for (std::size_t i = m_done; i > 0; --i) {
        if (!m_entries[i - 1].isTime && m_entries[i - 1].isSaved) {
            return m_entries[i - 1].mark;
        }
    }
    return 0;
}

}  // namespace glassnet::ui
