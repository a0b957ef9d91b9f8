#include "engine/project/ProjectScript.h"

#include <algorithm>
#include <limits>
#include <span>
#include <system_error>

#include "engine/base/FileBytes.h"
#include "engine/data/NpzWriter.h"
#include "engine/data/Split.h"
#include "engine/network/Problems.h"
#include "engine/project/ScriptSeal.h"

namespace glassnet {

namespace {

constexpr std::uint64_t kLongestScript = std::uint64_t{64} << 20U;
/// What is longer is not looked at and stays.
constexpr std::uint64_t kLongestArrays = std::uint64_t{4} << 30U;

/// Rows of the shape that the layer wants, without values.
ScriptRows emptyRows(std::int64_t rows, std::int64_t units, bool areClasses) {
    return {areClasses ? Shape{rows} : Shape{rows, units}, areClasses, {}, {}};
}

ScriptRows storedRows(const Tensor& values, ScriptRowsWanted wanted) {
    ScriptRows rows{values.shape(), values.dtype() == DType::Int64, {}, {}};
    if (wanted == ScriptRowsWanted::All || values.elements() <= kMostWrittenValues) {
        rows.values = values;
    }
    return rows;
}

/// The samples that inputs draw, as far as trainingData looks at them: their shapes.
Start shapesOfDraws(const NetworkSpec& network) {
    Start start;
    for (const auto& layer : network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        if (input != nullptr && input->drawnRows > 0) {
            start.samples[layer.id] = Tensor::zeros({1, 1}).expand({input->drawnRows, input->units});
        }
    }
    return start;
}

/// What a script's comment calls the rows that it does not write out; empty: nothing in particular.
std::string originOf(const DataSpec& data) {
    if (const auto* set = std::get_if<SyntheticSpec>(&data)) {
        return set->key;
    }
    const auto* table = std::get_if<TableSpec>(&data);
    std::string origin = table == nullptr ? std::string() : table->source;
    // A file may have a line feed in its name, which would end the comment.
    std::ranges::replace_if(
        origin, [](char letter) { return letter >= 0 && letter < ' '; }, ' ');
    return origin;
}

/// How many samples there are where the rows themselves do not say it.
std::int64_t rowCount(const Project& project) {
    if (const auto* set = std::get_if<SyntheticSpec>(&project.data)) {
        return set->rows - testRowCount(set->rows, project.plan.split);
    }
    if (const auto* table = std::get_if<TableSpec>(&project.data)) {
        return table->table->rows - testRowCount(table->table->rows, project.plan.split);
    }
    for (const auto& layer : project.network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        if (input != nullptr && input->drawnRows > 0) {
            return input->drawnRows;
        }
    }
    const auto& stored = std::get<StoredRows>(project.data);
    return stored.inputs.empty() ? project.training.batches.batchSize : stored.inputs.begin()->second.size(0);
}

/// False for a set whose rows are too many to be written: they need not be made then.
bool areMade(const DataSpec& data) {
    const auto* set = std::get_if<SyntheticSpec>(&data);
    return set == nullptr || set->rows <= kMostWrittenValues;
}

/// Also a link that leads nowhere is there.
bool isThere(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

/// The text of a script that is there; none where there is no file that can be read.
std::optional<std::string> scriptAt(const std::filesystem::path& path) {
    const auto bytes = readFileBytes(path, kLongestScript);
    return bytes ? std::optional(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size())) : std::nullopt;
}

/// NAME.npz beside NAME.py, or the first of NAME-2.npz and so on that is free or holds the arrays of the script that is there.
std::filesystem::path arraysBeside(const std::filesystem::path& script, const ScriptSeal& seal) {
    auto arrays = script;
    arrays.replace_extension(".npz");
    const auto isOwn = [&] {
        const auto bytes = seal.hasArrays() ? readFileBytes(arrays, kLongestArrays) : failure(ErrorCode::FileNotFound);
        return bytes.has_value() && seal.isOf(*bytes);
    };
    for (int number = 2; isThere(arrays) && !isOwn(); ++number) {
        arrays.replace_filename(script.stem().string() + "-" + std::to_string(number) + ".npz");
    }
    return arrays;
}

}  // namespace

Result<ScriptSource> scriptSource(const Project& project, ScriptRowsWanted wanted) {
    CheckLimits limits;
    limits.batchSize = project.training.batches.batchSize;
    limits.memoryBytes = std::numeric_limits<std::uint64_t>::max();
    if (const auto problems = findProblems(project.network, limits); !problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    ScriptSource source;
    source.network = project.network;
    source.seeds = project.training.seeds;
    source.batchSize = project.training.batches.batchSize;
    source.shuffle = project.training.batches.shuffle;
    source.optimizer = project.training.optimizer;
    source.penalty = project.training.penalty;
    source.clipping = project.training.clipping;
    source.knobs = project.training.knobs;
    const bool isWanted = wanted == ScriptRowsWanted::All || areMade(project.data);
    const auto data = isWanted ? trainingData(project, shapesOfDraws(project.network)) : failure(ErrorCode::TensorMissing);
    const auto rows = rowCount(project);
    const auto origin = originOf(project.data);
    const auto named = [&](ScriptRows made) {
        made.set = made.values ? std::string() : origin;
        return made;
    };
    for (const auto& layer : project.network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        if (input != nullptr && input->drawnRows == 0) {
            source.inputs[layer.id] = named(data ? storedRows(data->inputs.at(layer.id), wanted) : emptyRows(rows, input->units, false));
        } else if (const auto* output = layer.output()) {
            const bool areClasses = lossInfo(output->loss.kind).target == TargetKind::ClassIndices;
            source.targets[layer.id] =
                named(data ? storedRows(data->targets.at(layer.id), wanted) : emptyRows(rows, output->dense.units, areClasses));
        }
    }
    return source;
}

Result<Script> pyTorchScript(const Project& project, ScriptForm form, const std::map<StateKey, Tensor>& changed) {
    auto source = scriptSource(project);
    if (!source) {
        return tl::unexpected<Error>(source.error());
    }
    source->changed = changed;
    return pyTorchScript(*source, form);
}

std::map<StateKey, Tensor> changedTensors(const Project& project) {
    std::map<StateKey, Tensor> changed;
    if (!project.state) {
        return changed;
    }
    const auto& training = project.training;
    const auto start = drawStart(project.network, training.seeds, training.knobs, training.optimizer);
    for (const auto& [key, values] : project.state->tensors) {
        const auto drawn = start.state.tensors.find(key);
        if (key.slot == 0 && (drawn == start.state.tensors.end() || !bitEqual(drawn->second, values))) {
            changed.emplace(key, values);
        }
    }
    return changed;
}

bool replacesOwn(const std::filesystem::path& path) { return !isThere(path) || ScriptSeal(scriptAt(path).value_or("")).isWhole(); }

Result<std::filesystem::path> writePyTorchScript(const std::filesystem::path& path, const Project& project, ScriptForm form,
                                                 const std::map<StateKey, Tensor>& changed) {
    auto source = scriptSource(project, ScriptRowsWanted::All);
    if (!source) {
        return tl::unexpected<Error>(source.error());
    }
    source->changed = changed;
    const auto arrays = arraysBeside(path, ScriptSeal(scriptAt(path).value_or("")));
    source->arrayFile = arrays.filename().string();
    const auto script = pyTorchScript(*source, form);
    const auto packed = script.arrays.empty() ? std::vector<std::byte>() : writeNpz(script.arrays);
    if (!packed.empty()) {
        // First: a script whose arrays are missing would be of no use.
        if (const auto written = writeFileBytesAtomically(arrays, packed); !written) {
            return tl::unexpected<Error>(written.error());
        }
    }
    const auto text = ScriptSeal::sealed(script.text(), source->arrayFile, packed);
    if (const auto written = writeFileBytesAtomically(path, std::as_bytes(std::span(text))); !written) {
        return tl::unexpected<Error>(written.error());
    }
    return packed.empty() ? std::filesystem::path() : arrays;
}

}  // namespace glassnet
