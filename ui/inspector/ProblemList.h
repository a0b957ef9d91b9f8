#pragma once

#include <QWidget>
#include <vector>

#include "engine/network/Problems.h"

class QVBoxLayout;

namespace glassnet::ui {

class ProblemCard;

/// What keeps a drawing from running, a card for each problem. It repairs nothing itself; without a problem it takes no room.
class ProblemList final : public QWidget {
    Q_OBJECT
public:
    explicit ProblemList(QWidget* parent = nullptr);

    /// The problems of a network, as findProblems finds them. The same problems again leave the cards, and the keyboard's place, alone.
    void setProblems(const NetworkSpec& network, const std::vector<Problem>& problems);
    [[nodiscard]] const std::vector<ProblemCard*>& cards() const noexcept { return m_cards; }

signals:
    void repairRequested(const glassnet::Repair& repair);
    /// The layer of a problem was asked for.
    void layerClicked(glassnet::LayerId layer);

private:
    QVBoxLayout* m_column;
    std::vector<ProblemCard*> m_cards;
    /// What the cards say and do, to tell whether anything has changed.
    std::vector<std::pair<QString, Problem>> m_shown;
};

}  // namespace glassnet::ui
