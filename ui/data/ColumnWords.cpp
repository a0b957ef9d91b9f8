#include "ui/data/ColumnWords.h"

#include <QCoreApplication>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ColumnWords", text); }

}  // namespace

QString columnKindText(const TableColumn& column) {
    if (column.kind == ColumnKind::Number) {
        return tr("numbers");
    }
    return column.labels.size() == 1 ? tr("1 label") : tr("%1 labels").arg(NumberText().whole(static_cast<qint64>(column.labels.size())));
}

QStringList columnRoleTexts() { return {tr("feature"), tr("target"), tr("ignored")}; }

QString columnRoleText(ColumnRole role) { return columnRoleTexts().at(static_cast<qsizetype>(role)); }

ColumnRole roleOf(const TableSpec& spec, std::size_t column) {
    return column < spec.roles.size() ? spec.roles[column] : ColumnRole::Ignore;
}

}  // namespace glassnet::ui
