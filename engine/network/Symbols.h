#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// The letter of a quantity; the window turns it into x, ŷ, σ, ∂.
enum class SymbolLetter : std::uint8_t {
    Input,           ///< x
    Target,          ///< y
    Weight,          ///< W
    Bias,            ///< B
    PreActivation,   ///< z
    Hidden,          ///< h
    Prediction,      ///< y with a hat
    Probability,     ///< p
    Loss,            ///< L
    ConnectionMask,  ///< C
    DropoutMask,     ///< m
    Dropped,         ///< d
    Mean,            ///< mu
    Variance,        ///< v
    Normalized,      ///< n
    Standardized,    ///< x with a hat
    Scale,           ///< gamma
    Shift,           ///< beta
    RunningMean,
    RunningVariance,
    Joined,        ///< j
    Activation,    ///< a: what a layer with held units has made before they are put in
    Data,          ///< u: the same of an input
    Momentum,      ///< M: an optimizer's momentum; Adam's mean of gradients
    SquareMean,    ///< V: an optimizer's mean of squared gradients
    GradientMean,  ///< A: RMSprop's mean of gradients
    SquareSum,     ///< G: Adagrad's sum of squared gradients
    StepCount,     ///< t: an optimizer's count of its steps
    Penalized,     ///< g': a gradient with its penalty
    Clipped,       ///< g with a hat: a gradient after clipping
    NormPart,      ///< s: one gradient's sum of squares
    GradientNorm,  ///< |g|: the norm over all gradients
    Count_
};

/// A quantity's name: letter, number (0: alone of its kind, no number) and whether the gradient of the loss by it is meant.
/// `part` tells contributions over several links apart (0: the whole).
struct Symbol {
    SymbolLetter letter{};
    int number = 0;
    bool gradient = false;
    int part = 0;
    friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// The symbol as plain letters, for files, JSON and logs: "W1", "yhat", "dL/dW1".
[[nodiscard]] std::string symbolKey(const Symbol& symbol);

/// The number of each layer among the layers it is counted with (Dense and Output together, Inputs, ...), from 1, in topological order.
[[nodiscard]] std::map<LayerId, int> layerNumbers(const NetworkSpec& network);

/// The symbol of what a layer puts out: x, h or h1.., ŷ or ŷ1.. (a number only where there are several of the kind).
[[nodiscard]] Symbol outputSymbol(const NetworkSpec& network, LayerId layer);

}  // namespace glassnet
