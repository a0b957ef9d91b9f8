#pragma once

#include <memory>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::test {

/// A program with values, for looking at any of its entries.
class SteppingScene {
public:
    /// The lesson's network: 3-2-1, sigmoid, squared error, seed 7, drawn in the lesson's order, target 1, learning rate 0.1.
    [[nodiscard]] static SteppingScene lesson();
    /// Any network: seed 7, inputs that are not drawn 0.5, targets 1 (classes: the second).
    explicit SteppingScene(const NetworkSpec& network, std::int64_t rows = 1) : SteppingScene(network, rows, {}, Knobs{}) {}
    /// The same with an optimizer, a penalty, clipping and knobs of its own.
    SteppingScene(const NetworkSpec& network, std::int64_t rows, CompileOptions options, const Knobs& knobs);

    [[nodiscard]] const Program& program() const { return *m_program; }
    [[nodiscard]] const NetworkSpec& network() const { return *m_network; }
    /// After `position` entries; with the terms of an element of an output of the entry that ran last.
    [[nodiscard]] ui::SnapshotPtr at(std::size_t position, std::optional<std::int64_t> element = std::nullopt,
                                     std::size_t output = 0) const;

    /// The same while the entry that ran last is only partly shown, of the first sample: what the explanation is of says `part`.
    [[nodiscard]] ui::SnapshotPtr partly(std::size_t position, const EntryPart& part) const;

private:
    std::shared_ptr<const NetworkSpec> m_network;
    std::shared_ptr<const Program> m_program;
    std::map<TensorId, Tensor> m_start;
    std::int64_t m_rows;
    Knobs m_knobs;
};

/// Input (3, drawn), Dense 1 (2, sigmoid), Output (1, sigmoid, squared error).
[[nodiscard]] NetworkSpec lessonNetwork();

}  // namespace glassnet::test
