#pragma once

#include <QWidget>

class QVBoxLayout;

namespace glassnet::ui {

/// A part of the side panel under a hairline, its contents one below the other.
class PanelSection final : public QWidget {
    Q_OBJECT
public:
    explicit PanelSection(QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout& column() const noexcept { return *m_column; }

    /// The distance of what the panel holds from its sides, in pixels.
    static constexpr int kMargin = 20;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_column;
};

}  // namespace glassnet::ui
