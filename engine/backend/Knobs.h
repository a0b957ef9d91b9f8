#pragma once

namespace glassnet {

/// What may be turned while training runs: the optimizer's numbers. Each optimizer's row says which of them it reads.
struct Knobs {
    double learningRate = 0.1;
    double momentum = 0.0;
    double dampening = 0.0;
    double weightDecay = 0.0;
    bool nesterov = false;
    friend bool operator==(const Knobs&, const Knobs&) = default;
};

}  // namespace glassnet
