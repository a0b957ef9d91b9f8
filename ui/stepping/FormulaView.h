#pragma once

#include <QFont>
#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "ui/stepping/FormulaText.h"

namespace glassnet::ui {

/// The lines of a formula: symbols, numbers, sentence, wrapped between terms. Every symbol and number can be pointed at; all that stand
/// for the same element light up together.
class FormulaView final : public QWidget {
    Q_OBJECT
public:
    /// Room at the left for the light behind a line's first token.
    static constexpr int kInset = 3;

    explicit FormulaView(QWidget* parent = nullptr);

    void setFormula(const FormulaText& formula, const NumberText& numbers, DType dtype);
    /// Lights up every token of this element.
    void setHovered(const std::optional<ElementRef>& element);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    /// The height of as many whole lines as `room` holds, one at least: a formula that scrolls begins without a line that is cut.
    [[nodiscard]] int heightOfLines(int width, int room) const;
    /// A laid out token: for tests and for pointing.
    struct Placed {
        const FormulaToken* token;
        QRectF rect;
        bool isNumber;
        QFont font;
    };
    /// Every token's place at the present width.
    [[nodiscard]] std::vector<Placed> placed() const { return m_placed; }

signals:
    void hovered(const std::optional<glassnet::ui::ElementRef>& element);
    void foldClicked();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// Lays out both lines for a width; returns the height they take, the sentence included.
    int layOut(double width, std::vector<Placed>* placed, QRectF* sentence) const;
    /// Places every token at the present width.
    void layOutHere();
    [[nodiscard]] const FormulaToken* tokenAt(QPointF position) const;
    void point(const FormulaToken* token);
    [[nodiscard]] bool isLit(const FormulaToken& token) const;

    FormulaText m_formula;
    NumberText m_numbers;
    DType m_dtype = DType::Float32;
    std::vector<Placed> m_placed;
    QRectF m_sentence;
    /// The width that was asked for last, and the height it takes; nothing since the formula or the fonts are others.
    mutable std::optional<std::pair<int, int>> m_measured;
    std::optional<ElementRef> m_hovered;
    std::optional<ElementRef> m_pointed;
    int m_pointedMark = 0;
};

}  // namespace glassnet::ui
