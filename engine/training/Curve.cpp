#include "engine/training/Curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glassnet {

CurveBucket::CurveBucket(const CurvePoint& point)
    : first(point), last(point), low(std::numeric_limits<double>::quiet_NaN()), high(std::numeric_limits<double>::quiet_NaN()) {
    if (std::isfinite(point.value)) {
        low = point.value;
        high = point.value;
        sum = point.value;
        finite = 1;
    } else {
        odd = 1;
        oddStep = point.step;
    }
}

void CurveBucket::merge(const CurveBucket& later) {
    last = later.last;
    // fmin and fmax pass over a NaN.
    low = std::fmin(low, later.low);
    high = std::fmax(high, later.high);
    sum += later.sum;
    finite += later.finite;
    oddStep = odd > 0 ? oddStep : later.oddStep;
    odd += later.odd;
}

double CurveBucket::mean() const noexcept {
    return finite > 0 ? sum / static_cast<double>(finite) : std::numeric_limits<double>::quiet_NaN();
}

Curve::Curve(std::size_t mostBuckets) : m_most(std::max<std::size_t>(2, mostBuckets + mostBuckets % 2)) {}

void Curve::add(const CurvePoint& point) {
    if (!m_buckets.empty() && m_buckets.back().last.step >= point.step) {
        truncateAfter(point.step - 1);
    }
    if (!m_buckets.empty() && m_buckets.back().points() < m_perBucket) {
        m_buckets.back().merge(CurveBucket(point));
        return;
    }
    if (m_buckets.size() == m_most) {
        for (std::size_t i = 0; i < m_most; i += 2) {
            m_buckets[i].merge(m_buckets[i + 1]);
            m_buckets[i / 2] = m_buckets[i];
        }
        m_buckets.erase(m_buckets.begin() + static_cast<std::ptrdiff_t>(m_most / 2), m_buckets.end());
        m_perBucket *= 2;
    }
    m_buckets.emplace_back(point);
}

void Curve::truncateAfter(std::int64_t step) {
    while (!m_buckets.empty() && m_buckets.back().first.step > step) {
        m_buckets.pop_back();
    }
    if (!m_buckets.empty() && m_buckets.back().last.step > step) {
        m_buckets.back() = CurveBucket(m_buckets.back().first);
    }
    if (m_buckets.empty()) {
        m_perBucket = 1;
    }
}

void Curve::clear() {
    m_buckets.clear();
    m_perBucket = 1;
}

std::optional<CurvePoint> Curve::last() const { return m_buckets.empty() ? std::nullopt : std::optional(m_buckets.back().last); }

}  // namespace glassnet
