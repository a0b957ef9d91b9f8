#pragma once

#include "engine/backend/Arithmetic.h"

// Made by fit_coefficients.py (best polynomials for the relative error, by Remez' exchange); change that file, not this one.

namespace glassnet::formulas::fit {

/// (exp(x) - 1 - x) / x^2 for |x| <= ln(2) / 2.
/// float: 5 terms, largest relative error 2^-22.9.
/// double: 10 terms, largest relative error 2^-52.1.
template <class A>
GLASSNET_HD inline float expTail(float x) noexcept {
    return polynomial<A>(x, 0x1.0000000000000p-1F, 0x1.5554de0000000p-3F, 0x1.5555ba0000000p-5F, 0x1.120b380000000p-7F,
                         0x1.6c6a060000000p-10F);
}
template <class A>
GLASSNET_HD inline double expTail(double x) noexcept {
    return polynomial<A>(x, 0x1.0000000000001p-1, 0x1.555555555554dp-3, 0x1.5555555553d75p-5, 0x1.1111111114494p-7, 0x1.6c16c17885e39p-10,
                         0x1.a01a018c2ffc9p-13, 0x1.a019b92102cdfp-16, 0x1.71de5a38fbfc4p-19, 0x1.289170bb0292dp-22, 0x1.aeab0d2ef46cdp-26);
}

/// (log((1 + s) / (1 - s)) - 2 s) / s^3 in x = s^2, for s^2 <= 0.0296.
/// float: 3 terms, largest relative error 2^-21.8.
/// double: 7 terms, largest relative error 2^-50.9.
template <class A>
GLASSNET_HD inline float logTail(float x) noexcept {
    return polynomial<A>(x, 0x1.55555c0000000p-1F, 0x1.997bd00000000p-2F, 0x1.2ef6940000000p-2F);
}
template <class A>
GLASSNET_HD inline double logTail(double x) noexcept {
    return polynomial<A>(x, 0x1.5555555555558p-1, 0x1.999999999503ap-2, 0x1.2492492e3b8a7p-2, 0x1.c71c6287ea8dap-3, 0x1.7462cf090b5d1p-3,
                         0x1.39fafba98d551p-3, 0x1.2b81e8d0c9686p-3);
}

/// (sin(r) - r) / r^3 in x = r^2, for |r| <= pi / 4.
/// float: 3 terms, largest relative error 2^-23.0.
/// double: 6 terms, largest relative error 2^-52.8.
template <class A>
GLASSNET_HD inline float sinTail(float x) noexcept {
    return polynomial<A>(x, -0x1.5555520000000p-3F, 0x1.110c1c0000000p-7F, -0x1.9ac4200000000p-13F);
}
template <class A>
GLASSNET_HD inline double sinTail(double x) noexcept {
    return polynomial<A>(x, -0x1.5555555555555p-3, 0x1.1111111110b97p-7, -0x1.a01a019e7d9dbp-13, 0x1.71de378f283c6p-19,
                         -0x1.ae6003b2112cfp-26, 0x1.5e08934fe7913p-33);
}

/// (cos(r) - 1 + r^2 / 2) / r^4 in x = r^2, for |r| <= pi / 4.
/// float: 3 terms, largest relative error 2^-24.3.
/// double: 6 terms, largest relative error 2^-54.8.
template <class A>
GLASSNET_HD inline float cosTail(float x) noexcept {
    return polynomial<A>(x, 0x1.5555540000000p-5F, -0x1.6c12cc0000000p-10F, 0x1.9bd5000000000p-16F);
}
template <class A>
GLASSNET_HD inline double cosTail(double x) noexcept {
    return polynomial<A>(x, 0x1.5555555555555p-5, -0x1.6c16c16c1695bp-10, 0x1.a01a019f4c26ep-16, -0x1.27e4fa14b6f75p-22,
                         0x1.1eeb65c3e2774p-29, -0x1.907b716b03601p-37);
}

/// erf(s) / s - 1 in x = s^2, for s^2 <= 1; the error is that of erf(s) / s.
/// float: 7 terms, largest relative error 2^-29.6.
/// double: 12 terms, largest relative error 2^-56.9.
template <class A>
GLASSNET_HD inline float erfTail(float x) noexcept {
    return polynomial<A>(x, 0x1.06eba80000000p-3F, -0x1.81273e0000000p-2F, 0x1.ce2cf80000000p-4F, -0x1.b7f9100000000p-6F,
                         0x1.5405be0000000p-8F, -0x1.a3f71e0000000p-11F, 0x1.496a120000000p-14F);
}
template <class A>
GLASSNET_HD inline double erfTail(double x) noexcept {
    return polynomial<A>(x, 0x1.06eba8214db68p-3, -0x1.812746b0379bdp-2, 0x1.ce2f21a040d21p-4, -0x1.b82ce311fab6fp-6, 0x1.565bccf92eaadp-8,
                         -0x1.c02db03e3cd72p-11, 0x1.f9a2bab00ed8ep-14, -0x1.f4ca4dbca9a02p-17, 0x1.b97fd5d5cea58p-20,
                         -0x1.5c072df7c0e9ep-23, 0x1.d71b21cf3dcd1p-27, -0x1.abae353b8c9f6p-31);
}

/// -log(erfc(1 + x)) for 1 <= 1 + x <= 4 (float) or 6 (double).
/// float: 9 terms, largest relative error 2^-29.3.
/// double: 24 terms, largest relative error 2^-54.9.
template <class A>
GLASSNET_HD inline float logErfc(float x) noexcept {
    return polynomial<A>(x, 0x1.d97fc00000000p+0F, 0x1.51c9b00000000p+1F, 0x1.afab880000000p-1F, 0x1.5492b20000000p-5F,
                         -0x1.4a27f60000000p-7F, 0x1.0d0ff00000000p-9F, -0x1.4f2d0e0000000p-12F, 0x1.1376960000000p-15F,
                         -0x1.b49e2a0000000p-20F);
}
template <class A>
GLASSNET_HD inline double logErfc(double x) noexcept {
    return polynomial<A>(x, 0x1.d97fbf27aa2a1p+0, 0x1.51c9b0006c21dp+1, 0x1.afabc11a2a4cbp-1, 0x1.5477f09b4299ep-5, -0x1.48c9d3dba68bdp-7,
                         0x1.033f65abc76a2p-9, -0x1.f1b3e9783d7b2p-13, -0x1.b8cd54df27131p-16, 0x1.c7717da4433ddp-16,
                         -0x1.418c85ed36bfep-17, 0x1.0f552885652dfp-19, -0x1.b44ca6e8908adp-24, -0x1.196ce60063a68p-23,
                         0x1.37efc54428b8fp-24, -0x1.a553046c96331p-26, 0x1.ae68270c87be1p-28, -0x1.5d8deec33c196p-30,
                         0x1.c7a284905c158p-33, -0x1.d88fb38f975f8p-36, 0x1.7dab70c4e6ee0p-39, -0x1.cece129ab03e7p-43,
                         0x1.8c178d5968426p-47, -0x1.aa5934b6e9fecp-52, 0x1.b1bf97518075ep-58);
}

}  // namespace glassnet::formulas::fit
