#include "engine/network/Losses.h"

#include <algorithm>

namespace glassnet {

namespace {

constexpr auto kHuber = std::to_array<ParameterInfo>({{"delta", 1.0, 1e-6, 1e6}});
constexpr auto kHinge = std::to_array<ParameterInfo>({{"margin", 1.0, 0.0, 1e6}});

constexpr auto kValues = TargetKind::Values;
constexpr auto kProbabilities = TargetKind::Probabilities;
constexpr auto kClasses = TargetKind::ClassIndices;
constexpr auto kElements = LossMean::Elements;
constexpr auto kSamples = LossMean::Samples;

// clang-format off
constexpr auto kLossesTable = std::to_array<LossInfo>({
    {Loss::MeanSquaredError,             "mse",             "nn.functional.mse_loss",                             "nn.MSELoss",           "mse",             kValues,        kElements, {}},
    {Loss::L1,                           "l1",              "nn.functional.l1_loss",                              "nn.L1Loss",            "l1",              kValues,        kElements, {}},
    {Loss::Huber,                        "huber",           "nn.functional.huber_loss",                           "nn.HuberLoss",         "huber",           kValues,        kElements, kHuber},
    {Loss::BinaryCrossEntropy,           "bce",             "nn.functional.binary_cross_entropy",                 "nn.BCELoss",           "bce",             kProbabilities, kElements, {}},
    {Loss::BinaryCrossEntropyWithLogits, "bce_with_logits", "nn.functional.binary_cross_entropy_with_logits",     "nn.BCEWithLogitsLoss", "bce_with_logits", kProbabilities, kElements, {}},
    {Loss::CrossEntropy,                 "cross_entropy",   "nn.functional.cross_entropy",                        "nn.CrossEntropyLoss",  "cross_entropy",   kClasses,       kSamples,  {}},
    {Loss::Hinge,                        "hinge",           "nn.functional.multi_margin_loss",                    "nn.MultiMarginLoss",   "hinge",           kClasses,       kSamples,  kHinge},
    {Loss::HalfSquaredError,             "half_squared",    "",                                                   "",                     "half_squared",    kValues,        kSamples,  {}},
});
// clang-format on

}  // namespace

std::span<const LossInfo> losses() noexcept { return kLossesTable; }

const LossInfo& lossInfo(Loss kind) noexcept { return kLossesTable[static_cast<std::size_t>(kind)]; }

Result<Loss> lossFromKey(std::string_view key) {
    const auto row = std::ranges::find(kLossesTable, key, &LossInfo::key);
    if (row == kLossesTable.end()) {
        return failure(ErrorCode::BadProperty, {std::string(), std::string("loss"), std::string(key), std::string(kLossesTable.front().key),
                                                std::string(kLossesTable.back().key)});
    }
    return row->kind;
}

LossSpec defaultSpec(Loss kind) noexcept {
    LossSpec spec{kind, {}};
    std::ranges::transform(lossInfo(kind).parameters, spec.parameters.begin(), &ParameterInfo::standard);
    return spec;
}

}  // namespace glassnet
