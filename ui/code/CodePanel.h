#pragma once

#include <QWidget>
#include <map>
#include <set>

#include "engine/exchange/PyTorchScript.h"
#include "engine/project/Project.h"

class QLabel;

namespace glassnet::ui {

class CodeView;
class PillButton;
class SegmentedControl;

/// The network as a program for PyTorch, in two forms. The lines of the selected layers are marked; a click on a line asks for its layer.
/// A network that cannot run shows the sentence of its first problem instead.
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
    void setForm(ScriptForm form);
    [[nodiscard]] ScriptForm form() const;
    /// The code in view, as Copy takes it; empty when the network cannot run.
    [[nodiscard]] QString code() const;

public slots:
    /// Puts the code on the clipboard and says so.
    void copy();

signals:
    void layerClicked(glassnet::LayerId layer);
    /// The code lies on the clipboard: a sentence to show.
    void copied(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();
    void mark();
    void dress();
    void clickLine(int line);

    QLabel* m_heading;
    QLabel* m_problem;
    PillButton* m_copy;
    SegmentedControl* m_forms;
    CodeView* m_view;
    Project m_project;
    bool m_hasProject = false;
    std::map<StateKey, Tensor> m_changed;
    Script m_script;
    std::set<LayerId> m_selection;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
