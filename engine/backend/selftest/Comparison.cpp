#include "engine/backend/selftest/Comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/backend/reference/ReferenceBackend.h"

namespace glassnet::selftest {

namespace {

constexpr double kTolerance = 1e-6;
/// Longer sums round more often.
constexpr double kLongTolerance = 2e-6;
constexpr std::int64_t kLongSum = 1024;
constexpr double kUlps = 4.0;

std::vector<Tensor> magnitudes(const std::vector<Tensor>& contents) {
    std::vector<Tensor> result;
    for (const auto& tensor : contents) {
        auto copy = tensor.clone();
        for (std::int64_t i = 0; i < copy.elements(); ++i) {
            copy.set(i, std::abs(tensor.at(i)));
        }
        result.push_back(copy);
    }
    return result;
}

double ulp(double want, DType dtype) {
    const double size = std::abs(want);
    if (dtype == DType::Float64) {
        return std::nextafter(size, HUGE_VAL) - size;
    }
    const auto rounded = static_cast<float>(size);
    return static_cast<double>(std::nextafter(rounded, HUGE_VALF)) - static_cast<double>(rounded);
}

double allowed(const OneOperation& operation, const Wanted& wanted, std::size_t output, std::int64_t i, double want, double tolerance) {
    const auto& check = operation.checks.at(output);
    const auto dtype = operation.program->options().dtype;
    switch (check.nearness) {
        case Nearness::Exact:
            return 0.0;
        case Nearness::Ulps:
            return kUlps * ulp(want, dtype);
        case Nearness::Terms:
            return tolerance * wanted.terms[output].at(i);
        case Nearness::Scaled:
            return tolerance * check.scale(wanted.inputs, i, want);
    }
    return 0.0;
}

/// `distance` as a share of `whole`; nothing is no share of nothing, and what is not finite is too far from everything.
double share(double distance, double whole) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    if (distance == 0.0) {
        return 0.0;
    }
    const double ratio = distance / whole;
    return std::isnan(ratio) ? kFar : ratio;
}

}  // namespace

bool isProduct(Op op) { return op == Op::Affine || op == Op::WeightGradient || op == Op::InputGradient; }

std::unique_ptr<Executable> runOperation(const Backend& backend, const OneOperation& operation, const std::vector<Tensor>& contents,
                                         const Knobs& knobs) {
    auto executable = backend.prepare(operation.program, {});
    executable->setRows(operation.rows);
    executable->setKnobs(knobs);
    executable->setDropoutGenerator(Generator(kMaskSeed));
    for (std::size_t i = 0; i < contents.size(); ++i) {
        executable->write(operation.program->tensors()[i].id, contents[i]);
    }
    executable->run(0, 1);
    return executable;
}

Wanted wantedOf(const OneOperation& operation) {
    const ReferenceBackend reference;
    Wanted wanted{runOperation(reference, operation, operation.contents, operation.knobs), {}, {}};
    auto termKnobs = operation.knobs;
    termKnobs.learningRate = -termKnobs.learningRate;
    const auto terms = runOperation(reference, operation, magnitudes(operation.contents), termKnobs);
    for (const auto id : operation.entry().outputs) {
        wanted.terms.push_back(terms->read(id));
    }
    for (const auto id : operation.entry().inputs) {
        wanted.inputs.push_back(operation.contents[id.value - 1]);
    }
    return wanted;
}

Difference compare(const OneOperation& operation, const Wanted& wanted, const Executable& found, double productTolerance) {
    Difference worst;
    const bool widened = productTolerance > 0.0 && isProduct(operation.entry().op);
    const double usual = operation.terms > kLongSum ? kLongTolerance : kTolerance;
    const double single = widened ? productTolerance : usual;
    const double tolerance = operation.program->options().dtype == DType::Float64 ? single * 0x1p-29 : single;
    for (std::size_t k = 0; k < operation.entry().outputs.size(); ++k) {
        const auto id = operation.entry().outputs[k];
        const auto want = wanted.reference->read(id);
        const auto got = found.read(id);
        if (got.shape() != want.shape()) {
            worst.sameShapes = false;
            worst.output = k;
            return worst;
        }
        for (std::int64_t i = 0; i < want.elements(); ++i) {
            const double distance = std::abs(got.at(i) - want.at(i));
            const double ofAllowed = share(distance, allowed(operation, wanted, k, i, want.at(i), tolerance));
            if (operation.checks.at(k).nearness == Nearness::Terms) {
                worst.ofTerms = std::max(worst.ofTerms, share(distance, wanted.terms[k].at(i)));
            }
            if (ofAllowed > worst.ofAllowed) {
                worst.ofAllowed = ofAllowed;
                worst.output = k;
                worst.element = i;
                worst.got = got.at(i);
                worst.want = want.at(i);
            }
        }
    }
    return worst;
}

}  // namespace glassnet::selftest
