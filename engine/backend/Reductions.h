#pragma once

#include <cstddef>

#include "engine/backend/Arithmetic.h"

/// The written order of every sum. Work is split over outputs, never over a sum, so these orders hold on any number of threads and with
/// any vector width.
///   x W (each element)       one chain of fma from zero in rising index of the inputs (links in their order); the bias is added last
///   dz W^T (each element)    the same chain, over the units
///   x^T dz (each element)    the same chain, over the samples of the batch
///   db, dbeta                plain additions from zero, rising over the samples
///   dgamma                   one chain of fma from zero, rising over the samples
///   a weighted sum of losses one chain of fma from zero, in layer order
///   a gradient of several,
///   a join that adds         plain additions from the first on, in rising order of the links
///   softmax and its Jacobian rising over the units (RowFormulas.h)
///   a loss, norms, means     blockedSum over the terms in memory order, then one division by n
namespace glassnet::formulas {

/// The block of blockedSum.
inline constexpr std::size_t kSumBlock = 256;

/// How many blocks blockedSum makes of `count` terms.
GLASSNET_HD inline constexpr std::size_t sumBlockCount(std::size_t count) { return (count + kSumBlock - 1) / kSumBlock; }

/// term(0) + ... + term(count - 1): each block of 256 terms by plain additions from zero in rising index, then the sums of the blocks in a
/// binary tree: neighbors are added as soon as two sums of equally many blocks stand side by side, and what is left over is added from the
/// last to the first. Up to 256 terms it is the plain sum. `term` takes an index and returns a T.
template <class T, class Term>
GLASSNET_HD inline T blockedSum(std::size_t count, Term&& term) {
    T waiting[8 * sizeof(std::size_t)];  // sums that wait for a neighbor, the oldest and largest first
    std::size_t levels = 0;
    for (std::size_t block = 0; block * kSumBlock < count; ++block) {
        const std::size_t end = count - block * kSumBlock < kSumBlock ? count : (block + 1) * kSumBlock;
        T sum = T(0);
        for (std::size_t i = block * kSumBlock; i < end; ++i) {
            sum += term(i);
        }
        // As many merges as the block's number has ones at its end.
        for (std::size_t bits = block; (bits & 1U) != 0; bits >>= 1U) {
            sum = waiting[--levels] + sum;
        }
        waiting[levels++] = sum;
    }
    T total = T(0);
    if (levels > 0) {
        total = waiting[--levels];
        while (levels > 0) {
            total = waiting[--levels] + total;
        }
    }
    return total;
}

}  // namespace glassnet::formulas
