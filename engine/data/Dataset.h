#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// Samples to learn from, checked once; its tensors are not to be written to.
class Dataset {
public:
    /// `features` is float32 [n, f], n and f at least 1. `targets` is float32 [n, t] (t at least 1), or int64 [n]: the class of each
    /// sample, an index into `classNames`. `featureNames` are f different names. `classNames` are different names too: any number of at
    /// least one for int64 targets; for float32 targets none, or one for each column (one-hot classes), or two for one column (0 and 1).
    /// Errors: TensorDType and TensorShape ("features", "targets", "featureNames", "classNames", found, wanted), ClassTarget
    /// ("targets", class, classes), DuplicateName.
    [[nodiscard]] static Result<Dataset> create(Tensor features, Tensor targets, std::vector<std::string> featureNames,
                                                std::vector<std::string> classNames);

    [[nodiscard]] std::int64_t samples() const { return m_features.size(0); }
    /// float32 [n, f]
    [[nodiscard]] const Tensor& features() const noexcept { return m_features; }
    /// float32 [n, t] or int64 [n]
    [[nodiscard]] const Tensor& targets() const noexcept { return m_targets; }
    [[nodiscard]] const std::vector<std::string>& featureNames() const noexcept { return m_featureNames; }
    /// Empty when the targets are no classes.
    [[nodiscard]] const std::vector<std::string>& classNames() const noexcept { return m_classNames; }
    /// True when a target is a class index.
    [[nodiscard]] bool hasClassTargets() const noexcept { return m_targets.dtype() == DType::Int64; }

private:
    Dataset() = default;

    Tensor m_features;
    Tensor m_targets;
    std::vector<std::string> m_featureNames;
    std::vector<std::string> m_classNames;
};

}  // namespace glassnet
