#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

class QStackedWidget;

namespace glassnet::ui {
class AnswerTable;
class BatchPage;
class BuildPanel;
class CodePanel;
class HistoryList;
class SidePanel;
class StudyPage;
class TabStrip;
class WaysList;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The right side of the window, on tabs: while building the layer, its values and the history; while stepping the layer's values, the
/// batch, studies of the step, the code and the ways through time, and a person's answers once there are any.
class RightPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RightPanel(QWidget* parent = nullptr);

    enum class Page : unsigned char { Layer, Values, History, Batch, Study, Code, Ways, Answers, Count_ };

    void setBuilding(bool building);
    /// Shows a page of the present mode; one of the other is the first page when that mode comes.
    void setPage(Page page);
    [[nodiscard]] Page page() const;
    /// Offers the answers' page.
    void offerAnswers();

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

signals:
    /// Another page is in view.
    void pageChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] std::vector<Page> pages() const;
    void showTabs();

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
    /// The page in view of each mode.
    Page m_buildPage = Page::Layer;
    Page m_stepPage = Page::Values;
    bool m_building = false;
    bool m_hasAnswers = false;
};

}  // namespace glassnet::app
