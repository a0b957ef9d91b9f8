#pragma once

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "engine/program/Explanation.h"

namespace glassnet {

/// What a rule works with: the values of the entry's tensors and the explanation it fills.
class ExplanationScene {
public:
    ExplanationScene(const Program& program, const ExplanationSource& source, Explanation& out)
        : m_program(program), m_entry(program.entries()[out.entry]), m_source(source), m_out(out) {
        const auto& info = program.tensor(out.tensor);
        columns = info.shape.rank() == 2 ? info.shape[1] : 1;
        row = out.element / columns;
        column = out.element % columns;
    }

    std::int64_t columns = 1;
    std::int64_t row = 0;
    std::int64_t column = 0;

    [[nodiscard]] const Program& program() const { return m_program; }
    [[nodiscard]] const Entry& entry() const { return m_entry; }
    [[nodiscard]] const Attributes& attributes() const { return m_entry.attributes; }
    [[nodiscard]] TensorId input(std::size_t i) const { return m_entry.inputs.at(i); }
    [[nodiscard]] std::int64_t rows() const { return m_source.rows; }
    [[nodiscard]] const Knobs& knobs() const { return m_source.knobs; }
    [[nodiscard]] Explanation& out() { return m_out; }
    [[nodiscard]] std::int64_t width(TensorId id) const { return m_program.tensor(id).shape[1]; }

    double at(TensorId id, std::int64_t element) { return tensor(m_now, m_source.read, id).at(element); }
    double before(TensorId id, std::int64_t element) { return tensor(m_before, m_source.readBefore, id).at(element); }

    Factor value(TensorId id, std::int64_t element) { return {FactorRole::Value, at(id, element), id, element, {}, 0}; }
    static Factor constant(double number, FactorRole role = FactorRole::Constant) { return {role, number, {}, 0, {}, 0}; }
    Factor difference(TensorId a, std::int64_t element, TensorId b, std::int64_t other) {
        return {FactorRole::Difference, round(at(a, element) - at(b, other)), a, element, b, other};
    }
    Factor inverseDeviation(TensorId variance, std::int64_t element) {
        return {
            FactorRole::InverseDeviation, round(1.0 / std::sqrt(at(variance, element) + attributes().epsilon)), variance, element, {}, 0};
    }

    /// To the program's dtype.
    [[nodiscard]] double round(double number) const {
        return m_program.options().dtype == DType::Float32 ? static_cast<double>(static_cast<float>(number)) : number;
    }

    /// Adds a product to the sum; two factors join as one fused multiply-add, which is how every product of the program is summed.
    void add(std::vector<Factor> factors) {
        Term term;
        term.value = 1.0;
        for (const auto& factor : factors) {
            term.value = round(term.value * factor.value);
        }
        const bool fused = factors.size() == 2;
        m_sum = fused ? fma(factors[0].value, factors[1].value, m_sum) : round(m_sum + term.value);
        term.runningSum = m_sum;
        term.factors = std::move(factors);
        m_out.terms.push_back(std::move(term));
    }
    /// Adds a term whose value is a formula of its factors.
    void addFormula(std::vector<Factor> factors, double value) {
        m_sum = round(m_sum + value);
        m_out.terms.push_back({std::move(factors), value, m_sum});
    }
    void product(std::vector<Factor> factors) {
        m_out.form = ExplanationForm::Product;
        add(std::move(factors));
    }

private:
    using Cache = std::map<TensorId, Tensor>;
    static const Tensor& tensor(Cache& cache, const TensorReader& read, TensorId id) {
        auto found = cache.find(id);
        if (found == cache.end()) {
            found = cache.emplace(id, read(id)).first;
        }
        return found->second;
    }
    [[nodiscard]] double fma(double a, double b, double c) const {
        if (m_program.options().dtype == DType::Float32) {
            return static_cast<double>(std::fma(static_cast<float>(a), static_cast<float>(b), static_cast<float>(c)));
        }
        return std::fma(a, b, c);
    }

    const Program& m_program;
    const Entry& m_entry;
    const ExplanationSource& m_source;
    Explanation& m_out;
    Cache m_now;
    Cache m_before;
    double m_sum = 0.0;
};

}  // namespace glassnet
