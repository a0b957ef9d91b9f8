#pragma once

#include <QComboBox>
#include <memory>
#include <vector>

#include "ui/heatmap/TensorKey.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// A list of every tensor of a program, under the names of the layers: "W₁ · weights". With the changes that a step makes in the
/// parameters.
class TensorChoice final : public QComboBox {
    Q_OBJECT
public:
    explicit TensorChoice(QWidget* parent = nullptr);

    /// Lists the snapshot's tensors; what was chosen stays chosen, also when it has another id in another program, else the first
    /// parameter is. Nothing happens while program and drawing are the same.
    void setSnapshot(const SnapshotPtr& snapshot, bool withUpdates);
    /// Chooses without a signal; what is not in the list changes nothing.
    void setKey(const TensorKey& key);
    /// Invalid while nothing is listed.
    [[nodiscard]] TensorKey key() const;
    /// "weights": what a tensor is, in words.
    [[nodiscard]] static QString words(const TensorInfo& info, bool update);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person chose another.
    void chosen(const glassnet::ui::TensorKey& key);

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Row {
        TensorKey key;  ///< invalid for a heading
        LayerId layer;
        Symbol symbol;
        /// Of what the optimizer keeps: for which parameter.
        std::optional<SymbolLetter> of = {};
    };
    void addGroup(const QString& heading, LayerId layer, bool withUpdates);
    void addTensor(const TensorInfo& info, bool update);

    std::vector<Row> m_rows;
    std::shared_ptr<const Program> m_program;
    std::shared_ptr<const NetworkSpec> m_network;
    bool m_withUpdates = false;
};

}  // namespace glassnet::ui
