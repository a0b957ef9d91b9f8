#include "ui/training/TrainRuns.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"
#include "ui/support/NumberText.h"
#include "ui/training/KnobText.h"

namespace glassnet::ui {

namespace {

constexpr std::array kStopWords{
    "",
    "",
    QT_TRANSLATE_NOOP("TrainRuns", "all epochs done"),
    QT_TRANSLATE_NOOP("TrainRuns", "epoch reached"),
    QT_TRANSLATE_NOOP("TrainRuns", "loss reached"),
    QT_TRANSLATE_NOOP("TrainRuns", "accuracy reached"),
    QT_TRANSLATE_NOOP("TrainRuns", "plateau"),
    QT_TRANSLATE_NOOP("TrainRuns", "not finite"),
};
static_assert(kStopWords.size() == static_cast<std::size_t>(StopReason::NotFinite) + 1);

QString translated(const char* words) { return *words == '\0' ? QString() : QCoreApplication::translate("TrainRuns", words); }

QString roleWord(CurveRole role) {
    return role == CurveRole::Train ? QCoreApplication::translate("TrainRuns", "train") : QCoreApplication::translate("TrainRuns", "test");
}

/// Shares the run's curves and points into them.
std::shared_ptr<const Curve> within(const KeptRun& run, const Curve* points) { return {run.curves, points}; }

/// "Adam", "batch 20", "shuffled": what was chosen.
QStringList chosenWords(const LearningChoices& before, const LearningChoices& after) {
    QStringList words;
    const auto choice = [](std::string_view key, auto value) {
        const auto text = knobText(*findKnob(key));
        return std::pair(text.label.toLower(), text.choices.value(static_cast<qsizetype>(value)));
    };
    if (before.optimizer != after.optimizer) {
        words.append(choice("optimizer", after.optimizer).second);
    }
    if (before.penalty != after.penalty) {
        const auto [label, value] = choice("penalty", after.penalty);
        words.append(QStringLiteral("%1 %2").arg(label, value));
    }
    if (before.clipping != after.clipping) {
        const auto [label, value] = choice("clipping", after.clipping);
        words.append(QStringLiteral("%1 %2").arg(label, value));
    }
    if (before.batches.batchSize != after.batches.batchSize) {
        words.append(QCoreApplication::translate("TrainRuns", "batch %1").arg(NumberText().whole(after.batches.batchSize)));
    }
    if (before.batches.shuffle != after.batches.shuffle) {
        words.append(after.batches.shuffle ? QCoreApplication::translate("TrainRuns", "shuffled")
                                           : QCoreApplication::translate("TrainRuns", "not shuffled"));
    }
    return words;
}

/// The last accuracy of a run; of one output where it has several and that is chosen. None where its score is another.
std::optional<double> accuracyOf(const KeptRun& run, const RunResult& measured, LayerId output) {
    const auto* of = run.curves->output(output);
    if (of == nullptr) {
        return run.curves->scoreIsAccuracy ? measured.score : std::nullopt;
    }
    const auto last = of->testScore.isEmpty() ? of->trainingScore.last() : of->testScore.last();
    return of->scoreIsAccuracy && last.has_value() ? std::optional(last->value) : std::nullopt;
}

}  // namespace

QString stopWords(StopReason reason) { return translated(kStopWords.at(static_cast<std::size_t>(reason))); }

QString turnWords(const KnobsTurned& turned) {
    auto words = chosenWords(turned.chosenBefore, turned.chosenAfter);
    for (const auto& knob : knobTable()) {
        if (knob.get != nullptr && knob.get(turned.before) != knob.get(turned.after)) {
            const auto text = knobText(knob);
            const double value = knob.get(turned.after);
            const auto place = static_cast<qsizetype>(value);
            words.append(QStringLiteral("%1 %2").arg(
                text.label.toLower(), place >= 0 && place < text.choices.size() ? text.choices[place] : NumberText().exact(value)));
        }
    }
    return words.join(QStringLiteral(", "));
}

QString TrainRuns::nameOf(const KeptRun& run) {
    return run.name.empty() ? QCoreApplication::translate("TrainRuns", "Run %1").arg(NumberText().whole(run.id))
                            : QString::fromStdString(run.name);
}

std::vector<RunRow> TrainRuns::rows(LayerId output) const {
    std::vector<RunRow> rows;
    const auto& runs = m_runs.all();
    for (std::size_t i = runs.size(); i > 0; --i) {
        const auto& run = runs[i - 1];
        const auto& training = run.project->training;
        RunRow row;
        row.id = run.id;
        row.name = nameOf(run);
        row.seed = training.seeds[static_cast<std::size_t>(GeneratorRole::Start)];
        const auto name = optimizerInfo(training.optimizer).torchName;
        row.optimizer = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
        row.rate = training.knobs.learningRate;
        row.steps = run.steps;
        row.trainLoss = run.training.has_value() ? std::optional(run.training->loss) : std::nullopt;
        row.testLoss = run.test.has_value() ? std::optional(run.test->loss) : std::nullopt;
        const auto& measured = run.test.has_value() ? run.test : run.training;
        row.accuracy = measured.has_value() ? accuracyOf(run, *measured, output) : std::nullopt;
        row.isShown = run.isShown;
        row.color = isPresent(run) ? std::nullopt : std::optional(static_cast<int>(i - 1));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ChartCurve> TrainRuns::curves(const Pick& pick) const {
    std::vector<ChartCurve> shown;
    // The present run's first: its names lead the legend.
    const auto& runs = m_runs.all();
    for (std::size_t i = runs.size(); i > 0; --i) {
        const auto& run = runs[i - 1];
        if (!run.isShown) {
            continue;
        }
        for (const auto role : {CurveRole::Train, CurveRole::Test}) {
            const auto* points = pick(*run.curves, role);
            if (points == nullptr || points->isEmpty()) {
                continue;
            }
            ChartCurve curve;
            curve.name =
                isPresent(run) ? roleWord(role) : QCoreApplication::translate("TrainRuns", "%1 %2").arg(nameOf(run), roleWord(role));
            curve.role = role;
            curve.run = isPresent(run) ? std::nullopt : std::optional(static_cast<int>(i - 1));
            curve.points = within(run, points);
            shown.push_back(std::move(curve));
        }
    }
    return shown;
}

QString TrainRuns::outputName(LayerId output) const {
    const auto* layer = m_runs.all().back().project->network.find(output);
    return layer == nullptr ? QString() : QString::fromStdString(layer->name);
}

std::vector<ChartCurve> TrainRuns::lossCurves(const CurveWishes& wishes) const {
    std::vector<ChartCurve> shown;
    const auto& runs = m_runs.all();
    const auto* present = runs.empty() || !runs.back().isShown ? nullptr : &runs.back();
    if (wishes.batches && present != nullptr && !present->curves->batchLoss.isEmpty()) {
        // First: it is drawn behind the others.
        shown.push_back({QCoreApplication::translate("TrainRuns", "batch"), CurveRole::Train, std::nullopt,
                         within(*present, &present->curves->batchLoss), CurveOf::Batches});
    }
    for (auto& curve :
         curves([](const RunCurves&run, CurveRole role) { return role == CurveRole::Train ? &run.trainingLoss : &run.testLoss; })) {
        shown.push_back(std::move(curve));
    }
    const auto* output = present == nullptr ? nullptr : present->curves->output(wishes.output);
    if (output == nullptr) {
        return shown;
    }
    for (const auto role : {CurveRole::Train, CurveRole::Test}) {
        const auto& points = role == CurveRole::Train ? output->trainingLoss : output->testLoss;
        if (!points.isEmpty()) {
            const auto name =
                QCoreApplication::translate("TrainRuns", "%1 of %2", "train of an output").arg(roleWord(role), outputName(wishes.output));
            shown.push_back({name, role, std::nullopt, within(*present, &points), CurveOf::Output});
        }
    }
    return shown;
}

std::vector<ChartCurve> TrainRuns::scoreCurves(LayerId output) const {
    return curves([output](const RunCurves& run, CurveRole role) {
        if (const auto* of = run.output(output)) {
            return role == CurveRole::Train ? &of->trainingScore : &of->testScore;
        }
        return role == CurveRole::Train ? &run.trainingScore : &run.testScore;
    });
}

std::vector<ChartMarker> TrainRuns::markers() const {
    std::vector<ChartMarker> markers;
    const auto& runs = m_runs.all();
    if (runs.empty() || !runs.back().isShown) {
        return markers;
    }
    for (const auto& mark : runs.back().curves->marks) {
        const auto* turned = std::get_if<KnobsTurned>(&mark.what);
        const auto text = turned != nullptr ? turnWords(*turned) : stopWords(std::get<StopReason>(mark.what));
        if (!text.isEmpty()) {
            markers.push_back({mark.place, text, turned == nullptr});
        }
    }
    return markers;
}

}  // namespace glassnet::ui
