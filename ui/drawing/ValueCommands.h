#pragma once

#include <QObject>

#include "engine/random/Initializers.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {

/// What a person can do to many values at once; each is one edit of the workbench.
class ValueCommands final : public QObject {
    Q_OBJECT
public:
    explicit ValueCommands(Workbench& workbench, QObject* parent = nullptr);

    /// Fills a whole parameter, drawing from a generator of its own with the start seed: the same fill gives the same numbers.
    void fill(TensorId parameter, const Initializer& initializer);
    /// Replaces all values of a parameter, as after pasting a block. Tensors of another shape are passed over.
    void paste(TensorId parameter, const Tensor& values);
    /// Gives an element its start value again.
    void reset(const ElementRef& element);

private:
    [[nodiscard]] const Tensor* present(TensorId parameter) const;

    Workbench& m_workbench;
};

}  // namespace glassnet::ui
