#pragma once

#include <memory>
#include <string>

#include "engine/network/NetworkSpec.h"
#include "engine/program/StepPlace.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::test {

/// Input (3), then `blocks` times Dense (4, tanh) and a layer norm, then Output (1, squared error).
inline NetworkSpec longNetwork(int blocks) {
    NetworkSpec network;
    InputSettings input;
    input.units = 3;
    auto before = network.addLayer("Input", input);
    for (int i = 1; i <= blocks; ++i) {
        DenseSettings dense;
        dense.units = 4;
        dense.activation.kind = Activation::Tanh;
        for (const auto layer :
             {network.addLayer("Dense " + std::to_string(i), dense), network.addLayer("Norm " + std::to_string(i), LayerNormSettings{})}) {
            network.addLink(before, layer);
            before = layer;
        }
    }
    OutputSettings output;
    output.dense.units = 1;
    network.addLink(before, network.addLayer("Output", output));
    return network;
}

/// The same moment with only a part of the entry in hand there.
inline ui::SnapshotPtr withPart(const ui::SnapshotPtr& whole, const EntryPart& part) {
    auto snapshot = std::make_shared<ui::Snapshot>(*whole);
    snapshot->part = part;
    snapshot->numbers = std::make_shared<const EntryNumbers>(*whole->program, whole->position - 1, whole->rows);
    return snapshot;
}

}  // namespace glassnet::test
