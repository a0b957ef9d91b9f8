#include "ui/data/DataPage.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "engine/project/DataEdits.h"
#include "ui/data/BalanceView.h"
#include "ui/data/FeatureList.h"
#include "ui/data/FieldList.h"
#include "ui/data/PlanForm.h"
#include "ui/data/ProgressLine.h"
#include "ui/data/SetForm.h"
#include "ui/data/TableSpecs.h"
#include "ui/inspector/Note.h"
#include "ui/inspector/PanelSection.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"
#include "ui/support/ScrollingPage.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kMostDrawnClasses = 10;

Note* heading(const QString& text, QWidget* parent) {
    auto* note = new Note(parent);
    note->setLook(FontSize::Body, QFont::DemiBold, Token::Ink);
    note->setText(text);
    return note;
}

}  // namespace

DataPage::DataPage(QWidget* parent)
    : QWidget(parent),
      m_title(new Note(this)),
      m_line(new Note(this)),
      m_rights(new Note(this)),
      m_why(new Note(this)),
      m_choice(new FieldList(this)),
      m_drawn(new FieldList(this)),
      m_progress(new ProgressLine(this)),
      m_set(new SetForm(this)),
      m_table(new TableForm(this)),
      m_tableSection(new PanelSection(this)),
      m_preparation(new PanelSection(this)),
      m_planForm(new PlanForm(this)),
      m_featureTitle(heading(tr("Inputs made of the columns"), this)),
      m_features(new FeatureList(this)),
      m_balance(new BalanceView(this)),
      m_notes(new Note(this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(1, 0, 0, 0);
    auto* area = new QScrollArea(this);
    auto* inner = new QWidget();
    m_sections = new QVBoxLayout(inner);
    m_sections->setContentsMargins(0, 16, 0, 16);
    m_sections->setSpacing(16);
    buildSource();
    buildPreparation();
    m_sections->addStretch(1);
    makeScrollingPage(*area, inner);
    whole->addWidget(area);
    connect(m_choice, &FieldList::chosen, this, &DataPage::choose);
    connect(m_drawn, &FieldList::chosen, this, [this](const QString&, int choice) {
        m_drawnClasses = choice + 2;
        showSource();
    });
    connect(m_progress, &ProgressLine::cancelWanted, this, &DataPage::cancelWanted);
    connectForm(m_set);
    connectForm(m_table);
    connectForm(m_planForm);
    connect(m_table, &TableForm::readingWanted, this, [this](const TableOptions& options) {
        m_answer = [this](const QString& why) { m_table->refuse(why); };
        emit readingWanted(options);
    });
    connect(m_features, &FeatureList::sentence, this, [this](const QString& text) { refuse(text); });
    connect(m_features, &FeatureList::changeWanted, this, [this](const QString& title, const DataChange& change) {
        m_answer = nullptr;
        emit changeWanted(title, change);
    });
    setData(m_data, m_plan);
}

template <class Form>
void DataPage::connectForm(Form* form) {
    connect(form, &Form::changeWanted, this, [this, form](const QString& title, const DataChange& change) {
        m_answer = [form](const QString& why) { form->refuse(why); };
        emit changeWanted(title, change);
    });
}

void DataPage::buildSource() {
    auto* head = new QVBoxLayout();
    head->setContentsMargins(PanelSection::kMargin, 0, PanelSection::kMargin, 0);
    head->setSpacing(8);
    m_title->setLook(FontSize::Title, QFont::DemiBold, Token::Ink);
    m_why->setLook(FontSize::Caption, QFont::Normal, Token::Warning);
    head->addWidget(m_title);
    head->addWidget(m_line);
    head->addWidget(m_rights);
    head->addSpacing(4);
    head->addWidget(m_choice);
    head->addWidget(m_set);
    head->addWidget(m_drawn);
    const auto button = [this, head](const QString& text, auto signal) {
        auto* made = new PillButton(text, PillButton::Kind::Quiet, this);
        head->addWidget(made, 0, Qt::AlignLeft);
        connect(made, &PillButton::clicked, this, [this, signal] {
            m_answer = nullptr;
            signal();
        });
        return made;
    };
    m_open = button(tr("Open a table"), [this] { emit openWanted(); });
    m_paste = button(tr("Paste cells"), [this] { emit pasteWanted(); });
    m_draw = button(tr("Draw points"), [this] { emit drawingWanted(m_drawnClasses); });
    head->addWidget(m_why);
    head->addWidget(m_progress);
    m_progress->hide();
    m_why->hide();
    m_sections->addLayout(head);
    m_tableSection->column().addWidget(heading(tr("Columns"), m_tableSection));
    m_tableSection->column().addWidget(m_table);
    m_sections->addWidget(m_tableSection);
}

void DataPage::buildPreparation() {
    auto& column = m_preparation->column();
    column.addWidget(heading(tr("Split and preparation"), m_preparation));
    column.addWidget(m_planForm);
    column.addSpacing(4);
    column.addWidget(m_featureTitle);
    column.addWidget(m_features);
    column.addSpacing(4);
    column.addWidget(m_balance);
    column.addWidget(m_notes);
    m_sections->addWidget(m_preparation);
}

void DataPage::setData(const DataSpec& chosen, const DataPlan& plan) {
    m_data = chosen;
    m_plan = plan;
    if (const auto group = groupOf(chosen)) {
        m_group = *group;
    }
    m_why->hide();
    m_title->setText(dataTitle(chosen));
    const auto* table = std::get_if<TableSpec>(&chosen);
    if (table != nullptr) {
        m_table->setSpec(*table);
    }
    m_tableSection->setVisible(table != nullptr);
    if (const auto* spec = std::get_if<SyntheticSpec>(&chosen)) {
        m_set->setSpec(*spec);
    }
    m_planForm->setPlan(chosen, plan);
    showChoice();
    showSource();
}

void DataPage::setSummary(const DataSummary& summary) {
    m_line->setText(summary.trainingRows == 0 ? tr("The input layers draw their own samples.") : summaryLine(summary));
    m_table->setEmptyCells(summary.emptyCells);
    m_features->setFeatures(summary.columns, m_plan.features);
    m_features->setVisible(!summary.columns.empty());
    m_featureTitle->setVisible(!summary.columns.empty());
    m_balance->setSummary(summary);
    m_balance->setVisible(!summary.classNames.empty());
    const auto notes = summaryNotes(summary);
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

void DataPage::setReading(const std::optional<TableReading>& reading) { m_table->setReading(reading); }

void DataPage::setProgress(const std::optional<LoadProgress>& progress) {
    if (progress) {
        m_progress->setProgress(*progress);
    }
    m_progress->setVisible(progress.has_value());
}

void DataPage::refuse(const QString& why) {
    // The list shows what holds.
    showChoice();
    if (m_answer) {
        m_answer(why);
        return;
    }
    m_why->setText(why);
    m_why->show();
}

void DataPage::showGroup(DataGroup group) {
    m_group = group;
    m_answer = nullptr;
    m_why->hide();
    showChoice();
    showSource();
}

void DataPage::showChoice() {
    auto from = fieldRow("group", RowKind::Choice, tr("Comes from"), tr("What the network learns from."));
    for (int i = 0; i < static_cast<int>(DataGroup::Count_); ++i) {
        from.choices << groupTitle(static_cast<DataGroup>(i));
        from.helps << groupHelp(static_cast<DataGroup>(i));
    }
    // Rows in the drawing are of no group until one is chosen.
    const bool isOpen = groupOf(m_data).has_value() || m_group != DataGroup::Formula;
    from.current = isOpen ? static_cast<int>(m_group) : -1;
    from.placeholder = tr("the drawing itself");
    std::vector<PropertyRow> rows{from};
    const auto choices = dataChoices(m_group);
    if (!choices.empty()) {
        auto set = fieldRow("set", RowKind::Choice, tr("Set"), tr("The network is fitted to it: its inputs and its outputs."));
        set.placeholder = tr("choose one");
        const auto* spec = std::get_if<SyntheticSpec>(&m_data);
        const auto* table = std::get_if<TableSpec>(&m_data);
        const std::string key = spec != nullptr ? spec->key : table != nullptr ? table->source : std::string();
        for (const DataChoice& choice : choices) {
            set.current = key == choice.key ? static_cast<int>(set.choices.size()) : set.current;
            set.choices << choiceTitle(choice);
            set.helps << choiceHelp(choice);
        }
        rows.push_back(set);
    }
    m_choice->setRows(rows);
}

void DataPage::choose(const QString& key, int choice) {
    if (key == QLatin1String("group")) {
        showGroup(static_cast<DataGroup>(choice));
        return;
    }
    const auto choices = dataChoices(m_group);
    if (choice >= 0 && static_cast<std::size_t>(choice) < choices.size()) {
        m_answer = nullptr;
        emit setWanted(QString::fromLatin1(choices[static_cast<std::size_t>(choice)].key));
    }
}

void DataPage::showSource() {
    const bool holds = groupOf(m_data) == m_group;
    m_set->setVisible(holds && std::holds_alternative<SyntheticSpec>(m_data));
    m_open->setVisible(m_group == DataGroup::File);
    m_paste->setVisible(m_group == DataGroup::Pasted);
    const bool isDrawn = m_group == DataGroup::Drawn;
    m_draw->setVisible(isDrawn);
    m_drawn->setVisible(isDrawn);
    if (isDrawn) {
        auto row = fieldRow("classes", RowKind::Choice, tr("Classes"), tr("How many classes the points are of."));
        for (int i = 2; i <= kMostDrawnClasses; ++i) {
            row.choices << NumberText().whole(i);
        }
        row.current = m_drawnClasses - 2;
        m_drawn->setRows({row});
    }
    const auto* table = std::get_if<TableSpec>(&m_data);
    const auto* spec = std::get_if<SyntheticSpec>(&m_data);
    const auto chosen = findDataChoice(spec != nullptr ? spec->key : table != nullptr ? table->source : std::string());
    m_rights->setText(chosen ? choiceHelp(*chosen) + QLatin1Char(' ') + choiceRights(*chosen) : QString());
    m_rights->setVisible(chosen.has_value());
}

void DataPage::setDrawnPoints(const std::vector<MapPoint>& points) {
    std::set<std::int64_t> classes;
    for (const MapPoint& point : points) {
        classes.insert(std::llround(point.target));
    }
    m_answer = nullptr;
    if (classes.size() < 2) {
        showGroup(DataGroup::Drawn);
        refuse(points.empty() ? tr("There are no points. Draw some of two classes at least.")
                              : tr("All points are of one class. Draw some of another class, and the network learns from them."));
        return;
    }
    emit changeWanted(tr("Learn from drawn points"), [spec = drawnTable(points)](DataSpec& chosen, DataPlan& plan) {
        const auto* before = std::get_if<TableSpec>(&chosen);
        // One more stroke changes nothing of the plan.
        if (before == nullptr || before->source != kDrawnSource) {
            const auto seed = plan.split.seed;
            plan = usualPlan(DataSpec(spec), seed);
            plan.normalization = Normalization::None;
        }
        chosen = spec;
    });
}

void DataPage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), Theme::current().color(Token::Line));
}

}  // namespace glassnet::ui
