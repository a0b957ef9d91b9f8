#pragma once

#include <QLineEdit>

namespace glassnet::ui {

/// A field for one value in the side panel. Enter and leaving it hand on what was typed, Escape restores; what was refused stays to be
/// typed again until the field is left.
class ValueField final : public QLineEdit {
    Q_OBJECT
public:
    explicit ValueField(QWidget* parent = nullptr);

    /// Shows the value that holds now. What a person is typing stays unless the value itself has changed.
    void setShown(const QString& text, const QString& placeholder = {});
    /// True while the field holds something that was not handed on.
    [[nodiscard]] bool isPending() const { return text() != m_shown; }
    /// As Enter does.
    void commit();
    /// What was handed on cannot be: the border turns to the warning color and the text is selected.
    void refuse();
    /// What was handed on holds: shows the value in its own writing.
    void settle();

signals:
    /// A person typed another value.
    void entered(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void restore();
    void setRefused(bool refused);

    QString m_shown;
    bool m_refused = false;
    bool m_dressing = false;
};

}  // namespace glassnet::ui
