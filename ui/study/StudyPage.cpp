#include "ui/study/StudyPage.h"

#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/study/ComparisonPanel.h"
#include "ui/study/GradientCheckPanel.h"
#include "ui/study/LedgerPanel.h"
#include "ui/study/SensitivityPanel.h"
#include "ui/support/ScrollingPage.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

StudyPage::StudyPage(QWidget* parent)
    : QWidget(parent),
      m_strip(new TabStrip(this)),
      m_stack(new QStackedWidget(this)),
      m_ledger(new LedgerPanel()),
      m_sensitivity(new SensitivityPanel()),
      m_check(new GradientCheckPanel()),
      m_devices(new ComparisonPanel()) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(0);
    auto* stripRow = new QVBoxLayout();
    stripRow->setContentsMargins(20, 0, 20, 0);
    stripRow->addWidget(m_strip);
    layout->addLayout(stripRow);
    layout->addWidget(m_stack, 1);
    add(tr("Ledger"), m_ledger);
    add(tr("Sensitivity"), m_sensitivity);
    add(tr("Check"), m_check);
    add(tr("Devices"), m_devices);
    m_strip->setItems(m_titles);
    m_strip->setAccessibleName(tr("Study to show"));
    m_strip->setToolTip(
        tr("Ledger: what an update promised and what came. Sensitivity: the loss over a weight. Check: gradients beside numeric ones. "
           "Devices: the same step on two of them."));
    connect(m_strip, &TabStrip::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_sensitivity, &SensitivityPanel::valuePreviewed, this, &StudyPage::valuePreviewed);
    connect(m_sensitivity, &SensitivityPanel::valueEdited, this, &StudyPage::valueEdited);
}

void StudyPage::add(const QString& title, StudyPanel* panel) {
    m_titles.append(title);
    m_panels.push_back(panel);
    auto* area = new QScrollArea(m_stack);
    makeScrollingPage(*area, panel);
    m_stack->addWidget(area);
    connect(panel, &StudyPanel::elementSelected, this, &StudyPage::elementSelected);
    connect(panel, &StudyPanel::elementHovered, this, &StudyPage::elementHovered);
}

void StudyPage::setSnapshot(SnapshotPtr snapshot) {
    m_context.snapshot = std::move(snapshot);
    refresh();
}

void StudyPage::setSelection(const Selection& selection) {
    const bool isOther = selection.parameter != m_context.selection.parameter;
    m_context.selection = selection;
    refresh();
    if (isOther) {
        m_sensitivity->setParameter(selection.parameter);
    }
}

void StudyPage::setNumberText(const NumberText& numbers) {
    m_context.numbers = numbers;
    refresh();
}

void StudyPage::showStudy(Study study) { m_strip->setCurrent(static_cast<int>(study)); }

StudyPage::Study StudyPage::study() const { return static_cast<Study>(m_strip->current()); }

void StudyPage::checkGradients() {
    showStudy(Study::Check);
    m_check->demand();
}

void StudyPage::chooseSecond(const ElementRef& element) {
    showStudy(Study::Sensitivity);
    m_sensitivity->setSecond(element);
}

void StudyPage::refresh() {
    // The numbers at a curve's axis are those of its ticks: they need no more digits, and there is no room for them.
    auto plain = m_context;
    plain.numbers =
        NumberText(m_context.numbers.hasAllDigits() ? NumberText::kMost : m_context.numbers.decimals(), m_context.numbers.locale());
    for (auto* panel : m_panels) {
        panel->setContext(panel == m_sensitivity ? plain : m_context);
    }
}

void StudyPage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
