#include "engine/program/Operations.h"

#include <array>

namespace glassnet {

namespace {

constexpr std::array kOperations{
    OperationInfo{Op::Affine, "affine", false},
    OperationInfo{Op::Activate, "activate", false},
    OperationInfo{Op::Clamp, "clamp", false},
    OperationInfo{Op::JoinAdd, "join_add", false},
    OperationInfo{Op::JoinConcatenate, "join_concatenate", false},
    OperationInfo{Op::DrawMask, "draw_mask", true},
    OperationInfo{Op::ApplyMask, "apply_mask", false},
    OperationInfo{Op::ColumnMoments, "column_moments", false},
    OperationInfo{Op::RowMoments, "row_moments", false},
    OperationInfo{Op::Standardize, "standardize", false},
    OperationInfo{Op::ScaleShift, "scale_shift", false},
    OperationInfo{Op::UpdateRunning, "update_running", true},
    OperationInfo{Op::Loss, "loss", false},
    OperationInfo{Op::TotalLoss, "total_loss", false},
    OperationInfo{Op::LossGradient, "loss_gradient", false},
    OperationInfo{Op::ActivateGradient, "activate_gradient", false},
    OperationInfo{Op::ClampGradient, "clamp_gradient", false},
    OperationInfo{Op::WeightGradient, "weight_gradient", false},
    OperationInfo{Op::BiasGradient, "bias_gradient", false},
    OperationInfo{Op::InputGradient, "input_gradient", false},
    OperationInfo{Op::Accumulate, "accumulate", false},
    OperationInfo{Op::JoinAddGradient, "join_add_gradient", false},
    OperationInfo{Op::JoinConcatGradient, "join_concatenate_gradient", false},
    OperationInfo{Op::ScaleGradient, "scale_gradient", false},
    OperationInfo{Op::ScaleInputGradient, "scale_input_gradient", false},
    OperationInfo{Op::StandardizeGradient, "standardize_gradient", false},
    OperationInfo{Op::Penalty, "penalty", false},
    OperationInfo{Op::GradientNorm, "gradient_norm", false},
    OperationInfo{Op::ClipByNorm, "clip_by_norm", false},
    OperationInfo{Op::ClipByValue, "clip_by_value", false},
    OperationInfo{Op::Update, "update", true},
};
static_assert(kOperations.size() == static_cast<std::size_t>(Op::Count_));

}  // namespace

std::span<const OperationInfo> operations() { return kOperations; }

const OperationInfo& operationInfo(Op op) { return kOperations.at(static_cast<std::size_t>(op)); }

}  // namespace glassnet
