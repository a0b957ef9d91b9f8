#pragma once

#include <QString>
#include <QStringList>

#include "engine/program/StepPlace.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// Where a step stands, in words; each is short enough for a line beside the tape.
struct StepPlaceText {
    /// Step 9 of 17.
    QString step;
    /// backward · Dense 1; ready, or the training step, before the first entry.
    QString place;
    /// unit 2 of 3; empty unless an entry is only partly there.
    QString number;
    /// term 1 of 4; empty unless a number is only partly there.
    QString term;
    /// Both: unit 2 of 3 · term 1 of 4.
    QString part;
    /// training step 12.
    QString training;
    /// epoch 3 · batch 2 of 10; empty where the data is one batch.
    QString batch;
    /// All of it in one line, for a screen reader and a tool tip.
    QString whole;
};

[[nodiscard]] StepPlaceText stepPlaceText(const Snapshot& snapshot);

/// The longest text of each line that stepping through this program shows, for the room they need.
[[nodiscard]] QStringList longestPlaceTexts(const Snapshot& snapshot);

/// How much of the entry in front of the eye is there: numbers, and terms of the next, over all its numbers; 1 when all of it is.
[[nodiscard]] double shownPart(const Snapshot& snapshot);

}  // namespace glassnet::ui
