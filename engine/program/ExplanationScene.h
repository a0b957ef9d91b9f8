#pragma once

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "engine/program/BlockedRunningSum.h"
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
    [[nodiscard]] double round(double number) const { return isFloat() ? static_cast<double>(static_cast<float>(number)) : number; }
    [[nodiscard]] DType dtype() const { return m_program.options().dtype; }
    [[nodiscard]] bool isFloat() const { return dtype() == DType::Float32; }

    /// Adds a product to the sum: its last factor joins with the product of the others in one fused multiply-add, which is how every
    /// product of the program is summed; a factor alone is added.
    void add(std::vector<Factor> factors) {
        Term term;
        term.value = 1.0;
        double others = 1.0;
        for (const auto& factor : factors) {
            others = term.value;
            term.value = round(term.value * factor.value);
        }
        m_sum = factors.size() > 1 ? fma(others, factors.back().value, m_sum) : round(m_sum + term.value);
        term.runningSum = m_sum;
        term.factors = std::move(factors);
        m_out.terms.push_back(std::move(term));
    }
    /// The first number of a sum that begins with it and not with zero, which would turn a minus zero around.
    void start(const Factor& factor) {
        m_sum = factor.value;
        addTo(m_sum, {factor}, m_sum);
    }
    /// The first number of a sum that begins with a product, which is rounded.
    void startProduct(const Factor& a, const Factor& b) {
        m_sum = round(a.value * b.value);
        addTo(m_sum, {a, b}, m_sum);
    }
    /// Adds a term whose value is a formula of its factors.
    void addFormula(std::vector<Factor> factors, double value) {
        m_sum = round(m_sum + value);
        m_out.terms.push_back({std::move(factors), value, m_sum});
    }
    /// Adds a term that the program sums some other way: `sum` is what there is with it.
    void addTo(double sum, std::vector<Factor> factors, double value) { m_out.terms.push_back({std::move(factors), value, sum}); }
    /// Adds a part of a mean over `count`, whose value before the division is `whole`, to the mean in `sum`.
    void addToMean(BlockedRunningSum& sum, double whole, std::int64_t count, std::vector<Factor> factors) {
        const auto n = static_cast<double>(count);
        sum.add(whole);
        factors.push_back(constant(round(1.0 / n), FactorRole::Share));
        addTo(round(sum.sum() / n), std::move(factors), round(whole / n));
    }
    /// One product that is the result.
    void product(std::vector<Factor> factors) {
        m_out.form = ExplanationForm::Product;
        add(std::move(factors));
        m_out.terms.back().runningSum = m_out.result;
    }
    /// Makes the terms so far the bracket, and starts the sum anew.
    Factor bracket() {
        m_out.bracket = std::exchange(m_out.terms, {});
        return {FactorRole::Bracket, std::exchange(m_sum, 0.0), {}, 0, {}, 0};
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
