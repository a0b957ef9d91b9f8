#include "engine/tensor/Tensor.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

#include "engine/base/Error.h"
#include "engine/base/MachineMemory.h"
#include "engine/tensor/Dispatch.h"

namespace glassnet {

namespace {

constexpr std::size_t kAlignment = 64;

struct AlignedDelete {
    void operator()(std::byte* bytes) const noexcept { ::operator delete[](bytes, std::align_val_t{kAlignment}); }
};

std::array<std::int64_t, Shape::kMaxRank> contiguousStrides(const Shape& shape) {
    std::array<std::int64_t, Shape::kMaxRank> strides{};
    std::int64_t stride = 1;
    for (int dim = shape.rank() - 1; dim >= 0; --dim) {
        strides[static_cast<std::size_t>(dim)] = stride;
        stride *= std::max<std::int64_t>(shape[dim], 1);
    }
    return strides;
}

std::int64_t wrapIndex(std::int64_t index, int dim, std::int64_t size) {
    if (index < -size || index >= size) {
        throw ErrorException({ErrorCode::IndexRange, {index, std::int64_t{dim}, size}});
    }
    return index < 0 ? index + size : index;
}

std::string sizesText(std::span<const std::int64_t> sizes) {
    std::string text = "[";
    for (const std::int64_t size : sizes) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return text + "]";
}

/// The shape that `sizes` asks for, the one -1 in it filled in from the element count.
Shape completeShape(std::span<const std::int64_t> sizes, std::int64_t elements) {
    const auto open = std::ranges::find(sizes, -1);
    if (open == sizes.end()) {
        const Shape shape(sizes);
        if (shape.elements() != elements) {
            throw ErrorException({ErrorCode::ViewShape, {shape, elements}});
        }
        return shape;
    }
    std::vector<std::int64_t> complete(sizes.begin(), sizes.end());
    const auto position = static_cast<std::size_t>(open - sizes.begin());
    complete[position] = 1;
    const std::int64_t known = std::ranges::count(complete, -1) == 0 ? Shape(complete).elements() : 0;
    if (known == 0 || elements % known != 0) {
        throw ErrorException({ErrorCode::ViewShape, {sizesText(sizes), elements}});
    }
    complete[position] = elements / known;
    return Shape(complete);
}

/// Writes the elements of a strided view, in C order, as T.
template <class From, class To>
void copyElements(const From* source, const Shape& shape, std::span<const std::int64_t> strides, To* target) {
    const std::int64_t elements = shape.elements();
    if (elements == 0) {
        return;
    }
    const int rank = shape.rank();
    const std::int64_t rowLength = rank == 0 ? 1 : shape[-1];
    const std::int64_t rowStride = rank == 0 ? 1 : strides.back();
    std::array<std::int64_t, Shape::kMaxRank> index{};
    std::int64_t offset = 0;
    for (std::int64_t done = 0; done < elements; done += rowLength) {
        for (std::int64_t i = 0; i < rowLength; ++i) {
            target[done + i] = convertElement<To>(source[offset + i * rowStride]);
        }
        for (int dim = rank - 2; dim >= 0; --dim) {
            const auto d = static_cast<std::size_t>(dim);
            offset += strides[d];
            if (++index[d] < shape[dim]) {
                break;
            }
            offset -= strides[d] * shape[dim];
            index[d] = 0;
        }
    }
}

}  // namespace

struct Tensor::Storage {
    explicit Storage(std::size_t size) : data(new (std::align_val_t{kAlignment}) std::byte[size]) { std::memset(data.get(), 0, size); }
    std::unique_ptr<std::byte[], AlignedDelete> data;

    template <class T>
    T* as() {
        return reinterpret_cast<T*>(data.get());
    }
};

Tensor::Tensor() : Tensor(zeros({0})) {}

Tensor::Tensor(std::shared_ptr<Storage> storage, const Shape& shape, DType dtype)
    : m_storage(std::move(storage)), m_shape(shape), m_strides(contiguousStrides(shape)), m_dtype(dtype) {}

Tensor Tensor::zeros(const Shape& shape, DType dtype) {
    const double asked = static_cast<double>(shape.elements()) * static_cast<double>(byteSize(dtype));
    const Error tooLarge{ErrorCode::TooLarge, {asked, static_cast<double>(machineMemoryBytes())}};
    if (asked > static_cast<double>(machineMemoryBytes())) {
        throw ErrorException(tooLarge);
    }
    try {
        return {std::make_shared<Storage>(static_cast<std::size_t>(shape.elements()) * byteSize(dtype)), shape, dtype};
    } catch (const std::bad_alloc&) {
        throw ErrorException(tooLarge);
    }
}

Tensor Tensor::full(const Shape& shape, double value, DType dtype) {
    Tensor result = zeros(shape, dtype);
    dispatch(dtype, [&]<class T>() { std::ranges::fill(result.values<T>(), convertElement<T>(value)); });
    return result;
}

Tensor Tensor::scalar(double value, DType dtype) { return full({}, value, dtype); }

template <class T>
Tensor Tensor::from(std::span<const T> values, const Shape& shape) {
    if (static_cast<std::int64_t>(values.size()) != shape.elements()) {
        throw ErrorException({ErrorCode::ViewShape, {shape, static_cast<std::int64_t>(values.size())}});
    }
    Tensor result = zeros(shape, DTypeOf<T>::value);
    std::ranges::copy(values, result.values<T>().begin());
    return result;
}
template Tensor Tensor::from(std::span<const float>, const Shape&);
template Tensor Tensor::from(std::span<const double>, const Shape&);
template Tensor Tensor::from(std::span<const std::int64_t>, const Shape&);

Tensor Tensor::eye(std::int64_t n, DType dtype) {
    Tensor result = zeros({n, n}, dtype);
    dispatch(dtype, [&]<class T>() {
        const auto values = result.values<T>();
        for (std::int64_t i = 0; i < n; ++i) {
            values[static_cast<std::size_t>(i * (n + 1))] = T{1};
        }
    });
    return result;
}

Tensor Tensor::arange(std::int64_t n) {
    Tensor result = zeros({n}, DType::Int64);
    std::int64_t next = 0;
    for (std::int64_t& value : result.values<std::int64_t>()) {
        value = next++;
    }
    return result;
}

bool Tensor::isSameView(const Tensor& other) const noexcept {
    return sharesStorageWith(other) && m_offset == other.m_offset && m_dtype == other.m_dtype && m_shape == other.m_shape &&
           std::ranges::equal(strides(), other.strides());
}

bool Tensor::isContiguous() const noexcept {
    if (elements() == 0) {
        return true;
    }
    const auto wanted = contiguousStrides(m_shape);
    for (std::size_t dim = 0; dim < static_cast<std::size_t>(rank()); ++dim) {
        if (m_shape.sizes()[dim] != 1 && m_strides[dim] != wanted[dim]) {
            return false;
        }
    }
    return true;
}

Tensor Tensor::permute(std::span<const int> dims) const {
    if (static_cast<int>(dims.size()) != rank()) {
        throw ErrorException({ErrorCode::DimensionRange, {static_cast<std::int64_t>(dims.size()), std::int64_t{rank()}}});
    }
    std::array<std::int64_t, Shape::kMaxRank> sizes{};
    std::array<bool, Shape::kMaxRank> taken{};
    Tensor result = *this;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        const auto from = static_cast<std::size_t>(m_shape.wrapDimension(dims[i]));
        if (taken[from]) {
            throw ErrorException({ErrorCode::DimensionRange, {std::int64_t{dims[i]}, std::int64_t{rank()}}});
        }
        taken[from] = true;
        sizes[i] = m_shape.sizes()[from];
        result.m_strides[i] = m_strides[from];
    }
    result.m_shape = Shape(std::span<const std::int64_t>(sizes.data(), dims.size()));
    return result;
}

Tensor Tensor::transpose(int dim0, int dim1) const {
    std::array<int, Shape::kMaxRank> order{};
    for (int dim = 0; dim < rank(); ++dim) {
        order[static_cast<std::size_t>(dim)] = dim;
    }
    std::swap(order[static_cast<std::size_t>(m_shape.wrapDimension(dim0))], order[static_cast<std::size_t>(m_shape.wrapDimension(dim1))]);
    return permute(std::span<const int>(order.data(), static_cast<std::size_t>(rank())));
}

Tensor Tensor::t() const {
    if (rank() > 2) {
        throw ErrorException({ErrorCode::NotAMatrix, {std::string("self"), m_shape}});
    }
    return rank() == 2 ? transpose(0, 1) : *this;
}

std::optional<Tensor> Tensor::tryView(const Shape& shape) const {
    Tensor result = *this;
    result.m_shape = shape;
    result.m_strides = contiguousStrides(shape);
    if (isContiguous()) {
        return result;
    }
    // Neighboring dimensions that lie in memory as one run form a chunk; every chunk must be filled exactly by new dimensions.
    int next = shape.rank() - 1;
    for (int dim = rank() - 1; dim >= 0;) {
        const std::int64_t stride = m_strides[static_cast<std::size_t>(dim)];
        std::int64_t chunk = m_shape[dim--];
        while (dim >= 0 && (m_shape[dim] == 1 || m_strides[static_cast<std::size_t>(dim)] == chunk * stride)) {
            chunk *= m_shape[dim--];
        }
        std::int64_t filled = 1;
        while (next >= 0 && (filled < chunk || shape[next] == 1)) {
            result.m_strides[static_cast<std::size_t>(next)] = filled * stride;
            filled *= shape[next--];
        }
        if (filled != chunk) {
            return std::nullopt;
        }
    }
    return result;
}

Tensor Tensor::view(std::span<const std::int64_t> sizes) const {
    const Shape shape = completeShape(sizes, elements());
    const auto result = tryView(shape);
    if (!result) {
        throw ErrorException({ErrorCode::ViewStrides, {shape, m_shape}});
    }
    return *result;
}

Tensor Tensor::reshape(std::span<const std::int64_t> sizes) const {
    const Shape shape = completeShape(sizes, elements());
    const auto result = tryView(shape);
    return result ? *result : contiguous().view(shape.sizes());
}

Tensor Tensor::select(int dim, std::int64_t index) const {
    const int at = m_shape.wrapDimension(dim);
    const Tensor one = narrow(at, wrapIndex(index, at, m_shape[at]), 1);
    return one.squeeze(at);
}

Tensor Tensor::narrow(int dim, std::int64_t start, std::int64_t length) const {
    const int at = m_shape.wrapDimension(dim);
    const std::int64_t size = m_shape[at];
    if (length < 0) {
        throw ErrorException({ErrorCode::NegativeSize, {length}});
    }
    const std::int64_t first = start == size ? start : wrapIndex(start, at, size);
    if (length > size - first) {
        throw ErrorException({ErrorCode::IndexRange, {length > INT64_MAX - first ? length : first + length, std::int64_t{at}, size}});
    }
    std::array<std::int64_t, Shape::kMaxRank> sizes{};
    std::ranges::copy(m_shape.sizes(), sizes.begin());
    sizes[static_cast<std::size_t>(at)] = length;
    Tensor result = *this;
    result.m_shape = Shape(std::span<const std::int64_t>(sizes.data(), static_cast<std::size_t>(rank())));
    result.m_offset += first * m_strides[static_cast<std::size_t>(at)];
    return result;
}

Tensor Tensor::expand(const Shape& shape) const {
    // Broadcasting may not widen the shape that was asked for.
    if (const Shape together = broadcast(m_shape, shape); together != shape) {
        throw ErrorException({ErrorCode::ViewShape, {shape, elements()}});
    }
    Tensor result = *this;
    result.m_shape = shape;
    result.m_strides = {};
    const int added = shape.rank() - rank();
    for (int dim = 0; dim < rank(); ++dim) {
        if (m_shape[dim] == shape[dim + added]) {
            result.m_strides[static_cast<std::size_t>(dim + added)] = m_strides[static_cast<std::size_t>(dim)];
        }
    }
    return result;
}

Tensor Tensor::squeeze(int dim) const {
    const int at = m_shape.wrapDimension(dim);
    if (m_shape[at] != 1) {
        return *this;
    }
    Tensor result = *this;
    std::array<std::int64_t, Shape::kMaxRank> sizes{};
    std::size_t kept = 0;
    for (int d = 0; d < rank(); ++d) {
        if (d != at) {
            sizes[kept] = m_shape[d];
            result.m_strides[kept++] = m_strides[static_cast<std::size_t>(d)];
        }
    }
    result.m_shape = Shape(std::span<const std::int64_t>(sizes.data(), kept));
    return result;
}

Tensor Tensor::unsqueeze(int dim) const {
    if (dim < -rank() - 1 || dim > rank()) {
        throw ErrorException({ErrorCode::DimensionRange, {std::int64_t{dim}, std::int64_t{rank() + 1}}});
    }
    const int at = dim < 0 ? dim + rank() + 1 : dim;
    std::vector<std::int64_t> sizes(m_shape.sizes().begin(), m_shape.sizes().end());
    sizes.insert(sizes.begin() + at, 1);
    Tensor result = *this;
    result.m_shape = Shape(sizes);
    const auto first = result.m_strides.begin() + at;
    std::copy_backward(first, result.m_strides.begin() + rank(), result.m_strides.begin() + rank() + 1);
    *first = 1;
    return result;
}

Tensor Tensor::contiguous() const { return isContiguous() ? *this : clone(); }

Tensor Tensor::clone() const { return copyAs(m_dtype); }

Tensor Tensor::to(DType dtype) const { return dtype == m_dtype ? *this : copyAs(dtype); }

Tensor Tensor::copyAs(DType dtype) const {
    Tensor result = zeros(m_shape, dtype);
    dispatch(m_dtype, [&]<class From>() {
        dispatch(dtype,
                 [&]<class To>() { copyElements(m_storage->as<const From>() + m_offset, m_shape, strides(), result.m_storage->as<To>()); });
    });
    return result;
}

template <class T>
std::span<T> Tensor::values() {
    const auto same = std::as_const(*this).values<T>();
    return {const_cast<T*>(same.data()), same.size()};
}

template <class T>
std::span<const T> Tensor::values() const {
    if (DTypeOf<T>::value != m_dtype) {
        throw ErrorException({ErrorCode::DTypeMismatch, {std::string(dtypeName(DTypeOf<T>::value)), std::string(dtypeName(m_dtype))}});
    }
    if (!isContiguous()) {
        throw ErrorException({ErrorCode::ViewStrides, {m_shape, m_shape}});
    }
    return {m_storage->as<const T>() + m_offset, static_cast<std::size_t>(elements())};
}
template std::span<float> Tensor::values();
template std::span<double> Tensor::values();
template std::span<std::int64_t> Tensor::values();
template std::span<const float> Tensor::values() const;
template std::span<const double> Tensor::values() const;
template std::span<const std::int64_t> Tensor::values() const;

std::span<const std::byte> Tensor::bytes() const {
    return dispatch(m_dtype, [&]<class T>() { return std::as_bytes(values<T>()); });
}

std::int64_t Tensor::offsetOf(std::int64_t flat) const {
    if (flat < 0 || flat >= elements()) {
        throw ErrorException({ErrorCode::IndexRange, {flat, std::int64_t{0}, elements()}});
    }
    std::int64_t offset = m_offset;
    for (int dim = rank() - 1; dim >= 0; --dim) {
        offset += flat % m_shape[dim] * m_strides[static_cast<std::size_t>(dim)];
        flat /= m_shape[dim];
    }
    return offset;
}

std::int64_t Tensor::offsetOf(std::initializer_list<std::int64_t> index) const {
    if (static_cast<int>(index.size()) != rank()) {
        throw ErrorException({ErrorCode::DimensionRange, {static_cast<std::int64_t>(index.size()), std::int64_t{rank()}}});
    }
    std::int64_t offset = m_offset;
    for (int dim = 0; dim < rank(); ++dim) {
        offset += wrapIndex(index.begin()[dim], dim, m_shape[dim]) * m_strides[static_cast<std::size_t>(dim)];
    }
    return offset;
}

double Tensor::load(std::int64_t offset) const {
    return dispatch(m_dtype, [&]<class T>() { return static_cast<double>(m_storage->as<const T>()[offset]); });
}

void Tensor::store(std::int64_t offset, double value) {
    dispatch(m_dtype, [&]<class T>() { m_storage->as<T>()[offset] = convertElement<T>(value); });
}

double Tensor::at(std::int64_t flat) const { return load(offsetOf(flat)); }
void Tensor::set(std::int64_t flat, double value) { store(offsetOf(flat), value); }
double Tensor::at(std::initializer_list<std::int64_t> index) const { return load(offsetOf(index)); }
void Tensor::set(std::initializer_list<std::int64_t> index, double value) { store(offsetOf(index), value); }

double Tensor::item() const {
    if (elements() != 1) {
        throw ErrorException({ErrorCode::ViewShape, {Shape{}, elements()}});
    }
    return load(offsetOf(0));
}

bool bitEqual(const Tensor& a, const Tensor& b) {
    if (a.dtype() != b.dtype() || a.shape() != b.shape()) {
        return false;
    }
    const auto x = a.contiguous();
    const auto y = b.contiguous();
    // Most tensors of two states are the very same: a step changes few.
    return x.bytes().data() == y.bytes().data() || std::ranges::equal(x.bytes(), y.bytes());
}

}  // namespace glassnet
