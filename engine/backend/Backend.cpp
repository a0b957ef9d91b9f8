#include "engine/backend/Backend.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/network/Symbols.h"

namespace glassnet {

namespace {

const TensorInfo& checkedTensor(const Program& program, TensorId id) {
    if (!id.valid() || id.value > program.tensors().size()) {
        throw ErrorException(
            {ErrorCode::IndexRange, {std::int64_t{id.value}, std::int64_t{0}, static_cast<std::int64_t>(program.tensors().size())}});
    }
    return program.tensor(id);
}

void checkIndex(std::int64_t index, std::int64_t size) {
    if (index < 0 || index >= size) {
        throw ErrorException({ErrorCode::IndexRange, {index, std::int64_t{0}, size}});
    }
}

void checkShape(const TensorInfo& info, const Shape& found, const Shape& wanted) {
    if (found != wanted) {
        throw ErrorException({ErrorCode::TensorShape, {symbolKey(info.symbol), found, wanted}});
    }
}

}  // namespace

Executable::Executable(std::shared_ptr<const Program> program)
    : m_program(std::move(program)), m_rows(m_program->options().batchSize), m_versions(m_program->tensors().size()) {}

void Executable::touchRows() {
    for (const auto& tensor : m_program->tensors()) {
        if (tensor.perSample) {
            touch(tensor.id);
        }
    }
}

void Executable::setRows(std::int64_t rows) {
    checkIndex(rows - 1, m_program->options().batchSize);
    m_rows = rows;
    touchRows();
}

void Executable::run(std::size_t from, std::size_t to) {
    const auto size = m_program->size();
    if (from > to || to > size) {
        throw ErrorException({ErrorCode::EntryRange, {static_cast<std::int64_t>(from > to ? from : to), static_cast<std::int64_t>(size)}});
    }
    doRun(from, to);
    for (auto entry = from; entry < to; ++entry) {
        for (const auto id : m_program->entries()[entry].outputs) {
            touch(id);
        }
    }
}

Tensor Executable::read(TensorId id) const {
    static_cast<void>(checkedTensor(*m_program, id));
    return doRead(id);
}

void Executable::write(TensorId id, const Tensor& values) {
    const auto& info = checkedTensor(*m_program, id);
    checkShape(info, values.shape(), info.shapeFor(m_rows));
    doWrite(id, values);
    touch(id);
}

void Executable::setKnobs(const Knobs& knobs) {
    m_knobs = knobs;
    doSetKnobs(knobs);
}

void Executable::setDropoutGenerator(const Generator& generator) { doSetDropoutGenerator(generator); }

Generator Executable::dropoutGenerator() const { return doDropoutGenerator(); }

void Executable::bindData(std::vector<BoundData> columns, const Tensor& order) {
    if (order.dtype() != DType::Int64) {
        throw ErrorException({ErrorCode::DTypeMismatch, {std::string(dtypeName(DType::Int64)), std::string(dtypeName(order.dtype()))}});
    }
    if (order.rank() != 1) {
        throw ErrorException({ErrorCode::TensorShape, {std::string("order"), order.shape(), Shape{order.elements()}}});
    }
    const std::int64_t rows = columns.empty() || columns.front().rows.rank() == 0 ? 0 : columns.front().rows.size(0);
    for (auto& column : columns) {
        const auto& info = checkedTensor(*m_program, column.tensor);
        checkShape(info, column.rows.shape(), info.shapeFor(rows));
        column.rows = column.rows.to(info.dtype).contiguous();
    }
    auto places = order.contiguous().clone();
    for (const auto place : std::as_const(places).values<std::int64_t>()) {
        checkIndex(place, rows);
    }
    m_data = std::move(columns);
    m_order = std::move(places);
    doBindData();
}

std::int64_t Executable::loadBatch(std::int64_t cursor) {
    checkIndex(cursor, m_order.elements());
    m_rows = std::min(m_program->options().batchSize, m_order.elements() - cursor);
    doLoadBatch(cursor, m_rows);
    touchRows();
    return m_rows;
}

SliceReport Executable::trainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop) {
    if (!m_program->loss().valid()) {
        throw ErrorException({ErrorCode::NoOutput, {}});
    }
    checkIndex(cursor, m_order.elements());
    for (auto& version : m_versions) {
        ++version;
    }
    return doTrainSlice(cursor, steps, stop);
}

void Executable::doLoadBatch(std::int64_t cursor, std::int64_t rows) {
    const auto order = std::as_const(m_order).values<std::int64_t>().subspan(static_cast<std::size_t>(cursor));
    for (const auto& column : m_data) {
        const auto& info = m_program->tensor(column.tensor);
        auto batch = Tensor::zeros(info.shapeFor(rows), info.dtype);
        const auto width = batch.elements() / rows;
        for (std::int64_t i = 0; i < batch.elements(); ++i) {
            batch.set(i, column.rows.at(order[static_cast<std::size_t>(i / width)] * width + i % width));
        }
        doWrite(column.tensor, batch);
    }
}

double Executable::doLoss() const { return doRead(m_program->loss()).item(); }

SliceReport Executable::doTrainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop) {
    SliceReport report;
    const auto batch = m_program->options().batchSize;
    const auto left = (m_order.elements() - cursor + batch - 1) / batch;
    report.losses.reserve(static_cast<std::size_t>(std::max<std::int64_t>(std::min(steps, left), 0)));
    while (report.steps < steps && report.steps < left && !stop.stop_requested()) {
        loadBatch(cursor + report.steps * batch);
        doRun(0, m_program->size());
        report.losses.push_back(doLoss());
        ++report.steps;
        if (!std::isfinite(report.losses.back())) {
            report.nonFiniteStep = report.steps - 1;
            break;
        }
    }
    return report;
}

}  // namespace glassnet
