#include "tests/architecture/IncludeRules.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace glassnet::test {

namespace {

/// Files that belong to another room than their folder says: errors carry shapes, and every path of arithmetic
/// includes the written arithmetic (leaf headers, which need only each other); the formulas of layers also need network's tables.
struct Exception {
    std::string_view start;
    std::string_view end;
    std::string_view room;
};
constexpr auto kExceptions = std::to_array<Exception>({
    {"engine/tensor/Shape.", "", "base"},
    {"engine/backend/", "Formulas.h", "layer formulas"},
    {"engine/backend/Knobs.h", "", "formulas"},
    {"engine/backend/Schedule.", "", "formulas"},
    {"engine/program/OptimizerKind.h", "", "formulas"},
    {"engine/backend/Arithmetic.h", "", "formulas"},
    {"engine/backend/ElementaryCoefficients.h", "", "formulas"},
    {"engine/backend/ElementaryFunctions.h", "", "formulas"},
    {"engine/backend/Reductions.h", "", "formulas"},
    {"engine/backend/TrigonometricFunctions.h", "", "formulas"},
});

/// Headers that pull in a whole Qt module.
constexpr auto kUmbrellas = std::to_array<std::string_view>(
    {"QtCharts", "QtConcurrent", "QtCore", "QtGui", "QtNetwork", "QtSvg", "QtSvgWidgets", "QtTest", "QtWidgets"});

bool isQtHeader(std::string_view path) {
    if (path.size() < 2 || path.starts_with("quadmath")) {
        return false;
    }
    const auto second = static_cast<unsigned char>(path[1]);
    return (path[0] == 'Q' && (std::isupper(second) != 0 || second == 't')) || (path[0] == 'q' && path.ends_with(".h"));
}

bool isProduct(std::string_view room) { return !room.empty() && room != "tests"; }

const Room* findRoom(std::string_view name) {
    const auto found = std::ranges::find(rooms(), name, &Room::name);
    return found == rooms().end() ? nullptr : &*found;
}

}  // namespace

const std::vector<Room>& rooms() {
    static const std::vector<Room> all = {
        {"base", {}},
        {"formulas", {}},
        {"tensor", {"base", "formulas"}},
        {"random", {"base", "formulas", "tensor"}},
        {"network", {"base", "formulas", "tensor", "random"}},
        {"layer formulas", {"base", "formulas", "network"}},
        {"program", {"base", "formulas", "tensor", "random", "network", "layer formulas"}},
        {"backend", {"base", "formulas", "tensor", "random", "network", "layer formulas", "program"}},
        {"data", {"base", "formulas", "tensor", "random"}},
        {"training", {"base", "formulas", "tensor", "random", "network", "layer formulas", "program", "backend", "data"}},
        {"exchange", {"base", "formulas", "tensor", "random", "network", "program", "data", "training"}},
        {"project", {"base", "formulas", "tensor", "random", "network", "program", "data", "training", "exchange"}},
        {"ui",
         {"base", "formulas", "tensor", "random", "network", "layer formulas", "program", "backend", "data", "training", "exchange",
          "project"}},
        {"app",
         {"base", "formulas", "tensor", "random", "network", "layer formulas", "program", "backend", "data", "training", "exchange",
          "project", "ui"}},
    };
    return all;
}

std::string_view roomOf(std::string_view path) {
    for (const Exception& each : kExceptions) {
        if (path.starts_with(each.start) && path.ends_with(each.end)) {
            return each.room;
        }
    }
    const std::string_view top = path.substr(0, path.find('/'));
    if (top == "engine") {
        const std::string_view rest = path.substr(top.size() + 1);
        return rest.substr(0, rest.find('/'));
    }
    return top == "ui" || top == "app" || top == "tests" ? top : std::string_view();
}

std::string_view includedPath(std::string_view line) {
    const auto skipBlanks = [&line] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skipBlanks();
    if (!line.starts_with('#')) {
        return {};
    }
    line.remove_prefix(1);
    skipBlanks();
    if (!line.starts_with("include")) {
        return {};
    }
    line.remove_prefix(7);
    skipBlanks();
    if (!line.starts_with('<') && !line.starts_with('"')) {
        return {};
    }
    const char end = line[0] == '<' ? '>' : '"';
    return line.substr(1, line.find(end, 1) - 1);
}

std::vector<std::string> includeViolations(const SourceFile& file) {
    std::vector<std::string> found;
    const std::string_view here = roomOf(file.path);
    const bool isEngine = file.path.starts_with("engine/");
    const Room* room = findRoom(here);
    if (isProduct(here) && room == nullptr) {
        found.push_back(violation(file, 0, "the room \"" + std::string(here) + "\" is not in the table of rooms"));
        return found;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string_view path = includedPath(file.lines[i]);
        if (path.empty()) {
            continue;
        }
        const std::string_view there = roomOf(path);
        if (std::ranges::find(kUmbrellas, path) != kUmbrellas.end()) {
            found.push_back(violation(file, i, "include single headers instead of the whole of " + std::string(path)));
        }
        if (isEngine && isQtHeader(path)) {
            found.push_back(violation(file, i, "the engine is without Qt, but includes " + std::string(path)));
        }
        if (path.starts_with('.')) {
            found.push_back(violation(file, i, "includes are relative to the root: " + std::string(path)));
        }
        if (room == nullptr || there.empty() || there == here) {
            continue;
        }
        if (std::ranges::find(room->mayInclude, there) == room->mayInclude.end()) {
            found.push_back(violation(file, i, std::string(here) + " may not include " + std::string(there) + ": " + std::string(path)));
        } else if (here == "ui" && path.starts_with("engine/backend/cuda/")) {
            found.push_back(violation(file, i, "ui may not know the GPU's insides: " + std::string(path)));
        }
    }
    return found;
}

}  // namespace glassnet::test
