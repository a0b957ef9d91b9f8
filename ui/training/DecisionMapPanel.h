#pragma once

#include <QWidget>
#include <optional>

#include "ui/support/NumberText.h"

class QCheckBox;

namespace glassnet::ui {

class DecisionMapView;
class MapHeading;

/// The decision map with its heading, how much of the test part is right, and the choices of what it shows.
class DecisionMapPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DecisionMapPanel(QWidget* parent = nullptr);

    [[nodiscard]] DecisionMapView& map() const noexcept { return *m_map; }
    /// Of the test part, 0 to 1; none: there are no classes, or nothing is known.
    void setAccuracy(std::optional<double> accuracy);
    void setDiscrete(bool on);
    void setTestShown(bool on);
    /// The choice of sides or classes alone makes sense only where the targets are classes.
    void setDiscreteOffered(bool on);

signals:
    /// A person chose another look; the map has it already.
    void lookChanged();

private:
    MapHeading* m_heading;
    DecisionMapView* m_map;
    QCheckBox* m_discrete;
    QCheckBox* m_test;
};

}  // namespace glassnet::ui
