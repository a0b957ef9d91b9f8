#include "engine/data/Split.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/random/Distributions.h"

namespace glassnet {

namespace {

template <class T>
Tensor taken(const Tensor& values, const Tensor& rows) {
    const auto found = values.shape().sizes();
    std::vector<std::int64_t> sizes(found.begin(), found.end());
    sizes.at(0) = rows.elements();
    Tensor made = Tensor::zeros(Shape(sizes), values.dtype());
    const auto from = values.values<T>();
    const auto to = made.values<T>();
    const std::int64_t count = values.size(0);
    const std::int64_t width = count == 0 ? 0 : values.elements() / count;
    std::int64_t place = 0;
    for (const std::int64_t row : rows.values<std::int64_t>()) {
        if (row < 0 || row >= count) {
            throw ErrorException(Error{ErrorCode::IndexRange, {row, std::int64_t{0}, count}});
        }
        std::copy_n(from.begin() + row * width, width, to.begin() + place * width);
        ++place;
    }
    return made;
}

}  // namespace

Result<void> checkSplit(const SplitPlan& plan) {
    // Not a number is no share.
    if (!(plan.testShare >= 0.0 && plan.testShare <= SplitPlan::kLargestShare)) {
        return failure(ErrorCode::TestShare, {plan.testShare, 0.0, SplitPlan::kLargestShare});
    }
    return {};
}

std::int64_t testRowCount(std::int64_t rows, const SplitPlan& plan) {
    const auto wanted = static_cast<std::int64_t>(std::floor(plan.testShare * static_cast<double>(rows) + 0.5));
    return std::clamp<std::int64_t>(wanted, 0, std::max<std::int64_t>(rows - 1, 0));
}

SplitRows splitRows(std::int64_t rows, const SplitPlan& plan) {
    const std::int64_t test = testRowCount(rows, plan);
    Tensor order = Tensor::arange(rows);
    if (test > 0 && plan.shuffled) {
        Generator generator(plan.seed);
        order = randperm(generator, rows);
    }
    return {order.narrow(0, 0, rows - test), order.narrow(0, rows - test, test)};
}

Tensor takeRows(const Tensor& values, const Tensor& rows) {
    const Tensor packed = values.contiguous();
    const Tensor order = rows.contiguous();
    return packed.dtype() == DType::Int64 ? taken<std::int64_t>(packed, order) : taken<float>(packed, order);
}

}  // namespace glassnet
