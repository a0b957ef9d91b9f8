#include "ui/inspector/TensorMatrix.h"

#include <QVBoxLayout>

#include "ui/heatmap/MatrixView.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

MatrixValues valuesOf(const InspectorContext& context, TensorId id, const Shape& shape) {
    MatrixValues values;
    const auto count = static_cast<std::size_t>(shape.elements());
    values.columns = static_cast<int>(context.snapshot->program->tensor(id).columns());
    values.rows = static_cast<int>(shape.rank() == 0 ? 1 : shape[0]);
    values.values.resize(count);
    values.single = context.snapshot->program->tensor(id).dtype == DType::Float32;
    const auto* tensor = context.snapshot->find(id);
    if (tensor == nullptr) {
        values.known.assign(count, false);
        return values;
    }
    for (std::size_t i = 0; i < count; ++i) {
        values.values[i] = tensor->at(static_cast<std::int64_t>(i));
    }
    return values;
}

/// The units along one side of a tensor: of the sources for a weight's rows, of the layer itself else.
QStringList unitHeads(const InspectorContext& context, LayerId layer, std::int64_t count) {
    const auto names = context.names();
    const auto& program = *context.snapshot->program;
    const auto output = program.outputOf(layer);
    QStringList heads;
    for (std::int64_t unit = 0; output.valid() && unit < count; ++unit) {
        heads.append(names.element(output, unit));
    }
    return heads;
}

QStringList rowHeads(const InspectorContext& context, const TensorInfo& info, std::int64_t rows) {
    const bool isWeight = info.symbol.letter == SymbolLetter::Weight || info.symbol.letter == SymbolLetter::ConnectionMask;
    QStringList heads;
    if (isWeight) {
        const auto& network = *context.snapshot->network;
        const auto shapes = context.snapshot->program;
        for (const auto* link : network.incoming(info.layer)) {
            const auto width = shapes->tensor(shapes->outputOf(link->from)).shape[1];
            heads.append(unitHeads(context, link->from, width));
        }
    } else if (info.perSample && rows > 1) {
        for (std::int64_t row = 0; row < rows; ++row) {
            heads.append(context.numbers.whole(row + 1));
        }
    } else if (info.symbol.letter == SymbolLetter::Bias && !info.perSample) {
        heads.append(QStringLiteral("b"));
    }
    return heads;
}

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
    connect(m_view, &MatrixView::editRejected, this, &TensorMatrix::editRejected);
}

Tensor TensorMatrix::asTensor() const {
    const auto& values = m_view->values();
    auto tensor = Tensor::zeros(m_shape, values.single ? DType::Float32 : DType::Float64);
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        tensor.set(static_cast<std::int64_t>(i), values.values[i]);
    }
    return tensor;
}

ElementRef TensorMatrix::at(int row, int column) const { return {m_tensor, qint64{row} * m_columns + column}; }

void TensorMatrix::show(const InspectorContext& context, TensorId tensor, const QString& note, bool editable) {
    const auto& info = context.snapshot->program->tensor(tensor);
    const auto shape = info.shapeFor(context.snapshot->rows);
    m_tensor = tensor;
    m_shape = shape;
    const auto values = valuesOf(context, tensor, shape);
    m_columns = std::max(values.columns, 1);
    m_view->setTitle(SymbolNames::plain(info.symbol), note);
    const bool perUnit = info.symbol.letter != SymbolLetter::Loss && shape.rank() == 2;
    m_view->setHeads(rowHeads(context, info, values.rows), perUnit ? unitHeads(context, info.layer, values.columns) : QStringList());
    m_view->setNumberText(context.numbers);
    m_view->setValues(values);
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
    updateGeometry();
}

}  // namespace glassnet::ui
