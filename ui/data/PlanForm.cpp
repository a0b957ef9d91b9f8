#include "ui/data/PlanForm.h"

#include <QVBoxLayout>
#include <cmath>

#include "engine/data/SyntheticSets.h"
#include "ui/data/FieldList.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

/// A share in percent as it was typed: without what 100 times a binary fraction adds.
QString percentText(double share) {
    constexpr double kDigits = 1e8;
    return NumberText().exact(std::round(share * 100 * kDigits) / kDigits);
}

bool isSplitAsItStands(const DataSpec& data) {
    const auto* spec = std::get_if<SyntheticSpec>(&data);
    const SyntheticSet* set = spec == nullptr ? nullptr : findSyntheticSet(spec->key);
    return set != nullptr && set->isShuffled;
}

}  // namespace

PlanForm::PlanForm(QWidget* parent) : QWidget(parent), m_fields(new FieldList(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_fields);
    connect(m_fields, &FieldList::entered, this, &PlanForm::take);
    connect(m_fields, &FieldList::chosen, this, [this](const QString&, int choice) {
        const auto kind = static_cast<Normalization>(choice);
        const QString title = kind == Normalization::None          ? tr("Take features as they are")
                              : kind == Normalization::Standardize ? tr("Standardize the features")
                                                                   : tr("Bring the features to 0 to 1");
        emit changeWanted(title, [kind](DataSpec&, DataPlan& plan) { plan.normalization = kind; });
    });
}

void PlanForm::setPlan(const DataSpec& chosen, const DataPlan& plan) {
    std::vector<PropertyRow> rows;
    rows.push_back(fieldRow("share", RowKind::Number, tr("Test share"),
                            tr("The percentage of rows that are kept for the test; the network never learns from them.")));
    rows.back().text = tr("%1 %").arg(percentText(plan.split.testShare));
    if (!isSplitAsItStands(chosen)) {
        rows.push_back(
            fieldRow("splitSeed", RowKind::Seed, tr("Seed of the split"), tr("Which rows are for the test is drawn from this seed.")));
        rows.back().text = QString::number(plan.split.seed);
    }
    if (!std::holds_alternative<StoredRows>(chosen)) {
        rows.push_back(fieldRow("normalization", RowKind::Choice, tr("Normalization"),
                                tr("Brings features to a like size, measured on the rows for training alone.")));
        // In Normalization's order.
        rows.back().choices = QStringList{tr("none"), tr("standardize"), tr("min-max")};
        rows.back().helps = QStringList{tr("Each feature as it is."), tr("Minus its mean, divided by its standard deviation."),
                                        tr("From 0 for its smallest to 1 for its largest value.")};
        rows.back().current = static_cast<int>(plan.normalization);
    }
    m_fields->setRows(rows);
}

void PlanForm::refuse(const QString& why) { m_fields->refuse(why); }

void PlanForm::take(const QString& key, const QString& text) {
    if (key == QLatin1String("splitSeed")) {
        const auto seed = NumberParser::parseSeed(text);
        if (!seed) {
            m_fields->refuse(ErrorText::of({ErrorCode::BadSeed, {text.toStdString()}}));
            return;
        }
        emit changeWanted(tr("Split the rows by seed %1").arg(*seed),
                          [seed = *seed](DataSpec&, DataPlan& plan) { plan.split.seed = seed; });
        return;
    }
    QString number = text;
    const auto percent = NumberParser().parse(number.remove(QLatin1Char('%')).trimmed());
    if (!percent) {
        m_fields->refuse(ErrorText::of(percent.error()));
        return;
    }
    const double share = *percent / 100;
    if (!(share >= 0.0 && share <= SplitPlan::kLargestShare)) {
        m_fields->refuse(tr("A test share of %1 % is not possible. Use 0 to %2 %.")
                             .arg(NumberText().exact(*percent), percentText(SplitPlan::kLargestShare)));
        return;
    }
    emit changeWanted(tr("Keep %1 % of the rows for the test").arg(percentText(share)),
                      [share](DataSpec&, DataPlan& plan) { plan.split.testShare = share; });
}

}  // namespace glassnet::ui
