#include "ui/heatmap/TensorNumbers.h"

#include <set>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/heatmap/TensorChoice.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

using namespace ui;

/// Numbers of real snapshots, whole and in part.
class TensorNumbersTest final : public TestCase {
    Q_OBJECT
private slots:
    void knowsWhatTheSnapshotKnows();
    void updatesAreDifferences();
    void headsNameTheUnits();
    void everyTensorIsListedOnce();
    void choiceStaysAcrossPrograms();

private:
    static TensorId firstWeight(const Snapshot& snapshot) {
        return snapshot.program->find(snapshot.network->layers().at(1).id, SymbolLetter::Weight);
    }
    static std::unique_ptr<Session> lesson() { return Session::open(lessonProject()).value(); }
};

void TensorNumbersTest::knowsWhatTheSnapshotKnows() {
    const auto session = lesson();
    int partly = 0;
    for (int move = 0; move < 200; ++move) {
        session->move(StepSize::Unit, Direction::Forward, 0);
        const auto snapshot = session->snapshot({}, false);
        for (const auto& info : snapshot->program->tensors()) {
            const MatrixValues values = tensorNumbers(*snapshot, info.id);
            QCOMPARE(values.count(), info.shapeFor(snapshot->rows).elements());
            for (std::int64_t element = 0; element < values.count(); ++element) {
                const auto number = snapshot->at({info.id, element});
                QCOMPARE(values.isKnown(values.cell(element)), number.has_value());
                if (number.has_value()) {
                    QCOMPARE(values.at(values.cell(element)), *number);
                }
            }
            partly += values.isKnownWhole() || values.isKnownNowhere() ? 0 : 1;
            if (const Tensor* tensor = snapshot->findPart(info.id); tensor != nullptr) {
                QVERIFY(values.tensor().sharesStorageWith(*tensor));
            }
        }
    }
    QVERIFY2(partly > 20, qPrintable(QString::number(partly)));
}

void TensorNumbersTest::updatesAreDifferences() {
    const auto session = lesson();
    const auto& program = *session->snapshot({}, false)->program;
    const StepStart start = stepStartOf(program, session->state());
    QCOMPARE(start.size(), program.parameters().size());
    std::set<std::int64_t> counts;
    for (int move = 0; move < 200; ++move) {
        session->move(StepSize::Unit, Direction::Forward, 0);
        const auto snapshot = session->snapshot({}, false);
        if (snapshot->step > 0) {
            break;
        }
        for (const auto& parameter : program.parameters()) {
            const MatrixValues change = updateNumbers(*snapshot, parameter.value, start.at(parameter.value));
            const std::int64_t known = change.range().known;
            if (program.tensor(parameter.value).symbol.letter == SymbolLetter::Weight) {
                counts.insert(known);
            }
            const Tensor& gradient = snapshot->values.contains(parameter.gradient) ? snapshot->values.at(parameter.gradient) : Tensor();
            for (std::int64_t element = 0; element < change.count(); ++element) {
                const double before = start.at(parameter.value).at(element);
                if (change.isKnown(change.cell(element))) {
                    // Plain descent with a rate of 0.1.
                    QVERIFY(std::abs(change.at(change.cell(element)) + 0.1 * gradient.at(element)) < 1e-6);
                } else {
                    QCOMPARE(*snapshot->at({parameter.value, element}), before);
                }
            }
        }
    }
    // The first weights are 3 x 2, the second 2 x 1: seen element by element.
    for (const std::int64_t count : {0, 1, 2, 3, 4, 5, 6}) {
        QVERIFY2(counts.contains(count), qPrintable(QString::number(count)));
    }
}

void TensorNumbersTest::headsNameTheUnits() {
    const auto snapshot = lesson()->snapshot({}, false);
    const SymbolNames names(*snapshot->network, *snapshot->program);
    const auto weight = firstWeight(*snapshot);
    const TensorHeads heads = tensorHeads(*snapshot, names, weight, NumberText());
    QCOMPARE(heads.rows, (QStringList{QStringLiteral(u"x₁"), QStringLiteral(u"x₂"), QStringLiteral(u"x₃")}));
    QCOMPARE(heads.columns, (QStringList{QStringLiteral(u"h₁"), QStringLiteral(u"h₂")}));
}

void TensorNumbersTest::everyTensorIsListedOnce() {
    const auto snapshot = lesson()->snapshot({}, false);
    TensorChoice choice;
    choice.setSnapshot(snapshot, true);
    for (const auto& info : snapshot->program->tensors()) {
        choice.setKey({info.id, false});
        QCOMPARE(choice.key(), (TensorKey{info.id, false}));
        QVERIFY2(choice.currentText().contains(SymbolNames::text(*snapshot->program, info)), qPrintable(choice.currentText()));
    }
    for (const auto& parameter : snapshot->program->parameters()) {
        choice.setKey({parameter.value, true});
        QCOMPARE(choice.key(), (TensorKey{parameter.value, true}));
        QVERIFY(choice.currentText().startsWith(QStringLiteral("Δ")));
    }
    // Headings: the three layers.
    int enabled = 0;
    for (int row = 0; row < choice.count(); ++row) {
        enabled += choice.model()->flags(choice.model()->index(row, 0)).testFlag(Qt::ItemIsEnabled) ? 1 : 0;
    }
    QCOMPARE(static_cast<std::size_t>(enabled), snapshot->program->tensors().size() + snapshot->program->parameters().size());
    QVERIFY(choice.count() - enabled >= 3);
    TensorChoice without;
    without.setSnapshot(snapshot, false);
    QCOMPARE(without.count(), choice.count() - static_cast<int>(snapshot->program->parameters().size()));
}

void TensorNumbersTest::choiceStaysAcrossPrograms() {
    TensorChoice choice;
    const auto first = lesson()->snapshot({}, false);
    choice.setSnapshot(first, true);
    // The first parameter at first.
    QCOMPARE(choice.key().tensor, firstWeight(*first));
    choice.setKey({first->program->parameters().back().value, true});
    const QString text = choice.currentText();
    const auto second = lesson()->snapshot({}, false);
    QVERIFY(first->program != second->program);
    choice.setSnapshot(second, true);
    QCOMPARE(choice.currentText(), text);
    choice.setSnapshot(nullptr, true);
    QVERIFY(!choice.key().tensor.valid());
}

GLASSNET_TEST(TensorNumbersTest);

}  // namespace glassnet::test

#include "TensorNumbersTest.moc"
