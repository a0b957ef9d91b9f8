#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace glassnet::ui {

/// Column heads as quiet words; a click sorts, and so do the arrow keys with Space.
class LedgerHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit LedgerHeader(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int m_chosen = 0;
};

/// A number with a bar below it, from the middle, in the color of its sign.
class LedgerDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The table of a ledger: as tall as its rows, up to a limit from where it scrolls.
class LedgerTable final : public QTableView {
    Q_OBJECT
public:
    static constexpr int kMostRows = 14;

    explicit LedgerTable(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }
    /// The model changed its number of rows.
    void fit();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
};

}  // namespace glassnet::ui
