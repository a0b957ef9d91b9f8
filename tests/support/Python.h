#pragma once

#include <QJsonArray>
#include <QString>
#include <QStringList>
#include <vector>

namespace glassnet::test {

/// The Python on this machine that can import torch, or just any; empty where there is none.
[[nodiscard]] QString pythonWithTorch();
[[nodiscard]] QString anyPython();

/// Lines that run one after the other in the same space, and what is read after them: an expression for a list of tensors.
struct PythonStage {
    QString code;
    QString read;
};

/// The tensors of one stage: their elements in C order, float32.
using PythonTensors = std::vector<std::vector<float>>;

/// What a program printed and what was read after each of its stages; `error`: why it ended early.
struct PythonResult {
    QString printed;
    std::vector<PythonTensors> stages;
    QString error;
};

/// Runs programs, each in a space of its own, in one process of `python`; each is a list of stages.
[[nodiscard]] std::vector<PythonResult> runPython(const QString& python, const std::vector<std::vector<PythonStage>>& programs);

/// Compiles programs without running them: for each the error, empty when there is none.
[[nodiscard]] QStringList compilePython(const QString& python, const QStringList& programs);

}  // namespace glassnet::test
