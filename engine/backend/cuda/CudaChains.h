#pragma once

#include <bit>
#include <cstddef>

#include "engine/backend/Formulas.h"
#include "engine/backend/cuda/CudaLaunch.h"

/// What kernels share: which elements a thread has, and sums in the written order (engine/backend/Reductions.h), so that they are the CPU's
/// bit for bit. Every function with a barrier is called by all threads of a block with the same counts.
namespace glassnet::kernels {

/// The normal arithmetic: every GPU fuses.
using Arithmetic = formulas::FusedArithmetic;

/// A thread's first element, and how far on its next one is.
__device__ inline std::size_t firstElement() { return static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x; }
__device__ inline std::size_t elementStride() { return static_cast<std::size_t>(gridDim.x) * blockDim.x; }

/// The column of an element; tensors have fewer than 2^31 elements, and a division of 64 bits is slow here.
__device__ inline std::size_t columnOf(std::size_t element, std::size_t columns) {
    return static_cast<unsigned>(element) % static_cast<unsigned>(columns);
}
__device__ inline std::size_t rowOf(std::size_t element, std::size_t columns) {
    return static_cast<unsigned>(element) / static_cast<unsigned>(columns);
}

struct Sum {
    template <class T>
    __device__ T operator()(T sum, T term) const {
        return sum + term;
    }
};

/// formulas::rowMax's step: a NaN stays.
struct Largest {
    template <class T>
    __device__ T operator()(T largest, T next) const {
        return (next > largest || next != next) ? next : largest;
    }
};

/// Gives thread 0's value to the whole block.
template <class T>
__device__ T fromFirst(T value, T* staged) {
    if (threadIdx.x == 0) {
        staged[0] = value;
    }
    __syncthreads();
    const T result = staged[0];
    __syncthreads();
    return result;
}

/// fold(...fold(fold(start, term(0)), term(1))..., term(count - 1)): the terms are made side by side, a block of them at a time, and folded
/// in rising order by thread 0, which has the result. `staged` has a place for each thread.
template <class T, class Term, class Fold>
__device__ T foldByFirst(std::size_t count, T start, Term term, Fold fold, T* staged) {
    T result = start;
    for (std::size_t first = 0; first < count; first += blockDim.x) {
        const std::size_t i = first + threadIdx.x;
        if (i < count) {
            staged[threadIdx.x] = term(i);
        }
        __syncthreads();
        if (threadIdx.x == 0) {
            const std::size_t here = count - first < blockDim.x ? count - first : blockDim.x;
            for (std::size_t k = 0; k < here; ++k) {
                result = fold(result, staged[k]);
            }
        }
        __syncthreads();
    }
    return result;
}

/// The same, and every thread has the result.
template <class T, class Term, class Fold>
__device__ T fold(std::size_t count, T start, Term term, Fold step, T* staged) {
    return fromFirst(foldByFirst(count, start, term, step, staged), staged);
}

/// Where sums of blocks wait for a neighbor in one thread's blockedSum: more than the blocks of 2^31 terms can need. `stride` apart, so
/// that the threads of a warp lie side by side.
inline constexpr std::size_t kWaiting = 24;

template <class T>
class BlockTree {
public:
    __device__ BlockTree(T* waiting, std::size_t stride) : m_waiting(waiting), m_stride(stride) {}

    /// The sum of the next block.
    __device__ void add(T sum) {
        // As many merges as the block's number has ones at its end.
        for (std::size_t bits = m_blocks; (bits & 1U) != 0; bits >>= 1U) {
            sum = m_waiting[--m_levels * m_stride] + sum;
        }
        m_waiting[m_levels++ * m_stride] = sum;
        ++m_blocks;
    }
    /// What is left over is added from the last to the first.
    __device__ T total() {
        if (m_levels == 0) {
            return T(0);
        }
        T sum = m_waiting[--m_levels * m_stride];
        while (m_levels > 0) {
            sum = m_waiting[--m_levels * m_stride] + sum;
        }
        return sum;
    }

private:
    T* m_waiting;
    std::size_t m_stride;
    std::size_t m_levels = 0;
    std::size_t m_blocks = 0;
};

/// formulas::blockedSum by a whole block of threads, kCudaBlock of them or at least `count`. `waiting` has kWaiting places.
template <class T, class Term>
__device__ T blockedSumOfBlock(std::size_t count, Term term, T* staged, T* waiting) {
    BlockTree<T> tree(waiting, 1);
    for (std::size_t first = 0; first < count; first += formulas::kSumBlock) {
        const std::size_t here = count - first < formulas::kSumBlock ? count - first : formulas::kSumBlock;
        const T sum = foldByFirst(
            here, T(0), [&](std::size_t i) { return term(first + i); }, Sum{}, staged);
        if (threadIdx.x == 0) {
            tree.add(sum);
        }
    }
    T total = T(0);
    if (threadIdx.x == 0) {
        total = tree.total();
    }
    return fromFirst(total, staged);
}

/// formulas::blockedSum by one thread. `waiting` is its first place of kWaiting, `stride` apart.
template <class T, class Term>
__device__ T blockedSumOfThread(std::size_t count, Term term, T* waiting, std::size_t stride) {
    BlockTree<T> tree(waiting, stride);
    for (std::size_t first = 0; first < count; first += formulas::kSumBlock) {
        const std::size_t end = count - first < formulas::kSumBlock ? count : first + formulas::kSumBlock;
        T sum = T(0);
        for (std::size_t i = first; i < end; ++i) {
            sum += term(i);
        }
        tree.add(sum);
    }
    return tree.total();
}

/// One block of formulas::blockedSum for each block of kCudaBlock threads: sums[b] = term(256 b) + ... in rising order.
template <class T, class Term>
__device__ void sumBlocks(std::size_t count, Term term, T* sums, T* staged) {
    const std::size_t blocks = formulas::sumBlockCount(count);
    for (std::size_t block = blockIdx.x; block < blocks; block += gridDim.x) {
        const std::size_t first = block * formulas::kSumBlock;
        const std::size_t here = count - first < formulas::kSumBlock ? count - first : formulas::kSumBlock;
        const T sum = foldByFirst(
            here, T(0), [&](std::size_t i) { return term(first + i); }, Sum{}, staged);
        if (threadIdx.x == 0) {
            sums[block] = sum;
        }
    }
}

/// Adds the sums of `count` blocks in blockedSum's tree, by one block of kCudaBlock threads, and leaves it in sums[0] for thread 0. 256 of
/// them at a time make a tree of their own in `staged`; their sums stand where the first ones stood.
template <class T>
__device__ void mergeBlocks(T* sums, std::size_t count, T* staged) {
    while (count > 1) {
        const std::size_t groups = (count + kCudaBlock - 1) / kCudaBlock;
        for (std::size_t group = 0; group < groups; ++group) {
            const std::size_t first = group * kCudaBlock;
            const std::size_t here = count - first < kCudaBlock ? count - first : kCudaBlock;
            if (threadIdx.x < here) {
                staged[threadIdx.x] = sums[first + threadIdx.x];
            }
            __syncthreads();
            for (std::size_t stride = 1; stride < here; stride *= 2) {
                const std::size_t left = threadIdx.x * 2 * stride;
                if (left + stride < here) {
                    staged[left] = staged[left] + staged[left + stride];
                }
                __syncthreads();
            }
            if (threadIdx.x == 0) {
                sums[group] = staged[0];
            }
            __syncthreads();
        }
        count = groups;
    }
}

}  // namespace glassnet::kernels
