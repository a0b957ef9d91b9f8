#pragma once

#include <memory>

#include "engine/training/LossLedger.h"
#include "ui/study/StudyPanel.h"

namespace glassnet::ui {

class FactList;
class LedgerModel;
class LedgerTable;

/// The books of the update in hand: what each gradient promised the loss and what came, sorted, with the totals and what single changes
/// leave unexplained.
class LedgerPanel final : public StudyPanel {
    Q_OBJECT
public:
    explicit LedgerPanel(QWidget* parent = nullptr);
    /// What was asked for last.
    void setLedger(const LossLedger& ledger);

protected:
    void refresh() override;
    [[nodiscard]] std::optional<double> cost() const override;
    [[nodiscard]] bool isOutdated(const Snapshot& before) const override;

private:
    std::shared_ptr<const LossLedger> m_ledger;
    Note* m_sentence;
    LedgerModel* m_model;
    LedgerTable* m_table;
    FactList* m_facts;
    Note* m_rest;
};

}  // namespace glassnet::ui
