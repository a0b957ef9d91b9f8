#include "ui/inspector/SidePanel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <array>

#include "ui/inspector/FactList.h"
#include "ui/inspector/LayerSummary.h"
#include "ui/inspector/Note.h"
#include "ui/inspector/ValueTabs.h"
#include "ui/inspector/WeightsTab.h"
#include "ui/support/ScrollingPage.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kSideMargin = 20;

template <class Tab>
InspectorTab* make(QWidget* parent) {
    return new Tab(parent);
}

/// The tabs in their order; adding one is a file pair and a row.
struct TabRow {
    const char* title;
    InspectorTab* (*make)(QWidget* parent);
    bool checksGradients;
};
constexpr std::array kTabs{TabRow{QT_TRANSLATE_NOOP("SidePanel", "Weights"), make<WeightsTab>, false},
                           TabRow{QT_TRANSLATE_NOOP("SidePanel", "Activations"), make<ActivationsTab>, false},
                           TabRow{QT_TRANSLATE_NOOP("SidePanel", "Gradients"), make<GradientsTab>, true},
                           TabRow{QT_TRANSLATE_NOOP("SidePanel", "Shape"), make<ShapeTab>, false}};

}  // namespace

SidePanel::SidePanel(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_subtitle(new Note(this)),
      m_facts(new FactList(this)),
      m_strip(new TabStrip(this)),
      m_stack(new QStackedWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 0);
    layout->setSpacing(0);
    auto* head = new QVBoxLayout();
    head->setContentsMargins(kSideMargin, 0, kSideMargin, 16);
    head->setSpacing(4);
    m_title->setTextFormat(Qt::PlainText);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    head->addSpacing(8);
    head->addWidget(m_facts);
    layout->addLayout(head);
    auto* stripRow = new QVBoxLayout();
    stripRow->setContentsMargins(kSideMargin, 0, kSideMargin, 0);
    stripRow->addWidget(m_strip);
    layout->addLayout(stripRow);
    QStringList titles;
    for (const auto& row : kTabs) {
        titles.append(QCoreApplication::translate("SidePanel", row.title));
        auto* tab = row.make(nullptr);
        m_tabs.push_back(tab);
        connect(tab, &InspectorTab::elementSelected, this, &SidePanel::elementSelected);
        connect(tab, &InspectorTab::elementHovered, this, &SidePanel::elementHovered);
        connect(tab, &InspectorTab::valuePreviewed, this, &SidePanel::valuePreviewed);
        connect(tab, &InspectorTab::valueEdited, this, &SidePanel::valueEdited);
        connect(tab, &InspectorTab::valuesPasted, this, &SidePanel::valuesPasted);
        connect(tab, &InspectorTab::resetRequested, this, &SidePanel::resetRequested);
        connect(tab, &InspectorTab::fillRequested, this, &SidePanel::fillRequested);
        connect(tab, &InspectorTab::enlargeRequested, this, &SidePanel::enlargeRequested);
        connect(tab, &InspectorTab::sentence, this, &SidePanel::sentence);
        auto* area = new QScrollArea(m_stack);
        tab->setContentsMargins(kSideMargin, 20, kSideMargin, 20);
        makeScrollingPage(*area, tab);
        m_stack->addWidget(area);
    }
    m_strip->setItems(titles);
    m_strip->setAccessibleName(tr("Side of the layer to show"));
    connect(m_strip, &TabStrip::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        emit gradientCheckWanted(kTabs.at(static_cast<std::size_t>(index)).checksGradients);
        refresh();
    });
    layout->addWidget(m_stack, 1);
    dress();
}

void SidePanel::setSnapshot(SnapshotPtr snapshot) {
    m_context.snapshot = std::move(snapshot);
    refresh();
}

void SidePanel::setStep(const Selection& selection, SnapshotPtr snapshot) {
    if (snapshot != m_context.snapshot || selection != m_context.selection) {
        m_context.snapshot = std::move(snapshot);
        m_context.selection = selection;
        refresh();
    }
}

void SidePanel::setSelection(const Selection& selection) {
    m_context.selection = selection;
    refresh();
}

void SidePanel::setNumberText(const NumberText& numbers) {
    m_context.numbers = numbers;
    refresh();
}

void SidePanel::setHovered(const std::optional<ElementRef>& element) {
    m_context.hovered = element;
    m_tabs.at(static_cast<std::size_t>(m_strip->current()))->setHovered(element);
}

void SidePanel::setGradientColumns(GradientColumns columns) {
    m_context.history = std::make_shared<const GradientColumns>(std::move(columns));
    refresh();
}

void SidePanel::setEnlargeable(bool enlargeable) {
    m_context.enlargeable = enlargeable;
    refresh();
}

void SidePanel::setTab(int tab) { m_strip->setCurrent(tab); }

int SidePanel::tab() const { return m_strip->current(); }

void SidePanel::refresh() {
    const bool shows = m_context.snapshot != nullptr && m_context.layer() != nullptr;
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_subtitle), static_cast<QWidget*>(m_facts),
                          static_cast<QWidget*>(m_strip), static_cast<QWidget*>(m_stack)}) {
        part->setVisible(shows);
    }
    if (!shows) {
        return;
    }
    m_title->setText(QString::fromStdString(m_context.layer()->name));
    m_subtitle->setText(layerSubtitle(*m_context.snapshot->network, *m_context.layer()));
    m_facts->setFacts(layerFacts(m_context));
    m_tabs.at(static_cast<std::size_t>(m_strip->current()))->show(m_context);
}

void SidePanel::dress() { m_title->setFont(Fonts::text(FontSize::Title, QFont::DemiBold)); }

void SidePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
    }
}

void SidePanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
