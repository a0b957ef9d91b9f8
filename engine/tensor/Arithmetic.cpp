#include "engine/tensor/Arithmetic.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Dispatch.h"

namespace glassnet {

namespace {

constexpr std::size_t kSumBlock = 256;

bool isFloat(DType dtype) { return dtype != DType::Int64; }

/// int64 arithmetic wraps modulo 2^64 as in PyTorch; in C++ only unsigned numbers may.
std::int64_t wrapped(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

struct Add {
    template <class T>
    T operator()(T x, T y) const {
        return x + y;
    }
    std::int64_t operator()(std::int64_t x, std::int64_t y) const { return wrapped(bits(x) + bits(y)); }
};
struct Subtract {
    template <class T>
    T operator()(T x, T y) const {
        return x - y;
    }
    std::int64_t operator()(std::int64_t x, std::int64_t y) const { return wrapped(bits(x) - bits(y)); }
};
struct Multiply {
    template <class T>
    T operator()(T x, T y) const {
        return x * y;
    }
    std::int64_t operator()(std::int64_t x, std::int64_t y) const { return wrapped(bits(x) * bits(y)); }
};
struct Maximum {
    template <class T>
    T operator()(T x, T y) const {
        return x != x ? x : y != y ? y : std::max(x, y);
    }
};
struct Minimum {
    template <class T>
    T operator()(T x, T y) const {
        return x != x ? x : y != y ? y : std::min(x, y);
    }
};
struct Power {
    template <class T>
    T operator()(T x, T y) const {
        return static_cast<T>(std::pow(static_cast<double>(x), static_cast<double>(y)));
    }
    std::int64_t operator()(std::int64_t x, std::int64_t y) const {
        if (y < 0) {
            return x == 1 ? 1 : x == -1 ? (y % 2 == 0 ? 1 : -1) : 0;
        }
        std::uint64_t result = 1;
        for (std::uint64_t square = bits(x); y > 0; y /= 2, square *= square) {
            result *= y % 2 == 1 ? square : 1;
        }
        return wrapped(result);
    }
};

template <class Operation>
Tensor elementwise(const Tensor& a, const Tensor& b, DType dtype, Operation operation) {
    const Shape shape = broadcast(a.shape(), b.shape());
    const Tensor left = a.to(dtype).expand(shape).contiguous();
    const Tensor right = b.to(dtype).expand(shape).contiguous();
    Tensor result = Tensor::zeros(shape, dtype);
    dispatch(dtype, [&]<class T>() { std::ranges::transform(left.values<T>(), right.values<T>(), result.values<T>().begin(), operation); });
    return result;
}

template <class Operation>
Tensor elementwise(const Tensor& a, DType dtype, Operation operation) {
    const Tensor source = a.to(dtype).contiguous();
    Tensor result = Tensor::zeros(a.shape(), dtype);
    dispatch(dtype, [&]<class T>() { std::ranges::transform(source.values<T>(), result.values<T>().begin(), operation); });
    return result;
}

/// A function of one float64; what is not a float becomes float32 first.
template <class Function>
Tensor analysis(const Tensor& a, Function function) {
    const DType dtype = isFloat(a.dtype()) ? a.dtype() : DType::Float32;
    return elementwise(a, dtype, [&]<class T>(T x) { return convertElement<T>(function(convertElement<double>(x))); });
}

Tensor quotient(const Tensor& a, const Tensor& b, DType promoted) {
    const DType dtype = isFloat(promoted) ? promoted : DType::Float32;
    return elementwise(a, b, dtype, []<class T>(T x, T y) {
        if constexpr (std::is_floating_point_v<T>) {
            return x / y;
        } else {
            return T{};  // never: the dtype is a float
        }
    });
}

/// The one order of a sum (see the header); `scratch` is room for the blocks' sums.
template <class T>
T orderedSum(std::span<const T> values, std::vector<T>& scratch) {
    const Add plus;
    scratch.clear();
    for (std::size_t first = 0; first < values.size(); first += kSumBlock) {
        T total{};
        for (const T value : values.subspan(first, std::min(kSumBlock, values.size() - first))) {
            total = plus(total, value);
        }
        scratch.push_back(total);
    }
    for (std::size_t count = scratch.size(); count > 1; count = (count + 1) / 2) {
        for (std::size_t i = 0; i < count / 2; ++i) {
            scratch[i] = plus(scratch[2 * i], scratch[2 * i + 1]);
        }
        if (count % 2 == 1) {
            scratch[count / 2] = scratch[count - 1];
        }
    }
    return scratch.empty() ? T{} : scratch.front();
}

std::vector<bool> reducedDimensions(const Tensor& a, std::span<const int> dims) {
    std::vector<bool> reduced(static_cast<std::size_t>(a.rank()), dims.empty());
    for (const int dim : dims) {
        if (a.rank() == 0 && (dim == 0 || dim == -1)) {
            continue;  // PyTorch lets a scalar be reduced as if it had one dimension
        }
        const auto at = static_cast<std::size_t>(a.shape().wrapDimension(dim));
        if (reduced[at]) {
            throw ErrorException({ErrorCode::DimensionRange, {std::int64_t{dim}, std::int64_t{a.rank()}}});
        }
        reduced[at] = true;
    }
    return reduced;
}

}  // namespace

double Scalar::toDouble() const noexcept {
    return std::visit([](auto value) { return static_cast<double>(value); }, m_value);
}

Tensor Scalar::toTensor(DType dtype) const {
    return std::visit([&](auto value) { return Tensor::from({value}, Shape{}).to(dtype); }, m_value);
}

DType promote(const Tensor& a, const Tensor& b) noexcept {
    if (isFloat(a.dtype()) != isFloat(b.dtype())) {
        return isFloat(a.dtype()) ? a.dtype() : b.dtype();
    }
    if ((a.rank() == 0) != (b.rank() == 0)) {
        return a.rank() == 0 ? b.dtype() : a.dtype();
    }
    return a.dtype() == DType::Float64 || b.dtype() == DType::Float64 ? DType::Float64 : a.dtype();
}

DType promote(const Tensor& a, const Scalar& b) noexcept { return isFloat(a.dtype()) || b.isWhole() ? a.dtype() : DType::Float32; }

Tensor add(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Add{}); }
Tensor sub(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Subtract{}); }
Tensor mul(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Multiply{}); }
Tensor div(const Tensor& a, const Tensor& b) { return quotient(a, b, promote(a, b)); }
Tensor maximum(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Maximum{}); }
Tensor minimum(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Minimum{}); }
Tensor pow(const Tensor& a, const Tensor& b) { return elementwise(a, b, promote(a, b), Power{}); }

Tensor add(const Tensor& a, const Scalar& b) { return elementwise(a, b.toTensor(promote(a, b)), promote(a, b), Add{}); }
Tensor sub(const Tensor& a, const Scalar& b) { return elementwise(a, b.toTensor(promote(a, b)), promote(a, b), Subtract{}); }
Tensor sub(const Scalar& a, const Tensor& b) { return elementwise(a.toTensor(promote(b, a)), b, promote(b, a), Subtract{}); }
Tensor mul(const Tensor& a, const Scalar& b) { return elementwise(a, b.toTensor(promote(a, b)), promote(a, b), Multiply{}); }
Tensor div(const Tensor& a, const Scalar& b) { return quotient(a, b.toTensor(promote(a, b)), promote(a, b)); }
Tensor div(const Scalar& a, const Tensor& b) { return mul(quotient(Scalar(1).toTensor(b.dtype()), b, b.dtype()), a); }

Tensor pow(const Tensor& a, const Scalar& b) {
    const DType dtype = promote(a, b);
    const Tensor base = a.to(dtype);
    const double exponent = b.toDouble();
    if (exponent == 2.0) {
        return mul(base, base);
    }
    if (exponent == 3.0) {
        return mul(mul(base, base), base);
    }
    if (isFloat(dtype)) {
        if (exponent == 0.5) {
            return sqrt(base);
        }
        if (exponent == -0.5) {
            return div(1, sqrt(base));
        }
        if (exponent == -1.0) {
            return div(1, base);
        }
        if (exponent == -2.0) {
            return div(1, mul(base, base));
        }
    }
    return elementwise(base, b.toTensor(dtype), dtype, Power{});
}

Tensor neg(const Tensor& a) {
    return elementwise(a, a.dtype(), []<class T>(T x) {
        if constexpr (std::is_floating_point_v<T>) {
            return -x;
        } else {
            return wrapped(0 - bits(x));
        }
    });
}
Tensor abs(const Tensor& a) {
    return elementwise(a, a.dtype(), []<class T>(T x) {
        if constexpr (std::is_floating_point_v<T>) {
            return std::fabs(x);
        } else {
            return x < 0 ? wrapped(0 - bits(x)) : x;
        }
    });
}
Tensor exp(const Tensor& a) {
    return analysis(a, [](double x) { return std::exp(x); });
}
Tensor log(const Tensor& a) {
    return analysis(a, [](double x) { return std::log(x); });
}
Tensor tanh(const Tensor& a) {
    return analysis(a, [](double x) { return std::tanh(x); });
}
Tensor sigmoid(const Tensor& a) {
    return analysis(a, [](double x) { return 1.0 / (1.0 + std::exp(-x)); });
}
Tensor sin(const Tensor& a) {
    return analysis(a, [](double x) { return std::sin(x); });
}
Tensor sqrt(const Tensor& a) {
    return analysis(a, [](double x) { return std::sqrt(x); });
}

Tensor sum(const Tensor& a, std::span<const int> dims, bool keepDim) {
    const std::vector<bool> reduced = reducedDimensions(a, dims);
    std::vector<int> order;
    std::vector<std::int64_t> kept;
    std::vector<std::int64_t> sizes;
    for (const bool reduce : {false, true}) {
        for (int dim = 0; dim < a.rank(); ++dim) {
            if (reduced[static_cast<std::size_t>(dim)] == reduce) {
                order.push_back(dim);
            }
        }
    }
    for (int dim = 0; dim < a.rank(); ++dim) {
        const bool reduce = reduced[static_cast<std::size_t>(dim)];
        if (!reduce || keepDim) {
            sizes.push_back(reduce ? 1 : a.size(dim));
        }
    }
    const Tensor source = a.permute(order).contiguous();
    Tensor result = Tensor::zeros(Shape(sizes), a.dtype());
    dispatch(a.dtype(), [&]<class T>() {
        const auto totals = result.values<T>();
        const std::size_t length = totals.empty() ? 0 : source.values<T>().size() / totals.size();
        std::vector<T> scratch;
        for (std::size_t i = 0; i < totals.size(); ++i) {
            totals[i] = orderedSum(source.values<T>().subspan(i * length, length), scratch);
        }
    });
    return result;
}

Tensor mean(const Tensor& a, std::span<const int> dims, bool keepDim) {
    if (!isFloat(a.dtype())) {
        throw ErrorException({ErrorCode::DTypeMismatch, {std::string(dtypeName(a.dtype())), std::string(dtypeName(DType::Float32))}});
    }
    const Tensor total = sum(a, dims, keepDim);
    std::int64_t count = 1;
    const std::vector<bool> reduced = reducedDimensions(a, dims);
    for (int dim = 0; dim < a.rank(); ++dim) {
        count *= reduced[static_cast<std::size_t>(dim)] ? a.size(dim) : 1;
    }
    return div(total, count);
}

Tensor sum(const Tensor& a, std::initializer_list<int> dims, bool keepDim) {
    return sum(a, std::span<const int>(dims.begin(), dims.size()), keepDim);
}
Tensor mean(const Tensor& a, std::initializer_list<int> dims, bool keepDim) {
    return mean(a, std::span<const int>(dims.begin(), dims.size()), keepDim);
}

bool equal(const Tensor& a, const Tensor& b) {
    if (a.shape() != b.shape()) {
        return false;
    }
    const DType dtype = promote(a, b);
    const Tensor left = a.to(dtype).contiguous();
    const Tensor right = b.to(dtype).contiguous();
    return dispatch(dtype, [&]<class T>() { return std::ranges::equal(left.values<T>(), right.values<T>()); });
}

bool allClose(const Tensor& a, const Tensor& b, double relative, double absolute, bool nanIsEqual) {
    const Shape shape = broadcast(a.shape(), b.shape());
    const Tensor left = a.to(DType::Float64).expand(shape).contiguous();
    const Tensor right = b.to(DType::Float64).expand(shape).contiguous();
    return std::ranges::equal(left.values<double>(), right.values<double>(), [&](double x, double y) {
        return x == y || (nanIsEqual && std::isnan(x) && std::isnan(y)) ||
               (std::isfinite(y) && std::fabs(x - y) <= absolute + relative * std::fabs(y));
    });
}

}  // namespace glassnet
