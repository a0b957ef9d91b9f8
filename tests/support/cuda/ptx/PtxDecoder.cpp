#include "tests/support/cuda/ptx/PtxDecoder.h"

#include <algorithm>
#include <array>
#include <span>

#include "tests/support/cuda/ptx/PtxOperations.h"

namespace glassnet::simulator::ptx {

namespace {

std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('.'), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

struct SpaceName {
    std::string_view name;
    Space space;
};
constexpr auto kSpaces = std::to_array<SpaceName>({
    {"global", Space::Global},
    {"shared", Space::Shared},
    {"local", Space::Local},
    {"param", Space::Parameter},
    {"const", Space::Constant},
});

void decodeMemory(KernelScope& scope, Instruction made, const std::vector<Operand>& operands) {
    std::size_t elements = 1;
    const std::vector<std::string_view> words = parts(made.text);
    for (const std::string_view word : std::span(words).subspan(1)) {
        const auto* space = std::ranges::find(kSpaces, word, &SpaceName::name);
        if (space != kSpaces.end()) {
            made.space = space->space;
        } else if (word == "v2" || word == "v4") {
            elements = word == "v2" ? 2 : 4;
        } else if (const std::size_t width = typeSize(word); width > 0) {
            made.width = width;
            made.signExtended = word[0] == 's';
        } else if (word != "nc" && word != "volatile" && word != "weak") {
            scope.reader().fail("not known: " + made.text);
        }
    }
    const bool loads = words[0] == "ld";
    if (operands.size() != 2 || made.width == 0) {
        scope.reader().fail("not understood: " + made.text);
    }
    const Operand& address = operands[loads ? 1 : 0];
    const Operand& values = operands[loads ? 0 : 1];
    if (!address.isAddress || values.slotNumbers.size() != elements) {
        scope.reader().fail("not understood: " + made.text);
    }
    made.kind = loads ? Kind::Load : Kind::Store;
    made.offset = address.offset;
    made.constantAddress = address.slotNumbers.empty();
    made.sources = address.slotNumbers;
    if (loads) {
        made.targets = values.slotNumbers;
    } else {
        made.sources.insert(made.sources.end(), values.slotNumbers.begin(), values.slotNumbers.end());
    }
    scope.add(std::move(made));
}

void decodeBranch(KernelScope& scope, Instruction made, const std::vector<Operand>& operands) {
    const bool indexed = made.text.starts_with("brx");
    if (operands.size() != (indexed ? 2U : 1U) || operands.back().label.empty()) {
        scope.reader().fail("not understood: " + made.text);
    }
    made.kind = indexed ? Kind::IndexedBranch : Kind::Branch;
    if (indexed) {
        made.sources = operands[0].slotNumbers;
    }
    scope.add(std::move(made));
    scope.jumpTo(operands.back().label);
}

/// Adds one arithmetic instruction.
void addArithmetic(KernelScope& scope, Instruction made, std::string_view text, std::vector<int> targets, std::vector<int> sources) {
    made.operation = findOperation(text);
    if (made.operation == nullptr) {
        scope.reader().fail("an instruction that is not known: " + std::string(text));
    }
    made.targets = std::move(targets);
    made.sources = std::move(sources);
    scope.add(std::move(made));
}

/// "setp.lt.and.f32 p|q, a, b, c" is p = (a < b) and c, q = not (a < b) and c; without "and" there is no c.
void decodeComparison(KernelScope& scope, const Instruction& made, const std::vector<Operand>& operands) {
    const std::vector<std::string_view> words = parts(made.text);
    const bool combined = words.size() == 4;
    if (operands.size() != (combined ? 4U : 3U)) {
        scope.reader().fail("not understood: " + made.text);
    }
    const std::string plain = "setp." + std::string(words[1]) + "." + std::string(words.back());
    const std::vector<int>& targets = operands[0].slotNumbers;
    // The first result may be one of the operands: it is written last.
    const int result = scope.freshSlot();
    addArithmetic(scope, made, plain, {result}, {operands[1].slotNumbers.at(0), operands[2].slotNumbers.at(0)});
    const auto finish = [&](int from, int target) {
        if (combined) {
            const std::string combine = std::string(words[2]) + ".pred";
            addArithmetic(scope, made, combine, {target}, {from, operands[3].slotNumbers.at(0)});
        } else {
            addArithmetic(scope, made, "mov.pred", {target}, {from});
        }
    };
    if (targets.size() == 2) {
        const int opposite = scope.freshSlot();
        addArithmetic(scope, made, "not.pred", {opposite}, {result});
        const int second = scope.freshSlot();
        finish(opposite, second);
        finish(result, targets[0]);
        addArithmetic(scope, made, "mov.pred", {targets[1]}, {second});
    } else {
        finish(result, targets.at(0));
    }
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> names) { return std::ranges::find(names, text) != names.end(); }

}  // namespace

void decode(KernelScope& scope, const Instruction& instruction, const std::vector<Operand>& given) {
    const std::string_view text = instruction.text;
    std::vector<Operand> operands = given;
    for (Operand& each : operands) {
        if (each.negated) {
            const int opposite = scope.freshSlot();
            addArithmetic(scope, instruction, "not.pred", {opposite}, {each.slotNumbers.at(0)});
            each.slotNumbers[0] = opposite;
        }
    }
    Instruction made = instruction;
    if (text.starts_with("ld.") || text.starts_with("st.")) {
        decodeMemory(scope, std::move(made), operands);
    } else if (isOneOf(text, {"bra", "bra.uni", "brx.idx", "brx.idx.uni"})) {
        decodeBranch(scope, std::move(made), operands);
    } else if (isOneOf(text, {"ret", "ret.uni", "exit"})) {
        made.kind = Kind::Exit;
        scope.add(std::move(made));
    } else if (text == "trap") {
        made.kind = Kind::Trap;
        scope.add(std::move(made));
    } else if (isOneOf(text, {"bar.sync", "barrier.sync", "barrier.sync.aligned"})) {
        // Other barriers than 0, and barriers for a part of the block, are not known.
        if (operands.size() != 1 || operands[0].slotNumbers != std::vector<int>{scope.constantSlot(0)}) {
            scope.reader().fail("a barrier of a kind that is not known");
        }
        made.kind = Kind::Barrier;
        scope.add(std::move(made));
    } else if (text.starts_with("setp.")) {
        decodeComparison(scope, made, operands);
    } else {
        if (operands.empty() || operands[0].slotNumbers.empty()) {
            scope.reader().fail("not understood: " + std::string(text));
        }
        std::vector<int> sources;
        for (const Operand& each : std::span(operands).subspan(1)) {
            if (each.slotNumbers.empty() || each.isAddress) {
                scope.reader().fail("not understood: " + std::string(text));
            }
            sources.insert(sources.end(), each.slotNumbers.begin(), each.slotNumbers.end());
        }
        // "mov.b64 %rd1, {%r1, %r2}" and the way back.
        std::string name(text);
        name += operands[0].slotNumbers.size() > 1 ? " apart" : sources.size() > 1 && text.starts_with("mov.") ? " together" : "";
        addArithmetic(scope, std::move(made), name, operands[0].slotNumbers, sources);
    }
}

}  // namespace glassnet::simulator::ptx
