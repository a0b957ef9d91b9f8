#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "ui/stepping/Prediction.h"

class QLineEdit;
class QScrollArea;

namespace glassnet::ui {

class FormulaView;
class PillButton;

/// The card that asks for a hidden number, in the place of the formula card while a question is open: the question, a field, Check, Hint,
/// Reveal and Skip, and below them the formula as far as the hints tell it. All of it works by keys: Enter checks, Escape skips.
class PredictionCard final : public QWidget {
    Q_OBJECT
public:
    explicit PredictionCard(QWidget* parent = nullptr);

    /// Asks for the number that the snapshot explains and takes the keyboard; false where there is nothing to ask.
    bool ask(SnapshotPtr snapshot);
    /// How numbers are written, and with it how close an answer must be.
    void setNumberText(const NumberText& numbers);
    /// Leaves the question as skipped; nothing without one.
    void leave();
    /// Replaces the clock, which gives seconds from any beginning.
    void setClock(std::function<double()> clock) { m_clock = std::move(clock); }
    /// The largest height the card may take.
    void setHeightBudget(int height);

    /// The question in hand, closed or not; none before the first and after it was left.
    [[nodiscard]] const Prediction* prediction() const { return m_prediction ? &*m_prediction : nullptr; }
    /// True for numbers that must not be seen: what the canvas, the matrices and the sentence ask.
    [[nodiscard]] bool hides(const ElementRef& element) const { return m_prediction && m_prediction->hides(element); }
    /// What is said below the field.
    [[nodiscard]] FormulaView* view() const noexcept { return m_view; }
    [[nodiscard]] const QString& verdict() const noexcept { return m_verdict; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// The number is hidden no longer: answered, revealed or skipped. The answers belong into the table.
    void answered(const std::vector<glassnet::ui::PredictionAnswer>& answers);
    /// The card is done with; the formula card may come back.
    void done();
    /// The element under the mouse, none when it left.
    void hovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The card needs another height.
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();
    void hint();
    void reveal();
    /// Skips an open question, goes on from a closed one.
    void goOn();
    void finish(const QString& verdict);
    void write();
    void place();
    [[nodiscard]] double seconds() const { return m_clock() - m_asked; }
    [[nodiscard]] int rowHeight() const;

    std::optional<Prediction> m_prediction;
    NumberText m_numbers;
    std::function<double()> m_clock;
    double m_asked = 0.0;
    QString m_verdict;
    bool m_isRefusal = false;
    QLineEdit* m_field;
    PillButton* m_check;
    PillButton* m_hint;
    PillButton* m_reveal;
    PillButton* m_skip;
    FormulaView* m_view;
    QScrollArea* m_scroll;
    std::size_t m_head = kFoldHead;
    int m_budget = 220;
};

}  // namespace glassnet::ui
