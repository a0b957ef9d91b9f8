#include "engine/backend/reference/ReferenceOperations.h"

namespace glassnet::reference {

namespace {

template <class Term>
double meanOf(std::size_t count, Term&& term) {
    return formulas::blockedSum<double>(count, term) / static_cast<double>(count);
}

}  // namespace

void columnMoments(const ReferenceCall& call) {
    const auto x = call.input(0);
    for (std::size_t j = 0; j < x.columns(); ++j) {
        const double mean = meanOf(call.rows, [&](std::size_t n) { return x(n, j); });
        call.output(0)(0, j) = mean;
        call.output(1)(0, j) = meanOf(call.rows, [&](std::size_t n) { return formulas::squaredDistance(x(n, j), mean); });
    }
}

void rowMoments(const ReferenceCall& call) {
    const auto x = call.input(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        const double mean = meanOf(x.columns(), [&](std::size_t j) { return x(n, j); });
        call.output(0)(n, 0) = mean;
        call.output(1)(n, 0) = meanOf(x.columns(), [&](std::size_t j) { return formulas::squaredDistance(x(n, j), mean); });
    }
}

void standardize(const ReferenceCall& call) {
    const auto x = call.input(0);
    const auto mean = call.input(1);
    const auto variance = call.input(2);
    const bool rows = call.attributes().rows;
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < x.columns(); ++j) {
            const std::size_t row = rows ? n : 0;
            const std::size_t column = rows ? 0 : j;
            call.output(0)(n, j) = formulas::standardize(x(n, j), mean(row, column), variance(row, column), call.attributes().epsilon);
        }
    }
}

void scaleShift(const ReferenceCall& call) {
    const auto s = call.input(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < s.columns(); ++j) {
            call.output(0)(n, j) = formulas::scaleShift(s(n, j), call.input(1)(0, j), call.input(2)(0, j));
        }
    }
}

void updateRunning(const ReferenceCall& call) {
    const double momentum = call.attributes().momentum;
    const auto mean = call.output(0);
    const auto variance = call.output(1);
    for (std::size_t j = 0; j < mean.columns(); ++j) {
        const double unbiased = formulas::unbiasedVariance(call.input(1)(0, j), static_cast<double>(call.rows));
        mean(0, j) = formulas::runningStep<ReferenceArithmetic>(mean(0, j), call.input(0)(0, j), momentum, 1.0 - momentum);
        variance(0, j) = formulas::runningStep<ReferenceArithmetic>(variance(0, j), unbiased, momentum, 1.0 - momentum);
    }
}

void scaleGradient(const ReferenceCall& call) {
    const auto dy = call.input(0);
    const auto s = call.input(1);
    for (std::size_t j = 0; j < dy.columns(); ++j) {
        double sum = 0.0;
        for (std::size_t n = 0; n < call.rows; ++n) {
            sum = ReferenceArithmetic::fma(dy(n, j), s(n, j), sum);
        }
        call.output(0)(0, j) = sum;
    }
}

void scaleInputGradient(const ReferenceCall& call) {
    const auto dy = call.input(0);
    for (std::size_t n = 0; n < call.rows; ++n) {
        for (std::size_t j = 0; j < dy.columns(); ++j) {
            call.output(0)(n, j) = dy(n, j) * call.input(1)(0, j);
        }
    }
}

void standardizeGradient(const ReferenceCall& call) {
    const auto ds = call.input(0);
    const auto s = call.input(1);
    const auto variance = call.input(2);
    const auto dx = call.output(0);
    const double epsilon = call.attributes().epsilon;
    const bool rows = call.attributes().rows;
    const std::size_t groups = rows ? call.rows : dx.columns();
    const std::size_t count = rows ? dx.columns() : call.rows;
    for (std::size_t g = 0; g < groups; ++g) {
        const auto place = [&](std::size_t i) { return rows ? g * dx.columns() + i : i * dx.columns() + g; };
        const double groupVariance = variance.row(0)[g];
        const double mean = meanOf(count, [&](std::size_t i) { return ds.row(0)[place(i)]; });
        const double meanProduct = meanOf(count, [&](std::size_t i) { return ds.row(0)[place(i)] * s.row(0)[place(i)]; });
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = place(i);
            dx.row(0)[at] = call.attributes().constantMoments
                                ? formulas::constantStandardizeGradient(ds.row(0)[at], groupVariance, epsilon)
                                : formulas::standardizeGradient(ds.row(0)[at], s.row(0)[at], mean, meanProduct, groupVariance, epsilon);
        }
    }
}

}  // namespace glassnet::reference
