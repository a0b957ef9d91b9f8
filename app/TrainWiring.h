#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <functional>
#include <optional>

#include "app/ActionCatalog.h"
#include "app/ModeParts.h"
#include "ui/training/TrainRuns.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class NumberText;
struct UnitPictures;
}  // namespace glassnet::ui

namespace glassnet::app {

class ImageWiring;

/// Connects what Train mode shows with what it can do: the bar, the pages, the canvas and the runs with the workbench, and its reports with
/// what shows them. Decides nothing.
class TrainWiring final : public QObject {
    Q_OBJECT
public:
    TrainWiring(const ModeParts& parts, QObject* parent);

    /// Carries out an action of the catalog that belongs to training; false when it is none of them.
    bool perform(ActionId id);
    /// In view or not; leaving stops training where it is.
    void setTraining(bool training);
    void setNumberText(const ui::NumberText& text);
    /// Another project was opened: nothing is told of its training yet.
    void clearReport();
    [[nodiscard]] const ui::TrainRuns& runs() const noexcept { return m_runs; }
    [[nodiscard]] const ui::TrainReportPtr& report() const noexcept { return m_report; }

signals:
    /// Something to say to the person.
    void sentence(const QString& text);
    /// A step is to be looked at: the mode for it is wanted.
    void steppingWanted();

private:
    [[nodiscard]] bool isPlaying() const { return m_report != nullptr && m_report->isPlaying; }
    void connectBar();
    void connectPages();
    void take(const ui::TrainReportPtr& report);
    void play();
    void playUntil(const ui::PlayOrder& order);
    void edit(const QString& title, const std::function<Result<void>(Project&)>& change);
    void goOn();
    void tellProblems();
    void wish();
    void showProject();
    void showReport();
    void showRuns();
    void showPictures();
    void addMaps(ui::UnitPictures& pictures) const;
    void showPage();
    void showOutput();
    void restore(std::int64_t run);
    void tellDropped(const std::vector<KeptRun>& runs);
    void goBack();

    ModeParts m_parts;
    ImageWiring* m_images;
    ui::TrainRuns m_runs;
    ui::TrainReportPtr m_report;
    /// What training goes on with once the program is compiled anew.
    std::optional<ui::PlayOrder> m_goesOn;
    bool m_isEditing = false;
    bool m_training = false;
    /// Since the curves were drawn last.
    QElapsedTimer m_drawn;
};

}  // namespace glassnet::app
