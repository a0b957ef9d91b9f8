#pragma once

#include <QStyledItemDelegate>

namespace glassnet::ui {

/// Draws a row of a list as a check mark and its name, in the theme's colors. A click anywhere on it, or Space, asks the model to toggle
/// it.
class CheckDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The check mark and what is around it, in pixels.
    static constexpr int kMarkWide = 26;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override;
};

}  // namespace glassnet::ui
