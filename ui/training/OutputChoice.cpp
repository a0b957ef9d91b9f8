#include "ui/training/OutputChoice.h"

#include <QHBoxLayout>

#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/Note.h"

namespace glassnet::ui {

OutputChoice::OutputChoice(QWidget* parent) : QWidget(parent), m_field(new ChoiceField(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* label = new Note(this);
    label->setText(tr("Output"));
    label->setBuddy(m_field);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    m_field->setAccessibleName(tr("Output"));
    m_field->setToolTip(tr("The output that the map, the curves and the table of classes are of."));
    hide();
    connect(m_field, &ChoiceField::chosen, this, [this](int choice) { emit chosen(m_outputs.at(static_cast<std::size_t>(choice))); });
}

void OutputChoice::setOutputs(const NetworkSpec& network, LayerId chosen) {
    m_outputs.clear();
    QStringList names;
    int place = -1;
    for (const auto& layer : network.layers()) {
        if (layer.output() != nullptr) {
            place = layer.id == chosen ? static_cast<int>(m_outputs.size()) : place;
            m_outputs.push_back(layer.id);
            names.append(QString::fromStdString(layer.name));
        }
    }
    // Told with every report: a list that is open stays open.
    if (names != m_names || place != m_field->currentIndex()) {
        m_names = names;
        m_field->setShown(names, QStringList(names.size(), m_field->toolTip()), place, {});
    }
    setVisible(m_outputs.size() > 1);
}

}  // namespace glassnet::ui
