#pragma once

#include <cublas_v2.h>

/// A cuBLAS handle.
struct cublasContext {
    CUstream_st* stream = nullptr;
    cublasMath_t mode = CUBLAS_DEFAULT_MATH;
    /// Its own, which it needs within a captured stream; setting the stream takes it away.
    void* workspace = nullptr;
    int device = 0;
};
