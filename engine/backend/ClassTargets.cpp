#include "engine/backend/ClassTargets.h"

#include "engine/network/Symbols.h"

namespace glassnet {

void checkClassTargets(const Program& program, const Entry& entry, std::span<const std::int64_t> labels) {
    const auto classes = program.tensor(entry.inputs[0]).shape[1];
    for (const auto label : labels) {
        if (label < 0 || label >= classes) {
            throw ErrorException({ErrorCode::ClassTarget, {symbolKey(program.tensor(entry.inputs[1]).symbol), label, classes}});
        }
    }
}

}  // namespace glassnet
