#include "ui/training/RunsTable.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/RunsDelegate.h"

namespace glassnet::ui {

namespace {

constexpr int kMostRows = 12;
constexpr int kFewestRows = 3;

}  // namespace

RunsTable::RunsTable(QWidget* parent) : QTableView(parent) {
    m_order.setSourceModel(&m_runs);
    m_order.setSortRole(RunsModel::kSortRole);
    m_order.setDynamicSortFilter(true);
    setHorizontalHeader(new RunsHeader(this));
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(10);
    setItemDelegate(new RunsDelegate(this));
    setModel(&m_order);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Runs"));
    keepKeys(this, {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Delete, Qt::Key_Space});
    // In the order in which they were made, until a head is clicked.
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(&m_runs, &RunsModel::shownChanged, this, &RunsTable::shownChanged);
    connect(&m_runs, &RunsModel::renamed, this, &RunsTable::renamed);
    connect(&m_order, &QAbstractItemModel::modelReset, this, &RunsTable::fit);
    connect(&m_order, &QAbstractItemModel::dataChanged, this, &RunsTable::fitColumns);
    connect(this, &QAbstractItemView::doubleClicked, this, [this] {
        if (const auto id = chosen()) {
            emit restoreWanted(*id);
        }
    });
    fit();
}

void RunsTable::setRows(std::vector<RunRow> rows) { m_runs.setRows(std::move(rows)); }

void RunsTable::setNumberText(const NumberText& text) { m_runs.setNumberText(text); }

std::optional<std::int64_t> RunsTable::chosen() const {
    const QModelIndex index = currentIndex();
    return index.isValid() ? std::optional(m_runs.row(m_order.mapToSource(index).row()).id) : std::nullopt;
}

QSize RunsTable::sizeHint() const {
    const int rows = std::clamp(m_runs.rowCount(), kFewestRows, kMostRows);
    return {horizontalHeader()->length(), rows * verticalHeader()->defaultSectionSize() + horizontalHeader()->sizeHint().height()};
}

void RunsTable::fit() {
    verticalHeader()->setDefaultSectionSize(static_cast<int>(QFontMetricsF(Fonts::mono(FontSize::Caption)).height()) + 12);
    fitColumns();
    updateGeometry();
}

void RunsTable::fitColumns() {
    // A column that has grown stays as wide: numbers that change while a run goes on move nothing.
    for (int column = 0; column < m_order.columnCount(); ++column) {
        const int needed = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        if (needed > columnWidth(column) || m_runs.rowCount() == 0 || columnWidth(column) == horizontalHeader()->defaultSectionSize()) {
            setColumnWidth(column, needed);
        }
    }
}

void RunsTable::keyPressEvent(QKeyEvent* event) {
    const auto id = chosen();
    if (state() == QAbstractItemView::EditingState) {
        QTableView::keyPressEvent(event);
        return;
    }
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (id && (isReturn || event->key() == Qt::Key_Delete)) {
        if (isReturn) {
            emit restoreWanted(*id);
        } else {
            emit removeWanted(*id);
        }
        return;
    }
    if (id && event->key() == Qt::Key_Space) {
        const QModelIndex name = currentIndex().siblingAtColumn(RunsModel::Name);
        const bool isOn = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_order.setData(name, static_cast<int>(isOn ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

void RunsTable::contextMenuEvent(QContextMenuEvent* event) {
    const auto id = chosen();
    if (!id) {
        return;
    }
    QMenu menu(this);
    menu.addAction(tr("Go back to this run"), this, [this, id] { emit restoreWanted(*id); });
    menu.addAction(tr("Rename"), this, [this] { edit(currentIndex().siblingAtColumn(RunsModel::Name)); });
    menu.addSeparator();
    menu.addAction(tr("Remove"), this, [this, id] { emit removeWanted(*id); });
    menu.exec(event->globalPos());
}

void RunsTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_runs.rowCount() == 0) {
        QPainter painter(viewport());
        painter.setFont(Fonts::text(FontSize::Body));
        painter.setPen(Theme::current().color(Token::Mute));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Each training run is kept here, to compare it or to go back to it."));
    }
}

void RunsTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        fit();
    }
}

}  // namespace glassnet::ui
