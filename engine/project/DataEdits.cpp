#include "engine/project/DataEdits.h"

#include <string_view>
#include <utility>

#include "engine/data/Split.h"
#include "engine/data/SyntheticSets.h"
#include "engine/network/Losses.h"
#include "engine/project/Draft.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/TablePart.h"

namespace glassnet {

namespace {

/// What an output is to have for a kind of target.
struct OutputForm {
    std::int64_t units = 1;
    Activation activation{};
    Loss loss{};
};

bool areTwoClasses(const Dataset& set) { return set.classNames().size() == 2 && !set.hasClassTargets(); }

OutputForm formFor(const Dataset& set) {
    if (set.hasClassTargets()) {
        return {static_cast<std::int64_t>(set.classNames().size()), Activation::Softmax, Loss::CrossEntropy};
    }
    return areTwoClasses(set) ? OutputForm{1, Activation::Sigmoid, Loss::BinaryCrossEntropy}
                              : OutputForm{set.targets().size(1), Activation::Identity, Loss::MeanSquaredError};
}

const SyntheticSet* syntheticSet(const DataSpec& data) {
    const auto* spec = std::get_if<SyntheticSpec>(&data);
    return spec == nullptr ? nullptr : findSyntheticSet(spec->key);
}

/// Units are named after the classes where there is one for each.
std::vector<std::string> outputNames(const Dataset& set, std::int64_t units) {
    return set.classNames().size() == static_cast<std::size_t>(units) ? set.classNames() : std::vector<std::string>();
}

/// Names that a layer can have: none that is empty and none twice.
std::vector<std::string> unitNames(std::vector<std::string> names) {
    while (!names.empty() && names.back().empty()) {
        names.pop_back();
    }
    return names;
}

/// What a newer version kept of the data that are replaced goes with them.
void forgetUnknown(Project& project) {
    const std::string ofData = std::string(kNetworkPart) + "/data/";
    const std::string ofTable = std::string(kTablePart) + "/";
    std::erase_if(project.unknownFields,
                  [&](const auto& field) { return field.first.starts_with(ofData) || field.first.starts_with(ofTable); });
}

Result<void> use(Project& project, DataSpec data, DataPlan plan) {
    const auto prepared = preparedData(data, plan);
    if (!prepared) {
        return tl::unexpected<Error>(prepared.error());
    }
    usePrepared(project, std::move(data), std::move(plan), prepared->get());
    return {};
}

}  // namespace

bool fitsTargets(const OutputSettings& output, const Dataset& set, bool isSigned) {
    const TargetKind wanted = lossInfo(output.loss.kind).target;
    const Activation activation = output.dense.activation.kind;
    const std::int64_t units = output.dense.units;
    if (set.classNames().empty()) {
        return wanted == TargetKind::Values && activation == Activation::Identity && units == set.targets().size(1);
    }
    const auto classes = static_cast<std::int64_t>(set.classNames().size());
    if (wanted == TargetKind::ClassIndices) {
        // Cross entropy reads softmax or takes logits as they are.
        const bool suits = activation == Activation::Softmax || activation == Activation::Identity || output.loss.kind == Loss::Hinge;
        return units == classes && suits;
    }
    const bool fitsUnits = units == (areTwoClasses(set) ? 1 : classes);
    if (output.loss.kind == Loss::BinaryCrossEntropyWithLogits) {
        return fitsUnits && activation == Activation::Identity;
    }
    const bool givesProbability = activation == Activation::Sigmoid || (activation == Activation::Softmax && units > 1);
    const bool givesSigns = isSigned && activation == Activation::Tanh && wanted == TargetKind::Values;
    return fitsUnits && (givesProbability || givesSigns);
}

void fitToData(Project& project, const PreparedData& prepared) {
    const SyntheticSet* set = syntheticSet(project.data);
    const OutputForm form = formFor(prepared.set);
    Draft draft(project);
    std::vector<LayerId> layers;
    for (const LayerSpec& layer : draft.network.layers()) {
        layers.push_back(layer.id);
    }
    for (const LayerId id : layers) {
        LayerSpec& layer = *draft.network.find(id);
        if (auto* input = std::get_if<InputSettings>(&layer.settings)) {
            input->units = prepared.set.features().size(1);
            input->drawnRows = 0;
            layer.unitNames = unitNames(prepared.set.featureNames());
        } else if (auto* output = std::get_if<OutputSettings>(&layer.settings)) {
            if (!fitsTargets(*output, prepared.set, set != nullptr && set->signedClasses)) {
                output->dense.units = form.units;
                output->dense.activation = defaultSpec(form.activation);
                output->loss = defaultSpec(form.loss);
            }
            layer.unitNames = unitNames(outputNames(prepared.set, output->dense.units));
        }
    }
    draft.commit();
}

DataPlan usualPlan(const DataSpec& data, std::uint64_t splitSeed) {
    constexpr double kShare = 0.3;
    constexpr double kPlaygroundShare = 0.5;
    constexpr std::int64_t kHandful = 10;
    DataPlan plan;
    plan.split = {.testShare = kShare, .seed = splitSeed, .shuffled = true};
    if (const SyntheticSet* set = syntheticSet(data)) {
        if (set->isShuffled) {
            plan.split = {.testShare = kPlaygroundShare, .seed = splitSeed, .shuffled = false};
        } else if (set->usual.rows < kHandful) {
            plan.split.testShare = 0.0;
        }
    } else if (std::holds_alternative<TableSpec>(data)) {
        plan.normalization = Normalization::Standardize;
    }
    return plan;
}

void usePrepared(Project& project, DataSpec data, DataPlan plan, const PreparedData* prepared) {
    if (!sameData(project.data, data)) {
        forgetUnknown(project);
    }
    project.data = std::move(data);
    project.plan = std::move(plan);
    if (prepared != nullptr) {
        fitToData(project, *prepared);
    }
}

Result<void> useSynthetic(Project& project, SyntheticSpec spec, SplitPlan split) {
    const SyntheticSet* set = findSyntheticSet(spec.key);
    split.shuffled = split.shuffled && (set == nullptr || !set->isShuffled);
    DataPlan plan;
    plan.split = split;
    return use(project, std::move(spec), std::move(plan));
}

Result<void> useTable(Project& project, TableSpec spec, DataPlan plan) { return use(project, std::move(spec), std::move(plan)); }

Result<void> setPlan(Project& project, DataPlan plan) {
    if (const auto checked = checkSplit(plan.split); !checked) {
        return checked;
    }
    return use(project, project.data, std::move(plan));
}

}  // namespace glassnet
