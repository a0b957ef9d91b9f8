#include "engine/network/LossForm.h"

namespace glassnet {

LossForm lossForm(Loss loss, Activation activation) noexcept {
    switch (loss) {
        case Loss::CrossEntropy:
            return {true, activation == Activation::Softmax};
        case Loss::BinaryCrossEntropyWithLogits:
            return {true, activation == Activation::Sigmoid};
        case Loss::BinaryCrossEntropy:
            return {activation == Activation::Sigmoid, activation == Activation::Sigmoid};
        default:
            return {};
    }
}

}  // namespace glassnet
