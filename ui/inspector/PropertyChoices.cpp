#include "ui/inspector/PropertyChoices.h"

#include <QCoreApplication>
#include <algorithm>

namespace glassnet::ui {

namespace {

struct PropertyChoicesWords {
    Q_DECLARE_TR_FUNCTIONS(PropertyChoices)
};

/// The kinds of start values that suit a property: a bias is no matrix, and samples know no number of inputs.
std::vector<InitializerKind> initializersFor(const PropertyInfo& property) {
    std::vector<InitializerKind> kinds;
    for (const auto& info : initializers()) {
        const bool suits = property.key == "weightStart" || (info.suitsBias && (property.key == "biasStart" || !info.drawsTransposed));
        if (suits) {
            kinds.push_back(info.kind);
        }
    }
    return kinds;
}

template <class Table, class Words>
std::vector<PropertyWord> allWords(const Table& table, const Words& words) {
    std::vector<PropertyWord> all;
    for (const auto& row : table) {
        all.push_back(words(row.kind));
    }
    return all;
}

template <class Spec, class Info>
void addParts(std::vector<ValuePart>& parts, const Spec& spec, const Info& info) {
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
        parts.push_back({info.parameters[i].key, spec.parameters.at(i), info.parameters[i].smallest, info.parameters[i].largest});
    }
}

}  // namespace

std::vector<PropertyWord> choicesOf(const PropertyInfo& property, std::uint64_t seed) {
    switch (property.type) {
        case PropertyType::Switch:
            return {{PropertyChoicesWords::tr("yes"), {}}, {PropertyChoicesWords::tr("no"), {}}};
        case PropertyType::Activation:
            return allWords(activations(), PropertyWords::activation);
        case PropertyType::Loss:
            return allWords(losses(), PropertyWords::loss);
        case PropertyType::Initializer: {
            std::vector<PropertyWord> words;
            for (const auto kind : initializersFor(property)) {
                words.push_back(PropertyWords::initializer(kind));
            }
            return words;
        }
        case PropertyType::Seed:
            return {{PropertyChoicesWords::tr("from the network (%1)").arg(seed),
                     PropertyChoicesWords::tr("All layers draw one after the other from the network's seed.")},
                    {PropertyChoicesWords::tr("its own"),
                     PropertyChoicesWords::tr("The layer draws from a seed of its own, whatever the others draw.")}};
        case PropertyType::Join:
            return {PropertyWords::join(JoinMode::Add), PropertyWords::join(JoinMode::Concatenate)};
        case PropertyType::Integer:
        case PropertyType::Real:
            break;
    }
    return {};
}

int choiceOf(const PropertyInfo& property, const PropertyValue& value) {
    if (const auto* is = std::get_if<bool>(&value)) {
        return *is ? 0 : 1;
    }
    if (const auto* activation = std::get_if<ActivationSpec>(&value)) {
        return static_cast<int>(activation->kind);
    }
    if (const auto* loss = std::get_if<LossSpec>(&value)) {
        return static_cast<int>(loss->kind);
    }
    if (const auto* start = std::get_if<Initializer>(&value)) {
        const auto kinds = initializersFor(property);
        const auto found = std::ranges::find(kinds, start->kind);
        return found == kinds.end() ? -1 : static_cast<int>(found - kinds.begin());
    }
    if (const auto* mode = std::get_if<JoinMode>(&value)) {
        return static_cast<int>(*mode);
    }
    return property.type == PropertyType::Seed ? (std::holds_alternative<std::uint64_t>(value) ? 1 : 0) : -1;
}

PropertyValue valueOfChoice(const PropertyInfo& property, int choice, std::uint64_t seed) {
    switch (property.type) {
        case PropertyType::Switch:
            return choice == 0;
        case PropertyType::Activation:
            return defaultSpec(static_cast<Activation>(choice));
        case PropertyType::Loss:
            return defaultSpec(static_cast<Loss>(choice));
        case PropertyType::Initializer:
            return initializerInfo(initializersFor(property).at(static_cast<std::size_t>(choice))).preset();
        case PropertyType::Seed:
            return choice == 0 ? PropertyValue() : PropertyValue(seed);
        case PropertyType::Join:
            return static_cast<JoinMode>(choice);
        case PropertyType::Integer:
        case PropertyType::Real:
            break;
    }
    return {};
}

std::vector<ValuePart> partsOf(const PropertyValue& value) {
    std::vector<ValuePart> parts;
    if (const auto* activation = std::get_if<ActivationSpec>(&value)) {
        addParts(parts, *activation, activationInfo(activation->kind));
    } else if (const auto* loss = std::get_if<LossSpec>(&value)) {
        addParts(parts, *loss, lossInfo(loss->kind));
    } else if (const auto* start = std::get_if<Initializer>(&value)) {
        const auto& info = initializerInfo(start->kind);
        for (int i = 0; i < info.parameterCount; ++i) {
            const auto& parameter = info.parameters.at(static_cast<std::size_t>(i));
            parts.push_back({parameter.key, i == 0 ? start->a : start->b, parameter.smallest, parameter.largest});
        }
    }
    return parts;
}

PropertyValue withPart(PropertyValue value, int part, double number) {
    const auto place = static_cast<std::size_t>(part);
    if (auto* activation = std::get_if<ActivationSpec>(&value)) {
        activation->parameters.at(place) = number;
    } else if (auto* loss = std::get_if<LossSpec>(&value)) {
        loss->parameters.at(place) = number;
    } else if (auto* start = std::get_if<Initializer>(&value)) {
        (part == 0 ? start->a : start->b) = number;
    }
    return value;
}

}  // namespace glassnet::ui
