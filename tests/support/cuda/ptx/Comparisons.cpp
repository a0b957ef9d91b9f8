#include <cmath>

#include "tests/support/cuda/ptx/OperationTable.h"

namespace glassnet::simulator::ptx {

namespace {

enum class Relation { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

template <Relation R, class T>
bool holds(T a, T b) {
    if constexpr (R == Relation::Equal) {
        return a == b;
    } else if constexpr (R == Relation::NotEqual) {
        return a < b || a > b;
    } else if constexpr (R == Relation::Less) {
        return a < b;
    } else if constexpr (R == Relation::LessEqual) {
        return a <= b;
    } else if constexpr (R == Relation::Greater) {
        return a > b;
    } else {
        return a >= b;
    }
}

template <Relation R>
struct Compare {
    template <class T>
    bool operator()(T a, T b) const {
        return holds<R>(a, b);
    }
};
/// True also if one is a NaN.
template <Relation R>
struct CompareOrNaN {
    template <class T>
    bool operator()(T a, T b) const {
        return std::isnan(a) || std::isnan(b) || holds<R>(a, b);
    }
};
struct BothNumbers {
    template <class T>
    bool operator()(T a, T b) const {
        return !std::isnan(a) && !std::isnan(b);
    }
};
struct AnyNaN {
    template <class T>
    bool operator()(T a, T b) const {
        return std::isnan(a) || std::isnan(b);
    }
};

template <Relation R>
void addRelation(OperationTable& table, const std::string& name, const std::string& unsignedName) {
    addBinary<Compare<R>>(table, "setp." + name + ".", kB16, kU16, kS16, kB32, kU32, kS32, kB64, kU64, kS64, kF32, kF64);
    addBinary<CompareOrNaN<R>>(table, "setp." + name + "u.", kF32, kF64);
    if (!unsignedName.empty()) {
        addBinary<Compare<R>>(table, "setp." + unsignedName + ".", kU16, kU32, kU64);
    }
}

}  // namespace

void addComparisons(OperationTable& table) {
    addRelation<Relation::Equal>(table, "eq", "");
    addRelation<Relation::NotEqual>(table, "ne", "");
    addRelation<Relation::Less>(table, "lt", "lo");
    addRelation<Relation::LessEqual>(table, "le", "ls");
    addRelation<Relation::Greater>(table, "gt", "hi");
    addRelation<Relation::GreaterEqual>(table, "ge", "hs");
    addBinary<BothNumbers>(table, "setp.num.", kF32, kF64);
    addBinary<AnyNaN>(table, "setp.nan.", kF32, kF64);
}

}  // namespace glassnet::simulator::ptx
