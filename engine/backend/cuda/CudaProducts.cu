#include "engine/backend/cuda/CudaProducts.h"

#include "engine/backend/cuda/CudaChains.h"

namespace glassnet {

namespace kernels {

/// A cut connection has the weight zero, whatever its stored value is (a NaN too).
template <class T>
__global__ void applyConnections(const T* values, const T* mask, T* out, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        out[i] = mask[i] == T(0) ? T(0) : values[i];
    }
}

template <class T>
__global__ void addBias(T* z, const T* bias, std::size_t columns, std::size_t count) {
    for (std::size_t i = firstElement(); i < count; i += elementStride()) {
        z[i] = z[i] + bias[columnOf(i, columns)];
    }
}

/// A column a thread: rising over the samples.
template <class T>
__global__ void sumOfColumn(const T* dz, T* out, std::size_t rows, std::size_t columns) {
    for (std::size_t j = firstElement(); j < columns; j += elementStride()) {
        T sum = T(0);
        for (std::size_t n = 0; n < rows; ++n) {
            sum += dz[n * columns + j];
        }
        out[j] = sum;
    }
}

}  // namespace kernels

namespace {

/// A matrix in rows, or its transpose.
template <class T>
struct Factor {
    const T* values;
    std::size_t columns;
    bool transposed = false;
};

cublasStatus_t gemm(cublasHandle_t blas, cublasOperation_t a, cublasOperation_t b, int m, int n, int k, const float* alpha,
                    const float* left, int lda, const float* right, int ldb, const float* beta, float* out, int ldc) {
    return cublasSgemm(blas, a, b, m, n, k, alpha, left, lda, right, ldb, beta, out, ldc);
}
cublasStatus_t gemm(cublasHandle_t blas, cublasOperation_t a, cublasOperation_t b, int m, int n, int k, const double* alpha,
                    const double* left, int lda, const double* right, int ldb, const double* beta, double* out, int ldc) {
    return cublasDgemm(blas, a, b, m, n, k, alpha, left, lda, right, ldb, beta, out, ldc);
}

/// out[rows, columns] = a b, or out + a b. cuBLAS reads columns where we write rows: to it each of these is its own transpose, so it makes
/// out^T = b^T a^T. Extents fit an int: no tensor has 2^31 elements.
template <class T>
void product(const CudaDevice& device, const Factor<T>& a, const Factor<T>& b, T* out, std::size_t rows, std::size_t inner,
             std::size_t columns, bool continues) {
    const T alpha = T(1);
    const T beta = continues ? T(1) : T(0);
    device.check(gemm(device.blas(), b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N, a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N,
                      static_cast<int>(columns), static_cast<int>(rows), static_cast<int>(inner), &alpha, b.values,
                      static_cast<int>(b.columns), a.values, static_cast<int>(a.columns), &beta, out, static_cast<int>(columns)),
                 "cublasGemm");
}

/// The weights with cut connections at zero.
template <class T>
const T* connected(const CudaCall<T>& call, const T* weight, std::size_t first, std::size_t count) {
    const T* mask = call.mask();
    if (mask == nullptr) {
        return weight + first;
    }
    launchEach(call.device, kernels::applyConnections<T>, count, weight + first, mask + first, call.scratch);
    return call.scratch;
}

}  // namespace

template <class T>
void cudaAffine(const CudaCall<T>& call) {
    const auto& z = call.outputs[0];
    const auto& weight = call.inputs[call.sources()];
    const T* w = connected<T>(call, weight.values, 0, weight.size());
    std::size_t offset = 0;
    for (std::size_t s = 0; s < call.sources(); ++s) {
        const auto& x = call.inputs[s];
        product<T>(call.device, {x.values, x.columns}, {w + offset * z.columns, z.columns}, z.values, call.rows, x.columns, z.columns,
                   s > 0);
        offset += x.columns;
    }
    if (call.attributes.hasBias) {
        launchEach(call.device, kernels::addBias<T>, call.rows * z.columns, z.values, call.inputs[call.sources() + 1].values, z.columns);
    }
}

template <class T>
void cudaWeightGradient(const CudaCall<T>& call) {
    const auto& gradient = call.outputs[0];
    const auto& dz = call.inputs[call.sources()];
    std::size_t offset = 0;
    for (std::size_t s = 0; s < call.sources(); ++s) {
        const auto& x = call.inputs[s];
        product<T>(call.device, {x.values, x.columns, true}, {dz.values, dz.columns}, gradient.values + offset * gradient.columns,
                   x.columns, call.rows, gradient.columns, false);
        offset += x.columns;
    }
    if (call.mask() != nullptr) {
        launchEach(call.device, kernels::applyConnections<T>, gradient.size(), gradient.values, call.mask(), gradient.values);
    }
}

template <class T>
void cudaInputGradient(const CudaCall<T>& call) {
    const auto& dz = call.inputs[0];
    const auto& dx = call.outputs[0];
    const auto first = static_cast<std::size_t>(call.attributes.offset) * dz.columns;
    const T* w = connected<T>(call, call.inputs[1].values, first, dx.columns * dz.columns);
    product<T>(call.device, {dz.values, dz.columns}, {w, dz.columns, true}, dx.values, call.rows, dz.columns, dx.columns, false);
}

template <class T>
void cudaBiasGradient(const CudaCall<T>& call) {
    const auto& dz = call.inputs[0];
    launchColumns(call.device, kernels::sumOfColumn<T>, call.rows, dz.columns, dz.values, call.outputs[0].values);
}

template void cudaAffine(const CudaCall<float>& call);
template void cudaAffine(const CudaCall<double>& call);
template void cudaWeightGradient(const CudaCall<float>& call);
template void cudaWeightGradient(const CudaCall<double>& call);
template void cudaInputGradient(const CudaCall<float>& call);
template void cudaInputGradient(const CudaCall<double>& call);
template void cudaBiasGradient(const CudaCall<float>& call);
template void cudaBiasGradient(const CudaCall<double>& call);

}  // namespace glassnet
