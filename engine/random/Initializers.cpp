#include "engine/random/Initializers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/random/Distributions.h"

namespace glassnet {

namespace {

constexpr double kMost = std::numeric_limits<float>::max();
constexpr InitializerParameter kNone{"", 0.0, 0.0, 0.0};

constexpr InitializerParameter gain(double preset) { return {"gain", preset, 0.0, 1e6}; }

constexpr auto kTable = std::to_array<InitializerInfo>({
    // kind, key, parameters, drawsNumbers, drawsTransposed, suitsBias
    {InitializerKind::LinearDefault, "linearDefault", 0, {kNone, kNone}, true, true, true},
    {InitializerKind::XavierUniform, "xavierUniform", 1, {gain(1.0), kNone}, true, true, false},
    {InitializerKind::XavierNormal, "xavierNormal", 1, {gain(1.0), kNone}, true, true, false},
    {InitializerKind::KaimingUniform, "kaimingUniform", 1, {gain(std::numbers::sqrt2), kNone}, true, true, false},
    {InitializerKind::KaimingNormal, "kaimingNormal", 1, {gain(std::numbers::sqrt2), kNone}, true, true, false},
    {InitializerKind::Normal, "normal", 2, {{{"mean", 0.0, -kMost, kMost}, {"std", 1.0, 0.0, kMost}}}, true, false, true},
    {InitializerKind::Uniform,
     "uniform",
     2,
     {{{"low", -1.0, -kMost / 2, kMost / 2}, {"high", 1.0, -kMost / 2, kMost / 2}}},
     true,
     false,
     true},
    {InitializerKind::Zeros, "zeros", 0, {kNone, kNone}, false, false, true},
    {InitializerKind::Ones, "ones", 0, {kNone, kNone}, false, false, true},
    {InitializerKind::Constant, "constant", 1, {{{"value", 0.0, -kMost, kMost}, kNone}}, false, false, true},
    {InitializerKind::Eye, "eye", 0, {kNone, kNone}, false, false, false},
});
static_assert(kTable.size() == static_cast<std::size_t>(InitializerKind::Count_));

/// The kinds that know the fans, drawn as PyTorch's [out, in]. The order of operations is torch.nn.init's: another one rounds otherwise.
Tensor drawByFans(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out, DType dtype) {
    if (initializer.a < 0.0) {
        throw ErrorException({ErrorCode::BadRange, {-initializer.a, initializer.a}});
    }
    if (in == 0 || out == 0) {
        return Tensor::zeros({in, out}, dtype);
    }
    const double fanIn = static_cast<double>(in);
    const double fanOut = static_cast<double>(out);
    const bool isXavier = initializer.kind == InitializerKind::XavierUniform || initializer.kind == InitializerKind::XavierNormal;
    const double slope = std::sqrt(5.0);
    const double factor = initializer.kind == InitializerKind::LinearDefault ? std::sqrt(2.0 / (1.0 + slope * slope)) : initializer.a;
    const double deviation = isXavier ? factor * std::sqrt(2.0 / (fanIn + fanOut)) : factor / std::sqrt(fanIn);
    const double bound = std::sqrt(3.0) * deviation;
    const bool isNormal = initializer.kind == InitializerKind::XavierNormal || initializer.kind == InitializerKind::KaimingNormal;
    const Tensor theirs =
        isNormal ? normal(generator, {out, in}, 0.0, deviation, dtype) : uniform(generator, {out, in}, -bound, bound, dtype);
    return theirs.t().clone();
}

Tensor identity(std::int64_t in, std::int64_t out, DType dtype) {
    Tensor result = Tensor::zeros({in, out}, dtype);
    for (std::int64_t i = 0; i < std::min(in, out); ++i) {
        result.set({i, i}, 1.0);
    }
    return result;
}

}  // namespace

std::span<const InitializerInfo> initializers() noexcept { return kTable; }

const InitializerInfo& initializerInfo(InitializerKind kind) { return kTable.at(static_cast<std::size_t>(kind)); }

const InitializerInfo* findInitializer(std::string_view key) noexcept {
    const auto found = std::ranges::find(kTable, key, &InitializerInfo::key);
    return found == kTable.end() ? nullptr : &*found;
}

Tensor drawWeight(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out, DType dtype) {
    const Shape shape{in, out};
    switch (initializer.kind) {
        case InitializerKind::Normal:
            return normal(generator, shape, initializer.a, initializer.b, dtype);
        case InitializerKind::Uniform:
            return uniform(generator, shape, initializer.a, initializer.b, dtype);
        case InitializerKind::Zeros:
            return Tensor::zeros(shape, dtype);
        case InitializerKind::Ones:
            return Tensor::ones(shape, dtype);
        case InitializerKind::Constant:
            return Tensor::full(shape, initializer.a, dtype);
        case InitializerKind::Eye:
            return identity(in, out, dtype);
        default:
            return drawByFans(generator, initializer, in, out, dtype);
    }
}

Tensor drawBias(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out, DType dtype) {
    if (initializer.kind == InitializerKind::LinearDefault) {
        const double bound = in > 0 ? 1.0 / std::sqrt(static_cast<double>(in)) : 0.0;
        return uniform(generator, {1, out}, -bound, bound, dtype);
    }
    return drawWeight(generator, initializer, 1, out, dtype);
}

}  // namespace glassnet
