#pragma once

#include <QRectF>
#include <QString>
#include <QVariantAnimation>
#include <QWidget>
#include <vector>

namespace glassnet::ui {

/// One of several, in a row: what SegmentedControl and TabStrip share. Arrow keys, Home and End choose; what marks the choice
/// glides there in 180 ms, or at once when motion is reduced. Subclasses say how wide an item is, where it lies and paint it.
class ChoiceStrip : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceStrip(QWidget* parent = nullptr);

    /// Replaces the items; the first becomes current, without a signal.
    void setItems(const QStringList& texts);
    [[nodiscard]] int count() const noexcept { return static_cast<int>(m_texts.size()); }
    [[nodiscard]] QString text(int index) const { return m_texts.at(index); }
    /// -1 when there are no items.
    [[nodiscard]] int current() const noexcept { return m_current; }
    /// Chooses; an index out of range and the current one change nothing.
    void setCurrent(int index);
    /// Where the item is, for tests and menus that open under it.
    [[nodiscard]] virtual QRectF itemRect(int index) const = 0;

signals:
    /// After every change, by a person or by setCurrent.
    void currentChanged(int index);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

    [[nodiscard]] int hovered() const noexcept { return m_hovered; }
    /// The rectangle of the mark: the current item's, or between two while it glides.
    [[nodiscard]] QRectF markRect() const;
    /// The widest the item's text gets.
    [[nodiscard]] double textWidth(int index) const;
    /// True when the ring that shows keyboard focus is to be painted.
    [[nodiscard]] bool showsFocus() const;

private:
    [[nodiscard]] int indexAt(const QPointF& position) const;
    void describe();

    QStringList m_texts;
    int m_current = -1;
    int m_hovered = -1;
    bool m_keyboardFocus = false;
    QRectF m_from;
    QVariantAnimation m_glide;
};

}  // namespace glassnet::ui
