#pragma once

#include <QStyledItemDelegate>

namespace glassnet::ui {

/// What the painter reads from an item, from Qt::UserRole on.
enum class WayRole { Name = 0x0100, Loss, About, Depth, Rails, Here };

/// Paints a way in two lines: its name and loss, below where it came from and how far it went; an elbow leads to it from the way it left.
class WayPainter final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace glassnet::ui
