#pragma once

#include <QWidget>
#include <vector>

#include "ui/inspector/LayerSummary.h"

class QGridLayout;
class QLabel;

namespace glassnet::ui {

/// Lines of a name and a value, the values in one column.
class FactList final : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget* parent = nullptr);
    void setFacts(const std::vector<Fact>& facts);

private:
    QGridLayout* m_grid;
    std::vector<std::pair<QLabel*, QLabel*>> m_lines;
};

}  // namespace glassnet::ui
