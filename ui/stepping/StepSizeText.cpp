#include "ui/stepping/StepSizeText.h"

#include <QCoreApplication>
#include <array>

namespace glassnet::ui {

namespace {

class SizeWords {
    Q_DECLARE_TR_FUNCTIONS(StepSizeText)
};

struct SizeRow {
    StepSize size;
    const char* name;
    const char* help;
    const char* forward;
    const char* back;
};

// In StepSize's order.
constexpr std::array<SizeRow, kStepSizes> kSizeRows{{
    {StepSize::Term, QT_TRANSLATE_NOOP("StepSizeText", "Term"), QT_TRANSLATE_NOOP("StepSizeText", "One product joins the sum."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one term"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one term")},
    {StepSize::Unit, QT_TRANSLATE_NOOP("StepSizeText", "Unit"),
     QT_TRANSLATE_NOOP("StepSizeText", "One number is finished, with all its terms."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one unit"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one unit")},
    {StepSize::Layer, QT_TRANSLATE_NOOP("StepSizeText", "Layer"),
     QT_TRANSLATE_NOOP("StepSizeText", "One card of the tape: a layer makes all its numbers."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one layer"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one layer")},
    {StepSize::Pass, QT_TRANSLATE_NOOP("StepSizeText", "Pass"),
     QT_TRANSLATE_NOOP("StepSizeText", "To the end of the forward pass, the backward pass or the update."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one pass"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one pass")},
    {StepSize::Batch, QT_TRANSLATE_NOOP("StepSizeText", "Batch"),
     QT_TRANSLATE_NOOP("StepSizeText", "One whole training step with one batch."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one batch"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one batch")},
    {StepSize::Epoch, QT_TRANSLATE_NOOP("StepSizeText", "Epoch"), QT_TRANSLATE_NOOP("StepSizeText", "Every batch of the data once."),
     QT_TRANSLATE_NOOP("StepSizeText", "Forward by one epoch"), QT_TRANSLATE_NOOP("StepSizeText", "Back by one epoch")},
}};

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kSizeRows.size(); ++i) {
        if (kSizeRows[i].size != static_cast<StepSize>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(isInOrder());

}  // namespace

StepSizeText stepSizeText(StepSize size) {
    const SizeRow& row = kSizeRows.at(static_cast<std::size_t>(size));
    return {SizeWords::tr(row.name), SizeWords::tr(row.help), SizeWords::tr(row.forward), SizeWords::tr(row.back)};
}

}  // namespace glassnet::ui
