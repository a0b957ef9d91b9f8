#pragma once

#include <QWidget>
#include <functional>
#include <memory>
#include <optional>

#include "ui/stepping/FormulaText.h"
#include "ui/workbench/Snapshot.h"

class QScrollArea;

namespace glassnet::ui {

class FormulaView;
class PillButton;

/// The card over the canvas that says how the focused number came about: title, formula, the same with numbers put in, and where it
/// helps a sentence. It never grows beyond its height budget; longer formulas scroll inside.
class FormulaCard final : public QWidget {
    Q_OBJECT
public:
    explicit FormulaCard(QWidget* parent = nullptr);

    /// Shows snapshot->explanation (with snapshot->inner); without one it says what to press or to click.
    void setSnapshot(SnapshotPtr snapshot);
    /// How every number is written.
    void setNumberText(const NumberText& numbers);
    /// Decimals of every number, 2 to 9.
    void setDigits(int digits);
    /// All digits of the program's dtype, so that every number can be recomputed to the last bit.
    void setAllDigits(bool on);
    /// Fractions where a number is one exactly.
    void setFractions(bool on);
    /// Parts of a gradient as they were before the division by the batch size, where the number in hand has such parts.
    void setUndivided(bool on);
    /// Shows `?` for these elements and nothing that gives them away; null: nothing is hidden.
    void setHiddenNumbers(std::function<bool(const ElementRef&)> isHidden);
    /// Lights up every token of this element; another part of the window points at it.
    void setHovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The largest height the card may take.
    void setHeightBudget(int height);

    [[nodiscard]] const FormulaText& formula() const noexcept { return m_formula; }
    /// True where the parts of the number in hand can be shown undivided.
    [[nodiscard]] bool canUndivide() const;
    [[nodiscard]] FormulaView* view() const noexcept { return m_view; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    /// What the tallest formula of this program so far needs at this width, at most its budget.
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// The element under the mouse, none when it left.
    void hovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// A person switched the undivided parts on or off.
    void undividedChanged(bool on);
    /// The card needs another height: the formula changed or was unfolded.
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// `anew`: the tallest formula so far no longer counts.
    void write(bool anew = false);
    [[nodiscard]] int heightNeeded(int width) const;
    void place();
    void placeButtons();
    void addButtons();
    void unfold();
    void foldAgain();
    [[nodiscard]] FormulaText invitation() const;
    [[nodiscard]] FormulaText explained() const;

    SnapshotPtr m_snapshot;
    std::unique_ptr<SymbolNames> m_names;
    FormulaText m_formula;
    FormulaView* m_view;
    QScrollArea* m_scroll;
    PillButton* m_more = nullptr;
    PillButton* m_fewer = nullptr;
    PillButton* m_undivide = nullptr;
    NumberText m_numbers;
    std::function<bool(const ElementRef&)> m_isHidden;
    bool m_allDigits = false;
    bool m_undivided = false;
    double m_titleEnd = 0;
    int m_budget = 220;
    int m_kept = 0;       ///< the height of the tallest formula of this program so far: the network above does not move at every step
    int m_keptWidth = 0;  ///< the card's width then
    std::size_t m_head;
    std::optional<ElementRef> m_focus;
};

}  // namespace glassnet::ui
