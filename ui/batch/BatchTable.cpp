#include "ui/batch/BatchTable.h"

#include <QVBoxLayout>

#include "ui/batch/BatchColumns.h"
#include "ui/batch/BatchText.h"
#include "ui/batch/SampleTable.h"
#include "ui/inspector/Note.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

BatchTable::BatchTable(QWidget* parent)
    : QWidget(parent), m_title(new Note(this)), m_sentence(new Note(this)), m_table(new SampleTable(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addSpacing(4);
    layout->addWidget(m_table);
    m_title->setLook(FontSize::Heading, QFont::DemiBold, Token::Ink);
    m_sentence->setLook(FontSize::Body, QFont::Normal, Token::Mute);
    m_table->setAccessibleName(tr("Samples of the batch"));
    connect(m_table, &SampleTable::sampleChosen, this, &BatchTable::sampleChosen);
    connect(m_table, &SampleTable::elementHovered, this, &BatchTable::elementHovered);
    write();
}

void BatchTable::setSnapshot(SnapshotPtr snapshot) {
    m_snapshot = std::move(snapshot);
    write();
}

void BatchTable::setSelection(const Selection& selection) { m_table->setFollowed(selection.sample); }

void BatchTable::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    write();
}

void BatchTable::setHovered(const std::optional<ElementRef>& element) { m_table->setHovered(element); }

void BatchTable::write() {
    m_table->setVisible(m_snapshot != nullptr);
    if (!m_snapshot) {
        m_title->setText(tr("No batch yet"));
        m_sentence->setText(tr("Draw a network that can run: its samples stand here, one below the other."));
        m_table->setRows({}, m_numbers);
        return;
    }
    m_title->setText(batchTitle(*m_snapshot, m_numbers));
    m_sentence->setText(batchSentence(*m_snapshot, m_numbers));
    // The columns' heads are words by now: the names need not live on.
    m_table->setRows(batchColumns(m_snapshot, SymbolNames(*m_snapshot->network, *m_snapshot->program)), m_numbers);
}

}  // namespace glassnet::ui
