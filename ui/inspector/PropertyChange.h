#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "ui/inspector/PropertyRow.h"

namespace glassnet::ui {

/// Values for layers: each value with the layers that are to get it. Several where the layers differ in what is not changed.
using PropertyChange = std::vector<std::pair<PropertyValue, std::set<LayerId>>>;

/// What choosing `choice` in a row does to the subject's layers. The error is a sentence.
[[nodiscard]] tl::expected<PropertyChange, QString> changeByChoice(const FormSubject& subject, const PropertyRow& row, int choice);

/// What typing `text` into a row of a property does to the subject's layers. The error is a sentence; nothing has changed then.
[[nodiscard]] tl::expected<PropertyChange, QString> changeByText(const FormSubject& subject, const PropertyRow& row, const QString& text);

/// The value a unit is to be held at; no value for an empty text. The error is a sentence.
[[nodiscard]] tl::expected<std::optional<double>, QString> clampOfText(const FormSubject& subject, const QString& text);

/// Why the layer cannot be called `name`; empty when it can.
[[nodiscard]] QString whyNotName(const FormSubject& subject, const QString& name);

/// Why the unit cannot be called `name`; empty when it can. An empty name takes the name away.
[[nodiscard]] QString whyNotUnitName(const FormSubject& subject, const QString& name);

}  // namespace glassnet::ui
