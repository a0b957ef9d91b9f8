#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "ui/data/DataChange.h"
#include "ui/data/DataChoices.h"
#include "ui/data/DataSummary.h"
#include "ui/data/TableForm.h"
#include "ui/data/TableLoader.h"
#include "ui/training/MapImage.h"

class QVBoxLayout;

namespace glassnet::ui {

class BalanceView;
class FeatureList;
class FieldList;
class Note;
class PanelSection;
class PlanForm;
class ProgressLine;
class SetForm;

/// On which a person chooses and shapes what a network learns from. Shows what its setters are given; what a person wants goes out as a
/// signal, and nothing on it changes before the owner shows it.
class DataPage final : public QWidget {
    Q_OBJECT
public:
    explicit DataPage(QWidget* parent = nullptr);

    /// What holds now. A summary of other data stays until the new one is known.
    void setData(const DataSpec& chosen, const DataPlan& plan);
    /// The summary of the data shown.
    void setSummary(const DataSummary& summary);
    /// How the table shown was read, where that is known.
    void setReading(const std::optional<TableReading>& reading);
    /// None: nothing is being read.
    void setProgress(const std::optional<LoadProgress>& progress);
    /// What a person did last cannot be: a sentence under its field. It is gone with the next thing that holds.
    void refuse(const QString& why);
    /// Points that were drawn on the map, all of them; they are learned from once there are two classes.
    void setDrawnPoints(const std::vector<MapPoint>& points);
    /// Opens the place for a group of sets, as choosing it does.
    void showGroup(DataGroup group);

    [[nodiscard]] FieldList& choice() const noexcept { return *m_choice; }
    [[nodiscard]] SetForm& setForm() const noexcept { return *m_set; }
    [[nodiscard]] TableForm& tableForm() const noexcept { return *m_table; }
    [[nodiscard]] PlanForm& planForm() const noexcept { return *m_planForm; }
    [[nodiscard]] FeatureList& features() const noexcept { return *m_features; }

    [[nodiscard]] QSize sizeHint() const override { return {340, 640}; }

signals:
    /// A set of the program is to be learned from, by its key.
    void setWanted(const QString& key);
    void changeWanted(const QString& title, const glassnet::ui::DataChange& change);
    /// A file of the person's is to be chosen and read.
    void openWanted();
    /// Cells from the clipboard are to be read.
    void pasteWanted();
    void readingWanted(const glassnet::TableOptions& options);
    void cancelWanted();
    /// Points of so many classes are to be drawn by hand.
    void drawingWanted(int classes);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void buildSource();
    void buildPreparation();
    void showChoice();
    void choose(const QString& key, int choice);
    void showSource();
    /// Remembers which part asked, for refuse.
    template <class Form>
    void connectForm(Form* form);

    DataSpec m_data;
    DataPlan m_plan;
    DataGroup m_group = DataGroup::Formula;
    int m_drawnClasses = 2;
    std::function<void(const QString&)> m_answer;

    QVBoxLayout* m_sections;
    Note* m_title;
    Note* m_line;
    Note* m_rights;
    Note* m_why;
    FieldList* m_choice;
    FieldList* m_drawn;
    ProgressLine* m_progress;
    QWidget* m_open = nullptr;
    QWidget* m_paste = nullptr;
    QWidget* m_draw = nullptr;
    SetForm* m_set;
    TableForm* m_table;
    PanelSection* m_tableSection;
    PanelSection* m_preparation;
    PlanForm* m_planForm;
    Note* m_featureTitle;
    FeatureList* m_features;
    BalanceView* m_balance;
    Note* m_notes;
};

}  // namespace glassnet::ui
