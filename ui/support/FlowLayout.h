#pragma once

#include <QLayout>
#include <QList>

namespace glassnet::ui {

/// Lays its widgets side by side and goes on in the next line where the width ends, like words.
class FlowLayout final : public QLayout {
    Q_OBJECT
public:
    /// `gap` pixels between two widgets and between two lines.
    explicit FlowLayout(int gap);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect& place) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;

private:
    /// Goes through the lines of `place`; moves the widgets there when `moves`. Returns the height.
    int flow(const QRect& place, bool moves) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

}  // namespace glassnet::ui
