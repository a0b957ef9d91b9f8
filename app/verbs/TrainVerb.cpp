#include "app/verbs/TrainVerb.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/Settings.h"
#include "app/verbs/VerbArguments.h"
#include "engine/backend/cpu/CpuBackend.h"
#include "engine/base/NumberJson.h"
#include "engine/data/Batches.h"
#include "engine/project/ProjectFile.h"
#include "engine/training/Evaluator.h"
#include "engine/training/Metrics.h"
#include "ui/support/DeviceText.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/workbench/DeviceDesk.h"
#include "ui/workbench/Session.h"

namespace glassnet::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr qlonglong kEpochs = 100;
constexpr qlonglong kMostEpochs = 1'000'000'000;
/// Lines of the text form, about.
constexpr qlonglong kLines = 20;

struct TrainVerbWords {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

struct TrainOptions {
    qlonglong epochs = kEpochs;
    std::optional<std::uint64_t> seed;
    QString out;
    bool json = false;
    DeviceChoice device;
};

/// The options, or how it ended with them.
tl::expected<TrainOptions, ExitCode> readTrainOptions(const QCommandLineParser& parser) {
    TrainOptions options;
    bool ok = false;
    options.epochs = parser.value(QStringLiteral("epochs")).toLongLong(&ok);
    if (!ok || options.epochs < 0 || options.epochs > kMostEpochs) {
        printError(TrainVerbWords::tr("“%1” is no number of epochs. Give a whole number from 0 to %2.")
                       .arg(parser.value(QStringLiteral("epochs")))
                       .arg(kMostEpochs));
        return tl::make_unexpected(ExitCode::WrongArguments);
    }
    if (parser.isSet(QStringLiteral("seed"))) {
        options.seed = ui::NumberParser::parseSeed(parser.value(QStringLiteral("seed")));
        if (!options.seed.has_value()) {
            printError(TrainVerbWords::tr("“%1” is no seed. Give a whole number.").arg(parser.value(QStringLiteral("seed"))));
            return tl::make_unexpected(ExitCode::WrongArguments);
        }
    }
    const auto device = parser.value(QStringLiteral("device"));
    const auto choice = DeviceChoice::parse(device.toStdString());
    if (!choice.has_value()) {
        printError(ui::ErrorText::of({ErrorCode::DeviceUnknown, {device.toStdString()}}));
        return tl::make_unexpected(ExitCode::WrongArguments);
    }
    options.device = *choice;
    options.out = parser.value(QStringLiteral("out"));
    options.json = parser.isSet(QStringLiteral("json"));
    return options;
}

Json metricsJson(const std::optional<Metrics>& metrics) {
    if (!metrics.has_value()) {
        return nullptr;
    }
    Json json;
    json["rows"] = metrics->rows;
    json["loss"] = numberJson(metrics->loss);
    if (metrics->score().has_value()) {
        json[metrics->isAccuracy() ? "accuracy" : "r2"] = numberJson(*metrics->score());
    }
    return json;
}

QString metricsText(const std::optional<Metrics>& metrics) {
    if (!metrics.has_value()) {
        return {};
    }
    const auto loss = QString::number(metrics->loss, 'g', 6);
    return !metrics->score().has_value() ? loss : QStringLiteral("%1  %2").arg(loss, QString::number(*metrics->score(), 'f', 4));
}

/// Trains and tells.
class TrainRun {
public:
    TrainRun(const Project& project, ui::Session& session, const TrainOptions& options)
        : m_project(project), m_session(session), m_options(options) {
        if (auto evaluator = Evaluator::create(project.network, m_backend)) {
            m_evaluator.emplace(std::move(*evaluator));
        }
    }

    /// False when a number stopped being finite.
    bool run() {
        const auto first = m_session.state().epoch;
        const auto all = std::max<std::int64_t>(m_options.epochs - first, 0);
        const auto stride = std::max<std::int64_t>(1, all / kLines);
        if (!m_options.json) {
            printLine(TrainVerbWords::tr("%1, seed %2").arg(QString::fromStdString(m_project.name)).arg(m_project.training.seeds[0]));
            printLine(TrainVerbWords::tr("epoch  loss of the epoch  training: loss and score  test: loss and score"));
        }
        bool isFinite = true;
        while (m_session.state().epoch < m_options.epochs && isFinite) {
            const auto epoch = m_session.state().epoch;
            isFinite = trainEpoch();
            if (isFinite && m_session.epoch() == epoch) {
                continue;  // A device was left in the middle of it.
            }
            const bool isSaid = !isFinite || m_session.state().epoch == m_options.epochs || (epoch - first) % stride == 0;
            if (m_options.json || isSaid) {
                tell();
            }
        }
        if (m_options.json) {
            printJson(isFinite);
        }
        return isFinite;
    }

private:
    bool trainEpoch() {
        const auto rows = m_session.data().training.rows();
        const auto batch = m_session.trainer().program().options().batchSize;
        const auto cursor = m_session.state().cursor;
        const auto report = trained(batchCount(rows - cursor, batch));
        double sum = 0.0;
        for (std::size_t i = 0; i < report.losses.size(); ++i) {
            sum += report.losses[i] * static_cast<double>(batchRange(static_cast<std::int64_t>(i), rows - cursor, batch).samples());
        }
        if (!report.losses.empty()) {
            m_loss = sum / static_cast<double>(rows - cursor);
        }
        return report.nonFiniteStep < 0;
    }

    /// A device that fails is told of, and the CPU goes on: the epoch's loss is then that of what it repeats and adds.
    SliceReport trained(std::int64_t steps) {
        try {
            return m_session.train(steps, {});
        } catch (const ErrorException& exception) {
            if (!m_session.isDeviceFailure(exception.error())) {
                throw;
            }
            m_session.leaveDevice(exception.error());
            const auto fallback = *m_session.takeFallback();
            printError(ui::ErrorText::headline(exception.error()) + QStringLiteral(". ") +
                       TrainVerbWords::tr("The CPU goes on from step %1; the device had reached step %2.")
                           .arg(fallback.firstStep)
                           .arg(fallback.lastStep));
            return {};
        }
    }

    void tell() {
        std::optional<Metrics> training;
        std::optional<Metrics> test;
        if (m_evaluator.has_value()) {
            m_evaluator->setState(m_session.learned());
            training = measure(*m_evaluator, m_project.network, m_session.data().training);
            test = measure(*m_evaluator, m_project.network, m_session.data().test);
        }
        if (m_options.json) {
            m_epochs.push_back(Json{{"epoch", m_session.state().epoch},
                                    {"step", m_session.state().step},
                                    {"loss", numberJson(m_loss)},
                                    {"training", metricsJson(training)},
                                    {"test", metricsJson(test)}});
        } else {
            printLine(QStringLiteral("%1  %2  %3  %4")
                          .arg(QString::number(m_session.state().epoch).rightJustified(5),
                               QString::number(m_loss, 'g', 6).leftJustified(17), metricsText(training).leftJustified(24),
                               metricsText(test)));
        }
    }

    void printJson(bool isFinite) const {
        Json document;
        document["project"] = m_project.name;
        document["seed"] = m_project.training.seeds[0];
        document["finite"] = isFinite;
        document["epochs"] = m_epochs;
        printLine(QString::fromStdString(document.dump(2)));
    }

    const Project& m_project;
    ui::Session& m_session;
    const TrainOptions& m_options;
    CpuBackend m_backend;
    std::optional<Evaluator> m_evaluator;
    double m_loss = 0.0;
    Json m_epochs = Json::array();
};

/// False after the reason why the device cannot be used.
bool canUse(DeviceHost& host, const DeviceChoice& device) {
    const auto backend = host.backend(device);
    if (!backend.has_value()) {
        printError(ui::DeviceText::reason(backend.error()));
    }
    return backend.has_value();
}

/// Puts the session on the device, after its self-test where that is due. False after the reason why it is not there.
bool useDevice(ui::DeviceDesk& desk, ui::Session& session, Settings& settings, const DeviceChoice& device) {
    const auto failed = desk.apply(session, {}, {});
    const auto report = desk.report();
    settings.setPassedDevices(report->passed);
    if (session.device() == device.text()) {
        return true;
    }
    const auto found = std::ranges::find(report->devices, device.key, &DeviceInfo::key);
    printError(failed.has_value()               ? ui::ErrorText::of(*failed)
               : found != report->devices.end() ? ui::DeviceText::reason(*found)
                                                : ui::ErrorText::of({ErrorCode::DeviceUnknown, {device.key}}));
    return false;
}

/// False after a sentence.
bool writeTrained(Project project, const ui::Session& session, const QString& path) {
    project.state = session.state();
    const auto written = writeProjectFile(path.toStdString(), project);
    if (!written) {
        printError(ui::ErrorText::of(written.error()));
    }
    return written.has_value();
}

}  // namespace

ExitCode runTrain(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("epochs"), {}, QStringLiteral("epochs"), QString::number(kEpochs)});
    parser.addOption({QStringLiteral("seed"), {}, QStringLiteral("seed")});
    parser.addOption({QStringLiteral("out"), {}, QStringLiteral("file")});
    parser.addOption({QStringLiteral("device"), {}, QStringLiteral("device"), QStringLiteral("cpu")});
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    if (!parseArguments(parser, "train", arguments, 1)) {
        return ExitCode::WrongArguments;
    }
    const auto options = readTrainOptions(parser);
    if (!options) {
        return options.error();
    }
    const QCoreApplication application(argc, argv);
    auto project = readProjectFile(parser.positionalArguments().first());
    if (!project.has_value()) {
        return ExitCode::Failed;
    }
    if (options->seed.has_value()) {
        // Another start: what was learned before is another run's.
        project->training.seeds[static_cast<std::size_t>(GeneratorRole::Start)] = *options->seed;
        project->state.reset();
    }
    DeviceHost host;
    Settings settings;
    ui::DeviceDesk desk(std::shared_ptr<DeviceHost>(&host, [](DeviceHost*) {}), settings.passedDevices());
    if (!canUse(host, options->device)) {
        return ExitCode::Failed;
    }
    desk.wish(options->device);
    auto session = ui::Session::open(
        *project, [&project](const TrainingState& start) { return project->state.value_or(start); }, desk.forSessions());
    if (!session) {
        printError(ui::ErrorText::of(session.error()));
        return ExitCode::Failed;
    }
    if (!(*session)->trainer().program().loss().valid()) {
        printError(
            TrainVerbWords::tr("%1 has no output with a loss, so there is nothing to train.").arg(parser.positionalArguments().first()));
        return ExitCode::Failed;
    }
    try {
        if (!useDevice(desk, **session, settings, options->device)) {
            return ExitCode::Failed;
        }
        const bool isFinite = TrainRun(*project, **session, *options).run();
        if (!options->out.isEmpty() && !writeTrained(*project, **session, options->out)) {
            return ExitCode::Failed;
        }
        if (!isFinite) {
            printError(TrainVerbWords::tr("Training stopped at step %1: the loss is not finite any more. A smaller learning rate may help.")
                           .arg((*session)->state().step));
            return ExitCode::Failed;
        }
    } catch (const ErrorException& exception) {
        printError(ui::ErrorText::of(exception.error()));
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

}  // namespace glassnet::app
