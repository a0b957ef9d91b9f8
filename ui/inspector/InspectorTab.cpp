#include "ui/inspector/InspectorTab.h"

#include <algorithm>

#include "ui/heatmap/MatrixView.h"

namespace glassnet::ui {

InspectorTab::InspectorTab(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)), m_matrixColumn(new QVBoxLayout()) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(20);
    m_matrixColumn->setSpacing(16);
    m_column->addLayout(m_matrixColumn);
}

void InspectorTab::setHovered(const std::optional<ElementRef>& element) {
    for (auto* matrix : matricesShown()) {
        matrix->setHovered(element);
    }
}

std::vector<TensorMatrix*> InspectorTab::matricesShown() const {
    return {m_matrices.begin(), m_matrices.begin() + static_cast<std::ptrdiff_t>(m_shown)};
}

void InspectorTab::showMatrices(const InspectorContext& context, const std::vector<Shown>& shown) {
    while (m_matrices.size() < shown.size()) {
        auto* matrix = new TensorMatrix(this);
        connect(matrix, &TensorMatrix::elementSelected, this, &InspectorTab::elementSelected);
        connect(matrix, &TensorMatrix::elementHovered, this, &InspectorTab::elementHovered);
        connect(matrix, &TensorMatrix::valueEdited, this, &InspectorTab::valueEdited);
        connect(matrix, &TensorMatrix::valuesPasted, this, &InspectorTab::valuesPasted);
        connect(matrix, &TensorMatrix::resetRequested, this, &InspectorTab::resetRequested);
        connect(matrix, &TensorMatrix::fillRequested, this, &InspectorTab::fillRequested);
        connect(matrix, &TensorMatrix::enlargeRequested, this, &InspectorTab::enlargeRequested);
        connect(matrix, &TensorMatrix::editRejected, this, &InspectorTab::sentence);
        m_matrixColumn->addWidget(matrix);
        m_matrices.push_back(matrix);
    }
    m_shown = shown.size();
    double room = 0;
    double limit = 0;
    for (std::size_t i = 0; i < m_matrices.size(); ++i) {
        m_matrices[i]->setVisible(i < shown.size());
        if (i < shown.size()) {
            m_matrices[i]->show(context, shown[i].tensor, shown[i].note, shown[i].editable);
            room = std::max(room, m_matrices[i]->view().headRoomNeeded());
            limit = shown[i].sharesScale ? std::max(limit, m_matrices[i]->view().range().largest()) : limit;
        }
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        m_matrices[i]->view().setHeadRoom(room);
        m_matrices[i]->view().setLimit(shown[i].sharesScale && limit > 0 ? std::optional(limit) : std::nullopt);
    }
}

}  // namespace glassnet::ui
