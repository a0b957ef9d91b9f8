#include "ui/training/CurvePanel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/charts/CurveChart.h"
#include "ui/inspector/ChoiceField.h"

namespace glassnet::ui {

namespace {

/// Weights of the past that are offered; the sentences for them are in the constructor.
constexpr std::array<double, 4> kSmoothings = {0.0, 0.6, 0.9, 0.98};

int nearestSmoothing(double weight) {
    const auto away = [weight](double each) { return std::abs(each - weight); };
    return static_cast<int>(std::ranges::min_element(kSmoothings, {}, away) - kSmoothings.begin());
}

}  // namespace

CurvePanel::CurvePanel(QWidget* parent)
    : QWidget(parent),
      m_chart(new CurveChart(this)),
      m_axis(new ChoiceField(this)),
      m_smoothing(new ChoiceField(this)),
      m_logarithmic(new QCheckBox(tr("Log scale"), this)),
      m_batches(new QCheckBox(tr("Batch loss"), this)) {
    m_axis->setAccessibleName(tr("What time is counted in"));
    m_axis->setToolTip(tr("What time is counted in"));
    m_axis->setShown({tr("Epochs"), tr("Steps"), tr("Samples"), tr("Seconds")},
                     {tr("How often all training data were seen"), tr("How often the weights were updated"),
                      tr("How many samples were seen"), tr("How long the run took")},
                     0, {});
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("A smoothed curve is a moving average; the measured one stays faint behind it."));
    m_smoothing->setShown({tr("Raw"), tr("Smooth"), tr("Smoother"), tr("Smoothest")},
                          {tr("The values as they were measured"), tr("60 % of the past in each value"),
                           tr("90 % of the past in each value"), tr("98 % of the past in each value")},
                          0, {});
    m_logarithmic->setToolTip(tr("Each power of ten gets the same room."));
    m_batches->setToolTip(tr("A faint line behind the curves: the loss of every batch by itself."));
    m_batches->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_axis, 1);
    row->addWidget(m_smoothing, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_chart, 1);
    all->addLayout(row);
    auto* checks = new QHBoxLayout;
    checks->setContentsMargins(0, 0, 0, 0);
    checks->setSpacing(16);
    checks->addWidget(m_logarithmic);
    checks->addWidget(m_batches);
    checks->addStretch(1);
    all->addLayout(checks);
    const auto changed = [this] {
        apply();
        emit lookChanged();
    };
    connect(m_axis, &ChoiceField::chosen, this, changed);
    connect(m_smoothing, &ChoiceField::chosen, this, changed);
    connect(m_logarithmic, &QCheckBox::toggled, this, changed);
    connect(m_batches, &QCheckBox::toggled, this, changed);
}

CurvePanel::Look CurvePanel::look() const {
    return {static_cast<CurveAxis>(m_axis->currentIndex()), kSmoothings[static_cast<std::size_t>(m_smoothing->currentIndex())],
            m_logarithmic->isChecked(), m_batches->isChecked()};
}

void CurvePanel::setBatchesOffered(bool offered) { m_batches->setVisible(offered); }

void CurvePanel::setLook(const Look& look) {
    const QSignalBlocker quiet(m_logarithmic);
    const QSignalBlocker alsoQuiet(m_batches);
    m_axis->setCurrentIndex(static_cast<int>(look.axis));
    m_smoothing->setCurrentIndex(nearestSmoothing(look.smoothing));
    m_logarithmic->setChecked(look.isLogarithmic);
    m_batches->setChecked(look.showsBatches);
    apply();
}

void CurvePanel::apply() {
    const Look chosen = look();
    m_chart->setAxis(chosen.axis);
    m_chart->setSmoothing(chosen.smoothing);
    m_chart->setLogarithmic(chosen.isLogarithmic);
}

}  // namespace glassnet::ui
