#include "ui/batch/BatchText.h"

#include <QCoreApplication>

#include "engine/program/LossParts.h"

namespace glassnet::ui {

namespace {

struct BatchTextContext {
    Q_DECLARE_TR_FUNCTIONS(BatchText)
};

bool isShuffled(const Snapshot& snapshot) {
    for (std::int64_t i = 0; i < snapshot.batchRows.elements(); ++i) {
        if (static_cast<std::int64_t>(snapshot.batchRows.at(i)) != snapshot.batchStart + i) {
            return true;
        }
    }
    return false;
}

QString dividedSentence(const Snapshot& snapshot, const NumberText& numbers) {
    const auto count = LossParts::meanCount(*snapshot.program, snapshot.rows);
    if (!count) {
        return BatchTextContext::tr("Each output's loss divides its parts by a number of its own; the parts sum to the loss.");
    }
    if (*count == snapshot.rows) {
        return BatchTextContext::tr("Each part is divided by %1, so that their sum is the loss.").arg(numbers.whole(*count));
    }
    return BatchTextContext::tr("Each part is divided by %1 (%2 samples times %3 outputs), so that their sum is the loss.")
        .arg(numbers.whole(*count), numbers.whole(snapshot.rows), numbers.whole(*count / snapshot.rows));
}

QString shortSentence(const Snapshot& snapshot, const NumberText& numbers) {
    const auto count = LossParts::meanCount(*snapshot.program, snapshot.rows);
    const QString full = numbers.whole(snapshot.batchSize);
    const QString own = numbers.whole(snapshot.rows);
    const QString divisor = numbers.whole(count.value_or(0));
    if (!count) {
        return BatchTextContext::tr("The last batch of this epoch has %1 of %2 samples, so each part is divided by less.").arg(own, full);
    }
    if (*count == snapshot.rows) {
        return snapshot.rows == 1
                   ? BatchTextContext::tr("The last batch of this epoch has 1 sample instead of %1, so its part is the whole loss.")
                         .arg(full)
                   : BatchTextContext::tr("The last batch of this epoch has %1 samples instead of %2, so each part is divided by %3.")
                         .arg(own, full, divisor);
    }
    const QString outputs = numbers.whole(*count / snapshot.rows);
    return snapshot.rows == 1
               ? BatchTextContext::tr(
                     "The last batch of this epoch has 1 sample instead of %1, so its part is divided by its %2 outputs alone.")
                     .arg(full, outputs)
               : BatchTextContext::tr(
                     "The last batch of this epoch has %1 samples instead of %2, so each part is divided by %3 (%1 samples times %4 "
                     "outputs).")
                     .arg(own, full, divisor, outputs);
}

}  // namespace

QString batchTitle(const Snapshot& snapshot, const NumberText& numbers) {
    const auto full = std::max<std::int64_t>(1, snapshot.batchSize);
    const auto batch = snapshot.batchStart / full + 1;
    const auto batches = std::max<std::int64_t>(batch, (snapshot.dataRows + full - 1) / full);
    const QString place = BatchTextContext::tr("Batch %1 of %2").arg(numbers.whole(batch), numbers.whole(batches));
    const QString first = numbers.whole(snapshot.batchStart + 1);
    const QString samples = snapshot.rows == 1
                                ? BatchTextContext::tr("sample %1").arg(first)
                                : BatchTextContext::tr("samples %1 to %2").arg(first, numbers.whole(snapshot.batchStart + snapshot.rows));
    return QStringLiteral("%1 · %2").arg(place, samples);
}

QString batchSentence(const Snapshot& snapshot, const NumberText& numbers) {
    const bool isShort = snapshot.rows < snapshot.batchSize;
    const QString divided = isShort ? shortSentence(snapshot, numbers) : dividedSentence(snapshot, numbers);
    return isShuffled(snapshot) ? BatchTextContext::tr("%1 The samples come in this epoch's shuffled order.").arg(divided) : divided;
}

}  // namespace glassnet::ui
