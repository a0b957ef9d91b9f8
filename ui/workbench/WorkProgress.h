#pragma once

#include <QString>
#include <cstdint>

namespace glassnet::ui {

/// Work that takes a while: what it is, in a sentence's words, and how far it is.
struct WorkProgress {
    QString title;
    std::int64_t done = 0;
    std::int64_t total = 0;
    friend bool operator==(const WorkProgress&, const WorkProgress&) = default;
};

}  // namespace glassnet::ui
