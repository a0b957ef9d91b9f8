#pragma once

#include <QWidget>
#include <optional>

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
    [[nodiscard]] TensorId tensor() const noexcept { return m_tensor; }
    [[nodiscard]] MatrixView& view() const noexcept { return *m_view; }

signals:
    void elementSelected(glassnet::ui::ElementRef element);
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void valueEdited(glassnet::ui::ElementRef element, double value);
    void editRejected(const QString& sentence);

private:
    [[nodiscard]] ElementRef at(int row, int column) const;

    MatrixView* m_view;
    TensorId m_tensor;
    int m_columns = 1;
};

}  // namespace glassnet::ui
