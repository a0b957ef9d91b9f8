#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/Error.h"
#include "ui/stepping/FormulaText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// How a question was answered.
enum class PredictionResult : std::uint8_t { Right, Wrong, Revealed, Skipped };

/// One answer, as the table of answers keeps it.
struct PredictionAnswer {
    /// The training step, from 1.
    std::int64_t step = 1;
    /// The number asked for: h₁.
    QString quantity;
    /// What was typed; none where the value was revealed or the question skipped.
    std::optional<double> answer;
    double value = 0.0;
    PredictionResult result{};
    int hints = 0;
    double seconds = 0.0;
    DType dtype = DType::Float32;
    friend bool operator==(const PredictionAnswer&, const PredictionAnswer&) = default;
};

/// A hidden number that a student is asked for. A value of no widgets: it reads no clock, the seconds come in.
class Prediction {
public:
    /// Asks for the number that the snapshot explains; none where there is nothing to find out: no number in hand, one that is only partly
    /// there, one drawn at random, or one that is not finite.
    [[nodiscard]] static std::optional<Prediction> of(SnapshotPtr snapshot);

    [[nodiscard]] const ElementRef& element() const noexcept { return m_element; }
    /// h₁; with the sample where there are several.
    [[nodiscard]] const QString& quantity() const noexcept { return m_quantity; }
    /// True for the number asked for and for later copies of it: `?` stands for them while the question is open. False once it is closed.
    [[nodiscard]] bool hides(const ElementRef& element) const;

    /// Takes an answer. It is right within half a unit of the last digit that `numbers` shows of the value, as typed text is read by
    /// NumberParser. Errors: NumberParser's, which count as no answer.
    [[nodiscard]] Result<bool> check(const QString& text, const NumberText& numbers, double seconds);
    /// Shows the value, or leaves the question; closes it.
    void reveal(double seconds) { close(PredictionResult::Revealed, seconds); }
    void skip(double seconds) { close(PredictionResult::Skipped, seconds); }
    [[nodiscard]] bool isOpen() const noexcept { return m_open; }

    /// A hint is the next term: of the sum, or of the sum inside a function, and the function at last.
    [[nodiscard]] int hintsGiven() const noexcept { return m_hints; }
    [[nodiscard]] int hintsLeft() const noexcept;
    void giveHint();
    /// The formula as far as the hints tell it, the whole of it once the question is closed; none before the first hint. `head`: terms
    /// before a long sum folds.
    [[nodiscard]] std::optional<FormulaText> formula(const NumberText& numbers, std::size_t head = kFoldHead) const;

    /// What was answered so far, in order; a question that is closed has its end as the last.
    [[nodiscard]] const std::vector<PredictionAnswer>& answers() const noexcept { return m_answers; }
    [[nodiscard]] double value() const noexcept { return m_value; }
    [[nodiscard]] DType dtype() const { return m_snapshot->program->options().dtype; }

private:
    explicit Prediction(SnapshotPtr snapshot);
    void close(PredictionResult result, double seconds);
    [[nodiscard]] PredictionAnswer answer(PredictionResult result, double seconds) const;
    [[nodiscard]] const Explanation& explanation() const { return *m_snapshot->explanation; }

    SnapshotPtr m_snapshot;
    ElementRef m_element;
    QString m_quantity;
    double m_value = 0.0;
    int m_hints = 0;
    bool m_open = true;
    std::vector<PredictionAnswer> m_answers;
};

/// The answers as a CSV file (RFC 4180, UTF-8, numbers in the C locale): step, quantity, answer, value, result, hints, seconds.
[[nodiscard]] QByteArray predictionCsv(const std::vector<PredictionAnswer>& answers);

}  // namespace glassnet::ui
