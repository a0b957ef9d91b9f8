#include "ui/support/RepairText.h"

#include <QCoreApplication>
#include <array>

#include "ui/support/CountText.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

// In RepairKind's order. %1 is the layer, %2 the other layer, %3 the number of units, %4 the number, %5 the unit counted from 1.
constexpr std::array kRepairRows{
    QT_TRANSLATE_NOOP("RepairText", "Remove %1"),           QT_TRANSLATE_NOOP("RepairText", "Remove the link from %2"),
    QT_TRANSLATE_NOOP("RepairText", "Link %2 to %1"),       QT_TRANSLATE_NOOP("RepairText", "Set %1 to %3"),
    QT_TRANSLATE_NOOP("RepairText", "Concatenate instead"), QT_TRANSLATE_NOOP("RepairText", "Add an output"),
    QT_TRANSLATE_NOOP("RepairText", "Add an input"),        QT_TRANSLATE_NOOP("RepairText", "Use batches of %4"),
    QT_TRANSLATE_NOOP("RepairText", "Let go of unit %5"),
};
static_assert(kRepairRows.size() == static_cast<std::size_t>(RepairKind::RemoveClamp) + 1);

QString nameOf(const NetworkSpec& network, LayerId id, int longest) {
    const auto* layer = network.find(id);
    const QString name = layer == nullptr ? QString() : QString::fromStdString(layer->name);
    return longest > 0 && name.size() > longest ? name.left(longest - 1).trimmed() + QChar(0x2026) : name;
}

}  // namespace

QString RepairText::of(const Repair& repair, const NetworkSpec& network, int longestName) {
    const QString text = QCoreApplication::translate("RepairText", kRepairRows.at(static_cast<std::size_t>(repair.kind)));
    const std::array<QString, 5> arguments{nameOf(network, repair.layer, longestName), nameOf(network, repair.other, longestName),
                                           CountText::units(repair.value), NumberText().whole(repair.value), NumberText().whole(repair.value + 1)};
    // All at once: a layer may be called %2.
    QString filled;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int number = text[i] == QLatin1Char('%') && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        const bool isHole = number >= 1 && number <= static_cast<int>(arguments.size());
        filled += isHole ? arguments.at(static_cast<std::size_t>(number) - 1) : QString(text[i]);
        i += isHole ? 1 : 0;
    }
    return filled;
}

}  // namespace glassnet::ui
