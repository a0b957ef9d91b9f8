#include "engine/training/Metrics.h"

#include <algorithm>

#include "engine/training/ClassForm.h"

namespace glassnet {

namespace {

/// Adds up what one output does.
class OutputTally {
public:
    OutputTally(const LayerSpec& layer, const Program& program, const Tensor& targets)
        : m_targets(targets),
          m_output(program.outputOf(layer.id)),
          m_loss(program.find(layer.id, SymbolLetter::Loss)),
          m_form(classForm(targets, program.tensor(m_output).columns())) {
        m_metrics.layer = layer.id;
        m_metrics.classes = m_form.classes;
        m_metrics.confusion.assign(static_cast<std::size_t>(m_form.classes * m_form.classes), 0);
        // A unit that gives z, not a probability, says 1 from 0 on.
        const bool givesLogits = layer.output()->loss.kind == Loss::BinaryCrossEntropyWithLogits;
        m_threshold = givesLogits ? 0.0 : (m_form.low + m_form.high) / 2;
        if (m_form.classes == 0) {
            m_squares.assign(static_cast<std::size_t>(targets.size(1)), 0.0);
        }
    }

    void add(std::int64_t begin, const Executable& executable) {
        const auto values = executable.read(m_output);
        const auto rows = executable.rows();
        m_metrics.loss += executable.read(m_loss).item() * static_cast<double>(rows);
        for (std::int64_t row = 0; row < rows; ++row) {
            if (m_form.classes > 0) {
                ++m_metrics.confusion[static_cast<std::size_t>(m_form.classOf(m_targets, begin + row) * m_form.classes +
                                                               predicted(values, row))];
            } else {
                addSquares(values, row, begin + row);
            }
        }
    }

    [[nodiscard]] OutputMetrics finish(std::int64_t rows) {
        m_metrics.loss /= static_cast<double>(rows);
        if (m_form.classes > 0) {
            std::int64_t right = 0;
            for (std::int64_t i = 0; i < m_form.classes; ++i) {
                right += m_metrics.confusion[static_cast<std::size_t>(i * m_form.classes + i)];
            }
            m_metrics.accuracy = static_cast<double>(right) / static_cast<double>(rows);
        } else {
            m_metrics.r2 = r2(rows);
        }
        return m_metrics;
    }

private:
    [[nodiscard]] std::int64_t predicted(const Tensor& values, std::int64_t row) const {
        return values.size(1) > 1 ? largestOfRow(values, row) : static_cast<std::int64_t>(values.at(row) >= m_threshold);
    }
    void addSquares(const Tensor& values, std::int64_t row, std::int64_t target) {
        const auto columns = values.size(1);
        for (std::int64_t i = 0; i < columns; ++i) {
            const double difference = m_targets.at(target * columns + i) - values.at(row * columns + i);
            m_squares[static_cast<std::size_t>(i)] += difference * difference;
        }
    }
    [[nodiscard]] std::optional<double> r2(std::int64_t rows) const {
        const auto columns = m_targets.size(1);
        double sum = 0.0;
        for (std::int64_t column = 0; column < columns; ++column) {
            double mean = 0.0;
            for (std::int64_t row = 0; row < rows; ++row) {
                mean += m_targets.at(row * columns + column);
            }
            mean /= static_cast<double>(rows);
            double spread = 0.0;
            for (std::int64_t row = 0; row < rows; ++row) {
                const double difference = m_targets.at(row * columns + column) - mean;
                spread += difference * difference;
            }
            if (spread == 0.0) {
                return std::nullopt;
            }
            sum += 1.0 - m_squares[static_cast<std::size_t>(column)] / spread;
        }
        return sum / static_cast<double>(columns);
    }

    const Tensor& m_targets;
    TensorId m_output;
    TensorId m_loss;
    ClassForm m_form;
    double m_threshold = 0.0;
    OutputMetrics m_metrics;
    /// Of each column: the sum of (target - value)^2.
    std::vector<double> m_squares;
};

}  // namespace

std::optional<double> Metrics::score() const {
    for (const auto& output : outputs) {
        if (const auto score = output.score()) {
            return score;
        }
    }
    return std::nullopt;
}

bool Metrics::isAccuracy() const {
    const auto first = std::ranges::find_if(outputs, [](const OutputMetrics& output) { return output.score().has_value(); });
    return first != outputs.end() && first->accuracy.has_value();
}

const OutputMetrics* Metrics::of(LayerId layer) const {
    const auto found = std::ranges::find(outputs, layer, &OutputMetrics::layer);
    return found == outputs.end() ? nullptr : &*found;
}

std::optional<Metrics> measure(Evaluator& evaluator, const NetworkSpec& network, const TrainingData& data, const LookControl& control) {
    const auto& program = evaluator.program();
    std::vector<OutputTally> tallies;
    Metrics metrics;
    metrics.rows = data.rows();
    std::vector<double> weights;
    for (const auto& target : program.targets()) {
        const auto found = data.targets.find(target.layer);
        if (found == data.targets.end()) {
            return std::nullopt;
        }
        const auto& layer = network.layer(target.layer);
        tallies.emplace_back(layer, program, found->second);
        weights.push_back(layer.output()->weight);
    }
    if (metrics.rows == 0 || tallies.empty()) {
        return std::nullopt;
    }
    const auto add = [&](std::int64_t begin, const Executable& executable) {
        for (auto& tally : tallies) {
            tally.add(begin, executable);
        }
    };
    if (!evaluator.run(data, add, control)) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        metrics.outputs.push_back(tallies[i].finish(metrics.rows));
        metrics.loss += weights[i] * metrics.outputs.back().loss;
    }
    return metrics;
}

}  // namespace glassnet
