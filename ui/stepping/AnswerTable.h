#pragma once

#include <QWidget>
#include <vector>

#include "ui/stepping/Prediction.h"

class QTableWidget;

namespace glassnet::ui {

class PillButton;

/// The answers to what was asked: step, quantity, answer, value, result, hints and seconds, the newest last, and a way to save them as CSV.
class AnswerTable final : public QWidget {
    Q_OBJECT
public:
    explicit AnswerTable(QWidget* parent = nullptr);

    /// Adds the answers of a question that is closed.
    void add(const std::vector<glassnet::ui::PredictionAnswer>& answers);
    void clear();
    void setNumberText(const NumberText& numbers);
    [[nodiscard]] const std::vector<PredictionAnswer>& answers() const noexcept { return m_answers; }
    /// Asks for a file and writes it; says why where it cannot.
    void save();
    [[nodiscard]] QTableWidget* table() const noexcept { return m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    std::vector<PredictionAnswer> m_answers;
    NumberText m_numbers;
    QTableWidget* m_table;
    PillButton* m_save;
    bool m_writing = false;
};

}  // namespace glassnet::ui
