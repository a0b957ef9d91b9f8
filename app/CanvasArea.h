#pragma once

#include <QWidget>

namespace glassnet::ui {
class CanvasView;
class FormulaCard;
class Notice;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The ground in the middle of the window: the canvas, the formula card below the network, and a notice above it when there is one.
class CanvasArea final : public QWidget {
    Q_OBJECT
public:
    explicit CanvasArea(QWidget* parent = nullptr);

    [[nodiscard]] ui::CanvasView& canvas() const noexcept { return *m_canvas; }
    [[nodiscard]] ui::FormulaCard& card() const noexcept { return *m_card; }
    [[nodiscard]] ui::Notice& notice() const noexcept { return *m_notice; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    ui::CanvasView* m_canvas;
    ui::FormulaCard* m_card;
    ui::Notice* m_notice;
};

}  // namespace glassnet::app
