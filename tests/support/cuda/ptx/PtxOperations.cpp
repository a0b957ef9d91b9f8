#include "tests/support/cuda/ptx/PtxOperations.h"

#include <algorithm>
#include <array>

#include "tests/support/cuda/ptx/OperationTable.h"

namespace glassnet::simulator::ptx {

namespace {

struct TypeSize {
    std::string_view name;
    std::size_t size;
};
constexpr auto kTypeSizes = std::to_array<TypeSize>({
    {"b8", 1},
    {"u8", 1},
    {"s8", 1},
    {"b16", 2},
    {"u16", 2},
    {"s16", 2},
    {"b32", 4},
    {"u32", 4},
    {"s32", 4},
    {"f32", 4},
    {"b64", 8},
    {"u64", 8},
    {"s64", 8},
    {"f64", 8},
});

OperationTable makeTable() {
    OperationTable table;
    addMoves(table);
    addIntegerOperations(table);
    addFloatOperations(table);
    addComparisons(table);
    addConversions(table);
    return table;
}

}  // namespace

Operation findOperation(std::string_view text) {
    static const OperationTable table = makeTable();
    const auto found = table.find(text);
    return found == table.end() ? nullptr : found->second;
}

std::size_t typeSize(std::string_view type) {
    const auto* found = std::ranges::find(kTypeSizes, type, &TypeSize::name);
    return found == kTypeSizes.end() ? 0 : found->size;
}

}  // namespace glassnet::simulator::ptx
