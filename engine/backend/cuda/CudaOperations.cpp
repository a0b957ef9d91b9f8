#include <algorithm>
#include <array>

#include "engine/backend/cuda/CudaCall.h"
#include "engine/backend/cuda/CudaDropout.h"
#include "engine/backend/cuda/CudaElements.h"
#include "engine/backend/cuda/CudaLosses.h"
#include "engine/backend/cuda/CudaNormalization.h"
#include "engine/backend/cuda/CudaProducts.h"
#include "engine/backend/cuda/CudaUpdates.h"

namespace glassnet {

namespace {

std::size_t elements(const Program& program, TensorId id) { return static_cast<std::size_t>(program.tensor(id).shape.elements()); }

std::size_t nothing(const Program&, const Entry&) { return 0; }

/// The weights with cut connections at zero.
std::size_t connections(const Program& program, const Entry& entry) {
    return entry.attributes.hasMask ? elements(program, entry.inputs.back()) : 0;
}

std::size_t lossTerms(const Program& program, const Entry& entry) {
    return static_cast<std::size_t>(program.options().batchSize) + formulas::sumBlockCount(elements(program, entry.inputs[0]));
}

std::size_t normBlocks(const Program& program, const Entry& entry) {
    std::size_t most = 0;
    for (const auto id : entry.inputs) {
        most = std::max(most, formulas::sumBlockCount(elements(program, id)));
    }
    return most;
}

/// One row for each operation: what queues it, and the elements of scratch that an entry needs.
template <class T>
struct OperationRow {
    Op op;
    CudaOperation<T> queue;
    std::size_t (*scratch)(const Program&, const Entry&) = nothing;
};

template <class T>
constexpr std::array<OperationRow<T>, static_cast<std::size_t>(Op::Count_)> kOperations{{
    {Op::Affine, cudaAffine<T>, connections},
    {Op::Activate, cudaActivate<T>},
    {Op::Clamp, cudaClamp<T>},
    {Op::JoinAdd, cudaSumOfInputs<T>},
    {Op::JoinConcatenate, cudaJoinConcatenate<T>},
    {Op::DrawMask, cudaDrawMask<T>},
    {Op::ApplyMask, cudaApplyMask<T>},
    {Op::ColumnMoments, cudaColumnMoments<T>},
    {Op::RowMoments, cudaRowMoments<T>},
    {Op::Standardize, cudaStandardize<T>},
    {Op::ScaleShift, cudaScaleShift<T>},
    {Op::UpdateRunning, cudaUpdateRunning<T>},
    {Op::Loss, cudaLoss<T>, lossTerms},
    {Op::TotalLoss, cudaTotalLoss<T>},
    {Op::LossGradient, cudaLossGradient<T>},
    {Op::ActivateGradient, cudaActivateGradient<T>},
    {Op::ClampGradient, cudaClampGradient<T>},
    {Op::WeightGradient, cudaWeightGradient<T>},
    {Op::BiasGradient, cudaBiasGradient<T>},
    {Op::InputGradient, cudaInputGradient<T>, connections},
    {Op::Accumulate, cudaSumOfInputs<T>},
    {Op::JoinAddGradient, cudaJoinAddGradient<T>},
    {Op::JoinConcatGradient, cudaJoinConcatGradient<T>},
    {Op::ScaleGradient, cudaScaleGradient<T>},
    {Op::ScaleInputGradient, cudaScaleInputGradient<T>},
    {Op::StandardizeGradient, cudaStandardizeGradient<T>},
    {Op::Penalty, cudaPenalty<T>},
    {Op::GradientNorm, cudaGradientNorm<T>, normBlocks},
    {Op::ClipByNorm, cudaClipByNorm<T>},
    {Op::ClipByValue, cudaClipByValue<T>},
    {Op::Update, cudaUpdate<T>},
}};

template <class T>
constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kOperations<T>.size(); ++i) {
        if (static_cast<std::size_t>(kOperations<T>[i].op) != i) {
            return false;
        }
    }
    return true;
}
static_assert(isInOrder<float>() && isInOrder<double>(), "the table has a row for each operation, in Op's order");

}  // namespace

template <class T>
CudaOperation<T> cudaOperation(Op op) {
    return kOperations<T>[static_cast<std::size_t>(op)].queue;
}

template CudaOperation<float> cudaOperation(Op op);
template CudaOperation<double> cudaOperation(Op op);

std::size_t cudaScratch(const Program& program, const Entry& entry) {
    return kOperations<float>[static_cast<std::size_t>(entry.op)].scratch(program, entry);
}

}  // namespace glassnet
