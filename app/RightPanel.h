#pragma once

#include <QStringList>
#include <QWidget>
#include <map>
#include <vector>

#include "ui/header/ModeSwitch.h"

class QStackedWidget;

namespace glassnet::ui {
class AnswerTable;
class BatchPage;
class BuildPanel;
class CodePanel;
class CurvesPage;
class DataPage;
class HistoryList;
class ImagesPage;
class SidePanel;
class StudyPage;
class TabStrip;
class TrainPage;
class UnitsPage;
class WaysList;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The right side of the window, on tabs: while building the layer, its values and the history; while stepping the layer's values, the
/// batch, studies of the step, the code and the ways through time, and a person's answers once there are any; while training what the network
/// sees with its settings, curves and runs, units, images where the data are some, and the data.
class RightPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RightPanel(QWidget* parent = nullptr);

    enum class Page : unsigned char { Layer, Values, History, Batch, Study, Code, Ways, Answers, Train, Curves, Units, Images, Data, Count_ };

    /// Present shows none of them and counts as Step.
    void setMode(ui::Mode mode);
    /// Shows a page of the present mode; one of another is in view when that mode comes.
    void setPage(Page page);
    [[nodiscard]] Page page() const;
    /// Offers the answers' page.
    void offerAnswers();
    /// Whether the page of images is there: only where the data are some.
    void setImagesOffered(bool offered);

    [[nodiscard]] ui::SidePanel& values() const noexcept { return *m_values; }
    [[nodiscard]] ui::BuildPanel& build() const noexcept { return *m_build; }
    /// The code beside the drawing.
    [[nodiscard]] ui::CodePanel& code() const noexcept { return *m_code; }
    [[nodiscard]] ui::HistoryList& history() const noexcept { return *m_history; }
    [[nodiscard]] ui::BatchPage& batch() const noexcept { return *m_batch; }
    [[nodiscard]] ui::StudyPage& study() const noexcept { return *m_study; }
    /// The code that follows the steps.
    [[nodiscard]] ui::CodePanel& stepCode() const noexcept { return *m_stepCode; }
    [[nodiscard]] ui::WaysList& ways() const noexcept { return *m_ways; }
    [[nodiscard]] ui::AnswerTable& answers() const noexcept { return *m_answers; }
    [[nodiscard]] ui::TrainPage& train() const noexcept { return *m_train; }
    [[nodiscard]] ui::CurvesPage& curves() const noexcept { return *m_curves; }
    [[nodiscard]] ui::UnitsPage& units() const noexcept { return *m_units; }
    [[nodiscard]] ui::ImagesPage& images() const noexcept { return *m_images; }
    [[nodiscard]] ui::DataPage& data() const noexcept { return *m_data; }

signals:
    /// Another page is in view.
    void pageChanged();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] bool isOffered(Page page) const;
    [[nodiscard]] std::vector<Page> pages() const;
    void showTabs();
    void place();

    ui::TabStrip* m_tabs;
    QStringList m_titles;
    QStackedWidget* m_stack;
    ui::BuildPanel* m_build;
    ui::SidePanel* m_values;
    ui::HistoryList* m_history;
    ui::CodePanel* m_code;
    ui::BatchPage* m_batch;
    ui::StudyPage* m_study;
    ui::CodePanel* m_stepCode;
    ui::WaysList* m_ways;
    ui::AnswerTable* m_answers;
    ui::TrainPage* m_train;
    ui::CurvesPage* m_curves;
    ui::UnitsPage* m_units;
    ui::ImagesPage* m_images;
    ui::DataPage* m_data;
    /// The page in view of each mode.
    std::map<ui::Mode, Page> m_inView{{ui::Mode::Build, Page::Layer}, {ui::Mode::Step, Page::Values}, {ui::Mode::Train, Page::Train}};
    ui::Mode m_mode = ui::Mode::Step;
    bool m_hasAnswers = false;
    bool m_hasImages = false;
};

}  // namespace glassnet::app
