#include "engine/exchange/StrictJson.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace glassnet {

namespace {

using nlohmann::json;

/// An error shows this much of a key.
constexpr std::size_t kShownKey = 256;

/// Builds the value event by event, so that a limit or a double key stops the parser before more is allocated.
class Builder final : public nlohmann::json_sax<json> {
public:
    Builder(std::string_view part, const JsonLimits& limits) : m_part(part), m_limits(limits) {}

    bool null() override { return add(json(nullptr)) != nullptr; }
    bool boolean(bool value) override { return add(json(value)) != nullptr; }
    bool number_integer(number_integer_t value) override { return add(json(value)) != nullptr; }
    bool number_unsigned(number_unsigned_t value) override { return add(json(value)) != nullptr; }
    bool number_float(number_float_t value, const string_t& /*text*/) override { return add(json(value)) != nullptr; }
    bool string(string_t& value) override { return add(json(std::move(value))) != nullptr; }
    bool binary(binary_t& value) override { return add(json(std::move(value))) != nullptr; }
    bool start_object(std::size_t /*elements*/) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*elements*/) override { return open(json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        const bool known = m_open.back().value->contains(name);
        m_open.back().key = std::move(name);
        return !known || fail(ErrorCode::FileField, {m_part, pointer(), "unique key"});
    }

    bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const nlohmann::detail::exception& /*what*/) override {
        return fail(ErrorCode::FileField, {m_part, pointer(), "JSON"});
    }

    [[nodiscard]] Result<json> take(bool parsed) {
        if (!parsed) {
            return tl::unexpected<Error>(std::move(m_error));
        }
        return std::move(m_root);
    }

private:
    struct Level {
        json* value;
        std::string key;  ///< of an object: the member being read
    };

    bool fail(ErrorCode code, std::vector<ErrorArgument> arguments) {
        m_error = Error{code, std::move(arguments)};
        return false;
    }

    // A pointer into an array stays valid: the array does not grow while its last element is open.
    json* add(json&& value) {
        if (m_count == m_limits.values) {
            fail(ErrorCode::FileLimit, {m_part, static_cast<std::int64_t>(m_count) + 1, static_cast<std::int64_t>(m_limits.values)});
            return nullptr;
        }
        ++m_count;
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        json& parent = *m_open.back().value;
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        json& member = parent[m_open.back().key];
        member = std::move(value);
        return &member;
    }

    bool open(json&& value) {
        if (m_open.size() == m_limits.depth) {
            return fail(ErrorCode::FileLimit,
                        {m_part, static_cast<std::int64_t>(m_open.size()) + 1, static_cast<std::int64_t>(m_limits.depth)});
        }
        json* const added = add(std::move(value));
        if (added == nullptr) {
            return false;
        }
        m_open.push_back({added, {}});
        return true;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }

    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (const Level& level : m_open) {
            text += level.value->is_array() ? jsonPointerStep(std::to_string(level.value->size()))
                                            : jsonPointerStep(level.key.substr(0, kShownKey));
        }
        return text;
    }

    std::string m_part;
    JsonLimits m_limits;
    json m_root;
    std::vector<Level> m_open;
    std::size_t m_count = 0;
    Error m_error;
};

}  // namespace

Result<json> parseStrictJson(std::string_view text, std::string_view part, const JsonLimits& limits) {
    // nlohmann's lexer skips a byte order mark and takes a NUL byte for the end of the text.
    if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos) {
        return failure(ErrorCode::FileField, {std::string(part), std::string(), "JSON"});
    }
    Builder builder(part, limits);
    const bool parsed = json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take(parsed);
}

std::string jsonPointerStep(std::string_view key) {
    std::string step = "/";
    for (const char c : key) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

}  // namespace glassnet
