#pragma once

#include <QWidget>

class QStackedWidget;

namespace glassnet::ui {
class BuildPanel;
class CodePanel;
class HistoryList;
class SidePanel;
class TabStrip;
}  // namespace glassnet::ui

namespace glassnet::app {

/// The right side of the window: while building the layer, its values and the history on tabs; else the values alone.
class RightPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RightPanel(QWidget* parent = nullptr);

    /// The tabs while building, in their order.
    enum class Page : unsigned char { Layer, Values, History };

    void setBuilding(bool building);
    void setPage(Page page);
    [[nodiscard]] ui::SidePanel& values() const noexcept { return *m_values; }
    [[nodiscard]] ui::BuildPanel& build() const noexcept { return *m_build; }
    [[nodiscard]] ui::CodePanel& code() const noexcept { return *m_code; }
    [[nodiscard]] ui::HistoryList& history() const noexcept { return *m_history; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ui::TabStrip* m_tabs;
    QStackedWidget* m_stack;
    ui::BuildPanel* m_build;
    ui::SidePanel* m_values;
    ui::HistoryList* m_history;
    ui::CodePanel* m_code;
    QWidget* m_head;
    bool m_building = false;
};

}  // namespace glassnet::app
