#pragma once

#include <QWidget>

#include "ui/charts/ChartCurve.h"

class QCheckBox;

namespace glassnet::ui {

class ChoiceField;
class CurveChart;

/// A chart of curves with its controls below: what time is counted in, how much the curves are smoothed, a logarithmic scale, and
/// whether single batches are seen.
class CurvePanel final : public QWidget {
    Q_OBJECT
public:
    /// How curves are looked at; kept by whoever wants to keep it.
    struct Look {
        CurveAxis axis = CurveAxis::Epoch;
        double smoothing = 0;
        bool isLogarithmic = false;
        bool showsBatches = false;
        friend bool operator==(const Look&, const Look&) = default;
    };

    explicit CurvePanel(QWidget* parent = nullptr);

    [[nodiscard]] CurveChart& chart() const noexcept { return *m_chart; }
    [[nodiscard]] Look look() const;
    /// Where the loss of every batch can be shown: of losses only.
    void setBatchesOffered(bool offered);
    /// Without a signal.
    void setLook(const Look& look);

signals:
    /// A person chose another look.
    void lookChanged();

private:
    void apply();

    CurveChart* m_chart;
    ChoiceField* m_axis;
    ChoiceField* m_smoothing;
    QCheckBox* m_logarithmic;
    QCheckBox* m_batches;
};

}  // namespace glassnet::ui
