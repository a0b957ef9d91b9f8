#include "engine/project/PropertyJson.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 2> kJoinKeys{"add", "concatenate"};

/// A kind by its key with parameters in a row, as activations, losses and initializers have it.
template <class Info, class Parameters>
json kindJson(const Info& info, const Parameters& parameters, std::size_t count) {
    json value{{"kind", info.key}};
    for (std::size_t i = 0; i < count; ++i) {
        value[std::string(info.parameters[i].key)] = parameters[i];
    }
    return value;
}

struct ValueJson {
    json operator()(std::monostate /*none*/) const { return nullptr; }
    json operator()(std::int64_t value) const { return value; }
    json operator()(double value) const { return value; }
    json operator()(bool value) const { return value; }
    json operator()(std::uint64_t seed) const { return std::to_string(seed); }
    json operator()(JoinMode mode) const { return kJoinKeys.at(static_cast<std::size_t>(mode)); }
    json operator()(const ActivationSpec& spec) const {
        const auto& info = activationInfo(spec.kind);
        return kindJson(info, spec.parameters, info.parameters.size());
    }
    json operator()(const LossSpec& spec) const {
        const auto& info = lossInfo(spec.kind);
        return kindJson(info, spec.parameters, info.parameters.size());
    }
    json operator()(const Initializer& initializer) const {
        const auto& info = initializerInfo(initializer.kind);
        return kindJson(info, std::array{initializer.a, initializer.b}, static_cast<std::size_t>(info.parameterCount));
    }
};

/// Reads the properties of one layer.
class PropertyReader {
public:
    PropertyReader(JsonFields& fields, const LayerSpec& layer, const std::string& lasting)
        : m_fields(fields), m_layer(layer), m_lasting(lasting) {}

    PropertyValue read(const PropertyInfo& property) {
        constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
        switch (property.type) {
            case PropertyType::Integer:
                return m_fields.integer(property.key, std::numeric_limits<std::int64_t>::min(), kMost);
            case PropertyType::Real:
                return m_fields.number(property.key);
            case PropertyType::Switch:
                return m_fields.truth(property.key);
            case PropertyType::Seed:
                return readSeed(property.key);
            case PropertyType::Join:
                return readJoin(property.key);
            case PropertyType::Activation:
                return readSpec<ActivationSpec>(property.key, activations(), "activation");
            case PropertyType::Loss:
                return readSpec<LossSpec>(property.key, losses(), "loss");
            case PropertyType::Initializer:
                return readInitializer(property.key);
        }
        return {};
    }

private:
    PropertyValue readSeed(std::string_view key) {
        if (m_fields.has(key) && m_fields.value(key, "seed").is_null()) {
            return {};
        }
        return m_fields.seed(key);
    }

    PropertyValue readJoin(std::string_view key) {
        const auto* found = std::ranges::find(kJoinKeys, m_fields.text(key));
        if (found == kJoinKeys.end()) {
            m_fields.reading().fail(m_fields.pointerTo(key), "join");
            return JoinMode::Add;
        }
        return static_cast<JoinMode>(found - kJoinKeys.begin());
    }

    /// The row of `table` that "kind" names; null after a failure.
    template <class Table>
    const auto* findKind(JsonFields& object, const Table& table, std::string_view expected) {
        const std::string kind = object.text("kind");
        const auto found = std::ranges::find(table, kind, [](const auto& info) { return info.key; });
        if (found == table.end()) {
            object.reading().fail(object.pointerTo("kind"), expected);
        }
        return found == table.end() ? nullptr : &*found;
    }

    template <class Spec, class Table>
    PropertyValue readSpec(std::string_view key, const Table& table, std::string_view expected) {
        JsonFields object = m_fields.object(key);
        const auto* info = findKind(object, table, expected);
        Spec spec;
        if (info != nullptr) {
            spec.kind = info->kind;
            for (std::size_t i = 0; i < info->parameters.size(); ++i) {
                spec.parameters.at(i) = readParameter(object, key, info->parameters[i]);
            }
        }
        object.keepRest(m_lasting + jsonPointerStep(key));
        return spec;
    }

    PropertyValue readInitializer(std::string_view key) {
        JsonFields object = m_fields.object(key);
        const auto* info = findKind(object, initializers(), "initializer");
        Initializer initializer;
        if (info != nullptr) {
            initializer.kind = info->kind;
            initializer.a = info->parameterCount > 0 ? readParameter(object, key, info->parameters[0]) : 0.0;
            initializer.b = info->parameterCount > 1 ? readParameter(object, key, info->parameters[1]) : 0.0;
        }
        object.keepRest(m_lasting + jsonPointerStep(key));
        return initializer;
    }

    template <class Parameter>
    double readParameter(JsonFields& object, std::string_view property, const Parameter& parameter) {
        const double value = object.number(parameter.key);
        if (!(value >= parameter.smallest && value <= parameter.largest)) {
            const std::string key = std::string(property) + "." + std::string(parameter.key);
            object.reading().fail(Error{ErrorCode::BadProperty, {m_layer.name, key, value, parameter.smallest, parameter.largest}});
        }
        return value;
    }

    JsonFields& m_fields;
    const LayerSpec& m_layer;
    const std::string& m_lasting;
};

}  // namespace

json propertiesJson(const LayerSettings& settings) {
    json properties = json::object();
    for (const PropertyInfo& property : layerKindInfo(static_cast<LayerKind>(settings.index())).properties) {
        properties[std::string(property.key)] = std::visit(ValueJson(), property.get(settings));
    }
    return properties;
}

void readProperties(JsonFields fields, LayerSpec& layer, const std::string& lasting) {
    PropertyReader reader(fields, layer, lasting);
    for (const PropertyInfo& property : layerKindInfo(layer.kind()).properties) {
        const PropertyValue value = reader.read(property);
        if (fields.reading().failed()) {
            return;
        }
        if (const auto set = setProperty(layer, property.key, value); !set) {
            fields.reading().fail(set.error());
        }
    }
    fields.keepRest(lasting);
}

}  // namespace glassnet
