#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/Error.h"

namespace glassnet {

/// The reading of one JSON part: the first mistake found (what is read after it is thrown away) and the members that nobody asked for,
/// as JSON text by their lasting pointer.
class JsonReading {
public:
    explicit JsonReading(std::string part) : m_part(std::move(part)) {}

    void fail(Error error);
    /// FileField: at `pointer`, `expected` was expected.
    void fail(const std::string& pointer, std::string_view expected);
    [[nodiscard]] bool failed() const noexcept { return m_error.has_value(); }
    /// Only after a failure.
    [[nodiscard]] const Error& error() const { return m_error.value(); }
    [[nodiscard]] const std::string& part() const noexcept { return m_part; }

    std::map<std::string, std::string> unknown;

private:
    std::string m_part;
    std::optional<Error> m_error;
};

/// One object of a JSON part, read member by member. Every member asked for must be there and fit, else the reading fails and a harmless
/// value comes back, so that the caller needs to look at the reading only once, at the end.
class JsonFields {
public:
    /// `value` must outlive this; it need not be an object (then the reading fails).
    JsonFields(JsonReading& reading, const nlohmann::json& value, std::string pointer);

    [[nodiscard]] bool has(std::string_view key) const;
    std::string text(std::string_view key);
    bool truth(std::string_view key);
    double number(std::string_view key);
    /// A whole number from `smallest` on, at most `largest`.
    std::int64_t integer(std::string_view key, std::int64_t smallest, std::int64_t largest);
    /// A seed: decimal digits in quotes, because many readers of JSON hold no whole numbers beyond 2^53.
    std::uint64_t seed(std::string_view key);
    JsonFields object(std::string_view key);
    /// An array of at most `most` values; an empty one after a failure. FileLimit beyond.
    const nlohmann::json& array(std::string_view key, std::size_t most);
    /// The member itself; null after a failure.
    const nlohmann::json& value(std::string_view key, std::string_view expected);

    /// Keeps the members that nobody asked for under `lasting`, a pointer whose numbers are ids.
    void keepRest(const std::string& lasting);

    [[nodiscard]] std::string pointerTo(std::string_view key) const;
    [[nodiscard]] JsonReading& reading() const noexcept { return *m_reading; }

private:
    JsonReading* m_reading;
    const nlohmann::json* m_value;
    std::string m_pointer;
    std::set<std::string, std::less<>> m_asked;
};

/// Puts the members that a reading of `part` kept back into `root`. What has lost its place (its layer is gone, this version writes that
/// key itself) is left out.
void restoreUnknown(nlohmann::json& root, std::string_view part, const std::map<std::string, std::string>& unknown);

/// `root` as text: sorted keys, two spaces, shortest numbers that read back the same. Errors: FileField (part, pointer, "finite number")
/// for a number JSON cannot hold, FileField (part, "", "UTF-8") for a text that is none.
[[nodiscard]] Result<std::string> jsonText(const nlohmann::json& root, std::string_view part);

}  // namespace glassnet
