#include "engine/exchange/ScriptNetwork.h"

#include <algorithm>

#include "engine/exchange/PythonText.h"
#include "engine/network/Symbols.h"

namespace glassnet {

namespace {

/// Few cuts get a line each, many are put together.
constexpr std::size_t kSingleCuts = 8;
constexpr std::size_t kCutsOnALine = 16;
/// Layers up to this wide name each unit, wider ones those that are held.
constexpr std::int64_t kNamedUnits = 16;

std::string indexList(const std::vector<std::string>& indices) {
    return indices.size() == 1 ? indices.front() : "[" + joined(indices) + "]";
}

/// "torch.tensor([a, b])", a text for each unit; in a wide layer only for those that are held, put into zeros.
std::string unitTensor(const LayerSpec& layer, std::int64_t units, const std::string& zeros, const std::string& zero,
                       const std::vector<std::string>& held) {
    if (units <= kNamedUnits) {
        std::vector<std::string> all(static_cast<std::size_t>(units), zero);
        auto text = held.begin();
        for (const auto& [unit, value] : layer.clamps) {
            all.at(static_cast<std::size_t>(unit)) = *text++;
        }
        return "torch.tensor([" + joined(all) + "])";
    }
    std::vector<std::string> places;
    for (const auto& [unit, value] : layer.clamps) {
        places.push_back(std::to_string(unit));
    }
    return zeros + ".scatter(0, torch.tensor([" + joined(places) + "]), torch.tensor([" + joined(held) + "]))";
}

/// What is left to whoever copied a script instead of saving it.
constexpr std::string_view kWayOut = "# (a script that Glassnet saves to a file has them in a file beside it)";

std::string numpyShape(const Shape& shape) {
    std::vector<std::string> sizes;
    for (int dim = 0; dim < shape.rank(); ++dim) {
        sizes.push_back(std::to_string(shape[dim]));
    }
    return joined(sizes);
}

}  // namespace

ScriptNetwork::ScriptNetwork(const ScriptSource& source)
    : m_source(source),
      m_subjects(source.network),
      m_shapes(inferShapes(source.network)),
      m_numbers(layerNumbers(source.network)),
      m_draws(drawGroups(source.network)) {
    for (const auto id : source.network.topologicalOrder()) {
        m_layers.push_back(source.network.find(id));
        if (!m_layers.back()->clamps.empty()) {
            m_held.emplace(id, m_held.size() + 1);
        }
        if (m_layers.back()->kind() == LayerKind::Input) {
            m_inputs.push_back(m_layers.back());
        } else if (m_layers.back()->kind() == LayerKind::Output) {
            m_outputs.push_back(m_layers.back());
        }
    }
}

std::string ScriptNetwork::ending(LayerId layer) const {
    const auto number = outputSymbol(spec(), layer).number;
    return number == 0 ? std::string() : std::to_string(number);
}

std::int64_t ScriptNetwork::rows() const {
    for (const auto* layer : m_inputs) {
        if (const auto drawn = std::get<InputSettings>(layer->settings).drawnRows; drawn > 0) {
            return drawn;
        }
    }
    return m_source.inputs.empty() ? m_source.batchSize : m_source.inputs.begin()->second.shape[0];
}

bool ScriptNetwork::takesAllRows() const { return rows() <= 1 || (m_source.batchSize >= rows() && !m_source.shuffle); }

std::string ScriptNetwork::shuffleGenerator() const { return "torch.Generator().manual_seed(" + std::to_string(m_source.seeds[1]) + ")"; }

std::string ScriptNetwork::epochOrder(const std::string& generator) const {
    const auto count = std::to_string(rows());
    return m_source.shuffle ? "torch.randperm(" + count + ", generator=" + generator + ")" : "torch.arange(" + count + ")";
}

bool ScriptNetwork::drawsMasks() const {
    return std::any_of(m_layers.begin(), m_layers.end(), [](const LayerSpec* layer) {
        const auto* dropout = std::get_if<DropoutSettings>(&layer->settings);
        return dropout != nullptr && dropout->probability > 0.0 && dropout->probability < 1.0;
    });
}

bool ScriptNetwork::hasCuts(LayerId layer) const {
    const auto links = spec().incoming(layer);
    return std::any_of(links.begin(), links.end(), [](const LinkSpec* link) { return !link->cut.empty(); });
}

std::string ScriptNetwork::heldUnits(const LayerSpec& layer) const {
    const auto units = shape(layer.id).out;
    const std::vector<std::string> held(layer.clamps.size(), "True");
    return unitTensor(layer, units, "torch.zeros(" + std::to_string(units) + ", dtype=torch.bool)", "False", held);
}

std::string ScriptNetwork::heldValues(const LayerSpec& layer) const {
    const auto units = shape(layer.id).out;
    std::vector<std::string> held;
    for (const auto& [unit, value] : layer.clamps) {
        held.push_back(pythonNumber(static_cast<float>(value)));
    }
    return unitTensor(layer, units, "torch.zeros(" + std::to_string(units) + ")", "0.0", held);
}

std::string ScriptNetwork::sources(const LayerSpec& layer, const std::function<std::string(const LayerSpec&)>& value) const {
    std::vector<std::string> names;
    for (const auto* link : spec().incoming(layer.id)) {
        names.push_back(value(spec().layer(link->from)));
    }
    const auto* join = std::get_if<JoinSettings>(&layer.settings);
    if (join != nullptr && join->mode == JoinMode::Add) {
        return joined(names, " + ");
    }
    return names.size() == 1 ? names.front() : "torch.cat((" + joined(names) + "), dim=1)";
}

std::string ScriptNetwork::withHeldUnits(LayerId layer, const std::string& owner, const std::string& value) const {
    return pythonCall("torch.where", {owner + heldName(layer), owner + heldValuesName(layer), value});
}

void ScriptNetwork::writeCuts(ScriptLines& lines, const LayerSpec& layer, const std::string& mask, bool transposed) const {
    std::int64_t offset = 0;
    for (const auto* link : spec().incoming(layer.id)) {
        const auto width = shape(link->from).out;
        const std::size_t onALine = link->cut.size() <= kSingleCuts ? 1 : kCutsOnALine;
        std::vector<std::string> from;
        std::vector<std::string> to;
        const auto write = [&] {
            if (!from.empty()) {
                const auto& first = transposed ? to : from;
                const auto& second = transposed ? from : to;
                lines.add(ScriptRole::Model, mask + "[" + indexList(first) + ", " + indexList(second) + "] = 0", layer.id, link->id)
                    .subjects = {{layer.id, SymbolLetter::ConnectionMask}};
            }
            from.clear();
            to.clear();
        };
        for (const auto& [source, target] : link->cut) {
            if (source < 0 || source >= width || target < 0 || target >= shape(layer.id).out) {
                continue;  // A unit that is gone.
            }
            from.push_back(std::to_string(offset + source));
            to.push_back(std::to_string(target));
            if (from.size() == onALine) {
                write();
            }
        }
        write();
        offset += width;
    }
}

void ScriptNetwork::writeRows(ScriptLines& lines, const std::string& name, const ScriptSubject& subject, const ScriptRows& rows) const {
    if (rows.values && rows.values->elements() > kMostWrittenValues && !m_source.arrayFile.empty()) {
        lines.add(ScriptRole::Data, name + " = " + lines.stored(name, *rows.values), subject.layer).subjects = {subject};
        return;
    }
    if (rows.values) {
        auto text = pythonTensor(*rows.values);
        text.front() = name + " = " + text.front();
        for (const auto& line : text) {
            lines.add(ScriptRole::Data, line, subject.layer).subjects = {subject};
        }
        return;
    }
    const auto sizes = numpyShape(rows.shape);
    const auto origin = rows.set.empty() ? std::string() : " from the set \"" + rows.set + "\"";
    const auto kind = std::string(rows.areClasses ? "int64" : "float32");
    const auto zeros = name + " = torch.zeros(" + sizes + (rows.areClasses ? ", dtype=torch.int64)" : ")");
    for (const auto& text : {"# Load " + name + origin + " here: " + kind + " [" + sizes + "]", std::string(kWayOut), zeros}) {
        lines.add(ScriptRole::Data, text, subject.layer).subjects = {subject};
    }
}

void ScriptNetwork::writeSeed(ScriptLines& lines, std::uint64_t seed, LayerId layer) {
    lines.add(ScriptRole::Seed, "torch.manual_seed(" + std::to_string(seed) + ")", layer);
}

}  // namespace glassnet
