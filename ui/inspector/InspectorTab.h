#pragma once

#include <QVBoxLayout>
#include <QWidget>
#include <functional>
#include <vector>

#include "ui/inspector/InspectorContext.h"
#include "ui/inspector/TensorMatrix.h"

namespace glassnet::ui {

/// One tab of the side panel: shows the selected layer from one side. Matrices are reused from snapshot to snapshot, so that an open
/// edit and the scroll place stay.
class InspectorTab : public QWidget {
    Q_OBJECT
public:
    explicit InspectorTab(QWidget* parent = nullptr);

    /// Shows the context's layer; the snapshot is not null.
    virtual void show(const InspectorContext& context) = 0;
    /// Lights the cell of this element; no signal.
    virtual void setHovered(const std::optional<ElementRef>& element);

signals:
    void elementSelected(glassnet::ui::ElementRef element);
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void valuePreviewed(glassnet::ui::ElementRef element, double value);
    void valueEdited(glassnet::ui::ElementRef element, double value);
    /// A pasted block: all numbers of the tensor.
    void valuesPasted(glassnet::TensorId tensor, const glassnet::Tensor& values);
    void resetRequested(glassnet::ui::ElementRef element, double start);
    void fillRequested(glassnet::TensorId tensor, const glassnet::Initializer& initializer);
    /// A person wants to see the tensor as a heatmap.
    void enlargeRequested(glassnet::TensorId tensor);
    void sentence(const QString& text);

protected:
    /// A tensor to show and the remark beside its title.
    struct Shown {
        TensorId tensor;
        QString note;
        bool editable = false;
        /// Its colors are on one scale with the others that share; alone it has a scale of its own.
        bool sharesScale = false;
    };
    [[nodiscard]] QVBoxLayout& column() const noexcept { return *m_column; }
    /// The matrices in view, in their order.
    [[nodiscard]] std::vector<TensorMatrix*> matricesShown() const;
    /// One matrix for each tensor, in this order.
    void showMatrices(const InspectorContext& context, const std::vector<Shown>& shown);

private:
    QVBoxLayout* m_column;
    QVBoxLayout* m_matrixColumn;
    std::vector<TensorMatrix*> m_matrices;
    std::size_t m_shown = 0;
};

}  // namespace glassnet::ui
