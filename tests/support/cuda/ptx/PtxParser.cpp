#include "tests/support/cuda/ptx/PtxParser.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "tests/support/cuda/ptx/PtxDecoder.h"
#include "tests/support/cuda/ptx/PtxOperations.h"
#include "tests/support/cuda/ptx/PtxScope.h"
#include "tests/support/cuda/ptx/PtxTokens.h"

namespace glassnet::simulator::ptx {

namespace {

std::size_t aligned(std::size_t offset, std::size_t alignment) { return (offset + alignment - 1) / alignment * alignment; }

/// "f32" of ".f32".
std::string_view withoutDot(std::string_view type) { return type.starts_with('.') ? type.substr(1) : type; }

/// A declaration of memory: ".align 4 .b8 name[1024]".
struct Declaration {
    std::string_view name;
    std::size_t alignment = 1;
    std::size_t elementSize = 0;
    std::size_t size = 0;
};

class Parser {
public:
    Parser(std::string_view text, const std::string& file) : m_reader(tokens(text), file) { m_module.file = file; }

    Module parse();

private:
    void parseKernel();
    void parseParameters(Kernel& kernel);
    void parseBody(Kernel& kernel);
    bool parseDirective(Kernel& kernel, const Token& token);
    void parseStatement(KernelScope& scope, const Token& token);
    void parseInstruction(KernelScope& scope, Token token);
    Declaration parseDeclaration();
    void parseTable();
    void parseLocation();
    void nameSources();
    std::string parseSourceFile();

    TokenReader m_reader;
    Module m_module;
    std::map<std::string, std::string, std::less<>> m_sourceFiles;
    std::string m_location;
    std::uint32_t m_usedBytes = ~0U;
    std::map<std::string, std::uint64_t, std::less<>> m_tableAddresses;
    KernelScope* m_scope = nullptr;
};

Module Parser::parse() {
    while (!m_reader.atEnd()) {
        const Token token = m_reader.take();
        const std::string_view text = token.text;
        if (text == ".version" || text == ".target" || text == ".address_size") {
            m_reader.skipLine();
        } else if (text == ".file") {
            const std::string number(m_reader.take().text);
            m_sourceFiles[number] = parseSourceFile();
        } else if (text == ".section") {
            m_reader.take();
            m_reader.skipBraces();
        } else if (text == ".visible" || text == ".weak") {
            continue;
        } else if (text == ".entry") {
            parseKernel();
        } else if (text == ".global" || text == ".const") {
            parseTable();
        } else if (text == ".pragma") {
            m_reader.skipPast(";");
        } else {
            m_reader.fail("not known: " + std::string(text));
        }
    }
    nameSources();
    return std::move(m_module);
}

void Parser::nameSources() {
    for (auto& [name, kernel] : m_module.kernels) {
        for (Instruction& each : kernel.code) {
            const std::size_t colon = each.source.find(':');
            if (colon != std::string::npos) {
                each.source.replace(0, colon, m_sourceFiles[each.source.substr(0, colon)]);
            }
        }
    }
}

std::string Parser::parseSourceFile() {
    std::string_view path = m_reader.take().text;
    m_reader.skipLine();
    path = path.substr(1, path.size() - 2);
    return std::string(path.substr(path.rfind('/') + 1));
}

void Parser::parseKernel() {
    const std::string name(m_reader.take().text);
    Kernel& kernel = m_module.kernels[name];
    kernel = {};
    kernel.name = name;
    KernelScope scope(kernel, m_reader, m_tableAddresses);
    m_scope = &scope;
    parseParameters(kernel);
    while (m_reader.peek().text != "{") {
        const std::string_view directive = m_reader.take().text;  // .maxntid 256, 1, 1 and the like: for ptxas
        if (directive != ".maxntid" && directive != ".minnctapersm" && directive != ".maxnreg" && directive != ".reqntid") {
            m_reader.fail("not known: " + std::string(directive));
        }
        m_reader.skipLine();
    }
    m_location.clear();
    m_usedBytes = ~0U;
    parseBody(kernel);
    scope.finish();
    m_scope = nullptr;
}

void Parser::parseParameters(Kernel& kernel) {
    if (!m_reader.accept("(")) {
        return;
    }
    std::size_t offset = 0;
    while (!m_reader.accept(")")) {
        m_reader.expect(".param");
        const Declaration each = parseDeclaration();
        offset = aligned(offset, each.alignment);
        m_scope->addSymbol(each.name, offset);
        kernel.parameters.push_back({offset, each.size});
        offset += each.size;
        m_reader.accept(",");
    }
}

Declaration Parser::parseDeclaration() {
    Declaration made;
    for (;;) {
        const std::string_view text = m_reader.take().text;
        if (text == ".align") {
            made.alignment = number(m_reader, m_reader.take().text);
        } else if (text == ".ptr" || text == ".global" || text == ".const" || text == ".shared" || text == ".local") {
            continue;  // what a parameter points to
        } else if (text.starts_with('.')) {
            made.elementSize = typeSize(withoutDot(text));
            if (made.elementSize == 0) {
                m_reader.fail("not a type: " + std::string(text));
            }
            made.alignment = std::max(made.alignment, made.elementSize);
        } else {
            made.name = text;
            break;
        }
    }
    made.size = made.elementSize;
    if (m_reader.accept("[")) {
        made.size *= number(m_reader, m_reader.take().text);
        m_reader.expect("]");
    }
    return made;
}

void Parser::parseTable() {
    const Declaration declared = parseDeclaration();
    Table table{std::string(declared.name), declared.size, std::make_unique<std::byte[]>(declared.size)};
    if (m_reader.accept("=")) {
        m_reader.expect("{");
        for (std::size_t at = 0; !m_reader.accept("}"); at += declared.elementSize) {
            const std::uint64_t value = number(m_reader, m_reader.take().text);
            if (at + declared.elementSize > declared.size) {
                m_reader.fail("more values than " + table.name + " has room for");
            }
            std::memcpy(table.bytes.get() + at, &value, declared.elementSize);
            m_reader.accept(",");
        }
    }
    m_reader.expect(";");
    m_tableAddresses[table.name] = reinterpret_cast<std::uintptr_t>(table.bytes.get());
    m_module.tables.push_back(std::move(table));
}

void Parser::parseLocation() {
    // The number of a file, whose name comes at the end.
    m_location = m_reader.take().text;
    m_location += ":" + std::string(m_reader.take().text);
    m_reader.skipLine();
}

void Parser::parseBody(Kernel& kernel) {
    m_reader.expect("{");
    for (int depth = 1; depth > 0;) {
        const Token token = m_reader.take();
        if (token.text == "{" || token.text == "}") {
            depth += token.text == "{" ? 1 : -1;
        } else if (!parseDirective(kernel, token)) {
            parseStatement(*m_scope, token);
        }
    }
}

/// True if the token began a directive, which is read.
bool Parser::parseDirective(Kernel& kernel, const Token& token) {
    const std::string_view text = token.text;
    if (text == ".loc") {
        parseLocation();
    } else if (text == ".reg") {
        m_reader.skipPast(";");
    } else if (text == ".pragma") {
        // "used_bytes_mask 5": of the next load, only the bytes 0 and 2.
        const std::string pragma(m_reader.take().text);
        constexpr std::string_view kUsed = "\"used_bytes_mask ";
        if (pragma.starts_with(kUsed)) {
            m_usedBytes = static_cast<std::uint32_t>(std::stoul(pragma.substr(kUsed.size()), nullptr, 0));
        }
        m_reader.expect(";");
    } else if (text == ".shared" || text == ".local") {
        std::size_t& end = text == ".shared" ? kernel.sharedSize : kernel.localSize;
        const Declaration declared = parseDeclaration();
        const std::size_t offset = aligned(end, declared.alignment);
        m_scope->addSymbol(declared.name, offset);
        end = offset + declared.size;
        m_reader.expect(";");
    } else {
        return false;
    }
    return true;
}

void Parser::parseStatement(KernelScope& scope, const Token& token) {
    if (m_reader.accept(":")) {
        if (m_reader.accept(".branchtargets")) {
            std::vector<std::string>& targets = scope.branchTargets(token.text);
            do {
                targets.emplace_back(m_reader.take().text);
            } while (m_reader.accept(","));
            m_reader.expect(";");
        } else {
            scope.addLabel(token.text);
        }
        return;
    }
    parseInstruction(scope, token);
}

void Parser::parseInstruction(KernelScope& scope, Token token) {
    Instruction instruction;
    instruction.line = token.line;
    instruction.source = m_location;
    if (token.text == "@") {
        instruction.negated = m_reader.accept("!");
        instruction.predicate = scope.registerSlot(m_reader.take().text);
        token = m_reader.take();
    }
    instruction.text = token.text;
    std::vector<Operand> operands;
    while (!m_reader.accept(";")) {
        operands.push_back(scope.parseOperand());
        m_reader.accept(",");
    }
    if (token.text.starts_with("ld.")) {
        instruction.used = std::exchange(m_usedBytes, ~0U);
    }
    decode(scope, instruction, operands);
}

}  // namespace

Module parseModule(std::string_view text, const std::string& file) { return Parser(text, file).parse(); }

}  // namespace glassnet::simulator::ptx
