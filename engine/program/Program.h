#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "engine/network/Symbols.h"
#include "engine/program/OptimizerKind.h"
#include "engine/program/StateKey.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

using TensorId = StrongId<struct TensorTag>;

/// Which third of a training step an entry belongs to.
enum class Phase : std::uint8_t { Forward, Backward, Update };

/// One operation a person would write down. Inputs and outputs are listed in this order; [..] is optional and told by Attributes.
/// N rows, one a sample; the arithmetic of each is defined by backend/reference and written in backend/Formulas.h.
enum class Op : std::uint8_t {
    Affine,               ///< x1..xk, W, [b], [C] -> z           z = concat(x) (W∘C) + b
    Activate,             ///< z -> a                             a = f(z), row by row for softmax
    Clamp,                ///< a -> y                             a, but Attributes::held's values at their units
    JoinAdd,              ///< x1..xk -> y                        rising link order
    JoinConcatenate,      ///< x1..xk -> y
    DrawMask,             ///< -> m                               [N, units] from the dropout generator, 0 or 1/(1-p)
    ApplyMask,            ///< x, m -> y                          y = x m; also the way back
    ColumnMoments,        ///< x -> mean, variance                over the batch, [1, units], variance / N
    RowMoments,           ///< x -> mean, variance                over the units, [N, 1], variance / units
    Standardize,          ///< x, mean, variance -> s             (x - mean) / sqrt(variance + epsilon)
    ScaleShift,           ///< s, gamma, beta -> y                y = s gamma + beta
    UpdateRunning,        ///< mean, variance -> runningMean, runningVariance   in place, unbiased variance, nn.BatchNorm1d
    Loss,                 ///< a (or z: logits form), y -> L      scalar [1, 1], mean included
    TotalLoss,            ///< L1..Lk -> L                        weighted sum in layer order
    LossGradient,         ///< a (or p or z: logits form), y -> da (or dz)   1/n enters here, and the output's weight
    ActivateGradient,     ///< da, z, a -> dz                     da f'(z); softmax: Jacobian
    ClampGradient,        ///< dy -> da                           dy, but 0 at the units held
    WeightGradient,       ///< x1..xk, dz, [C] -> dW              rising over the batch
    BiasGradient,         ///< dz -> db                           sum over the batch; also dbeta
    InputGradient,        ///< dz, W, [C] -> dx                   the rows of W that belong to source `source`
    Accumulate,           ///< g1..gk -> g                        rising link order
    JoinAddGradient,      ///< dy -> dx                           the same value for each source
    JoinConcatGradient,   ///< dy -> dx                           the columns that belong to source `source`
    ScaleGradient,        ///< dy, s -> dgamma
    ScaleInputGradient,   ///< dy, gamma -> ds
    StandardizeGradient,  ///< ds, s, variance -> dx              over columns (batch) or rows (layer norm): Attributes::rows
    Penalty,              ///< g, W, [C] -> g'                    g + rate dR(W) by Attributes::penalty; g at a cut connection
    GradientNorm,         ///< g1..gk -> s1..sk, norm             scalars [1, 1]: each gradient's sum of squares, the root of their sum
    ClipByNorm,           ///< g, norm -> g'                      g min(1, limit / (norm + 1e-6))
    ClipByValue,          ///< g -> g'                            g, but not beyond the limit and minus the limit
    Update,               ///< g, [state..], [C] -> w, [state..]  in place, by Attributes::optimizer; nothing changes at a cut connection
    Count_
};

/// What makes one operation differ from another of its kind.
struct Attributes {
    ActivationSpec activation;
    LossSpec loss;
    /// Loss and LossGradient: the logits form; softmax or sigmoid is part of it.
    bool fromLogits = false;
    /// LossGradient of the logits form: the first input is p (softmax or sigmoid already applied), so dz = (p - y) / n.
    bool fromProbability = false;
    bool hasBias = false;
    bool hasMask = false;
    /// Number of x inputs (Affine, joins, WeightGradient, Accumulate, TotalLoss, GradientNorm).
    int sources = 1;
    /// InputGradient, JoinConcatGradient: which source, and the first row or column that belongs to it.
    int source = 0;
    std::int64_t offset = 0;
    double epsilon = 0.0;
    double momentum = 0.0;
    double probability = 0.0;
    /// Standardize*: statistics run over the units of a row (layer norm) instead of over the batch.
    bool rows = false;
    /// Standardize: running statistics are used (evaluation), so no gradient runs through them.
    bool constantMoments = false;
    /// LossGradient, TotalLoss (one for each source).
    std::vector<double> weights;
    /// Clamp, ClampGradient: the units held and their values.
    std::map<std::int64_t, double> held;
    OptimizerKind optimizer{};
    Penalty penalty{};
    friend bool operator==(const Attributes&, const Attributes&) = default;
};

/// What an operation makes from what.
struct Entry {
    Op op{};
    Phase phase{};
    LayerId layer;
    std::vector<TensorId> inputs;
    std::vector<TensorId> outputs;
    Attributes attributes;
    /// Names the formula the window shows ("affine", "activate", "loss.mse", ...).
    std::string_view formula;
};

/// What a tensor of a program is for.
enum class TensorRole : std::uint8_t {
    Input,
    Target,
    Parameter,
    RunningStatistic,
    OptimizerState,
    ConnectionMask,
    DropoutMask,
    Value,
    Gradient
};

/// What outlives a step.
[[nodiscard]] constexpr bool belongsToState(TensorRole role) {
    return role == TensorRole::Parameter || role == TensorRole::RunningStatistic || role == TensorRole::OptimizerState;
}

/// A tensor that entries read and write.
struct TensorInfo {
    TensorId id;
    /// With `perSample`, size 0 is the batch the program was compiled for; a shorter batch uses the first rows.
    Shape shape;
    bool perSample = false;
    DType dtype = DType::Float32;
    TensorRole role{};
    Symbol symbol;
    /// The layer it belongs to (of a gradient: the layer of what it is the gradient of).
    LayerId layer;
    /// For gradients, also penalized and clipped ones (their symbol's letter says so): what it is the gradient of.
    TensorId gradientOf;
    /// For parameters, running statistics and optimizer state: its name in the TrainingState.
    StateKey key;

    /// The shape for a batch of `rows` samples: the program's own where it is not perSample.
    [[nodiscard]] Shape shapeFor(std::int64_t rows) const;
    /// The size of a row of a matrix; 1 for a tensor of another rank.
    [[nodiscard]] std::int64_t columns() const { return shape.rank() == 2 ? shape[1] : 1; }
};

/// A parameter with its gradient (none when frozen) as the backward pass makes it, before penalty and clipping,
/// and the optimizer's values for it.
struct ProgramParameter {
    TensorId value;
    TensorId gradient;
    std::vector<TensorId> kept;
};

/// What an input or output layer reads from the data.
struct DataBinding {
    LayerId layer;
    TensorId tensor;
};

/// Values fixed when the program is made: the masks of cut connections.
struct ConstantInfo {
    TensorId tensor;
    Tensor values;
};

/// How a network is compiled.
struct CompileOptions {
    std::int64_t batchSize = 1;
    DType dtype = DType::Float32;
    OptimizerKind optimizer{};
    /// What happens to the gradients before the updates; entries of their own where it is not None.
    Penalty penalty{};
    Clipping clipping{};
    /// Training: dropout masks are drawn, batch norm uses the batch. Otherwise evaluation: forward entries only.
    bool training = true;
    /// Also the gradient of the loss by the inputs.
    bool inputGradients = false;
    /// Bytes a training step may take (findProblems).
    std::uint64_t memoryBytes = std::uint64_t{1} << 33;
    friend bool operator==(const CompileOptions&, const CompileOptions&) = default;
};

/// Operations in order, all gradients before any update, with the tensors they use. A value that does nothing itself.
class Program {
public:
    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return m_entries; }
    [[nodiscard]] std::size_t size() const noexcept { return m_entries.size(); }
    /// In id order; ids are 1, 2, 3, ...
    [[nodiscard]] const std::vector<TensorInfo>& tensors() const noexcept { return m_tensors; }
    [[nodiscard]] const TensorInfo& tensor(TensorId id) const { return m_tensors.at(id.value - 1); }
    [[nodiscard]] const std::vector<ProgramParameter>& parameters() const noexcept { return m_parameters; }
    [[nodiscard]] const std::vector<DataBinding>& inputs() const noexcept { return m_inputs; }
    [[nodiscard]] const std::vector<DataBinding>& targets() const noexcept { return m_targets; }
    [[nodiscard]] const std::vector<ConstantInfo>& constants() const noexcept { return m_constants; }
    [[nodiscard]] const CompileOptions& options() const noexcept { return m_options; }
    /// The total loss; none in evaluation without a target.
    [[nodiscard]] TensorId loss() const noexcept { return m_loss; }

    /// The first entry that is not of an earlier phase: phaseBegin(Backward) is the number of forward entries.
    [[nodiscard]] std::size_t phaseBegin(Phase phase) const noexcept;
    /// The entry that writes this tensor first; none for inputs, targets and what only the state holds.
    [[nodiscard]] std::optional<std::size_t> producer(TensorId id) const noexcept;
    /// The gradient of the loss by this tensor, none if the program does not compute it.
    [[nodiscard]] TensorId gradientOf(TensorId id) const noexcept;
    /// A layer's tensor by its letter ("W of layer 3", "z of layer 3", not its gradient); none if there is none. Where an activation is
    /// the identity, z and the layer's output are one tensor and both letters find it.
    [[nodiscard]] TensorId find(LayerId layer, SymbolLetter letter) const noexcept;
    [[nodiscard]] TensorId find(const StateKey& key) const noexcept;
    /// The value a layer hands on (after its activation).
    [[nodiscard]] TensorId outputOf(LayerId layer) const noexcept;

private:
    friend class ProgramBuilder;
    std::vector<Entry> m_entries;
    std::vector<TensorInfo> m_tensors;
    std::vector<ProgramParameter> m_parameters;
    std::vector<DataBinding> m_inputs;
    std::vector<DataBinding> m_targets;
    std::vector<ConstantInfo> m_constants;
    std::map<std::pair<LayerId, SymbolLetter>, TensorId> m_byLetter;
    std::map<LayerId, TensorId> m_layerOutputs;
    std::map<TensorId, TensorId> m_gradients;
    CompileOptions m_options;
    TensorId m_loss;
};

}  // namespace glassnet
