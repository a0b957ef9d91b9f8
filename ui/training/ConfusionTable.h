#pragma once

#include <QStringList>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// Which class was taken for which: a row for each class that was meant, a column for each that was said. The shade tells the part of the
/// row, so that rare classes count as much as frequent ones. Pointing, or the arrow keys, tell a count in a sentence.
class ConfusionTable final : public QWidget {
    Q_OBJECT
public:
    explicit ConfusionTable(QWidget* parent = nullptr);

    /// `counts` is [names, names] in C order; anything else shows nothing.
    void setCounts(const QStringList& names, std::vector<std::int64_t> counts);
    void setNumberText(const NumberText& text);

    /// Said rightly, as a part of all; none when there are no samples.
    [[nodiscard]] std::optional<double> accuracy() const;
    /// "12 of the 100 samples of cat were taken for dog."
    [[nodiscard]] QString words(int row, int column) const;
    [[nodiscard]] QRectF cellRect(int row, int column) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {366, heightForWidth(366)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, heightForWidth(160)}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int classes() const noexcept { return static_cast<int>(m_names.size()); }
    [[nodiscard]] std::int64_t count(int row, int column) const;
    [[nodiscard]] std::int64_t rowSum(int row) const;
    [[nodiscard]] double gutter() const;
    [[nodiscard]] double cellSide(int width) const;
    [[nodiscard]] double top() const;
    void point(std::optional<std::pair<int, int>> cell);
    void describe();
    void paintNames(QPainter& painter) const;

    QStringList m_names;
    std::vector<std::int64_t> m_counts;
    NumberText m_text;
    std::optional<std::pair<int, int>> m_cursor;
};

}  // namespace glassnet::ui
