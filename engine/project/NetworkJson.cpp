#include "engine/project/NetworkJson.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/network/Clamps.h"
#include "engine/network/Problems.h"
#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"
#include "engine/project/DataJson.h"
#include "engine/project/PropertyJson.h"
#include "engine/project/TrainingJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostId = std::numeric_limits<std::uint32_t>::max() - 1;
constexpr std::int64_t kNetworkMostWhole = std::numeric_limits<std::int64_t>::max();

constexpr std::array<std::string_view, 3> kDrawKeys{"x", "weight", "bias"};

/// How many units go out of a layer, as far as it can be known; else as many as one likes.
std::int64_t unitsOf(const std::map<LayerId, LayerShape>& shapes, LayerId id) {
    const auto found = shapes.find(id);
    return found == shapes.end() ? kNetworkMostWhole : found->second.out;
}

bool fitsDraw(const LayerSpec& layer, DrawRole role) {
    return role == DrawRole::Samples ? layer.kind() == LayerKind::Input : layer.dense() != nullptr;
}

json layerJson(const Project& project, const LayerSpec& layer, std::int64_t units) {
    const auto names = std::min(layer.unitNames.size(), static_cast<std::size_t>(units));
    json value{{"id", layer.id.value},
               {"kind", layerKindInfo(layer.kind()).key},
               {"name", layer.name},
               {"properties", propertiesJson(layer.settings)},
               {"unitNames", std::vector(layer.unitNames.begin(), layer.unitNames.begin() + static_cast<std::ptrdiff_t>(names))}};
    for (const auto& [unit, held] : layer.clamps) {
        if (unit < clampableUnits(layer)) {
            value["clamps"].push_back({unit, held});
        }
    }
    if (const auto place = project.positions.find(layer.id); place != project.positions.end()) {
        value["position"] = {{"x", place->second.x}, {"y", place->second.y}};
    }
    if (const auto color = project.colors.find(layer.id); color != project.colors.end()) {
        value["color"] = color->second;
    }
    return value;
}

json linkJson(const Project& project, const LinkSpec& link, const std::map<LayerId, LayerShape>& shapes) {
    json cut = json::array();
    const auto* target = project.network.find(link.to);
    const bool isDense = target != nullptr && target->dense() != nullptr;
    const auto sources = unitsOf(shapes, link.from);
    const auto targets = unitsOf(shapes, link.to);
    for (const auto& [from, to] : link.cut) {
        if (isDense && from < sources && to < targets) {
            cut.push_back({from, to});
        }
    }
    return {{"id", link.id.value}, {"from", link.from.value}, {"to", link.to.value}, {"cut", std::move(cut)}};
}

/// Reads one network.json into a Project.
class NetworkReader {
public:
    explicit NetworkReader(JsonReading& reading) : m_reading(reading) {}

    Project read(const json& root) {
        JsonFields fields(m_reading, root, "");
        m_project.name = fields.text("name");
        readEach(fields, "layers", kMostLayers, &NetworkReader::readLayer);
        readEach(fields, "links", kMostLinks, &NetworkReader::readLink);
        if (!m_reading.failed()) {
            m_shapes = inferShapes(m_project.network);
            checkUnits();
        }
        m_project.network.setDrawOrder({});
        readEach(fields, "drawOrder", 3 * kMostLayers, &NetworkReader::readDraw);
        m_project.network.setDrawOrder(std::move(m_draws));
        readTraining(fields.object("training"));
        m_project.data = readData(fields.object("data"));
        if (fields.has("plan")) {
            m_project.plan = readPlan(fields.object("plan"));
        }
        fields.keepRest("");
        return std::move(m_project);
    }

private:
    using ReadElement = void (NetworkReader::*)(JsonFields);

    void readEach(JsonFields& fields, std::string_view key, std::size_t most, ReadElement readElement) {
        const json& values = fields.array(key, most);
        for (std::size_t i = 0; i < values.size() && !m_reading.failed(); ++i) {
            (this->*readElement)(JsonFields(m_reading, values[i], fields.pointerTo(key) + jsonPointerStep(std::to_string(i))));
        }
    }

    std::uint32_t readId(JsonFields& fields, std::string_view key) { return static_cast<std::uint32_t>(fields.integer(key, 1, kMostId)); }

    void readLayer(JsonFields fields) {
        LayerSpec layer;
        layer.id = LayerId{readId(fields, "id")};
        layer.name = fields.text("name");
        const auto* kind = findLayerKind(fields.text("kind"));
        if (kind == nullptr) {
            m_reading.fail(fields.pointerTo("kind"), "layer kind");
            return;
        }
        if (m_project.network.find(layer.id) != nullptr) {
            m_reading.fail(fields.pointerTo("id"), "unique id");
            return;
        }
        const std::string lasting = "/layers/" + std::to_string(layer.id.value);
        layer.settings = kind->make();
        readProperties(fields.object("properties"), layer, lasting + "/properties");
        readUnitNames(fields, layer);
        readClamps(fields, layer);
        if (fields.has("position")) {
            JsonFields position = fields.object("position");
            m_project.positions[layer.id] = {position.number("x"), position.number("y")};
            position.keepRest(lasting + "/position");
        }
        if (fields.has("color")) {
            m_project.colors[layer.id] = static_cast<int>(fields.integer("color", 1, kLayerColors));
        }
        fields.keepRest(lasting);
        if (!m_reading.failed()) {
            m_project.network.insertLayer(std::move(layer), m_project.network.layers().size());
        }
    }

    void readUnitNames(JsonFields& fields, LayerSpec& layer) {
        const json& names = fields.array("unitNames", kNetworkJsonLimits.values);
        std::set<std::string> seen;
        for (const json& name : names) {
            if (!name.is_string()) {
                m_reading.fail(fields.pointerTo("unitNames"), "text");
                return;
            }
            auto text = name.get<std::string>();
            if (!text.empty() && !seen.insert(text).second) {
                m_reading.fail(fields.pointerTo("unitNames"), "different names");
                return;
            }
            layer.unitNames.push_back(std::move(text));
        }
        m_namePointers[layer.id] = fields.pointerTo("unitNames");
    }

    void readClamps(JsonFields& fields, LayerSpec& layer) {
        if (!fields.has("clamps")) {
            return;
        }
        const json& pairs = fields.array("clamps", kNetworkJsonLimits.values);
        for (const json& pair : pairs) {
            if (!pair.is_array() || pair.size() != 2 || !isUnit(pair[0]) || !pair[1].is_number() ||
                !layer.clamps.emplace(pair[0].get<std::int64_t>(), pair[1].get<double>()).second) {
                m_reading.fail(fields.pointerTo("clamps"), "units with their values");
                return;
            }
            const auto [unit, value] = std::pair(pair[0].get<std::int64_t>(), pair[1].get<double>());
            const auto error = whyNotClamp(layer, unit, value);
            if (error && error->code != ErrorCode::BadProperty) {
                m_reading.fail(fields.pointerTo("clamps"), "units with their values");
            } else if (error) {
                m_reading.fail(*error);
            }
        }
    }

    LayerId readLayerId(JsonFields& fields, std::string_view key) {
        const LayerId id{readId(fields, key)};
        if (!m_reading.failed() && m_project.network.find(id) == nullptr) {
            m_reading.fail(fields.pointerTo(key), "id of a layer");
        }
        return id;
    }

    void readLink(JsonFields fields) {
        LinkSpec link;
        link.id = LinkId{readId(fields, "id")};
        link.from = readLayerId(fields, "from");
        link.to = readLayerId(fields, "to");
        if (m_project.network.find(link.id) != nullptr) {
            m_reading.fail(fields.pointerTo("id"), "unique id");
        }
        const json& cut = fields.array("cut", kMostCuts - m_cuts);
        m_cuts += cut.size();
        for (const json& pair : cut) {
            if (!pair.is_array() || pair.size() != 2 || !isUnit(pair[0]) || !isUnit(pair[1]) ||
                !link.cut.emplace(pair[0].get<std::int64_t>(), pair[1].get<std::int64_t>()).second) {
                m_reading.fail(fields.pointerTo("cut"), "pairs of units");
                return;
            }
        }
        fields.keepRest("/links/" + std::to_string(link.id.value));
        m_cutPointers[link.id] = fields.pointerTo("cut");
        if (!m_reading.failed()) {
            m_project.network.insertLink(std::move(link), m_project.network.links().size());
        }
    }

    static bool isUnit(const json& value) {
        return value.is_number_unsigned() && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(kNetworkMostWhole);
    }

    /// Names and cut connections are of units that there are.
    void checkUnits() {
        for (const LayerSpec& layer : m_project.network.layers()) {
            if (layer.unitNames.size() > static_cast<std::uint64_t>(unitsOf(m_shapes, layer.id))) {
                m_reading.fail(m_namePointers[layer.id], "as many names as units");
            }
        }
        for (const LinkSpec& link : m_project.network.links()) {
            const bool isDense = m_project.network.layer(link.to).dense() != nullptr;
            const auto sources = unitsOf(m_shapes, link.from);
            const auto targets = unitsOf(m_shapes, link.to);
            if (std::ranges::any_of(link.cut,
                                    [&](const UnitPair& pair) { return !isDense || pair.first >= sources || pair.second >= targets; })) {
                m_reading.fail(m_cutPointers[link.id], "pairs of units");
            }
        }
    }

    void readDraw(JsonFields fields) {
        const LayerId layer = readLayerId(fields, "layer");
        const auto* key = std::ranges::find(kDrawKeys, fields.text("draw"));
        if (m_reading.failed()) {
            return;
        }
        const DrawItem item{layer, static_cast<DrawRole>(key - kDrawKeys.begin())};
        if (key == kDrawKeys.end() || !fitsDraw(m_project.network.layer(layer), item.role) ||
            std::ranges::find(m_draws, item) != m_draws.end()) {
            m_reading.fail(fields.pointerTo("draw"), "draw");
            return;
        }
        m_draws.push_back(item);
    }

    void readTraining(JsonFields fields) {
        TrainingSettings& training = m_project.training;
        training.seeds = readSeeds(fields.object("seeds"), "/training/seeds");
        const auto chosen = readChoices(fields);
        training.batches = chosen.batches;
        training.optimizer = chosen.optimizer;
        training.penalty = chosen.penalty;
        training.clipping = chosen.clipping;
        training.knobs = readKnobs(fields.object("knobs"), "/training/knobs");
        fields.keepRest("/training");
    }

    JsonReading& m_reading;
    Project m_project;
    std::map<LayerId, LayerShape> m_shapes;
    std::map<LayerId, std::string> m_namePointers;
    std::map<LinkId, std::string> m_cutPointers;
    std::size_t m_cuts = 0;
    std::vector<DrawItem> m_draws;
};

}  // namespace

Result<std::string> writeNetworkJson(const Project& project) {
    const auto shapes = inferShapes(project.network);
    json layers = json::array();
    for (const LayerSpec& layer : project.network.layers()) {
        layers.push_back(layerJson(project, layer, unitsOf(shapes, layer.id)));
    }
    json links = json::array();
    for (const LinkSpec& link : project.network.links()) {
        links.push_back(linkJson(project, link, shapes));
    }
    json draws = json::array();
    for (const DrawItem& item : project.network.drawOrder()) {
        draws.push_back({{"draw", kDrawKeys.at(static_cast<std::size_t>(item.role))}, {"layer", item.layer.value}});
    }
    const TrainingSettings& training = project.training;
    json root{{"name", project.name},
              {"layers", std::move(layers)},
              {"links", std::move(links)},
              {"drawOrder", std::move(draws)},
              {"training", choicesJson({training.optimizer, training.penalty, training.clipping, training.batches})},
              {"data", dataJson(project.data)}};
    if (project.plan != DataPlan()) {
        root["plan"] = planJson(project.plan);
    }
    root["training"]["seeds"] = seedsJson(training.seeds);
    root["training"]["knobs"] = knobsJson(training.knobs);
    restoreUnknown(root, kNetworkPart, project.unknownFields);
    return jsonText(root, kNetworkPart);
}

Result<Project> readNetworkJson(std::string_view text) {
    const auto parsed = parseStrictJson(text, kNetworkPart, kNetworkJsonLimits);
    if (!parsed) {
        return tl::unexpected<Error>(parsed.error());
    }
    JsonReading reading{std::string(kNetworkPart)};
    Project project = NetworkReader(reading).read(*parsed);
    if (reading.failed()) {
        return tl::unexpected<Error>(reading.error());
    }
    project.unknownFields = std::move(reading.unknown);
    return project;
}

}  // namespace glassnet
