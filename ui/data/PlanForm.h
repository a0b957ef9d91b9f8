#pragma once

#include <QWidget>

#include "ui/data/DataChange.h"

namespace glassnet::ui {

class FieldList;

/// How rows are split and brought to a like size.
class PlanForm final : public QWidget {
    Q_OBJECT
public:
    explicit PlanForm(QWidget* parent = nullptr);

    /// Shows what counts for these data: a set that is shuffled already is split as it stands, rows in the drawing are not normalized.
    void setPlan(const DataSpec& chosen, const DataPlan& plan);
    /// What was typed last cannot be.
    void refuse(const QString& why);
    [[nodiscard]] FieldList& fields() const noexcept { return *m_fields; }

signals:
    void changeWanted(const QString& title, const glassnet::ui::DataChange& change);

private:
    void take(const QString& key, const QString& text);

    FieldList* m_fields;
};

}  // namespace glassnet::ui
