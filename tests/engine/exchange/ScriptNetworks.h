#pragma once

#include <QStringList>
#include <functional>

#include "engine/exchange/PyTorchScript.h"
#include "engine/training/Trainer.h"

namespace glassnet::test {

/// A source for the network: seeds 7, 8, 9, rows of zeros for what it does not draw itself, all in one batch.
[[nodiscard]] ScriptSource sourceFor(const NetworkSpec& network, std::int64_t rows);

/// Puts the data's rows into the source.
void setRows(ScriptSource& source, const TrainingData& data);

/// x1 and x2 through a hidden layer and beside it into an output of two classes.
[[nodiscard]] NetworkSpec skipNetwork();
/// Two layers added by a Join.
[[nodiscard]] NetworkSpec joinNetwork();
/// Every kind of layer, two inputs and outputs, cuts, frozen layers, own seeds, sine and step, and start values of many kinds.
[[nodiscard]] NetworkSpec everythingNetwork();

/// The network of the lesson with one row and the target 1.
[[nodiscard]] ScriptSource lessonSource();

/// The whole script.
[[nodiscard]] QString text(const ScriptSource& source, ScriptForm form);
/// A raw string without the line feed it starts with.
[[nodiscard]] QString expected(const char* script);
/// The lines that `filter` takes, without their indent.
[[nodiscard]] QStringList linesWith(const Script& script, const std::function<bool(const ScriptLine&)>& filter);

}  // namespace glassnet::test
