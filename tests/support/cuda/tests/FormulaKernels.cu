#include "engine/backend/ActivationFormulas.h"
#include "engine/backend/LossFormulas.h"
#include "engine/backend/NormalizationFormulas.h"
#include "engine/backend/RowFormulas.h"
#include "engine/backend/UpdateFormulas.h"
#include "tests/support/cuda/tests/FormulaKernels.h"
#include "tests/support/cuda/tests/SampleLaunch.h"

namespace glassnet::samples {

namespace kernels {

using namespace glassnet::formulas;

template <class T>
__global__ void activations(const T* z, T* value, T* slope, std::size_t count) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    std::size_t at = i;
    for (int kind = 0; kind <= int(Activation::Step); ++kind) {
        visitActivation<FusedArithmetic>(static_cast<Activation>(kind), [&]<class Formula>() {
            const ActivationParameters<T> parameters{T(0.75), T(20)};
            if (i < count) {
                value[at] = Formula::value(z[i], parameters);
                slope[at] = Formula::derivative(z[i], value[at], parameters);
            }
            at += count;
        });
    }
}

template <class T>
__global__ void losses(const T* a, const T* y, T* term, T* gradient, std::size_t count) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    std::size_t at = i;
    for (int kind = 0; kind < int(Loss::Count_); ++kind) {
        visitLoss<FusedArithmetic>(static_cast<Loss>(kind), [&]<class Formula>() {
            if (i < count) {
                term[at] = Formula::term(a[i], y[i], T(0.75));
                gradient[at] = Formula::gradient(a[i], y[i], T(0.75), T(7));
            }
            at += count;
        });
    }
}

template <class T>
__global__ void updates(T* w, const T* g, T* kept, const Knobs* knobs, std::size_t count) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    if (i >= count) {
        return;
    }
    for (int kind = 0; kind < int(kOptimizerKinds); ++kind) {
        visitOptimizer<FusedArithmetic>(static_cast<OptimizerKind>(kind), [&]<class Formula>() {
            const auto settings = updateSettings<T>(static_cast<OptimizerKind>(kind), *knobs, 3.0);
            const std::size_t at = std::size_t(kind) * count + i;
            T slots[3] = {kept[3 * at], kept[3 * at + 1], kept[3 * at + 2]};
            T weight = w[at];
            Formula::step(weight, g[i], slots, settings);
            w[at] = clippedValue(weight, T(3));
            for (int k = 0; k < 3; ++k) {
                kept[3 * at + std::size_t(k)] = slots[k];
            }
        });
    }
}

template <class T>
__global__ void rows(const T* z, T* softmax, T* standardized, std::size_t count, std::size_t length) {
    const std::size_t row = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    if (row >= count) {
        return;
    }
    softmaxRow<FusedArithmetic>(z + row, softmax + row, length, count);
    const T mean = logSumExpRow<FusedArithmetic>(z + row, length, count);
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t at = row + i * count;
        standardized[at] = standardize(z[at], mean, squaredDistance(z[row], mean), T(1e-5));
    }
}

__global__ void bitWork(const std::uint32_t* words, std::uint32_t* tempered, float* uniform, std::size_t count) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    if (i >= count) {
        return;
    }
    std::uint32_t y = words[i];
    y ^= y >> 11U;
    y ^= (y << 7U) & 0x9d2c5680U;
    y ^= (y << 15U) & 0xefc60000U;
    y ^= y >> 18U;
    tempered[i] = y;
    uniform[i] = static_cast<float>(y & 0xffffffU) * 0x1p-24F;
    const auto bits = static_cast<std::uint64_t>(y) << 32U | words[i];
    const auto quotient = static_cast<std::int64_t>(bits) / (1 + static_cast<std::int64_t>(y % 97U));
    const bool odd = (bits * 0x9e3779b97f4a7c15U >> 63U) != 0;
    tempered[count + i] =
        static_cast<std::uint32_t>(quotient >> 7) ^ static_cast<std::uint32_t>(odd ? detail::upperProduct(bits, bits) : bits);
}

}  // namespace kernels

template <class T>
cudaError_t activations(cudaStream_t stream, const T* z, T* value, T* slope, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::activations<T>, z, value, slope, count);
}
template <class T>
cudaError_t losses(cudaStream_t stream, const T* a, const T* y, T* term, T* gradient, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::losses<T>, a, y, term, gradient, count);
}
template <class T>
cudaError_t updates(cudaStream_t stream, T* w, const T* g, T* kept, const Knobs* knobs, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::updates<T>, w, g, kept, knobs, count);
}
template <class T>
cudaError_t rows(cudaStream_t stream, const T* z, T* softmax, T* standardized, std::size_t count, std::size_t length) {
    return runBlocks(stream, blocksFor(count), kernels::rows<T>, z, softmax, standardized, count, length);
}
cudaError_t bitWork(cudaStream_t stream, const std::uint32_t* words, std::uint32_t* tempered, float* uniform, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::bitWork, words, tempered, uniform, count);
}

template cudaError_t activations(cudaStream_t, const float*, float*, float*, std::size_t);
template cudaError_t activations(cudaStream_t, const double*, double*, double*, std::size_t);
template cudaError_t losses(cudaStream_t, const float*, const float*, float*, float*, std::size_t);
template cudaError_t losses(cudaStream_t, const double*, const double*, double*, double*, std::size_t);
template cudaError_t updates(cudaStream_t, float*, const float*, float*, const Knobs*, std::size_t);
template cudaError_t updates(cudaStream_t, double*, const double*, double*, const Knobs*, std::size_t);
template cudaError_t rows(cudaStream_t, const float*, float*, float*, std::size_t, std::size_t);
template cudaError_t rows(cudaStream_t, const double*, double*, double*, std::size_t, std::size_t);

}  // namespace glassnet::samples
