#include "tests/support/cuda/SharedMemory.h"

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "tests/support/cuda/Sanitizers.h"

namespace glassnet::simulator {

namespace {

struct Section {
    std::uintptr_t start;
    std::size_t size;
};

template <class T>
void readAt(std::ifstream& stream, std::uint64_t offset, T* values, std::size_t count) {
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(reinterpret_cast<char*>(values), static_cast<std::streamsize>(count * sizeof(T)));
}

/// Where this program was loaded: addresses in its file count from there.
std::uintptr_t loadAddress() {
    std::uintptr_t base = 0;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
            *static_cast<std::uintptr_t*>(data) = info->dlpi_addr;
            return 1;  // the program is the first
        },
        &base);
    return base;
}

/// The linker gives symbols only for sections whose names it knows, and these are numbered: so they are looked up in the program's file.
std::vector<Section> sharedSections() {
    std::ifstream stream("/proc/self/exe", std::ios::binary);
    ElfW(Ehdr) header{};
    readAt(stream, 0, &header, 1);
    std::vector<ElfW(Shdr)> sections(header.e_shnum);
    readAt(stream, header.e_shoff, sections.data(), sections.size());
    const ElfW(Shdr)& names = sections.at(header.e_shstrndx);
    std::vector<char> text(names.sh_size + 1, '\0');
    readAt(stream, names.sh_offset, text.data(), names.sh_size);
    if (!stream) {
        throw std::runtime_error("the program's own file cannot be read");
    }
    std::vector<Section> found;
    const std::uintptr_t base = loadAddress();
    for (const ElfW(Shdr) & each : sections) {
        if (std::string_view(&text.at(each.sh_name)).starts_with("glassnet_shared_")) {
            found.push_back({base + each.sh_addr, each.sh_size});
        }
    }
    return found;
}

}  // namespace

// Goes over the red zones between the variables too.
GLASSNET_WITHOUT_ASAN void spoilSharedMemory() {
    static const std::vector<Section> sections = sharedSections();
    for (const Section& section : sections) {
        // Not memset: the sanitizer would look at it.
        auto* bytes = reinterpret_cast<volatile std::uint8_t*>(section.start);
        std::size_t i = 0;
        for (; i + 8 <= section.size && section.start % 8 == 0; i += 8) {
            *reinterpret_cast<volatile std::uint64_t*>(bytes + i) = ~std::uint64_t{0};
        }
        for (; i < section.size; ++i) {
            bytes[i] = 0xFF;
        }
    }
}

}  // namespace glassnet::simulator
