#include "engine/data/NpzWriter.h"

#include "engine/data/NpyWriter.h"
#include "engine/data/StoredZip.h"

namespace glassnet {

std::vector<std::byte> writeNpz(const std::map<std::string, Tensor>& arrays) {
    std::map<std::string, std::vector<std::byte>> files;
    for (const auto& [name, values] : arrays) {
        files.emplace(name + ".npy", writeNpy(values));
    }
    return packStored({files.begin(), files.end()});
}

}  // namespace glassnet
