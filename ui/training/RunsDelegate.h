#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace glassnet::ui {

/// A cell of the table of runs: quiet, and the chosen row on the soft accent; the name has its run's line before it.
class RunsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the check box of a name's cell is.
    [[nodiscard]] static QRectF boxRect(const QRect& cell);
};

/// Heads as quiet words.
class RunsHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit RunsHeader(QWidget* parent = nullptr);
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

}  // namespace glassnet::ui
