#include "ui/inspector/PropertyChange.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/network/Clamps.h"
#include "ui/inspector/PropertyChoices.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct PropertyChangeWords {
    Q_DECLARE_TR_FUNCTIONS(PropertyChange)
};

tl::unexpected<QString> refused(const QString& sentence) { return tl::unexpected<QString>(sentence); }

QString rangeSentence(const QString& label, double smallest, double largest) {
    const NumberText numbers;
    return PropertyChangeWords::tr("“%1” goes from %2 to %3.").arg(label, numbers.exact(smallest), numbers.exact(largest));
}

/// What is wrong with a value for a layer, in words that name the row.
QString whyNot(const LayerSpec& layer, const PropertyRow& row, const PropertyValue& value) {
    auto copy = layer;
    const auto set = setProperty(copy, row.key, value);
    if (set) {
        return {};
    }
    const auto* start = std::get_if<Initializer>(&value);
    if (start != nullptr && start->kind == InitializerKind::Uniform && start->a > start->b) {
        return PropertyChangeWords::tr("The lowest number must not be above the highest.");
    }
    const auto parts = partsOf(value);
    if (row.part >= 0 && static_cast<std::size_t>(row.part) < parts.size()) {
        const auto& part = parts[static_cast<std::size_t>(row.part)];
        return rangeSentence(row.label, part.smallest, part.largest);
    }
    const auto* property = findProperty(layer.kind(), row.key);
    return property == nullptr ? ErrorText::of(set.error()) : rangeSentence(row.label, property->smallest, property->largest);
}

/// Gives every layer its new value, or none of them.
template <class NewValue>
tl::expected<PropertyChange, QString> changeEach(const FormSubject& subject, const PropertyRow& row, const NewValue& newValue) {
    PropertyChange change;
    for (const auto* layer : subject.specs()) {
        const auto* property = findProperty(layer->kind(), row.key);
        if (property == nullptr) {
            continue;
        }
        const PropertyValue before = property->get(layer->settings);
        const PropertyValue value = newValue(*property, before);
        if (const auto why = whyNot(*layer, row, value); !why.isEmpty()) {
            return refused(why);
        }
        if (value == before) {
            continue;
        }
        const auto same = std::ranges::find(change, value, &PropertyChange::value_type::first);
        if (same != change.end()) {
            same->second.insert(layer->id);
        } else {
            change.push_back({value, {layer->id}});
        }
    }
    return change;
}

}  // namespace

tl::expected<PropertyChange, QString> changeByChoice(const FormSubject& subject, const PropertyRow& row, int choice) {
    return changeEach(subject, row, [&](const PropertyInfo& property, const PropertyValue& before) {
        // The same choice again keeps the numbers that were set.
        return choiceOf(property, before) == choice ? before : valueOfChoice(property, choice, subject.networkSeed());
    });
}

tl::expected<PropertyChange, QString> changeByText(const FormSubject& subject, const PropertyRow& row, const QString& text) {
    if (row.kind == RowKind::Seed) {
        const auto seed = NumberParser::parseSeed(text);
        if (!seed) {
            return refused(PropertyChangeWords::tr("“%1” is no seed. Type a whole number, such as 7.").arg(text.trimmed()));
        }
        return changeEach(subject, row, [&](const PropertyInfo&, const PropertyValue&) { return PropertyValue(*seed); });
    }
    const auto number = NumberParser(QLocale(), std::numeric_limits<double>::max()).parse(text);
    if (!number) {
        return refused(ErrorText::of(number.error()));
    }
    const auto specs = subject.specs();
    const auto* property = specs.empty() ? nullptr : findProperty(specs.front()->kind(), row.key);
    const bool whole = property != nullptr && property->type == PropertyType::Integer;
    if (whole && *number != std::floor(*number)) {
        return refused(PropertyChangeWords::tr("“%1” takes a whole number.").arg(row.label));
    }
    if (whole && !(*number >= property->smallest && *number <= property->largest)) {
        return refused(rangeSentence(row.label, property->smallest, property->largest));
    }
    return changeEach(subject, row, [&](const PropertyInfo& info, const PropertyValue& before) {
        if (row.part >= 0) {
            return withPart(before, row.part, *number);
        }
        return info.type == PropertyType::Integer ? PropertyValue(static_cast<std::int64_t>(*number)) : PropertyValue(*number);
    });
}

tl::expected<std::optional<double>, QString> clampOfText(const FormSubject& subject, const QString& text) {
    if (text.trimmed().isEmpty()) {
        return std::nullopt;
    }
    const auto number = NumberParser().parse(text);
    if (!number) {
        return refused(ErrorText::of(number.error()));
    }
    const auto specs = subject.specs();
    if (const auto why = specs.empty() ? std::nullopt : whyNotClamp(*specs.front(), subject.unit.value_or(0), *number)) {
        return refused(ErrorText::of(*why));
    }
    return std::optional(*number);
}

QString whyNotName(const FormSubject& subject, const QString& name) {
    if (name.trimmed().isEmpty()) {
        return PropertyChangeWords::tr("A layer needs a name. Type one, such as “Dense 1”.");
    }
    const auto taken = std::ranges::any_of(subject.project->network.layers(), [&](const LayerSpec& layer) {
        return !subject.layers.contains(layer.id) && QString::fromStdString(layer.name) == name.trimmed();
    });
    return taken ? PropertyChangeWords::tr("Another layer is called “%1”. Choose another name.").arg(name.trimmed()) : QString();
}

QString whyNotUnitName(const FormSubject& subject, const QString& name) {
    const auto specs = subject.specs();
    if (name.trimmed().isEmpty() || specs.empty()) {
        return {};
    }
    const auto& names = specs.front()->unitNames;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (static_cast<std::int64_t>(i) != subject.unit.value_or(0) && QString::fromStdString(names[i]) == name.trimmed()) {
            return PropertyChangeWords::tr("Another unit of the layer is called “%1”. Choose another name.").arg(name.trimmed());
        }
    }
    return {};
}

}  // namespace glassnet::ui
