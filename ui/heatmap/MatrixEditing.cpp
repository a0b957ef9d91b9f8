#include "ui/heatmap/MatrixEditing.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMenu>
#include <QWheelEvent>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/heatmap/CellEditor.h"
#include "ui/heatmap/FillMenu.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

constexpr int kMatrixWheelNotch = 120;

/// Up and Down with Alt step; 0 for every other key.
int stepOf(const QKeyEvent& event) {
    const bool alt = (event.modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier;
    return !alt ? 0 : event.key() == Qt::Key_Up ? 1 : event.key() == Qt::Key_Down ? -1 : 0;
}

/// A key that begins a number.
bool startsNumber(const QKeyEvent& event) {
    const QString text = event.text();
    return text.size() == 1 && (text.at(0).isDigit() || QStringLiteral("-+.,").contains(text) || text.at(0) == NumberText::kMinus);
}

}  // namespace

MatrixEditing::MatrixEditing(MatrixView& view) : QObject(&view), m_view(view) {}

bool MatrixEditing::canEdit(const std::optional<MatrixCell>& cell) const {
    return !m_view.isReadOnly() && cell && m_view.values().isKnown(*cell);
}

bool MatrixEditing::canReset() const { return canEdit(m_view.selected()) && m_view.isEdited(*m_view.selected()); }

double MatrixEditing::largest() const {
    return m_view.values().isSingle() ? static_cast<double>(std::numeric_limits<float>::max()) : std::numeric_limits<double>::max();
}

void MatrixEditing::start(const QString& text) {
    const auto cell = m_view.selected();
    if (!canEdit(cell) || isOpen()) {
        return;
    }
    m_view.reveal(*cell);
    m_offered = m_view.exactText(*cell);
    m_editor = new CellEditor(text.isEmpty() ? m_offered : text, text.isEmpty(), m_view.viewport());
    m_editor->setAccessibleName(SymbolText::element(m_view.title(), cell->row, cell->column));
    connect(m_editor, &CellEditor::entered, this, [this] { finish(true); });
    connect(m_editor, &CellEditor::left, this, [this] { finish(false); });
    connect(m_editor, &CellEditor::canceled, this, &MatrixEditing::close);
    connect(m_editor, &CellEditor::stepped, this, &MatrixEditing::stepTyped);
    place();
    m_editor->show();
    m_editor->setFocus();
}

void MatrixEditing::place() {
    if (isOpen() && m_view.selected()) {
        m_editor->placeOver(m_view.cellRect(*m_view.selected()));
    }
}

void MatrixEditing::close() {
    if (!isOpen()) {
        return;
    }
    CellEditor* editor = std::exchange(m_editor, nullptr);
    disconnect(editor, nullptr, this, nullptr);
    const bool focused = editor->hasFocus();
    editor->hide();
    editor->deleteLater();
    if (focused) {
        m_view.setFocus();
    }
}

void MatrixEditing::finish(bool stay) {
    const QString typed = m_editor->text();
    const MatrixCell cell = *m_view.selected();
    if (typed == m_offered) {
        close();
        return;
    }
    const auto value = NumberParser(m_view.numberText().locale(), largest()).parse(typed);
    if (value) {
        close();
        m_view.setCell(cell, *value);
        emit m_view.valueEdited(cell.row, cell.column, *value);
        return;
    }
    if (stay) {
        m_editor->showRefusal();
    } else {
        close();
    }
    emit m_view.editRejected(ErrorText::of(value.error(), m_view.numberText().locale()));
}

void MatrixEditing::step(MatrixCell cell, int notches) {
    const double value = m_view.values().at(cell) + notches * MatrixView::kStep;
    if (std::isfinite(value)) {
        m_view.setCell(cell, value);
        emit m_view.valueEdited(cell.row, cell.column, value);
    }
}

void MatrixEditing::stepTyped(int notches) {
    if (const auto value = NumberParser(m_view.numberText().locale(), largest()).parse(m_editor->text())) {
        const double next = *value + notches * MatrixView::kStep;
        m_editor->setText(m_view.values().isSingle() ? m_view.numberText().exact(static_cast<float>(next))
                                                     : m_view.numberText().exact(next));
    }
}

bool MatrixEditing::keeps(const QKeyEvent& event) const {
    return event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Paste) || event.matches(QKeySequence::SelectAll) ||
           stepOf(event) != 0;
}

bool MatrixEditing::keyPress(const QKeyEvent& event) {
    const auto cell = m_view.selected();
    if (event.matches(QKeySequence::Copy)) {
        copy();
        return cell.has_value();
    }
    if (!canEdit(cell)) {
        return false;
    }
    if (event.matches(QKeySequence::Paste)) {
        paste();
    } else if (stepOf(event) != 0) {
        step(*cell, stepOf(event));
    } else if (event.key() == Qt::Key_Delete) {
        reset();
    } else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_F2) {
        start();
    } else if (startsNumber(event)) {
        start(event.text());
    } else {
        return false;
    }
    return true;
}

bool MatrixEditing::wheel(const QWheelEvent& event) {
    const auto under = m_view.cellAt(event.position());
    const bool asked = event.modifiers().testFlag(Qt::ControlModifier) || event.modifiers().testFlag(Qt::AltModifier);
    const bool steps = under && (asked || (m_view.hasFocus() && under == m_view.selected()));
    if (!steps || !canEdit(under) || !std::isfinite(m_view.values().at(*under))) {
        return false;
    }
    // With Alt the wheel turns sideways on most desktops.
    m_wheel += event.angleDelta().y() != 0 ? event.angleDelta().y() : event.angleDelta().x();
    const int notches = m_wheel / kMatrixWheelNotch;
    m_wheel -= notches * kMatrixWheelNotch;
    if (notches != 0) {
        step(*under, notches);
    }
    return true;
}

void MatrixEditing::copy() const {
    const auto block = m_view.selectedBlock();
    if (!block) {
        return;
    }
    QStringList lines;
    for (int row = block->first.row; row <= block->second.row; ++row) {
        QStringList cells;
        for (int column = block->first.column; column <= block->second.column; ++column) {
            const MatrixCell cell{row, column};
            // Spreadsheets know only the hyphen as a minus.
            cells.append(m_view.values().isKnown(cell) ? m_view.exactText(cell).replace(NumberText::kMinus, QLatin1Char('-')) : QString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void MatrixEditing::paste() {
    const auto& values = m_view.values();
    const auto& locale = m_view.numberText().locale();
    const auto corner = m_view.selectedBlock();
    if (!corner || !canEdit(corner->first)) {
        return;
    }
    const MatrixCell first = corner->first;
    const auto block = readBlock(QApplication::clipboard()->text(), NumberParser(locale, largest()), locale,
                                 {m_view.title(), values.rows(), values.columns(), first});
    if (!block) {
        emit m_view.editRejected(block.error());
        return;
    }
    for (int i = 0; i < block->rows * block->columns; ++i) {
        m_view.setCell({first.row + i / block->columns, first.column + i % block->columns}, block->values[static_cast<std::size_t>(i)]);
    }
    emit m_view.blockPasted(first.row, first.column, *block);
}

void MatrixEditing::reset() {
    if (canReset()) {
        const MatrixCell cell = *m_view.selected();
        m_view.setCell(cell, m_view.startValue(cell));
        emit m_view.resetRequested(cell.row, cell.column);
    }
}

void MatrixEditing::fillMenu(QMenu& menu) {
    connect(menu.addAction(tr("Copy")), &QAction::triggered, this, &MatrixEditing::copy);
    if (m_view.isReadOnly()) {
        return;
    }
    auto* pasting = menu.addAction(tr("Paste"));
    pasting->setEnabled(canEdit(m_view.selected()));
    connect(pasting, &QAction::triggered, this, &MatrixEditing::paste);
    auto* resetting = menu.addAction(tr("Reset to the start value"));
    resetting->setEnabled(canReset());
    connect(resetting, &QAction::triggered, this, &MatrixEditing::reset);
    if (m_view.fillTarget() != FillTarget::None) {
        menu.addSeparator();
        auto* filling = menu.addMenu(tr("Fill all cells"));
        FillMenu::addTo(*filling, m_view.fillTarget() == FillTarget::Bias,
                        [this](const Initializer& initializer) { emit m_view.fillRequested(initializer); });
    }
}

}  // namespace glassnet::ui
