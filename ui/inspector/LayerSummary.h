#pragma once

#include <QString>
#include <vector>

#include "ui/inspector/InspectorContext.h"

namespace glassnet::ui {

/// A name and what belongs to it, one line of the side panel.
struct Fact {
    QString name;
    QString value;
};

/// "2 units, fully connected to Input": what kind of layer this is and what it reads.
[[nodiscard]] QString layerSubtitle(const NetworkSpec& network, const LayerSpec& layer);

/// The layer's settings in words: activation, loss, probability, ...
[[nodiscard]] std::vector<Fact> layerFacts(const InspectorContext& context);

/// "normal(0, 1)", "nn.Linear default": the rule of a layer's start values.
[[nodiscard]] QString initializerText(const Initializer& initializer);

/// How a parameter got its start value: "randn · seed 7 · draw 2".
[[nodiscard]] QString startNote(const InspectorContext& context, DrawRole role);

}  // namespace glassnet::ui
