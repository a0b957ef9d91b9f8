#pragma once

#include <QWidget>
#include <array>

#include "engine/training/Breakpoints.h"

namespace glassnet::ui {

class PropertyLine;

/// Where training stops by itself: an epoch, a loss, an accuracy, or epochs without progress. An empty field never stops it.
class StopForm final : public QWidget {
    Q_OBJECT
public:
    explicit StopForm(QWidget* parent = nullptr);

    [[nodiscard]] const Breakpoints& breakpoints() const noexcept { return m_breakpoints; }
    void setBreakpoints(const Breakpoints& breakpoints);
    [[nodiscard]] const std::array<PropertyLine*, 4>& lines() const noexcept { return m_lines; }

signals:
    /// A person set another one.
    void changed();
    void sentence(const QString& text);

private:
    void take(std::size_t field, const QString& text);
    void showFields();

    Breakpoints m_breakpoints;
    std::array<PropertyLine*, 4> m_lines{};
};

}  // namespace glassnet::ui
