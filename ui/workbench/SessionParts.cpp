#include "ui/workbench/SessionParts.h"

#include <algorithm>
#include <utility>

#include "engine/program/Compiler.h"
#include "engine/project/PreparedSplit.h"
#include "ui/workbench/MachineLimits.h"

namespace glassnet::ui {

Result<SessionParts> sessionParts(const Project& project, const std::shared_ptr<const PreparedData>& prepared) {
    // Before anything is drawn.
    const auto withoutBatch = machineLimits();
    CompileOptions options;
    options.memoryBytes = withoutBatch.memoryBytes;
    if (const auto problems = findProblems(project.network, withoutBatch); !problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    options.batchSize = project.training.batches.batchSize;
    options.optimizer = project.training.optimizer;
    options.penalty = project.training.penalty;
    options.clipping = project.training.clipping;
    auto start = drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
    auto split = prepared != nullptr ? splitPrepared(project, start, prepared) : splitData(project, start);
    if (!split) {
        return tl::unexpected<Error>(split.error());
    }
    const auto rows = split->training.rows();
    options.batchSize = std::clamp<std::int64_t>(options.batchSize, 1, std::max<std::int64_t>(1, rows));
    // An epoch's last batch may be shorter: what cannot run on it is found now and not in the middle of training.
    CheckLimits limits;
    const auto last = rows % options.batchSize;
    limits.batchSize = last == 0 ? options.batchSize : last;
    limits.memoryBytes = options.memoryBytes;
    if (const auto problems = findProblems(project.network, limits); !problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    auto program = compile(project.network, options);
    if (!program) {
        return tl::unexpected<Error>(program.error());
    }
    return SessionParts{std::move(start.state), std::move(*split), std::move(*program)};
}

}  // namespace glassnet::ui
