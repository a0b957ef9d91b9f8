#pragma once

#include <QFont>

namespace glassnet::ui {

/// Fonts and distances of the tape, in pixels at the present scale.
struct TapeMetrics {
    [[nodiscard]] static QFont formulaFont();
    [[nodiscard]] static QFont captionFont();
    /// For the captions over the phases.
    [[nodiscard]] static QFont phaseFont();
    /// For the name of a group.
    [[nodiscard]] static QFont groupFont();
    [[nodiscard]] static double lineHeight(const QFont& font);

    /// Free at the left and the right of the tape.
    [[nodiscard]] static double margin();
    /// Where the captions begin.
    [[nodiscard]] static double captionsTop();
    [[nodiscard]] static double cardsTop();
    [[nodiscard]] static double cardHeight();
    [[nodiscard]] static double height();
    /// What a group's card needs beside its name for the sign that it unfolds.
    [[nodiscard]] static double signWidth();
    /// The widest a group's name may be; a longer one is shortened.
    [[nodiscard]] static double widestName();
};

}  // namespace glassnet::ui
