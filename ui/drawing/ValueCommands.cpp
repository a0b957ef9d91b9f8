#include "ui/drawing/ValueCommands.h"

namespace glassnet::ui {

ValueCommands::ValueCommands(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench) {}

const Tensor* ValueCommands::present(TensorId parameter) const {
    const auto& snapshot = m_workbench.snapshot();
    const bool isParameter = snapshot != nullptr && parameter.valid() && parameter.value <= snapshot->program->tensors().size() &&
                             snapshot->program->tensor(parameter).role == TensorRole::Parameter;
    return isParameter ? snapshot->find(parameter) : nullptr;
}

void ValueCommands::fill(TensorId parameter, const Initializer& initializer) {
    const auto* values = present(parameter);
    if (values == nullptr) {
        return;
    }
    const auto& info = m_workbench.snapshot()->program->tensor(parameter);
    Generator generator(m_workbench.project().training.seeds[static_cast<std::size_t>(GeneratorRole::Start)]);
    const auto& shape = values->shape();
    const auto shapes = inferShapes(m_workbench.project().network);
    const auto layer = shapes.find(info.layer);
    const auto in = layer == shapes.end() ? shape[0] : layer->second.in;
    const auto filled = info.key.role == StateRole::Weight ? drawWeight(generator, initializer, shape[0], shape[1])
                                                           : drawBias(generator, initializer, in, shape[1]);
    m_workbench.setValues(info.key, filled, tr("Fill %1").arg(QString::fromStdString(symbolKey(info.symbol))));
}

void ValueCommands::paste(TensorId parameter, const Tensor& values) {
    const auto* there = present(parameter);
    if (there == nullptr || there->shape() != values.shape()) {
        return;
    }
    const auto& info = m_workbench.snapshot()->program->tensor(parameter);
    m_workbench.setValues(info.key, values.to(there->dtype()),
                          tr("Paste values into %1").arg(QString::fromStdString(symbolKey(info.symbol))));
}

void ValueCommands::reset(const ElementRef& element) {
    const auto& snapshot = m_workbench.snapshot();
    if (present(element.tensor) == nullptr || snapshot->start == nullptr) {
        return;
    }
    const auto found = snapshot->start->tensors.find(snapshot->program->tensor(element.tensor).key);
    if (found != snapshot->start->tensors.end() && element.element < found->second.elements()) {
        m_workbench.setElement(element, found->second.at(element.element));
    }
}

}  // namespace glassnet::ui
