#pragma once

#include <QWidget>

#include "ui/data/DataChange.h"

namespace glassnet::ui {

class FieldList;

/// The numbers of a set made by a formula: those that it uses.
class SetForm final : public QWidget {
    Q_OBJECT
public:
    explicit SetForm(QWidget* parent = nullptr);

    void setSpec(const SyntheticSpec& spec);
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
