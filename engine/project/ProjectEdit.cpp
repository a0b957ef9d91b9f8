#include "engine/project/ProjectEdit.h"

#include <utility>

#include "engine/program/KnobTable.h"

namespace glassnet {

namespace {

bool sameState(const std::optional<TrainingState>& a, const std::optional<TrainingState>& b) {
    return a.has_value() && b.has_value() ? bitEqual(*a, *b) : a.has_value() == b.has_value();
}

/// Applies an edit that was checked; one overload for each kind.
struct Applier {
    Project& project;

    std::optional<ProjectEdit> operator()(const SetTensorEdit& edit) const {
        const auto found = project.state ? project.state->tensors.find(edit.key) : std::map<StateKey, Tensor>::iterator();
        if (!project.state || found == project.state->tensors.end()) {
            throw ErrorException(Error{ErrorCode::TensorMissing, {stateKeyName(edit.key)}});
        }
        Tensor& tensor = found->second;
        if (edit.values.dtype() != tensor.dtype()) {
            throw ErrorException(Error{ErrorCode::TensorDType, {stateKeyName(edit.key), std::string(dtypeName(edit.values.dtype()))}});
        }
        if (edit.values.shape() != tensor.shape()) {
            throw ErrorException(Error{ErrorCode::TensorShape, {stateKeyName(edit.key), edit.values.shape(), tensor.shape()}});
        }
        if (bitEqual(edit.values, tensor)) {
            return std::nullopt;
        }
        return SetTensorEdit{edit.key, std::exchange(tensor, edit.values.clone())};
    }

    std::optional<ProjectEdit> operator()(const SetSeedsEdit& edit) const {
        if (edit.seeds == project.training.seeds && sameState(edit.state, project.state)) {
            return std::nullopt;
        }
        return SetSeedsEdit{std::exchange(project.training.seeds, edit.seeds), std::exchange(project.state, edit.state)};
    }

    std::optional<ProjectEdit> operator()(const SetKnobsEdit& edit) const {
        const bool hasState = project.state.has_value();
        const Knobs ofState = edit.stateKnobs.value_or(edit.knobs);
        if (sameBits(edit.knobs, project.training.knobs) && (!hasState || sameBits(ofState, project.state->knobs))) {
            return std::nullopt;
        }
        SetKnobsEdit inverse{std::exchange(project.training.knobs, edit.knobs), std::nullopt};
        if (hasState) {
            inverse.stateKnobs = std::exchange(project.state->knobs, ofState);
        }
        return inverse;
    }
};

}  // namespace

std::optional<ProjectEdit> apply(Project& project, const ProjectEdit& edit) { return std::visit(Applier{project}, edit); }

}  // namespace glassnet
