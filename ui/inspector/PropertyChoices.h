#pragma once

#include <QString>
#include <vector>

#include "engine/network/LayerProperties.h"
#include "ui/support/PropertyWords.h"

namespace glassnet::ui {

/// A number inside a property's value: a slope of an activation, the deviation of an initializer.
struct ValuePart {
    std::string_view key;
    double value = 0.0;
    double smallest = 0.0;
    double largest = 0.0;
};

/// What a property can be set to, as a list to choose from; empty for numbers. `seed` is the network's.
[[nodiscard]] std::vector<PropertyWord> choicesOf(const PropertyInfo& property, std::uint64_t seed);
/// The place of a value in choicesOf; -1 when it is not among them.
[[nodiscard]] int choiceOf(const PropertyInfo& property, const PropertyValue& value);
/// The value at a place of choicesOf, with its usual numbers.
[[nodiscard]] PropertyValue valueOfChoice(const PropertyInfo& property, int choice, std::uint64_t seed);
/// The numbers that the value takes.
[[nodiscard]] std::vector<ValuePart> partsOf(const PropertyValue& value);
/// The value with another number in the place `part` of partsOf.
[[nodiscard]] PropertyValue withPart(PropertyValue value, int part, double number);

}  // namespace glassnet::ui
