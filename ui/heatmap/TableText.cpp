#include "ui/heatmap/TableText.h"

#include <array>
#include <charconv>
#include <string>

namespace glassnet::ui {

QString tableText(const MatrixValues& values) {
    std::string text;
    std::array<char, 64> buffer{};
    for (int row = 0; row < values.rows(); ++row) {
        for (int column = 0; column < values.columns(); ++column) {
            if (column > 0) {
                text += '\t';
            }
            if (!values.isKnown({row, column})) {
                continue;
            }
            const double value = values.at({row, column});
            char* const from = buffer.data();
            const auto end = values.isSingle() ? std::to_chars(from, from + buffer.size(), static_cast<float>(value)).ptr
                                               : std::to_chars(from, from + buffer.size(), value).ptr;
            text.append(from, end);
        }
        text += '\n';
    }
    return QString::fromStdString(text);
}

}  // namespace glassnet::ui
