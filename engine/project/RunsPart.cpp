#include "engine/project/RunsPart.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/exchange/Safetensors.h"
#include "engine/exchange/StrictJson.h"
#include "engine/project/CurveTensors.h"
#include "engine/project/DataPart.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/ProjectParts.h"
#include "engine/project/TablePart.h"
#include "engine/project/TrainingJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::int64_t kRunsMostWhole = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostPoints = std::int64_t{1} << 52U;
/// The part of which a run has rows or a table: the project, or an earlier run.
constexpr const char* kSharedRows = "sharedRows";
constexpr std::int64_t kOfProject = 0;

// In the order of StopReason.
constexpr auto kReasonKeys = std::to_array<std::string_view>({"none", "person", "goal", "epoch", "loss", "score", "plateau", "notFinite"});
static_assert(kReasonKeys.size() == static_cast<std::size_t>(StopReason::NotFinite) + 1);

constexpr std::array kPartsOfRun{kNetworkPart, kDataPart, kTablePart, kCellsPart, kWeightsPart, kStatePart, kRunPart, kCurvesPart};

std::string folderOf(std::int64_t id) { return std::string(kRunsFolder) + std::to_string(id) + "/"; }

json turnJson(const Knobs& knobs, const LearningChoices& chosen) {
    json value = choicesJson(chosen);
    value["knobs"] = knobsJson(knobs);
    return value;
}

json markJson(const RunMark& mark) {
    json value{{"step", mark.place.step}, {"epoch", mark.place.epoch}, {"samples", mark.place.samples}, {"seconds", mark.place.seconds}};
    if (const auto* turned = std::get_if<KnobsTurned>(&mark.what)) {
        value["before"] = turnJson(turned->before, turned->chosenBefore);
        value["after"] = turnJson(turned->after, turned->chosenAfter);
    } else {
        value["stopped"] = kReasonKeys.at(static_cast<std::size_t>(std::get<StopReason>(mark.what)));
    }
    return value;
}

RunMark readMark(JsonFields fields) {
    RunMark mark{{fields.integer("step", 0, kRunsMostWhole), fields.number("epoch"), fields.integer("samples", 0, kRunsMostWhole),
                  fields.number("seconds"), 0.0},
                 StopReason::None};
    if (fields.has("stopped")) {
        const auto found = std::ranges::find(kReasonKeys, fields.text("stopped"));
        if (found == kReasonKeys.end()) {
            fields.reading().fail(fields.pointerTo("stopped"), "reason");
        } else {
            mark.what = static_cast<StopReason>(found - kReasonKeys.begin());
        }
    } else {
        auto before = fields.object("before");
        auto after = fields.object("after");
        mark.what = KnobsTurned{readKnobs(before.object("knobs"), ""), readKnobs(after.object("knobs"), ""), readChoices(before),
                                readChoices(after)};
    }
    return mark;
}

/// [loss], or [loss, score].
Tensor resultTensor(const RunResult& result) {
    return result.score ? Tensor::from<double>({result.loss, *result.score}, {2}) : Tensor::from<double>({result.loss}, {1});
}

Result<std::optional<RunResult>> takeResult(std::map<std::string, Tensor>& tensors, const std::string& name) {
    const auto node = tensors.extract(name);
    if (node.empty()) {
        return std::optional<RunResult>();
    }
    const Tensor& values = node.mapped();
    if (values.dtype() != DType::Float64) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(values.dtype()))});
    }
    if (values.rank() != 1 || values.size(0) < 1 || values.size(0) > 2) {
        return failure(ErrorCode::TensorShape, {name, values.shape(), Shape{2}});
    }
    return std::optional(RunResult{values.at(0), values.size(0) > 1 ? std::optional(values.at(1)) : std::nullopt});
}

std::vector<std::byte> writeCurves(const KeptRun& run, json& sizes) {
    std::map<std::string, Tensor> tensors;
    for (const auto& [key, whole] : namedCurves(*run.curves)) {
        const auto curve = whole->decimated(kSavedBuckets);
        sizes[key] = curve.pointsPerBucket();
        for (auto& [name, tensor] : curveTensors(curve)) {
            tensors.emplace(key + "." + name, tensor);
        }
    }
    for (const auto& [name, result] : {std::pair("training", run.training), std::pair("test", run.test)}) {
        if (result) {
            tensors.emplace(name, resultTensor(*result));
        }
    }
    return writeSafetensors(tensors);
}

/// Where the rows of a run are kept already; none: nowhere.
std::optional<std::int64_t> keeperOf(const KeptRun& run, const DataSpec& projects, const std::vector<const KeptRun*>& before) {
    const auto& data = run.project->data;
    if (sharesRows(projects, data)) {
        return kOfProject;
    }
    const auto found = std::ranges::find_if(before, [&data](const KeptRun* other) { return sharesRows(other->project->data, data); });
    return found == before.end() ? std::nullopt : std::optional((*found)->id);
}

Result<Parts> writeRun(const KeptRun& run, const std::optional<std::int64_t>& keeper) {
    auto whole = *run.project;
    whole.state = run.state == nullptr ? std::nullopt : std::optional(*run.state);
    Parts parts;
    if (const auto written = writeProjectParts(whole, parts, !keeper); !written) {
        return tl::unexpected<Error>(written.error());
    }
    json sizes = json::object();
    parts.emplace(kCurvesPart, writeCurves(run, sizes));
    json marks = json::array();
    for (const RunMark& mark : run.curves->marks) {
        marks.push_back(markJson(mark));
    }
    json root{{"name", run.name},
              {"steps", run.steps},
              {"shown", run.isShown},
              {"scoreIsAccuracy", run.curves->scoreIsAccuracy},
              {"pointsPerBucket", std::move(sizes)},
              {"marks", std::move(marks)}};
    for (const OutputCurves& output : run.curves->outputs) {
        root["outputs"].push_back({{"layer", output.layer.value}, {"scoreIsAccuracy", output.scoreIsAccuracy}});
    }
    if (keeper) {
        root[kSharedRows] = *keeper;
        if (const auto* table = std::get_if<TableSpec>(&whole.data)) {
            root["roles"] = rolesJson(*table);
        }
    }
    restoreUnknown(root, kRunPart, whole.unknownFields);
    const auto text = jsonText(root, kRunPart);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    addText(parts, kRunPart, *text);
    return parts;
}

/// Errors of a run name its own part: "runs/3/network.json".
Error inFolder(Error error, const std::string& folder) {
    for (ErrorArgument& argument : error.arguments) {
        auto* text = std::get_if<std::string>(&argument);
        // A limit names the member behind its part.
        const auto isPart = [text](std::string_view part) {
            return text != nullptr && text->starts_with(part) && (text->size() == part.size() || (*text)[part.size()] == '/');
        };
        if (std::ranges::any_of(kPartsOfRun, isPart)) {
            text->insert(0, folder);
        }
    }
    return error;
}

/// Reads one run, whose parts have lost their folder.
class RunReading {
public:
    RunReading(Parts& parts, std::string_view file, const DataSpec& projects, const std::vector<KeptRun>& before)
        : m_parts(parts), m_file(file), m_projects(projects), m_before(before), m_reading(std::string(kRunPart)) {}

    Result<KeptRun> read() {
        const auto text = m_parts.extract(std::string(kRunPart));
        const auto curves = m_parts.extract(std::string(kCurvesPart));
        if (text.empty() || curves.empty()) {
            return failure(ErrorCode::MissingPart, {m_file, std::string(text.empty() ? kRunPart : kCurvesPart)});
        }
        const auto parsed = parseStrictJson(partText(text.mapped()), kRunPart);
        auto tensors = readSafetensors(curves.mapped(), kCurvesPart);
        if (!parsed || !tensors) {
            return tl::unexpected<Error>(parsed ? tensors.error() : parsed.error());
        }
        JsonFields fields(m_reading, *parsed, "");
        readFields(fields);
        if (m_reading.failed()) {
            return tl::unexpected<Error>(m_reading.error());
        }
        if (const auto read = readCurves(*tensors); !read) {
            return tl::unexpected<Error>(read.error());
        }
        if (const auto read = readProject(fields); !read) {
            return tl::unexpected<Error>(read.error());
        }
        return std::move(m_run);
    }

private:
    void readFields(JsonFields& fields) {
        m_run.name = fields.text("name");
        m_run.steps = fields.integer("steps", 0, kRunsMostWhole);
        m_run.isShown = fields.truth("shown");
        m_curves.scoreIsAccuracy = fields.truth("scoreIsAccuracy");
        const auto& marks = fields.array("marks", RunCurves::kMostMarks);
        for (std::size_t i = 0; i < marks.size() && !m_reading.failed(); ++i) {
            m_curves.marks.push_back(
                readMark(JsonFields(m_reading, marks[i], fields.pointerTo("marks") + jsonPointerStep(std::to_string(i)))));
        }
        readOutputs(fields);
        auto sizes = fields.object("pointsPerBucket");
        for (const auto& [key, curve] : namedCurves(m_curves)) {
            m_sizes.push_back(sizes.integer(key, 1, kMostPoints));
        }
        if (fields.has(kSharedRows)) {
            const auto keeper = fields.integer(kSharedRows, kOfProject, kRunsMostWhole);
            const auto found = std::ranges::find(m_before, keeper, &KeptRun::id);
            if (keeper != kOfProject && found == m_before.end()) {
                m_reading.fail(fields.pointerTo(kSharedRows), "an earlier run");
                return;
            }
            m_rows = keeper == kOfProject ? &m_projects : &found->project->data;
        }
    }

    /// A network with one output has no curves beside the run's own.
    void readOutputs(JsonFields& fields) {
        if (!fields.has("outputs")) {
            return;
        }
        const auto& outputs = fields.array("outputs", kMostLayers);
        for (std::size_t i = 0; i < outputs.size() && !m_reading.failed(); ++i) {
            JsonFields one(m_reading, outputs[i], fields.pointerTo("outputs") + jsonPointerStep(std::to_string(i)));
            OutputCurves output;
            output.layer = LayerId{static_cast<std::uint32_t>(one.integer("layer", 1, std::numeric_limits<std::uint32_t>::max()))};
            output.scoreIsAccuracy = one.truth("scoreIsAccuracy");
            m_curves.outputs.push_back(std::move(output));
        }
    }

    /// Tensors that this version does not know are passed over.
    Result<void> readCurves(std::map<std::string, Tensor>& tensors) {
        auto size = m_sizes.begin();
        for (const auto& [key, target] : namedCurves(m_curves)) {
            auto curve = takeCurve(tensors, kCurvesPart, key + ".", *size++);
            if (!curve) {
                return tl::unexpected<Error>(curve.error());
            }
            *target = std::move(*curve);
        }
        auto training = takeResult(tensors, "training");
        auto test = takeResult(tensors, "test");
        if (!training || !test) {
            return tl::unexpected<Error>(training ? test.error() : training.error());
        }
        m_run.training = *training;
        m_run.test = *test;
        m_run.curves = std::make_shared<const RunCurves>(std::move(m_curves));
        return {};
    }

    Result<void> readProject(JsonFields& fields) {
        auto project = readProjectParts(m_parts, m_file, m_rows);
        if (!project) {
            return tl::unexpected<Error>(project.error());
        }
        if (auto* table = std::get_if<TableSpec>(&project->data); table != nullptr && m_rows != nullptr) {
            table->roles = readRoles(fields, "roles", *table->table);
        }
        fields.keepRest("");
        if (m_reading.failed()) {
            return tl::unexpected<Error>(m_reading.error());
        }
        project->unknownFields.merge(m_reading.unknown);
        if (project->state) {
            m_run.state = std::make_shared<const TrainingState>(*std::exchange(project->state, std::nullopt));
        }
        m_run.project = std::make_shared<const Project>(std::move(*project));
        return {};
    }

    Parts& m_parts;
    std::string m_file;
    const DataSpec& m_projects;
    const std::vector<KeptRun>& m_before;
    JsonReading m_reading;
    KeptRun m_run;
    RunCurves m_curves;
    std::vector<std::int64_t> m_sizes;
    const DataSpec* m_rows = nullptr;
};

/// Moves the parts of a run that this version knows out of `parts`, without their folder.
Parts takeFolder(Parts& parts, const std::string& folder) {
    Parts own;
    for (const std::string_view name : kPartsOfRun) {
        if (auto node = parts.extract(folder + std::string(name)); !node.empty()) {
            own.emplace(name, std::move(node.mapped()));
        }
    }
    return own;
}

/// A part of a run that is not listed would come in the way of one that gets its number.
bool isStray(const std::string& name) {
    return name.starts_with(kRunsFolder) && std::ranges::any_of(kPartsOfRun, [&name](std::string_view part) {
               return name.size() > kRunsFolder.size() + part.size() && name.ends_with("/" + std::string(part));
           });
}

Result<void> readRuns(Parts& parts, const std::vector<std::byte>& list, const std::string& file, Project& project) {
    const auto parsed = parseStrictJson(partText(list), kRunsPart);
    if (!parsed) {
        return tl::unexpected<Error>(parsed.error());
    }
    JsonReading reading{std::string(kRunsPart)};
    JsonFields fields(reading, *parsed, "");
    const auto last = fields.integer("last", 0, kRunsMostWhole);
    std::vector<KeptRun> runs;
    std::set<std::int64_t> ids;
    const auto& listed = fields.array("runs", KeptRuns::kMostRuns);
    for (std::size_t i = 0; i < listed.size() && !reading.failed(); ++i) {
        if (!listed[i].is_number_integer() || listed[i] < 1 || listed[i] > last || !ids.insert(listed[i].get<std::int64_t>()).second) {
            reading.fail(fields.pointerTo("runs") + jsonPointerStep(std::to_string(i)), "number of a run");
            break;
        }
        const auto id = listed[i].get<std::int64_t>();
        auto own = takeFolder(parts, folderOf(id));
        auto run = RunReading(own, file, project.data, runs).read();
        if (!run) {
            return tl::unexpected<Error>(inFolder(run.error(), folderOf(id)));
        }
        if (!own.empty()) {
            return failure(ErrorCode::FileField, {folderOf(id) + own.begin()->first, "", "no such part"});
        }
        run->id = id;
        runs.push_back(std::move(*run));
    }
    fields.keepRest("");
    if (reading.failed()) {
        return tl::unexpected<Error>(reading.error());
    }
    project.unknownFields.merge(reading.unknown);
    project.runs = std::make_shared<const KeptRuns>(std::move(runs), last);
    return {};
}

}  // namespace

Result<void> writeRunsParts(const Project& project, Parts& parts) {
    if (project.runs == nullptr || project.runs->lastId() == 0) {
        return {};
    }
    auto runs = *project.runs;
    runs.fit(project.data);
    json ids = json::array();
    std::vector<const KeptRun*> written;
    for (const KeptRun& run : runs.all()) {
        auto own = writeRun(run, keeperOf(run, project.data, written));
        if (!own) {
            return tl::unexpected<Error>(inFolder(own.error(), folderOf(run.id)));
        }
        for (auto& [name, bytes] : *own) {
            parts.insert_or_assign(folderOf(run.id) + name, std::move(bytes));
        }
        ids.push_back(run.id);
        written.push_back(&run);
    }
    json root{{"last", runs.lastId()}, {"runs", std::move(ids)}};
    restoreUnknown(root, kRunsPart, project.unknownFields);
    const auto text = jsonText(root, kRunsPart);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    addText(parts, kRunsPart, *text);
    return {};
}

Result<void> readRunsParts(Parts& parts, std::string_view file, Project& project) {
    if (const auto list = parts.extract(std::string(kRunsPart)); !list.empty()) {
        if (const auto read = readRuns(parts, list.mapped(), std::string(file), project); !read) {
            return read;
        }
    }
    const auto stray = std::ranges::find_if(parts, [](const auto& part) { return isStray(part.first); });
    return stray == parts.end() ? Result<void>() : failure(ErrorCode::FileField, {stray->first, "", "part of a listed run"});
}

}  // namespace glassnet
