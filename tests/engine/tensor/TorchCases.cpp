#include "tests/engine/tensor/TorchCases.h"
#include "tests/support/Places.h"

#include <bit>
#include <fstream>
#include <string>
#include <vector>

namespace glassnet::test {

namespace {

template <class T, class Bits>
Tensor fromBits(const nlohmann::json& elements, const Shape& shape) {
    std::vector<T> values;
    for (const auto& text : elements) {
        values.push_back(std::bit_cast<T>(static_cast<Bits>(std::stoull(text.get<std::string>(), nullptr, 16))));
    }
    return Tensor::from(std::span<const T>(values), shape);
}

}  // namespace

nlohmann::json readTorchCases(const char* name) {
    std::ifstream file(std::string(GLASSNET_TEST_DATA "/") + name + ".json");
    return nlohmann::json::parse(file);
}

Tensor torchTensor(const nlohmann::json& json) {
    const Shape shape(json.at("shape").get<std::vector<std::int64_t>>());
    const auto& elements = json.at("elements");
    const auto dtype = json.at("dtype").get<std::string>();
    if (dtype == "float32") {
        return fromBits<float, std::uint32_t>(elements, shape);
    }
    if (dtype == "float64") {
        return fromBits<double, std::uint64_t>(elements, shape);
    }
    return Tensor::from(std::span<const std::int64_t>(elements.get<std::vector<std::int64_t>>()), shape);
}

}  // namespace glassnet::test
