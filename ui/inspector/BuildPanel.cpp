#include "ui/inspector/BuildPanel.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/program/Optimizers.h"
#include "ui/inspector/FactList.h"
#include "ui/inspector/Note.h"
#include "ui/inspector/PanelSection.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/ShapeFacts.h"
#include "ui/support/ScrollingPage.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kMargin = PanelSection::kMargin;

CheckLimits limitsOf(const Project& project) {
    CheckLimits limits;
    limits.batchSize = std::max<std::int64_t>(project.training.batches.batchSize, 1);
    limits.optimizerSlots = updateCopies(project.training.optimizer, project.training.penalty, project.training.clipping);
    return limits;
}

}  // namespace

BuildPanel::BuildPanel(QWidget* parent)
    : QWidget(parent), m_title(new Note(this)), m_subtitle(new Note(this)), m_form(new PropertyForm(this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(1, 0, 0, 0);
    auto* area = new QScrollArea(this);
    auto* inner = new QWidget();
    m_sections = new QVBoxLayout(inner);
    m_sections->setContentsMargins(0, 16, 0, 16);
    m_sections->setSpacing(20);
    auto* head = new QVBoxLayout();
    head->setContentsMargins(kMargin, 0, kMargin, 0);
    head->setSpacing(4);
    m_title->setLook(FontSize::Title, QFont::DemiBold, Token::Ink);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    head->addSpacing(12);
    head->addWidget(m_form);
    m_sections->addLayout(head);
    m_shape = newSection();
    m_shapeTitle = new Note(m_shape);
    m_shapeTitle->setLook(FontSize::Body, QFont::DemiBold, Token::Ink);
    m_shapeTitle->setWordWrap(false);
    m_facts = new FactList(FactList::Style::Figures, m_shape);
    m_shape->layout()->addWidget(m_shapeTitle);
    m_shape->layout()->addWidget(m_facts);
    m_sections->addStretch(1);
    makeScrollingPage(*area, inner);
    whole->addWidget(area);
    connect(m_form, &PropertyForm::sentence, this, &BuildPanel::sentence);
    refresh();
}

QWidget* BuildPanel::newSection() {
    auto* section = new PanelSection(this);
    // Before the stretch at the end, where there is one yet.
    const int end = m_shape == nullptr ? m_sections->count() : m_sections->count() - 1;
    m_sections->insertWidget(end, section);
    return section;
}

void BuildPanel::addSection(QWidget* section) { newSection()->layout()->addWidget(section); }

void BuildPanel::setProject(const Project& project) {
    m_project = project;
    m_form->setProject(project);
    refresh();
}

void BuildPanel::setSelection(const std::set<LayerId>& layers, std::optional<std::int64_t> unit) {
    m_form->setSelection(layers, unit);
    m_layers = layers;
    refresh();
}

void BuildPanel::refresh() {
    const auto layers = FormSubject{&m_project, m_layers, {}}.specs();
    const auto& network = m_project.network;
    m_form->setVisible(!layers.empty());
    m_shapeTitle->setText(layers.size() == 1 ? tr("Shape") : tr("The whole network"));
    if (layers.size() == 1) {
        m_title->setText(QString::fromStdString(layers.front()->name));
        m_subtitle->setText(layerSubtitle(network, *layers.front()));
        m_facts->setFacts(shapeFacts(network, layers.front()->id, limitsOf(m_project)));
        return;
    }
    m_facts->setFacts(networkFacts(network, limitsOf(m_project)));
    if (!layers.empty()) {
        m_title->setText(tr("%1 layers").arg(NumberText().whole(static_cast<qint64>(layers.size()))));
        m_subtitle->setText(tr("What is set here is set on all of them."));
    } else {
        m_title->setText(network.layers().empty() ? tr("An empty canvas") : tr("Nothing is chosen"));
        m_subtitle->setText(network.layers().empty() ? tr("Drag a layer from the list at the left onto the canvas.")
                                                     : tr("Click a layer to see and set what it is made of."));
    }
}

void BuildPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
