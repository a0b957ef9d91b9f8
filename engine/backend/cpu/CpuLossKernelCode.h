#pragma once

// Part of CpuKernelCode.h: losses.

namespace glassnet {
namespace {

template <class T>
T meanCount(const CpuCall<T>& call) {
    return static_cast<T>(call.attributes->meanOfElements ? call.rows * call.inputs[0].columns : call.rows);
}

template <class T>
Loss elementLoss(const CpuAttributes<T>& attributes) {
    const bool logits = attributes.fromLogits && attributes.loss == Loss::BinaryCrossEntropy;
    return logits ? Loss::BinaryCrossEntropyWithLogits : attributes.loss;
}

template <class T>
void loss(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& a = call.inputs[0];
    const auto& y = call.inputs[1];
    const T parameter = attributes.lossParameter;
    T sum = T(0);
    const auto elements = [&]<class Formula>() {
        sum = formulas::blockedSum<T>(
            call.rows * a.columns, [&](std::size_t i) __attribute__((always_inline)) {
                return Formula::template term<T>(a.values[i], y.values[i], parameter);
            });
    };
    if (!formulas::visitLoss<KernelArithmetic>(elementLoss(attributes), elements)) {
        sum = formulas::blockedSum<T>(
            call.rows, [&](std::size_t n) __attribute__((always_inline)) {
                const T* row = a.values + n * a.columns;
                const auto label = static_cast<std::size_t>(y.labels[n]);
                return attributes.loss == Loss::CrossEntropy ? formulas::crossEntropyRow<KernelArithmetic, T>(row, label, a.columns, 1)
                                                             : formulas::hingeRow<T>(row, label, parameter, a.columns, 1);
            });
    }
    call.outputs[0].values[0] = sum / meanCount(call);
}

template <class T>
void totalLoss(const CpuCall<T>& call) {
    T sum = T(0);
    for (std::size_t i = 0; i < call.attributes->sources; ++i) {
        sum = fused(call.inputs[i].values[0], call.attributes->weights[i], sum);
    }
    call.outputs[0].values[0] = sum;
}

template <class T>
void crossEntropyGradientRows(const CpuCall<T>& call, T n) {
    const auto& from = call.inputs[0];
    for (std::size_t i = 0; i < call.rows; ++i) {
        const T* row = from.values + i * from.columns;
        T* out = call.outputs[0].values + i * from.columns;
        const auto label = static_cast<std::size_t>(call.inputs[1].labels[i]);
        if (!call.attributes->fromProbability) {
            formulas::softmaxRow<KernelArithmetic, T>(row, out, from.columns, 1);
            row = out;
        }
        for (std::size_t j = 0; j < from.columns; ++j) {
            out[j] = formulas::crossEntropyGradient<T>(row[j], j == label, n);
        }
    }
}

template <class T>
void lossGradient(const CpuCall<T>& call) {
    const auto& attributes = *call.attributes;
    const auto& a = call.inputs[0];
    const auto& y = call.inputs[1];
    T* out = call.outputs[0].values;
    const std::size_t count = call.rows * a.columns;
    const T n = meanCount(call);
    const auto elements = [&]<class Formula>() {
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = Formula::template gradient<T>(a.values[i], y.values[i], attributes.lossParameter, n);
        }
    };
    if (attributes.loss == Loss::CrossEntropy) {
        crossEntropyGradientRows(call, n);
    } else if (attributes.loss == Loss::Hinge) {
        for (std::size_t i = 0; i < call.rows; ++i) {
            formulas::hingeGradientRow<T>(a.values + i * a.columns, out + i * a.columns, static_cast<std::size_t>(y.labels[i]),
                                          attributes.lossParameter, n, a.columns, 1);
        }
    } else if (attributes.fromProbability) {
        using Logits = formulas::LossFormula<Loss::BinaryCrossEntropyWithLogits, KernelArithmetic>;
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = Logits::template probabilityGradient<T>(a.values[i], y.values[i], n);
        }
    } else {
        formulas::visitLoss<KernelArithmetic>(elementLoss(attributes), elements);
    }
    const T weight = attributes.weights[0];
    if (weight != T(1)) {
        for (std::size_t i = 0; i < count; ++i) {
            out[i] *= weight;
        }
    }
}

}  // namespace
}  // namespace glassnet
