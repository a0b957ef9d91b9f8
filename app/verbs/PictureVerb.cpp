#include "app/verbs/PictureVerb.h"

#include <QApplication>
#include <QPixmap>
#include <QTemporaryDir>
#include <algorithm>
#include <optional>

#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "app/verbs/VerbArguments.h"
#include "ui/canvas/CanvasView.h"
#include "ui/header/ModeSwitch.h"
#include "ui/inspector/SidePanel.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

struct PictureVerbWords {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// What the options say; every bad one has its own sentence.
struct PictureOptions {
    QSize size{1440, 900};
    double scale = 1;
    QString theme = QStringLiteral("light");
    std::optional<qlonglong> at;
    qlonglong epochs = 0;
    ui::Mode mode = ui::Mode::Step;
    /// The page of the side panel that Train mode shows.
    RightPanel::Page page = RightPanel::Page::Train;
};

/// The pages of Train mode by their words for --page.
struct PageWord {
    const char* word;
    RightPanel::Page page;
};
constexpr std::array kPictureVerbPages{PageWord{"train", RightPanel::Page::Train}, PageWord{"curves", RightPanel::Page::Curves},
                                       PageWord{"units", RightPanel::Page::Units}, PageWord{"images", RightPanel::Page::Images},
                                       PageWord{"data", RightPanel::Page::Data}};

constexpr int kSmallestWidth = 1024;
constexpr int kSmallestHeight = 600;
constexpr int kLargestSide = 8192;

std::optional<QSize> parseSize(const QString& text) {
    const auto parts = text.split(QLatin1Char('x'));
    bool wideOk = false;
    bool tallOk = false;
    const int wide = parts.value(0).toInt(&wideOk);
    const int tall = parts.value(1).toInt(&tallOk);
    const bool fits = wide >= kSmallestWidth && wide <= kLargestSide && tall >= kSmallestHeight && tall <= kLargestSide;
    return parts.size() == 2 && wideOk && tallOk && fits ? std::optional(QSize(wide, tall)) : std::nullopt;
}

std::optional<PictureOptions> readOptions(const QCommandLineParser& parser) {
    PictureOptions options;
    const auto modes = ui::modeTable();
    const auto mode = std::find_if(modes.begin(), modes.end(),
                                   [&](const ui::ModeRow& row) { return parser.value(QStringLiteral("mode")) == QLatin1String(row.key); });
    if (mode == modes.end()) {
        printError(PictureVerbWords::tr("“%1” is no mode that can be drawn. The modes are build, step, train and present.")
                       .arg(parser.value(QStringLiteral("mode"))));
        return std::nullopt;
    }
    options.mode = mode->mode;
    const auto page = std::find_if(kPictureVerbPages.begin(), kPictureVerbPages.end(),
                                   [&](const PageWord& row) { return parser.value(QStringLiteral("page")) == QLatin1String(row.word); });
    if (page == kPictureVerbPages.end()) {
        printError(PictureVerbWords::tr("“%1” is no page of training. The pages are train, curves, units, images and data.")
                       .arg(parser.value(QStringLiteral("page"))));
        return std::nullopt;
    }
    options.page = page->page;
    bool isNumber = false;
    options.epochs = parser.value(QStringLiteral("epochs")).toLongLong(&isNumber);
    if (!isNumber || options.epochs < 0) {
        printError(
            PictureVerbWords::tr("“%1” is no number of epochs. Give a whole number from 0.").arg(parser.value(QStringLiteral("epochs"))));
        return std::nullopt;
    }
    options.theme = parser.value(QStringLiteral("theme"));
    if (options.theme != QLatin1String("light") && options.theme != QLatin1String("dark")) {
        printError(PictureVerbWords::tr("“%1” is no theme. The themes are light and dark.").arg(options.theme));
        return std::nullopt;
    }
    const auto size = parseSize(parser.value(QStringLiteral("size")));
    if (!size.has_value()) {
        printError(
            PictureVerbWords::tr("“%1” is no size. Give width and height, such as 1440x900; the smallest is %2x%3 and the largest side %4.")
                .arg(parser.value(QStringLiteral("size")))
                .arg(kSmallestWidth)
                .arg(kSmallestHeight)
                .arg(kLargestSide));
        return std::nullopt;
    }
    options.size = *size;
    bool ok = false;
    options.scale = parser.value(QStringLiteral("scale")).toDouble(&ok);
    if (!ok || !(options.scale >= 1 && options.scale <= 4)) {
        printError(PictureVerbWords::tr("“%1” is no scale. Give a number from 1 to 4.").arg(parser.value(QStringLiteral("scale"))));
        return std::nullopt;
    }
    if (parser.isSet(QStringLiteral("at"))) {
        options.at = parser.value(QStringLiteral("at")).toLongLong(&ok);
        if (!ok || *options.at < 0) {
            printError(PictureVerbWords::tr("“%1” is no place on the tape. Give the number of entries that have run, from 0.")
                           .arg(parser.value(QStringLiteral("at"))));
            return std::nullopt;
        }
    }
    return options;
}

/// Goes to the place on the tape that is asked for, at first the end of the forward half. False when there is no such place.
bool showPlace(MainWindow& window, const PictureOptions& options, const QString& file) {
    const auto& snapshot = *window.workbench().snapshot();
    const auto entries = static_cast<qlonglong>(snapshot.program->size());
    if (options.at.value_or(0) > entries) {
        printError(PictureVerbWords::tr("The tape of %1 has %2 entries, and place %3 is asked for.")
                       .arg(file, QString::number(entries), QString::number(*options.at)));
        return false;
    }
    const auto backward = snapshot.program->phaseBegin(Phase::Backward);
    const auto position = options.at.has_value() ? static_cast<std::size_t>(*options.at) : backward;
    window.workbench().moveTo(position);
    window.workbench().settle();
    if (position > backward) {
        window.panel().setTab(2);
        window.workbench().settle();
    }
    // Pages in view may have asked for more.
    QApplication::processEvents();
    window.workbench().settle();
    return true;
}

/// Trains as long as is asked for, with everything on the screen that was told of it.
void showTraining(MainWindow& window, const PictureOptions& options) {
    window.rightPanel().setPage(options.page);
    ui::PlayOrder order;
    order.untilEpoch = options.epochs;
    window.workbench().train(order);
    window.workbench().settleTraining();
    // The plane is known with the data, and the maps of it follow.
    QApplication::processEvents();
    window.workbench().settle();
    if (window.rightPanel().page() != options.page) {
        window.rightPanel().setPage(options.page);  // It is offered now that the data are known.
        window.workbench().settle();
        QApplication::processEvents();
    }
}

}  // namespace

ExitCode runPicture(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("mode"), {}, QStringLiteral("mode"), QStringLiteral("step")});
    parser.addOption({QStringLiteral("at"), {}, QStringLiteral("entries")});
    parser.addOption({QStringLiteral("epochs"), {}, QStringLiteral("epochs"), QStringLiteral("0")});
    parser.addOption({QStringLiteral("page"), {}, QStringLiteral("page"), QStringLiteral("train")});
    parser.addOption({QStringLiteral("theme"), {}, QStringLiteral("theme"), QStringLiteral("light")});
    parser.addOption({QStringLiteral("size"), {}, QStringLiteral("size"), QStringLiteral("1440x900")});
    parser.addOption({QStringLiteral("scale"), {}, QStringLiteral("scale"), QStringLiteral("1")});
    if (!parseArguments(parser, "picture", arguments, 2)) {
        return ExitCode::WrongArguments;
    }
    const auto options = readOptions(parser);
    if (!options.has_value()) {
        return ExitCode::WrongArguments;
    }
    const auto files = parser.positionalArguments();
    const auto project = readProjectFile(files[0]);
    if (!project.has_value()) {
        return ExitCode::Failed;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(options->scale));
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("glassnet"));
    // Settings of its own: a picture must not depend on who draws it.
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    settings.setValue(SettingId::Theme, options->theme);
    settings.setValue(SettingId::ReduceMotion, true);
    MainWindow window(settings);
    std::optional<Error> failure;
    QObject::connect(&window.workbench(), &ui::Workbench::failed, &window, [&failure](const Error& error) { failure = error; });
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(options->size);
    window.show();
    window.workbench().open(*project);
    window.setMode(options->mode);
    window.workbench().settle();
    const auto& snapshot = window.workbench().snapshot();
    const bool isBuilding = options->mode == ui::Mode::Build;
    // A drawing that cannot run yet is drawn with what is wrong with it.
    if (!isBuilding && (snapshot == nullptr || failure.has_value())) {
        printError(failure.has_value() ? ui::ErrorText::of(*failure) : PictureVerbWords::tr("%1 cannot be run.").arg(files[0]));
        return ExitCode::Failed;
    }
    if (options->mode == ui::Mode::Train) {
        showTraining(window, *options);
    } else if (!isBuilding && !showPlace(window, *options, files[0])) {
        return ExitCode::Failed;
    }
    QApplication::processEvents();
    window.canvasArea().canvas().finishLinks();
    window.canvasArea().update();
    const auto picture = window.grab();
    if (!picture.save(files[1], "PNG")) {
        printError(PictureVerbWords::tr("%1 cannot be written. Check the folder and its permissions.").arg(files[1]));
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

}  // namespace glassnet::app
