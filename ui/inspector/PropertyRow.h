#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/network/LayerProperties.h"
#include "engine/project/Project.h"

namespace glassnet::ui {

/// How a row of the property form is edited.
enum class RowKind : std::uint8_t { Heading, Text, Number, Seed, Choice, Marks };

/// The keys of rows that are no property of a layer kind.
namespace row {
inline constexpr std::string_view kName = "name";
inline constexpr std::string_view kColor = "color";
inline constexpr std::string_view kUnit = "unit";
inline constexpr std::string_view kUnitName = "unitName";
inline constexpr std::string_view kClamp = "clamp";
}  // namespace row

/// One row of the property form, as it is to be shown: values only.
struct PropertyRow {
    std::string key;  ///< the property's, or one of `row`
    int part = -1;    ///< the place of a number that the property's value takes; -1: the value itself
    RowKind kind{};
    QString label;
    QString help;
    QString text;         ///< Text, Number, Seed: what the field holds; empty where the layers differ
    QString placeholder;  ///< shown in an empty field: "several values"
    QStringList choices;  ///< Choice
    QStringList helps;    ///< a sentence for each choice
    int current = -1;     ///< the choice, or the mark (0: none); -1 where the layers differ
};

/// What the form is about: layers of a project, and a unit where one layer is chosen.
struct FormSubject {
    const Project* project = nullptr;
    std::set<LayerId> layers;
    std::optional<std::int64_t> unit;

    /// The chosen layers that exist, in the network's order.
    [[nodiscard]] std::vector<const LayerSpec*> specs() const;
    /// The seed that layers without one of their own draw from.
    [[nodiscard]] std::uint64_t networkSeed() const;
};

/// The properties that all the layers have.
[[nodiscard]] std::vector<const PropertyInfo*> commonProperties(const std::vector<const LayerSpec*>& layers);

/// The rows for the subject, from the kinds' schemas; empty without a layer. Several layers show what they have in common.
[[nodiscard]] std::vector<PropertyRow> propertyRows(const FormSubject& subject);

}  // namespace glassnet::ui
