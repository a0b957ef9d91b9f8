#pragma once

#include <functional>
#include <vector>

#include "engine/backend/selftest/OperationMaker.h"

namespace glassnet::selftest {

using Cases = std::vector<OneOperation>;
using MakeMaker = std::function<OperationMaker()>;

// Every variant of what happens to gradients, and of updates, for oneOperations.
void penalty(const MakeMaker& maker, Op op, Cases& cases);
void gradientNorm(const MakeMaker& maker, Op op, Cases& cases);
void clipByNorm(const MakeMaker& maker, Op op, Cases& cases);
void clipByValue(const MakeMaker& maker, Op op, Cases& cases);
void update(const MakeMaker& maker, Op op, Cases& cases);

}  // namespace glassnet::selftest
