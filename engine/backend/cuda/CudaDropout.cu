#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaDropout.h"

namespace glassnet {

namespace kernels {

inline constexpr unsigned kWords = GeneratorState::kWords;
/// MT19937's middle word (M. Matsumoto, T. Nishimura, 1998).
inline constexpr unsigned kMiddle = 397;

__device__ inline std::uint32_t twist(std::uint32_t upper, std::uint32_t lower) {
    const std::uint32_t mixed = (upper & 0x80000000U) | (lower & 0x7fffffffU);
    return (mixed >> 1U) ^ ((lower & 1U) * 0x9908b0dfU);
}

__device__ inline std::uint32_t temper(std::uint32_t word) {
    word ^= word >> 11U;
    word ^= (word << 7U) & 0x9d2c5680U;
    word ^= (word << 15U) & 0xefc60000U;
    return word ^ (word >> 18U);
}

/// Words [from, to) of the next block, at most one for each thread: word i is made of the words i, i + 1 and i + 397 (past the end: those
/// of the next block), so that each part waits for the part before.
__device__ inline void twistPart(std::uint32_t* words, unsigned from, unsigned to) {
    const unsigned i = from + threadIdx.x;
    std::uint32_t word = 0;
    if (i < to) {
        const unsigned next = i + 1 == kWords ? 0 : i + 1;
        const unsigned middle = i + kMiddle < kWords ? i + kMiddle : i + kMiddle - kWords;
        word = words[middle] ^ twist(words[i], words[next]);
    }
    __syncthreads();
    if (i < to) {
        words[i] = word;
    }
    __syncthreads();
}

__device__ inline void makeBlock(std::uint32_t* words) {
    twistPart(words, 0, kWords - kMiddle);
    twistPart(words, kWords - kMiddle, 2 * (kWords - kMiddle));
    twistPart(words, 2 * (kWords - kMiddle), kWords - 1);
    twistPart(words, kWords - 1, kWords);
}

/// Generator::nextDouble of two drawn words.
__device__ inline double uniform(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U) | low;
    return static_cast<double>(bits & 0x1fffffffffffffU) * 0x1p-53;
}

/// One block of threads: a block of words gives 312 numbers side by side.
template <class T>
__global__ void drawMask(std::uint32_t* generator, double kept, T scale, T* mask, std::size_t count) {
    __shared__ std::uint32_t words[kWords];
    for (unsigned i = threadIdx.x; i < kWords; i += blockDim.x) {
        words[i] = generator[i];
    }
    unsigned next = generator[kWords];
    __syncthreads();
    std::size_t done = 0;
    while (done < count) {
        if (next == kWords) {
            makeBlock(words);
            next = 0;
        }
        if (next + 1 == kWords) {
            // One number of the last word and the next block's first.
            const std::uint32_t high = temper(words[next]);
            __syncthreads();
            makeBlock(words);
            if (threadIdx.x == 0) {
                mask[done] = uniform(high, temper(words[0])) < kept ? scale : T(0);
            }
            next = 1;
            ++done;
            continue;
        }
        const std::size_t whole = (kWords - next) / 2;
        const std::size_t here = count - done < whole ? count - done : whole;
        for (std::size_t i = threadIdx.x; i < here; i += blockDim.x) {
            const std::size_t place = next + 2 * i;
            mask[done + i] = uniform(temper(words[place]), temper(words[place + 1])) < kept ? scale : T(0);
        }
        next += static_cast<unsigned>(2 * here);
        done += here;
        __syncthreads();
    }
    for (unsigned i = threadIdx.x; i < kWords; i += blockDim.x) {
        generator[i] = words[i];
    }
    if (threadIdx.x == 0) {
        generator[kWords] = next;
    }
}

template <class T>
__global__ void fillEach(T* out, T value, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = value;
    }
}

}  // namespace kernels

template <class T>
void cudaDrawMask(const CudaCall<T>& call) {
    const auto& mask = call.outputs[0];
    const std::size_t count = call.rows * mask.columns;
    const double probability = call.attributes.probability;
    const double kept = 1.0 - probability;
    if (probability == 0.0 || probability == 1.0) {
        launchEach(call.device, kernels::fillEach<T>, count, mask.values, static_cast<T>(kept));
        return;
    }
    launch(call.device, kernels::drawMask<T>, 1, kCudaBlock, call.generator, kept, T(1) / static_cast<T>(kept), mask.values, count);
}

template void cudaDrawMask(const CudaCall<float>& call);
template void cudaDrawMask(const CudaCall<double>& call);

}  // namespace glassnet
