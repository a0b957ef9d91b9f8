#pragma once

// The code of the CPU's kernels, compiled once for each arithmetic. The including file defines BaseArithmetic in an unnamed namespace.
// Everything here has internal linkage, and every formula is inlined (GLASSNET_ALWAYS_INLINE): the copy with FMA instructions must never
// be linked into code that runs on a CPU without them. Hence no standard containers either.
#include "engine/backend/Formulas.h"
#include "engine/backend/cpu/CpuKernels.h"

namespace glassnet {
namespace {

/// A type of this file's own, so that no template made with it can be shared with another file.
struct KernelArithmetic : BaseArithmetic {};

template <class T>
T fused(T a, T b, T c) noexcept {
    return KernelArithmetic::fma<T>(a, b, c);
}

/// Continues the chain of each element: out[i, j] = fma(a[i, k], b[k, j], out[i, j]) for rising k. `a` is read with strides; b and out have
/// `columns` columns. Rows of b go by as a whole, so that the columns are computed side by side.
template <class T>
void product(const T* __restrict a, std::size_t aRow, std::size_t aInner, const T* __restrict b, T* __restrict out, std::size_t rows,
             std::size_t inner, std::size_t columns) {
    for (std::size_t i = 0; i < rows; ++i) {
        T* __restrict outRow = out + i * columns;
        for (std::size_t k = 0; k < inner; ++k) {
            const T factor = a[i * aRow + k * aInner];
            const T* __restrict bRow = b + k * columns;
            for (std::size_t j = 0; j < columns; ++j) {
                outRow[j] = fused(factor, bRow[j], outRow[j]);
            }
        }
    }
}

template <class T>
void setZero(T* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        out[i] = T(0);
    }
}

template <class T>
void affine(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& z = call.outputs[0];
    const auto& weight = call.inputs[attributes.sources];
    const T* w = weight.values;
    if (attributes.hasMask) {
        // A cut connection has the weight zero, whatever its stored value is (a NaN too).
        const T* mask = call.inputs[call.inputCount - 1].values;
        for (std::size_t i = 0; i < weight.rows * weight.columns; ++i) {
            call.scratch[i] = mask[i] == T(0) ? T(0) : w[i];
        }
        w = call.scratch;
    }
    setZero(z.values, call.rows * z.columns);
    std::size_t offset = 0;
    for (std::size_t s = 0; s < attributes.sources; ++s) {
        const auto& x = call.inputs[s];
        product(x.values, x.columns, 1, w + offset * z.columns, z.values, call.rows, x.columns, z.columns);
        offset += x.columns;
    }
    if (attributes.hasBias) {
        const T* bias = call.inputs[attributes.sources + 1].values;
        for (std::size_t n = 0; n < call.rows; ++n) {
            for (std::size_t j = 0; j < z.columns; ++j) {
                z.values[n * z.columns + j] += bias[j];
            }
        }
    }
}

template <class T>
void weightGradient(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& gradient = call.outputs[0];
    const auto& dz = call.inputs[attributes.sources];
    setZero(gradient.values, gradient.rows * gradient.columns);
    std::size_t offset = 0;
    for (std::size_t s = 0; s < attributes.sources; ++s) {
        const auto& x = call.inputs[s];
        product(x.values, 1, x.columns, dz.values, gradient.values + offset * gradient.columns, x.columns, call.rows, gradient.columns);
        offset += x.columns;
    }
    if (attributes.hasMask) {
        const T* mask = call.inputs[call.inputCount - 1].values;
        for (std::size_t i = 0; i < gradient.rows * gradient.columns; ++i) {
            gradient.values[i] = mask[i] == T(0) ? T(0) : gradient.values[i];
        }
    }
}

template <class T>
void inputGradient(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& dz = call.inputs[0];
    const auto& dx = call.outputs[0];
    const std::size_t first = attributes.offset * dz.columns;
    const T* w = call.inputs[1].values + first;
    const T* mask = attributes.hasMask ? call.inputs[2].values + first : nullptr;
    // The source's part of W lies down (W^T, [units, width]), so that the columns of dx are computed side by side.
    for (std::size_t i = 0; i < dx.columns; ++i) {
        for (std::size_t j = 0; j < dz.columns; ++j) {
            const std::size_t place = i * dz.columns + j;
            call.scratch[j * dx.columns + i] = mask != nullptr && mask[place] == T(0) ? T(0) : w[place];
        }
    }
    setZero(dx.values, call.rows * dx.columns);
    product(dz.values, dz.columns, 1, call.scratch, dx.values, call.rows, dz.columns, dx.columns);
}

template <class T>
void biasGradient(const CpuCall<T>& call) {
    const auto& dz = call.inputs[0];
    T* out = call.outputs[0].values;
    setZero(out, dz.columns);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < dz.columns; ++j) {
            out[j] += dz.values[n * dz.columns + j];
        }
    }
}

template <class T>
void activate(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& z = call.inputs[0];
    T* a = call.outputs[0].values;
    const std::size_t count = call.rows * z.columns;
    const auto loop = [&]<class Formula>() {
        for (std::size_t i = 0; i < count; ++i) {
            a[i] = Formula::template value<T>(z.values[i], attributes.activationParameters);
        }
    };
    if (!formulas::visitActivation<KernelArithmetic>(attributes.activation, loop)) {
        for (std::size_t n = 0; n < call.rows; ++n) {
            formulas::softmaxRow<KernelArithmetic, T>(z.values + n * z.columns, a + n * z.columns, z.columns, 1);
        }
    }
}

template <class T>
void activateGradient(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const std::size_t columns = call.outputs[0].columns;
    const T* da = call.inputs[0].values;
    const T* z = call.inputs[1].values;
    const T* a = call.inputs[2].values;
    T* dz = call.outputs[0].values;
    const std::size_t count = call.rows * columns;
    const auto loop = [&]<class Formula>() {
        for (std::size_t i = 0; i < count; ++i) {
            dz[i] = da[i] * Formula::template derivative<T>(z[i], a[i], attributes.activationParameters);
        }
    };
    if (!formulas::visitActivation<KernelArithmetic>(attributes.activation, loop)) {
        for (std::size_t n = 0; n < call.rows; ++n) {
            const std::size_t row = n * columns;
            formulas::softmaxBackwardRow<KernelArithmetic, T>(a + row, da + row, dz + row, columns, 1);
        }
    }
}

/// Sums of several values: a join that adds, and a gradient that comes over several links.
template <class T>
void sumOfInputs(const CpuCall<T>& call) {
    const auto& out = call.outputs[0];
    const std::size_t count = call.rows * out.columns;
    for (std::size_t i = 0; i < count; ++i) {
        out.values[i] = call.inputs[0].values[i];
    }
    for (std::size_t s = 1; s < call.attributes->sources; ++s) {
        const T* x = call.inputs[s].values;
        for (std::size_t i = 0; i < count; ++i) {
            out.values[i] += x[i];
        }
    }
}

template <class T>
void copyColumns(const T* from, std::size_t fromColumns, T* to, std::size_t toColumns, std::size_t rows, std::size_t columns) {
    for (std::size_t n = 0; n < rows; ++n) {
        for (std::size_t j = 0; j < columns; ++j) {
            to[n * toColumns + j] = from[n * fromColumns + j];
        }
    }
}

/// Clamp and its way back: the same but at the units held.
template <class T>
void replaceHeld(const CpuCall<T>& call, bool gradient) {
    const auto& out = call.outputs[0];
    copyColumns(call.inputs[0].values, out.columns, out.values, out.columns, call.rows, out.columns);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t i = 0; i < call.attributes->heldCount; ++i) {
            const CpuHeldUnit<T>& held = call.attributes->held[i];
            out.values[n * out.columns + held.unit] = gradient ? T(0) : held.value;
        }
    }
}

template <class T>
void clamp(const CpuCall<T>& call) {
    replaceHeld(call, false);
}

template <class T>
void clampGradient(const CpuCall<T>& call) {
    replaceHeld(call, true);
}

template <class T>
void joinConcatenate(const CpuCall<T>& call) {
    const auto& out = call.outputs[0];
    std::size_t offset = 0;
    for (std::size_t s = 0; s < call.attributes->sources; ++s) {
        const auto& x = call.inputs[s];
        copyColumns(x.values, x.columns, out.values + offset, out.columns, call.rows, x.columns);
        offset += x.columns;
    }
}

template <class T>
void joinAddGradient(const CpuCall<T>& call) {
    const auto& out = call.outputs[0];
    copyColumns(call.inputs[0].values, out.columns, out.values, out.columns, call.rows, out.columns);
}

template <class T>
void joinConcatGradient(const CpuCall<T>& call) {
    const auto& out = call.outputs[0];
    copyColumns(call.inputs[0].values + call.attributes->offset, call.inputs[0].columns, out.values, out.columns, call.rows, out.columns);
}

template <class T>
void applyMask(const CpuCall<T>& call) {
    const auto& out = call.outputs[0];
    for (std::size_t i = 0; i < call.rows * out.columns; ++i) {
        out.values[i] = call.inputs[0].values[i] * call.inputs[1].values[i];
    }
}

}  // namespace
}  // namespace glassnet

#include "engine/backend/cpu/CpuLossKernelCode.h"
#include "engine/backend/cpu/CpuNormalizationKernelCode.h"
#include "engine/backend/cpu/CpuUpdateKernelCode.h"

namespace glassnet {
namespace {

/// The table, in Op's order.
template <class T>
constexpr CpuKernels<T> makeKernels() {
    return {{affine<T>,
             activate<T>,
             clamp<T>,
             sumOfInputs<T>,
             joinConcatenate<T>,
             nullptr,
             applyMask<T>,
             columnMoments<T>,
             rowMoments<T>,
             standardize<T>,
             scaleShift<T>,
             updateRunning<T>,
             loss<T>,
             totalLoss<T>,
             lossGradient<T>,
             activateGradient<T>,
             clampGradient<T>,
             weightGradient<T>,
             biasGradient<T>,
             inputGradient<T>,
             sumOfInputs<T>,
             joinAddGradient<T>,
             joinConcatGradient<T>,
             scaleGradient<T>,
             scaleInputGradient<T>,
             standardizeGradient<T>,
             penalty<T>,
             gradientNorm<T>,
             clipByNorm<T>,
             clipByValue<T>,
             update<T>}};
}

}  // namespace
}  // namespace glassnet
