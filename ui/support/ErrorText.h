#pragma once

#include <QLocale>
#include <QString>

#include "engine/base/Error.h"

namespace glassnet::ui {

/// Sentences for errors. Each names the thing, and says the way out; shape mistakes begin with PyTorch's own wording, so that
/// students find it again there. One row for each ErrorCode.
class ErrorText {
public:
    /// The whole text: what happened, then what would help.
    [[nodiscard]] static QString of(const Error& error, const QLocale& locale = QLocale());
    /// What happened, without a point at the end: a headline. `advice` is the rest of `of`.
    [[nodiscard]] static QString headline(const Error& error, const QLocale& locale = QLocale());
    /// What would help.
    [[nodiscard]] static QString advice(const Error& error, const QLocale& locale = QLocale());
    /// True when the table has a row for the code.
    [[nodiscard]] static bool knows(ErrorCode code);
};

}  // namespace glassnet::ui
