#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "tests/support/cuda/ptx/Interpreter.h"
#include "tests/support/cuda/tests/FormulaKernels.h"
#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// nvcc's PTX of a kernel, interpreted, gives the bits that the C++ compiler's code of it gives.
class AgreementTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void activations_data() { types(); }
    void activations();
    void losses_data() { types(); }
    void losses();
    void updates_data() { types(); }
    void updates();
    void rows_data() { types(); }
    void rows();
    void bits();
    void blocks();

private:
    static void types();
};

namespace {

constexpr std::size_t kCount = 1000;

/// Numbers of all sizes, and those at the edges: zeros, subnormals, infinities, a NaN.
template <class T>
std::vector<T> wideNumbers(std::size_t count, unsigned seed) {
    using Limits = std::numeric_limits<T>;
    std::vector<T> values = {T(0),
                             -T(0),
                             T(1),
                             T(-1),
                             Limits::denorm_min(),
                             -Limits::min(),
                             Limits::max(),
                             Limits::lowest(),
                             Limits::infinity(),
                             -Limits::infinity(),
                             Limits::quiet_NaN(),
                             T(0.5),
                             T(89),
                             T(-104),
                             T(1e5),
                             T(-1e22)};
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    while (values.size() < count) {
        values.push_back(static_cast<T>(normal(random) * std::exp2(4.0 * normal(random))));
    }
    return values;
}

template <class T>
std::vector<T> unitNumbers(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::vector<T> values(count);
    for (T& each : values) {
        each = static_cast<T>(uniform(random));
    }
    return values;
}

/// Bytes on the device, and back.
template <class T>
T* upload(SampleDevice& device, const std::vector<T>& values) {
    std::vector<float> words((values.size() * sizeof(T) + 3) / 4);
    std::memcpy(words.data(), values.data(), values.size() * sizeof(T));
    return reinterpret_cast<T*>(device.upload(words));
}

template <class T>
std::vector<T> download(SampleDevice& device, const T* memory, std::size_t count) {
    const std::vector<float> words = device.download(reinterpret_cast<const float*>(memory), (count * sizeof(T) + 3) / 4);
    std::vector<T> values(count);
    std::memcpy(values.data(), words.data(), count * sizeof(T));
    return values;
}

/// Runs `work` with the C++ kernels and with their PTX and compares what it gives, bit for bit; which NaN it is does not matter.
template <class T, class F>
void compare(const F& work) {
    const std::vector<T> interpreted = work();
    simulator::ptx::pause(true);
    const std::vector<T> compiled = work();
    simulator::ptx::pause(false);
    QCOMPARE(interpreted.size(), compiled.size());
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        const bool bothNaN = compiled[i] != compiled[i] && interpreted[i] != interpreted[i];
        const bool same = std::memcmp(&compiled[i], &interpreted[i], sizeof(T)) == 0;
        numbers += bothNaN ? 0 : 1;
        QVERIFY2(bothNaN || same, qPrintable(QStringLiteral("number %1: %2 compiled, %3 interpreted")
                                                 .arg(i)
                                                 .arg(static_cast<double>(compiled[i]), 0, 'g', 17)
                                                 .arg(static_cast<double>(interpreted[i]), 0, 'g', 17)));
    }
    QVERIFY(numbers > compiled.size() / 2);
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

template <class F>
void forType(const F& work) {
    QFETCH(bool, isDouble);
    if (isDouble) {
        work(double{});
    } else {
        work(float{});
    }
}

}  // namespace

void AgreementTest::types() {
    QTest::addColumn<bool>("isDouble");
    QTest::newRow("float32") << false;
    QTest::newRow("float64") << true;
}

void AgreementTest::activations() {
    forType([]<class T>(T) {
        const std::vector<T> z = wideNumbers<T>(kCount, 1);
        compare<T>([&z] {
            SampleDevice device;
            const std::size_t size = kCount * kActivationKinds;
            T* values = upload(device, std::vector<T>(2 * size));
            (void)samples::activations<T>(device.stream(), upload(device, z), values, values + size, kCount);
            return download(device, values, 2 * size);
        });
    });
}

void AgreementTest::losses() {
    forType([]<class T>(T) {
        std::vector<T> a = unitNumbers<T>(kCount, 2);
        const std::vector<T> wide = wideNumbers<T>(kCount / 2, 3);
        std::copy(wide.begin(), wide.end(), a.begin());
        const std::vector<T> y = unitNumbers<T>(kCount, 4);
        compare<T>([&a, &y] {
            SampleDevice device;
            const std::size_t size = kCount * kLossKinds;
            T* values = upload(device, std::vector<T>(2 * size));
            (void)samples::losses<T>(device.stream(), upload(device, a), upload(device, y), values, values + size, kCount);
            return download(device, values, 2 * size);
        });
    });
}

void AgreementTest::updates() {
    forType([]<class T>(T) {
        const std::vector<T> g = wideNumbers<T>(kCount, 5);
        const std::vector<T> w = unitNumbers<T>(kCount * kOptimizerKinds, 6);
        const std::vector<T> kept = unitNumbers<T>(3 * kCount * kOptimizerKinds, 7);
        for (const bool flag : {false, true}) {
            Knobs knobs;
            knobs.momentum = flag ? 0.9 : 0.0;
            knobs.nesterov = flag;
            knobs.centered = flag;
            knobs.weightDecay = flag ? 0.01 : 0.0;
            compare<T>([&] {
                SampleDevice device;
                T* weights = upload(device, w);
                T* keptNumbers = upload(device, kept);
                (void)samples::updates<T>(device.stream(), weights, upload(device, g), keptNumbers,
                                          upload(device, std::vector<Knobs>{knobs}), kCount);
                std::vector<T> result = download(device, weights, w.size());
                const std::vector<T> more = download(device, keptNumbers, kept.size());
                result.insert(result.end(), more.begin(), more.end());
                return result;
            });
        }
    });
}

void AgreementTest::rows() {
    forType([]<class T>(T) {
        const std::size_t length = 9;
        std::vector<T> z = unitNumbers<T>(kCount * length, 8);
        const std::vector<T> wide = wideNumbers<T>(kCount, 9);
        std::copy(wide.begin(), wide.end(), z.begin());
        compare<T>([&z] {
            SampleDevice device;
            T* values = upload(device, std::vector<T>(2 * z.size()));
            (void)samples::rows<T>(device.stream(), upload(device, z), values, values + z.size(), kCount, length);
            return download(device, values, 2 * z.size());
        });
    });
}

void AgreementTest::bits() {
    std::mt19937 random(10);
    std::vector<std::uint32_t> words(kCount);
    std::generate(words.begin(), words.end(), [&random] { return static_cast<std::uint32_t>(random()); });
    compare<std::uint32_t>([&words] {
        SampleDevice device;
        auto* values = upload(device, std::vector<std::uint32_t>(3 * kCount));
        (void)bitWork(device.stream(), upload(device, words), values, reinterpret_cast<float*>(values + 2 * kCount), kCount);
        return download(device, values, 3 * kCount);
    });
}

void AgreementTest::blocks() {
    compare<float>([] {
        SampleDevice device;
        float* x = device.upload(rising(640));
        float* sums = device.memory(10);
        (void)scale(device.stream(), x, 640, 0.1F);
        (void)blockSums(device.stream(), x, sums, 640);
        (void)reverseBlocks(device.stream(), x, 640);
        std::vector<float> result = device.download(x, 640);
        const std::vector<float> more = device.download(sums, 10);
        result.insert(result.end(), more.begin(), more.end());
        return result;
    });
}

GLASSNET_TEST(AgreementTest);

}  // namespace glassnet::test

#include "AgreementTest.moc"
