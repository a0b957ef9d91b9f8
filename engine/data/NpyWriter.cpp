#include "engine/data/NpyWriter.h"

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>

namespace glassnet {

namespace {

static_assert(std::endian::native == std::endian::little, "the elements are copied as they are");

/// Magic and version 1.0; two bytes of length follow.
constexpr std::string_view kStart("\x93NUMPY\x01\x00", 8);
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kAlignment = 64;
/// NumPy leaves room for a first size of so many digits, so that rows can be added in place.
constexpr std::size_t kSizeDigits = 21;

std::string_view descrOf(DType dtype) { return dtype == DType::Float32 ? "<f4" : dtype == DType::Float64 ? "<f8" : "<i8"; }

}  // namespace

std::vector<std::byte> writeNpy(const Tensor& tensor) {
    std::string header = "{'descr': '" + std::string(descrOf(tensor.dtype())) + "', 'fortran_order': False, 'shape': (";
    std::string sizes;
    for (const std::int64_t size : tensor.shape().sizes()) {
        sizes.append(sizes.empty() ? "" : ", ").append(std::to_string(size));
    }
    header.append(sizes).append(tensor.rank() == 1 ? ",), }" : "), }");
    if (tensor.rank() > 0) {
        header.append(kSizeDigits - std::to_string(tensor.size(0)).size(), ' ');
    }
    const std::size_t unpadded = kStart.size() + kLengthBytes + header.size() + 1;
    // A whole line of spaces where it was aligned already: NumPy writes it so.
    header.append(kAlignment - unpadded % kAlignment, ' ').append("\n");

    std::string start(kStart);
    start += static_cast<char>(header.size() & 0xFFU);
    start += static_cast<char>(header.size() >> 8U);
    start += header;
    const Tensor packed = tensor.contiguous();
    const auto data = packed.bytes();
    std::vector<std::byte> bytes(start.size() + data.size());
    std::ranges::copy(data, std::ranges::copy(std::as_bytes(std::span(start)), bytes.begin()).out);
    return bytes;
}

}  // namespace glassnet
