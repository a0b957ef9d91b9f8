#include "ui/inspector/ProblemList.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/ProblemCard.h"
#include "ui/support/ErrorText.h"
#include "ui/support/RepairText.h"

namespace glassnet::ui {

namespace {

/// All words of a card: names in them may change without the problem changing.
QString wordsOf(const NetworkSpec& network, const Problem& problem) {
    QString words = ErrorText::of(problem.error);
    for (const auto& repair : problem.repairs) {
        words += QLatin1Char('\n') + RepairText::of(repair, network);
    }
    return words;
}

}  // namespace

ProblemList::ProblemList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    setAccessibleName(tr("Problems"));
}

void ProblemList::setProblems(const NetworkSpec& network, const std::vector<Problem>& problems) {
    std::vector<std::pair<QString, Problem>> shown;
    for (const auto& problem : problems) {
        shown.emplace_back(wordsOf(network, problem), problem);
    }
    const bool same = std::ranges::equal(shown, m_shown, [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.layer == b.second.layer && a.second.repairs == b.second.repairs;
    });
    if (same) {
        return;
    }
    m_shown = std::move(shown);
    for (auto* card : m_cards) {
        // A card may be the one whose signal is being answered.
        card->disconnect(this);
        card->hide();
        m_column->removeWidget(card);
        card->deleteLater();
    }
    m_cards.clear();
    for (const auto& problem : problems) {
        auto* card = new ProblemCard(network, problem, this);
        connect(card, &ProblemCard::repairRequested, this, &ProblemList::repairRequested);
        connect(card, &ProblemCard::layerClicked, this, &ProblemList::layerClicked);
        m_column->addWidget(card);
        card->setVisible(true);
        m_cards.push_back(card);
    }
    updateGeometry();
}

}  // namespace glassnet::ui
