#include "engine/data/Prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/data/Split.h"
#include "engine/data/TableTargets.h"

namespace glassnet {

namespace {

using Rows = std::span<const std::int64_t>;

/// Columns of features as they were read, and which rows are for what.
struct RawFeatures {
    std::vector<std::string> names;
    /// True for a column of a category's label, which keeps its 0 and 1.
    std::vector<char> areLabels;
    /// float64 for a table, float32 for a set that has no other numbers: [n, columns].
    Tensor values;
    SplitRows split;
    PreparationNotes notes;
};

bool isEmpty(const TableColumn& column, std::size_t row) {
    return column.kind == ColumnKind::Number ? std::isnan(column.numbers[row]) : column.categories[row] < 0;
}

/// Two columns may come to the same name, a number's and a label's: the later one gets a number behind it.
void makeDifferent(std::vector<std::string>& names) {
    std::set<std::string> taken;
    for (std::string& name : names) {
        const std::string base = name;
        for (int number = 2; !taken.insert(name).second; ++number) {
            name = base + " (" + std::to_string(number) + ")";
        }
    }
}

Result<void> checkRows(std::int64_t rows, const SplitPlan& split) {
    if (const auto checked = checkSplit(split); !checked) {
        return checked;
    }
    const std::int64_t needed = split.testShare > 0.0 ? 2 : 1;
    return rows < needed ? Result<void>(failure(ErrorCode::TooFewRows, {rows, needed})) : Result<void>();
}

Result<void> checkWidth(std::size_t columns) {
    const auto count = static_cast<std::int64_t>(columns);
    return count > kMostFeatures ? Result<void>(failure(ErrorCode::TooManyFeatures, {count, kMostFeatures})) : Result<void>();
}

/// The scale of one column, and whether it is constant. Mean and variance are sums from zero in the order of `rows`, in float64.
struct Fit {
    ColumnScale scale;
    bool isConstant = false;
};
template <class T>
Fit fitColumn(std::span<const T> values, std::size_t width, std::size_t column, Rows rows, Normalization normalization) {
    const auto at = [&](std::int64_t row) { return static_cast<double>(values[static_cast<std::size_t>(row) * width + column]); };
    double smallest = at(rows.front());
    double largest = smallest;
    double sum = 0.0;
    for (const std::int64_t row : rows) {
        smallest = std::min(smallest, at(row));
        largest = std::max(largest, at(row));
        sum += at(row);
    }
    Fit fit{{}, smallest == largest};
    if (normalization == Normalization::None) {
        return fit;
    }
    if (fit.isConstant) {
        fit.scale = {smallest, 0.0};
    } else if (normalization == Normalization::MinMax) {
        fit.scale = {smallest, 1.0 / (largest - smallest)};
    } else {
        const auto count = static_cast<double>(rows.size());
        const double mean = sum / count;
        double squares = 0.0;
        for (const std::int64_t row : rows) {
            squares += (at(row) - mean) * (at(row) - mean);
        }
        fit.scale = {mean, 1.0 / std::sqrt(squares / count)};
    }
    return fit;
}

Result<void> checkPipeline(const FeaturePipeline& pipeline) {
    const auto columns = static_cast<std::int64_t>(pipeline.columns.size());
    for (const FeatureSpec& feature : pipeline.features) {
        for (const int index : {feature.first, feature.second}) {
            if (index < 0 || index >= columns) {
                return failure(ErrorCode::UnknownFeature, {std::int64_t{index}, columns});
            }
        }
    }
    std::set<std::string> seen;
    for (const std::string& name : featureNames(pipeline)) {
        if (!seen.insert(name).second) {
            return failure(ErrorCode::FeatureTwice, {name});
        }
    }
    return checkWidth(pipeline.features.size());
}

/// The pipeline fitted to the training rows; notes the columns that are constant there.
Result<FeaturePipeline> fitPipeline(RawFeatures& raw, const DataPlan& plan) {
    FeaturePipeline pipeline;
    pipeline.columns = std::move(raw.names);
    const Tensor training = raw.split.training.contiguous();
    const Tensor& values = raw.values;
    const std::size_t width = pipeline.columns.size();
    for (std::size_t column = 0; column < width; ++column) {
        const auto normalization = raw.areLabels[column] != 0 ? Normalization::None : plan.normalization;
        const auto rows = training.values<std::int64_t>();
        const Fit fit = values.dtype() == DType::Float64 ? fitColumn(values.values<double>(), width, column, rows, normalization)
                                                         : fitColumn(values.values<float>(), width, column, rows, normalization);
        pipeline.scales.push_back(fit.scale);
        if (fit.isConstant) {
            raw.notes.constantColumns.push_back(static_cast<std::int64_t>(column));
        }
    }
    pipeline.features = plan.features;
    for (std::size_t column = 0; plan.features.empty() && column < width; ++column) {
        pipeline.features.push_back({FeatureKind::Column, static_cast<int>(column), 0});
    }
    if (const auto checked = checkPipeline(pipeline); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    return pipeline;
}

Result<PreparedData> finish(RawFeatures raw, Tensor targets, std::vector<std::string> classNames, const DataPlan& plan) {
    auto pipeline = fitPipeline(raw, plan);
    if (!pipeline) {
        return tl::unexpected<Error>(pipeline.error());
    }
    auto set = Dataset::create(pipeline->apply(raw.values), std::move(targets), featureNames(*pipeline), std::move(classNames));
    if (!set) {
        return tl::unexpected<Error>(set.error());
    }
    return PreparedData{std::move(*pipeline), raw.values.to(DType::Float32), std::move(*set),
                        raw.split.training,   std::move(raw.split.test),     std::move(raw.notes)};
}

/// Reads the columns of one table.
class TableReader {
public:
    TableReader(const TableSpec& spec, const DataPlan& plan) : m_spec(spec), m_plan(plan) {
        const auto& columns = spec.table->columns;
        for (std::size_t i = 0; i < std::min(columns.size(), spec.roles.size()); ++i) {
            if (spec.roles[i] != ColumnRole::Ignore) {
                (spec.roles[i] == ColumnRole::Target ? m_targets : m_features).push_back(&columns[i]);
            }
        }
    }

    Result<PreparedData> read() {
        if (m_targets.empty() || m_features.empty()) {
            return failure(m_targets.empty() ? ErrorCode::NoTarget : ErrorCode::NoFeature);
        }
        std::size_t width = 0;
        for (const TableColumn* column : m_features) {
            width += column->kind == ColumnKind::Number ? 1 : column->labels.size();
        }
        const auto finite = checkFinite();
        if (!finite) {
            return tl::unexpected<Error>(finite.error());
        }
        keepRows();
        for (const auto& checked : {checkWidth(width), checkRows(static_cast<std::int64_t>(m_rows.size()), m_plan.split)}) {
            if (!checked) {
                return tl::unexpected<Error>(checked.error());
            }
        }
        auto targets = tableTargets(m_targets, m_rows);
        if (!targets) {
            return tl::unexpected<Error>(targets.error());
        }
        m_raw.split = splitRows(static_cast<std::int64_t>(m_rows.size()), m_plan.split);
        // As read: what normalization takes off and divides by is worked out before float32 rounds anything.
        m_raw.values = Tensor::zeros({static_cast<std::int64_t>(m_rows.size()), static_cast<std::int64_t>(width)}, DType::Float64);
        for (const TableColumn* column : m_features) {
            column->kind == ColumnKind::Number ? addNumbers(*column, width) : addLabels(*column, width);
        }
        makeDifferent(m_raw.names);
        return finish(std::move(m_raw), std::move(targets->values), std::move(targets->classNames), m_plan);
    }

private:
    [[nodiscard]] Result<void> checkFinite() const {
        for (const auto* part : {&m_targets, &m_features}) {
            for (const TableColumn* column : *part) {
                for (std::size_t row = 0; row < column->numbers.size(); ++row) {
                    const double value = column->numbers[row];
                    if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
                        return failure(ErrorCode::CellNotFinite, {column->name, static_cast<std::int64_t>(row) + 1, value});
                    }
                }
            }
        }
        return {};
    }

    void keepRows() {
        const auto rows = static_cast<std::size_t>(m_spec.table->rows);
        std::vector<char> kept(rows, 1);
        for (const auto* part : {&m_targets, &m_features}) {
            const bool drops = part == &m_targets || m_spec.missing == MissingRule::DropRow;
            for (std::size_t i = 0; drops && i < part->size(); ++i) {
                for (std::size_t row = 0; row < rows; ++row) {
                    kept[row] = isEmpty(*(*part)[i], row) ? 0 : kept[row];
                }
            }
        }
        for (std::size_t row = 0; row < rows; ++row) {
            if (kept[row] != 0) {
                m_rows.push_back(static_cast<std::int64_t>(row));
            }
        }
        m_raw.notes.droppedRows = static_cast<std::int64_t>(rows - m_rows.size());
    }

    /// Calls `each` with the table's rows of the training part.
    template <class Each>
    void forTraining(Each each) const {
        const Tensor training = m_raw.split.training.contiguous();
        for (const std::int64_t place : training.values<std::int64_t>()) {
            each(static_cast<std::size_t>(m_rows[static_cast<std::size_t>(place)]));
        }
    }

    void addNumbers(const TableColumn& column, std::size_t width) {
        double sum = 0.0;
        std::int64_t count = 0;
        forTraining([&](std::size_t row) {
            if (!isEmpty(column, row)) {
                sum += column.numbers[row];
                ++count;
            }
        });
        const double mean = count == 0 ? 0.0 : sum / static_cast<double>(count);
        const auto values = m_raw.values.values<double>();
        for (std::size_t place = 0; place < m_rows.size(); ++place) {
            const auto row = static_cast<std::size_t>(m_rows[place]);
            values[place * width + m_raw.names.size()] = isEmpty(column, row) ? mean : column.numbers[row];
            m_raw.notes.filledCells += isEmpty(column, row) ? 1 : 0;
        }
        m_raw.names.push_back(column.name);
        m_raw.areLabels.push_back(0);
    }

    void addLabels(const TableColumn& column, std::size_t width) {
        if (column.labels.empty()) {
            return;
        }
        std::vector<std::int64_t> counts(column.labels.size(), 0);
        forTraining([&](std::size_t row) {
            if (!isEmpty(column, row)) {
                ++counts[static_cast<std::size_t>(column.categories[row])];
            }
        });
        const auto most = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
        const auto values = m_raw.values.values<double>();
        for (std::size_t place = 0; place < m_rows.size(); ++place) {
            const auto row = static_cast<std::size_t>(m_rows[place]);
            const auto label = isEmpty(column, row) ? most : static_cast<std::size_t>(column.categories[row]);
            values[place * width + m_raw.names.size() + label] = 1.0;
            m_raw.notes.filledCells += isEmpty(column, row) ? 1 : 0;
        }
        for (const std::string& label : column.labels) {
            m_raw.names.push_back(column.name + " = " + label);
            m_raw.areLabels.push_back(1);
        }
    }

    const TableSpec& m_spec;
    const DataPlan& m_plan;
    std::vector<const TableColumn*> m_targets;
    std::vector<const TableColumn*> m_features;
    /// The table's rows that are used.
    std::vector<std::int64_t> m_rows;
    RawFeatures m_raw;
};

}  // namespace

Result<PreparedData> prepare(const TableSpec& table, const DataPlan& plan) try {
    return TableReader(table, plan).read();
} catch (const ErrorException& exception) {
    // A table with more labels and rows than this machine has room for.
    return tl::unexpected<Error>(exception.error());
}

Result<PreparedData> prepare(const Dataset& set, const DataPlan& plan) try {
    if (const auto checked = checkRows(set.samples(), plan.split); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    RawFeatures raw{set.featureNames(),
                    std::vector<char>(set.featureNames().size(), 0),
                    set.features().contiguous(),
                    splitRows(set.samples(), plan.split),
                    {}};
    return finish(std::move(raw), set.targets(), set.classNames(), plan);
} catch (const ErrorException& exception) {
    return tl::unexpected<Error>(exception.error());
}

}  // namespace glassnet
