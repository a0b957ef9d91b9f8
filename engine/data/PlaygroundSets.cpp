#include "engine/data/PlaygroundSets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "engine/backend/ElementaryFunctions.h"
#include "engine/backend/TrigonometricFunctions.h"
#include "engine/data/SeedRandom.h"

namespace glassnet {

namespace {

/// Our own functions, so that every system makes the same points. What they differ from a browser's in the last place is lost in float32.
using Arithmetic = formulas::SplitArithmetic;
double sine(double x) { return formulas::sin<Arithmetic>(x); }
double cosine(double x) { return formulas::cos<Arithmetic>(x); }

struct Point {
    double x = 0.0;
    double y = 0.0;
    double label = 0.0;
};
using Points = std::vector<Point>;

double distance(double x, double y) { return std::sqrt(x * x + y * y); }

/// A line from (0, low) to (width, high).
double line(double x, double width, double low, double high) {
    const double t = x / width;
    return low * (1.0 - t) + high * t;
}

void shuffle(Points& points, SeedRandom& random) {
    for (std::size_t left = points.size(); left > 0; --left) {
        const auto picked = static_cast<std::size_t>(random.next() * static_cast<double>(left));
        std::swap(points[left - 1], points[picked]);
    }
}

/// Shuffles and rounds. `areClasses`: labels are -1 and 1.
Dataset finished(const SyntheticSpec& spec, Points points, SeedRandom& random, bool areClasses) {
    shuffle(points, random);
    Tensor features = Tensor::zeros({spec.rows, 2});
    Tensor targets = Tensor::zeros({spec.rows, 1});
    const auto values = features.values<float>();
    const auto labels = targets.values<float>();
    for (std::size_t i = 0; i < points.size(); ++i) {
        values[2 * i] = static_cast<float>(points[i].x);
        values[2 * i + 1] = static_cast<float>(points[i].y);
        labels[i] = static_cast<float>(areClasses ? (points[i].label + 1.0) / 2.0 : points[i].label);
    }
    std::vector<std::string> names = areClasses ? std::vector<std::string>{"-1", "1"} : std::vector<std::string>();
    return Dataset::create(std::move(features), std::move(targets), {"x", "y"}, std::move(names)).value();
}

/// Which point of which half is made: number i of about h.
struct HalfPoint {
    double i = 0.0;
    double h = 0.0;
    bool isSecond = false;
};

/// Makes the points one after the other with `make(random, n, point)`.
template <class Make>
Dataset inHalves(const SyntheticSpec& spec, Make make) {
    SeedRandom random(spec.seedText);
    const double half = static_cast<double>(spec.rows) / 2.0;
    const std::int64_t first = spec.rows - spec.rows / 2;
    Points points;
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        const HalfPoint point{static_cast<double>(i < first ? i : i - first), half, i >= first};
        points.push_back(make(random, spec.noise / 100.0, point));
    }
    return finished(spec, std::move(points), random, true);
}

/// A point in a square with `reach` to each side, with the label that `labelOf` says of its noisy place; `push` moves it away from 0.
template <class LabelOf>
Point squarePoint(SeedRandom& random, double reach, double noise, double push, LabelOf labelOf) {
    const auto coordinate = [&] {
        const double value = random.uniform(-reach, reach);
        return value + (value > 0.0 ? push : -push);
    };
    const double x = coordinate();
    const double y = coordinate();
    const double noiseX = random.uniform(-reach, reach) * noise;
    const double noiseY = random.uniform(-reach, reach) * noise;
    return {x, y, labelOf(x + noiseX, y + noiseY)};
}

template <class LabelOf>
Dataset inSquare(const SyntheticSpec& spec, double reach, double push, bool areClasses, LabelOf labelOf) {
    SeedRandom random(spec.seedText);
    Points points;
    for (std::int64_t i = 0; i < spec.rows; ++i) {
        points.push_back(squarePoint(random, reach, spec.noise / 100.0, push, labelOf));
    }
    return finished(spec, std::move(points), random, areClasses);
}

double normal(SeedRandom& random, double mean, double variance) {
    double v1 = 0.0;
    double s = 0.0;
    do {
        v1 = 2.0 * random.next() - 1.0;
        const double v2 = 2.0 * random.next() - 1.0;
        s = v1 * v1 + v2 * v2;
    } while (s > 1.0);
    return mean + std::sqrt(variance) * (std::sqrt(-2.0 * formulas::log<Arithmetic>(s) / s) * v1);
}

struct Hill {
    double x;
    double y;
    double sign;
};
constexpr auto kHills = std::to_array<Hill>({{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}});

double hillHeight(double x, double y) {
    double label = 0.0;
    for (const Hill& hill : kHills) {
        const double height = hill.sign * (1.0 - std::clamp(distance(x - hill.x, y - hill.y) / 2.0, 0.0, 1.0));
        label = std::abs(height) > std::abs(label) ? height : label;
    }
    return label;
}

constexpr double kClassReach = 5.0;
constexpr double kNumberReach = 6.0;

}  // namespace

Dataset makePlaygroundCircle(const SyntheticSpec& spec, Generator&) {
    return inHalves(spec, [](SeedRandom& random, double noise, const HalfPoint& point) {
        const double r = point.isSecond ? random.uniform(kClassReach * 0.7, kClassReach) : random.uniform(0.0, kClassReach * 0.5);
        const double angle = random.uniform(0.0, 2.0 * std::numbers::pi);
        const double x = r * sine(angle);
        const double y = r * cosine(angle);
        const double noiseX = random.uniform(-kClassReach, kClassReach) * noise;
        const double noiseY = random.uniform(-kClassReach, kClassReach) * noise;
        return Point{x, y, distance(x + noiseX, y + noiseY) < kClassReach * 0.5 ? 1.0 : -1.0};
    });
}

Dataset makePlaygroundXor(const SyntheticSpec& spec, Generator&) {
    return inSquare(spec, kClassReach, 0.3, true, [](double x, double y) { return x * y >= 0.0 ? 1.0 : -1.0; });
}

Dataset makePlaygroundGauss(const SyntheticSpec& spec, Generator&) {
    return inHalves(spec, [](SeedRandom& random, double noise, const HalfPoint& point) {
        const double middle = point.isSecond ? -2.0 : 2.0;
        const double variance = line(noise, 0.5, 0.5, 4.0);
        const double x = normal(random, middle, variance);
        const double y = normal(random, middle, variance);
        return Point{x, y, point.isSecond ? -1.0 : 1.0};
    });
}

Dataset makePlaygroundSpiral(const SyntheticSpec& spec, Generator&) {
    return inHalves(spec, [](SeedRandom& random, double noise, const HalfPoint& point) {
        const double r = point.i / point.h * 5.0;
        const double t = 1.75 * point.i / point.h * 2.0 * std::numbers::pi + (point.isSecond ? std::numbers::pi : 0.0);
        const double x = r * sine(t) + random.uniform(-1.0, 1.0) * noise;
        const double y = r * cosine(t) + random.uniform(-1.0, 1.0) * noise;
        return Point{x, y, point.isSecond ? -1.0 : 1.0};
    });
}

Dataset makePlaygroundPlane(const SyntheticSpec& spec, Generator&) {
    return inSquare(spec, kNumberReach, 0.0, false, [](double x, double y) { return line(x + y + 10.0, 20.0, -1.0, 1.0); });
}

Dataset makePlaygroundHills(const SyntheticSpec& spec, Generator&) { return inSquare(spec, kNumberReach, 0.0, false, hillHeight); }

}  // namespace glassnet
