#include "tests/parity/TensorJson.h"

#include <bit>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace glassnet::test {

Shape readShape(const nlohmann::json& json) { return Shape(json.get<std::vector<std::int64_t>>()); }

Tensor readTensor(const nlohmann::json& json) {
    const Shape shape = readShape(json.at("shape"));
    const auto dtype = json.at("dtype").get<std::string>();
    if (dtype == dtypeName(DType::Int64)) {
        return Tensor::from(std::span<const std::int64_t>(json.at("values").get<std::vector<std::int64_t>>()), shape);
    }
    if (dtype == dtypeName(DType::Float64)) {
        return Tensor::from(std::span<const double>(json.at("values").get<std::vector<double>>()), shape);
    }
    if (dtype != dtypeName(DType::Float32)) {
        throw std::invalid_argument("unknown dtype " + dtype);
    }
    std::vector<float> values;
    for (const auto& text : json.at("bits")) {
        const auto digits = text.get<std::string>();
        std::uint32_t bits = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
        if (error != std::errc{} || end != digits.data() + digits.size() || digits.size() != 8) {
            throw std::invalid_argument("not a bit pattern: " + digits);
        }
        values.push_back(std::bit_cast<float>(bits));
    }
    return Tensor::from(std::span<const float>(values), shape);
}

}  // namespace glassnet::test
