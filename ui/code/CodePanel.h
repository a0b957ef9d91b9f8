#pragma once

#include <QWidget>
#include <map>
#include <set>

#include "engine/exchange/PyTorchScript.h"
#include "engine/exchange/ScriptTensors.h"
#include "engine/project/Project.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

class QLabel;

namespace glassnet::ui {

class CodeView;
class PillButton;
class SegmentedControl;

/// The network as a program for PyTorch, in two forms. The lines of the selected layers are marked; a click on a line asks for its layer.
/// With a snapshot the code follows the steps instead: the line that does the operation in front of the eye is marked, and lines light up
/// with what is hovered. A network that cannot run shows the sentence of its first problem instead.
class CodePanel final : public QWidget {
    Q_OBJECT
public:
    explicit CodePanel(QWidget* parent = nullptr);

    /// Writes the code anew where it has changed; the selection and the place in the code stay.
    void setProject(const Project& project);
    /// Tensors whose values are not those of the start: they are written into the code, as far as the network has them.
    void setChanged(std::map<StateKey, Tensor> changed);
    /// Marks the lines of these layers and shows the first of them.
    void setSelection(const std::set<LayerId>& layers);
    /// The step in hand, which the code follows; null: it follows the selection.
    void setSnapshot(SnapshotPtr snapshot);
    /// Lights up the lines that are about the element's tensor.
    void setHovered(const std::optional<ElementRef>& element);
    void setForm(ScriptForm form);
    [[nodiscard]] ScriptForm form() const;
    /// The code in view, as Copy takes it; empty when the network cannot run.
    [[nodiscard]] QString code() const;

public slots:
    /// Puts the code on the clipboard and says so.
    void copy();

signals:
    void layerClicked(glassnet::LayerId layer);
    /// The mouse is over a line: the first element of what it makes, or none.
    void hovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The same with all tensors that the line is about; empty: it is over no line, or one that is about none.
    void linesHovered(const std::vector<glassnet::TensorId>& tensors);
    /// The code lies on the clipboard: a sentence to show.
    void copied(const QString& sentence);
    /// The code is to go into a file, with these values in it.
    void saveWanted(glassnet::ScriptForm form, const std::map<glassnet::StateKey, glassnet::Tensor>& changed);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();
    void mark();
    /// Finds what the lines are about in the program of the snapshot.
    void match();
    /// Marks the line of the entry in front of the eye and shows it.
    void follow();
    void light();
    void hoverLine(int line);
    void dress();
    void clickLine(int line);

    QLabel* m_heading;
    QLabel* m_problem;
    QLabel* m_note;
    PillButton* m_copy;
    PillButton* m_save;
    SegmentedControl* m_forms;
    CodeView* m_view;
    Project m_project;
    bool m_hasProject = false;
    std::map<StateKey, Tensor> m_changed;
    Script m_script;
    std::set<LayerId> m_selection;
    SnapshotPtr m_snapshot;
    ScriptTensors m_tensors;
    std::optional<ElementRef> m_hovered;
    /// What the line under the mouse is about.
    std::vector<TensorId> m_pointed;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
