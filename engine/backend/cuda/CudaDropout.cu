#include "engine/backend/cuda/CudaChains.h"
#include "engine/backend/cuda/CudaDropout.h"
#include "engine/random/MersenneTwister.h"

namespace glassnet {

namespace kernels {

inline constexpr unsigned kWords = mersenne::kWords;
inline constexpr unsigned kMiddle = mersenne::kMiddle;

/// Words [from, to) of the next block, at most one for each thread: word i is made of the words i, i + 1 and i + 397 (past the end: those
/// of the next block), so that each part waits for the part before.
__device__ inline void twistPart(std::uint32_t* words, unsigned from, unsigned to) {
    const unsigned i = from + threadIdx.x;
    std::uint32_t word = 0;
    if (i < to) {
        const unsigned next = i + 1 == kWords ? 0 : i + 1;
        const unsigned middle = i + kMiddle < kWords ? i + kMiddle : i + kMiddle - kWords;
        word = mersenne::made(words[i], words[next], words[middle]);
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
            const std::uint32_t high = mersenne::tempered(words[next]);
            __syncthreads();
            makeBlock(words);
            if (threadIdx.x == 0) {
                mask[done] = mersenne::uniform(high, mersenne::tempered(words[0])) < kept ? scale : T(0);
            }
            next = 1;
            ++done;
            continue;
        }
        const std::size_t whole = (kWords - next) / 2;
        const std::size_t here = count - done < whole ? count - done : whole;
        for (std::size_t i = threadIdx.x; i < here; i += blockDim.x) {
            const std::size_t place = next + 2 * i;
            mask[done + i] =
                mersenne::uniform(mersenne::tempered(words[place]), mersenne::tempered(words[place + 1])) < kept ? scale : T(0);
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
