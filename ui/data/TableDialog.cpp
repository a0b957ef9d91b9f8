#include "ui/data/TableDialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/data/TableModel.h"
#include "ui/inspector/Note.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"

namespace glassnet::ui {

namespace {

constexpr QSize kSize{900, 620};
constexpr int kColumnWide = 130;
constexpr int kWidest = 280;
/// Rows that are measured for a column's width, and columns for which that is done.
constexpr int kMeasuredRows = 100;
constexpr int kMeasuredColumns = 200;

}  // namespace

TableDialog::TableDialog(QWidget* parent)
    : QDialog(parent), m_model(new TableModel(this)), m_view(new QTableView(this)), m_line(new Note(this)) {
    setWindowTitle(tr("The table"));
    resize(kSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_line);
    // The theme's sheet dresses tables of this name.
    m_view->setObjectName(QStringLiteral("quietTable"));
    m_view->setProperty("roomy", true);
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setAccessibleName(tr("The rows of the table"));
    m_view->horizontalHeader()->setDefaultSectionSize(kColumnWide);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
    // One height for all: a million rows are not measured one by one.
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setHighlightSections(false);
    layout->addWidget(m_view, 1);
    auto* end = new QHBoxLayout();
    auto* close = new PillButton(tr("Close"), PillButton::Kind::Quiet, this);
    end->addStretch(1);
    end->addWidget(close);
    layout->addLayout(end);
    connect(close, &PillButton::clicked, this, &QDialog::accept);
}

void TableDialog::setSpec(const TableSpec& spec) {
    m_model->setSpec(spec);
    m_line->setText(tr("%1 rows and %2 columns, as they were read. Where a cell is empty, nothing stands.")
                        .arg(NumberText().whole(spec.table->rows), NumberText().whole(static_cast<qint64>(spec.table->columns.size()))));
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 10);
    const int columns = m_model->columnCount();
    if (columns <= kMeasuredColumns) {
        // No number is cut; long words are.
        m_view->resizeColumnsToContents();
        for (int column = 0; column < columns; ++column) {
            m_view->setColumnWidth(column, std::min(m_view->columnWidth(column), kWidest));
        }
    }
}

}  // namespace glassnet::ui
