#pragma once

// Part of CpuKernelCode.h: batch norm and layer norm.

namespace glassnet {
namespace {

/// The mean of `count` terms.
template <class T, class Term>
T meanOf(std::size_t count, Term&& term) {
    return formulas::blockedSum<T>(count, term) / static_cast<T>(count);
}

/// Mean and variance of `count` numbers that are `stride` apart.
template <class T>
void moments(const T* x, std::size_t count, std::size_t stride, T& mean, T& variance) {
    const T center = meanOf<T>(
        count, [&](std::size_t i) __attribute__((always_inline)) { return x[i * stride]; });
    variance = meanOf<T>(
        count, [&](std::size_t i) __attribute__((always_inline)) { return formulas::squaredDistance<T>(x[i * stride], center); });
    mean = center;
}

template <class T>
void columnMoments(const CpuCall<T>& call) {
    const auto& x = call.inputs[0];
    for (std::size_t j = 0; j < x.columns; ++j) {
        moments(x.values + j, call.rows, x.columns, call.outputs[0].values[j], call.outputs[1].values[j]);
    }
}

template <class T>
void rowMoments(const CpuCall<T>& call) {
    const auto& x = call.inputs[0];
    for (std::size_t n = 0; n < call.rows; ++n) {
        moments(x.values + n * x.columns, x.columns, 1, call.outputs[0].values[n], call.outputs[1].values[n]);
    }
}

template <class T>
void standardize(const CpuCall<T>& call) {
    const auto& x = call.inputs[0];
    const T* mean = call.inputs[1].values;
    const T* variance = call.inputs[2].values;
    const T epsilon = call.attributes->epsilon;
    T* out = call.outputs[0].values;
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < x.columns; ++j) {
            const std::size_t moment = call.attributes->rows ? n : j;
            const std::size_t place = n * x.columns + j;
            out[place] = formulas::standardize<T>(x.values[place], mean[moment], variance[moment], epsilon);
        }
    }
}

template <class T>
void scaleShift(const CpuCall<T>& call) {
    const auto& s = call.inputs[0];
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < s.columns; ++j) {
            const std::size_t place = n * s.columns + j;
            call.outputs[0].values[place] = formulas::scaleShift<T>(s.values[place], call.inputs[1].values[j], call.inputs[2].values[j]);
        }
    }
}

template <class T>
void updateRunning(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const T n = static_cast<T>(call.rows);
    for (std::size_t j = 0; j < call.outputs[0].columns; ++j) {
        T& mean = call.outputs[0].values[j];
        T& variance = call.outputs[1].values[j];
        mean = formulas::runningStep<KernelArithmetic, T>(mean, call.inputs[0].values[j], attributes.momentum, attributes.oneMinusMomentum);
        variance = formulas::runningStep<KernelArithmetic, T>(variance, formulas::unbiasedVariance<T>(call.inputs[1].values[j], n),
                                                              attributes.momentum, attributes.oneMinusMomentum);
    }
}

template <class T>
void scaleGradient(const CpuCall<T>& call) {
    const auto& dy = call.inputs[0];
    T* out = call.outputs[0].values;
    setZero(out, dy.columns);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < dy.columns; ++j) {
            const std::size_t place = n * dy.columns + j;
            out[j] = fused(dy.values[place], call.inputs[1].values[place], out[j]);
        }
    }
}

template <class T>
void scaleInputGradient(const CpuCall<T>& call) {
    const auto& dy = call.inputs[0];
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < dy.columns; ++j) {
            call.outputs[0].values[n * dy.columns + j] = dy.values[n * dy.columns + j] * call.inputs[1].values[j];
        }
    }
}

/// `count` numbers that are `stride` apart and share one variance.
template <class T>
void standardizeGradientOf(const T* ds, const T* s, T* dx, std::size_t count, std::size_t stride, T variance,
                           const CpuAttributes<T>& attributes) {
    if (attributes.constantMoments) {
        for (std::size_t i = 0; i < count; ++i) {
            dx[i * stride] = formulas::constantStandardizeGradient<T>(ds[i * stride], variance, attributes.epsilon);
        }
        return;
    }
    const T meanGradient = meanOf<T>(
        count, [&](std::size_t i) __attribute__((always_inline)) { return ds[i * stride]; });
    const T meanProduct = meanOf<T>(
        count, [&](std::size_t i) __attribute__((always_inline)) { return ds[i * stride] * s[i * stride]; });
    for (std::size_t i = 0; i < count; ++i) {
        dx[i * stride] =
            formulas::standardizeGradient<T>(ds[i * stride], s[i * stride], meanGradient, meanProduct, variance, attributes.epsilon);
    }
}

template <class T>
void standardizeGradient(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const std::size_t columns = call.outputs[0].columns;
    const T* ds = call.inputs[0].values;
    const T* s = call.inputs[1].values;
    const T* variance = call.inputs[2].values;
    T* dx = call.outputs[0].values;
    const std::size_t groups = attributes.rows ? call.rows : columns;
    for (std::size_t g = 0; g < groups; ++g) {
        const std::size_t first = attributes.rows ? g * columns : g;
        standardizeGradientOf(ds + first, s + first, dx + first, attributes.rows ? columns : call.rows,
                              attributes.rows ? std::size_t{1} : columns, variance[g], attributes);
    }
}

}  // namespace
}  // namespace glassnet
