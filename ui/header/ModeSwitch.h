#pragma once

#include <QString>
#include <QWidget>
#include <cstdint>
#include <span>
#include <vector>

namespace glassnet::ui {

class SegmentedControl;

/// What the window is for at the moment.
enum class Mode : std::uint8_t { Build, Step, Train, Present, Count_ };

/// One mode: its key for settings and tests, its word and a sentence for tr() in context "ModeSwitch".
struct ModeRow {
    Mode mode;
    const char* key;
    const char* text;
    const char* help;
};

/// The one table of modes, in Mode's order.
[[nodiscard]] std::span<const ModeRow> modeTable();

/// Build, Step and so on in a row, the present one on a pill. Shows the modes that it is given, none at first.
class ModeSwitch final : public QWidget {
    Q_OBJECT
public:
    explicit ModeSwitch(QWidget* parent = nullptr);

    /// Replaces the modes shown. The present mode stays when it is among them; else the first is, without a signal.
    void setModes(const std::vector<Mode>& modes);
    /// The present mode; Build before there are any.
    [[nodiscard]] Mode mode() const;
    /// Changes it without a signal; a mode that is not shown changes nothing.
    void setMode(Mode mode);
    /// The words in a row, for tests and for the tour.
    [[nodiscard]] SegmentedControl& strip() const noexcept { return *m_strip; }

signals:
    /// A person chose another mode.
    void modeChanged(glassnet::ui::Mode mode);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    SegmentedControl* m_strip;
    std::vector<Mode> m_modes;
};

}  // namespace glassnet::ui
