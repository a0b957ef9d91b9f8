#pragma once

#include <QWidget>
#include <cstdint>

#include "ui/find/FindField.h"
#include "ui/header/ModeSwitch.h"

namespace glassnet::ui {

class DeviceButton;
class ProjectTitle;
class RoundButton;
class SeedField;

/// The bar on top: the project's name and whether it is saved on the left, the mode in the middle, the find field, device, seed, theme and
/// menu on the right. Mode and find field show once they are given something.
class HeaderBar final : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(QWidget* parent = nullptr);

    /// The name, and a word beside it ("edited"), which may be empty.
    void setProject(const QString& name, const QString& state);
    void setSeed(std::uint64_t seed);
    void setDark(bool dark);
    [[nodiscard]] DeviceButton& deviceButton() const noexcept { return *m_device; }
    [[nodiscard]] SeedField& seedField() const noexcept { return *m_seed; }
    /// The modes to choose from.
    void setModes(const std::vector<Mode>& modes);
    [[nodiscard]] ModeSwitch& modeSwitch() const noexcept { return *m_modes; }
    /// Where the find field's rows come from.
    void setFindSource(FindField::Source source);
    [[nodiscard]] FindField& findField() const noexcept { return *m_find; }
    /// Where the menu opens, in global coordinates.
    [[nodiscard]] QPoint menuPlace() const;

signals:
    void themeToggled();
    void menuRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ProjectTitle* m_title;
    ModeSwitch* m_modes;
    FindField* m_find;
    DeviceButton* m_device;
    SeedField* m_seed;
    RoundButton* m_theme;
    RoundButton* m_menu;
};

}  // namespace glassnet::ui
