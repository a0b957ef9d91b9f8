#include "ui/inspector/ChoiceField.h"

#include <QSignalBlocker>
#include <QStyleOptionComboBox>
#include <QStylePainter>
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

void ChoiceField::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const auto room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const auto& text = currentIndex() < 0 ? placeholderText() : option.currentText;
    option.currentText = fontMetrics().elidedText(text, Qt::ElideRight, room.width());
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceField::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace glassnet::ui
