#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/backend/Reductions.h"
#include "engine/tensor/DType.h"

namespace glassnet {

/// formulas::blockedSum one term at a time: `sum` is what it gives for the terms so far. Every number is of `dtype`.
class BlockedRunningSum {
public:
    explicit BlockedRunningSum(DType dtype) : m_isFloat(dtype == DType::Float32) {}

    void add(double term) {
        m_block = round(m_block + term);
        if (++m_count % static_cast<std::int64_t>(formulas::kSumBlock) == 0) {
            const auto block = static_cast<std::uint64_t>(m_count) / formulas::kSumBlock - 1;
            for (int merges = std::countr_one(block); merges > 0; --merges) {
                m_block = round(m_waiting.back() + m_block);
                m_waiting.pop_back();
            }
            m_waiting.push_back(m_block);
            m_block = 0.0;
        }
    }
    [[nodiscard]] double sum() const {
        const bool open = m_waiting.empty() || m_count % static_cast<std::int64_t>(formulas::kSumBlock) != 0;
        double total = open ? m_block : m_waiting.back();
        for (auto i = static_cast<std::ptrdiff_t>(m_waiting.size()) - (open ? 1 : 2); i >= 0; --i) {
            total = round(m_waiting[static_cast<std::size_t>(i)] + total);
        }
        return total;
    }

private:
    /// A sum of two float32 in float64, rounded to float32, is their float32 sum.
    [[nodiscard]] double round(double number) const { return m_isFloat ? static_cast<double>(static_cast<float>(number)) : number; }

    bool m_isFloat;
    std::int64_t m_count = 0;
    double m_block = 0.0;
    std::vector<double> m_waiting;
};

}  // namespace glassnet
