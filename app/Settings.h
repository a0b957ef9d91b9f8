#pragma once

#include <QByteArray>
#include <QSettings>
#include <QVariant>
#include <set>
#include <string>

namespace glassnet::app {

/// What the program remembers about how a person likes it.
enum class SettingId : unsigned char { Theme, Digits, ReduceMotion, WindowGeometry, Device, PassedDevices, Count_ };

/// Reads and writes settings; one table holds their keys, defaults and bounds, so that a damaged settings file can do no harm.
class Settings {
public:
    /// The user's own settings file.
    Settings();
    /// A file of the caller's, for tests and for `glassnet picture`, which must not depend on the user's habits.
    explicit Settings(const QString& path);

    [[nodiscard]] QVariant value(SettingId id) const;
    void setValue(SettingId id, const QVariant& value);

    /// "light" or "dark"; "system" follows the desktop's palette.
    [[nodiscard]] QString theme() const { return value(SettingId::Theme).toString(); }
    [[nodiscard]] int digits() const { return value(SettingId::Digits).toInt(); }
    /// "auto" or DeviceChoice's text form.
    [[nodiscard]] QString device() const { return value(SettingId::Device).toString(); }
    /// The fingerprints of devices that passed their self-test.
    [[nodiscard]] std::set<std::string> passedDevices() const;
    void setPassedDevices(const std::set<std::string>& passed);
    [[nodiscard]] bool reduceMotion() const { return value(SettingId::ReduceMotion).toBool(); }

private:
    QSettings m_settings;
};

}  // namespace glassnet::app
