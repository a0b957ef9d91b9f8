#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/backend/Formulas.h"
#include "engine/backend/cuda/CudaLaunch.h"
#include "engine/program/Program.h"

namespace glassnet {

/// A tensor on the device as a kernel sees it: `columns` numbers a row, rows side by side. Class targets have labels instead of values.
template <class T>
struct CudaOperand {
    T* values = nullptr;
    const std::int64_t* labels = nullptr;
    std::size_t rows = 1;
    std::size_t columns = 1;

    [[nodiscard]] std::size_t size() const noexcept { return rows * columns; }
};

/// What one entry is queued with. Everything is in place before: an operation allocates and copies nothing, and all that may change between
/// two steps (knobs, counts, the generator) is read from the device's memory, so that a recorded step never goes stale.
template <class T>
struct CudaCall {
    const CudaDevice& device;
    std::span<const CudaOperand<T>> inputs;
    std::span<const CudaOperand<T>> outputs;
    const Attributes& attributes;
    const Knobs* knobs = nullptr;
    /// Room for what cudaScratch says.
    T* scratch = nullptr;
    formulas::UpdateSettings<T>* settings = nullptr;
    /// Clamp and its gradient: a 1 for each unit held, then the values of all units.
    const T* held = nullptr;
    /// The dropout generator's words and the number of the next one.
    std::uint32_t* generator = nullptr;
    /// Samples of the batch in place.
    std::size_t rows = 1;

    [[nodiscard]] std::size_t sources() const noexcept { return static_cast<std::size_t>(attributes.sources); }
    /// The connection mask, none if there is none.
    [[nodiscard]] const T* mask() const noexcept { return attributes.hasMask ? inputs.back().values : nullptr; }
};

template <class T>
using CudaOperation = void (*)(const CudaCall<T>& call);

/// How an operation is queued.
template <class T>
[[nodiscard]] CudaOperation<T> cudaOperation(Op op);

/// The elements of scratch that an entry of a program needs.
[[nodiscard]] std::size_t cudaScratch(const Program& program, const Entry& entry);

}  // namespace glassnet
