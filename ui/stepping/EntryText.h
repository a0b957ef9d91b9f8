#pragma once

#include <QString>
#include <cstdint>

#include "engine/program/Program.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

/// What an entry of a program says on the tape.
struct EntryText {
    /// z₁ = xW₁+b₁; short enough for a card.
    QString formula;
    /// A word or two below it: "weighted sum", "hᵀ·δ₂".
    QString caption;
    /// A whole sentence: what it makes from what.
    QString sentence;
    /// [1, 3] × [3, 2] → [1, 2].
    QString shapes;
};

/// The texts of one entry, from a table with a row for each Op. `rows` is the number of samples in hand.
[[nodiscard]] EntryText entryText(const SymbolNames& names, const Entry& entry, std::int64_t rows);

/// Forward, Backward, Update: the caption over a group of entries.
[[nodiscard]] QString phaseText(Phase phase);

}  // namespace glassnet::ui
