#include "engine/tensor/Matmul.h"

#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Dispatch.h"
#include "engine/tensor/Product.h"

namespace glassnet {

namespace {

void checkProduct(const Tensor& a, const Tensor& b) {
    if (a.dtype() != b.dtype()) {
        throw ErrorException({ErrorCode::DTypeMismatch, {std::string(dtypeName(a.dtype())), std::string(dtypeName(b.dtype()))}});
    }
    const std::int64_t innerA = a.size(-1);
    const std::int64_t innerB = b.size(b.rank() == 1 ? 0 : -2);
    if (innerA != innerB) {
        throw ErrorException({ErrorCode::MatmulShapes, {a.shape(), b.shape(), innerA, innerB}});
    }
}

void checkRank(const Tensor& tensor, const char* name, bool fits) {
    if (!fits) {
        throw ErrorException({ErrorCode::NotAMatrix, {std::string(name), tensor.shape()}});
    }
}

/// The sizes before the last two.
Shape batchesOf(const Tensor& tensor) { return Shape(tensor.shape().sizes().first(static_cast<std::size_t>(tensor.rank() - 2))); }

/// For each batch of the broadcast shape, where its matrix begins in contiguous `tensor`.
std::vector<std::int64_t> batchOffsets(const Tensor& tensor, const Shape& batches) {
    std::vector<std::int64_t> sizes(batches.sizes().begin(), batches.sizes().end());
    sizes.push_back(tensor.size(-2));
    sizes.push_back(tensor.size(-1));
    const Tensor spread = tensor.expand(Shape(sizes));
    std::vector<std::int64_t> offsets(static_cast<std::size_t>(batches.elements()));
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        auto rest = static_cast<std::int64_t>(i);
        for (int dim = batches.rank() - 1; dim >= 0; --dim) {
            offsets[i] += rest % batches[dim] * spread.strides()[static_cast<std::size_t>(dim)];
            rest /= batches[dim];
        }
    }
    return offsets;
}

}  // namespace

Tensor mm(const Tensor& a, const Tensor& b) {
    checkRank(a, "mat1", a.rank() == 2);
    checkRank(b, "mat2", b.rank() == 2);
    return matmul(a, b);
}

Tensor matmul(const Tensor& a, const Tensor& b) {
    checkRank(a, "mat1", a.rank() > 0);
    checkRank(b, "mat2", b.rank() > 0);
    checkProduct(a, b);
    const Tensor left = (a.rank() == 1 ? a.unsqueeze(0) : a).contiguous();
    const Tensor right = (b.rank() == 1 ? b.unsqueeze(1) : b).contiguous();
    const std::int64_t rows = left.size(-2);
    const std::int64_t inner = left.size(-1);
    const std::int64_t columns = right.size(-1);

    const Shape batches = broadcast(batchesOf(left), batchesOf(right));
    std::vector<std::int64_t> sizes(batches.sizes().begin(), batches.sizes().end());
    if (a.rank() > 1) {
        sizes.push_back(rows);
    }
    if (b.rank() > 1) {
        sizes.push_back(columns);
    }
    Tensor result = Tensor::zeros(Shape(sizes), a.dtype());
    const auto leftOffsets = batchOffsets(left, batches);
    const auto rightOffsets = batchOffsets(right, batches);
    dispatch(a.dtype(), [&]<class T>() {
        T* target = result.values<T>().data();
        for (std::size_t i = 0; i < leftOffsets.size(); ++i, target += rows * columns) {
            addProduct(left.values<T>().data() + leftOffsets[i], right.values<T>().data() + rightOffsets[i], target, rows, inner, columns);
        }
    });
    return result;
}

}  // namespace glassnet
