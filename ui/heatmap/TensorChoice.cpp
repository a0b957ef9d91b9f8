#include "ui/heatmap/TensorChoice.h"

#include <QCoreApplication>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QWheelEvent>
#include <algorithm>
#include <array>

#include "engine/program/TensorNames.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

// In SymbolLetter's order.
constexpr std::array kWords{
    QT_TRANSLATE_NOOP("TensorChoice", "inputs"),
    QT_TRANSLATE_NOOP("TensorChoice", "targets"),
    QT_TRANSLATE_NOOP("TensorChoice", "weights"),
    QT_TRANSLATE_NOOP("TensorChoice", "biases"),
    QT_TRANSLATE_NOOP("TensorChoice", "pre-activations"),
    QT_TRANSLATE_NOOP("TensorChoice", "activations"),
    QT_TRANSLATE_NOOP("TensorChoice", "predictions"),
    QT_TRANSLATE_NOOP("TensorChoice", "probabilities"),
    QT_TRANSLATE_NOOP("TensorChoice", "loss"),
    QT_TRANSLATE_NOOP("TensorChoice", "connections, 0 where one is cut"),
    QT_TRANSLATE_NOOP("TensorChoice", "dropout mask"),
    QT_TRANSLATE_NOOP("TensorChoice", "values after dropout"),
    QT_TRANSLATE_NOOP("TensorChoice", "means"),
    QT_TRANSLATE_NOOP("TensorChoice", "variances"),
    QT_TRANSLATE_NOOP("TensorChoice", "normalized values"),
    QT_TRANSLATE_NOOP("TensorChoice", "standardized values"),
    QT_TRANSLATE_NOOP("TensorChoice", "scales"),
    QT_TRANSLATE_NOOP("TensorChoice", "shifts"),
    QT_TRANSLATE_NOOP("TensorChoice", "running means"),
    QT_TRANSLATE_NOOP("TensorChoice", "running variances"),
    QT_TRANSLATE_NOOP("TensorChoice", "joined values"),
    QT_TRANSLATE_NOOP("TensorChoice", "values before some are held"),
    QT_TRANSLATE_NOOP("TensorChoice", "inputs before some are held"),
    QT_TRANSLATE_NOOP("TensorChoice", "momentum, kept by the optimizer"),
    QT_TRANSLATE_NOOP("TensorChoice", "means of squared gradients, kept by the optimizer"),
    QT_TRANSLATE_NOOP("TensorChoice", "means of gradients, kept by the optimizer"),
    QT_TRANSLATE_NOOP("TensorChoice", "sums of squared gradients, kept by the optimizer"),
    QT_TRANSLATE_NOOP("TensorChoice", "steps, counted by the optimizer"),
    QT_TRANSLATE_NOOP("TensorChoice", "gradient with its penalty"),
    QT_TRANSLATE_NOOP("TensorChoice", "gradient after clipping"),
    QT_TRANSLATE_NOOP("TensorChoice", "sum of squares of a gradient"),
    QT_TRANSLATE_NOOP("TensorChoice", "norm over all gradients"),
};
static_assert(kWords.size() == static_cast<std::size_t>(SymbolLetter::Count_));

constexpr int kNarrowest = 120;

}  // namespace

TensorChoice::TensorChoice(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaxVisibleItems(20);
    setAccessibleName(tr("Numbers to show"));
    setToolTip(tr("Choose whose numbers are shown."));
    connect(this, &QComboBox::activated, this, [this] { emit chosen(key()); });
}

QString TensorChoice::words(const TensorInfo& info, bool update) {
    if (update) {
        return tr("change in this step");
    }
    if (info.role == TensorRole::Gradient && info.symbol.gradient) {
        return info.symbol.part > 0 ? tr("gradient over link %1").arg(info.symbol.part) : tr("gradient");
    }
    return QCoreApplication::translate("TensorChoice", kWords.at(static_cast<std::size_t>(info.symbol.letter)));
}

void TensorChoice::addTensor(const TensorInfo& info, bool update) {
    const QString symbol = (update ? QStringLiteral("Δ") : QString()) + SymbolNames::text(*m_program, info);
    addItem(QStringLiteral("%1 · %2").arg(symbol, words(info, update)));
    m_rows.push_back({{info.id, update}, info.layer, info.symbol, parameterLetter(*m_program, info)});
}

void TensorChoice::addGroup(const QString& heading, LayerId layer, bool withUpdates) {
    const auto before = m_rows.size();
    addItem(heading);
    m_rows.push_back({{}, layer, {}});
    for (const auto& info : m_program->tensors()) {
        if (info.layer == layer) {
            addTensor(info, false);
        }
    }
    for (const auto& parameter : m_program->parameters()) {
        const auto& info = m_program->tensor(parameter.value);
        if (withUpdates && info.layer == layer && parameter.gradient.valid()) {
            addTensor(info, true);
        }
    }
    if (m_rows.size() == before + 1) {
        removeItem(count() - 1);
        m_rows.pop_back();
        return;
    }
    auto* item = qobject_cast<QStandardItemModel*>(model())->item(static_cast<int>(before));
    item->setFlags(Qt::NoItemFlags);
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    item->setFont(font);
}

void TensorChoice::setSnapshot(const SnapshotPtr& snapshot, bool withUpdates) {
    const auto program = snapshot == nullptr ? nullptr : snapshot->program;
    const auto network = snapshot == nullptr ? nullptr : snapshot->network;
    if (program == m_program && network == m_network && withUpdates == m_withUpdates) {
        return;
    }
    const QSignalBlocker quiet(this);
    const auto before = currentIndex() < 0 ? Row{} : m_rows.at(static_cast<std::size_t>(currentIndex()));
    m_program = program;
    m_network = network;
    m_withUpdates = withUpdates;
    clear();
    m_rows.clear();
    if (program == nullptr) {
        return;
    }
    for (const auto& layer : network->layers()) {
        addGroup(QString::fromStdString(layer.name), layer.id, withUpdates);
    }
    addGroup(tr("Whole network"), LayerId{}, withUpdates);
    const auto place = [this](const auto& wanted) {
        const auto found = std::ranges::find_if(m_rows, [&](const Row& row) { return row.key.tensor.valid() && wanted(row); });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    };
    const int same = place([&](const Row& row) {
        return before.key.tensor.valid() && row.layer == before.layer && row.symbol == before.symbol && row.of == before.of &&
               row.key.update == before.key.update;
    });
    const int first = place([&](const Row& row) { return program->tensor(row.key.tensor).role == TensorRole::Parameter; });
    setCurrentIndex(same >= 0 ? same : first >= 0 ? first : place([](const Row&) { return true; }));
}

void TensorChoice::setKey(const TensorKey& key) {
    const auto found = std::ranges::find_if(m_rows, [&](const Row& row) { return row.key == key; });
    if (key.tensor.valid() && found != m_rows.end()) {
        const QSignalBlocker quiet(this);
        setCurrentIndex(static_cast<int>(found - m_rows.begin()));
    }
}

TensorKey TensorChoice::key() const { return currentIndex() < 0 ? TensorKey{} : m_rows.at(static_cast<std::size_t>(currentIndex())).key; }

QSize TensorChoice::minimumSizeHint() const { return {kNarrowest, QComboBox::minimumSizeHint().height()}; }

void TensorChoice::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace glassnet::ui
