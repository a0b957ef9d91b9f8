#include "app/PredictionWiring.h"

#include "app/CanvasArea.h"
#include "app/RightPanel.h"
#include "ui/stepping/AnswerTable.h"
#include "ui/stepping/PredictionCard.h"

namespace glassnet::app {

namespace {

using ui::ElementRef;

/// The same numbers with some of them unknown.
ui::SnapshotPtr veiled(const ui::SnapshotPtr& snapshot, const std::function<bool(const ElementRef&)>& hides) {
    auto copy = std::make_shared<ui::Snapshot>(*snapshot);
    for (const auto& [id, values] : snapshot->values) {
        for (std::int64_t element = 0; element < values.elements(); ++element) {
            if (hides({id, element})) {
                copy->hidden.push_back({id, element});
            }
        }
    }
    return copy;
}

bool isSamePlace(const ui::Snapshot& a, const ui::Snapshot& b) {
    return a.program == b.program && a.step == b.step && a.position == b.position && a.part == b.part && a.time->branch == b.time->branch;
}

}  // namespace

PredictionWiring::PredictionWiring(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
    auto& card = parts.area.question();
    connect(&card, &ui::PredictionCard::answered, this, [this](const std::vector<ui::PredictionAnswer>& answers) {
        m_parts.panel.answers().add(answers);
        m_parts.panel.offerAnswers();
        m_asked.reset();
        emit hiddenChanged();
    });
    connect(&card, &ui::PredictionCard::done, this, [this] {
        m_asked.reset();
        m_parts.area.setQuestionShown(false);
        emit hiddenChanged();
    });
    connect(&card, &ui::PredictionCard::hovered, &parts.workbench, &ui::Workbench::hover);
}

void PredictionWiring::start() {
    const auto& snapshot = m_parts.workbench.snapshot();
    if (snapshot == nullptr || !m_parts.area.question().ask(snapshot)) {
        emit sentence(tr("There is no number to predict here. Step on until one is computed, or select a unit of the layer in hand."));
        return;
    }
    m_asked = snapshot;
    m_veiled = veiled(snapshot, hidden());
    m_parts.area.setQuestionShown(true);
    emit hiddenChanged();
}

void PredictionWiring::stop() {
    m_parts.area.question().leave();
    m_asked.reset();
    m_parts.area.setQuestionShown(false);
}

ui::SnapshotPtr PredictionWiring::shown() {
    const auto& snapshot = m_parts.workbench.snapshot();
    if (m_asked == nullptr) {
        return snapshot;
    }
    if (snapshot == nullptr || !isSamePlace(*snapshot, *m_asked)) {
        stop();
        return snapshot;
    }
    if (snapshot != m_asked) {
        m_asked = snapshot;
        m_veiled = veiled(snapshot, hidden());
    }
    return m_veiled;
}

std::function<bool(const ElementRef&)> PredictionWiring::hidden() const {
    return [this](const ElementRef& element) { return m_asked != nullptr && m_parts.area.question().hides(element); };
}

void PredictionWiring::setNumberText(const ui::NumberText& numbers) {
    m_parts.area.question().setNumberText(numbers);
    m_parts.panel.answers().setNumberText(numbers);
}

}  // namespace glassnet::app
