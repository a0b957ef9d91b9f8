#pragma once

#include <memory>

#include "engine/training/Trainer.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::test {

/// A network in training on rows of data, as the window would see it.
class BatchScene {
public:
    /// `batchSize` samples a batch; the rows in their order, or shuffled.
    BatchScene(const NetworkSpec& network, const TrainingData& data, std::int64_t batchSize, bool shuffle = false);
    /// A chain of Dense layers with seeded data, in batches of ten from 35 rows: 2-3-1, tanh and identity, squared error.
    [[nodiscard]] static BatchScene small();

    [[nodiscard]] Trainer& trainer() const { return *m_trainer; }
    [[nodiscard]] const Program& program() const { return m_trainer->program(); }
    [[nodiscard]] const NetworkSpec& network() const { return *m_network; }
    /// Whole steps.
    void train(std::int64_t steps) { static_cast<void>(m_trainer->train(steps, {})); }
    /// Right behind the entry that makes this tensor.
    void moveBehind(TensorId tensor) { m_trainer->moveTo(program().producer(tensor).value() + 1); }
    /// The gradient by a layer's parameter.
    [[nodiscard]] TensorId gradient(std::size_t layer, SymbolLetter letter) const { return program().gradientOf(parameter(layer, letter)); }
    [[nodiscard]] TensorId parameter(std::size_t layer, SymbolLetter letter) const {
        return program().find(m_network->layers().at(layer).id, letter);
    }
    /// The numbers now; with `focus` also its terms, with `part` the entry is shown only so far.
    [[nodiscard]] std::shared_ptr<ui::Snapshot> shot(std::optional<ui::ElementRef> focus = std::nullopt,
                                                     std::optional<EntryPart> part = std::nullopt) const;

private:
    std::shared_ptr<const NetworkSpec> m_network;
    std::unique_ptr<Trainer> m_trainer;
};

}  // namespace glassnet::test
