#include <cublas_v2.h>

#include <cmath>
#include <random>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// The simulated cuBLAS.
class BlasTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void products_data();
    void products();
    void doubles();
    void zeroBetaDoesNotRead();
    void tf32Rounds();
    void splitProductsDiffer();
    void leadingDimensionsAreChecked();
    void extentsAreChecked();
    void streamDropsTheWorkspace();
};

namespace {

/// A device with a handle that has all it needs.
class Blas : public SampleDevice {
public:
    Blas() {
        (void)cublasCreate(&m_handle);
        (void)cublasSetStream(m_handle, stream());
        (void)cublasSetWorkspace(m_handle, memory(64), 256);
    }
    ~Blas() { (void)cublasDestroy(m_handle); }
    Blas(const Blas&) = delete;
    Blas& operator=(const Blas&) = delete;
    [[nodiscard]] cublasHandle_t handle() const { return m_handle; }

private:
    cublasHandle_t m_handle = nullptr;
};

std::vector<float> randomNumbers(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> distribution(-1.0F, 1.0F);
    std::vector<float> values(count);
    for (float& each : values) {
        each = distribution(random);
    }
    return values;
}

constexpr float kOne = 1.0F;
constexpr float kZero = 0.0F;

}  // namespace

void BlasTest::products_data() {
    QTest::addColumn<int>("transposeA");
    QTest::addColumn<int>("transposeB");
    QTest::addColumn<float>("beta");
    for (const int a : {0, 1}) {
        for (const int b : {0, 1}) {
            for (const float beta : {0.0F, 1.0F, -0.5F}) {
                QTest::addRow("%d %d %g", a, b, static_cast<double>(beta)) << a << b << beta;
            }
        }
    }
}

/// Against the same sum in float64, with leading dimensions larger than the matrices.
void BlasTest::products() {
    QFETCH(int, transposeA);
    QFETCH(int, transposeB);
    QFETCH(float, beta);
    const int m = 5;
    const int n = 4;
    const int k = 7;
    const int lda = 9;
    const int ldb = 8;
    const int ldc = 6;
    const std::vector<float> a = randomNumbers(81, 1);
    const std::vector<float> b = randomNumbers(81, 2);
    const std::vector<float> c = randomNumbers(36, 3);
    Blas blas;
    const float alpha = 0.75F;
    float* target = blas.upload(c);
    QCOMPARE(cublasSgemm(blas.handle(), static_cast<cublasOperation_t>(transposeA), static_cast<cublasOperation_t>(transposeB), m, n, k,
                         &alpha, blas.upload(a), lda, blas.upload(b), ldb, &beta, target, ldc),
             CUBLAS_STATUS_SUCCESS);
    const std::vector<float> result = blas.download(target, c.size());
    for (int column = 0; column < n; ++column) {
        for (int row = 0; row < ldc; ++row) {
            const auto place = static_cast<std::size_t>(column * ldc + row);
            double expected = static_cast<double>(c[place]);
            if (row < m) {
                expected *= static_cast<double>(beta);
                for (int i = 0; i < k; ++i) {
                    const float left = a[static_cast<std::size_t>(transposeA != 0 ? row * lda + i : i * lda + row)];
                    const float right = b[static_cast<std::size_t>(transposeB != 0 ? i * ldb + column : column * ldb + i)];
                    expected += 0.75 * static_cast<double>(left) * static_cast<double>(right);
                }
            }
            QVERIFY(std::abs(static_cast<double>(result[place]) - expected) < 1e-6);
        }
    }
}

void BlasTest::doubles() {
    Blas blas;
    auto* x = reinterpret_cast<double*>(blas.memory(2));
    double* staging = reinterpret_cast<double*>(blas.pinned(2));
    staging[0] = 1.0 + 0x1p-40;
    QCOMPARE(cudaMemcpyAsync(x, staging, 8, cudaMemcpyHostToDevice, blas.stream()), cudaSuccess);
    blas.wait();
    auto* result = reinterpret_cast<double*>(blas.memory(2));
    const double one = 1.0;
    const double zero = 0.0;
    QCOMPARE(cublasDgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &one, x, 1, x, 1, &zero, result, 1), CUBLAS_STATUS_SUCCESS);
    QCOMPARE(cudaMemcpyAsync(staging, result, 8, cudaMemcpyDeviceToHost, blas.stream()), cudaSuccess);
    blas.wait();
    QCOMPARE(staging[0], 1.0 + 0x1p-39);
}

/// The result's memory holds NaNs before.
void BlasTest::zeroBetaDoesNotRead() {
    Blas blas;
    const float* x = blas.upload(rising(4));
    float* result = blas.memory(4);
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &kOne, x, 2, x, 2, &kZero, result, 2), CUBLAS_STATUS_SUCCESS);
    QCOMPARE(blas.download(result, 4), std::vector<float>({2, 3, 6, 11}));
    float* other = blas.memory(4);
    const bool followed = simulator::build() == simulator::Build::Interpreter;
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &kOne, x, 2, x, 2, &kOne, other, 2), CUBLAS_STATUS_SUCCESS);
    QVERIFY(std::isnan(blas.download(other, 4)[0]));
    if (followed) {
        expectFinding("cublasSgemm reads device memory that nothing wrote");
    }
}

void BlasTest::tf32Rounds() {
    // Ten bits stay: 1 + 2^-10 does, 1 + 2^-11 goes up to it, 1 + 2^-12 goes down.
    const std::vector<float> inputs = {1.0F + 0x1p-10F, 1.0F + 0x1p-11F, 1.0F + 0x1p-12F};
    const std::vector<float> rounded = {1.0F + 0x1p-10F, 1.0F + 0x1p-10F, 1.0F};
    const std::vector<float> one = {1.0F};
    Blas blas;
    const float* x = blas.upload(inputs);
    const float* unit = blas.upload(one);
    float* result = blas.memory(3);
    for (const auto& [mode, expected] :
         {std::pair{CUBLAS_PEDANTIC_MATH, inputs}, {CUBLAS_DEFAULT_MATH, inputs}, {CUBLAS_TF32_TENSOR_OP_MATH, rounded}}) {
        QCOMPARE(cublasSetMathMode(blas.handle(), mode), CUBLAS_STATUS_SUCCESS);
        QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 3, 1, 1, &kOne, x, 3, unit, 1, &kZero, result, 3),
                 CUBLAS_STATUS_SUCCESS);
        QCOMPARE(blas.download(result, 3), expected);
    }
}

/// Another order of the sum, as a library is free to choose one.
void BlasTest::splitProductsDiffer() {
    std::vector<std::vector<float>> results;
    for (const bool split : {false, true}) {
        simulator::Settings settings;
        settings.splitProducts = split;
        simulator::reset(settings);
        Blas blas;
        const float* x = blas.upload(randomNumbers(100, 4));
        float* result = blas.memory(1);
        QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_T, CUBLAS_OP_N, 1, 1, 100, &kOne, x, 100, x, 100, &kZero, result, 1),
                 CUBLAS_STATUS_SUCCESS);
        results.push_back(blas.download(result, 1));
    }
    QVERIFY(results[0] != results[1]);
    QVERIFY(std::abs(results[0][0] - results[1][0]) < 1e-4F);
}

void BlasTest::leadingDimensionsAreChecked() {
    Blas blas;
    float* x = blas.upload(rising(12));
    for (const auto& [lda, ldb, ldc] : {std::tuple{2, 4, 3}, {3, 3, 3}, {3, 4, 2}}) {
        QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 3, 2, 4, &kOne, x, lda, x, ldb, &kZero, x, ldc),
                 CUBLAS_STATUS_INVALID_VALUE);
    }
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 0, 2, 4, &kOne, x, 1, x, 4, &kZero, x, 1), CUBLAS_STATUS_SUCCESS);
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, -1, 2, 4, &kOne, x, 1, x, 4, &kZero, x, 1), CUBLAS_STATUS_INVALID_VALUE);
}

void BlasTest::extentsAreChecked() {
    Blas blas;
    const float* x = blas.upload(rising(12));
    float* result = blas.memory(12);
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 3, 2, 5, &kOne, x, 3, x, 5, &kZero, result, 3),
             CUBLAS_STATUS_EXECUTION_FAILED);
    expectFinding("cublasSgemm reads outside of device memory");
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 3, 4, 1, &kOne, x, 3, x, 1, &kZero, result, 4),
             CUBLAS_STATUS_EXECUTION_FAILED);
    expectFinding("cublasSgemm writes outside of device memory");
}

void BlasTest::streamDropsTheWorkspace() {
    Blas blas;
    const float* x = blas.upload(rising(1));
    float* result = blas.memory(1);
    QCOMPARE(cublasSetStream(blas.handle(), blas.stream()), CUBLAS_STATUS_SUCCESS);
    QCOMPARE(cublasSgemm(blas.handle(), CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &kOne, x, 1, x, 1, &kZero, result, 1), CUBLAS_STATUS_SUCCESS);
    expectFinding("cublasSgemm runs without a workspace of its own");
    float host = 0;
    QCOMPARE(cublasSetWorkspace(blas.handle(), &host, 4), CUBLAS_STATUS_INVALID_VALUE);
    expectFinding("no device memory");
    blas.wait();
}

GLASSNET_TEST(BlasTest);

}  // namespace glassnet::test

#include "BlasTest.moc"
