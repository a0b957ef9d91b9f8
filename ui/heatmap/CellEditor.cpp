#include "ui/heatmap/CellEditor.h"

#include <QKeyEvent>
#include <QWheelEvent>
#include <algorithm>

#include "ui/heatmap/MatrixPainter.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kWide = 96;
constexpr double kTall = 26;
constexpr int kWheelNotch = 120;

QString sheet(Token border) {
    return QStringLiteral("QLineEdit { padding: 0px 3px; border: 2px solid %1; border-radius: 5px; background: %2; }")
        .arg(Theme::current().color(border).name(), Theme::current().color(Token::Panel).name());
}

}  // namespace

CellEditor::CellEditor(const QString& offered, bool select, QWidget* parent) : QLineEdit(offered, parent) {
    setFont(MatrixPainter::numberFont());
    setAlignment(Qt::AlignCenter);
    setStyleSheet(sheet(Token::Accent));
    if (select) {
        selectAll();
    }
}

void CellEditor::placeOver(const QRectF& cell) {
    const QSizeF size(std::max(cell.width(), kWide), std::max(cell.height(), kTall));
    const double right = std::max(0.0, parentWidget()->width() - size.width());
    const QPointF corner(std::clamp(cell.center().x() - size.width() / 2, 0.0, right), cell.center().y() - size.height() / 2);
    setGeometry(QRectF(corner, size).toRect());
}

void CellEditor::showRefusal() {
    setStyleSheet(sheet(Token::Warning));
    selectAll();
}

void CellEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit canceled();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit entered();
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        emit stepped(event->key() == Qt::Key_Up ? 1 : -1);
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void CellEditor::wheelEvent(QWheelEvent* event) {
    m_wheel += event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const int notches = m_wheel / kWheelNotch;
    m_wheel -= notches * kWheelNotch;
    if (notches != 0) {
        emit stepped(notches);
    }
    event->accept();
}

void CellEditor::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    // A menu over the field is not leaving it.
    if (event->reason() != Qt::PopupFocusReason) {
        emit left();
    }
}

}  // namespace glassnet::ui
