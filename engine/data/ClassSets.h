#pragma once

#include "engine/data/Dataset.h"
#include "engine/data/SyntheticSpec.h"
#include "engine/random/Generator.h"

namespace glassnet {

// Sets of points in the plane, each of one of C classes, with features "x" and "y". Sample i of n is of the class c = i mod C and the k-th
// of the m samples of that class, k = floor(i / C), where nothing else is said. The noiseless place is computed in double precision and
// rounded to float32; noise e is added, e = torch.randn(n, 2). Targets are those of classSamples.

/// C arms wound around the origin: with s = (k + 1/2) / m, radius s and angle a = 2 pi (turns s + c / C) the place is (s sin a, s cos a).
[[nodiscard]] Dataset makeSpiral(const SyntheticSpec& spec, Generator& generator);

/// C rings around the origin: with radius (c + 1) / C and angle a = 2 pi k / m the place is (r sin a, r cos a).
[[nodiscard]] Dataset makeCircles(const SyntheticSpec& spec, Generator& generator);

/// Two half rings that reach into each other (scikit-learn's make_moons before its shuffle, its two classes one by one in turn): with
/// a = pi k / (m - 1), 0 for m = 1, class 0 stands at (cos a, sin a) and class 1 at (1 - cos a, 1/2 - sin a).
[[nodiscard]] Dataset makeMoons(const SyntheticSpec& spec, Generator& generator);

/// C clouds, each around a point of the unit circle: (sin a, cos a) with a = 2 pi c / C.
[[nodiscard]] Dataset makeBlobs(const SyntheticSpec& spec, Generator& generator);

/// Exclusive or of signs: places 2 torch.rand(n, 2) - 1, drawn before the noise; class 1 where one of x and y is below 0 and the other
/// above, at the noiseless place.
[[nodiscard]] Dataset makeXor(const SyntheticSpec& spec, Generator& generator);

/// A board of 4 by 4 squares: places as in makeXor; the class is (floor(2 (x + 1)) + floor(2 (y + 1))) mod C at the noiseless place.
[[nodiscard]] Dataset makeCheckerboard(const SyntheticSpec& spec, Generator& generator);

}  // namespace glassnet
