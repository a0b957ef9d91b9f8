#include "engine/data/ArrayTable.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/data/Categories.h"
#include "engine/data/ColumnNames.h"

namespace glassnet {

namespace {

/// Targets with more different values are taken for numbers.
constexpr std::size_t kMostClasses = 100;
/// About as many elements are copied between two looks at the control.
constexpr std::int64_t kBlockElements = 32'768;

/// Names that are in use for features and their targets, in small letters.
struct Pair {
    std::string_view features;
    std::string_view targets;
};
constexpr auto kPairs = std::to_array<Pair>({{"x_train", "y_train"},
                                             {"train_images", "train_labels"},
                                             {"x", "y"},
                                             {"data", "target"},
                                             {"data", "labels"},
                                             {"images", "labels"},
                                             {"features", "labels"},
                                             {"features", "targets"},
                                             {"inputs", "targets"},
                                             {"arr_0", "arr_1"}});

std::optional<std::size_t> findName(std::span<const RawArray> arrays, std::string_view small) {
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        const bool same =
            std::ranges::equal(arrays[i].name, small, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
        if (same && arrays[i].shape.rank() > 0) {
            return i;
        }
    }
    return std::nullopt;
}

std::int64_t rowsOf(const RawArray& array) { return array.shape.rank() == 0 ? 0 : array.shape[0]; }

/// What is chosen where a person has not.
ArrayChoice choose(std::span<const RawArray> arrays, ArrayChoice choice) {
    if (!choice.features && !choice.targets) {
        for (const Pair& pair : kPairs) {
            const auto features = findName(arrays, pair.features);
            const auto targets = findName(arrays, pair.targets);
            if (features && targets) {
                return {features, targets};
            }
        }
    }
    if (!choice.features) {
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            const bool isMore = arrays[i].shape.rank() > (choice.features ? arrays[*choice.features].shape.rank() : 1);
            choice.features = isMore && i != choice.targets ? std::optional(i) : choice.features;
        }
    }
    if (!choice.targets && choice.features) {
        const auto fits = [&](std::size_t i) {
            return i != choice.features && arrays[i].shape.rank() == 1 && rowsOf(arrays[i]) == rowsOf(arrays[*choice.features]);
        };
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            if (fits(i)) {
                if (choice.targets) {
                    return {choice.features, std::nullopt};
                }
                choice.targets = i;
            }
        }
    }
    return choice;
}

/// "0,1" for the element at the place `element` of a row.
std::string indexText(const Shape& shape, std::int64_t element) {
    std::string text;
    for (int dim = shape.rank() - 1; dim > 0; --dim) {
        std::string index = std::to_string(element % shape[dim]);
        element /= shape[dim];
        text = text.empty() ? std::move(index) : std::move(index.append(",").append(text));
    }
    return text;
}

/// Puts arrays beside each other into one table.
class Builder {
public:
    Builder(std::string_view name, const ReadControl& control) : m_name(name), m_control(control) {}

    /// Errors: of the counts.
    [[nodiscard]] std::optional<Error> begin(std::span<const RawArray* const> arrays) {
        const RawArray& first = *arrays.front();
        std::uint64_t columns = 0;
        for (const RawArray* const array : arrays) {
            if (rowsOf(*array) != rowsOf(first)) {
                return Error{ErrorCode::ArrayRows, {first.name, rowsOf(first), array->name, rowsOf(*array)}};
            }
            columns += static_cast<std::uint64_t>(array->rowElements());
            m_flattened += array->rowElements() > 1 ? 1 : 0;
        }
        m_table.rows = rowsOf(first);
        if (m_table.rows == 0 || std::ranges::any_of(arrays, [](const RawArray* array) { return array->shape.elements() == 0; })) {
            return Error{ErrorCode::TableEmpty, {m_name}};
        }
        if (columns > m_control.limits.columns) {
            return Error{ErrorCode::FileLimit,
                         {m_name, static_cast<std::int64_t>(columns), static_cast<std::int64_t>(m_control.limits.columns)}};
        }
        m_totalBytes = static_cast<std::uint64_t>(m_table.rows) * columns * sizeof(double);
        if (m_totalBytes > m_control.limits.memoryBytes) {
            return Error{ErrorCode::TableTooLarge,
                         {m_name, static_cast<std::int64_t>(m_totalBytes), static_cast<std::int64_t>(m_control.limits.memoryBytes)}};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Error> add(const RawArray& array) {
        const std::int64_t rows = m_table.rows;
        const std::int64_t width = array.rowElements();
        const std::size_t before = m_table.columns.size();
        for (std::int64_t element = 0; element < width; ++element) {
            TableColumn& column = m_table.columns.emplace_back();
            column.name = width == 1 ? array.name : indexText(array.shape, element);
            if (width > 1 && m_flattened > 1) {
                column.name = array.name + "[" + column.name + "]";
            }
            column.numbers.resize(static_cast<std::size_t>(rows));
            if ((element + 1) * rows / kBlockElements != element * rows / kBlockElements && !m_control.goesOn(m_doneBytes, m_totalBytes)) {
                return Error{ErrorCode::ReadStopped, {m_name}};
            }
        }
        const ElementReader reader(array);
        const std::int64_t blockRows = std::max<std::int64_t>(1, kBlockElements / width);
        for (std::int64_t begin = 0; begin < rows; begin += blockRows) {
            const std::int64_t end = std::min(rows, begin + blockRows);
            for (std::int64_t element = 0; element < width; ++element) {
                double* const numbers = m_table.columns[before + static_cast<std::size_t>(element)].numbers.data();
                for (std::int64_t row = begin; row < end; ++row) {
                    numbers[row] = reader.at(row, element);
                }
            }
            m_doneBytes += static_cast<std::uint64_t>((end - begin) * width) * sizeof(double);
            if (!m_control.goesOn(m_doneBytes, m_totalBytes)) {
                return Error{ErrorCode::ReadStopped, {m_name}};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Table finish() {
        std::vector<std::string> names;
        for (const TableColumn& column : m_table.columns) {
            names.push_back(column.name.empty() ? numberedName(names.size()) : column.name);
        }
        makeDifferent(names);
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_table.columns[i].name = std::move(names[i]);
        }
        return std::move(m_table);
    }

    void makeLastCategories() {
        TableColumn& column = m_table.columns.back();
        const auto values = wholeValues(column, kMostClasses);
        if (values && *values <= kMostClasses) {
            column = asCategories(column);
        }
    }

private:
    std::string m_name;
    const ReadControl& m_control;
    Table m_table;
    int m_flattened = 0;
    std::uint64_t m_totalBytes = 0;
    std::uint64_t m_doneBytes = 0;
};

}  // namespace

Result<ArrayTable> tableFromArrays(std::span<const RawArray> arrays, std::string_view name, const ArrayChoice& choice,
                                   const ReadControl& control) {
    const auto check = [&arrays](std::optional<std::size_t> index) {
        if (index && *index >= arrays.size()) {
            throw ErrorException(Error{ErrorCode::IndexRange,
                                       {static_cast<std::int64_t>(*index), std::int64_t{0}, static_cast<std::int64_t>(arrays.size())}});
        }
    };
    check(choice.features);
    check(choice.targets);
    ArrayTable result;
    result.choice = choose(arrays, choice);
    std::vector<const RawArray*> taken;
    for (const auto& index : {result.choice.features, result.choice.targets}) {
        if (index) {
            taken.push_back(&arrays[*index]);
        }
    }
    if (!result.choice.features && !result.choice.targets) {
        for (const RawArray& array : arrays) {
            if (array.shape.rank() == 1 && (taken.empty() || rowsOf(array) == rowsOf(*taken.front()))) {
                taken.push_back(&array);
            }
        }
    }
    if (taken.empty()) {
        return failure(ErrorCode::TableEmpty, {std::string(name)});
    }
    Builder builder(name, control);
    if (const auto error = builder.begin(taken)) {
        return tl::unexpected<Error>(*error);
    }
    for (const RawArray* const array : taken) {
        if (const auto error = builder.add(*array)) {
            return tl::unexpected<Error>(*error);
        }
    }
    const RawArray* const targets = result.choice.targets ? &arrays[*result.choice.targets] : nullptr;
    if (targets != nullptr && targets->isWhole() && targets->rowElements() == 1) {
        builder.makeLastCategories();
    }
    result.table = builder.finish();
    if (result.choice.features && arrays[*result.choice.features].shape.rank() == 3) {
        result.imageHeight = arrays[*result.choice.features].shape[1];
        result.imageWidth = arrays[*result.choice.features].shape[2];
    }
    return result;
}

}  // namespace glassnet
