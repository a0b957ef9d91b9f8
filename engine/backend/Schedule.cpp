#include "engine/backend/Schedule.h"

#include <algorithm>
#include <numbers>

#include "engine/backend/TrigonometricFunctions.h"

namespace glassnet {

double scheduledRate(const Schedule& schedule, double base, std::int64_t epoch) {
    if (epoch < schedule.warmUp) {
        const double share = static_cast<double>(epoch) / static_cast<double>(schedule.warmUp);
        return base * (schedule.warmUpStart + (1.0 - schedule.warmUpStart) * share);
    }
    const auto since = epoch - std::max<std::int64_t>(schedule.warmUp, 0);
    switch (schedule.kind) {
        case ScheduleKind::Constant:
            break;
        case ScheduleKind::Step:
            return base *
                   formulas::wholePower(schedule.gamma, static_cast<std::uint64_t>(since / std::max<std::int64_t>(schedule.every, 1)));
        case ScheduleKind::Cosine: {
            const double angle =
                std::numbers::pi * static_cast<double>(since) / static_cast<double>(std::max<std::int64_t>(schedule.period, 1));
            return schedule.leastRate + (base - schedule.leastRate) * (1.0 + formulas::cos<formulas::FusedArithmetic>(angle)) / 2.0;
        }
    }
    return base;
}

}  // namespace glassnet
