#include "engine/tensor/DType.h"

namespace glassnet {

std::string_view dtypeName(DType dtype) noexcept {
    switch (dtype) {
        case DType::Float32:
            return "float32";
        case DType::Float64:
            return "float64";
        case DType::Int64:
            return "int64";
    }
    return {};
}

}  // namespace glassnet
