#include "ui/canvas/tools/ToolTexts.h"

#include <QLocale>

namespace glassnet::ui {

QString ToolTexts::kindName(LayerKind kind) {
    switch (kind) {
        case LayerKind::Input:
            return tr("Input");
        case LayerKind::Dense:
            return tr("Dense");
        case LayerKind::Output:
            return tr("Output");
        case LayerKind::Dropout:
            return tr("Dropout");
        case LayerKind::BatchNorm:
            return tr("Batch norm");
        case LayerKind::LayerNorm:
            return tr("Layer norm");
        case LayerKind::Join:
            return tr("Join");
    }
    return {};
}

QString ToolTexts::units(LayerKind kind, std::int64_t count) {
    const QString number = QLocale().toString(static_cast<qlonglong>(count));
    if (kind == LayerKind::Input) {
        return count == 1 ? tr("1 feature") : tr("%1 features").arg(number);
    }
    return count == 1 ? tr("1 unit") : tr("%1 units").arg(number);
}

QString ToolTexts::unitHere(const QString& unit, const QString& layer, std::int64_t place) {
    return tr("%1 becomes unit %2 of %3.").arg(unit, QLocale().toString(static_cast<qlonglong>(place + 1)), layer);
}

}  // namespace glassnet::ui
