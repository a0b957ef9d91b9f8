#include "ui/stepping/TapeAccess.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/stepping/TapeWidget.h"

namespace glassnet::ui {

namespace {

struct TapeAccessWords {
    Q_DECLARE_TR_FUNCTIONS(TapeAccess)
};

}  // namespace

void TapeAccess::install() {
    giveAccessibleParts("glassnet::ui::TapeWidget", QAccessible::List,
                        [](QWidget& widget) { return std::make_unique<TapeAccess>(static_cast<TapeWidget&>(widget)); });
}

std::size_t TapeAccess::count() const { return m_tape.snapshot() == nullptr ? 0 : m_tape.cards().cards().size(); }

/// The formulas of its entries.
QString TapeAccess::groupSentence(const TapeCard& card) const {
    const auto& group = m_tape.cards().groups().at(static_cast<std::size_t>(card.group));
    QStringList formulas;
    for (std::size_t i = 0; i < group.count; ++i) {
        formulas.append(m_tape.texts().at(group.first + i).formula);
    }
    return TapeAccessWords::tr("%1: %2").arg(phaseText(group.phase), formulas.join(QStringLiteral(", ")));
}

AccessiblePart TapeAccess::part(std::size_t index) const {
    const auto& card = m_tape.cards().cards().at(index);
    const auto& snapshot = *m_tape.snapshot();
    const auto done = std::min(card.count, snapshot.position - std::min(card.first, snapshot.position));
    const bool isEntry = card.kind == TapeCard::Kind::Entry;
    AccessiblePart part;
    part.rect = isEntry ? m_tape.cardRect(card.first) : m_tape.groupRect(card.group);
    part.role = isEntry ? QAccessible::ListItem : QAccessible::TreeItem;
    part.isCurrent = card.count > 0 && snapshot.position > card.first && snapshot.position <= card.first + card.count;
    part.name = isEntry ? m_tape.texts().at(card.first).formula : m_tape.groupName(card.group);
    part.description = isEntry ? m_tape.texts().at(card.first).sentence : groupSentence(card);
    const bool isPart = part.isCurrent && snapshot.part.has_value();
    part.value = card.count == 0               ? QString()
                 : done == 0                   ? TapeAccessWords::tr("not computed yet")
                 : isPart || done < card.count ? TapeAccessWords::tr("computed in part")
                                               : TapeAccessWords::tr("computed");
    if (isEntry && part.isCurrent) {
        // With how much of it is shown.
        part.description = m_tape.accessibleDescription();
    }
    return part;
}

void TapeAccess::press(std::size_t index) {
    const auto& card = m_tape.cards().cards().at(index);
    if (card.kind == TapeCard::Kind::Entry) {
        emit m_tape.entryRequested(card.first + 1);
    } else {
        m_tape.toggleGroup(card.group);
    }
}

}  // namespace glassnet::ui
