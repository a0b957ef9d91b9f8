#include "engine/project/Project.h"

#include "engine/data/Prepare.h"
#include "engine/data/SyntheticSets.h"
#include "engine/project/KeptRuns.h"
#include "engine/project/PreparedSplit.h"
#include "engine/tensor/TensorMaps.h"

namespace glassnet {

namespace {

bool sameTable(const TableSpec& a, const TableSpec& b) {
    return a.source == b.source && a.roles == b.roles && a.missing == b.missing && (a.table == b.table || *a.table == *b.table);
}

}  // namespace

bool sameData(const DataSpec& a, const DataSpec& b) {
    if (a.index() != b.index()) {
        return false;
    }
    if (const auto* rows = std::get_if<StoredRows>(&a)) {
        const auto& others = std::get<StoredRows>(b);
        return bitEqual(rows->inputs, others.inputs) && bitEqual(rows->targets, others.targets);
    }
    const auto* table = std::get_if<TableSpec>(&a);
    return table != nullptr ? sameTable(*table, std::get<TableSpec>(b)) : std::get<SyntheticSpec>(a) == std::get<SyntheticSpec>(b);
}

bool sameData(const Project& a, const Project& b) { return a.plan == b.plan && sameData(a.data, b.data); }

bool sameProject(const Project& a, const Project& b) {
    const bool sameState = a.state && b.state ? bitEqual(*a.state, *b.state) : a.state.has_value() == b.state.has_value();
    const bool sameHistory = a.runs == b.runs || (a.runs && b.runs && sameRuns(*a.runs, *b.runs));
    return sameState && sameHistory && a.name == b.name && a.network == b.network && a.positions == b.positions && a.colors == b.colors &&
           sameData(a, b) && a.training == b.training && a.unknownParts == b.unknownParts && a.unknownFields == b.unknownFields;
}

Result<std::shared_ptr<const PreparedData>> preparedData(const DataSpec& data, const DataPlan& plan) {
    const auto shared = [](Result<PreparedData> made) -> Result<std::shared_ptr<const PreparedData>> {
        if (!made) {
            return tl::unexpected<Error>(made.error());
        }
        return std::make_shared<const PreparedData>(std::move(*made));
    };
    if (const auto* table = std::get_if<TableSpec>(&data)) {
        return shared(prepare(*table, plan));
    }
    const auto* spec = std::get_if<SyntheticSpec>(&data);
    if (spec == nullptr) {
        return std::shared_ptr<const PreparedData>();
    }
    const auto set = makeSyntheticSet(*spec);
    return set ? shared(prepare(*set, plan)) : tl::unexpected<Error>(set.error());
}

Result<SplitData> splitData(const Project& project, const Start& start) {
    const auto prepared = preparedData(project.data, project.plan);
    if (!prepared) {
        return tl::unexpected<Error>(prepared.error());
    }
    return splitPrepared(project, start, *prepared);
}

Result<TrainingData> trainingData(const Project& project, const Start& start) {
    auto split = splitData(project, start);
    return split ? Result<TrainingData>(std::move(split->training)) : tl::unexpected<Error>(split.error());
}

}  // namespace glassnet
