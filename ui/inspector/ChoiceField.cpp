#include "ui/inspector/ChoiceField.h"

#include <QSignalBlocker>
#include <QWheelEvent>

namespace glassnet::ui {

ChoiceField::ChoiceField(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QComboBox::activated, this, &ChoiceField::chosen);
}

void ChoiceField::setShown(const QStringList& choices, const QStringList& helps, int current, const QString& placeholder) {
    const QSignalBlocker quiet(this);
    bool same = count() == choices.size();
    for (int i = 0; same && i < count(); ++i) {
        same = itemText(i) == choices.at(i);
    }
    // An open list stays open while its entries are the same.
    if (!same) {
        clear();
        addItems(choices);
        for (int i = 0; i < helps.size(); ++i) {
            setItemData(i, helps.at(i), Qt::ToolTipRole);
            setItemData(i, helps.at(i), Qt::AccessibleDescriptionRole);
        }
    }
    setPlaceholderText(placeholder);
    setCurrentIndex(current);
}

QSize ChoiceField::minimumSizeHint() const { return {80, QComboBox::minimumSizeHint().height()}; }

void ChoiceField::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace glassnet::ui
