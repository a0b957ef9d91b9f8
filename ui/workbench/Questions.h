#pragma once

#include <QObject>
#include <cstdint>
#include <map>

namespace glassnet::ui {

/// Counts the questions of each receiver, so that a late answer is told from one that is wanted.
class Questions {
public:
    /// A new question; earlier ones of the same receiver are no longer wanted.
    std::uint64_t ask(const QObject* receiver) { return m_asked[receiver] = ++m_last; }
    [[nodiscard]] bool isWanted(const QObject* receiver, std::uint64_t question) const {
        const auto asked = m_asked.find(receiver);
        return asked != m_asked.end() && asked->second == question;
    }
    /// None is wanted any more.
    void clear() { m_asked.clear(); }

private:
    std::map<const QObject*, std::uint64_t> m_asked;
    std::uint64_t m_last = 0;
};

}  // namespace glassnet::ui
