#include "ui/inspector/LayerSummary.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "ui/support/CountText.h"
#include "ui/support/PropertyWords.h"

namespace glassnet::ui {

namespace {

struct LayerSummaryWords {
    Q_DECLARE_TR_FUNCTIONS(LayerSummary)
};

QString number(double value) { return NumberText().exact(value); }

QString sourceNames(const NetworkSpec& network, const LayerSpec& layer) {
    QStringList names;
    for (const auto* link : network.incoming(layer.id)) {
        names.append(QString::fromStdString(network.layer(link->from).name));
    }
    return QLocale().createSeparatedList(names);
}

bool hasCuts(const NetworkSpec& network, const LayerSpec& layer) {
    const auto links = network.incoming(layer.id);
    return std::any_of(links.begin(), links.end(), [](const LinkSpec* link) { return !link->cut.empty(); });
}

QString activationText(const ActivationSpec& activation) {
    const auto& info = activationInfo(activation.kind);
    QStringList values;
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
        values.append(number(activation.parameters[i]));
    }
    const auto name = PropertyWords::activation(activation.kind).label;
    return values.isEmpty() ? name : LayerSummaryWords::tr("%1 (%2)").arg(name, values.join(QStringLiteral(", ")));
}

/// Words for the kinds of initializers, in InitializerKind's order; %1 and %2 are the parameters.
constexpr std::array kInitializerWords{QT_TRANSLATE_NOOP("LayerSummary", "nn.Linear default"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "Xavier uniform, gain %1"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "Xavier normal, gain %1"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "Kaiming uniform, gain %1"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "Kaiming normal, gain %1"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "normal(%1, %2)"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "uniform(%1, %2)"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "zeros"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "ones"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "constant %1"),
                                       QT_TRANSLATE_NOOP("LayerSummary", "identity matrix")};
static_assert(kInitializerWords.size() == static_cast<std::size_t>(InitializerKind::Count_));

/// The place of a draw among those that take numbers from the shared generator, from 1; 0 when it takes none.
int drawPlace(const NetworkSpec& network, LayerId layer, DrawRole role) {
    int place = 0;
    for (const auto& item : network.drawOrder()) {
        ++place;
        if (item.layer == layer && item.role == role) {
            return place;
        }
    }
    return 0;
}

}  // namespace

QString layerSubtitle(const NetworkSpec& network, const LayerSpec& layer) {
    const auto sources = sourceNames(network, layer);
    switch (layer.kind()) {
        case LayerKind::Input: {
            const auto& input = std::get<InputSettings>(layer.settings);
            const auto count = CountText::features(input.units);
            return input.drawnRows > 0 ? LayerSummaryWords::tr("%1, drawn at random").arg(count)
                                       : LayerSummaryWords::tr("%1, from the data").arg(count);
        }
        case LayerKind::Dense:
        case LayerKind::Output:
            return hasCuts(network, layer)
                       ? LayerSummaryWords::tr("%1, connected to %2, some connections cut")
                             .arg(CountText::units(layer.dense()->units), sources)
                       : LayerSummaryWords::tr("%1, fully connected to %2").arg(CountText::units(layer.dense()->units), sources);
        case LayerKind::Dropout:
            return LayerSummaryWords::tr("Silences units of %1").arg(sources);
        case LayerKind::BatchNorm:
            return LayerSummaryWords::tr("Normalizes %1 over the batch").arg(sources);
        case LayerKind::LayerNorm:
            return LayerSummaryWords::tr("Normalizes %1 over its units").arg(sources);
        case LayerKind::Join:
            return std::get<JoinSettings>(layer.settings).mode == JoinMode::Add
                       ? LayerSummaryWords::tr("Adds %1").arg(sources)
                       : LayerSummaryWords::tr("Puts %1 side by side").arg(sources);
    }
    return {};
}

std::vector<Fact> layerFacts(const InspectorContext& context) {
    const auto& layer = *context.layer();
    std::vector<Fact> facts;
    if (const auto* dense = layer.dense()) {
        facts.push_back({LayerSummaryWords::tr("Activation"), activationText(dense->activation)});
        if (const auto* output = layer.output()) {
            facts.push_back({LayerSummaryWords::tr("Loss"), PropertyWords::loss(output->loss.kind).label});
        }
        const auto start = initializerText(dense->weightStart);
        const bool transposed = initializerInfo(dense->weightStart.kind).drawsTransposed;
        facts.push_back({LayerSummaryWords::tr("Start from"),
                         transposed ? LayerSummaryWords::tr("%1, drawn as [out, in] and transposed").arg(start) : start});
        if (!dense->trainable) {
            facts.push_back({LayerSummaryWords::tr("Training"), LayerSummaryWords::tr("frozen")});
        }
    } else if (const auto* dropout = std::get_if<DropoutSettings>(&layer.settings)) {
        facts.push_back({LayerSummaryWords::tr("Probability"), number(dropout->probability)});
    } else if (const auto* input = std::get_if<InputSettings>(&layer.settings); input != nullptr && input->drawnRows > 0) {
        facts.push_back({LayerSummaryWords::tr("Drawn from"), initializerText(input->drawn)});
    }
    return facts;
}

QString initializerText(const Initializer& initializer) {
    auto text = LayerSummaryWords::tr(kInitializerWords.at(static_cast<std::size_t>(initializer.kind)));
    const auto count = initializerInfo(initializer.kind).parameterCount;
    if (count > 0) {
        text = text.arg(number(initializer.a));
    }
    return count > 1 ? text.arg(number(initializer.b)) : text;
}

QString startNote(const InspectorContext& context, DrawRole role) {
    const auto* dense = context.layer()->dense();
    if (dense == nullptr) {
        return {};
    }
    const auto& initializer = role == DrawRole::Weight ? dense->weightStart : dense->biasStart;
    const auto& info = initializerInfo(initializer.kind);
    if (!info.drawsNumbers) {
        return initializerText(initializer);
    }
    const auto seed = dense->seed.value_or(context.snapshot->seeds[static_cast<std::size_t>(GeneratorRole::Start)]);
    // A number without grouping: a seed is a name, not an amount.
    const auto place = dense->seed.has_value() ? LayerSummaryWords::tr("own seed %1").arg(seed)
                                               : LayerSummaryWords::tr("seed %1 · draw %2")
                                                     .arg(seed)
                                                     .arg(drawPlace(*context.snapshot->network, context.selection.layer, role));
    // The lesson's own word is short enough to stand here; longer rules stand under the layer's name.
    const bool isRandn = initializer == Initializer{InitializerKind::Normal, 0.0, 1.0};
    return isRandn ? LayerSummaryWords::tr("%1 · %2").arg(QStringLiteral("randn"), place) : place;
}

}  // namespace glassnet::ui
