#include "ui/data/TableForm.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/data/ColumnModel.h"
#include "ui/data/ColumnWords.h"
#include "ui/data/FieldList.h"
#include "ui/data/ReadingRows.h"
#include "ui/data/TableDialog.h"
#include "ui/inspector/Note.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"

namespace glassnet::ui {

namespace {

constexpr int kMostRows = 7;

}  // namespace

TableForm::TableForm(QWidget* parent)
    : QWidget(parent),
      m_model(new ColumnModel(this)),
      m_columns(new QTableView(this)),
      m_role(new FieldList(this)),
      m_fields(new FieldList(this)),
      m_missing(new Note(this)),
      m_readingFields(new FieldList(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_columns->setObjectName(QStringLiteral("quietTable"));
    m_columns->setModel(m_model);
    m_columns->setAccessibleName(tr("The columns of the table"));
    m_columns->setShowGrid(false);
    m_columns->setWordWrap(false);
    m_columns->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_columns->setTabKeyNavigation(false);
    m_columns->horizontalHeader()->hide();
    m_columns->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_columns->verticalHeader()->hide();
    m_columns->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_columns->viewport()->setAutoFillBackground(false);
    layout->addWidget(m_columns);
    layout->addWidget(m_role);
    layout->addWidget(m_fields);
    layout->addWidget(m_missing);
    layout->addWidget(m_readingFields);
    m_readingFields->hide();
    auto* show = new PillButton(tr("Show the table"), PillButton::Kind::Quiet, this);
    layout->addWidget(show, 0, Qt::AlignLeft);
    connect(show, &PillButton::clicked, this, &TableForm::showTable);
    connect(m_columns->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableForm::showRole);
    connect(m_role, &FieldList::chosen, this, [this](const QString&, int choice) { chooseRole(choice); });
    connect(m_fields, &FieldList::chosen, this, [this](const QString&, int choice) {
        m_asked = m_fields;
        const auto rule = static_cast<MissingRule>(choice);
        const QString title = rule == MissingRule::DropRow ? tr("Leave out rows with an empty cell") : tr("Fill empty cells");
        emit changeWanted(title, [rule](DataSpec& chosen, DataPlan&) {
            if (auto* table = std::get_if<TableSpec>(&chosen)) {
                table->missing = rule;
            }
        });
    });
    connect(m_readingFields, &FieldList::chosen, this, &TableForm::chooseReading);
}

void TableForm::setSpec(const TableSpec& spec) {
    m_model->setSpec(spec);
    const int line = m_columns->fontMetrics().height() + 8;
    m_columns->verticalHeader()->setDefaultSectionSize(line);
    m_columns->setFixedHeight(std::clamp(m_model->rowCount(), 1, kMostRows) * line + 2);
    showMissing();
    showRole();
    if (m_dialog != nullptr) {
        m_dialog->setSpec(spec);
    }
}

void TableForm::showMissing() {
    auto row = fieldRow("missing", RowKind::Choice, tr("Empty cells"), tr("What happens to rows in which a feature is not known."));
    // In MissingRule's order.
    row.choices = QStringList{tr("leave out the row"), tr("fill them")};
    row.helps = QStringList{tr("Rows with an empty cell are not used."),
                            tr("The mean of the rows for training takes its place, or the most frequent label.")};
    row.current = static_cast<int>(m_model->spec().missing);
    m_fields->setRows({row});
}

void TableForm::setEmptyCells(std::int64_t cells) {
    m_missing->setText(cells == 0   ? tr("No cell of these columns is empty.")
                       : cells == 1 ? tr("1 cell of these columns is empty.")
                                    : tr("%1 cells of these columns are empty.").arg(NumberText().whole(cells)));
}

void TableForm::setReading(const std::optional<TableReading>& reading) {
    m_reading = reading;
    m_readingFields->setRows(reading ? readingRows(*reading) : std::vector<PropertyRow>());
    m_readingFields->setVisible(!m_readingFields->isEmpty());
}

void TableForm::refuse(const QString& why) {
    if (m_asked != nullptr) {
        m_asked->refuse(why);
    }
}

void TableForm::showRole() {
    const auto rows = m_columns->selectionModel()->selectedRows();
    auto row = fieldRow("role", RowKind::Choice, tr("Use as"), tr("What the columns chosen above are for."));
    // In ColumnRole's order.
    row.choices = columnRoleTexts();
    row.helps = QStringList{tr("The network predicts from it."), tr("The network predicts it."), tr("The network never sees it.")};
    const auto used = [this](const QModelIndex& index) { return roleOf(m_model->spec(), static_cast<std::size_t>(index.row())); };
    const bool same =
        !rows.isEmpty() && std::ranges::all_of(rows, [&](const QModelIndex& index) { return used(index) == used(rows.first()); });
    row.current = same ? static_cast<int>(used(rows.first())) : -1;
    row.placeholder = rows.isEmpty() ? tr("choose a column") : tr("several roles");
    m_role->setRows({row});
    m_role->setEnabled(!rows.isEmpty());
}

void TableForm::chooseRole(int choice) {
    std::vector<std::size_t> places;
    for (const auto& index : m_columns->selectionModel()->selectedRows()) {
        places.push_back(static_cast<std::size_t>(index.row()));
    }
    if (places.empty()) {
        return;
    }
    m_asked = m_role;
    const auto role = static_cast<ColumnRole>(choice);
    const auto& columns = m_model->spec().table->columns;
    const QString what = places.size() == 1 ? QString::fromStdString(columns.at(places.front()).name)
                                            : tr("%1 columns").arg(NumberText().whole(static_cast<qint64>(places.size())));
    const QString title = role == ColumnRole::Feature  ? tr("Use %1 as a feature").arg(what)
                          : role == ColumnRole::Target ? tr("Use %1 as the target").arg(what)
                                                       : tr("Ignore %1").arg(what);
    emit changeWanted(title, [places, role](DataSpec& chosen, DataPlan& plan) {
        auto* table = std::get_if<TableSpec>(&chosen);
        if (table == nullptr) {
            return;
        }
        table->roles.resize(table->table->columns.size(), ColumnRole::Ignore);
        for (const auto place : places) {
            if (place < table->roles.size()) {
                table->roles[place] = role;
            }
        }
        // They were made of other columns.
        plan.features.clear();
    });
}

void TableForm::chooseReading(const QString& key, int choice) {
    if (m_reading) {
        m_asked = m_readingFields;
        emit readingWanted(chosenReading(*m_reading, key.toStdString(), choice));
    }
}

void TableForm::showTable() {
    if (m_dialog == nullptr) {
        m_dialog = new TableDialog(window());
    }
    m_dialog->setSpec(m_model->spec());
    m_dialog->open();
}

}  // namespace glassnet::ui
