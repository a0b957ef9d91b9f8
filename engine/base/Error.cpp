#include "engine/base/Error.h"

#include <array>

namespace glassnet {

namespace {

constexpr auto kNames = std::to_array<std::string_view>({
    "MatmulShapes",   "BroadcastShapes", "ViewShape",      "ViewStrides",     "DimensionRange",
    "IndexRange",     "RankLimit",       "DTypeMismatch",  "NotAMatrix",      "TooLarge",
    "NegativeSize",   "BadRange",        "BadProbability", "BadDeviation",    "BadSeed",
    "BadState",       "Cycle",           "NoInputPath",    "NoOutputPath",    "NoOutput",
    "NoInput",        "MissingLink",     "TooManyLinks",   "TooFewLinks",     "JoinSizes",
    "NetworkTooBig",  "BatchOfOne",      "TargetUnits",    "BadProperty",     "UnknownLayer",
    "DuplicateName",  "ClassTarget",     "UnknownLink",    "UnknownUnit",     "LinkToItself",
    "LinkCycle",      "LinkTwice",       "LinkIntoInput",  "LinkOutOfOutput", "LinkTaken",
    "NotCuttable",    "UnitNameTaken",   "NoName",         "LastUnit",        "UnitsFixed",
    "UnitsAdded",     "NotClampable",    "ClampLoss",      "NoTarget",        "NoFeature",
    "MixedTargets",   "OneClass",        "TooFewRows",     "CellNotFinite",   "TooManyFeatures",
    "UnknownFeature", "FeatureTwice",    "TestShare",      "FileNotFound",    "FileUnreadable",
    "FileUnwritable", "FileNotProject",  "FileDamaged",    "FileTooNew",      "FileField",
    "FileLimit",      "MissingPart",     "TensorMissing",  "TensorShape",     "TensorDType",
    "ReadStopped",    "TableUnknown",    "TableEmpty",     "TableTooLarge",   "TextBytes",
    "CsvQuoteOpen",   "CsvAfterQuote",   "CsvCellLong",    "CsvManyColumns",  "CsvRowLength",
    "CsvCellNumber",  "CsvDate",         "ArrayType",      "ArrayRows",       "TableFilesTogether",
    "TableFilesMany", "DeviceLost",      "DeviceFull",     "DeviceFailed",    "DeviceUnknown",
    "EntryRange",     "NonFinite",       "BadNumber",      "AmbiguousNumber", "NumberRange",
});
static_assert(kNames.size() == static_cast<std::size_t>(ErrorCode::Count_));

}  // namespace

std::string_view errorName(ErrorCode code) { return kNames.at(static_cast<std::size_t>(code)); }

ErrorException::ErrorException(Error error) : m_error(std::move(error)), m_what(errorName(m_error.code)) {}

}  // namespace glassnet
