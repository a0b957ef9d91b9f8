#!/usr/bin/env python3
"""Prints ElementaryCoefficients.h. Needs python3-mpmath and clang-format.

    python3 engine/backend/fit_coefficients.py | clang-format --assume-filename=x.h > engine/backend/ElementaryCoefficients.h

Each polynomial is the best one for the relative error on its interval: Remez' exchange at 60 digits, begun in Chebyshev's nodes and
ended when the extremes agree to 1 %. The coefficients are then rounded one by one.
"""
import struct
from mpmath import cos, erf, erfc, exp, log, lu_solve, matrix, mp, mpf, pi, sin, sqrt

mp.dps = 60


def series(f, taylor):
    """f, except near 0, where f cancels and its Taylor series is used."""
    return lambda t: f(t) if abs(t) > mpf("1e-12") else taylor(t)


def remez(f, low, high, count):
    """Coefficients c0.. of the best polynomial with `count` terms for f on [low, high], error relative to f."""
    nodes = [(low + high) / 2 - (high - low) / 2 * cos(pi * k / count) for k in range(count + 1)]
    for _ in range(12):
        system = matrix(count + 1)
        right = matrix(count + 1, 1)
        for row, x in enumerate(nodes):
            for power in range(count):
                system[row, power] = x**power
            system[row, count] = (-1) ** row * f(x)
            right[row] = f(x)
        solution = lu_solve(system, right)
        c = [solution[i] for i in range(count)]

        def error(x):
            return sum(ci * x**i for i, ci in enumerate(c)) / f(x) - 1

        grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * k / (40 * count)) for k in range(40 * count + 1)]
        values = [error(x) for x in grid]
        extremes = []
        for x, e in zip(grid, values):
            if extremes and (extremes[-1][1] > 0) == (e > 0):
                if abs(e) > abs(extremes[-1][1]):
                    extremes[-1] = (x, e)
            else:
                extremes.append((x, e))
        while len(extremes) > count + 1:
            extremes.pop(0 if abs(extremes[0][1]) < abs(extremes[-1][1]) else -1)
        if len(extremes) < count + 1:
            break
        nodes = [x for x, _ in extremes]
        sizes = [abs(e) for _, e in extremes]
        if max(sizes) < mpf("1.01") * min(sizes):
            break
    return c, max(abs(e) for e in values)


def literal(value, kind):
    if kind == "double":
        return float(value).hex()
    single = struct.unpack("f", struct.pack("f", float(value)))[0]
    return single.hex() + "F"


def emit(name, comment, f, low, high, counts, less=0):
    """Prints one function; `less` is taken off the first term (where the polynomial is added to a number that is exact)."""
    print("/// " + comment)
    for kind, count in counts.items():
        bounds = (low[kind], high[kind]) if isinstance(low, dict) else (low, high)
        c, worst = remez(f, *bounds, count)
        print(f"/// {kind}: {count} terms, largest relative error 2^{float(log(worst, 2)):.1f}.")
    for kind, count in counts.items():
        bounds = (low[kind], high[kind]) if isinstance(low, dict) else (low, high)
        c, _ = remez(f, *bounds, count)
        c[0] -= less
        print("template <class A>")
        print(f"GLASSNET_HD inline {kind} {name}({kind} x) noexcept {{")
        print(f"    return polynomial<A>(x, " + ", ".join(literal(ci, kind) for ci in c) + ");\n}")
    print()


def log_odd(z):
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) - 2 * s) / s**3


def main():
    half = log(2) / 2 * mpf("1.0001")
    quarter = (pi / 4 * mpf("1.001")) ** 2
    print("""#pragma once

#include "engine/backend/Arithmetic.h"

// Made by fit_coefficients.py (best polynomials for the relative error, by Remez' exchange); change that file, not this one.

namespace glassnet::formulas::fit {
""")
    emit("expTail", "(exp(x) - 1 - x) / x^2 for |x| <= ln(2) / 2.", series(lambda x: (exp(x) - 1 - x) / x**2, lambda x: mpf(1) / 2 + x / 6),
         -half, half, {"float": 5, "double": 10})
    emit("logTail", "(log((1 + s) / (1 - s)) - 2 s) / s^3 in x = s^2, for s^2 <= 0.0296.",
         series(log_odd, lambda z: mpf(2) / 3 + 2 * z / 5), mpf(0), mpf("0.0296"), {"float": 3, "double": 7})
    emit("sinTail", "(sin(r) - r) / r^3 in x = r^2, for |r| <= pi / 4.",
         series(lambda z: (sin(sqrt(z)) - sqrt(z)) / sqrt(z)**3, lambda z: -mpf(1) / 6 + z / 120), mpf(0), quarter, {"float": 3, "double": 6})
    emit("cosTail", "(cos(r) - 1 + r^2 / 2) / r^4 in x = r^2, for |r| <= pi / 4.",
         series(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, lambda z: mpf(1) / 24 - z / 720), mpf(0), quarter, {"float": 3, "double": 6})
    emit("erfTail", "erf(s) / s - 1 in x = s^2, for s^2 <= 1; the error is that of erf(s) / s.",
         series(lambda z: erf(sqrt(z)) / sqrt(z), lambda z: 2 / sqrt(pi) * (1 - z / 3)), mpf(0), mpf(1), {"float": 7, "double": 12}, less=1)
    emit("logErfc", "-log(erfc(1 + x)) for 1 <= 1 + x <= 4 (float) or 6 (double).", lambda u: -log(erfc(u + 1)),
         {"float": mpf(0), "double": mpf(0)}, {"float": mpf("3.05"), "double": mpf("5.05")}, {"float": 9, "double": 24})
    print("}  // namespace glassnet::formulas::fit")


main()
