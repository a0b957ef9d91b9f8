#pragma once

#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "engine/tensor/Shape.h"

namespace glassnet {

/// What went wrong. The words for it are made in ui/support/ErrorText, which has one row for each code.
enum class ErrorCode : std::uint16_t {
    // tensor: arguments are the shapes, then the dimensions that differ
    MatmulShapes,     ///< mat1 shape, mat2 shape, inner size of mat1, inner size of mat2: these two differ
    BroadcastShapes,  ///< shape a, shape b, size a, size b, dimension (int): neither equal nor 1
    ViewShape,        ///< asked shape (text such as "[2, -1]" where a size is open), element count: the counts differ
    ViewStrides,      ///< asked shape, tensor shape: the tensor is not contiguous there
    DimensionRange,   ///< dimension, rank
    IndexRange,       ///< index, dimension, size
    RankLimit,        ///< rank asked, largest rank
    DTypeMismatch,    ///< dtype name a, dtype name b
    NotAMatrix,       ///< argument name ("mat1"), shape
    TooLarge,         ///< bytes asked, bytes allowed
    NegativeSize,     ///< size
    // random
    BadRange,        ///< low, high
    BadProbability,  ///< probability
    BadDeviation,    ///< standard deviation
    BadSeed,         ///< the text that was given
    BadState,        ///< (none) a saved generator state that cannot be one
    // network: argument 0 is the layer's name
    Cycle,          ///< layer: the network runs in a circle through it
    NoInputPath,    ///< layer: no path from an input
    NoOutputPath,   ///< layer: nothing reads it
    NoOutput,       ///< (none) the network has no output layer
    NoInput,        ///< (none) the network has no input layer
    MissingLink,    ///< layer: it needs an incoming link
    TooManyLinks,   ///< layer, links it has: it takes one
    TooFewLinks,    ///< layer, links it has: it takes two or more
    JoinSizes,      ///< layer, units a, units b: adding needs equal sizes
    NetworkTooBig,  ///< bytes needed, bytes allowed
    BatchOfOne,     ///< layer: batch norm cannot train on one sample
    TargetUnits,    ///< layer, target columns, units
    BadProperty,    ///< layer, property key, value as text, smallest, largest
    UnknownLayer,   ///< id
    DuplicateName,  ///< name
    ClassTarget,    ///< layer, class index, classes
    // drawing
    UnknownLink,      ///< id
    UnknownUnit,      ///< layer, unit counted from 0, units
    LinkToItself,     ///< layer
    LinkCycle,        ///< from layer, to layer: the second leads to the first already
    LinkTwice,        ///< from layer, to layer
    LinkIntoInput,    ///< layer: its values come from the data
    LinkOutOfOutput,  ///< layer: its values go into the loss
    LinkTaken,        ///< to layer, the layer whose link it has: it takes one
    NotCuttable,      ///< layer: it has no weights, so there is nothing to cut
    UnitNameTaken,    ///< layer, name
    NoName,           ///< (none) a layer's name that is empty
    LastUnit,         ///< layer: it has no unit to spare
    UnitsFixed,       ///< layer: something outside of the network says where its units are
    UnitsAdded,       ///< layer, the Join that adds its units to others, one by one
    NotClampable,     ///< layer: its kind cannot hold a unit at a value
    ClampLoss,        ///< layer, unit counted from 0: it is held at a value, and the loss reads the layer before its activation
    // data
    NoTarget,         ///< (none) no column of the table is the target
    NoFeature,        ///< (none) no column of the table is a feature
    MixedTargets,     ///< column: a category that is a target beside others
    OneClass,         ///< column, label: the target's only one
    TooFewRows,       ///< rows, rows needed
    CellNotFinite,    ///< column, row counted from 1, value: float32 cannot hold it
    TooManyFeatures,  ///< features, most
    UnknownFeature,   ///< index, columns of features: a feature is to be made of one that is not there
    FeatureTwice,     ///< name
    TestShare,        ///< share, smallest, largest
    // files: argument 0 is the file or part
    FileNotFound,    ///< path
    FileUnreadable,  ///< path, reason of the system
    FileUnwritable,  ///< path, reason of the system
    FileNotProject,  ///< path: no Glassnet container
    FileDamaged,     ///< path, part: hash or structure does not fit
    FileTooNew,      ///< path, version needed
    FileField,       ///< part, JSON pointer, what was expected
    FileLimit,       ///< part, count claimed, count allowed
    MissingPart,     ///< path, part
    TensorMissing,   ///< tensor name
    TensorShape,     ///< tensor name, shape found, shape wanted
    TensorDType,     ///< tensor name, dtype found
    // tables from outside: argument 0 is the file, where nothing else is said
    ReadStopped,         ///< path: whoever waited has stopped it
    TableUnknown,        ///< path: nothing that can be read as a table
    TableEmpty,          ///< path: no row or no column
    TableTooLarge,       ///< path, bytes needed, bytes allowed
    TextBytes,           ///< path, line: bytes that are no text in the encoding
    CsvQuoteOpen,        ///< path, line where a quoted cell begins that does not end
    CsvAfterQuote,       ///< path, line: more text behind the end of a quoted cell
    CsvCellLong,         ///< path, line, bytes allowed
    CsvManyColumns,      ///< path, columns allowed
    CsvRowLength,        ///< path, line, cells found, cells wanted
    CsvCellNumber,       ///< path, line, column counted from 1, its name, the cell: text in a column of numbers
    CsvDate,             ///< path, line, column counted from 1, its name, the cell
    ArrayType,           ///< array, its type as the file writes it
    ArrayRows,           ///< array or file, its rows, another one, its rows: no rows of one table
    TableFilesTogether,  ///< path, path: two files that make no table together
    TableFilesMany,      ///< number of files
    // devices: argument 0 is the device's name
    DeviceLost,     ///< device, the call that failed, the driver's word for it: what was in its memory is gone
    DeviceFull,     ///< device, bytes asked, bytes free
    DeviceFailed,   ///< device, the call that failed, the driver's word for it: the device itself can go on
    DeviceUnknown,  ///< the key that was given: no device of this machine has it
    // programs
    EntryRange,  ///< entry asked, entries
    NonFinite,   ///< tensor name, layer
    // typed by a person
    BadNumber,        ///< the text that was given
    AmbiguousNumber,  ///< the text that was given: its one point or comma may part thousands
    NumberRange,      ///< the text that was given, largest magnitude
    Count_            ///< not an error: the number of codes
};

/// One argument of an error: text, a whole number, a number or a shape.
using ErrorArgument = std::variant<std::string, std::int64_t, double, Shape>;

/// A failure as a value: a code and the things it is about, without words.
struct Error {
    ErrorCode code{};
    std::vector<ErrorArgument> arguments;

    friend bool operator==(const Error&, const Error&) = default;
};

/// A value, or the reason why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure from a function with a Result.
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::vector<ErrorArgument> arguments = {}) {
    return tl::unexpected<Error>(Error{code, std::move(arguments)});
}

/// Thrown where a caller broke a rule that a program can check first (a shape mistake in tensor arithmetic).
/// `what()` is the code's name for logs; the sentence a person reads comes from ui/support/ErrorText.
class ErrorException : public std::exception {
public:
    explicit ErrorException(Error error);
    [[nodiscard]] const Error& error() const noexcept { return m_error; }
    [[nodiscard]] const char* what() const noexcept override { return m_what.c_str(); }

private:
    Error m_error;
    std::string m_what;
};

/// The code's name in the source, for logs and tests.
[[nodiscard]] std::string_view errorName(ErrorCode code);

}  // namespace glassnet
