#include "engine/data/ColumnNames.h"

#include <set>
#include <unordered_map>

namespace glassnet {

std::string numberedName(std::size_t column) { return "x" + std::to_string(column + 1); }

void makeDifferent(std::vector<std::string>& names) {
    // What a file calls a column stays so, also where a made name would have come first.
    const std::set<std::string> given(names.begin(), names.end());
    std::set<std::string> taken;
    std::unordered_map<std::string, int> next;
    for (std::string& name : names) {
        if (taken.insert(name).second) {
            continue;
        }
        int& number = next.try_emplace(name, 2).first->second;
        std::string made;
        do {
            made = name + "_" + std::to_string(number++);
        } while (given.contains(made) || taken.contains(made));
        taken.insert(made);
        name = std::move(made);
    }
}

}  // namespace glassnet
