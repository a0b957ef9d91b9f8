#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/network/NetworkSpec.h"
#include "engine/network/Symbols.h"
#include "engine/program/OptimizerKind.h"
#include "engine/program/StateKey.h"
#include "engine/tensor/Tensor.h"
#include "engine/tensor/TensorMaps.h"

namespace glassnet {

/// Tensors with at most this many values are written out in a script; larger ones lie in the file beside it.
inline constexpr std::int64_t kMostWrittenValues = 64;

/// How a network is written: with torch.nn and a training step, or by hand with tensors and torch.mm, as the "introduction to PyTorch"
/// lesson does it, and a training step written out.
enum class ScriptForm : std::uint8_t { Nn, ByHand };

/// What a line is there for.
enum class ScriptRole : std::uint8_t { Blank, Import, Definition, Seed, Data, Sizes, Model, Start, Forward, Loss, Training };

/// A quantity that a line is about: a letter of a layer (of no layer: the network's, which only the total loss is), or the gradient by it.
struct ScriptSubject {
    LayerId layer;
    SymbolLetter letter{};
    bool isGradient = false;
    /// The line does the work of the operation that makes it in each step; else it starts it or reads it.
    bool isMade = false;
    friend bool operator==(const ScriptSubject&, const ScriptSubject&) = default;
};

/// One line, without its line feed, and the layer and link it belongs to (invalid: the whole network).
struct ScriptLine {
    std::string text;
    LayerId layer;
    std::optional<LinkId> link;
    ScriptRole role{};
    /// What the line is about, what it makes first.
    std::vector<ScriptSubject> subjects;
    friend bool operator==(const ScriptLine&, const ScriptLine&) = default;
};

/// A program for Python.
struct Script {
    std::vector<ScriptLine> lines;
    /// What it loads from the file beside it, by name.
    std::map<std::string, Tensor> arrays;

    /// All lines, each with a line feed.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Script& a, const Script& b) { return a.lines == b.lines && bitEqual(a.arrays, b.arrays); }
};

/// The rows of an input or a target: their shape, and the values where they are known. They are written out, or loaded from the file beside
/// the script where there is one and they are many; without values the script holds zeros of that shape and a comment that says what to load.
struct ScriptRows {
    /// [rows, units], or [rows] for the classes of the samples.
    Shape shape;
    bool areClasses = false;
    std::optional<Tensor> values;
    /// The key of the synthetic set they come from; empty: none.
    std::string set;
};

/// What a script is made from. The network has no problems (findProblems).
struct ScriptSource {
    NetworkSpec network;
    /// Start, Shuffle, Dropout.
    std::array<std::uint64_t, 3> seeds{};
    std::int64_t batchSize = 1;
    bool shuffle = false;
    OptimizerKind optimizer{};
    Penalty penalty{};
    Clipping clipping{};
    Knobs knobs;
    /// For each input that does not draw its own samples, and for each output.
    std::map<LayerId, ScriptRows> inputs;
    std::map<LayerId, ScriptRows> targets;
    /// What was edited or trained since the start, as the engine shapes it. Those that the network does not have are left out, and so is
    /// what the optimizer keeps: the script makes a new one.
    std::map<StateKey, Tensor> changed;
    /// The name of the file of arrays beside the script, "iris.npz"; empty: there can be none (on the clipboard).
    std::string arrayFile;
};

/// The network as a program for PyTorch. Its start values are those of drawStart, bit for bit: where every layer starts as nn.Linear does,
/// in module order, torch.manual_seed stands before the layers; elsewhere the layers are made first, then seeded, then filled in the
/// network's draw order, and what the engine draws as [in, out] is drawn so and transposed. Changed values are put in after all draws.
[[nodiscard]] Script pyTorchScript(const ScriptSource& source, ScriptForm form);

}  // namespace glassnet
