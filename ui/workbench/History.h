#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/project/Project.h"
#include "ui/workbench/DeviceReport.h"
#include "ui/workbench/Moment.h"

namespace glassnet::ui {

/// What a person did, with the way back and forth: the drawing and the moment before and after.
struct HistoryEntry {
    QString title;
    /// A way through time (stepping, training): joins the one before, and closing loses nothing the person made.
    bool isTime = false;
    /// False where it changes nothing that a file keeps (the device): closing loses nothing by it.
    bool isSaved = true;
    /// Entries with the same key that follow each other are one, until the series is closed; empty: stands alone.
    QString series;
    std::shared_ptr<const Project> before;
    std::shared_ptr<const Project> after;
    MomentPtr momentBefore;
    MomentPtr momentAfter;
    /// Where runs were wished to be computed.
    DeviceWish wishBefore;
    DeviceWish wishAfter;
    /// Tells entries apart for good; another one after joining.
    std::uint64_t mark = 0;
};

/// Edits and time as one list: undo and redo go through it one by one, a jump over any distance. A value type of the window's thread; the
/// moments in it are the worker's.
class History {
public:
    /// Adds what was just done and drops what could have been redone. Joins the last entry where it continues it (time after time, or the
    /// same open series); that entry then ends here. Returns the entry it became.
    const HistoryEntry& add(HistoryEntry entry);
    /// The next entry of a series starts a new one.
    void closeSeries();
    /// Takes out an entry that turned out to have changed nothing, and brings back what could be redone before it.
    void drop(std::uint64_t mark);
    void clear();

    [[nodiscard]] const std::vector<HistoryEntry>& entries() const noexcept { return m_entries; }
    /// Entries that are done; the rest can be redone.
    [[nodiscard]] std::size_t done() const noexcept { return m_done; }
    /// Moves to where `done` entries are done; at most all.
    void moveTo(std::size_t done);
    /// The mark of the last entry done that changed what the person made; 0 for none. Two equal marks mean nothing to save between.
    [[nodiscard]] std::uint64_t madeMark() const;

private:
    std::vector<HistoryEntry> m_entries;
    std::size_t m_done = 0;
    bool m_seriesOpen = false;
    std::uint64_t m_lastMark = 0;
    /// What the last entry pushed out, in case it changed nothing.
    std::vector<HistoryEntry> m_pushedOut;
};

}  // namespace glassnet::ui
