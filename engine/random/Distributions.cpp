#include "engine/random/Distributions.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/random/NormalBlocks.h"

namespace glassnet {

namespace {

constexpr std::size_t kBlock = 16;

template <class T>
T nextUniform(Generator& generator) {
    if constexpr (std::is_same_v<T, float>) {
        return generator.nextFloat();
    } else {
        return generator.nextDouble();
    }
}

/// Calls `fill.operator()<T>(values)` on a new tensor of floats.
template <class Fill>
Tensor drawn(const Shape& shape, DType dtype, Fill fill) {
    Tensor result = Tensor::zeros(shape, dtype);
    if (dtype == DType::Float32) {
        fill.template operator()<float>(result.values<float>());
    } else if (dtype == DType::Float64) {
        fill.template operator()<double>(result.values<double>());
    } else {
        throw ErrorException({ErrorCode::DTypeMismatch, {std::string(dtypeName(DType::Float32)), std::string(dtypeName(dtype))}});
    }
    return result;
}

template <class T>
void fillUniform(Generator& generator, std::span<T> values) {
    for (T& value : values) {
        value = nextUniform<T>(generator);
    }
}

void checkProbability(double p) {
    if (!(p >= 0.0 && p <= 1.0)) {
        throw ErrorException({ErrorCode::BadProbability, {p}});
    }
}

}  // namespace

Tensor rand(Generator& generator, const Shape& shape, DType dtype) {
    return drawn(shape, dtype, [&]<class T>(std::span<T> values) { fillUniform(generator, values); });
}

Tensor uniform(Generator& generator, const Shape& shape, double low, double high, DType dtype) {
    const double most = dtype == DType::Float32 ? double{std::numeric_limits<float>::max()} : std::numeric_limits<double>::max();
    if (!(low <= high && low >= -most && high <= most && high - low <= most)) {
        throw ErrorException({ErrorCode::BadRange, {low, high}});
    }
    return drawn(shape, dtype, [&]<class T>(std::span<T> values) {
        const T from = static_cast<T>(low);
        const T width = static_cast<T>(high) - from;
        for (T& value : values) {
            value = std::fma(nextUniform<T>(generator), width, from);
        }
    });
}

Tensor randn(Generator& generator, const Shape& shape, DType dtype) { return normal(generator, shape, 0.0, 1.0, dtype); }

Tensor normal(Generator& generator, const Shape& shape, double mean, double deviation, DType dtype) {
    if (!(deviation >= 0.0)) {
        throw ErrorException({ErrorCode::BadDeviation, {deviation}});
    }
    return drawn(shape, dtype, [&]<class T>(std::span<T> values) {
        if (values.size() < kBlock) {
            for (T& value : values) {
                value = static_cast<T>(std::fma(generator.nextNormal(), deviation, mean));
            }
            return;
        }
        fillUniform(generator, values);
        const std::size_t whole = values.size() / kBlock * kBlock;
        normalBlocks(values.data(), whole, static_cast<T>(mean), static_cast<T>(deviation));
        if (whole != values.size()) {
            const std::span<T> last = values.last(kBlock);
            fillUniform(generator, last);
            normalBlocks(last.data(), kBlock, static_cast<T>(mean), static_cast<T>(deviation));
        }
    });
}

Tensor randint(Generator& generator, std::int64_t low, std::int64_t high, const Shape& shape) {
    if (low >= high) {
        throw ErrorException({ErrorCode::BadRange, {low, high}});
    }
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const bool isWide = range > std::numeric_limits<std::uint32_t>::max();
    Tensor result = Tensor::zeros(shape, DType::Int64);
    for (std::int64_t& value : result.values<std::int64_t>()) {
        const std::uint64_t drawn = isWide ? generator.next64() : generator.next32();
        value = static_cast<std::int64_t>(drawn % range + static_cast<std::uint64_t>(low));
    }
    return result;
}

Tensor randperm(Generator& generator, std::int64_t n) {
    Tensor result = Tensor::arange(n);
    const auto values = result.values<std::int64_t>();
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        std::swap(values[i], values[i + generator.next32() % (values.size() - i)]);
    }
    return result;
}

Tensor bernoulli(Generator& generator, const Shape& shape, double p, DType dtype) {
    checkProbability(p);
    return drawn(shape, dtype, [&]<class T>(std::span<T> values) {
        for (T& value : values) {
            value = generator.nextDouble() < p ? T{1} : T{0};
        }
    });
}

Tensor dropoutMask(Generator& generator, const Shape& shape, double p, DType dtype) {
    checkProbability(p);
    if (p == 0.0 || p == 1.0) {
        return Tensor::full(shape, 1.0 - p, dtype);
    }
    Tensor mask = bernoulli(generator, shape, 1.0 - p, dtype);
    return drawn(shape, dtype, [&]<class T>(std::span<T> values) {
        const auto kept = std::as_const(mask).values<T>();
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = kept[i] / static_cast<T>(1.0 - p);
        }
    });
}

}  // namespace glassnet
