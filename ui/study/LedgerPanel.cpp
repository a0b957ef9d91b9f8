#include "ui/study/LedgerPanel.h"

#include <QItemSelectionModel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/FactList.h"
#include "ui/inspector/Note.h"
#include "ui/study/LedgerModel.h"
#include "ui/study/LedgerTable.h"

namespace glassnet::ui {

LedgerPanel::LedgerPanel(QWidget* parent)
    : StudyPanel(parent),
      m_sentence(new Note(this)),
      m_model(new LedgerModel(this)),
      m_table(new LedgerTable(this)),
      m_facts(new FactList(FactList::Style::Figures, this)),
      m_rest(new Note(this)) {
    setAccessibleName(tr("Loss ledger"));
    m_sentence->setLook(FontSize::Body, QFont::Normal, Token::Ink);
    m_table->setModel(m_model);
    column().addWidget(m_sentence);
    column().addWidget(m_table);
    column().addWidget(m_facts);
    column().addWidget(m_rest);
    column().addStretch(1);
    connect(m_table, &QAbstractItemView::entered, this,
            [this](const QModelIndex& index) { emit elementHovered(m_model->elementAt(index.row())); });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (const auto element = m_model->elementAt(index.row())) {
            emit elementSelected(*element);
        }
    });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const auto element = m_model->elementAt(index.row())) {
            emit elementSelected(*element);
        }
    });
    refresh();
}

void LedgerPanel::setLedger(const LossLedger& ledger) {
    m_ledger = std::make_shared<const LossLedger>(ledger);
    answered();
}

bool LedgerPanel::isOutdated(const Snapshot& before) const {
    return before.part.has_value() != context().snapshot->part.has_value() || StudyPanel::isOutdated(before);
}

std::optional<double> LedgerPanel::cost() const {
    const auto& shot = *context().snapshot;
    const auto shown = shot.part.has_value() ? shot.position - 1 : shot.position;
    for (const auto& parameter : shot.program->parameters()) {
        if (isUpdated(*shot.program, parameter.value, shown)) {
            return parameters() * parameters() * rows();
        }
    }
    return std::nullopt;
}

void LedgerPanel::refresh() {
    showWaiting();
    const bool tooEarly = context().snapshot != nullptr && !cost().has_value();
    const bool shows = isShowable() && !tooEarly && m_ledger != nullptr && m_ledger->outcome == LookOutcome::Done;
    m_sentence->setVisible(tooEarly || shows);
    for (QWidget* part : {static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_rest)}) {
        part->setVisible(shows);
    }
    if (tooEarly) {
        m_sentence->setText(parameters() > 0
                                ? tr("The ledger is about an update, and none has run in this step. Walk on to the update at its end.")
                                : tr("Nothing in this network is trained, so no update changes its loss."));
    }
    if (!shows) {
        m_model->setLedger(nullptr, context());
        return;
    }
    // Two digits more than elsewhere: changes of the loss are small. All digits are those of the double precision it is computed in.
    auto close = context();
    close.numbers = close.numbers.hasAllDigits() ? close.numbers.withAllDigits(true, DType::Float64)
                                                 : close.numbers.withDecimals(std::min(close.numbers.decimals() + 2, NumberText::kMost));
    const auto& numbers = close.numbers;
    m_sentence->setText(
        m_ledger->notYet.empty()
            ? tr("What each update promised the loss of this batch, and what came with it alone.")
            : tr("What each update promised the loss of this batch, and what came with it alone. Some updates have not run yet."));
    m_model->setLedger(m_ledger, close);
    m_table->fit();
    m_facts->setFacts({{tr("Loss before"), numbers.of(m_ledger->lossBefore)},
                       {tr("Loss with the updates"), numbers.of(m_ledger->lossAfter)},
                       {tr("Change that came, all together"), numbers.withSign(m_ledger->together())},
                       {tr("Sum of the single changes"), numbers.withSign(m_ledger->singles)},
                       {tr("Left unexplained"), numbers.withSign(m_ledger->rest())}});
    m_rest->setText(
        tr("The promise is gradient times update, a straight line. What is left unexplained comes from weights that change together."));
}

}  // namespace glassnet::ui
