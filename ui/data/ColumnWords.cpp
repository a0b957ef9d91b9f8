#include "ui/data/ColumnWords.h"

#include <QCoreApplication>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct ColumnWordsContext {
    Q_DECLARE_TR_FUNCTIONS(ColumnWords)
};

}  // namespace

QString columnKindText(const TableColumn& column) {
    if (column.kind == ColumnKind::Number) {
        return ColumnWordsContext::tr("numbers");
    }
    return column.labels.size() == 1
               ? ColumnWordsContext::tr("1 label")
               : ColumnWordsContext::tr("%1 labels").arg(NumberText().whole(static_cast<qint64>(column.labels.size())));
}

QStringList columnRoleTexts() {
    return {ColumnWordsContext::tr("feature"), ColumnWordsContext::tr("target"), ColumnWordsContext::tr("ignored")};
}

QString columnRoleText(ColumnRole role) { return columnRoleTexts().at(static_cast<qsizetype>(role)); }

ColumnRole roleOf(const TableSpec& spec, std::size_t column) {
    return column < spec.roles.size() ? spec.roles[column] : ColumnRole::Ignore;
}

}  // namespace glassnet::ui
