#pragma once

#include <QWidget>
#include <cstdint>
#include <vector>

#include "ui/inspector/LayerSummary.h"

class QGridLayout;
class QLabel;

namespace glassnet::ui {

/// Lines of a name and a value, the values in one column.
class FactList final : public QWidget {
    Q_OBJECT
public:
    /// Words stand beside their names; figures stand at the right edge, in the face of numbers.
    enum class Style : std::uint8_t { Words, Figures };

    explicit FactList(QWidget* parent = nullptr) : FactList(Style::Words, parent) {}
    FactList(Style style, QWidget* parent);
    void setFacts(const std::vector<Fact>& facts);

private:
    Style m_style;
    QGridLayout* m_grid;
    std::vector<std::pair<QLabel*, QLabel*>> m_lines;
    std::size_t m_count = 0;
};

}  // namespace glassnet::ui
