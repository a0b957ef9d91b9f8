#include "ui/support/ErrorText.h"

#include <QCoreApplication>
#include <algorithm>
#include <optional>
#include <utility>

#include "ui/support/NumberText.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

// What `repair` adds is a sentence of its own, made from the error's shapes.
using Repair = QString (*)(const Error&);

struct ErrorRow {
    ErrorCode code;
    const char* text;
    // How each argument is written: 'b' bytes, 'x' a shape as 1x5, 'r' a rounded number; everything else as it is.
    const char* styles = "";
    Repair repair = nullptr;
};

struct ErrorTextContext {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

std::optional<Shape> matrix(const Error& error, std::size_t index) {
    const auto* shape = index < error.arguments.size() ? std::get_if<Shape>(&error.arguments[index]) : nullptr;
    return shape != nullptr && shape->rank() == 2 ? std::optional(*shape) : std::nullopt;
}

QString sizes(std::int64_t rows, std::int64_t columns) { return QStringLiteral("%1x%2").arg(rows).arg(columns); }

QString matmulRepair(const Error& error) {
    const auto first = matrix(error, 0);
    const auto second = matrix(error, 1);
    if (!first || !second) {
        return ErrorTextContext::tr("The first needs as many columns as the second has rows.");
    }
    const std::int64_t a = (*first)[0];
    const std::int64_t b = (*first)[1];
    const std::int64_t c = (*second)[0];
    const std::int64_t d = (*second)[1];
    if (b == d && (c == 1 || d == 1)) {
        return ErrorTextContext::tr("Transposing or reshaping the second to %1 would fit.").arg(sizes(d, c));
    }
    if (b == d) {
        return ErrorTextContext::tr("Transposing the second to %1 would fit.").arg(sizes(d, c));
    }
    if (a == c) {
        return ErrorTextContext::tr("Transposing the first to %1 would fit.").arg(sizes(b, a));
    }
    if (b > 0 && c * d > 0 && (c * d) % b == 0) {
        return ErrorTextContext::tr("Reshaping the second to %1 would fit.").arg(sizes(b, c * d / b));
    }
    if (c > 0 && a * b > 0 && (a * b) % c == 0) {
        return ErrorTextContext::tr("Reshaping the first to %1 would fit.").arg(sizes(a * b / c, c));
    }
    return ErrorTextContext::tr("The first has %1 columns, so the second needs %1 rows; it has %2.").arg(b).arg(c);
}

constexpr ErrorRow kErrorRows[] = {
    {ErrorCode::MatmulShapes, QT_TRANSLATE_NOOP("ErrorText", "mat1 and mat2 shapes cannot be multiplied (%1 and %2)."), "xx", matmulRepair},
    {ErrorCode::BroadcastShapes,
     QT_TRANSLATE_NOOP(
         "ErrorText",
         "The size of tensor a (%3) must match the size of tensor b (%4) at non-singleton dimension %5. The shapes are %1 and %2: "
         "give both the same size there, or give one of them size 1.")},
    {ErrorCode::ViewShape, QT_TRANSLATE_NOOP("ErrorText", "shape '%1' is invalid for input of size %2. Choose sizes whose product is %2.")},
    {ErrorCode::ViewStrides, QT_TRANSLATE_NOOP("ErrorText",
                                               "view size %1 is not compatible with the strides of this tensor of shape %2. "
                                               "Use reshape instead, which copies the numbers where it must.")},
    {ErrorCode::DimensionRange,
     QT_TRANSLATE_NOOP("ErrorText",
                       "There is no dimension %1: the tensor has %2 dimensions. Count from 0, or from −1 backward from the last.")},
    {ErrorCode::IndexRange, QT_TRANSLATE_NOOP("ErrorText", "index %1 is out of bounds for dimension %2 with size %3. The first is 0.")},
    {ErrorCode::RankLimit, QT_TRANSLATE_NOOP("ErrorText", "A tensor with %1 dimensions is asked for. Use %2 at most.")},
    {ErrorCode::DTypeMismatch,
     QT_TRANSLATE_NOOP("ErrorText", "One tensor holds %1 and the other %2. Convert one of them, so that both hold the same type.")},
    {ErrorCode::NotAMatrix,
     QT_TRANSLATE_NOOP("ErrorText", "%1 must be a matrix, and its shape is %2. Reshape it to two dimensions, rows and columns.")},
    {ErrorCode::TooLarge, QT_TRANSLATE_NOOP("ErrorText", "This tensor needs %1, and %2 are allowed. Use smaller sizes."), "bb"},
    {ErrorCode::NegativeSize, QT_TRANSLATE_NOOP("ErrorText", "A size of %1 is not possible. Use 0 or more.")},
    {ErrorCode::BadRange,
     QT_TRANSLATE_NOOP("ErrorText", "The range from %1 to %2 is empty. Make the lower end smaller than the upper end.")},
    {ErrorCode::BadProbability, QT_TRANSLATE_NOOP("ErrorText", "%1 is not a probability. Use a number from 0 to 1.")},
    {ErrorCode::BadDeviation, QT_TRANSLATE_NOOP("ErrorText", "A standard deviation of %1 is not possible. Use 0 or more.")},
    {ErrorCode::BadSeed, QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a seed. Use a whole number, such as 7.")},
    {ErrorCode::BadState,
     QT_TRANSLATE_NOOP("ErrorText", "The saved state of the random generator is damaged. Set its seed again to start it afresh.")},
    {ErrorCode::Cycle, QT_TRANSLATE_NOOP("ErrorText", "The network runs in a circle through %1. Remove one of the links of the circle.")},
    {ErrorCode::NoInputPath, QT_TRANSLATE_NOOP("ErrorText", "No values reach %1. Link it to an input, directly or through other layers.")},
    {ErrorCode::NoOutputPath, QT_TRANSLATE_NOOP("ErrorText", "Nothing reads %1. Link it to another layer, or remove it.")},
    {ErrorCode::NoOutput, QT_TRANSLATE_NOOP("ErrorText", "The network has no output. Add an Output layer and link the last layer to it.")},
    {ErrorCode::NoInput, QT_TRANSLATE_NOOP("ErrorText", "The network has no input. Add an Input layer and link it to the first layer.")},
    {ErrorCode::MissingLink, QT_TRANSLATE_NOOP("ErrorText", "%1 has no incoming link. Draw a link from another layer to it.")},
    {ErrorCode::TooManyLinks,
     QT_TRANSLATE_NOOP("ErrorText", "%1 takes one incoming link and has %2. Remove the others, or put a Join layer before it.")},
    {ErrorCode::TooFewLinks,
     QT_TRANSLATE_NOOP("ErrorText", "%1 joins two or more links, and it has %2. Draw another link to it, or remove the layer.")},
    {ErrorCode::JoinSizes, QT_TRANSLATE_NOOP("ErrorText",
                                             "%1 cannot add %2 units to %3 units. Give both layers the same number of units, "
                                             "or let %1 concatenate instead.")},
    {ErrorCode::NetworkTooBig,
     QT_TRANSLATE_NOOP("ErrorText", "The network needs %1 of memory, and %2 are allowed. Use fewer units or a smaller batch."), "bb"},
    {ErrorCode::BatchOfOne,
     QT_TRANSLATE_NOOP("ErrorText",
                       "%1 normalizes over the batch and cannot train on a single sample. Use a batch of two or more, "
                       "or layer normalization.")},
    {ErrorCode::TargetUnits,
     QT_TRANSLATE_NOOP("ErrorText", "The target of %1 has %2 columns, and the layer has %3 units. Make both numbers the same.")},
    {ErrorCode::BadProperty, QT_TRANSLATE_NOOP("ErrorText", "%1 cannot have %2 = %3. Use a value from %4 to %5.")},
    {ErrorCode::UnknownLayer,
     QT_TRANSLATE_NOOP("ErrorText", "There is no layer number %1 in this network. Choose one of the layers drawn.")},
    {ErrorCode::DuplicateName, QT_TRANSLATE_NOOP("ErrorText", "Two layers are named “%1”. Give one of them another name.")},
    {ErrorCode::ClassTarget,
     QT_TRANSLATE_NOOP("ErrorText",
                       "The target of %1 names class %2, and there are %3 classes, counted from 0. Correct the target or add units.")},
    {ErrorCode::UnknownLink, QT_TRANSLATE_NOOP("ErrorText", "There is no link number %1 in this network. Choose one of the links drawn.")},
    {ErrorCode::UnknownUnit,
     QT_TRANSLATE_NOOP("ErrorText", "%1 has %3 units, counted from 0, and no unit %2. Choose one of the units it has.")},
    {ErrorCode::LinkToItself, QT_TRANSLATE_NOOP("ErrorText", "%1 cannot read its own values. Draw the link to a layer after it.")},
    {ErrorCode::LinkCycle,
     QT_TRANSLATE_NOOP("ErrorText",
                       "A link from %1 to %2 would close a circle, because %2 already leads to %1. Draw it the other way round, "
                       "or to a layer after %1.")},
    {ErrorCode::LinkTwice, QT_TRANSLATE_NOOP("ErrorText", "%2 reads %1 already. Draw the link to another layer.")},
    {ErrorCode::LinkIntoInput,
     QT_TRANSLATE_NOOP("ErrorText", "%1 is an input: its values come from the data. Draw the link to a layer that computes.")},
    {ErrorCode::LinkOutOfOutput,
     QT_TRANSLATE_NOOP("ErrorText", "%1 is an output: its values go into the loss. Draw the link from a layer before it.")},
    {ErrorCode::LinkTaken,
     QT_TRANSLATE_NOOP("ErrorText", "%1 takes one incoming link, and %2 has it. Remove that link first, or put a Join layer before %1.")},
    {ErrorCode::NotCuttable,
     QT_TRANSLATE_NOOP("ErrorText", "%1 has no weights, so no single connection into it can be cut. Cut one into a Dense layer instead.")},
    {ErrorCode::UnitNameTaken,
     QT_TRANSLATE_NOOP("ErrorText", "Another unit of %1 is named “%2”. Choose a name that no unit of the layer has.")},
    {ErrorCode::NoName, QT_TRANSLATE_NOOP("ErrorText", "A layer cannot be without a name. Type one, such as Dense 2.")},
    {ErrorCode::LastUnit,
     QT_TRANSLATE_NOOP("ErrorText", "%1 cannot give a unit away: it needs one at least. Give it another unit first, or remove the layer.")},
    {ErrorCode::UnitsFixed,
     QT_TRANSLATE_NOOP("ErrorText", "The units of %1 cannot be moved there. Move a unit within a layer, or between two Dense layers.")},
    {ErrorCode::UnitsAdded,
     QT_TRANSLATE_NOOP("ErrorText",
                       "The units of %1 keep their places, because %2 adds them to those of other layers one by one. "
                       "Let %2 concatenate instead.")},
    {ErrorCode::NotClampable,
     QT_TRANSLATE_NOOP("ErrorText", "The units of %1 cannot be held at a value. Hold one of an Input, a Dense layer or an Output.")},
    {ErrorCode::ClampLoss,
     QT_TRANSLATE_NOOP("ErrorText",
                       "%1 holds its unit %2, counted from 0, at a value, but its loss reads what comes before the activation. "
                       "Let go of that unit, or choose another loss or activation.")},
    {ErrorCode::NoTarget,
     QT_TRANSLATE_NOOP("ErrorText", "No column of the table is the target. Choose the column that the network is to predict.")},
    {ErrorCode::NoFeature,
     QT_TRANSLATE_NOOP("ErrorText", "No column of the table is a feature. Choose at least one that the network is to predict from.")},
    {ErrorCode::MixedTargets,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” names classes, so it must be the only target. Choose it alone, or only columns of numbers.")},
    {ErrorCode::OneClass,
     QT_TRANSLATE_NOOP("ErrorText", "The target “%1” has only one class, “%2”. Choose another target, or add rows of a second class.")},
    {ErrorCode::TooFewRows,
     QT_TRANSLATE_NOOP("ErrorText", "The data have %1 rows without empty cells, and %2 are needed. Add rows, or fill the empty cells.")},
    {ErrorCode::CellNotFinite,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” holds %3 in row %2, which is too large to compute with. Correct it, or ignore the column.")},
    {ErrorCode::TooManyFeatures,
     QT_TRANSLATE_NOOP("ErrorText", "The data come to %1 features, and %2 are allowed. Ignore columns that have many different labels.")},
    {ErrorCode::UnknownFeature,
     QT_TRANSLATE_NOOP("ErrorText",
                       "A feature is to be made of column %1, counted from 0, and there are %2 columns. Choose the features anew.")},
    {ErrorCode::FeatureTwice, QT_TRANSLATE_NOOP("ErrorText", "The feature “%1” is there twice. Remove one of the two.")},
    {ErrorCode::TestShare, QT_TRANSLATE_NOOP("ErrorText", "A test part of %1 is not possible. Use a share from %2 to %3.")},
    {ErrorCode::FileNotFound, QT_TRANSLATE_NOOP("ErrorText", "There is no file “%1”. Check the name and the folder.")},
    {ErrorCode::FileUnreadable, QT_TRANSLATE_NOOP("ErrorText", "“%1” cannot be read: %2. Check that you may open it.")},
    {ErrorCode::FileUnwritable,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” cannot be written: %2. Your work is still open; save it in another place.")},
    {ErrorCode::FileNotProject, QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a Glassnet project. Choose a file that ends in .glassnet.")},
    {ErrorCode::FileDamaged,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” is damaged: its part %2 is not as it was saved. Open an older copy of it.")},
    {ErrorCode::FileTooNew, QT_TRANSLATE_NOOP("ErrorText", "“%1” was saved by a newer Glassnet. Use version %2 or later to open it.")},
    {ErrorCode::FileField,
     QT_TRANSLATE_NOOP("ErrorText", "%1 has a mistake at %2: %3 was expected. Correct it there, or open another copy.")},
    {ErrorCode::FileLimit,
     QT_TRANSLATE_NOOP("ErrorText", "%1 claims to hold %2, and %3 are allowed. The file may be damaged; open another copy of it.")},
    {ErrorCode::MissingPart, QT_TRANSLATE_NOOP("ErrorText", "“%1” lacks its part %2. Open another copy of it.")},
    {ErrorCode::TensorMissing,
     QT_TRANSLATE_NOOP("ErrorText", "The file has no numbers for %1. Choose a file saved from the same network.")},
    {ErrorCode::TensorShape,
     QT_TRANSLATE_NOOP("ErrorText", "%1 has shape %2 in the file, and the network needs %3. Choose a file saved from the same network.")},
    {ErrorCode::TensorDType,
     QT_TRANSLATE_NOOP("ErrorText", "%1 is stored as %2, which cannot be read here. Store it as float32 or float64.")},
    {ErrorCode::ReadStopped, QT_TRANSLATE_NOOP("ErrorText", "Reading “%1” was stopped. Open it again to read all of it.")},
    {ErrorCode::TableUnknown,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” is no table that can be read here. Choose a CSV, NumPy (.npy, .npz) or IDX file.")},
    {ErrorCode::TableEmpty, QT_TRANSLATE_NOOP("ErrorText", "“%1” has no row of values. Choose a file with at least one.")},
    {ErrorCode::TableTooLarge,
     QT_TRANSLATE_NOOP("ErrorText", "The table in “%1” needs %2 of memory, and %3 are allowed. Keep fewer rows or columns in the file."),
     " bb"},
    {ErrorCode::TextBytes,
     QT_TRANSLATE_NOOP("ErrorText",
                       "Line %2 of “%1” has bytes that are no text. Save the table as CSV in UTF-8, or choose another encoding.")},
    {ErrorCode::CsvQuoteOpen,
     QT_TRANSLATE_NOOP("ErrorText", "A quotation mark opens in line %2 of “%1” and is never closed. Close it there, or remove it.")},
    {ErrorCode::CsvAfterQuote,
     QT_TRANSLATE_NOOP("ErrorText",
                       "Line %2 of “%1” has text right behind a closing quotation mark. Put a separator between them, or write a "
                       "quotation mark within a cell twice.")},
    {ErrorCode::CsvCellLong,
     QT_TRANSLATE_NOOP("ErrorText", "A cell in line %2 of “%1” is longer than %3. Shorten it, or choose another separator."), "  b"},
    {ErrorCode::CsvManyColumns,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” has more than %2 columns. Choose another separator, or keep fewer columns in the file.")},
    {ErrorCode::CsvRowLength,
     QT_TRANSLATE_NOOP("ErrorText",
                       "Line %2 of “%1” has %3 cells, and the lines before it have %4. Correct the line, or choose another separator.")},
    {ErrorCode::CsvCellNumber,
     QT_TRANSLATE_NOOP("ErrorText",
                       "Line %2 of “%1” has “%5” in column %3, “%4”, which holds numbers otherwise. Correct the cell, read the column as "
                       "text, or leave it out.")},
    {ErrorCode::CsvDate,
     QT_TRANSLATE_NOOP("ErrorText",
                       "Column %3 of “%1”, “%4”, holds dates, such as “%5” in line %2, and a network needs numbers. Leave the column "
                       "out, or replace the dates by a number, such as the days since a first day.")},
    {ErrorCode::ArrayType,
     QT_TRANSLATE_NOOP("ErrorText", "The array %1 is stored as %2, which cannot be read here. Store it as float32, float64 or int64.")},
    {ErrorCode::ArrayRows,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” has %2 rows and “%3” has %4, so they are not one table. Choose two with the same number.")},
    {ErrorCode::TableFilesTogether,
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” and “%2” make no table together. Choose one file, or one with the inputs and one with a label for each row.")},
    {ErrorCode::TableFilesMany,
     QT_TRANSLATE_NOOP("ErrorText",
                       "%1 files are too many for one table. Choose one file, or one with the inputs and one with the labels.")},
    {ErrorCode::DeviceLost,
     QT_TRANSLATE_NOOP("ErrorText", "%1 no longer answers (%2: %3). Go on with the CPU, and start the program again to try the device.")},
    {ErrorCode::DeviceFull,
     QT_TRANSLATE_NOOP("ErrorText", "%1 has no room for %2: %3 are free. Use a smaller batch or network, or the CPU."), " bb"},
    {ErrorCode::DeviceFailed, QT_TRANSLATE_NOOP("ErrorText", "%1 could not do a step (%2: %3). Choose the CPU.")},
    {ErrorCode::DeviceUnknown,
     QT_TRANSLATE_NOOP("ErrorText", "There is no device “%1” in this machine. Choose cpu, or one that “glassnet device” lists.")},
    {ErrorCode::EntryRange, QT_TRANSLATE_NOOP("ErrorText", "There is no step %1: this network has %2 steps. Choose one of them.")},
    {ErrorCode::NonFinite, QT_TRANSLATE_NOOP("ErrorText",
                                             "%1 in %2 is no longer a finite number, so the run has stopped there. Step back and use "
                                             "a smaller learning rate or smaller weights.")},
    {ErrorCode::BadNumber, QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a number. Write it like 0.5, −2, 2e-3 or 1/3.")},
    {ErrorCode::AmbiguousNumber,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” can be read in two ways. Leave out the mark between thousands, or add a decimal more.")},
    {ErrorCode::NumberRange,
     QT_TRANSLATE_NOOP("ErrorText", "“%1” is too large or too close to zero to be stored. Use a number of magnitude up to %2."), " r"},
};

const ErrorRow* errorRowOf(ErrorCode code) {
    const auto* row =
        std::find_if(std::begin(kErrorRows), std::end(kErrorRows), [code](const ErrorRow& candidate) { return candidate.code == code; });
    return row == std::end(kErrorRows) ? nullptr : row;
}

QString written(const ErrorArgument& argument, char style, const QLocale& locale) {
    if (const auto* text = std::get_if<std::string>(&argument)) {
        return QString::fromStdString(*text);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&argument)) {
        return style == 'b' ? locale.formattedDataSize(*whole) : QString::number(*whole).replace(QLatin1Char('-'), NumberText::kMinus);
    }
    if (const auto* number = std::get_if<double>(&argument)) {
        const NumberText text(NumberText::kFewest, locale);
        return style == 'r' ? text.of(*number) : text.exact(*number);
    }
    const Shape& shape = std::get<Shape>(argument);
    return style == 'x' && shape.rank() == 2 ? sizes(shape[0], shape[1]) : SymbolText::shape(shape);
}

// All at once, so that a %1 inside an argument stays what it is.
QString filled(const QString& text, const Error& error, const char* styles, const QLocale& locale) {
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int number = text[i] == QLatin1Char('%') && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (number < 1) {
            result += text[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(number - 1);
        const char style = index < std::char_traits<char>::length(styles) ? styles[index] : ' ';
        result += index < error.arguments.size() ? written(error.arguments[index], style, locale) : QStringLiteral("?");
        ++i;
    }
    return result;
}

/// The table's sentences are parted before they are filled: a layer's name may hold a point.
std::pair<QString, QString> parted(const QString& text) {
    const auto end = text.indexOf(QLatin1String(". "));
    return end < 0 ? std::pair(text.chopped(text.endsWith(QLatin1Char('.')) ? 1 : 0), QString())
                   : std::pair(text.left(end), text.mid(end + 2));
}

}  // namespace

QString ErrorText::headline(const Error& error, const QLocale& locale) {
    const ErrorRow* row = errorRowOf(error.code);
    return row == nullptr ? of(error, locale) : filled(parted(ErrorTextContext::tr(row->text)).first, error, row->styles, locale);
}

QString ErrorText::advice(const Error& error, const QLocale& locale) {
    const ErrorRow* row = errorRowOf(error.code);
    if (row == nullptr) {
        return {};
    }
    QString text = filled(parted(ErrorTextContext::tr(row->text)).second, error, row->styles, locale);
    if (row->repair != nullptr) {
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + row->repair(error);
    }
    return text;
}

bool ErrorText::knows(ErrorCode code) { return errorRowOf(code) != nullptr; }

QString ErrorText::of(const Error& error, const QLocale& locale) {
    const ErrorRow* row = errorRowOf(error.code);
    if (row == nullptr) {
        return QString::fromStdString(std::string(errorName(error.code)));
    }
    QString text = filled(ErrorTextContext::tr(row->text), error, row->styles, locale);
    if (row->repair != nullptr) {
        text += QLatin1Char(' ') + row->repair(error);
    }
    return text;
}

}  // namespace glassnet::ui
