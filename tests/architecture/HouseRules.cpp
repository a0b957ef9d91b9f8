#include "tests/architecture/HouseRules.h"

#include <algorithm>
#include <array>
#include <regex>

namespace glassnet::test {

namespace {

constexpr auto kTop = std::to_array<std::string_view>({"CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "app",
                                                       "compile_commands.json", "engine", "resources", "run", "test", "tests", "ui"});

struct Pattern {
    std::regex regex;
    std::string sentence;
};

/// Looked for in the engine's code, outside of comments and texts.
const std::vector<Pattern>& enginePatterns() {
    static const std::vector<Pattern> all = {
        {std::regex(R"(\b(std::)?(cout|cerr|clog|printf|fprintf|vprintf|puts|fputs|putchar|perror)\b)"), "the engine prints nothing"},
        {std::regex(R"(\bq(Debug|Info|Warning|Critical|Fatal)\b)"), "the engine prints nothing"},
        {std::regex(R"(\b(tr|translate|QT_TR_NOOP|gettext)\s*\()"), "the engine has no words for people"},
    };
    return all;
}

/// Looked for in the code of engine/backend, much of which runs on a CUDA device too.
const std::vector<Pattern>& devicePatterns() {
    static const std::vector<Pattern> all = {
        {std::regex(R"(\bstd::(count[lr]_(zero|one)|popcount|bit_width|bit_ceil|bit_floor|has_single_bit)\b)"),
         "nvcc makes a constant of it on a device"},
    };
    return all;
}

/// Looked for in every text. The words are put together here, so that this file does not hold them.
const std::vector<Pattern>& textPatterns() {
    const std::string dot = R"(\.)";
    static const std::vector<Pattern> all = {
        {std::regex("(^|[^A-Za-z0-9_./}-])/(ho" + std::string("me|wo") + "rk|ro" + "ot|Us" + "ers|t" + "mp)/"),
         "a path of somebody's machine"},
        {std::regex("(pypi" + dot + "org|pythonhosted" + dot + "org|anaconda" + dot + "org|crates" + dot + "io|npmjs" + dot +
                    "(com|org)|proxy" + dot + "golang|deb" + dot + "debian" + dot + "org|archive" + dot + "ubuntu|ghcr" + dot +
                    "io|docker" + dot + "io)"),
         "a host of a package registry"},
        {std::regex(std::string(R"(\b(TO)") + "DO|FIX" + R"(ME|XX)" + R"(X)\b)"), "a mark of unfinished work"},
    };
    return all;
}

std::string_view fileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool isUpperCamelCase(std::string_view name) {
    const std::string_view stem = name.substr(0, name.find('.'));
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    return !stem.empty() && isUpper(stem[0]) && std::ranges::all_of(stem, [&](char c) { return isDigit(c) || isLower(c) || isUpper(c); });
}

/// Headers that stand in the place of somebody else's and have to be called as theirs.
bool isCalledByOthers(std::string_view path) { return path.starts_with("tests/support/cuda/include/"); }

void checkCode(const SourceFile& file, std::vector<std::string>& found) {
    const std::string_view name = fileName(file.path);
    if (name != "main.cpp" && !isCalledByOthers(file.path) && !isUpperCamelCase(name)) {
        found.push_back(violation(file, 0, "files are called in UpperCamelCase"));
    }
    if (file.path.ends_with(".h") && std::ranges::find(file.lines, "#pragma once") == file.lines.end()) {
        found.push_back(violation(file, 0, "a header has #pragma once"));
    }
    if (file.lines.size() > kMostLines) {
        found.push_back(violation(file, kMostLines, "longer than " + std::to_string(kMostLines) + " lines"));
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (line.find_first_of("\t\r") != std::string::npos || line.ends_with(' ')) {
            found.push_back(violation(file, i, "a tab, a carriage return or a blank at the end"));
        }
    }
}

void checkPatterns(const SourceFile& file, const std::vector<std::string>& lines, const std::vector<Pattern>& patterns,
                   std::vector<std::string>& found) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const Pattern& pattern : patterns) {
            if (std::regex_search(lines[i], pattern.regex)) {
                found.push_back(violation(file, i, pattern.sentence));
            }
        }
    }
}

}  // namespace

bool mayLieAtTop(std::string_view name) {
    return name.starts_with('.') || name.starts_with("build") || name.ends_with(".user") || std::ranges::find(kTop, name) != kTop.end();
}

std::vector<std::string> houseViolations(const SourceFile& file) {
    std::vector<std::string> found;
    if (file.isCode()) {
        checkCode(file, found);
        if (file.path.starts_with("engine/")) {
            checkPatterns(file, file.code(), enginePatterns(), found);
        }
        if (file.path.starts_with("engine/backend/")) {
            checkPatterns(file, file.code(), devicePatterns(), found);
        }
    }
    if (file.isCode() || !file.path.starts_with("tests/data/")) {
        checkPatterns(file, file.lines, textPatterns(), found);
    }
    return found;
}

}  // namespace glassnet::test
