#include "ui/training/TrainSettings.h"

#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "engine/program/KnobTable.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"
#include "ui/training/KnobText.h"

namespace glassnet::ui {

namespace {

constexpr std::string_view kBatchSize = "batchSize";
constexpr std::string_view kShuffle = "shuffle";
constexpr double kTrainSettingsMostRows = 1e9;

/// What belongs to the program, by the key of its row.
double programChoice(const TrainingSettings& training, std::string_view key) {
    return key == "optimizer" ? static_cast<double>(training.optimizer)
           : key == "penalty" ? static_cast<double>(training.penalty)
                              : static_cast<double>(training.clipping);
}

void setProgramChoice(TrainingSettings& training, std::string_view key, int choice) {
    if (key == "optimizer") {
        const auto before = training.knobs;
        training.optimizer = static_cast<OptimizerKind>(choice);
        // Each optimizer has defaults of its own; what has nothing to do with it stays.
        training.knobs = defaultKnobs(training.optimizer);
        training.knobs.penaltyRate = before.penaltyRate;
        training.knobs.clipLimit = before.clipLimit;
        training.knobs.schedule = before.schedule;
    } else if (key == "penalty") {
        training.penalty = static_cast<Penalty>(choice);
    } else {
        training.clipping = static_cast<Clipping>(choice);
    }
}

double valueOf(const TrainingSettings& training, const KnobInfo& knob) {
    return knob.get == nullptr ? programChoice(training, knob.key) : knob.get(training.knobs);
}

PropertyRow knobRow(const TrainingSettings& training, const KnobInfo& knob) {
    const auto text = knobText(knob);
    const double value = valueOf(training, knob);
    PropertyRow row;
    row.key = std::string(knob.key);
    row.label = text.label;
    row.help = text.help;
    if (knob.kind == KnobKind::Choice || knob.kind == KnobKind::Switch) {
        row.kind = RowKind::Choice;
        row.choices = text.choices;
        row.helps = QStringList(text.choices.size(), text.help);
        row.current = static_cast<int>(std::lround(value));
    } else {
        row.kind = RowKind::Number;
        row.text = knob.kind == KnobKind::Whole ? NumberText().whole(std::llround(value)) : NumberText().exact(value);
    }
    return row;
}

}  // namespace

std::vector<PropertyRow> trainRows(const TrainingSettings& training) {
    std::vector<PropertyRow> rows;
    const KnobChoices choices{training.optimizer, training.penalty, training.clipping};
    for (const auto& knob : knobTable()) {
        if (isRead(knob, choices, training.knobs)) {
            rows.push_back(knobRow(training, knob));
        }
        if (knob.key == "learningRate") {
            PropertyRow batch;
            batch.key = std::string(kBatchSize);
            batch.kind = RowKind::Number;
            batch.label = TrainSettings::tr("Batch");
            batch.help = TrainSettings::tr("How many samples a step learns from.");
            batch.text = NumberText().whole(training.batches.batchSize);
            rows.push_back(batch);
            PropertyRow shuffle;
            shuffle.key = std::string(kShuffle);
            shuffle.kind = RowKind::Choice;
            shuffle.label = TrainSettings::tr("Order");
            shuffle.help = TrainSettings::tr("The order of the samples in an epoch.");
            shuffle.choices = {TrainSettings::tr("as they stand"), TrainSettings::tr("shuffled")};
            shuffle.helps = {TrainSettings::tr("Every epoch goes through the samples in the same order."),
                             TrainSettings::tr("Every epoch draws a new order from the shuffle seed.")};
            shuffle.current = training.batches.shuffle ? 1 : 0;
            rows.push_back(shuffle);
        }
    }
    return rows;
}

TrainSettings::TrainSettings(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    setAccessibleName(tr("How the network learns"));
}

PropertyLine* TrainSettings::line(std::string_view key) const {
    const auto found = std::ranges::find_if(m_lines, [key](const PropertyLine* line) { return line->row().key == key; });
    return found == m_lines.end() ? nullptr : *found;
}

void TrainSettings::setProject(const Project& project) {
    if (!m_lines.empty() && project.training == m_project.training) {
        m_project = project;
        return;
    }
    m_project = project;
    refresh();
}

void TrainSettings::refresh() {
    const auto rows = trainRows(m_project.training);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i < m_lines.size() && m_lines[i]->suits(rows[i])) {
            m_lines[i]->setRow(rows[i]);
            continue;
        }
        // What follows is other rows from here on.
        while (m_lines.size() > i) {
            m_lines.back()->hide();
            m_lines.back()->deleteLater();
            m_lines.pop_back();
        }
        auto* made = new PropertyLine(rows[i], this);
        connect(made, &PropertyLine::entered, this, [this, made](const QString& text) { take(*made, text); });
        connect(made, &PropertyLine::chosen, this, [this, made](int choice) { choose(*made, choice); });
        m_column->addWidget(made);
        m_lines.push_back(made);
    }
    while (m_lines.size() > rows.size()) {
        m_lines.back()->hide();
        m_lines.back()->deleteLater();
        m_lines.pop_back();
    }
}

void TrainSettings::take(PropertyLine& line, const QString& text) {
    const auto key = line.row().key;
    const auto* knob = findKnob(key);
    const bool isWhole = knob == nullptr || knob->kind == KnobKind::Whole;
    const double smallest = knob == nullptr ? 1.0 : knob->smallest;
    const double largest = knob == nullptr ? kTrainSettingsMostRows : knob->largest;
    const auto value = NumberParser().parse(text);
    if (!value) {
        line.valueField()->refuse();
        emit sentence(ErrorText::of(value.error()));
        return;
    }
    if (!(*value >= smallest && *value <= largest) || (isWhole && *value != std::floor(*value))) {
        line.valueField()->refuse();
        emit sentence(isWhole ? tr("%1 is a whole number from %2 to %3.")
                                    .arg(line.row().label, NumberText().whole(std::llround(smallest)), NumberText().whole(std::llround(largest)))
                              : tr("%1 is a number from %2 to %3.").arg(line.row().label, NumberText().exact(smallest), NumberText().exact(largest)));
        return;
    }
    line.valueField()->settle();
    emit changeWanted(line.row().label, [key, knob, number = *value](Project& project) -> Result<void> {
        if (knob == nullptr) {
            project.training.batches.batchSize = std::llround(number);
        } else {
            knob->set(project.training.knobs, number);
        }
        return {};
    });
}

void TrainSettings::choose(const PropertyLine& line, int choice) {
    const auto key = line.row().key;
    const auto* knob = findKnob(key);
    emit changeWanted(line.row().label, [key, knob, choice](Project& project) -> Result<void> {
        if (knob == nullptr) {
            project.training.batches.shuffle = choice == 1;
        } else if (knob->set != nullptr) {
            knob->set(project.training.knobs, choice);
        } else {
            setProgramChoice(project.training, key, choice);
        }
        return {};
    });
}

}  // namespace glassnet::ui
