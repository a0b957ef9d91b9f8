#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace glassnet {

/// One value of a run, and when it was: `epoch` counts parts of an epoch too, `samples` and `seconds` are since the start of the run.
struct CurvePoint {
    std::int64_t step = 0;
    double epoch = 0.0;
    std::int64_t samples = 0;
    double seconds = 0.0;
    double value = 0.0;
};

/// Neighboring points of a curve as one. `low` and `high` are of the finite values alone; both are NaN where there is none.
struct CurveBucket {
    explicit CurveBucket(const CurvePoint& point);
    /// Takes the points of `later`, which come after these.
    void merge(const CurveBucket& later);

    CurvePoint first;
    CurvePoint last;
    double low;
    double high;
    double sum = 0.0;          ///< of the finite values
    std::int64_t finite = 0;   ///< how many values are
    std::int64_t odd = 0;      ///< how many are not: NaN or infinite
    std::int64_t oddStep = 0;  ///< the step of the first that is not, where there is one

    /// How many points it holds.
    [[nodiscard]] std::int64_t points() const noexcept { return finite + odd; }
    /// Of the finite values; NaN where there is none.
    [[nodiscard]] double mean() const noexcept;
};

/// A series of values over a run of any length in bounded memory. Points are kept in buckets of up to `pointsPerBucket` neighbors; when the
/// buckets are full, neighbors merge in pairs. Nothing of the first, the last, the smallest, the largest value and the mean is lost by
/// that.
class Curve {
public:
    static constexpr std::size_t kMostBuckets = 4096;

    /// `mostBuckets` is made even and at least 2.
    explicit Curve(std::size_t mostBuckets = kMostBuckets);

    /// At the end, amortized in constant time. A point at or before the last step takes the place of all from its step on.
    void add(const CurvePoint& point);
    /// Forgets the points after `step`. Of a bucket that reaches beyond it only the first point stays: which of the others were before is
    /// not known.
    void truncateAfter(std::int64_t step);
    void clear();

    [[nodiscard]] std::span<const CurveBucket> buckets() const noexcept { return m_buckets; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_buckets.empty(); }
    /// How many neighbors share a bucket: a power of two.
    [[nodiscard]] std::int64_t pointsPerBucket() const noexcept { return m_perBucket; }
    /// The newest point.
    [[nodiscard]] std::optional<CurvePoint> last() const;

    /// The same points in at most so many buckets (at least 1): neighbors merge in pairs, as they do when a curve grows.
    [[nodiscard]] Curve decimated(std::size_t mostBuckets) const;
    /// The curve that has these buckets, from a file; none where no curve can: more than kMostBuckets, steps that do not rise, counts that
    /// do not fit `pointsPerBucket` (a power of two), values that contradict each other.
    [[nodiscard]] static std::optional<Curve> fromBuckets(std::vector<CurveBucket> buckets, std::int64_t pointsPerBucket);

private:
    void mergePairs();

    std::vector<CurveBucket> m_buckets;
    std::size_t m_most;
    std::int64_t m_perBucket = 1;
};

}  // namespace glassnet
