#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/backend/ElementaryFunctions.h"
#include "engine/backend/TrigonometricFunctions.h"
#include "tests/support/TestCase.h"

using namespace glassnet::formulas;

namespace {

/// |got - want| in units of the last place of a T near want; 0 when both are NaN or the same infinity, a huge number when only one is.
template <class T, class Wide>
double ulps(T got, Wide want) {
    const T rounded = static_cast<T>(want);
    if (std::isnan(got) || std::isnan(rounded)) {
        return std::isnan(got) == std::isnan(rounded) ? 0.0 : 1e30;
    }
    if (std::isinf(got) || std::isinf(rounded)) {
        return got == rounded ? 0.0 : 1e30;
    }
    int exponent = 0;
    std::frexp(rounded, &exponent);
    const int smallest = std::numeric_limits<T>::min_exponent;
    const T unit = std::ldexp(T(1), std::max(exponent, smallest) - std::numeric_limits<T>::digits);
    return static_cast<double>(std::abs(static_cast<Wide>(got) - want) / static_cast<Wide>(unit));
}

struct Functions {
    const char* name;
    float (*single)(float);
    float (*singleSplit)(float);
    double (*wide)(double);
    double (*doubled)(double);
    double (*doubledSplit)(double);
    long double (*widest)(long double);
    /// Bounds in units of the last place. Measured over every 97th float and six million doubles, rounded up; the promise is 4.
    double bound;
    double boundDouble;
};

using Fused = FusedArithmetic;
using Split = SplitArithmetic;

// clang-format off
const Functions kFunctions[] = {
    {"exp", exp<Fused, float>, exp<Split, float>, [](double x) { return std::exp(x); },
     exp<Fused, double>, exp<Split, double>, [](long double x) { return std::exp(x); }, 1.2, 1.2},
    {"expm1", expm1<Fused, float>, expm1<Split, float>, [](double x) { return std::expm1(x); },
     expm1<Fused, double>, expm1<Split, double>, [](long double x) { return std::expm1(x); }, 2.0, 2.5},
    {"log", log<Fused, float>, log<Split, float>, [](double x) { return std::log(x); },
     log<Fused, double>, log<Split, double>, [](long double x) { return std::log(x); }, 1.0, 1.0},
    {"log1p", log1p<Fused, float>, log1p<Split, float>, [](double x) { return std::log1p(x); },
     log1p<Fused, double>, log1p<Split, double>, [](long double x) { return std::log1p(x); }, 1.0, 1.0},
    {"tanh", tanh<Fused, float>, tanh<Split, float>, [](double x) { return std::tanh(x); },
     tanh<Fused, double>, tanh<Split, double>, [](long double x) { return std::tanh(x); }, 2.7, 2.7},
    {"erf", erf<Fused, float>, erf<Split, float>, [](double x) { return std::erf(x); },
     erf<Fused, double>, erf<Split, double>, [](long double x) { return std::erf(x); }, 1.5, 1.5},
    {"sin", sin<Fused, float>, sin<Split, float>, [](double x) { return std::sin(x); },
     sin<Fused, double>, sin<Split, double>, [](long double x) { return std::sin(x); }, 1.6, 1.0},
    {"cos", cos<Fused, float>, cos<Split, float>, [](double x) { return std::cos(x); },
     cos<Fused, double>, cos<Split, double>, [](long double x) { return std::cos(x); }, 1.6, 1.0},
};
// clang-format on

/// The worst error of a function over some numbers, and where.
template <class T>
struct Worst {
    double error = 0.0;
    T at = T(0);

    void look(T x, double value) {
        if (!(value <= error)) {
            error = value;
            at = x;
        }
    }
    [[nodiscard]] std::string text(const char* name) const {
        return std::string(name) + ": " + std::to_string(error) + " ulp at " + std::to_string(at);
    }
};

/// Numbers around which a function changes its way, with both signs added by the test.
constexpr double kSpecial[] = {0.0,       0x1p-149,    0x1p-127,   0x1p-126,
                               0x1p-28,   0x1p-26,     0x1p-25,    0x1p-24,
                               0x1p-13,   0x1p-12,     0.34657359, 0.35,
                               0.5,       0.70710678,  0.78539816, 0.88,
                               1.0,       1.03972077,  1.41421356, 1.5707963,
                               2.0,       3.1415927,   4.0,        6.0,
                               6.2831853, 9.010913,    10.0,       16.635532,
                               17.32868,  20.0,        86.6434,    87.33655,
                               88.02969,  88.722839,   89.0,       103.27893,
                               103.97208, 104.0,       1024.0,     65535.0,
                               524288.0,  8388608.0,   16777216.0, 0x1.6ac5b262ca1ffp+849,
                               1.7e38,    3.4028234e38};

class ElementaryFunctionsTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void float32_data();
    void float32();
    void float64_data();
    void float64();
    void bitsAreFixed();
    void signOfZero();
    void knownHardArguments();
};

void addRows() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(std::size(kFunctions)); ++i) {
        QTest::newRow(kFunctions[i].name) << i;
    }
}

void ElementaryFunctionsTest::float32_data() { addRows(); }

/// Against the float64 function of the system's library (its error is under 1e-8 ulp of a float).
void ElementaryFunctionsTest::float32() {
    QFETCH(int, index);
    const Functions& f = kFunctions[index];
    Worst<float> fused;
    Worst<float> split;
    const auto look = [&](std::uint32_t bits) {
        const float x = fromBits<float>(bits);
        const double want = f.wide(static_cast<double>(x));
        fused.look(x, ulps(f.single(x), want));
        split.look(x, ulps(f.singleSplit(x), want));
    };
    for (std::uint64_t bits = 0; bits <= 0xffffffffU; bits += 997) {
        look(static_cast<std::uint32_t>(bits));
    }
    for (const double special : kSpecial) {
        const std::uint32_t center = bitsOf(static_cast<float>(special));
        for (std::uint32_t step = 0; step <= 400; ++step) {
            look(center + step - 200U);
            look((center + step - 200U) ^ 0x80000000U);
        }
    }
    QVERIFY2(fused.error <= f.bound, fused.text(f.name).c_str());
    QVERIFY2(split.error <= f.bound, split.text(f.name).c_str());
}

void ElementaryFunctionsTest::float64_data() { addRows(); }

/// Against the 80-bit function of the system's library.
void ElementaryFunctionsTest::float64() {
    QFETCH(int, index);
    const Functions& f = kFunctions[index];
    if (std::numeric_limits<long double>::digits <= std::numeric_limits<double>::digits) {
        QSKIP("long double is no wider than double here");
    }
    Worst<double> fused;
    Worst<double> split;
    const auto look = [&](double x) {
        const long double want = f.widest(static_cast<long double>(x));
        fused.look(x, ulps(f.doubled(x), want));
        split.look(x, ulps(f.doubledSplit(x), want));
    };
    // Two strides that share no factor with the range: all exponents, then the numbers that networks hold.
    for (std::uint64_t i = 0; i < 150000; ++i) {
        const std::uint64_t bits = i * 0x9e3779b97f4a7c15U;
        look(fromBits<double>(bits));
        look((static_cast<double>(bits >> 11U) * 0x1p-53 - 0.5) * 4.0);
        look((static_cast<double>(bits >> 11U) * 0x1p-53 - 0.5) * 80.0);
    }
    for (const double special : kSpecial) {
        const std::uint64_t center = bitsOf(special);
        for (std::uint64_t step = 0; step <= 200; ++step) {
            look(fromBits<double>(center + step - 100U));
            look(fromBits<double>((center + step - 100U) ^ 0x8000000000000000U));
        }
    }
    QVERIFY2(fused.error <= f.boundDouble, fused.text(f.name).c_str());
    QVERIFY2(split.error <= f.boundDouble, split.text(f.name).c_str());
}

/// A hash over many results: another compiler, optimization level or processor must give the same bits.
void ElementaryFunctionsTest::bitsAreFixed() {
    std::uint64_t hash = 14695981039346656037U;
    for (const Functions& f : kFunctions) {
        for (std::uint64_t i = 0; i < 20000; ++i) {
            const double x = (static_cast<double>((i * 0x9e3779b97f4a7c15U) >> 11U) * 0x1p-53 - 0.5) * 200.0;
            for (const std::uint64_t bits : {std::uint64_t{bitsOf(f.single(static_cast<float>(x)))}, bitsOf(f.doubled(x)),
                                             std::uint64_t{bitsOf(f.singleSplit(static_cast<float>(x)))}, bitsOf(f.doubledSplit(x))}) {
                hash = (hash ^ (bits & 0x7fffffffffffffffU)) * 1099511628211U;
            }
        }
    }
    QCOMPARE(QString::number(hash, 16), QStringLiteral("b89c9f5d36176b68"));
}

void ElementaryFunctionsTest::signOfZero() {
    for (const Functions& f : kFunctions) {
        QCOMPARE(std::signbit(f.single(-0.0F)), std::signbit(f.wide(-0.0)));
        QCOMPARE(std::signbit(f.doubled(-0.0)), std::signbit(f.wide(-0.0)));
    }
}

/// 6381956970095103 * 2^797 is the float64 nearest to a multiple of pi / 2 (Kahan); its cosine is -4.6871659242546277e-19.
void ElementaryFunctionsTest::knownHardArguments() {
    const double x = std::ldexp(6381956970095103.0, 797);
    const double cosine = glassnet::formulas::cos<Fused, double>(x);
    const double sine = glassnet::formulas::sin<Fused, double>(x);
    QVERIFY2(std::abs(cosine / -4.6871659242546277e-19 - 1.0) < 1e-15, qPrintable(QString::number(cosine, 'g', 17)));
    QVERIFY(sine == 1.0);
}

}  // namespace

GLASSNET_TEST(ElementaryFunctionsTest);

#include "ElementaryFunctionsTest.moc"
