#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "ui/stepping/FormulaText.h"
#include "ui/workbench/Snapshot.h"

class QScrollArea;

namespace glassnet::ui {

class FormulaView;

/// The card over the canvas that says how the focused number came about: title, formula, the same with numbers put in, and where it
/// helps a sentence. It never grows beyond its height budget; longer formulas scroll inside.
class FormulaCard final : public QWidget {
    Q_OBJECT
public:
    explicit FormulaCard(QWidget* parent = nullptr);

    /// Shows snapshot->explanation (with snapshot->inner); without one it says what to press or to click.
    void setSnapshot(SnapshotPtr snapshot);
    /// Decimals of every number, 2 to 9.
    void setDigits(int digits);
    /// Lights up every token of this element; another part of the window points at it.
    void setHovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The largest height the card may take.
    void setHeightBudget(int height);

    [[nodiscard]] const FormulaText& formula() const noexcept { return m_formula; }
    [[nodiscard]] FormulaView* view() const noexcept { return m_view; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    /// What the card needs at this width, at most its budget.
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// The element under the mouse, none when it left.
    void hovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The card needs another height: the formula changed or was unfolded.
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void write();
    void place();
    [[nodiscard]] FormulaText invitation() const;

    SnapshotPtr m_snapshot;
    std::unique_ptr<SymbolNames> m_names;
    FormulaText m_formula;
    FormulaView* m_view;
    QScrollArea* m_scroll;
    int m_digits = 4;
    int m_budget = 220;
    std::size_t m_head;
    std::optional<ElementRef> m_focus;
};

/// The step in hand as a sentence for the status line and for screen readers: "Step 2 of 17: h is σ of z₁, one value at a time. h₁ is
/// 0.6813."
[[nodiscard]] QString explanationSentence(const Snapshot& snapshot, const NumberText& numbers);

}  // namespace glassnet::ui
