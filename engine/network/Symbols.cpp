#include "engine/network/Symbols.h"

#include <array>

namespace glassnet {

namespace {

constexpr auto kLetterKeys = std::to_array<std::string_view>({"x",           "y",
                                                              "W",           "B",
                                                              "z",           "h",
                                                              "yhat",        "p",
                                                              "L",           "C",
                                                              "m",           "d",
                                                              "mean",        "var",
                                                              "n",           "s",
                                                              "gamma",       "beta",
                                                              "runningMean", "runningVar",
                                                              "j",           "a",
                                                              "u",           "momentum",
                                                              "squareMean",  "gradientMean",
                                                              "squareSum",   "steps",
                                                              "penalized",   "clipped",
                                                              "normPart",    "norm"});
static_assert(kLetterKeys.size() == static_cast<std::size_t>(SymbolLetter::Count_));

SymbolLetter letterOf(LayerKind kind) {
    static constexpr std::array kLetters{SymbolLetter::Input,   SymbolLetter::Hidden,     SymbolLetter::Prediction,
                                         SymbolLetter::Dropped, SymbolLetter::Normalized, SymbolLetter::Normalized,
                                         SymbolLetter::Joined};
    return kLetters.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::string symbolKey(const Symbol& symbol) {
    std::string text(symbol.gradient ? "dL/d" : "");
    text += kLetterKeys.at(static_cast<std::size_t>(symbol.letter));
    if (symbol.number > 0) {
        text += std::to_string(symbol.number);
    }
    if (symbol.part > 0) {
        text += "." + std::to_string(symbol.part);
    }
    return text;
}

std::map<LayerId, int> layerNumbers(const NetworkSpec& network) {
    std::map<SymbolLetter, int> counts;
    std::map<LayerId, int> numbers;
    for (const auto id : network.topologicalOrder()) {
        const auto& layer = network.layer(id);
        // Dense and Output are counted together, since their W and B are.
        const auto letter = layer.dense() != nullptr ? SymbolLetter::Weight : letterOf(layer.kind());
        numbers[id] = ++counts[letter];
    }
    return numbers;
}

Symbol outputSymbol(const NetworkSpec& network, LayerId layer) {
    const auto letter = letterOf(network.layer(layer).kind());
    int count = 0;
    int number = 0;
    for (const auto id : network.topologicalOrder()) {
        if (letterOf(network.layer(id).kind()) == letter) {
            ++count;
            if (id == layer) {
                number = count;
            }
        }
    }
    return {letter, count > 1 ? number : 0, false, 0};
}

}  // namespace glassnet
