#include "engine/program/ElementFormulas.h"

#include "engine/backend/Formulas.h"

namespace glassnet {

namespace {

using Fused = formulas::FusedArithmetic;

template <class T>
double valueOf(const ActivationSpec& spec, T z) {
    const formulas::ActivationParameters<T> parameters{static_cast<T>(spec.parameters[0]), static_cast<T>(spec.parameters[1])};
    T result = z;
    formulas::visitActivation<Fused>(spec.kind, [&]<class Formula>() { result = Formula::template value<T>(z, parameters); });
    return static_cast<double>(result);
}

template <class T>
double slopeOf(const ActivationSpec& spec, T z, T a) {
    const formulas::ActivationParameters<T> parameters{static_cast<T>(spec.parameters[0]), static_cast<T>(spec.parameters[1])};
    T result = 1;
    formulas::visitActivation<Fused>(spec.kind, [&]<class Formula>() { result = Formula::template derivative<T>(z, a, parameters); });
    return static_cast<double>(result);
}

}  // namespace

double elementExp(double x) { return formulas::exp<Fused, double>(x); }

double activationValue(const ActivationSpec& activation, double z, DType dtype) {
    return dtype == DType::Float32 ? valueOf(activation, static_cast<float>(z)) : valueOf(activation, z);
}

double activationSlope(const ActivationSpec& activation, double z, double a, DType dtype) {
    return dtype == DType::Float32 ? slopeOf(activation, static_cast<float>(z), static_cast<float>(a)) : slopeOf(activation, z, a);
}

double elementLoss(const LossSpec& loss, bool fromLogits, double a, double y) {
    const auto kind = fromLogits && loss.kind == Loss::BinaryCrossEntropy ? Loss::BinaryCrossEntropyWithLogits : loss.kind;
    double result = 0.0;
    formulas::visitLoss<Fused>(kind, [&]<class Formula>() { result = Formula::template term<double>(a, y, loss.parameters[0]); });
    return result;
}

double rowLoss(const LossSpec& loss, std::span<const double> row, std::int64_t target) {
    const auto label = static_cast<std::size_t>(target);
    return loss.kind == Loss::CrossEntropy ? formulas::crossEntropyRow<Fused, double>(row.data(), label, row.size(), 1)
                                           : formulas::hingeRow<double>(row.data(), label, loss.parameters[0], row.size(), 1);
}

}  // namespace glassnet
