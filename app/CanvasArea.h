#pragma once

#include <QWidget>

#include "ui/header/ModeSwitch.h"

namespace glassnet::ui {
class CanvasView;
class FormulaCard;
class GradientBars;
class Minimap;
class Notice;
class PredictionCard;
class ProblemList;
class TensorView;
class ZoomControl;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The ground in the middle of the window: the canvas; below the network the formula card or a question, or while building the problems,
/// the zoom and a map of the whole, or while training the gradients; and a notice above it when there is one.
class CanvasArea final : public QWidget {
    Q_OBJECT
public:
    explicit CanvasArea(QWidget* parent = nullptr);

    [[nodiscard]] ui::CanvasView& canvas() const noexcept { return *m_canvas; }
    [[nodiscard]] ui::FormulaCard& card() const noexcept { return *m_card; }
    [[nodiscard]] ui::Notice& notice() const noexcept { return *m_notice; }
    [[nodiscard]] ui::Minimap& minimap() const noexcept { return *m_minimap; }
    [[nodiscard]] ui::ZoomControl& zoomControl() const noexcept { return *m_zoom; }
    [[nodiscard]] ui::ProblemList& problems() const noexcept { return *m_problems; }
    /// The question that stands in the formula card's place while one is open.
    [[nodiscard]] ui::PredictionCard& question() const noexcept { return *m_question; }
    void setQuestionShown(bool shown);
    /// The large heatmap that stands in the canvas's place.
    [[nodiscard]] ui::TensorView& heatmap() const noexcept { return *m_heatmap; }
    void setHeatmapShown(bool shown);
    [[nodiscard]] bool isHeatmapShown() const noexcept { return m_heatmapShown; }
    /// The gradient that reaches each layer, below the network while it trains.
    [[nodiscard]] ui::GradientBars& reach() const noexcept { return *m_reach; }
    void setMode(ui::Mode mode);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    ui::CanvasView* m_canvas;
    ui::FormulaCard* m_card;
    ui::PredictionCard* m_question;
    ui::TensorView* m_heatmap;
    ui::Notice* m_notice;
    ui::Minimap* m_minimap;
    ui::ZoomControl* m_zoom;
    ui::ProblemList* m_problems;
    ui::GradientBars* m_reach;
    bool m_building = false;
    bool m_training = false;
    bool m_questionShown = false;
    bool m_heatmapShown = false;
};

}  // namespace glassnet::app
