#include "engine/program/LossParts.h"

#include <algorithm>

#include "engine/base/Error.h"
#include "engine/base/VectorState.h"
#include "engine/program/ElementFormulas.h"

namespace glassnet {

namespace {

constexpr std::int64_t kBlock = 256;

std::int64_t countOf(const Program& program, const Entry& loss, std::int64_t rows) {
    const bool samples = lossInfo(loss.attributes.loss.kind).mean == LossMean::Samples;
    return samples ? rows : rows * program.tensor(loss.inputs[0]).columns();
}

}  // namespace

std::optional<std::int64_t> LossParts::meanCount(const Program& program, std::int64_t rows) {
    std::optional<std::int64_t> count;
    for (const auto& entry : program.entries()) {
        if (entry.op == Op::Loss) {
            const auto own = countOf(program, entry, rows);
            if (count && *count != own) {
                return std::nullopt;
            }
            count = own;
        }
    }
    return count;
}

LossParts::LossParts(const Program& program, const TensorReader& read, std::int64_t rows)
    : m_program(program), m_parts(static_cast<std::size_t>(rows)), m_computed(static_cast<std::size_t>((rows + kBlock - 1) / kBlock)) {
    for (const auto& entry : program.entries()) {
        if (entry.op == Op::Loss) {
            const auto share = round(1.0 / static_cast<double>(countOf(program, entry, rows)));
            m_outputs.push_back({&entry, read(entry.inputs[0]), read(entry.inputs[1]), program.tensor(entry.inputs[0]).columns(), share});
        }
    }
}

double LossParts::round(double number) const {
    return m_program.options().dtype == DType::Float32 ? static_cast<double>(static_cast<float>(number)) : number;
}

double LossParts::partOf(const Output& output, std::int64_t sample) const {
    const auto& loss = output.entry->attributes.loss;
    if (lossInfo(loss.kind).target == TargetKind::ClassIndices) {
        std::vector<double> row;
        for (std::int64_t column = 0; column < output.columns; ++column) {
            row.push_back(output.values.at(sample * output.columns + column));
        }
        return round(rowLoss(loss, row, static_cast<std::int64_t>(output.target.at(sample)), m_program.options().dtype) * output.share);
    }
    double sum = 0.0;
    for (std::int64_t column = 0; column < output.columns; ++column) {
        const auto element = sample * output.columns + column;
        const double value = output.values.at(element);
        const double target = output.target.at(element);
        const double difference = round(value - target);
        const double term = loss.kind == Loss::MeanSquaredError
                                ? round(difference * difference)
                                : elementLoss(loss, output.entry->attributes.fromLogits, value, target, m_program.options().dtype);
        sum = round(sum + round(term * output.share));
    }
    return sum;
}

void LossParts::computeBlock(std::int64_t first) const {
    restVectorRegisters();
    const auto end = std::min(first + kBlock, static_cast<std::int64_t>(m_parts.size()));
    for (auto sample = first; sample < end; ++sample) {
        double sum = 0.0;
        for (const auto& output : m_outputs) {
            sum = round(sum + round(partOf(output, sample) * output.entry->attributes.weights.at(0)));
        }
        m_parts[static_cast<std::size_t>(sample)] = sum;
    }
}

double LossParts::part(std::int64_t sample) const {
    if (sample < 0 || sample >= static_cast<std::int64_t>(m_parts.size())) {
        throw ErrorException(Error{ErrorCode::IndexRange, {sample, std::int64_t{0}, static_cast<std::int64_t>(m_parts.size())}});
    }
    const auto block = static_cast<std::size_t>(sample / kBlock);
    if (!m_computed[block]) {
        computeBlock(sample / kBlock * kBlock);
        m_computed[block] = true;
    }
    return m_parts[static_cast<std::size_t>(sample)];
}

}  // namespace glassnet
