#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "ui/stepping/EntryText.h"
#include "ui/stepping/TapeCards.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// What the cards of a tape say and how wide that is: written once for a program.
class TapeTexts {
public:
    TapeTexts() = default;
    TapeTexts(const Snapshot& snapshot, const TapeCards& cards);

    /// Measures everything again: the fonts changed.
    void measure();
    [[nodiscard]] const std::vector<EntryText>& entries() const noexcept { return m_entries; }
    /// The wider of the two lines of an entry's card.
    [[nodiscard]] double entryWidth(std::size_t entry) const { return m_entryWidths.at(entry); }
    /// A group's layer.
    [[nodiscard]] const QString& groupName(int group) const { return m_groups.at(static_cast<std::size_t>(group)).name; }
    /// "4 entries"; "2 of 4" while some of them have run.
    [[nodiscard]] QString groupCaption(int group, std::size_t done) const;
    /// The same for every number done, with the sign that it unfolds.
    [[nodiscard]] double groupWidth(int group) const { return m_groups.at(static_cast<std::size_t>(group)).width; }

    /// What pointing at a card tells: the entry's sentence and the shapes in the batch in hand; of a group its entries.
    [[nodiscard]] QString tip(const Snapshot& snapshot, const TapeCards& cards, const TapeCard& card) const;

private:
    struct Group {
        QString name;
        std::size_t count = 0;
        double width = 0;
    };
    std::vector<EntryText> m_entries;
    std::vector<double> m_entryWidths;
    std::vector<Group> m_groups;
};

}  // namespace glassnet::ui
