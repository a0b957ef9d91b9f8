#include "engine/program/SampleParts.h"

#include <map>
#include <set>

namespace glassnet {

namespace {

double toDType(const Program& program, double number) {
    return program.options().dtype == DType::Float32 ? static_cast<double>(static_cast<float>(number)) : number;
}

}  // namespace

bool SampleParts::has(Op op) noexcept { return op == Op::WeightGradient || op == Op::BiasGradient || op == Op::ScaleGradient; }

SampleParts::SampleParts(const Program& program, std::size_t entry, const TensorReader& read)
    : m_program(program), m_entry(program.entries().at(entry)), m_columns(program.tensor(m_entry.outputs.at(0)).columns()) {
    for (const auto input : m_entry.inputs) {
        m_inputs.push_back(read(input));
    }
}

Factor SampleParts::factor(std::size_t input, std::int64_t column, std::int64_t sample) const {
    const auto id = m_entry.inputs.at(input);
    const auto element = sample * m_program.tensor(id).columns() + column;
    return {FactorRole::Value, m_inputs.at(input).at(element), id, element, {}, 0};
}

bool SampleParts::isCut(std::int64_t element) const {
    return m_entry.op == Op::WeightGradient && m_entry.attributes.hasMask && m_inputs.back().at(element) == 0.0;
}

std::size_t SampleParts::fill(std::int64_t element, std::int64_t sample, std::array<Factor, 2>& factors) const {
    const auto column = element % m_columns;
    if (m_entry.op == Op::BiasGradient) {
        factors[0] = factor(0, column, sample);
        return 1;
    }
    if (m_entry.op == Op::ScaleGradient) {
        factors = {factor(0, column, sample), factor(1, column, sample)};
        return 2;
    }
    if (isCut(element)) {
        return 0;
    }
    auto unit = element / m_columns;
    std::size_t source = 0;
    while (unit >= m_program.tensor(m_entry.inputs.at(source)).columns()) {
        unit -= m_program.tensor(m_entry.inputs.at(source++)).columns();
    }
    factors = {factor(source, unit, sample), factor(static_cast<std::size_t>(m_entry.attributes.sources), column, sample)};
    return 2;
}

std::vector<Factor> SampleParts::factors(std::int64_t element, std::int64_t sample) const {
    std::array<Factor, 2> all;
    const auto count = fill(element, sample, all);
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

double SampleParts::part(std::int64_t element, std::int64_t sample) const {
    std::array<Factor, 2> all;
    const auto count = fill(element, sample, all);
    double product = count == 0 ? 0.0 : 1.0;
    for (std::size_t i = 0; i < count; ++i) {
        product = toDType(m_program, product * all[i].value);
    }
    return product;
}

bool mixesSamples(const Program& program, std::size_t entry) {
    std::map<TensorId, std::size_t> producers;
    for (std::size_t i = program.size(); i-- > 0;) {
        for (const auto output : program.entries()[i].outputs) {
            producers[output] = i;
        }
    }
    std::set<std::size_t> seen;
    std::vector<std::size_t> open{entry};
    while (!open.empty()) {
        const auto& each = program.entries().at(open.back());
        open.pop_back();
        if (each.op == Op::StandardizeGradient && !each.attributes.rows && !each.attributes.constantMoments) {
            return true;
        }
        for (const auto input : each.inputs) {
            const auto found = producers.find(input);
            // Only the way that the gradient came: values of the forward pass are what they are.
            if (found != producers.end() && program.entries()[found->second].phase == Phase::Backward &&
                seen.insert(found->second).second) {
                open.push_back(found->second);
            }
        }
    }
    return false;
}

}  // namespace glassnet
