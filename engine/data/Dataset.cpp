#include "engine/data/Dataset.h"

#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace glassnet {

namespace {

std::optional<Error> wrongDType(const char* name, const Tensor& tensor) {
    return Error{ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))}};
}

std::optional<Error> wrongShape(const char* name, const Shape& found, const Shape& wanted) {
    return Error{ErrorCode::TensorShape, {name, found, wanted}};
}

Shape count(const std::vector<std::string>& names) { return Shape{static_cast<std::int64_t>(names.size())}; }

std::optional<Error> checkFeatures(const Tensor& features) {
    if (features.dtype() != DType::Float32) {
        return wrongDType("features", features);
    }
    if (features.rank() != 2 || features.elements() == 0) {
        return wrongShape("features", features.shape(), Shape{1, 1});
    }
    return std::nullopt;
}

std::optional<Error> checkClasses(const Tensor& targets, std::int64_t samples, std::int64_t classes) {
    if (targets.shape() != Shape{samples}) {
        return wrongShape("targets", targets.shape(), Shape{samples});
    }
    const Tensor packed = targets.contiguous();
    for (const std::int64_t index : packed.values<std::int64_t>()) {
        if (index < 0 || index >= classes) {
            return Error{ErrorCode::ClassTarget, {"targets", index, classes}};
        }
    }
    return std::nullopt;
}

std::optional<Error> checkColumns(const Tensor& targets, std::int64_t samples, const std::vector<std::string>& classNames) {
    if (targets.rank() != 2 || targets.size(0) != samples || targets.size(1) == 0) {
        const std::int64_t columns = targets.rank() == 2 && targets.size(1) > 0 ? targets.size(1) : 1;
        return wrongShape("targets", targets.shape(), Shape{samples, columns});
    }
    const std::int64_t classes = targets.size(1) == 1 ? 2 : targets.size(1);
    if (!classNames.empty() && count(classNames) != Shape{classes}) {
        return wrongShape("classNames", count(classNames), Shape{classes});
    }
    return std::nullopt;
}

std::optional<Error> checkTargets(const Tensor& targets, std::int64_t samples, const std::vector<std::string>& classNames) {
    switch (targets.dtype()) {
        case DType::Int64:
            return checkClasses(targets, samples, static_cast<std::int64_t>(classNames.size()));
        case DType::Float32:
            return checkColumns(targets, samples, classNames);
        case DType::Float64:
            break;
    }
    return wrongDType("targets", targets);
}

std::optional<Error> checkNames(const std::vector<std::string>& names) {
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
        if (!seen.insert(name).second) {
            return Error{ErrorCode::DuplicateName, {name}};
        }
    }
    return std::nullopt;
}

}  // namespace

Result<Dataset> Dataset::create(Tensor features, Tensor targets, std::vector<std::string> featureNames,
                                std::vector<std::string> classNames) {
    auto error = checkFeatures(features);
    if (!error) {
        error = checkTargets(targets, features.size(0), classNames);
    }
    if (!error && count(featureNames) != Shape{features.size(1)}) {
        error = wrongShape("featureNames", count(featureNames), Shape{features.size(1)});
    }
    if (!error) {
        error = checkNames(featureNames);
    }
    if (!error) {
        error = checkNames(classNames);
    }
    if (error) {
        return tl::unexpected<Error>(std::move(*error));
    }
    Dataset dataset;
    dataset.m_features = std::move(features);
    dataset.m_targets = std::move(targets);
    dataset.m_featureNames = std::move(featureNames);
    dataset.m_classNames = std::move(classNames);
    return dataset;
}

}  // namespace glassnet
