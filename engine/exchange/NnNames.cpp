#include "engine/exchange/NnNames.h"

#include "engine/network/LossForm.h"
#include "engine/network/Symbols.h"

namespace glassnet {

bool NnNames::endsBeforeActivation(const LayerSpec& layer) {
    const auto* output = layer.output();
    return output != nullptr && lossForm(output->loss.kind, output->dense.activation.kind).readsPreActivation;
}

std::string NnNames::value(const LayerSpec& layer) const {
    if (layer.kind() == LayerKind::Output) {
        return (endsBeforeActivation(layer) ? "z" : "output") + m_network.ending(layer.id);
    }
    return symbolKey(outputSymbol(m_network.spec(), layer.id));
}

std::string NnNames::sources(const LayerSpec& layer) const {
    return m_network.sources(layer, [this](const LayerSpec& from) { return value(from); });
}

}  // namespace glassnet
