#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "engine/training/UnitMaps.h"
#include "ui/support/NumberText.h"

class QVBoxLayout;

namespace glassnet::ui {

class ChoiceField;
class Note;
class ValueSlider;

/// Which two columns the decision map plots, and where the others rest: a slider for each. Hidden where there are no more than two.
class MapAxes final : public QWidget {
    Q_OBJECT
public:
    /// Columns that have a slider; what is beyond rests at its mean.
    static constexpr std::size_t kMostSliders = 30;

    explicit MapAxes(QWidget* parent = nullptr);

    void setPlane(const QStringList& names, const MapPlane& plane);
    void setNumberText(const NumberText& text);
    [[nodiscard]] const std::vector<ValueSlider*>& sliders() const noexcept { return m_sliders; }
    [[nodiscard]] ChoiceField& across() const noexcept { return *m_x; }
    [[nodiscard]] ChoiceField& upward() const noexcept { return *m_y; }

signals:
    /// A person chose other columns.
    void columnsChosen(std::size_t x, std::size_t y);
    /// A person moved where a column rests.
    void restMoved(std::size_t column, double value);

private:
    void choose(int x, int y);

    QStringList m_names;
    MapPlane m_plane;
    NumberText m_text;
    ChoiceField* m_x;
    ChoiceField* m_y;
    Note* m_beyond;
    QVBoxLayout* m_column;
    std::vector<ValueSlider*> m_sliders;
    std::vector<std::size_t> m_columns;
};

}  // namespace glassnet::ui
