#include "ui/training/OperationWords.h"

#include <QCoreApplication>
#include <array>

namespace glassnet::ui {

namespace {

/// In Op's order.
constexpr std::array kWords{
    QT_TRANSLATE_NOOP("OperationWords", "in the sum of inputs times weights"),
    QT_TRANSLATE_NOOP("OperationWords", "in the activation"),
    QT_TRANSLATE_NOOP("OperationWords", "where units are held"),
    QT_TRANSLATE_NOOP("OperationWords", "in the sum of the joined layers"),
    QT_TRANSLATE_NOOP("OperationWords", "where layers are joined"),
    QT_TRANSLATE_NOOP("OperationWords", "in the dropout mask"),
    QT_TRANSLATE_NOOP("OperationWords", "where the dropout mask is applied"),
    QT_TRANSLATE_NOOP("OperationWords", "in the mean and variance of the batch"),
    QT_TRANSLATE_NOOP("OperationWords", "in the mean and variance of the units"),
    QT_TRANSLATE_NOOP("OperationWords", "where values are brought to mean 0 and variance 1"),
    QT_TRANSLATE_NOOP("OperationWords", "in scale and shift"),
    QT_TRANSLATE_NOOP("OperationWords", "in the running mean and variance"),
    QT_TRANSLATE_NOOP("OperationWords", "in the loss"),
    QT_TRANSLATE_NOOP("OperationWords", "in the sum of the losses"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the loss"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the activation"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient where units are held"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the weights"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the bias"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient that goes on to the layer before"),
    QT_TRANSLATE_NOOP("OperationWords", "in the sum of gradients over links"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the joined sum"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the joined layers"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient of the scale"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient through the scale"),
    QT_TRANSLATE_NOOP("OperationWords", "in the gradient through mean and variance"),
    QT_TRANSLATE_NOOP("OperationWords", "in the penalty on the weights"),
    QT_TRANSLATE_NOOP("OperationWords", "in the norm of all gradients"),
    QT_TRANSLATE_NOOP("OperationWords", "where gradients are clipped by their norm"),
    QT_TRANSLATE_NOOP("OperationWords", "where gradients are clipped by their value"),
    QT_TRANSLATE_NOOP("OperationWords", "in the update"),
};
static_assert(kWords.size() == static_cast<std::size_t>(Op::Count_));

}  // namespace

QString operationWords(Op op) { return QCoreApplication::translate("OperationWords", kWords.at(static_cast<std::size_t>(op))); }

}  // namespace glassnet::ui
