#include "engine/data/PastedTable.h"

namespace glassnet {

Result<CsvTable> readPastedTable(std::string_view text, std::string_view name, const CsvOptions& options, const ReadControl& control) {
    CsvOptions asked = options;
    asked.encoding = TextEncoding::Utf8;
    // Only a spreadsheet puts tabs between what may be sentences.
    if (!asked.separator && text.find('\t') != std::string_view::npos) {
        asked.separator = '\t';
    }
    return readCsv(std::as_bytes(std::span(text)), name, asked, control);
}

}  // namespace glassnet
