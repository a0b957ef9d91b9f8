#include "ui/stepping/TapeTexts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QStringList>
#include <algorithm>

#include "ui/stepping/TapeMetrics.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

constexpr std::size_t kMostLines = 12;  // of a group's tip

struct TapeTextsContext {
    Q_DECLARE_TR_FUNCTIONS(TapeWidget)
};

QString paragraph(const QString& text) { return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()); }

}  // namespace

TapeTexts::TapeTexts(const Snapshot& snapshot, const TapeCards& cards) {
    const SymbolNames names(*snapshot.network, *snapshot.program);
    m_entries.reserve(snapshot.program->size());
    for (const Entry& entry : snapshot.program->entries()) {
        m_entries.push_back(entryText(names, entry, snapshot.rows));
    }
    for (const TapeGroup& group : cards.groups()) {
        m_groups.push_back({group.layer.valid() ? names.layer(group.layer) : phaseText(group.phase), group.count, 0});
    }
    measure();
}

void TapeTexts::measure() {
    const QFontMetricsF formula(TapeMetrics::formulaFont());
    const QFontMetricsF caption(TapeMetrics::captionFont());
    const QFontMetricsF name(TapeMetrics::groupFont());
    m_entryWidths.clear();
    for (const EntryText& text : m_entries) {
        m_entryWidths.push_back(std::max(formula.horizontalAdvance(text.formula), caption.horizontalAdvance(text.caption)));
    }
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        Group& group = m_groups[i];
        const double named = std::min(name.horizontalAdvance(group.name), TapeMetrics::widestName());
        const double counted = std::max(caption.horizontalAdvance(groupCaption(static_cast<int>(i), 0)),
                                        caption.horizontalAdvance(groupCaption(static_cast<int>(i), group.count - 1)));
        group.width = std::max(named, counted) + TapeMetrics::signWidth();
    }
}

QString TapeTexts::groupCaption(int group, std::size_t done) const {
    const std::size_t count = m_groups.at(static_cast<std::size_t>(group)).count;
    const NumberText numbers;
    return done == 0 || done >= count
               ? TapeTextsContext::tr("%1 entries").arg(numbers.whole(static_cast<qint64>(count)))
               : TapeTextsContext::tr("%1 of %2").arg(numbers.whole(static_cast<qint64>(done)), numbers.whole(static_cast<qint64>(count)));
}

QString TapeTexts::tip(const Snapshot& snapshot, const TapeCards& cards, const TapeCard& card) const {
    if (card.kind == TapeCard::Kind::Entry) {
        // Only the shapes depend on the batch in hand.
        const SymbolNames names(*snapshot.network, *snapshot.program);
        const EntryText text = entryText(names, snapshot.program->entries().at(card.first), snapshot.rows);
        return paragraph(text.sentence) + paragraph(text.shapes);
    }
    const TapeGroup& group = cards.groups().at(static_cast<std::size_t>(card.group));
    QStringList lines;
    for (std::size_t i = 0; i < std::min(group.count, kMostLines); ++i) {
        const EntryText& text = m_entries.at(group.first + i);
        lines.append(QStringLiteral("%1, %2").arg(text.formula, text.caption).toHtmlEscaped());
    }
    if (group.count > kMostLines) {
        lines.append(TapeTextsContext::tr("and %1 more").arg(group.count - kMostLines).toHtmlEscaped());
    }
    return paragraph(QStringLiteral("%1 · %2").arg(phaseText(group.phase), groupName(card.group))) +
           QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>"))) +
           paragraph(card.kind == TapeCard::Kind::Folded ? TapeTextsContext::tr("Click to show them one by one.")
                                                         : TapeTextsContext::tr("Click to fold them into one card."));
}

}  // namespace glassnet::ui
