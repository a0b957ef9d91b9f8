#pragma once

#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

// The six sets of TensorFlow Playground (playground.tensorflow.org, tensorflow/playground, dataset.ts), point for point: drawn from
// SeedRandom(spec.seedText) in float64, shuffled as Playground does it, then rounded once to float32. `noise` is in percent, n = noise /
// 100; R is the next random number, U(a, b) = R (b - a) + a. Playground takes 500 points for classes and 1200 for numbers, the first
// percTrainData percent of them for training: SplitPlan with testShare = 1 - percTrainData / 100 and without shuffling. It counts halves
// of an odd number of points up, so it makes one more; here the second half is the smaller one then.
//
// Features "x" and "y". Classes are called "-1" and "1", and as every two classes they are 0 and 1 in float32 [n, 1]; numbers are float32
// [n, 1]. `generator` is not used.

/// Half of the points r = U(0, 2.5), the others r = U(3.5, 5); angle a = U(0, 2 pi), place (r sin a, r cos a); noise U(-5, 5) n for x, then
/// for y. Class 1 where the place with the noise is nearer to the origin than 2.5; the point itself is without noise.
[[nodiscard]] Dataset makePlaygroundCircle(const SyntheticSpec& spec, Generator& generator);

/// x = U(-5, 5), pushed 0.3 away from 0, then y likewise; noise U(-5, 5) n for x, then for y. Class 1 where x y >= 0 with the noise.
[[nodiscard]] Dataset makePlaygroundXor(const SyntheticSpec& spec, Generator& generator);

/// Half of the points around (2, 2), class 1, the others around (-2, -2), with the variance 0.5 + 7 n: v1 = 2 R - 1, v2 = 2 R - 1, again
/// while s = v1^2 + v2^2 > 1; then the middle plus sqrt(variance) sqrt(-2 log(s) / s) v1, for x, then for y.
[[nodiscard]] Dataset makePlaygroundGauss(const SyntheticSpec& spec, Generator& generator);

/// For i below the half h of the points r = i / h 5 and t = 1.75 i / h 2 pi, plus pi for the other half: (r sin t + U(-1, 1) n,
/// r cos t + U(-1, 1) n). The first half is class 1.
[[nodiscard]] Dataset makePlaygroundSpiral(const SyntheticSpec& spec, Generator& generator);

/// x, y = U(-6, 6), noise U(-6, 6) n for x, then for y. The target is (x + y) / 10 with the noise.
[[nodiscard]] Dataset makePlaygroundPlane(const SyntheticSpec& spec, Generator& generator);

/// The same places. Hills at (-4, 2.5), (0, -2.5) and (4, 2.5), valleys at (0, 2.5), (-4, -2.5) and (4, -2.5), of the height
/// max(0, 1 - distance / 2) with the noise; the target is the one with the largest magnitude.
[[nodiscard]] Dataset makePlaygroundHills(const SyntheticSpec& spec, Generator& generator);

}  // namespace glassnet
