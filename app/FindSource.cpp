#include "app/FindSource.h"

#include <QCoreApplication>
#include <QStringList>

#include "engine/project/ChainText.h"
#include "ui/find/FindMatch.h"

namespace glassnet::app {

namespace {

QString words(const char* text) { return QCoreApplication::translate("FindSource", text); }

/// Of a larger layer only named units are listed: a list of thousands finds nothing.
constexpr std::int64_t kListedUnits = 64;

void addUnits(std::vector<ui::FindRow>& rows, const LayerSpec& layer, const QString& layerName) {
    const auto* input = std::get_if<InputSettings>(&layer.settings);
    const auto* dense = layer.dense();
    const auto units = input != nullptr ? input->units : dense != nullptr ? dense->units : 0;
    for (std::int64_t unit = 0; unit < units; ++unit) {
        const auto place = static_cast<std::size_t>(unit);
        const bool isNamed = place < layer.unitNames.size() && !layer.unitNames[place].empty();
        if (!isNamed && units > kListedUnits) {
            if (place >= layer.unitNames.size()) {
                return;
            }
            continue;
        }
        const auto title = isNamed ? QString::fromStdString(layer.unitNames[place])
                                   : words(QT_TRANSLATE_NOOP("FindSource", "%1, unit %2")).arg(layerName).arg(unit + 1);
        rows.push_back({QStringLiteral("unit:%1:%2").arg(layer.id.value).arg(unit),
                        title,
                        words(QT_TRANSLATE_NOOP("FindSource", "unit of %1")).arg(layerName),
                        {}});
    }
}

}  // namespace

std::vector<ui::FindRow> findRows(const QString& text, const ui::Workbench& workbench, const std::function<QAction*(ActionId)>& action) {
    std::vector<ui::FindRow> rows;
    for (const auto& row : actionCatalog()) {
        const auto* known = action(row.id);
        if (known != nullptr && known->isEnabled() && row.id != ActionId::Find) {
            rows.push_back({QStringLiteral("action:") + QString::fromLatin1(row.key), actionText(row.id),
                            known->shortcut().toString(QKeySequence::NativeText), QString::fromLatin1(row.icon)});
        }
    }
    for (const auto& layer : workbench.project().network.layers()) {
        const auto name = QString::fromStdString(layer.name);
        rows.push_back({QStringLiteral("layer:%1").arg(layer.id.value), name, words(QT_TRANSLATE_NOOP("FindSource", "layer")), {}});
        addUnits(rows, layer, name);
    }
    auto found = ui::rankedRows(text, rows);
    if (const auto chain = parseChain(text.toStdString())) {
        QStringList sizes;
        for (const auto size : *chain) {
            sizes << QString::number(size);
        }
        const auto joined = sizes.join(QLatin1Char('-'));
        found.insert(found.begin(), {QStringLiteral("chain:") + joined,
                                     words(QT_TRANSLATE_NOOP("FindSource", "Make the network %1")).arg(joined),
                                     words(QT_TRANSLATE_NOOP("FindSource", "replaces the drawing")),
                                     {}});
    }
    return found;
}

FindTarget findTarget(const ui::FindRow& row) {
    FindTarget target;
    const auto parts = row.id.split(QLatin1Char(':'));
    if (parts.size() < 2) {
        return target;
    }
    if (parts[0] == QLatin1String("action")) {
        for (const auto& known : actionCatalog()) {
            if (parts[1] == QLatin1String(known.key)) {
                target.action = known.id;
            }
        }
    } else if (parts[0] == QLatin1String("chain")) {
        target.chain = parseChain(parts[1].toStdString()).value_or(std::vector<std::int64_t>());
    } else {
        target.layer = LayerId{parts[1].toUInt()};
        if (parts.size() > 2) {
            target.unit = parts[2].toLongLong();
        }
    }
    return target;
}

}  // namespace glassnet::app
