#include "app/Settings.h"

#include <QStringList>
#include <array>

#include "engine/backend/devices/DeviceChoice.h"
#include "ui/support/NumberText.h"

namespace glassnet::app {

namespace {

using ui::NumberText;

struct SettingRow {
    SettingId id;
    const char* key;
    QVariant (*standard)();
    /// True when a stored value may be used.
    bool (*accepts)(const QVariant& value);
};

constexpr int kStandardDigits = 4;

const std::array kSettings{
    SettingRow{SettingId::Theme, "look/theme", [] { return QVariant(QStringLiteral("system")); },
               [](const QVariant& value) {
                   const auto text = value.toString();
                   return text == QLatin1String("system") || text == QLatin1String("light") || text == QLatin1String("dark");
               }},
    SettingRow{SettingId::Digits, "look/digits", [] { return QVariant(kStandardDigits); },
               [](const QVariant& value) {
                   bool ok = false;
                   const int digits = value.toInt(&ok);
                   return ok && digits >= NumberText::kFewest && digits <= NumberText::kMost;
               }},
    SettingRow{SettingId::ReduceMotion, "look/reduceMotion", [] { return QVariant(false); },
               [](const QVariant& value) {
                   // As QSettings writes it; any other text would count as true.
                   const auto text = value.toString();
                   return text == QLatin1String("true") || text == QLatin1String("false");
               }},
    SettingRow{SettingId::WindowGeometry, "window/geometry", [] { return QVariant(QByteArray()); },
               [](const QVariant& value) { return value.canConvert<QByteArray>(); }},
    SettingRow{SettingId::Device, "device/choice", [] { return QVariant(QStringLiteral("auto")); },
               [](const QVariant& value) {
                   const auto text = value.toString();
                   return text == QLatin1String("auto") || DeviceChoice::parse(text.toStdString()).has_value();
               }},
    SettingRow{SettingId::PassedDevices, "device/passed", [] { return QVariant(QStringList()); },
               [](const QVariant& value) { return value.canConvert<QStringList>(); }},
};
static_assert(kSettings.size() == static_cast<std::size_t>(SettingId::Count_));

const SettingRow& rowOf(SettingId id) { return kSettings.at(static_cast<std::size_t>(id)); }

}  // namespace

Settings::Settings() : m_settings(QStringLiteral("glassnet"), QStringLiteral("glassnet")) {}

Settings::Settings(const QString& path) : m_settings(path, QSettings::IniFormat) {}

QVariant Settings::value(SettingId id) const {
    const auto& row = rowOf(id);
    const auto stored = m_settings.value(QLatin1String(row.key));
    return stored.isValid() && row.accepts(stored) ? stored : row.standard();
}

std::set<std::string> Settings::passedDevices() const {
    std::set<std::string> passed;
    for (const auto& text : value(SettingId::PassedDevices).toStringList()) {
        passed.insert(text.toStdString());
    }
    return passed;
}

void Settings::setPassedDevices(const std::set<std::string>& passed) {
    if (passed == passedDevices()) {
        return;
    }
    QStringList texts;
    for (const auto& text : passed) {
        texts.append(QString::fromStdString(text));
    }
    setValue(SettingId::PassedDevices, texts);
}

void Settings::setValue(SettingId id, const QVariant& value) {
    if (rowOf(id).accepts(value)) {
        m_settings.setValue(QLatin1String(rowOf(id).key), value);
    }
}

}  // namespace glassnet::app
