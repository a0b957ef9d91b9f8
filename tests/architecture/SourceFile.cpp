#include "tests/architecture/SourceFile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

namespace glassnet::test {

namespace fs = std::filesystem;

namespace {

constexpr auto kCodeEndings = std::to_array<std::string_view>({".h", ".cpp", ".cu", ".cuh"});
constexpr auto kFolders = std::to_array<std::string_view>({"app", "engine", "resources", "tests", "ui", ".ci"});
constexpr auto kTextEndings = std::to_array<std::string_view>(
    {".h", ".cpp", ".cu", ".cuh", ".txt", ".cmake", ".md", ".json", ".sh", ".awk", ".py", ".svg", ".qrc", ".desktop", ".xml", ".csv", ""});
constexpr std::uintmax_t kLargestText = 2'000'000;

bool isText(const fs::directory_entry& entry) {
    return entry.is_regular_file() && entry.file_size() <= kLargestText &&
           std::ranges::find(kTextEndings, entry.path().extension().string()) != kTextEndings.end();
}

SourceFile readFile(const fs::path& root, const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string text(fs::file_size(path), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    return sourceFile(path.lexically_relative(root).generic_string(), text);
}

}  // namespace

bool SourceFile::isCode() const {
    return std::ranges::any_of(kCodeEndings, [this](std::string_view ending) { return path.ends_with(ending); });
}

std::vector<std::string> SourceFile::code() const {
    enum class In { Code, BlockComment, Text, Character };
    In in = In::Code;
    std::vector<std::string> result;
    for (const std::string& line : lines) {
        std::string kept;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            const std::string_view pair = std::string_view(line).substr(i, 2);
            if (in == In::BlockComment) {
                if (pair == "*/") {
                    in = In::Code;
                    ++i;
                }
            } else if (in == In::Text || in == In::Character) {
                const char end = in == In::Text ? '"' : '\'';
                if (c == '\\') {
                    ++i;
                } else if (c == end) {
                    in = In::Code;
                    kept += c;
                }
            } else if (pair == "//") {
                break;
            } else if (pair == "/*") {
                in = In::BlockComment;
                ++i;
            } else {
                // An apostrophe between digits groups them: 1'000.
                const bool groupsDigits = c == '\'' && i > 0 && std::isxdigit(static_cast<unsigned char>(line[i - 1])) != 0;
                if (c == '"') {
                    in = In::Text;
                } else if (c == '\'' && !groupsDigits) {
                    in = In::Character;
                }
                kept += c;
            }
        }
        if (in == In::Text || in == In::Character) {
            in = In::Code;
        }
        result.push_back(std::move(kept));
    }
    return result;
}

SourceFile sourceFile(std::string path, std::string_view text) {
    SourceFile file{std::move(path), {}};
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        file.lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return file;
}

std::vector<SourceFile> readRepository(const fs::path& root) {
    std::vector<SourceFile> files;
    for (const auto& entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (isText(entry) && name != ".git" && name != "compile_commands.json") {
            files.push_back(readFile(root, entry.path()));
        }
    }
    for (const std::string_view folder : kFolders) {
        if (!fs::is_directory(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (isText(entry)) {
                files.push_back(readFile(root, entry.path()));
            }
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::string violation(const SourceFile& file, std::size_t line, std::string_view sentence) {
    return file.path + ":" + std::to_string(line + 1) + ": " + std::string(sentence);
}

}  // namespace glassnet::test
