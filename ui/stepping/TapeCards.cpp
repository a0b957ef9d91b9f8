#include "ui/stepping/TapeCards.h"

#include <algorithm>

namespace glassnet::ui {

LayerId layerOfEntry(const Program& program, const Entry& entry) {
    const LayerId layer = entry.outputs.empty() ? LayerId() : program.tensor(entry.outputs.front()).layer;
    return layer.valid() ? layer : entry.layer;
}

TapeCards::TapeCards(const Program& program) {
    const auto& entries = program.entries();
    m_groupOf.assign(entries.size(), -1);
    for (std::size_t first = 0; first < entries.size();) {
        const LayerId layer = layerOfEntry(program, entries[first]);
        std::size_t end = first + 1;
        while (end < entries.size() && entries[end].phase == entries[first].phase && layerOfEntry(program, entries[end]) == layer) {
            ++end;
        }
        if (end - first > 1) {
            for (std::size_t i = first; i < end; ++i) {
                m_groupOf[i] = static_cast<int>(m_groups.size());
            }
            m_groups.push_back({layer, entries[first].phase, first, end - first});
        }
        first = end;
    }
    rebuild();
}

bool TapeCards::isUnfolded(int group) const { return m_unfolded.contains(group) || (group == m_inHand && !m_inHandFolded); }

bool TapeCards::setGrouping(bool grouping) {
    if (grouping == m_grouping) {
        return false;
    }
    m_grouping = grouping;
    rebuild();
    return true;
}

bool TapeCards::follow(const std::optional<std::size_t>& entry) {
    const int group = entry.has_value() ? groupOf(*entry) : -1;
    if (group == m_inHand) {
        return false;
    }
    m_inHand = group;
    m_inHandFolded = false;
    if (m_grouping) {
        rebuild();
    }
    return m_grouping;
}

bool TapeCards::toggle(int group) {
    if (!m_grouping || group < 0 || group >= static_cast<int>(m_groups.size())) {
        return false;
    }
    const bool wasUnfolded = isUnfolded(group);
    if (wasUnfolded) {
        m_unfolded.erase(group);
    } else {
        m_unfolded.insert(group);
    }
    if (group == m_inHand) {
        m_inHandFolded = wasUnfolded;
    }
    rebuild();
    return true;
}

void TapeCards::rebuild() {
    m_cards.clear();
    m_cardOf.assign(m_groupOf.size(), 0);
    const auto addEntry = [this](std::size_t entry, int group) {
        m_cardOf[entry] = m_cards.size();
        m_cards.push_back({TapeCard::Kind::Entry, entry, 1, group});
    };
    for (std::size_t i = 0; i < m_groupOf.size();) {
        const int group = m_grouping ? m_groupOf[i] : -1;
        if (group < 0) {
            addEntry(i++, -1);
            continue;
        }
        const std::size_t count = m_groups[static_cast<std::size_t>(group)].count;
        if (isUnfolded(group)) {
            m_cards.push_back({TapeCard::Kind::Head, i, 0, group});
            for (std::size_t k = i; k < i + count; ++k) {
                addEntry(k, group);
            }
        } else {
            std::fill_n(m_cardOf.begin() + static_cast<std::ptrdiff_t>(i), count, m_cards.size());
            m_cards.push_back({TapeCard::Kind::Folded, i, count, group});
        }
        i += count;
    }
}

}  // namespace glassnet::ui
