#include "engine/backend/ClassTargets.h"
#include "engine/backend/reference/ReferenceOperations.h"

namespace glassnet::reference {

namespace {

double meanCount(const ReferenceCall& call) {
    const bool elements = lossInfo(call.attributes().loss.kind).mean == LossMean::Elements;
    return static_cast<double>(elements ? call.rows * call.input(0).columns() : call.rows);
}

/// Sigmoid with binary cross entropy is computed from the logits.
Loss elementLoss(const Attributes& attributes) {
    const bool logits = attributes.fromLogits && attributes.loss.kind == Loss::BinaryCrossEntropy;
    return logits ? Loss::BinaryCrossEntropyWithLogits : attributes.loss.kind;
}

}  // namespace

void loss(const ReferenceCall& call) {
    const auto a = call.input(0);
    const auto& spec = call.attributes().loss;
    double sum = 0.0;
    const auto elements = [&]<class Formula>() {
        const auto y = call.input(1);
        sum = formulas::blockedSum<double>(call.rows * a.columns(), [&](std::size_t i) {
            return Formula::template term<double>(a.row(0)[i], y.row(0)[i], spec.parameters[0]);
        });
    };
    if (!formulas::visitLoss<ReferenceArithmetic>(elementLoss(call.attributes()), elements)) {
        const auto labels = call.labels(1);
        checkClassTargets(call.program, call.entry, labels);
        sum = formulas::blockedSum<double>(call.rows, [&](std::size_t n) {
            const auto label = static_cast<std::size_t>(labels[n]);
            return spec.kind == Loss::CrossEntropy ? formulas::crossEntropyRow<ReferenceArithmetic, double>(a.row(n), label, a.columns(), 1)
                                                   : formulas::hingeRow<double>(a.row(n), label, spec.parameters[0], a.columns(), 1);
        });
    }
    call.output(0)(0, 0) = sum / meanCount(call);
}

void totalLoss(const ReferenceCall& call) {
    double sum = 0.0;
    for (std::size_t i = 0; i < call.sources(); ++i) {
        sum = ReferenceArithmetic::fma(call.input(i)(0, 0), call.attributes().weights[i], sum);
    }
    call.output(0)(0, 0) = sum;
}

void lossGradient(const ReferenceCall& call) {
    const auto& attributes = call.attributes();
    const auto a = call.input(0);
    const auto out = call.output(0);
    const double n = meanCount(call);
    const double parameter = attributes.loss.parameters[0];
    if (lossInfo(attributes.loss.kind).target == TargetKind::ClassIndices) {
        const auto labels = call.labels(1);
        checkClassTargets(call.program, call.entry, labels);
        for (std::size_t i = 0; i < call.rows; ++i) {
            const auto label = static_cast<std::size_t>(labels[i]);
            if (attributes.loss.kind == Loss::Hinge) {
                formulas::hingeGradientRow<double>(a.row(i), out.row(i), label, parameter, n, a.columns(), 1);
                continue;
            }
            const double* p = a.row(i);
            if (!attributes.fromProbability) {
                formulas::softmaxRow<ReferenceArithmetic, double>(a.row(i), out.row(i), a.columns(), 1);
                p = out.row(i);
            }
            for (std::size_t j = 0; j < a.columns(); ++j) {
                out(i, j) = formulas::crossEntropyGradient<double>(p[j], j == label, n);
            }
        }
    } else {
        const auto y = call.input(1);
        const auto elements = [&]<class Formula>() {
            for (std::size_t i = 0; i < call.rows * a.columns(); ++i) {
                out.row(0)[i] = Formula::template gradient<double>(a.row(0)[i], y.row(0)[i], parameter, n);
            }
        };
        if (attributes.fromProbability) {
            using Logits = formulas::LossFormula<Loss::BinaryCrossEntropyWithLogits, ReferenceArithmetic>;
            for (std::size_t i = 0; i < call.rows * a.columns(); ++i) {
                out.row(0)[i] = Logits::probabilityGradient<double>(a.row(0)[i], y.row(0)[i], n);
            }
        } else {
            formulas::visitLoss<ReferenceArithmetic>(elementLoss(attributes), elements);
        }
    }
    for (std::size_t i = 0; attributes.weights[0] != 1.0 && i < call.rows * a.columns(); ++i) {
        out.row(0)[i] *= attributes.weights[0];
    }
}

}  // namespace glassnet::reference
