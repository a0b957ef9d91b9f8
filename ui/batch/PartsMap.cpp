#include "ui/batch/PartsMap.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/heatmap/MatrixView.h"

namespace glassnet::ui {

PartsMap::PartsMap(QWidget* parent) : QWidget(parent), m_view(new MatrixView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    auto policy = sizePolicy();
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_view->setToolTip(tr("Each row is a sample, each column an element of the gradient. A click shows that sample and that element."));
    connect(m_view, &MatrixView::cellSelected, this,
            [this](int row, int column) { emit partChosen(m_firstElement + column, m_firstSample + row); });
}

void PartsMap::show(const Snapshot& snapshot, const SymbolNames& names, const GradientFocus& focus, const ShownParts& parts,
                    std::int64_t sample, double times, const NumberText& numbers) {
    const auto& info = snapshot.program->tensor(focus.gradient);
    const auto whole = info.shape.elements();
    const auto columns = info.columns();
    m_firstElement = 0;
    auto count = whole;
    QString note = times == 1.0 ? QString() : tr("times %1").arg(numbers.whole(static_cast<qint64>(times)));
    if (whole > kMostElements) {
        const auto inRow = focus.element % columns / kMostElements * kMostElements;
        m_firstElement = focus.element / columns * columns + inRow;
        count = std::min(kMostElements, columns - inRow);
        note = tr("row %1 of %2")
                   .arg(numbers.whole(focus.element / columns), SymbolNames::plain(snapshot.program->tensor(focus.parameter).symbol));
    }
    m_firstSample = std::clamp<std::int64_t>(sample, 0, snapshot.rows - 1) / kMostSamples * kMostSamples;
    MatrixValues values;
    values.rows = static_cast<int>(std::min(kMostSamples, snapshot.rows - m_firstSample));
    values.columns = static_cast<int>(count);
    values.single = info.dtype == DType::Float32 && times == 1.0;
    QStringList rows;
    for (int row = 0; row < values.rows; ++row) {
        rows.append(numbers.whole(m_firstSample + row + 1));
        for (std::int64_t element = 0; element < count; ++element) {
            const auto part = parts.part(m_firstElement + element, m_firstSample + row);
            values.values.push_back(part.value_or(0.0) * times);
            values.known.push_back(part.has_value());
        }
    }
    QStringList heads;
    for (std::int64_t element = 0; element < count; ++element) {
        heads.append(names.element(focus.parameter, m_firstElement + element));
    }
    m_view->setTitle(tr("Parts of %1").arg(SymbolNames::plain(info.symbol)), note);
    m_view->setHeads(rows, heads);
    m_view->setNumberText(numbers);
    m_view->setValues(values);
    const auto row = std::clamp<std::int64_t>(sample, 0, snapshot.rows - 1) - m_firstSample;
    m_view->setSelected(MatrixCell{static_cast<int>(row), static_cast<int>(focus.element - m_firstElement)});
    updateGeometry();
}

}  // namespace glassnet::ui
