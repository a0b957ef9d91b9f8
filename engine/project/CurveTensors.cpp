#include "engine/project/CurveTensors.h"

#include <array>

#include "engine/exchange/StrictJson.h"

namespace glassnet {

namespace {

template <class Owner>
struct CurveRow {
    std::string_view key;
    Curve Owner::*curve;
};

constexpr auto kCurves = std::to_array<CurveRow<RunCurves>>({{"batchLoss", &RunCurves::batchLoss},
                                                             {"trainingLoss", &RunCurves::trainingLoss},
                                                             {"testLoss", &RunCurves::testLoss},
                                                             {"trainingScore", &RunCurves::trainingScore},
                                                             {"testScore", &RunCurves::testScore}});
constexpr auto kOutputCurves = std::to_array<CurveRow<OutputCurves>>({{"trainingLoss", &OutputCurves::trainingLoss},
                                                                      {"testLoss", &OutputCurves::testLoss},
                                                                      {"trainingScore", &OutputCurves::trainingScore},
                                                                      {"testScore", &OutputCurves::testScore}});

template <class Curves, class CurvePointer>
void addNamed(Curves& curves, std::vector<std::pair<std::string, CurvePointer>>& named) {
    for (const auto& row : kCurves) {
        named.emplace_back(row.key, &(curves.*row.curve));
    }
    for (std::size_t i = 0; i < curves.outputs.size(); ++i) {
        for (const auto& row : kOutputCurves) {
            named.emplace_back("outputs." + std::to_string(i) + "." + std::string(row.key), &(curves.outputs[i].*row.curve));
        }
    }
}

constexpr std::size_t kNumbers = 9;
constexpr std::size_t kCounts = 7;

/// Takes a tensor [any, columns] out.
Result<Tensor> takeTensor(std::map<std::string, Tensor>& tensors, const std::string& name, DType dtype, std::size_t columns) {
    auto node = tensors.extract(name);
    if (node.empty()) {
        return failure(ErrorCode::TensorMissing, {name});
    }
    Tensor tensor = std::move(node.mapped());
    if (tensor.dtype() != dtype) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(tensor.dtype()))});
    }
    if (tensor.rank() != 2 || tensor.size(1) != static_cast<std::int64_t>(columns)) {
        return failure(ErrorCode::TensorShape, {name, tensor.shape(), Shape{1, static_cast<std::int64_t>(columns)}});
    }
    return tensor;
}

}  // namespace

std::vector<std::pair<std::string, const Curve*>> namedCurves(const RunCurves& curves) {
    std::vector<std::pair<std::string, const Curve*>> named;
    addNamed(curves, named);
    return named;
}

std::vector<std::pair<std::string, Curve*>> namedCurves(RunCurves& curves) {
    std::vector<std::pair<std::string, Curve*>> named;
    addNamed(curves, named);
    return named;
}

std::map<std::string, Tensor> curveTensors(const Curve& curve) {
    const auto count = static_cast<std::int64_t>(curve.buckets().size());
    if (count == 0) {
        return {};
    }
    Tensor numbers = Tensor::zeros({count, kNumbers}, DType::Float64);
    Tensor counts = Tensor::zeros({count, kCounts}, DType::Int64);
    auto number = numbers.values<double>().begin();
    auto whole = counts.values<std::int64_t>().begin();
    for (const CurveBucket& bucket : curve.buckets()) {
        for (const double value : {bucket.first.epoch, bucket.first.seconds, bucket.first.value, bucket.last.epoch, bucket.last.seconds,
                                   bucket.last.value, bucket.low, bucket.high, bucket.sum}) {
            *number++ = value;
        }
        for (const std::int64_t value :
             {bucket.first.step, bucket.first.samples, bucket.last.step, bucket.last.samples, bucket.finite, bucket.odd, bucket.oddStep}) {
            *whole++ = value;
        }
    }
    return {{"numbers", std::move(numbers)}, {"counts", std::move(counts)}};
}

Result<Curve> takeCurve(std::map<std::string, Tensor>& tensors, std::string_view part, const std::string& prefix,
                        std::int64_t pointsPerBucket) {
    std::vector<CurveBucket> buckets;
    if (tensors.contains(prefix + "numbers") || tensors.contains(prefix + "counts")) {
        const auto numbers = takeTensor(tensors, prefix + "numbers", DType::Float64, kNumbers);
        const auto counts = takeTensor(tensors, prefix + "counts", DType::Int64, kCounts);
        if (!numbers || !counts) {
            return tl::unexpected<Error>(numbers ? counts.error() : numbers.error());
        }
        if (numbers->size(0) != counts->size(0)) {
            return failure(ErrorCode::TensorShape, {prefix + "counts", counts->shape(), Shape{numbers->size(0), kCounts}});
        }
        const auto number = std::as_const(*numbers).values<double>();
        const auto whole = std::as_const(*counts).values<std::int64_t>();
        for (std::size_t i = 0; i < static_cast<std::size_t>(numbers->size(0)); ++i) {
            const auto n = number.subspan(i * kNumbers, kNumbers);
            const auto c = whole.subspan(i * kCounts, kCounts);
            CurveBucket bucket({c[0], n[0], c[1], n[1], n[2]});
            bucket.last = {c[2], n[3], c[3], n[4], n[5]};
            bucket.low = n[6];
            bucket.high = n[7];
            bucket.sum = n[8];
            bucket.finite = c[4];
            bucket.odd = c[5];
            bucket.oddStep = c[6];
            buckets.push_back(bucket);
        }
    }
    auto curve = Curve::fromBuckets(std::move(buckets), pointsPerBucket);
    if (!curve) {
        return failure(ErrorCode::FileField, {std::string(part), jsonPointerStep(prefix + "numbers"), "buckets of a curve"});
    }
    return std::move(*curve);
}

}  // namespace glassnet
