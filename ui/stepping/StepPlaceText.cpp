#include "ui/stepping/StepPlaceText.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/stepping/TapeCards.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

class PlaceWords {
    Q_DECLARE_TR_FUNCTIONS(StepPlaceText)
};

const QString kBetween = QStringLiteral(u" · ");

QString whole(std::int64_t value) { return NumberText().whole(value); }
QString whole(std::size_t value) { return NumberText().whole(static_cast<qint64>(value)); }

QString phaseAndLayer(const Snapshot& snapshot, const Entry& entry) {
    const LayerSpec* layer = snapshot.network->find(layerOfEntry(*snapshot.program, entry));
    const QString name = layer == nullptr ? QString() : QString::fromStdString(layer->name);
    switch (entry.phase) {
        case Phase::Forward:
            return PlaceWords::tr("forward · %1").arg(name);
        case Phase::Backward:
            return PlaceWords::tr("backward · %1").arg(name);
        case Phase::Update:
            return PlaceWords::tr("update · %1").arg(name);
    }
    return {};
}

/// A column of a tensor with a row for each sample is a unit of the layer; other numbers have no name of their own.
QString numberText(bool isUnit, std::int64_t number, std::int64_t count) {
    return isUnit ? PlaceWords::tr("unit %1 of %2").arg(whole(number), whole(count))
                  : PlaceWords::tr("number %1 of %2").arg(whole(number), whole(count));
}

QString termText(std::int64_t term, std::int64_t count) {
    return count == 0 ? PlaceWords::tr("term %1").arg(whole(term)) : PlaceWords::tr("term %1 of %2").arg(whole(term), whole(count));
}

void writePart(const Snapshot& snapshot, StepPlaceText& text) {
    if (!snapshot.part.has_value() || !snapshot.numbers || snapshot.current() == nullptr) {
        return;
    }
    const EntryPart& part = *snapshot.part;
    const std::int64_t count = std::max<std::int64_t>(snapshot.numbers->count(), 1);
    const bool isInSum = part.terms > 0;
    const std::int64_t number = std::clamp<std::int64_t>(part.numbers + (isInSum ? 1 : 0), 1, count);
    const bool isUnit = snapshot.program->tensor(snapshot.numbers->at(number - 1, 0).tensor).perSample;
    const auto terms = static_cast<std::int64_t>(snapshot.explanation.has_value() ? snapshot.explanation->terms.size() : 0);
    text.number = numberText(isUnit, number, count);
    text.term = isInSum ? termText(part.terms, terms) : QString();
    text.part = isInSum ? text.number + kBetween + text.term : text.number;
}

QString batchText(const Snapshot& snapshot) {
    const std::int64_t size = std::max<std::int64_t>(snapshot.batchSize, 1);
    const std::int64_t batches = (snapshot.dataRows + size - 1) / size;
    return batches < 2 ? QString()
                       : PlaceWords::tr("epoch %1 · batch %2 of %3")
                             .arg(whole(snapshot.epoch + 1), whole(snapshot.batchStart / size + 1), whole(batches));
}

}  // namespace

StepPlaceText stepPlaceText(const Snapshot& snapshot) {
    StepPlaceText text;
    text.step = PlaceWords::tr("Step %1 of %2").arg(whole(snapshot.position), whole(snapshot.program->size()));
    text.training = PlaceWords::tr("training step %1").arg(whole(snapshot.step + 1));
    text.batch = batchText(snapshot);
    writePart(snapshot, text);
    const Entry* entry = snapshot.current();
    const bool isVeryStart = entry == nullptr && snapshot.step == 0;
    text.place = entry != nullptr ? phaseAndLayer(snapshot, *entry) : isVeryStart ? PlaceWords::tr("ready") : text.training;
    QStringList all{text.step, text.place};
    if (entry != nullptr) {
        all << text.part << text.training;
    }
    all << text.batch;
    all.removeAll(QString());
    text.whole = all.join(kBetween);
    return text;
}

QStringList longestPlaceTexts(const Snapshot& snapshot) {
    const Program& program = *snapshot.program;
    QStringList texts{PlaceWords::tr("Step %1 of %2").arg(whole(program.size()), whole(program.size())),
                      PlaceWords::tr("training step %1").arg(whole(std::int64_t{8888}))};
    for (const Entry& entry : program.entries()) {
        const QString text = phaseAndLayer(snapshot, entry);
        if (text != texts.back()) {
            texts.append(text);
        }
    }
    std::int64_t units = 1;
    std::int64_t numbers = 1;
    std::int64_t terms = 1;
    for (const TensorInfo& info : program.tensors()) {
        (info.perSample ? units : numbers) =
            std::max(info.perSample ? units : numbers, info.perSample ? info.columns() : info.shape.elements());
        terms = std::max(terms, info.columns() + 1);
    }
    texts.append(numberText(true, units, units) + kBetween + termText(terms, terms));
    // The terms of a parameter's gradient are the samples.
    texts.append(numberText(false, numbers, numbers) + kBetween + termText(snapshot.batchSize, snapshot.batchSize));
    return texts;
}

double shownPart(const Snapshot& snapshot) {
    if (!snapshot.part.has_value() || !snapshot.numbers || snapshot.numbers->count() < 1) {
        return 1;
    }
    auto shown = static_cast<double>(snapshot.part->numbers);
    const std::size_t terms = snapshot.explanation.has_value() ? snapshot.explanation->terms.size() : 0;
    if (snapshot.part->terms > 0 && terms > 0) {
        shown += static_cast<double>(snapshot.termsShown()) / static_cast<double>(terms);
    }
    return std::clamp(shown / static_cast<double>(snapshot.numbers->count()), 0.0, 1.0);
}

}  // namespace glassnet::ui
