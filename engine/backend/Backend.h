#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/Program.h"
#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// What must be readable after a run; everything else an Executable may fuse away.
struct Observed {
    bool everything = true;
    std::vector<TensorId> tensors;
};

/// A data column for trainSlice: all rows of what one input or target tensor reads.
struct BoundData {
    TensorId tensor;
    Tensor rows;
};

/// What a slice of training did.
struct SliceReport {
    std::int64_t steps = 0;
    /// The total loss of each step, in order.
    std::vector<double> losses;
    /// The step (counted within the slice) at which the loss stopped being finite, or -1.
    std::int64_t nonFiniteStep = -1;
};

/// A Program made ready for one device. Runs entries, whole slices, and gives tensors in and out in plain layout.
/// Public calls check (shapes, ranges, dtypes: ErrorException); the private ones do the work.
class Executable {
public:
    explicit Executable(std::shared_ptr<const Program> program);
    virtual ~Executable() = default;
    Executable(const Executable&) = delete;
    Executable& operator=(const Executable&) = delete;

    [[nodiscard]] const Program& program() const noexcept { return *m_program; }
    [[nodiscard]] const std::shared_ptr<const Program>& sharedProgram() const noexcept { return m_program; }

    /// How many samples the batch in place has: 1 to the compiled batch size. Reads and 1/n follow it.
    void setRows(std::int64_t rows);
    [[nodiscard]] std::int64_t rows() const noexcept { return m_rows; }

    /// Runs the entries [from, to). Throws EntryRange.
    void run(std::size_t from, std::size_t to);

    /// A copy of a tensor, per-sample tensors cut to rows(). Not computed yet: zeros.
    [[nodiscard]] Tensor read(TensorId id) const;
    /// Replaces a tensor's values; the shape must be the program's (per-sample: rows() rows), the dtype is converted.
    void write(TensorId id, const Tensor& values);

    /// Grows whenever the values of this tensor may have changed: with an equal version read() gives the same bits.
    [[nodiscard]] std::uint64_t version(TensorId id) const { return m_versions.at(id.value - 1); }

    /// Learning rate and the like; used by the next Update that runs.
    void setKnobs(const Knobs& knobs);
    [[nodiscard]] const Knobs& knobs() const noexcept { return m_knobs; }

    /// The generator that DrawMask entries draw from.
    void setDropoutGenerator(const Generator& generator);
    [[nodiscard]] Generator dropoutGenerator() const;

    /// The data of a run and the order of its rows in this epoch (int64 [rows]); the columns must have equally many rows.
    void bindData(std::vector<BoundData> columns, const Tensor& order);
    /// Puts the batch that starts at `cursor` of the bound order in place (the last may be short) and returns its rows.
    std::int64_t loadBatch(std::int64_t cursor);
    /// Up to `steps` whole steps from `cursor`, within the bound order. Looks at `stop` between steps, at least every 10 ms.
    SliceReport trainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop);

protected:
    [[nodiscard]] const std::vector<BoundData>& boundData() const noexcept { return m_data; }
    [[nodiscard]] const Tensor& boundOrder() const noexcept { return m_order; }

private:
    virtual void doRun(std::size_t from, std::size_t to) = 0;
    [[nodiscard]] virtual Tensor doRead(TensorId id) const = 0;
    virtual void doWrite(TensorId id, const Tensor& values) = 0;
    /// For a device that keeps them: knobs() has them already.
    virtual void doSetKnobs(const Knobs& /*knobs*/) {}
    virtual void doSetDropoutGenerator(const Generator& generator) = 0;
    [[nodiscard]] virtual Generator doDropoutGenerator() const = 0;
    virtual void doBindData() {}
    /// Default: gathers the rows on the host and writes them.
    virtual void doLoadBatch(std::int64_t cursor, std::int64_t rows);
    /// The value of program().loss(). Default: reads the tensor.
    [[nodiscard]] virtual double doLoss() const;

protected:
    /// Default: loadBatch and run, step by step. Whatever replaces it must give the same bits.
    virtual SliceReport doTrainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop);

private:
    void touch(TensorId id) { ++m_versions[id.value - 1]; }
    /// What has a row for each sample.
    void touchRows();

    std::shared_ptr<const Program> m_program;
    std::vector<BoundData> m_data;
    Tensor m_order;
    Knobs m_knobs;
    std::int64_t m_rows = 1;
    std::vector<std::uint64_t> m_versions;
};

/// A device's arithmetic.
class Backend {
public:
    virtual ~Backend() = default;
    /// "reference", "cpu", "cuda": for files, logs and the command line.
    [[nodiscard]] virtual std::string_view key() const noexcept = 0;
    /// Which arithmetic a product's chain uses here, for the file: "fma", "mul-add" or "cublas".
    [[nodiscard]] virtual std::string_view arithmetic() const noexcept = 0;
    /// Makes a program ready. Throws ErrorException (TooLarge or DeviceFull) when the device has no room for it.
    [[nodiscard]] virtual std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed& observed) const = 0;
};

}  // namespace glassnet
