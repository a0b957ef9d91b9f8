#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "ui/heatmap/MatrixLayout.h"

class QKeyEvent;
class QMenu;
class QWheelEvent;

namespace glassnet::ui {

class CellEditor;
class MatrixView;

/// How a person changes the numbers of a MatrixView: typing, stepping, copying and pasting, resetting. It belongs to its view, shows each
/// change there at once and tells it by the view's signals.
class MatrixEditing final : public QObject {
    Q_OBJECT
public:
    explicit MatrixEditing(MatrixView& view);

    /// Opens the editor on the selected cell, with `text` in it or the exact number.
    void start(const QString& text = {});
    [[nodiscard]] bool isOpen() const noexcept { return m_editor != nullptr; }
    /// Closes the editor and forgets what was typed.
    void close();
    /// Lays the open editor over its cell again.
    void place();

    /// True when the view, having the focus, keeps this key from the window's shortcuts.
    [[nodiscard]] bool keeps(const QKeyEvent& event) const;
    /// Carries out what the key means; false when it means nothing here.
    bool keyPress(const QKeyEvent& event);
    /// Steps the cell under the wheel; false when the wheel is to scroll.
    bool wheel(const QWheelEvent& event);

    /// Puts the selected cell, or the chosen block, as text with tabs into the clipboard.
    void copy() const;
    /// Puts the clipboard's block into the matrix, its first number into the selected cell; or tells why not.
    void paste();
    /// Gives the selected cell its start value again.
    void reset();
    /// Adds what can be done with the selected cell to a menu.
    void fillMenu(QMenu& menu);

private:
    [[nodiscard]] bool canEdit(const std::optional<MatrixCell>& cell) const;
    [[nodiscard]] bool canReset() const;
    [[nodiscard]] double largest() const;
    void step(MatrixCell cell, int notches);
    void stepTyped(int notches);
    /// Takes what was typed; what is no number is refused, and the editor stays open when `stay`.
    void finish(bool stay);

    MatrixView& m_view;
    CellEditor* m_editor = nullptr;
    QString m_offered;
    int m_wheel = 0;
};

}  // namespace glassnet::ui
