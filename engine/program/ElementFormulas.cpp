#include "engine/program/ElementFormulas.h"

#include <algorithm>
#include <vector>

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

template <class T>
double lossOf(Loss kind, T a, T y, T parameter) {
    T result = 0;
    formulas::visitLoss<Fused>(kind, [&]<class Formula>() { result = Formula::template term<T>(a, y, parameter); });
    return static_cast<double>(result);
}

template <class T>
double rowLossOf(const LossSpec& loss, std::span<const double> row, std::size_t label) {
    std::vector<T> values(std::max<std::size_t>(1, row.size()));
    std::transform(row.begin(), row.end(), values.begin(), [](double value) { return static_cast<T>(value); });
    const T result = loss.kind == Loss::CrossEntropy
                         ? formulas::crossEntropyRow<Fused, T>(values.data(), label, values.size(), 1)
                         : formulas::hingeRow<T>(values.data(), label, static_cast<T>(loss.parameters[0]), values.size(), 1);
    return static_cast<double>(result);
}

}  // namespace

double elementExp(double x, DType dtype) {
    return dtype == DType::Float32 ? static_cast<double>(formulas::exp<Fused, float>(static_cast<float>(x)))
                                   : formulas::exp<Fused, double>(x);
}

double activationValue(const ActivationSpec& activation, double z, DType dtype) {
    return dtype == DType::Float32 ? valueOf(activation, static_cast<float>(z)) : valueOf(activation, z);
}

double activationSlope(const ActivationSpec& activation, double z, double a, DType dtype) {
    return dtype == DType::Float32 ? slopeOf(activation, static_cast<float>(z), static_cast<float>(a)) : slopeOf(activation, z, a);
}

double elementLoss(const LossSpec& loss, bool fromLogits, double a, double y, DType dtype) {
    const auto kind = fromLogits && loss.kind == Loss::BinaryCrossEntropy ? Loss::BinaryCrossEntropyWithLogits : loss.kind;
    return dtype == DType::Float32 ? lossOf(kind, static_cast<float>(a), static_cast<float>(y), static_cast<float>(loss.parameters[0]))
                                   : lossOf(kind, a, y, loss.parameters[0]);
}

double rowLoss(const LossSpec& loss, std::span<const double> row, std::int64_t target, DType dtype) {
    const auto label = static_cast<std::size_t>(target);
    return dtype == DType::Float32 ? rowLossOf<float>(loss, row, label) : rowLossOf<double>(loss, row, label);
}

}  // namespace glassnet
