#include "engine/project/KeptRuns.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/project/CurveTensors.h"
#include "engine/tensor/TensorMaps.h"

namespace glassnet {

namespace {

std::uint64_t bytesOf(const std::map<LayerId, Tensor>& rows) {
    std::uint64_t sum = 0;
    for (const auto& [layer, values] : rows) {
        sum += static_cast<std::uint64_t>(values.elements()) * byteSize(values.dtype());
    }
    return sum;
}

std::uint64_t bytesOf(const DataSpec& data) {
    if (const auto* rows = std::get_if<StoredRows>(&data)) {
        return bytesOf(rows->inputs) + bytesOf(rows->targets);
    }
    std::uint64_t sum = 0;
    if (const auto* table = std::get_if<TableSpec>(&data)) {
        for (const TableColumn& column : table->table->columns) {
            sum += column.numbers.size() * sizeof(double) + column.categories.size() * sizeof(std::int32_t);
        }
    }
    return sum;
}

std::uint64_t bytesOf(const RunCurves& curves) {
    std::uint64_t sum = sizeof(RunCurves) + curves.marks.size() * sizeof(RunMark);
    sum += curves.outputs.size() * sizeof(OutputCurves);
    for (const auto& [name, curve] : namedCurves(curves)) {
        sum += curve->buckets().size_bytes();
    }
    return sum;
}

bool sameNumber(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

bool sameResult(const std::optional<RunResult>& a, const std::optional<RunResult>& b) {
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    return sameNumber(a->loss, b->loss) && a->score.has_value() == b->score.has_value() &&
           sameNumber(a->score.value_or(0.0), b->score.value_or(0.0));
}

bool sameMark(const RunMark& a, const RunMark& b) {
    const auto* turned = std::get_if<KnobsTurned>(&a.what);
    if (a.what.index() != b.what.index() || a.place.step != b.place.step || a.place.samples != b.place.samples ||
        !sameNumber(a.place.epoch, b.place.epoch) || !sameNumber(a.place.seconds, b.place.seconds)) {
        return false;
    }
    if (turned == nullptr) {
        return std::get<StopReason>(a.what) == std::get<StopReason>(b.what);
    }
    const auto& other = std::get<KnobsTurned>(b.what);
    return turned->before == other.before && turned->after == other.after && turned->chosenBefore == other.chosenBefore &&
           turned->chosenAfter == other.chosenAfter;
}

bool sameCurves(const RunCurves& a, const RunCurves& b) {
    const auto sameOutput = [](const OutputCurves& one, const OutputCurves& other) {
        return one.layer == other.layer && one.scoreIsAccuracy == other.scoreIsAccuracy;
    };
    const auto sameCurve = [](const auto& one, const auto& other) {
        return one.first == other.first && one.second->pointsPerBucket() == other.second->pointsPerBucket() &&
               bitEqual(curveTensors(*one.second), curveTensors(*other.second));
    };
    return a.scoreIsAccuracy == b.scoreIsAccuracy && std::ranges::equal(a.marks, b.marks, sameMark) &&
           std::ranges::equal(a.outputs, b.outputs, sameOutput) && std::ranges::equal(namedCurves(a), namedCurves(b), sameCurve);
}

bool sameRun(const KeptRun& a, const KeptRun& b) {
    const bool sameState = a.state && b.state ? bitEqual(*a.state, *b.state) : a.state == b.state;
    return sameState && a.id == b.id && a.name == b.name && a.steps == b.steps && a.isShown == b.isShown &&
           sameResult(a.training, b.training) && sameResult(a.test, b.test) && sameCurves(*a.curves, *b.curves) &&
           sameProject(*a.project, *b.project);
}

}  // namespace

const KeptRun* KeptRuns::find(std::int64_t id) const {
    const auto found = std::ranges::find(m_runs, id, &KeptRun::id);
    return found == m_runs.end() ? nullptr : &*found;
}

std::int64_t KeptRuns::add(KeptRun run) {
    run.id = ++m_last;
    m_runs.push_back(std::move(run));
    return m_last;
}

void KeptRuns::change(std::int64_t id, const std::function<void(KeptRun&)>& change) {
    const auto found = std::ranges::find(m_runs, id, &KeptRun::id);
    if (found != m_runs.end()) {
        change(*found);
        found->id = id;
    }
}

void KeptRuns::remove(std::int64_t id) {
    std::erase_if(m_runs, [id](const KeptRun& run) { return run.id == id; });
}

std::vector<KeptRun> KeptRuns::fit(const DataSpec& data, std::uint64_t mostBytes) {
    std::vector<KeptRun> dropped;
    while (m_runs.size() > 1 && (m_runs.size() > kMostRuns || runBytes(m_runs, data) > mostBytes)) {
        const auto newest = m_runs.end() - 1;
        const auto unnamed = std::find_if(m_runs.begin(), newest, [](const KeptRun& run) { return run.name.empty(); });
        const auto oldest = unnamed != newest ? unnamed : m_runs.begin();
        dropped.push_back(std::move(*oldest));
        m_runs.erase(oldest);
    }
    return dropped;
}

bool sharesRows(const DataSpec& a, const DataSpec& b) {
    const auto* table = std::get_if<TableSpec>(&a);
    const auto* other = std::get_if<TableSpec>(&b);
    if (table != nullptr && other != nullptr) {
        return table->table == other->table || *table->table == *other->table;
    }
    return std::holds_alternative<StoredRows>(a) && sameData(a, b);
}

std::uint64_t runBytes(const std::vector<KeptRun>& runs, const DataSpec& data) {
    std::uint64_t sum = 0;
    std::vector<const DataSpec*> known{&data};
    for (const KeptRun& run : runs) {
        sum += sizeof(KeptRun) + sizeof(Project) + bytesOf(*run.curves) + (run.state == nullptr ? 0 : stateBytes(*run.state));
        const auto& own = run.project->data;
        const auto bytes = bytesOf(own);
        if (bytes > 0 && std::ranges::none_of(known, [&own](const DataSpec* other) { return sharesRows(*other, own); })) {
            known.push_back(&own);
            sum += bytes;
        }
    }
    return sum;
}

bool sameRuns(const KeptRuns& a, const KeptRuns& b) { return a.lastId() == b.lastId() && std::ranges::equal(a.all(), b.all(), sameRun); }

void takeSettings(Project& project, const KeptRun& run) {
    auto before = std::exchange(project, *run.project);
    project.unknownParts = std::move(before.unknownParts);
    project.runs = std::move(before.runs);
    for (const auto& [layer, position] : before.positions) {
        if (project.network.find(layer) != nullptr) {
            project.positions[layer] = position;
        }
    }
}

}  // namespace glassnet
