#include "ui/training/RunsModel.h"

#include <algorithm>

#include "ui/theme/ClassPalette.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

void RunsModel::setRows(std::vector<RunRow> rows) {
    const bool sameRuns = std::ranges::equal(rows, m_rows, {}, &RunRow::id, &RunRow::id);
    if (!sameRuns) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != m_rows[i]) {
            m_rows[i] = std::move(rows[i]);
            emit dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), Columns - 1));
        }
    }
}

void RunsModel::setNumberText(const NumberText& text) {
    m_text = text;
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
    }
}

int RunsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int RunsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant RunsModel::text(const RunRow& row, int column) const {
    const auto loss = [this](const std::optional<double>& value) { return value ? m_text.of(*value) : QStringLiteral("?"); };
    switch (column) {
        case Name:
            return row.name;
        case Seed:
            return QString::number(row.seed);
        case Optimizer:
            return row.optimizer;
        case Rate:
            return m_text.exact(row.rate);
        case Steps:
            return m_text.whole(row.steps);
        case TrainLoss:
            return loss(row.trainLoss);
        case TestLoss:
            return loss(row.testLoss);
        case Accuracy:
            return row.accuracy ? tr("%1 %").arg(m_text.locale().toString(100 * *row.accuracy, 'f', 1)) : QStringLiteral("?");
        default:
            return {};
    }
}

QVariant RunsModel::number(const RunRow& row, int column) {
    const auto known = [](const std::optional<double>& value) { return value ? QVariant(*value) : QVariant(); };
    switch (column) {
        case Name:
            return row.name;
        case Seed:
            return QVariant::fromValue(row.seed);
        case Optimizer:
            return row.optimizer;
        case Rate:
            return row.rate;
        case Steps:
            return QVariant::fromValue(row.steps);
        case TrainLoss:
            return known(row.trainLoss);
        case TestLoss:
            return known(row.testLoss);
        case Accuracy:
            return known(row.accuracy);
        default:
            return {};
    }
}

QString RunsModel::words(int index) const {
    const RunRow& run = row(index);
    const auto cell = [&](int column) { return text(run, column).toString(); };
    return tr("%1: seed %2, %3 with learning rate %4, %5 steps, training loss %6, test loss %7, accuracy %8.")
        .arg(cell(Name), cell(Seed), cell(Optimizer), cell(Rate), cell(Steps), cell(TrainLoss), cell(TestLoss), cell(Accuracy));
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const RunRow& run = row(index.row());
    const bool isWord = index.column() == Name || index.column() == Optimizer;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return text(run, index.column());
        case Qt::CheckStateRole:
            return index.column() == Name ? QVariant(static_cast<int>(run.isShown ? Qt::Checked : Qt::Unchecked)) : QVariant();
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignVCenter | (isWord ? Qt::AlignLeft : Qt::AlignRight));
        case Qt::FontRole:
            return isWord ? Fonts::text(FontSize::Caption) : Fonts::mono(FontSize::Caption);
        case Qt::AccessibleTextRole:
            return index.column() == Name ? words(index.row()) : text(run, index.column());
        case Qt::ToolTipRole:
            return index.column() == Name ? QVariant(tr("Show its curves. Press F2 to give it another name.")) : QVariant();
        case kSortRole:
            return number(run, index.column());
        case kColorRole:
            return run.color ? ClassPalette::color(*run.color, ClassPalette::kColors, Theme::current())
                             : Theme::current().color(Token::Accent);
        default:
            return {};
    }
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Name) {
        return false;
    }
    const RunRow& run = row(index.row());
    if (role == Qt::CheckStateRole) {
        emit shownChanged(run.id, value.toInt() == Qt::Checked);
        return true;
    }
    const QString name = value.toString().trimmed();
    if (role == Qt::EditRole && !name.isEmpty() && name != run.name) {
        emit renamed(run.id, name);
        return true;
    }
    return false;
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    const auto flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable | Qt::ItemIsEditable : flags;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter | (section == Name || section == Optimizer ? Qt::AlignLeft : Qt::AlignRight));
    }
    switch (section) {
        case Name:
            return tr("Run");
        case Seed:
            return tr("Seed");
        case Optimizer:
            return tr("Optimizer");
        case Rate:
            return tr("Learning rate");
        case Steps:
            return tr("Steps");
        case TrainLoss:
            return tr("Training loss");
        case TestLoss:
            return tr("Test loss");
        case Accuracy:
            return tr("Accuracy");
        default:
            return {};
    }
}

}  // namespace glassnet::ui
