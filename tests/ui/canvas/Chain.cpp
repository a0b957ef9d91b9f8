#include "tests/ui/canvas/Chain.h"

#include <cmath>
#include <random>

#include "engine/program/Compiler.h"
#include "tests/ui/canvas/Lesson.h"

namespace glassnet::test {

Chain chainOf(const std::vector<std::int64_t>& units, std::size_t position) {
    auto network = std::make_shared<NetworkSpec>();
    LayerId before;
    for (std::size_t i = 0; i < units.size(); ++i) {
        OutputSettings output;
        output.dense = denseOf(units[i]);
        const auto id = i == 0                 ? network->addLayer("Input", InputSettings{units[i], 1, {}})
                        : i + 1 < units.size() ? network->addLayer("Dense " + std::to_string(i), denseOf(units[i]))
                                               : network->addLayer("Output", output);
        if (before.valid()) {
            network->addLink(before, id);
        }
        before = id;
    }
    auto snapshot = std::make_shared<ui::Snapshot>();
    snapshot->network = network;
    snapshot->program = std::make_shared<Program>(compile(*network).value());
    snapshot->position = position;
    std::minstd_rand generator(7);
    for (const auto& tensor : snapshot->program->tensors()) {
        auto values = Tensor::zeros(tensor.shape);
        const double reach = tensor.symbol.letter == SymbolLetter::Weight ? 1 / std::sqrt(static_cast<double>(tensor.shape[0])) : 1;
        for (float& value : values.values<float>()) {
            // The sum of three even draws: few are strong, most are weak.
            double sum = 0;
            for (int draw = 0; draw < 3; ++draw) {
                sum += 2 * static_cast<double>(generator() - 1) / static_cast<double>(std::minstd_rand::max() - 1) - 1;
            }
            value = static_cast<float>(reach * sum);
        }
        snapshot->values[tensor.id] = values;
    }
    return {network, snapshot};
}

}  // namespace glassnet::test
