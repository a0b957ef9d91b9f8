#pragma once

#include <QImage>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The numbers of a layer counted at several steps of a run, all in the same stretches of equal length from `low` to `high`.
struct HistogramHistory {
    double low = -1;
    double high = 1;
    int bins = 0;
    std::vector<std::int64_t> steps;   ///< rising
    std::vector<std::int64_t> counts;  ///< [steps, bins] in C order, the lowest stretch first

    [[nodiscard]] bool isWhole() const noexcept {
        return bins > 0 && high > low && !steps.empty() && counts.size() == steps.size() * static_cast<std::size_t>(bins);
    }
};

/// A histogram over time: steps go rightward, values upward, the more numbers the stronger the shade. Pointing, or the arrow keys, tell a
/// count.
class HistogramBand final : public QWidget {
    Q_OBJECT
public:
    explicit HistogramBand(QWidget* parent = nullptr);

    /// "Weights of Dense 1".
    void setTitle(const QString& title);
    void setHistory(HistogramHistory history);
    void setNumberText(const NumberText& text);

    [[nodiscard]] QRectF bandRect() const;
    /// "Step 120, from 0.2 to 0.3: 57 of 128 numbers".
    [[nodiscard]] QString words(std::size_t step, int bin) const;

    [[nodiscard]] QSize sizeHint() const override { return {366, 140}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Cell {
        std::size_t step = 0;
        int bin = 0;
        friend bool operator==(const Cell&, const Cell&) = default;
    };
    [[nodiscard]] double gutter() const;
    [[nodiscard]] QRectF cellRect(const Cell& cell) const;
    void point(std::optional<Cell> cell);
    void describe();

    QString m_title;
    HistogramHistory m_history;
    NumberText m_text;
    QImage m_image;  ///< a pixel a cell; null: to be painted anew
    std::optional<Cell> m_cursor;
};

}  // namespace glassnet::ui
