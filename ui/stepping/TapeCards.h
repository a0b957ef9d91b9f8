#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "engine/program/Program.h"

namespace glassnet::ui {

/// The entries that one layer has in a row within a phase.
struct TapeGroup {
    LayerId layer;
    Phase phase{};
    std::size_t first = 0;
    std::size_t count = 0;
};

/// A card of the tape.
struct TapeCard {
    enum class Kind : std::uint8_t {
        Entry,   ///< one entry
        Folded,  ///< a group in one card
        Head,    ///< before the entries of an unfolded group; folds it
    };
    Kind kind = Kind::Entry;
    /// The entry, or the first of the group.
    std::size_t first = 0;
    /// Entries that the card stands for; none for a head.
    std::size_t count = 1;
    /// The group it belongs to, -1 for an entry that is alone or on a tape that does not group.
    int group = -1;
};

/// Which cards a tape has: one for each entry, or, on a tape that groups, one for each layer within a phase, except where a group is
/// unfolded. The group that holds the entry in hand unfolds by itself and folds when it is left; what a person unfolds stays unfolded.
class TapeCards {
public:
    TapeCards() = default;
    explicit TapeCards(const Program& program);

    /// Groups or does not. Returns true when the cards changed.
    bool setGrouping(bool grouping);
    [[nodiscard]] bool isGrouping() const noexcept { return m_grouping; }
    /// The entry in hand, none at the start of a step. Returns true when the cards changed.
    bool follow(const std::optional<std::size_t>& entry);
    /// A person unfolds or folds a group. Returns true when the cards changed.
    bool toggle(int group);

    [[nodiscard]] const std::vector<TapeCard>& cards() const noexcept { return m_cards; }
    /// The card that stands for an entry.
    [[nodiscard]] std::size_t cardOf(std::size_t entry) const { return m_cardOf.at(entry); }
    /// Groups of two entries and more.
    [[nodiscard]] const std::vector<TapeGroup>& groups() const noexcept { return m_groups; }
    /// The group of an entry, -1 for one that is alone.
    [[nodiscard]] int groupOf(std::size_t entry) const { return m_groupOf.at(entry); }
    [[nodiscard]] bool isUnfolded(int group) const;

private:
    void rebuild();

    std::vector<TapeGroup> m_groups;
    std::vector<int> m_groupOf;
    std::vector<TapeCard> m_cards;
    std::vector<std::size_t> m_cardOf;
    std::set<int> m_unfolded;
    int m_inHand = -1;
    /// A person folded the group in hand.
    bool m_inHandFolded = false;
    bool m_grouping = false;
};

/// The layer an entry is shown with: that of what it makes. The gradient by h belongs to the layer of h, although the layer behind it
/// sends it.
[[nodiscard]] LayerId layerOfEntry(const Program& program, const Entry& entry);

}  // namespace glassnet::ui
