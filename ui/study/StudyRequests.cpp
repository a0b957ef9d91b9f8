#include "ui/study/StudyRequests.h"

#include <algorithm>
#include <cmath>

#include "engine/training/DeviceComparison.h"
#include "engine/training/RecentSteps.h"
#include "ui/study/ComparisonPanel.h"
#include "ui/study/GradientCheckPanel.h"
#include "ui/study/LedgerPanel.h"
#include "ui/study/SensitivityPanel.h"
#include "ui/study/StudyPage.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {

namespace {

constexpr std::int64_t kStudyRequestsSurfacePoints = 33;
/// The surface reaches at least this far from the present values, and this much farther than the way has come.
constexpr double kStudyRequestsReach = 1.0;
constexpr double kBeyond = 1.25;

LookControl controlOf(const AskControl& control) {
    return {[&control] { return control.cancelled(); },
            [&control](std::int64_t done, std::int64_t total) { control.progress(done, total); }};
}

ParameterElement elementOf(const ElementRef& element) { return {element.tensor, element.element}; }

/// The range round the present value that holds the way there; close up it is not much larger.
ScanRange rangeOf(double value, const std::vector<double>& way, bool closeUp) {
    double farthest = 0;
    for (const double each : way) {
        farthest = std::isfinite(each) ? std::max(farthest, std::abs(each - value)) : farthest;
    }
    const double reach = closeUp && farthest > 0 ? kBeyond * farthest : std::max(kStudyRequestsReach, kBeyond * farthest);
    return {value - reach, value + reach, kStudyRequestsSurfacePoints};
}

SensitivityAnswer answerTo(const SensitivityQuestion& question, const Session& session, const AskControl& ask) {
    const auto control = controlOf(ask);
    SensitivityAnswer answer;
    const auto first = elementOf(question.first);
    answer.curve = lossCurve(session.trainer(), session.reference(), first, question.range, control);
    if (!question.second || answer.curve.outcome != LookOutcome::Done) {
        return answer;
    }
    const auto second = elementOf(*question.second);
    const auto recent =
        recentSteps(session.timeline(), session.trainer(), session.backend(), StudyRequests::kPathSteps, {first, second}, control);
    std::vector<double> xs;
    std::vector<double> ys;
    for (const auto& step : recent.steps) {
        xs.push_back(step.values[0]);
        ys.push_back(step.values[1]);
    }
    // After an update the present values are the next step's.
    const double x = answer.curve.value;
    const double y = session.trainer().executable().read(second.parameter).at(second.element);
    xs.push_back(x);
    ys.push_back(y);
    for (std::size_t i = 0; i < xs.size(); ++i) {
        answer.path.emplace_back(xs[i], ys[i]);
    }
    answer.path.erase(std::unique(answer.path.begin(), answer.path.end()), answer.path.end());
    answer.surface = lossSurface(session.trainer(), session.reference(), first, rangeOf(x, xs, question.closeUp), second,
                                 rangeOf(y, ys, question.closeUp), control);
    return answer;
}

}  // namespace

StudyRequests::StudyRequests(Workbench& workbench, StudyPage& page, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_page(page) {
    connect(&page.ledger(), &StudyPanel::wanted, this, &StudyRequests::askLedger);
    connect(&page.sensitivity(), &StudyPanel::wanted, this, &StudyRequests::askSensitivity);
    connect(&page.check(), &StudyPanel::wanted, this, &StudyRequests::askCheck);
    connect(&page.devices(), &StudyPanel::wanted, this, &StudyRequests::askComparison);
    connect(&workbench.devices(), &DeviceControl::changed, this, [this] { m_page.devices().setDevices(m_workbench.devices().report()); });
    page.devices().setDevices(workbench.devices().report());
}

template <class T>
void StudyRequests::ask(StudyPanel& panel, const QString& title, std::function<T(const Session&, const AskControl&)> work,
                        std::function<void(const T&)> give) {
    // An edit of the drawing may be under way already: another program has other ids, and its snapshot asks anew.
    const auto program = panel.context().snapshot->program;
    m_workbench.ask<std::optional<T>>(
        &panel, title,
        [program, work = std::move(work)](const Session& session, const AskControl& control) {
            const bool isSame = session.trainer().executable().sharedProgram() == program;
            return isSame ? std::optional(work(session, control)) : std::nullopt;
        },
        [give = std::move(give)](const std::optional<T>& answer) {
            if (answer.has_value()) {
                give(*answer);
            }
        });
}

void StudyRequests::askLedger() {
    ask<LossLedger>(
        m_page.ledger(), tr("Loss ledger"),
        [](const Session& session, const AskControl& control) {
            // An update that is shown in part is still to be run.
            const auto position = session.trainer().position();
            return lossLedger(session.trainer(), session.reference(), controlOf(control),
                              session.part().has_value() ? position - 1 : position);
        },
        [this](const LossLedger& ledger) { m_page.ledger().setLedger(ledger); });
}

void StudyRequests::askSensitivity() {
    const auto question = m_page.sensitivity().question();
    ask<SensitivityAnswer>(
        m_page.sensitivity(), tr("Sensitivity"),
        [question](const Session& session, const AskControl& control) { return answerTo(question, session, control); },
        [this](const SensitivityAnswer& answer) { m_page.sensitivity().setAnswer(answer); });
}

void StudyRequests::askCheck() {
    ask<GradientReport>(
        m_page.check(), tr("Gradient check"),
        [](const Session& session, const AskControl& control) {
            return checkAllGradients(session.trainer(), session.reference(), controlOf(control));
        },
        [this](const GradientReport& report) { m_page.check().setReport(report); });
}

void StudyRequests::askComparison() {
    const auto there = m_page.devices().there();
    ask<DeviceComparison>(
        m_page.devices(), tr("Two devices"),
        [there](const Session& session, const AskControl& control) {
            const auto here = session.backendOf(session.device());
            const auto other = session.backendOf(there);
            return compareDevices(session.trainer(), *here.backend,
                                  there == ComparisonPanel::kReference ? session.reference() : *other.backend, controlOf(control));
        },
        [this](const DeviceComparison& comparison) { m_page.devices().setComparison(comparison); });
}

}  // namespace glassnet::ui
