#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "ui/heatmap/Heatmap.h"
#include "ui/heatmap/TensorKey.h"
#include "ui/heatmap/TensorNumbers.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class ColorLegend;
class HeatmapPlot;
class Histogram;
class PillButton;
class RoundButton;
class SegmentedControl;
class TensorChoice;
class TextLabel;

/// Any tensor of the program as a heatmap: a list to choose it from, the map with the name and exact value of the cell pointed at, the
/// legend with the histogram over it, and what the picture does not tell by itself in words. Copies the numbers as text and saves the
/// picture. Shows what its setters are given; looks right from 480 x 360 on.
class TensorView final : public QWidget {
    Q_OBJECT
public:
    explicit TensorView(QWidget* parent = nullptr);

    /// Null: nothing is shown.
    void setSnapshot(SnapshotPtr snapshot);
    /// The parameters before the step in hand changed any; null: the changes of a step are not offered.
    void setStepStart(std::shared_ptr<const StepStart> start);
    void setTensor(TensorId tensor);
    /// The tensor, or what the step changes in it.
    void setKey(const TensorKey& key);
    [[nodiscard]] TensorKey key() const;
    void setDigits(int digits);
    /// The element pointed at elsewhere; one of another tensor, or none, takes the ring away.
    void setHovered(std::optional<ElementRef> element);

    void setMapChoice(MapChoice choice);
    void setLogarithmic(bool logarithmic);

    [[nodiscard]] const Heatmap& heatmap() const noexcept { return m_heatmap; }
    [[nodiscard]] HeatmapPlot& plot() const noexcept { return *m_plot; }
    [[nodiscard]] Histogram& histogram() const noexcept { return *m_histogram; }
    [[nodiscard]] TensorChoice& choice() const noexcept { return *m_choice; }
    /// The line under the map: the cell or the bar pointed at.
    [[nodiscard]] QString readout() const;
    /// What is said beside the map.
    [[nodiscard]] QString words() const;

    /// Puts all numbers as text with tabs into the clipboard.
    void copy();
    /// Asks for a file and writes the picture with title, legend and map as PNG.
    void save();

signals:
    /// The element that the mouse or the keys point at; none when no more.
    void hovered(std::optional<glassnet::ui::ElementRef> element);
    void elementSelected(glassnet::ui::ElementRef element);
    /// A person chose another tensor.
    void tensorChosen(const glassnet::ui::TensorKey& key);
    /// The close button or Escape.
    void closeRequested();
    /// Something to say in the status line.
    void sentence(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    /// After another snapshot or another tensor.
    void refresh();
    /// Names the rows and columns where they have other names than before.
    void nameHeads(const SymbolNames& names);
    /// After another map or scale.
    void recolor();
    void tell();
    [[nodiscard]] std::optional<ElementRef> elementAt(std::optional<MatrixCell> cell) const;
    [[nodiscard]] QString cellText(MatrixCell cell) const;

    SnapshotPtr m_snapshot;
    std::shared_ptr<const StepStart> m_start;
    NumberText m_numbers;
    Heatmap m_heatmap;
    /// What the heads were named by.
    std::shared_ptr<const Program> m_namedProgram;
    std::shared_ptr<const NetworkSpec> m_namedNetwork;
    TensorId m_namedTensor;
    std::int64_t m_namedRows = 0;
    MapChoice m_map = MapChoice::Automatic;
    bool m_logarithmic = false;
    std::optional<ElementRef> m_hovered;
    QString m_bar;

    TensorChoice* m_choice;
    TextLabel* m_facts;
    PillButton* m_copy;
    PillButton* m_save;
    RoundButton* m_close;
    SegmentedControl* m_maps;
    SegmentedControl* m_scales;
    HeatmapPlot* m_plot;
    Histogram* m_histogram;
    ColorLegend* m_legend;
    TextLabel* m_words;
    TextLabel* m_readout;
};

}  // namespace glassnet::ui
