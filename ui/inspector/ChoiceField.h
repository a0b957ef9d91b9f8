#pragma once

#include <QComboBox>

namespace glassnet::ui {

/// One of several, in the side panel. The wheel scrolls the panel and never changes the choice.
class ChoiceField final : public QComboBox {
    Q_OBJECT
public:
    explicit ChoiceField(QWidget* parent = nullptr);

    /// Shows a list, with a sentence for each entry, and the choice; -1: `placeholder` instead. Without a signal.
    void setShown(const QStringList& choices, const QStringList& helps, int current, const QString& placeholder);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person chose.
    void chosen(int choice);

protected:
    /// A choice that has no room is shortened.
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace glassnet::ui
