#pragma once

#include <QWidget>

namespace glassnet::ui {

/// The mark of a layer: none or one of the theme's marks, as dots in a row. Arrow keys, Home and End choose.
class MarkField final : public QWidget {
    Q_OBJECT
public:
    explicit MarkField(QWidget* parent = nullptr);

    /// Shows a mark without a signal; 0: none, -1: several layers differ.
    void setShown(int mark);
    [[nodiscard]] int mark() const noexcept { return m_mark; }
    /// Where a mark's dot is; 0: none.
    [[nodiscard]] QRectF dotRect(int mark) const;
    /// What a mark is called.
    [[nodiscard]] static QString nameOf(int mark);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// A person chose; 0: none.
    void chosen(int mark);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int markAt(const QPointF& position) const;
    void choose(int mark);
    void describe();

    int m_mark = 0;
};

}  // namespace glassnet::ui
