#include "engine/training/Curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glassnet {

namespace {

bool isPlace(const CurvePoint& point) {
    return point.step >= 0 && point.samples >= 0 && std::isfinite(point.epoch) && point.epoch >= 0.0 && std::isfinite(point.seconds) &&
           point.seconds >= 0.0;
}

bool isBucket(const CurveBucket& bucket, std::int64_t most) {
    const bool countsFit =
        bucket.finite >= 0 && bucket.odd >= 0 && bucket.finite <= most && bucket.odd <= most - bucket.finite && bucket.points() >= 1;
    const bool rangeFits = bucket.finite == 0 ? std::isnan(bucket.low) && std::isnan(bucket.high)
                                              : std::isfinite(bucket.low) && std::isfinite(bucket.high) && bucket.low <= bucket.high;
    const bool oddFits = bucket.odd == 0 ? bucket.oddStep == 0 : bucket.oddStep >= bucket.first.step && bucket.oddStep <= bucket.last.step;
    return countsFit && rangeFits && oddFits && isPlace(bucket.first) && isPlace(bucket.last) && bucket.first.step <= bucket.last.step;
}

}  // namespace

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
    if (m_buckets.size() >= m_most) {
        mergePairs();
    }
    m_buckets.emplace_back(point);
}

/// Of an odd number of buckets the last stays alone.
void Curve::mergePairs() {
    const auto count = m_buckets.size();
    for (std::size_t i = 0; i < count; i += 2) {
        if (i + 1 < count) {
            m_buckets[i].merge(m_buckets[i + 1]);
        }
        m_buckets[i / 2] = m_buckets[i];
    }
    m_buckets.erase(m_buckets.begin() + static_cast<std::ptrdiff_t>((count + 1) / 2), m_buckets.end());
    m_perBucket *= 2;
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

Curve Curve::decimated(std::size_t mostBuckets) const {
    Curve fewer = *this;
    while (fewer.m_buckets.size() > std::max<std::size_t>(1, mostBuckets)) {
        fewer.mergePairs();
    }
    return fewer;
}

std::optional<Curve> Curve::fromBuckets(std::vector<CurveBucket> buckets, std::int64_t pointsPerBucket) {
    constexpr std::int64_t kMostPoints = std::int64_t{1} << 52U;
    if (buckets.size() > kMostBuckets || pointsPerBucket < 1 || pointsPerBucket > kMostPoints ||
        (pointsPerBucket & (pointsPerBucket - 1)) != 0 || (buckets.empty() && pointsPerBucket != 1)) {
        return std::nullopt;
    }
    std::int64_t before = -1;
    for (const CurveBucket& bucket : buckets) {
        if (!isBucket(bucket, pointsPerBucket) || bucket.first.step <= before) {
            return std::nullopt;
        }
        before = bucket.last.step;
    }
    Curve curve;
    curve.m_buckets = std::move(buckets);
    curve.m_perBucket = pointsPerBucket;
    return curve;
}

std::optional<CurvePoint> Curve::last() const { return m_buckets.empty() ? std::nullopt : std::optional(m_buckets.back().last); }

}  // namespace glassnet
