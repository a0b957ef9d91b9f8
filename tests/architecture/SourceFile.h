#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace glassnet::test {

/// A text file of the repository.
struct SourceFile {
    std::string path;                ///< relative to the repository's root, with slashes: "engine/tensor/Shape.h"
    std::vector<std::string> lines;  ///< without their line feeds

    /// True for the C++ and CUDA sources and headers.
    [[nodiscard]] bool isCode() const;
    /// The code without comments and without the contents of string and character literals, line by line.
    [[nodiscard]] std::vector<std::string> code() const;
};

/// A file made of `text`, for samples in tests.
[[nodiscard]] SourceFile sourceFile(std::string path, std::string_view text);

/// Every text file under the repository's folders (app, engine, resources, tests, ui, .ci) and beside them, sorted by path.
/// What git and the build leave there, and files over 2 MB, are left out.
[[nodiscard]] std::vector<SourceFile> readRepository(const std::filesystem::path& root);

/// "file:line: sentence", the form that editors jump to; `line` counts from 0.
[[nodiscard]] std::string violation(const SourceFile& file, std::size_t line, std::string_view sentence);

}  // namespace glassnet::test
