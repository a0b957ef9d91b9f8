#include "ui/inspector/PropertyRow.h"

#include <QCoreApplication>
#include <algorithm>

#include "engine/network/Clamps.h"
#include "engine/network/Problems.h"
#include "ui/inspector/PropertyChoices.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

using Layers = std::vector<const LayerSpec*>;

struct PropertyRowWords {
    Q_DECLARE_TR_FUNCTIONS(PropertyRow)
};

QString several() { return PropertyRowWords::tr("several values"); }

/// A property that means something only where another one is on: biases start from nothing without a bias.
struct Need {
    std::string_view key;
    std::string_view needs;
};
constexpr Need kNeeds[] = {{"biasStart", "bias"}, {"drawn", "drawnRows"}};

bool isOn(const PropertyValue& value) {
    if (const auto* is = std::get_if<bool>(&value)) {
        return *is;
    }
    const auto* count = std::get_if<std::int64_t>(&value);
    return count != nullptr && *count > 0;
}

bool isNeeded(const LayerSpec& layer, std::string_view key) {
    return std::ranges::none_of(kNeeds, [&](const Need& need) {
        const auto* other = need.key == key ? findProperty(layer.kind(), need.needs) : nullptr;
        return other != nullptr && !isOn(other->get(layer.settings));
    });
}

/// The one text of all layers, or none with "several values" behind it.
void setText(PropertyRow& row, const QStringList& texts) {
    const bool same = std::ranges::all_of(texts, [&](const QString& text) { return text == texts.first(); });
    row.text = same ? texts.first() : QString();
    row.placeholder = same ? QString() : several();
}

void setCurrent(PropertyRow& row, const std::vector<int>& places) {
    const bool same = std::ranges::all_of(places, [&](int place) { return place == places.front(); });
    row.current = same ? places.front() : -1;
    row.placeholder = same ? QString() : several();
}

QString numberText(const PropertyValue& value) {
    // A seed is a name, not an amount, and a size is typed as it is shown: neither is grouped.
    if (const auto* seed = std::get_if<std::uint64_t>(&value)) {
        return QString::number(*seed);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return QString::number(*whole).replace(QLatin1Char('-'), NumberText::kMinus);
    }
    const auto* real = std::get_if<double>(&value);
    return real == nullptr ? QString() : NumberText().exact(*real);
}

/// Builds the rows of one subject.
class RowBuilder {
public:
    explicit RowBuilder(const FormSubject& subject) : m_subject(subject), m_layers(subject.specs()) {}

    std::vector<PropertyRow> build() {
        if (m_layers.empty()) {
            return {};
        }
        if (m_layers.size() == 1) {
            add(row::kName, RowKind::Text, PropertyRowWords::tr("Name"),
                PropertyRowWords::tr("What the layer is called on the canvas; no two have the same name."));
            m_rows.back().text = QString::fromStdString(m_layers.front()->name);
        }
        for (const auto* property : commonProperties(m_layers)) {
            const bool needed = std::ranges::all_of(m_layers, [&](const LayerSpec* layer) { return isNeeded(*layer, property->key); });
            if (needed) {
                addProperty(*property);
            }
        }
        addColor();
        if (m_layers.size() == 1 && m_subject.unit) {
            addUnit(*m_layers.front(), *m_subject.unit);
        }
        return std::move(m_rows);
    }

private:
    void add(std::string_view key, RowKind kind, const QString& label, const QString& help, int part = -1) {
        PropertyRow row;
        row.key = key;
        row.part = part;
        row.kind = kind;
        row.label = label;
        row.help = help;
        m_rows.push_back(std::move(row));
    }

    void addProperty(const PropertyInfo& property) {
        const auto word =
            PropertyWords::property(property.key)
                .value_or(PropertyWord{QString::fromUtf8(property.key.data(), static_cast<qsizetype>(property.key.size())), {}});
        std::vector<PropertyValue> values;
        for (const auto* layer : m_layers) {
            // The same key is read in another way in another kind.
            values.push_back(findProperty(layer->kind(), property.key)->get(layer->settings));
        }
        const auto choices = choicesOf(property, m_subject.networkSeed());
        if (choices.empty()) {
            add(property.key, RowKind::Number, word.label, word.help);
            setText(m_rows.back(), texts(values, [](const PropertyValue& value) { return numberText(value); }));
            return;
        }
        add(property.key, RowKind::Choice, word.label, word.help);
        for (const auto& choice : choices) {
            m_rows.back().choices.append(choice.label);
            m_rows.back().helps.append(choice.help);
        }
        std::vector<int> places;
        for (const auto& value : values) {
            places.push_back(choiceOf(property, value));
        }
        setCurrent(m_rows.back(), places);
        if (m_rows.back().current >= 0) {
            addParts(property, values);
        }
    }

    template <class Text>
    static QStringList texts(const std::vector<PropertyValue>& values, const Text& text) {
        QStringList all;
        for (const auto& value : values) {
            all.append(text(value));
        }
        return all;
    }

    /// The numbers that a choice takes, below it; all values are of the same kind.
    void addParts(const PropertyInfo& property, const std::vector<PropertyValue>& values) {
        if (std::holds_alternative<std::uint64_t>(values.front())) {
            add(property.key, RowKind::Seed, PropertyRowWords::tr("Own seed"),
                PropertyRowWords::tr("The layer draws the same numbers each time it starts from this seed."), 0);
            setText(m_rows.back(), texts(values, [](const PropertyValue& value) { return numberText(value); }));
            return;
        }
        const auto parts = partsOf(values.front());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto word = PropertyWords::parameter(parts[i].key).value_or(PropertyWord{});
            add(property.key, RowKind::Number, word.label, word.help, static_cast<int>(i));
            setText(m_rows.back(),
                    texts(values, [i](const PropertyValue& value) { return NumberText().exact(partsOf(value).at(i).value); }));
        }
    }

    void addColor() {
        add(row::kColor, RowKind::Marks, PropertyRowWords::tr("Color"),
            PropertyRowWords::tr("A mark of your own. It means nothing to the network."));
        std::vector<int> places;
        for (const auto* layer : m_layers) {
            const auto found = m_subject.project->colors.find(layer->id);
            places.push_back(found == m_subject.project->colors.end() ? 0 : found->second);
        }
        setCurrent(m_rows.back(), places);
    }

    void addUnit(const LayerSpec& layer, std::int64_t unit) {
        const auto shapes = inferShapes(m_subject.project->network);
        const auto shape = shapes.find(layer.id);
        if (shape == shapes.end() || unit < 0 || unit >= shape->second.out) {
            return;
        }
        const auto symbol = SymbolNames::unit(m_subject.project->network, layer.id, unit, shape->second.out);
        const auto place = static_cast<std::size_t>(unit);
        const auto name = place < layer.unitNames.size() ? QString::fromStdString(layer.unitNames[place]) : QString();
        add(row::kUnit, RowKind::Heading, PropertyRowWords::tr("Unit %1").arg(symbol), {});
        add(row::kUnitName, RowKind::Text, PropertyRowWords::tr("Unit's name"),
            PropertyRowWords::tr("What the unit is called; empty: by its symbol."));
        m_rows.back().text = name;
        m_rows.back().placeholder = name.isEmpty() ? symbol : QString();
        if (unit < clampableUnits(layer)) {
            const auto held = layer.clamps.find(unit);
            add(row::kClamp, RowKind::Number, PropertyRowWords::tr("Held at"),
                PropertyRowWords::tr("The unit hands on this number whatever it computes; empty: it is free."));
            m_rows.back().text = held == layer.clamps.end() ? QString() : NumberText().exact(held->second);
            m_rows.back().placeholder = held == layer.clamps.end() ? PropertyRowWords::tr("free") : QString();
        }
    }

    const FormSubject& m_subject;
    Layers m_layers;
    std::vector<PropertyRow> m_rows;
};

}  // namespace

std::vector<const LayerSpec*> FormSubject::specs() const {
    std::vector<const LayerSpec*> found;
    if (project != nullptr) {
        for (const auto& layer : project->network.layers()) {
            if (layers.contains(layer.id)) {
                found.push_back(&layer);
            }
        }
    }
    return found;
}

std::uint64_t FormSubject::networkSeed() const { return project->training.seeds[static_cast<std::size_t>(GeneratorRole::Start)]; }

std::vector<const PropertyInfo*> commonProperties(const std::vector<const LayerSpec*>& layers) {
    std::vector<const PropertyInfo*> common;
    if (layers.empty()) {
        return common;
    }
    for (const auto& property : layerKindInfo(layers.front()->kind()).properties) {
        const bool isCommon = std::ranges::all_of(layers, [&](const LayerSpec* layer) {
            const auto* same = findProperty(layer->kind(), property.key);
            return same != nullptr && same->type == property.type;
        });
        if (isCommon) {
            common.push_back(&property);
        }
    }
    return common;
}

std::vector<PropertyRow> propertyRows(const FormSubject& subject) { return RowBuilder(subject).build(); }

}  // namespace glassnet::ui
