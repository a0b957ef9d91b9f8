#include "ui/drawing/LayerDefaults.h"

#include <QCoreApplication>

#include "engine/network/LayerProperties.h"

namespace glassnet::ui {

namespace {

constexpr std::int64_t kUnits = 4;

#define WORDS(text) QT_TRANSLATE_NOOP("LayerDefaults", text)
/// In LayerKind's order.
constexpr std::array kNames{WORDS("Input"),      WORDS("Dense"),      WORDS("Output"), WORDS("Dropout"),
                            WORDS("Batch norm"), WORDS("Layer norm"), WORDS("Join")};
#undef WORDS

}  // namespace

LayerSettings defaultSettings(LayerKind kind) {
    auto settings = layerKindInfo(kind).make();
    if (auto* dense = std::get_if<DenseSettings>(&settings)) {
        dense->units = kUnits;
        dense->activation = defaultSpec(Activation::Relu);
    }
    return settings;
}

QString defaultName(LayerKind kind) { return QCoreApplication::translate("LayerDefaults", kNames.at(static_cast<std::size_t>(kind))); }

ChainNames chainNames() {
    return {defaultName(LayerKind::Input).toStdString(), defaultName(LayerKind::Dense).toStdString(),
            defaultName(LayerKind::Output).toStdString()};
}

std::optional<LayerKind> layerKindOf(const QString& key) {
    const auto* info = findLayerKind(key.toStdString());
    return info == nullptr ? std::nullopt : std::optional(info->kind);
}

}  // namespace glassnet::ui
