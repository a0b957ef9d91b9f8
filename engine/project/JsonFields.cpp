#include "engine/project/JsonFields.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

using nlohmann::json;

const json& nothing() {
    static const json value;
    return value;
}

const json& noValues() {
    static const json value = json::array();
    return value;
}

/// The steps of a JSON pointer, unescaped.
std::vector<std::string> pointerSteps(std::string_view pointer) {
    std::vector<std::string> steps;
    for (const char each : pointer) {
        if (each == '/') {
            steps.emplace_back();
        } else if (!steps.empty()) {
            steps.back() += each;
        }
    }
    for (std::string& step : steps) {
        for (const auto& [escaped, plain] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
            for (auto at = step.find(escaped); at != std::string::npos; at = step.find(escaped, at + 1)) {
                step.replace(at, 2, plain);
            }
        }
    }
    return steps;
}

/// One step down: the member of an object, or the element of an array that has this id.
json* child(json& parent, const std::string& step) {
    if (parent.is_object()) {
        const auto found = parent.find(step);
        return found == parent.end() ? nullptr : &*found;
    }
    if (parent.is_array()) {
        const auto found = std::ranges::find_if(parent, [&step](const json& element) {
            const auto id = element.is_object() ? element.find("id") : element.end();
            return element.is_object() && id != element.end() && id->dump() == step;
        });
        return found == parent.end() ? nullptr : &*found;
    }
    return nullptr;
}

std::optional<std::string> findNonFinite(const json& value, const std::string& pointer) {
    if (value.is_number_float()) {
        return std::isfinite(value.get<double>()) ? std::nullopt : std::optional(pointer);
    }
    if (value.is_structured()) {
        for (const auto& [key, member] : value.items()) {
            if (auto found = findNonFinite(member, pointer + jsonPointerStep(key))) {
                return found;
            }
        }
    }
    return std::nullopt;
}

}  // namespace

void JsonReading::fail(Error error) {
    if (!m_error) {
        m_error = std::move(error);
    }
}

void JsonReading::fail(const std::string& pointer, std::string_view expected) {
    fail(Error{ErrorCode::FileField, {m_part, pointer, std::string(expected)}});
}

JsonFields::JsonFields(JsonReading& reading, const json& value, std::string pointer)
    : m_reading(&reading), m_value(&value), m_pointer(std::move(pointer)) {
    if (!value.is_object()) {
        reading.fail(m_pointer, "object");
        m_value = &nothing();
    }
}

std::string JsonFields::pointerTo(std::string_view key) const { return m_pointer + jsonPointerStep(key); }

bool JsonFields::has(std::string_view key) const { return m_value->is_object() && m_value->contains(key); }

const json& JsonFields::value(std::string_view key, std::string_view expected) {
    m_asked.emplace(key);
    if (!has(key)) {
        m_reading->fail(pointerTo(key), expected);
        return nothing();
    }
    return *m_value->find(key);
}

std::string JsonFields::text(std::string_view key) {
    const json& found = value(key, "text");
    if (!found.is_string()) {
        m_reading->fail(pointerTo(key), "text");
        return {};
    }
    return found.get<std::string>();
}

bool JsonFields::truth(std::string_view key) {
    const json& found = value(key, "true or false");
    if (!found.is_boolean()) {
        m_reading->fail(pointerTo(key), "true or false");
        return false;
    }
    return found.get<bool>();
}

double JsonFields::number(std::string_view key) {
    const json& found = value(key, "number");
    if (!found.is_number()) {
        m_reading->fail(pointerTo(key), "number");
        return 0.0;
    }
    return found.get<double>();
}

std::int64_t JsonFields::integer(std::string_view key, std::int64_t smallest, std::int64_t largest) {
    const json& found = value(key, "whole number");
    // An unsigned number beyond int64 would turn negative.
    const bool fits = found.is_number_unsigned() ? found.get<std::uint64_t>() <= static_cast<std::uint64_t>(largest)
                                                 : found.is_number_integer() && found.get<std::int64_t>() <= largest;
    if (!fits || found.get<std::int64_t>() < smallest) {
        m_reading->fail(pointerTo(key), "whole number");
        return smallest;
    }
    return found.get<std::int64_t>();
}

std::uint64_t JsonFields::seed(std::string_view key) {
    const json& found = value(key, "seed");
    const std::string digits = found.is_string() ? found.get<std::string>() : std::string();
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seed);
    // "007" would not read back the same.
    if (digits.empty() || error != std::errc() || std::to_string(seed) != digits) {
        m_reading->fail(pointerTo(key), "seed");
        return 0;
    }
    return seed;
}

JsonFields JsonFields::object(std::string_view key) {
    const json& found = value(key, "object");
    return {*m_reading, found, pointerTo(key)};
}

const json& JsonFields::array(std::string_view key, std::size_t most) {
    const json& found = value(key, "array");
    if (!found.is_array()) {
        m_reading->fail(pointerTo(key), "array");
        return noValues();
    }
    if (found.size() > most) {
        m_reading->fail(
            Error{ErrorCode::FileLimit,
                  {m_reading->part() + pointerTo(key), static_cast<std::int64_t>(found.size()), static_cast<std::int64_t>(most)}});
        return noValues();
    }
    return found;
}

void JsonFields::keepRest(const std::string& lasting) {
    if (!m_value->is_object()) {
        return;
    }
    for (const auto& [key, member] : m_value->items()) {
        if (!m_asked.contains(key)) {
            m_reading->unknown[m_reading->part() + lasting + jsonPointerStep(key)] = member.dump();
        }
    }
}

void restoreUnknown(json& root, std::string_view part, const std::map<std::string, std::string>& unknown) {
    for (const auto& [place, text] : unknown) {
        if (!place.starts_with(std::string(part) + "/")) {
            continue;
        }
        auto steps = pointerSteps(std::string_view(place).substr(part.size()));
        const std::string key = steps.back();
        steps.pop_back();
        json* parent = &root;
        for (const std::string& step : steps) {
            parent = parent == nullptr ? nullptr : child(*parent, step);
        }
        auto member = json::parse(text, nullptr, false);
        if (parent != nullptr && parent->is_object() && !parent->contains(key) && !member.is_discarded()) {
            (*parent)[key] = std::move(member);
        }
    }
}

Result<std::string> jsonText(const json& root, std::string_view part) {
    if (const auto pointer = findNonFinite(root, "")) {
        return failure(ErrorCode::FileField, {std::string(part), *pointer, "finite number"});
    }
    try {
        return root.dump(2) + "\n";
    } catch (const json::type_error&) {
        return failure(ErrorCode::FileField, {std::string(part), std::string(), "UTF-8"});
    }
}

}  // namespace glassnet
