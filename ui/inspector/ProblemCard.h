#pragma once

#include <QFrame>
#include <vector>

#include "engine/network/Problems.h"

namespace glassnet::ui {

class Note;
class PillButton;

/// One problem of a drawing: what is wrong, what would help, and a word to click for each repair. The card itself leads to the layer.
class ProblemCard final : public QFrame {
    Q_OBJECT
public:
    ProblemCard(const NetworkSpec& network, const Problem& problem, QWidget* parent);

    [[nodiscard]] const std::vector<PillButton*>& repairButtons() const noexcept { return m_repairs; }

signals:
    void repairRequested(const glassnet::Repair& repair);
    /// The layer that the problem belongs to was asked for; a problem of the whole network has none.
    void layerClicked(glassnet::LayerId layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    LayerId m_layer;
    Note* m_title;
    Note* m_advice;
    std::vector<PillButton*> m_repairs;
};

}  // namespace glassnet::ui
