#pragma once

#include <QKeySequence>
#include <QLineEdit>
#include <QPointer>
#include <functional>
#include <vector>

#include "ui/find/FindRow.h"

namespace glassnet::ui {

class FindList;

/// A field for finding anything by name: what is found drops down below it; Up, Down and the mouse move, Enter or a click takes a row,
/// Escape leaves. After either, the focus is where it was before.
class FindField final : public QLineEdit {
    Q_OBJECT
public:
    /// The rows for a text, in the order to show them (FindMatch's rankedRows sorts them); all of them for an empty text.
    using Source = std::function<std::vector<FindRow>(const QString& text)>;

    explicit FindField(QWidget* parent = nullptr);
    ~FindField() override;

    void setSource(Source source);
    /// The shortcut to show at the right; it is the caller's to act on it, by start().
    void setShortcut(const QKeySequence& shortcut);
    /// Takes the focus and shows everything there is.
    void start();
    [[nodiscard]] bool isOpen() const;
    /// What drops down, for tests. It lies in the window, over everything.
    [[nodiscard]] FindList& list() const noexcept { return *m_list; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A row was taken; the focus is back already.
    void chosen(const glassnet::ui::FindRow& row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void place();
    void hideList();
    void leave();
    void take(int index);
    void describe();
    void dress();

    FindList* m_list;
    QPointer<QWidget> m_before;
    Source m_source;
    QString m_shortcut;
};

}  // namespace glassnet::ui
