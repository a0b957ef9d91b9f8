#include "ui/training/DecisionMapPanel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/training/DecisionMapView.h"
#include "ui/training/MapHeading.h"

namespace glassnet::ui {

DecisionMapPanel::DecisionMapPanel(QWidget* parent)
    : QWidget(parent),
      m_heading(new MapHeading(this)),
      m_map(new DecisionMapView(this)),
      m_discrete(new QCheckBox(tr("Only the classes"), this)),
      m_test(new QCheckBox(tr("Show test data"), this)) {
    m_discrete->setToolTip(tr("The map shows which class the network says, not how sure it is."));
    m_test->setToolTip(tr("Test samples are rings, training samples are filled."));
    m_test->setChecked(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_discrete);
    row->addWidget(m_test);
    row->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_heading);
    all->addWidget(m_map);
    all->addLayout(row);
    all->addStretch(1);
    connect(m_discrete, &QCheckBox::toggled, this, [this](bool on) {
        m_map->setDiscrete(on);
        emit lookChanged();
    });
    connect(m_test, &QCheckBox::toggled, this, [this](bool on) {
        m_map->setTestShown(on);
        emit lookChanged();
    });
}

void DecisionMapPanel::setAccuracy(std::optional<double> accuracy) { m_heading->setAccuracy(accuracy); }

void DecisionMapPanel::setDiscrete(bool on) {
    const QSignalBlocker quiet(m_discrete);
    m_discrete->setChecked(on);
    m_map->setDiscrete(on);
}

void DecisionMapPanel::setTestShown(bool on) {
    const QSignalBlocker quiet(m_test);
    m_test->setChecked(on);
    m_map->setTestShown(on);
}

void DecisionMapPanel::setDiscreteOffered(bool on) {
    m_discrete->setVisible(on);
    m_map->setDiscrete(on && m_discrete->isChecked());
}

}  // namespace glassnet::ui
