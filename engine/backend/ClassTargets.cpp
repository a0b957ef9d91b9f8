#include "engine/backend/ClassTargets.h"

#include <algorithm>

#include "engine/network/Symbols.h"

namespace glassnet {

std::optional<std::int64_t> firstBadTarget(std::span<const std::int64_t> labels, std::int64_t classes) {
    const auto bad = std::ranges::find_if(labels, [classes](auto label) { return label < 0 || label >= classes; });
    return bad == labels.end() ? std::nullopt : std::optional(*bad);
}

void checkClassTargets(const Program& program, const Entry& entry, std::span<const std::int64_t> labels) {
    const auto classes = program.tensor(entry.inputs[0]).shape[1];
    if (const auto bad = firstBadTarget(labels, classes)) {
        throw ErrorException({ErrorCode::ClassTarget, {symbolKey(program.tensor(entry.inputs[1]).symbol), *bad, classes}});
    }
}

}  // namespace glassnet
