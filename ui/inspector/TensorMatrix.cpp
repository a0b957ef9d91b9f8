#include "ui/inspector/TensorMatrix.h"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/heatmap/MatrixView.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

/// What the tensor started with, before the first step of training: later every number differs, and no mark would tell anything.
std::optional<Tensor> startOf(const InspectorContext& context, const TensorInfo& info) {
    const auto& start = context.snapshot->start;
    if (start == nullptr || context.snapshot->step > 0) {
        return std::nullopt;
    }
    const auto found = start->tensors.find(info.key);
    return found == start->tensors.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

TensorMatrix::TensorMatrix(QWidget* parent) : QWidget(parent), m_view(new MatrixView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    auto policy = sizePolicy();
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_view, &MatrixView::cellSelected, this, [this](int row, int column) { emit elementSelected(at(row, column)); });
    connect(m_view, &MatrixView::cellHovered, this,
            [this](int row, int column) { emit elementHovered(row < 0 ? std::nullopt : std::optional(at(row, column))); });
    connect(m_view, &MatrixView::valueEdited, this,
            [this](int row, int column, double value) { emit valueEdited(at(row, column), value); });
    connect(m_view, &MatrixView::blockPasted, this, [this] { emit valuesPasted(m_tensor, asTensor()); });
    connect(m_view, &MatrixView::resetRequested, this, [this](int row, int column) {
        emit resetRequested(at(row, column), m_view->values().at({row, column}));
    });
    connect(m_view, &MatrixView::fillRequested, this,
            [this](const Initializer& initializer) { emit fillRequested(m_tensor, initializer); });
    connect(m_view, &MatrixView::enlargeRequested, this, [this] { emit enlargeRequested(m_tensor); });
    connect(m_view, &MatrixView::editRejected, this, &TensorMatrix::editRejected);
}

Tensor TensorMatrix::asTensor() const { return m_view->values().tensor().clone(); }

ElementRef TensorMatrix::at(int row, int column) const { return {m_tensor, qint64{row} * m_columns + column}; }

void TensorMatrix::setHovered(const std::optional<ElementRef>& element) {
    const bool isHere = element.has_value() && element->tensor == m_tensor;
    m_view->setHovered(
        isHere ? std::optional(MatrixCell{static_cast<int>(element->element / m_columns), static_cast<int>(element->element % m_columns)})
               : std::nullopt);
}

void TensorMatrix::show(const InspectorContext& context, TensorId tensor, const QString& note, bool editable) {
    const auto& snapshot = *context.snapshot;
    const auto& info = snapshot.program->tensor(tensor);
    const bool sameNames = m_program == snapshot.program && m_network == snapshot.network && m_rows == snapshot.rows;
    const bool sameTensor = m_tensor == tensor;
    m_tensor = tensor;
    m_program = snapshot.program;
    m_network = snapshot.network;
    m_rows = snapshot.rows;
    m_shape = info.shapeFor(snapshot.rows);
    m_view->setTitle(SymbolNames::plain(*snapshot.program, info), note);
    if (!sameNames) {
        m_heads.clear();
    }
    if (!sameNames || !sameTensor) {
        auto heads = m_heads.find(tensor);
        if (heads == m_heads.end()) {
            heads = m_heads.emplace(tensor, tensorHeads(snapshot, context.names(), tensor, context.numbers)).first;
        }
        m_view->setHeads(heads->second.rows, heads->second.columns);
    }
    m_view->setNumberText(context.numbers);
    const auto values = tensorNumbers(snapshot, tensor);
    m_columns = std::max(values.columns(), 1);
    m_view->setValues(values);
    m_view->setEnlargeable(context.enlargeable);
    m_view->setReadOnly(!editable);
    m_view->setReference(editable ? startOf(context, info) : std::nullopt);
    const bool isBias = info.symbol.letter == SymbolLetter::Bias;
    m_view->setFillTarget(info.role != TensorRole::Parameter ? FillTarget::None : isBias ? FillTarget::Bias : FillTarget::Weight);
    const auto& chosen = context.selection.parameter;
    if (chosen.has_value() && chosen->tensor == tensor) {
        m_view->setSelected(MatrixCell{static_cast<int>(chosen->element / m_columns), static_cast<int>(chosen->element % m_columns)});
    } else {
        m_view->setSelected(std::nullopt);
    }
    // Only where another size is asked for: laying out the panel costs more than all the rest.
    if (const auto size = m_view->sizeHint(); size != std::exchange(m_size, size)) {
        updateGeometry();
    }
}

}  // namespace glassnet::ui
