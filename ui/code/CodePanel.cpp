#include "ui/code/CodePanel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "engine/project/ProjectScript.h"
#include "ui/code/CodeView.h"
#include "ui/support/ErrorText.h"
#include "ui/support/PillButton.h"
#include "ui/support/SegmentedControl.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

CodePanel::CodePanel(QWidget* parent)
    : QWidget(parent),
      m_heading(new QLabel(tr("The same network in PyTorch"), this)),
      m_problem(new QLabel(this)),
      m_note(new QLabel(this)),
      m_copy(new PillButton(tr("Copy"), PillButton::Kind::Link, this)),
      m_save(new PillButton(tr("Save"), PillButton::Kind::Link, this)),
      m_forms(new SegmentedControl(this)),
      m_view(new CodeView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* head = new QHBoxLayout();
    head->addWidget(m_heading, 1);
    head->addWidget(m_copy);
    layout->addLayout(head);
    auto* choice = new QHBoxLayout();
    choice->addWidget(m_forms);
    choice->addStretch();
    choice->addWidget(m_save);
    layout->addLayout(choice);
    layout->addWidget(m_problem);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
    layout->addStretch();
    m_heading->setTextFormat(Qt::PlainText);
    for (auto* sentence : {m_problem, m_note}) {
        sentence->setTextFormat(Qt::PlainText);
        sentence->setWordWrap(true);
    }
    m_note->hide();
    m_copy->setAccessibleName(tr("Copy the code"));
    m_copy->setToolTip(tr("Puts the whole program on the clipboard."));
    m_save->setAccessibleName(tr("Save the code to a file"));
    m_save->setToolTip(tr("Writes the program to a file; data that are too long for it go into a file beside it."));
    m_forms->setItems({tr("With nn"), tr("By hand")});
    m_forms->setAccessibleName(tr("Form of the code"));
    m_forms->setToolTip(tr("With nn: layers of torch.nn and a training step. By hand: tensors and torch.mm, as in the lesson."));
    m_view->setAccessibleName(tr("Code of the network"));
    connect(m_copy, &PillButton::clicked, this, &CodePanel::copy);
    connect(m_save, &PillButton::clicked, this, [this] { emit saveWanted(form(), m_changed); });
    connect(m_forms, &SegmentedControl::currentChanged, this, &CodePanel::write);
    connect(m_view, &CodeView::lineClicked, this, &CodePanel::clickLine);
    connect(m_view, &CodeView::lineHovered, this, &CodePanel::hoverLine);
    dress();
    write();
}

void CodePanel::setProject(const Project& project) {
    m_project = project;
    m_hasProject = true;
    write();
}

void CodePanel::setChanged(std::map<StateKey, Tensor> changed) {
    m_changed = std::move(changed);
    write();
}

void CodePanel::setSelection(const std::set<LayerId>& layers) {
    if (layers != m_selection) {
        m_selection = layers;
        mark();
    }
}

void CodePanel::setSnapshot(SnapshotPtr snapshot) {
    const bool isOther = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program;
    m_snapshot = std::move(snapshot);
    if (isOther) {
        match();
        mark();
        light();
    }
    follow();
}

void CodePanel::setHovered(const std::optional<ElementRef>& element) {
    if (element != m_hovered) {
        m_hovered = element;
        light();
    }
}

void CodePanel::setForm(ScriptForm form) { m_forms->setCurrent(form == ScriptForm::Nn ? 0 : 1); }

ScriptForm CodePanel::form() const { return m_forms->current() == 0 ? ScriptForm::Nn : ScriptForm::ByHand; }

QString CodePanel::code() const { return QString::fromStdString(m_script.text()); }

void CodePanel::write() {
    const auto made = m_hasProject ? pyTorchScript(m_project, form(), m_changed) : Result<Script>();
    const auto script = made.value_or(Script());
    m_problem->setText(made ? QString() : tr("The code is written as soon as the network can run. %1").arg(ErrorText::of(made.error())));
    m_problem->setVisible(!made);
    m_view->setVisible(made.has_value());
    m_copy->setEnabled(!script.lines.empty());
    m_save->setEnabled(!script.lines.empty());
    if (script == m_script) {
        return;
    }
    m_script = script;
    QStringList lines;
    for (const auto& line : m_script.lines) {
        lines.append(QString::fromStdString(line.text));
    }
    m_view->setLines(lines);
    match();
    mark();
    light();
    follow();
}

void CodePanel::mark() {
    std::set<int> lines;
    for (std::size_t i = 0; i < m_script.lines.size() && !m_snapshot; ++i) {
        if (m_selection.contains(m_script.lines[i].layer)) {
            lines.insert(static_cast<int>(i));
        }
    }
    m_view->setMarks(lines);
    if (!lines.empty()) {
        m_view->reveal(*lines.begin());
    }
}

void CodePanel::match() {
    m_tensors = m_snapshot ? ScriptTensors(m_script, *m_snapshot->program) : ScriptTensors();
    hoverLine(m_view->pointed());
}

void CodePanel::follow() {
    const auto* entry = m_snapshot ? m_snapshot->current() : nullptr;
    const auto line = entry == nullptr ? std::nullopt : m_tensors.lineOf(*entry);
    const bool isMissing = entry != nullptr && !line && !m_script.lines.empty();
    m_note->setText(isMissing ? tr("No line of this program stands for the step in front of you.") : QString());
    m_note->setVisible(isMissing);
    const auto place = line ? std::optional(static_cast<int>(*line)) : std::nullopt;
    if (place == m_view->here()) {
        return;
    }
    m_view->setHere(place);
    m_view->setAccessibleDescription(line ? tr("Here: %1").arg(QString::fromStdString(m_script.lines[*line].text).trimmed()) : QString());
    if (place) {
        m_view->reveal(*place);
    }
}

void CodePanel::light() {
    std::set<int> lines;
    const auto add = [&](TensorId tensor) {
        for (const auto line : m_tensors.lines(tensor)) {
            lines.insert(static_cast<int>(line));
        }
    };
    if (!m_pointed.empty()) {
        add(m_pointed.front());
    } else if (m_hovered) {
        add(m_hovered->tensor);
    }
    m_view->setLit(lines);
}

void CodePanel::hoverLine(int line) {
    const auto place = static_cast<std::size_t>(line);
    const bool isTold = m_snapshot && line >= 0 && place < m_script.lines.size();
    const auto tensors = isTold ? m_tensors.tensors(place) : std::vector<TensorId>();
    if (tensors == m_pointed) {
        return;
    }
    m_pointed = tensors;
    light();
    emit linesHovered(m_pointed);
    emit hovered(m_pointed.empty() ? std::nullopt : std::optional(ElementRef{m_pointed.front(), 0}));
}

void CodePanel::clickLine(int line) {
    const auto place = static_cast<std::size_t>(line);
    if (place < m_script.lines.size() && m_script.lines[place].layer.valid()) {
        emit layerClicked(m_script.lines[place].layer);
    }
}

void CodePanel::copy() {
    if (m_script.lines.empty()) {
        return;
    }
    QGuiApplication::clipboard()->setText(code());
    emit copied(tr("The code is on the clipboard, %n lines.", nullptr, static_cast<int>(m_script.lines.size())));
}

void CodePanel::dress() {
    m_dressing = true;
    m_heading->setFont(Fonts::text(FontSize::Heading, QFont::DemiBold));
    for (auto* sentence : {m_problem, m_note}) {
        sentence->setFont(Fonts::text(FontSize::Body));
        auto colors = sentence->palette();
        colors.setColor(QPalette::WindowText, Theme::current().color(Token::Mute));
        sentence->setPalette(colors);
    }
    m_dressing = false;
}

void CodePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!m_dressing && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
