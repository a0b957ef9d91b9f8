#pragma once

#include <QLineEdit>

namespace glassnet::app {

/// A small field over the canvas for the number of units of a layer: opened by typing a digit. Enter and leaving commit, Escape restores.
class UnitsEditor final : public QLineEdit {
    Q_OBJECT
public:
    explicit UnitsEditor(QWidget* parent);

    /// Shows the field with its middle at `place` of the parent and `text` in it.
    void open(const QPoint& place, const QString& text);

signals:
    void unitsEntered(qint64 units);
    /// What was typed is no number of units: a sentence to show. Nothing has changed.
    void rejected(const QString& sentence);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void commit();
    void leave();
};

}  // namespace glassnet::app
