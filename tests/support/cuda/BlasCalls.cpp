#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "tests/support/cuda/Blas.h"
#include "tests/support/cuda/Runtime.h"

using namespace glassnet::simulator;

namespace {

struct StatusName {
    cublasStatus_t status;
    const char* name;
};
constexpr auto kStatusNames = std::to_array<StatusName>({
    {CUBLAS_STATUS_SUCCESS, "CUBLAS_STATUS_SUCCESS"},
    {CUBLAS_STATUS_NOT_INITIALIZED, "CUBLAS_STATUS_NOT_INITIALIZED"},
    {CUBLAS_STATUS_ALLOC_FAILED, "CUBLAS_STATUS_ALLOC_FAILED"},
    {CUBLAS_STATUS_INVALID_VALUE, "CUBLAS_STATUS_INVALID_VALUE"},
    {CUBLAS_STATUS_ARCH_MISMATCH, "CUBLAS_STATUS_ARCH_MISMATCH"},
    {CUBLAS_STATUS_EXECUTION_FAILED, "CUBLAS_STATUS_EXECUTION_FAILED"},
    {CUBLAS_STATUS_INTERNAL_ERROR, "CUBLAS_STATUS_INTERNAL_ERROR"},
    {CUBLAS_STATUS_NOT_SUPPORTED, "CUBLAS_STATUS_NOT_SUPPORTED"},
});

cublasStatus_t enterBlas() {
    switch (enter()) {
        case cudaSuccess:
            return CUBLAS_STATUS_SUCCESS;
        case cudaErrorMemoryAllocation:
            return CUBLAS_STATUS_ALLOC_FAILED;
        default:
            return CUBLAS_STATUS_EXECUTION_FAILED;
    }
}

bool isHandle(cublasContext* handle) {
    if (runtime().blas.contains(handle)) {
        return true;
    }
    report("a cuBLAS handle is used that does not exist");
    return false;
}

/// A column-major matrix in device memory.
template <class T>
struct Matrix {
    const T* data;
    std::size_t leading;
    std::size_t rows;
    std::size_t columns;

    [[nodiscard]] std::size_t bytes() const { return (leading * (columns - 1) + rows) * sizeof(T); }
    [[nodiscard]] bool isEmpty() const { return rows == 0 || columns == 0; }
    /// The place of an element of op(matrix).
    [[nodiscard]] std::size_t at(bool transposed, std::size_t row, std::size_t column) const {
        return transposed ? row * leading + column : column * leading + row;
    }
};

/// As TF32 takes a number: ten bits of the mantissa, rounded to nearest.
float rounded(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    bits = (bits + 0x1000U) & ~0x1FFFU;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}
double rounded(double value) { return value; }

template <class T>
struct Product {
    Matrix<T> a;
    Matrix<T> b;
    Matrix<T> c;
    bool transposeA;
    bool transposeB;
    std::size_t inner;
    T alpha;
    T beta;
    bool tf32;
    bool split;

    [[nodiscard]] T element(std::size_t row, std::size_t column) const {
        std::array<T, 4> sums{};
        const std::size_t chains = split ? sums.size() : 1;
        for (std::size_t i = 0; i < inner; ++i) {
            T left = a.data[a.at(transposeA, row, i)];
            T right = b.data[b.at(transposeB, i, column)];
            if (tf32) {
                left = rounded(left);
                right = rounded(right);
            }
            T& sum = sums[i % chains];
            sum = std::fma(left, right, sum);
        }
        return split ? (sums[0] + sums[1]) + (sums[2] + sums[3]) : sums[0];
    }

    void run() const {
        auto* target = const_cast<T*>(c.data);
        for (std::size_t column = 0; column < c.columns; ++column) {
            for (std::size_t row = 0; row < c.rows; ++row) {
                const T sum = alpha * element(row, column);
                T& result = target[c.at(false, row, column)];
                // Without beta C is not read: it may hold NaNs.
                result = beta == T(0) ? sum : std::fma(beta, result, sum);
            }
            runtime().device.markWritten(target + c.at(false, 0, column), c.rows * sizeof(T));
        }
    }
};

/// Finds memory that nothing wrote, where writes are followed.
template <class T>
void checkWritten(const Matrix<T>& matrix, const char* call) {
    const Allocation* allocation = matrix.isEmpty() ? nullptr : runtime().device.find(matrix.data);
    if (allocation == nullptr || allocation->written.empty()) {
        return;
    }
    for (std::size_t column = 0; column < matrix.columns; ++column) {
        const auto start = reinterpret_cast<std::uintptr_t>(matrix.data + column * matrix.leading) - allocation->begin();
        const auto first = allocation->written.begin() + static_cast<std::ptrdiff_t>(start);
        const auto last = first + static_cast<std::ptrdiff_t>(matrix.rows * sizeof(T));
        if (std::find(first, last, std::uint8_t{0}) != last) {
            report(std::string(call) + " reads device memory that nothing wrote");
            return;
        }
    }
}

template <class T>
bool isInside(const Matrix<T>& matrix, const char* call, const char* what) {
    const bool inside = matrix.isEmpty() || runtime().device.holds(matrix.data, matrix.bytes());
    if (!inside) {
        report(std::string(call) + " " + what + " outside of device memory");
    }
    return inside;
}

template <class T>
cublasStatus_t queueProduct(cublasHandle_t handle, const Product<T>& product, const char* call) {
    const auto& [a, b, c, transposeA, transposeB, inner, alpha, beta, tf32, split] = product;
    if (c.isEmpty()) {
        return CUBLAS_STATUS_SUCCESS;
    }
    const bool inside = isInside(a, call, "reads") && isInside(b, call, "reads") && isInside(c, call, "writes");
    if (!inside) {
        return CUBLAS_STATUS_EXECUTION_FAILED;
    }
    if (handle->workspace == nullptr) {
        report(std::string(call) + " runs without a workspace of its own");
    }
    if (handle->device != currentDevice()) {
        report(std::string(call) + " is called with the handle of another device");
    }
    enqueue(handle->stream, {call, nullptr, {inner == 0 ? nullptr : a.data, inner == 0 ? nullptr : b.data, c.data}, [product, call] {
                                 checkWritten(product.a, call);
                                 checkWritten(product.b, call);
                                 if (product.beta != T(0)) {
                                     checkWritten(product.c, call);
                                 }
                                 product.run();
                             }});
    return CUBLAS_STATUS_SUCCESS;
}

template <class T>
Matrix<T> matrix(const T* data, int leading, int rows, int columns, bool transposed) {
    return {data, static_cast<std::size_t>(leading), static_cast<std::size_t>(transposed ? columns : rows),
            static_cast<std::size_t>(transposed ? rows : columns)};
}

/// One of a call's matrices, as it is given.
template <class T>
struct Operand {
    const T* data;
    int leading;
};

template <class T>
cublasStatus_t askedProduct(cublasHandle_t handle, cublasOperation_t opA, cublasOperation_t opB, int m, int n, int k, const T* alpha,
                            const Operand<T>& a, const Operand<T>& b, const T* beta, const Operand<T>& c, const char* call) {
    if (const cublasStatus_t status = enterBlas()) {
        return status;
    }
    if (!isHandle(handle)) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    const bool transposeA = opA == CUBLAS_OP_T;
    const bool transposeB = opB == CUBLAS_OP_T;
    const int rowsA = transposeA ? k : m;
    const int rowsB = transposeB ? n : k;
    if (m < 0 || n < 0 || k < 0 || a.leading < std::max(1, rowsA) || b.leading < std::max(1, rowsB) || c.leading < std::max(1, m)) {
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    ++runtime().counters.products;
    const Product<T> product{matrix(a.data, a.leading, m, k, transposeA),
                             matrix(b.data, b.leading, k, n, transposeB),
                             matrix(c.data, c.leading, m, n, false),
                             transposeA,
                             transposeB,
                             static_cast<std::size_t>(k),
                             *alpha,
                             *beta,
                             handle->mode == CUBLAS_TF32_TENSOR_OP_MATH,
                             settings().splitProducts};
    return queueProduct(handle, product, call);
}

}  // namespace

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
    if (const cublasStatus_t status = enterBlas()) {
        return status;
    }
    if (refuseInCapture("cublasCreate") != cudaSuccess) {
        return CUBLAS_STATUS_INTERNAL_ERROR;
    }
    *handle = new cublasContext;
    (*handle)->device = currentDevice();
    runtime().blas.insert(*handle);
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy(cublasHandle_t handle) {
    if (!isHandle(handle)) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    runtime().blas.erase(handle);
    delete handle;
    return enterFree() == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

// Like the real one it goes back to the handle's default workspace.
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
    if (const cublasStatus_t status = enterBlas()) {
        return status;
    }
    if (!isHandle(handle)) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    handle->stream = stream;
    handle->workspace = nullptr;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* workspace, std::size_t size) {
    if (const cublasStatus_t status = enterBlas()) {
        return status;
    }
    if (!isHandle(handle)) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    if (!runtime().device.holds(workspace, size)) {
        report("cublasSetWorkspace is given what is no device memory");
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    handle->workspace = workspace;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
    if (const cublasStatus_t status = enterBlas()) {
        return status;
    }
    if (!isHandle(handle)) {
        return CUBLAS_STATUS_NOT_INITIALIZED;
    }
    handle->mode = mode;
    return CUBLAS_STATUS_SUCCESS;
}

const char* cublasGetStatusName(cublasStatus_t status) {
    const auto* found = std::ranges::find(kStatusNames, status, &StatusName::status);
    return found == kStatusNames.end() ? "CUBLAS_STATUS_UNKNOWN" : found->name;
}

cublasStatus_t cublasSgemm(cublasHandle_t handle, cublasOperation_t transposeA, cublasOperation_t transposeB, int m, int n, int k,
                           const float* alpha, const float* a, int lda, const float* b, int ldb, const float* beta, float* c, int ldc) {
    return askedProduct<float>(handle, transposeA, transposeB, m, n, k, alpha, {a, lda}, {b, ldb}, beta, {c, ldc}, "cublasSgemm");
}

cublasStatus_t cublasDgemm(cublasHandle_t handle, cublasOperation_t transposeA, cublasOperation_t transposeB, int m, int n, int k,
                           const double* alpha, const double* a, int lda, const double* b, int ldb, const double* beta, double* c,
                           int ldc) {
    return askedProduct<double>(handle, transposeA, transposeB, m, n, k, alpha, {a, lda}, {b, ldb}, beta, {c, ldc}, "cublasDgemm");
}
