#pragma once

#include <QObject>
#include <functional>

#include "ui/support/NumberText.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::app {

class CanvasArea;
class RightPanel;

/// Lets a person say what a number is before it is seen: while a question is open its number is shown nowhere, and the answers go into
/// their table.
class PredictionWiring final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ui::Workbench& workbench;
        CanvasArea& area;
        RightPanel& panel;
    };
    PredictionWiring(const Parts& parts, QObject* parent);

    /// Asks for the number that is explained now.
    void start();
    /// Leaves the question, as skipped.
    void stop();
    /// The newest numbers, without what is asked for. A question ends when the step goes on.
    [[nodiscard]] ui::SnapshotPtr shown();
    /// True for numbers that must not be told.
    [[nodiscard]] std::function<bool(const ui::ElementRef&)> hidden() const;
    void setNumberText(const ui::NumberText& numbers);

signals:
    /// Other numbers are hidden than before.
    void hiddenChanged();
    void sentence(const QString& text);

private:
    Parts m_parts;
    /// The numbers the question was asked of, and how they are shown meanwhile.
    ui::SnapshotPtr m_asked;
    ui::SnapshotPtr m_veiled;
};

}  // namespace glassnet::app
