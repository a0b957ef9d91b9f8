#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// How the first values of a weight or a bias are made.
enum class InitializerKind : std::uint8_t {
    LinearDefault,
    XavierUniform,
    XavierNormal,
    KaimingUniform,
    KaimingNormal,
    Normal,
    Uniform,
    Zeros,
    Ones,
    Constant,
    Eye,
    Count_  ///< not a kind: the number of them
};

/// A kind with the values of its parameters, in the order of InitializerInfo; what a kind does not have is 0.
struct Initializer {
    InitializerKind kind = InitializerKind::LinearDefault;
    double a = 0.0;
    double b = 0.0;

    friend bool operator==(const Initializer&, const Initializer&) = default;
};

/// A parameter's key in files, the value it has at first, and its range, ends included.
struct InitializerParameter {
    std::string_view key;
    double preset;
    double smallest;
    double largest;
};

/// One row of the table of initializers.
struct InitializerInfo {
    InitializerKind kind;
    std::string_view key;  ///< in files: "linearDefault", "xavierUniform", ...
    int parameterCount;    ///< 0 to 2: Initializer's a, then b
    std::array<InitializerParameter, 2> parameters;
    bool drawsNumbers;     ///< it takes numbers from the generator
    bool drawsTransposed;  ///< it draws as PyTorch's [out, in] and is transposed to our [in, out]
    bool suitsBias;        ///< PyTorch can fill a bias of one dimension with it

    /// This kind with its presets.
    [[nodiscard]] Initializer preset() const noexcept { return {kind, parameters[0].preset, parameters[1].preset}; }
};

/// The table, one row for each kind in the order of the enum.
[[nodiscard]] std::span<const InitializerInfo> initializers() noexcept;
[[nodiscard]] const InitializerInfo& initializerInfo(InitializerKind kind);
/// The row with this key, or null.
[[nodiscard]] const InitializerInfo* findInitializer(std::string_view key) noexcept;

/// A weight matrix, contiguous [in, out]. With in = fan_in and out = fan_out (torch.nn.init, torch.nn.Linear):
/// linearDefault is kaiming_uniform_ with a = sqrt(5); xavier has deviation gain * sqrt(2 / (in + out)) and kaiming gain / sqrt(in),
/// uniform up to sqrt(3) deviations. Those five draw nothing when a size is 0. Throws BadRange, BadDeviation as uniform and normal do, and
/// BadRange for a negative gain.
[[nodiscard]] Tensor drawWeight(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out,
                                DType dtype = DType::Float32);
/// A bias, contiguous [1, out], of a layer with `in` inputs. linearDefault is uniform within 1 / sqrt(in); a kind that does not suit a bias
/// treats it as the weight of one input that is always 1.
[[nodiscard]] Tensor drawBias(Generator& generator, const Initializer& initializer, std::int64_t in, std::int64_t out,
                              DType dtype = DType::Float32);

}  // namespace glassnet
