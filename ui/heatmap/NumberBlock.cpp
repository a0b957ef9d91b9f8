#include "ui/heatmap/NumberBlock.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/support/ErrorText.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

struct NumberBlockWords {
    Q_DECLARE_TR_FUNCTIONS(NumberBlock)
};

/// The lines of a text without the empty ones that spreadsheets put behind.
QStringList linesOf(QString text) {
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    auto lines = text.split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty()) {
        lines.removeLast();
    }
    return lines;
}

}  // namespace

tl::expected<NumberBlock, QString> readBlock(const QString& text, const NumberParser& parser, const QLocale& locale,
                                             const BlockPlace& place) {
    const auto lines = linesOf(text);
    if (lines.isEmpty()) {
        return tl::unexpected(NumberBlockWords::tr("There is no number to paste. Copy some cells of a table first."));
    }
    const QChar separator = text.contains(QLatin1Char('\t')) ? QLatin1Char('\t') : QLatin1Char(';');
    const auto name = [&](int row, int column) {
        return SymbolText::element(place.title, place.first.row + row, place.first.column + column);
    };
    const NumberText numbers(NumberText::kFewest, locale);
    NumberBlock block;
    block.rows = static_cast<int>(lines.size());
    block.columns = static_cast<int>(lines.first().count(separator)) + 1;
    if (place.first.row + block.rows > place.rows || place.first.column + block.columns > place.columns) {
        return tl::unexpected(
            NumberBlockWords::tr("The block has %1 × %2 numbers and begins at %3, where %4 × %5 are left. Nothing was pasted.")
                .arg(numbers.whole(block.rows), numbers.whole(block.columns), name(0, 0), numbers.whole(place.rows - place.first.row),
                     numbers.whole(place.columns - place.first.column)));
    }
    for (int row = 0; row < block.rows; ++row) {
        const auto cells = lines.at(row).split(separator);
        if (cells.size() != block.columns) {
            return tl::unexpected(NumberBlockWords::tr("The row of %1 has %2 numbers and the first row has %3. Nothing was pasted.")
                                      .arg(name(row, 0), numbers.whole(cells.size()), numbers.whole(block.columns)));
        }
        for (int column = 0; column < block.columns; ++column) {
            const auto value = parser.parse(cells.at(column));
            if (!value) {
                return tl::unexpected(NumberBlockWords::tr("Nothing was pasted, because of the cell for %1: %2")
                                          .arg(name(row, column), ErrorText::headline(value.error(), locale) + QLatin1Char('.')));
            }
            block.values.push_back(*value);
        }
    }
    return block;
}

}  // namespace glassnet::ui
