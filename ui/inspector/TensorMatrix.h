#pragma once

#include <QSize>
#include <QWidget>
#include <map>
#include <memory>
#include <optional>

#include "ui/heatmap/TensorNumbers.h"
#include "ui/inspector/InspectorContext.h"

namespace glassnet::ui {

class MatrixView;

/// One tensor of the program as a matrix: titled by its symbol, heads by the units' names, `?` where it is not computed yet.
class TensorMatrix final : public QWidget {
    Q_OBJECT
public:
    explicit TensorMatrix(QWidget* parent = nullptr);

    /// Shows `tensor` of the snapshot; `note` stands at the right of the title.
    void show(const InspectorContext& context, TensorId tensor, const QString& note, bool editable);
    /// Lights the cell of this element, if it is one of these; no signal.
    void setHovered(const std::optional<ElementRef>& element);
    [[nodiscard]] TensorId tensor() const noexcept { return m_tensor; }
    [[nodiscard]] MatrixView& view() const noexcept { return *m_view; }

signals:
    void elementSelected(glassnet::ui::ElementRef element);
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void valueEdited(glassnet::ui::ElementRef element, double value);
    /// A pasted block: all numbers of the tensor, in its shape.
    void valuesPasted(glassnet::TensorId tensor, const glassnet::Tensor& values);
    /// The element is to have its start value again.
    void resetRequested(glassnet::ui::ElementRef element, double start);
    /// The whole tensor is to be filled.
    void fillRequested(glassnet::TensorId tensor, const glassnet::Initializer& initializer);
    /// A person wants to see the tensor as a heatmap.
    void enlargeRequested(glassnet::TensorId tensor);
    void editRejected(const QString& sentence);

private:
    [[nodiscard]] ElementRef at(int row, int column) const;
    /// The numbers in the cells as a tensor of the shown one's shape.
    [[nodiscard]] Tensor asTensor() const;

    MatrixView* m_view;
    TensorId m_tensor;
    /// What the heads were named by: they are named anew when it changes.
    std::shared_ptr<const Program> m_program;
    std::shared_ptr<const NetworkSpec> m_network;
    std::int64_t m_rows = 0;
    Shape m_shape;
    int m_columns = 1;
    /// Of the tensors shown so far: a step goes from layer to layer and back.
    std::map<TensorId, TensorHeads> m_heads;
    /// What the view asked for last.
    QSize m_size;
};

}  // namespace glassnet::ui
