#include "engine/program/TensorNames.h"

namespace glassnet {

std::optional<SymbolLetter> parameterLetter(const Program& program, const TensorInfo& info) {
    TensorId parameter;
    if (info.role == TensorRole::OptimizerState) {
        parameter = program.find(StateKey{info.key.layer, info.key.role, 0});
    } else if (info.role == TensorRole::Gradient && !info.symbol.gradient) {
        parameter = info.gradientOf;
    }
    return parameter.valid() ? std::optional(program.tensor(parameter).symbol.letter) : std::nullopt;
}

std::string tensorKey(const Program& program, const TensorInfo& info) {
    const auto of = parameterLetter(program, info);
    if (!of) {
        return symbolKey(info.symbol);
    }
    return symbolKey({info.symbol.letter, 0, false, 0}) + "(" + symbolKey({*of, info.symbol.number, false, 0}) + ")";
}

}  // namespace glassnet
