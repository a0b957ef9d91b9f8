#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/backend/ActivationFormulas.h"
#include "engine/backend/UpdateFormulas.h"
#include "engine/program/Program.h"

namespace glassnet {

/// A tensor as a kernel sees it: `columns` numbers a row, rows side by side. Class targets have labels instead of values.
template <class T>
struct CpuOperand {
    T* values = nullptr;
    const std::int64_t* labels = nullptr;
    std::size_t rows = 1;
    std::size_t columns = 1;
};

/// A unit held at a value.
template <class T>
struct CpuHeldUnit {
    std::size_t unit = 0;
    T value{};
};

/// An entry's Attributes in the type that is computed in.
template <class T>
struct CpuAttributes {
    Activation activation{};
    formulas::ActivationParameters<T> activationParameters;
    Loss loss{};
    T lossParameter{};
    bool meanOfElements = true;
    bool fromLogits = false;
    bool fromProbability = false;
    bool hasBias = false;
    bool hasMask = false;
    bool rows = false;
    bool constantMoments = false;
    OptimizerKind optimizer{};
    Penalty penalty{};
    std::size_t sources = 1;
    std::size_t offset = 0;
    T epsilon{};
    T momentum{};
    T oneMinusMomentum{};
    /// Attributes::weights, as many.
    const T* weights = nullptr;
    /// Attributes::held.
    const CpuHeldUnit<T>* held = nullptr;
    std::size_t heldCount = 0;
};

/// What one entry is run with. Everything is in place before the run: a kernel allocates nothing.
template <class T>
struct CpuCall {
    const CpuOperand<T>* inputs = nullptr;
    std::size_t inputCount = 0;
    const CpuOperand<T>* outputs = nullptr;
    const CpuAttributes<T>* attributes = nullptr;
    const Knobs* knobs = nullptr;
    /// Room for the entry's weight matrix.
    T* scratch = nullptr;
    /// Samples of the batch in place.
    std::size_t rows = 1;
};

template <class T>
using CpuKernel = void (*)(const CpuCall<T>& call);

/// One kernel for each Op, in Op's order; null for DrawMask, which the executable does itself.
template <class T>
struct CpuKernels {
    CpuKernel<T> byOp[static_cast<std::size_t>(Op::Count_)];
};

/// The kernels with fused multiply-adds: only for CPUs that have the instructions (CpuBackend::hasFma).
extern const CpuKernels<float> kFusedKernelsFloat;
extern const CpuKernels<double> kFusedKernelsDouble;
/// The kernels with a multiplication and an addition, for every CPU.
extern const CpuKernels<float> kSplitKernelsFloat;
extern const CpuKernels<double> kSplitKernelsDouble;

}  // namespace glassnet
