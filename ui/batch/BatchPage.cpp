#include "ui/batch/BatchPage.h"

#include <QVBoxLayout>

#include "ui/batch/BatchTable.h"
#include "ui/batch/GradientParts.h"
#include "ui/support/ScrollingPage.h"

namespace glassnet::ui {

namespace {
constexpr int kMargin = 16;
constexpr int kBetween = 28;
}  // namespace

BatchPage::BatchPage(QWidget* parent) : QScrollArea(parent), m_table(new BatchTable), m_parts(new GradientParts) {
    setAccessibleName(tr("Batch"));
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kBetween);
    layout->addWidget(m_table);
    layout->addWidget(m_parts);
    layout->addStretch();
    makeScrollingPage(*this, column);
    connect(m_table, &BatchTable::sampleChosen, this, &BatchPage::sampleChosen);
    connect(m_table, &BatchTable::elementHovered, this, &BatchPage::elementHovered);
    connect(m_parts, &GradientParts::sampleChosen, this, &BatchPage::sampleChosen);
    connect(m_parts, &GradientParts::parameterChosen, this, &BatchPage::parameterChosen);
    connect(m_parts, &GradientParts::elementHovered, this, &BatchPage::elementHovered);
}

void BatchPage::setStep(const Selection& selection, SnapshotPtr snapshot) {
    // A step tells of its selection and of its numbers, each with both.
    if (snapshot == m_snapshot && selection == m_selection) {
        return;
    }
    m_snapshot = std::move(snapshot);
    m_selection = selection;
    m_isStale = true;
    write();
}

void BatchPage::setNumberText(const NumberText& numbers) {
    m_table->setNumberText(numbers);
    m_parts->setNumberText(numbers);
}

void BatchPage::setHovered(const std::optional<ElementRef>& element) {
    m_table->setHovered(element);
    m_parts->setHovered(element);
}

void BatchPage::write() {
    if (!m_isStale || !isVisible()) {
        return;
    }
    m_isStale = false;
    m_table->setSnapshot(m_snapshot);
    m_table->setSelection(m_selection);
    m_parts->setShown(m_snapshot, m_selection);
}

void BatchPage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    write();
}

}  // namespace glassnet::ui
