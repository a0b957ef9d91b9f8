#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/ProgramBuilder.h"
#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet::selftest {

/// How near the reference an output must be: the same number; within 1e-6 times the sum of absolute terms (2e-6 above 1,024 terms; found by
/// running the reference on the inputs' magnitudes); within 4 ulp; within 1e-6 times a scale of its own.
enum class Nearness : std::uint8_t { Exact, Terms, Ulps, Scaled };

/// The size of the terms behind element `flat`, from the inputs (float64) and the wanted value.
using TermScale = std::function<double(const std::vector<Tensor>& inputs, std::int64_t flat, double want)>;

struct OutputCheck {
    Nearness nearness = Nearness::Terms;
    TermScale scale;
};

/// What a tensor is filled with.
enum class Filling : std::uint8_t { Normal, Wide, Positive, Probability, ZeroOrOne, ZeroOrTwo, Classes, Garbage, Large };

/// Sizes of a case.
struct OperationSize {
    std::int64_t rows;
    std::int64_t in;
    std::int64_t out;
};

/// Knobs of which none does nothing.
inline Knobs busyKnobs() {
    Knobs knobs;
    knobs.learningRate = 0.07;
    knobs.momentum = 0.9;
    knobs.dampening = 0.2;
    knobs.weightDecay = 0.01;
    knobs.rateDecay = 0.1;
    knobs.penaltyRate = 0.3;
    knobs.clipLimit = 0.5;
    return knobs;
}

/// A program of one entry, with what its tensors hold and how its outputs are compared.
struct OneOperation {
    std::string name;
    std::shared_ptr<const Program> program;
    std::int64_t rows = 1;
    /// Terms of the longest sum.
    std::int64_t terms = 1;
    /// By tensor id.
    std::vector<Tensor> contents;
    std::vector<OutputCheck> checks;
    /// Momentum, dampening and decay.
    Knobs knobs = busyKnobs();

    [[nodiscard]] const Entry& entry() const { return program->entries().front(); }
};

/// Every variant of an operation (sources, bias, masks, activations, losses, ...) in one size.
[[nodiscard]] std::vector<OneOperation> oneOperations(Op op, const OperationSize& size, DType dtype, Generator& generator);

}  // namespace glassnet::selftest
