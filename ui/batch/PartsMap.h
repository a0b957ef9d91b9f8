#pragma once

#include <QWidget>
#include <optional>

#include "ui/batch/GradientFocus.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

class MatrixView;

/// Every part of a gradient as a small heatmap: samples downward, elements of the parameter across. Of a large gradient the elements in
/// the row of the one in focus, of a large batch the samples around the one that is followed.
class PartsMap final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::int64_t kMostElements = 64;
    static constexpr std::int64_t kMostSamples = 200;

    explicit PartsMap(QWidget* parent = nullptr);

    /// `times`: what each part is multiplied by for display.
    void show(const Snapshot& snapshot, const SymbolNames& names, const GradientFocus& focus, const ShownParts& parts, std::int64_t sample,
              double times, const NumberText& numbers);
    [[nodiscard]] MatrixView& view() const noexcept { return *m_view; }
    /// The first sample and the first element in view.
    [[nodiscard]] std::int64_t firstSample() const noexcept { return m_firstSample; }
    [[nodiscard]] std::int64_t firstElement() const noexcept { return m_firstElement; }

signals:
    /// A person chose a cell: an element of the gradient and a sample.
    void partChosen(std::int64_t element, std::int64_t sample);

private:
    MatrixView* m_view;
    std::int64_t m_firstSample = 0;
    std::int64_t m_firstElement = 0;
};

}  // namespace glassnet::ui
