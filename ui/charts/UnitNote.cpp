#include "ui/charts/UnitNote.h"

#include <QCoreApplication>

namespace glassnet::ui {

namespace {

struct UnitNoteWords {
    Q_DECLARE_TR_FUNCTIONS(UnitNote)
};

/// How the rest of the batch fares; empty for a batch of one.
QString aboutBatch(const UnitCondition& condition, const NumberText& numbers) {
    if (condition.samples < 2) {
        return {};
    }
    const auto quiet = static_cast<qint64>(condition.quiet);
    const auto samples = static_cast<qint64>(condition.samples);
    return QLatin1Char(' ') +
           UnitNoteWords::tr("So it is for %1 of the %2 samples of the batch.").arg(numbers.whole(quiet), numbers.whole(samples));
}

}  // namespace

QString unitNote(const UnitCondition& condition, const QString& unit, const NumberText& numbers) {
    const auto quiet = numbers.whole(static_cast<qint64>(condition.quiet));
    const auto samples = numbers.whole(static_cast<qint64>(condition.samples));
    switch (condition.state) {
        case UnitState::Working:
            if (condition.quiet == 0) {
                return {};
            }
            return condition.hasFlatSide
                       ? UnitNoteWords::tr(
                             "%1 is on for this sample, but off for %2 of the %3 of the batch: those give its weights no gradient.")
                             .arg(unit, quiet, samples)
                       : UnitNoteWords::tr(
                             "%1 works for this sample, but is saturated for %2 of the %3 of the batch: those give its weights almost no "
                             "gradient.")
                             .arg(unit, quiet, samples);
        case UnitState::Saturated:
            return UnitNoteWords::tr("%1 is saturated: its slope is %2, so almost none of the error passes through it.")
                       .arg(unit, numbers.of(condition.slope)) +
                   aboutBatch(condition, numbers);
        case UnitState::Off:
            return UnitNoteWords::tr("%1 is off for this sample: its slope is 0, so none of the error passes through it.").arg(unit) +
                   aboutBatch(condition, numbers);
        case UnitState::Dead:
            return condition.samples < 2
                       ? UnitNoteWords::tr(
                             "%1 is dead on this batch: its sum is not above 0, its slope is 0, and its weights get no gradient.")
                             .arg(unit)
                       : UnitNoteWords::tr(
                             "%1 is dead on this batch: its sum is not above 0 for any of the %2 samples, its slope is 0, and its weights "
                             "get no gradient.")
                             .arg(unit, samples);
        case UnitState::Flat:
            return UnitNoteWords::tr("The slope of this activation is 0 everywhere, so none of the error passes through %1.").arg(unit);
    }
    return {};
}

}  // namespace glassnet::ui
