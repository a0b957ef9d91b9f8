#include "engine/program/KnobTable.h"

#include <set>

#include "engine/program/Optimizers.h"
#include "tests/support/TestCase.h"

namespace glassnet {

/// The table that the panel and the files are built from.
class KnobTableTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyRowIsWhole() {
        std::set<std::string_view> keys;
        for (const auto& knob : knobTable()) {
            QVERIFY(keys.insert(knob.key).second);
            QCOMPARE(findKnob(knob.key), &knob);
            QVERIFY(knob.smallest <= knob.standard && knob.standard <= knob.largest);
            QCOMPARE(knob.get == nullptr, knob.changesProgram);
            QCOMPARE(knob.set == nullptr, knob.changesProgram);
            QCOMPARE(!knob.choices.empty(), knob.kind == KnobKind::Choice);
            QVERIFY(knob.optimizers != 0);
            for (const auto& optimizer : optimizers()) {
                const double standard = knobDefault(knob, optimizer.kind);
                QVERIFY(knob.smallest <= standard && standard <= knob.largest);
            }
        }
        QCOMPARE(findKnob("learningrate"), nullptr);
    }
    /// Each knob is a number of its own, and all numbers of Knobs are there: whatever differs in one differs in the table.
    void everyKnobIsANumberOfItsOwn() {
        for (const auto& knob : knobTable()) {
            if (knob.set == nullptr) {
                continue;
            }
            QCOMPARE(knob.get(Knobs{}), knob.standard);
            Knobs turned;
            knob.set(turned, knob.standard == knob.largest ? knob.smallest : knob.largest);
            QVERIFY(!(turned == Knobs{}));
            QVERIFY(!sameBits(turned, Knobs{}));
            for (const auto& other : knobTable()) {
                if (other.get != nullptr && &other != &knob) {
                    QCOMPARE(other.get(turned), other.standard);
                }
            }
            knob.set(turned, knob.standard);
            QVERIFY(turned == Knobs{});
        }
    }
    /// PyTorch 1.13.1's defaults, from the signatures of its optimizers.
    void defaultsArePyTorchs() {
        const auto at = [](std::string_view key, OptimizerKind kind) { return knobDefault(*findKnob(key), kind); };
        QCOMPARE(at("learningRate", OptimizerKind::RmsProp), 1e-2);
        QCOMPARE(at("learningRate", OptimizerKind::Adagrad), 1e-2);
        QCOMPARE(at("learningRate", OptimizerKind::Adam), 1e-3);
        QCOMPARE(at("learningRate", OptimizerKind::AdamW), 1e-3);
        QCOMPARE(at("epsilon", OptimizerKind::RmsProp), 1e-8);
        QCOMPARE(at("epsilon", OptimizerKind::Adagrad), 1e-10);
        QCOMPARE(at("epsilon", OptimizerKind::Adam), 1e-8);
        QCOMPARE(at("alpha", OptimizerKind::RmsProp), 0.99);
        QCOMPARE(at("beta1", OptimizerKind::Adam), 0.9);
        QCOMPARE(at("beta2", OptimizerKind::AdamW), 0.999);
        QCOMPARE(at("weightDecay", OptimizerKind::Adam), 0.0);
        QCOMPARE(at("weightDecay", OptimizerKind::AdamW), 1e-2);
        QCOMPARE(at("initialSum", OptimizerKind::Adagrad), 0.0);
        QVERIFY(defaultKnobs(OptimizerKind::Sgd) == Knobs{});
    }
    void whatIsReadFollowsTheChoices() {
        const auto reads = [](std::string_view key, const KnobChoices& choices, const Knobs& knobs = {}) {
            return isRead(*findKnob(key), choices, knobs);
        };
        QVERIFY(reads("nesterov", {OptimizerKind::Sgd}) && !reads("nesterov", {OptimizerKind::Adam}));
        QVERIFY(reads("beta1", {OptimizerKind::AdamW}) && !reads("beta1", {OptimizerKind::RmsProp}));
        QVERIFY(reads("momentum", {OptimizerKind::RmsProp}) && !reads("momentum", {OptimizerKind::Adagrad}));
        QVERIFY(reads("learningRate", {OptimizerKind::Adagrad}) && reads("optimizer", {}));
        QVERIFY(reads("penaltyRate", {{}, Penalty::L1, {}}) && !reads("penaltyRate", {}));
        QVERIFY(reads("clipLimit", {{}, {}, Clipping::Norm}) && !reads("clipLimit", {}));
        Knobs knobs;
        QVERIFY(!reads("scheduleGamma", {}, knobs) && !reads("warmUpStart", {}, knobs) && reads("warmUp", {}, knobs));
        knobs.schedule.kind = ScheduleKind::Cosine;
        knobs.schedule.warmUp = 1;
        QVERIFY(!reads("scheduleGamma", {}, knobs) && reads("schedulePeriod", {}, knobs) && reads("warmUpStart", {}, knobs));
    }
    void keysOfChoicesComeBack() {
        for (const auto penalty : {Penalty::None, Penalty::L1, Penalty::L2}) {
            QVERIFY(findPenalty(penaltyKey(penalty)) == penalty);
        }
        for (const auto clipping : {Clipping::None, Clipping::Norm, Clipping::Value}) {
            QVERIFY(findClipping(clippingKey(clipping)) == clipping);
        }
        QVERIFY(!findPenalty("l3").has_value() && !findClipping("").has_value());
        const auto& choices = findKnob("optimizer")->choices;
        QCOMPARE(choices.size(), optimizers().size());
        for (const auto& optimizer : optimizers()) {
            QCOMPARE(choices[static_cast<std::size_t>(optimizer.kind)], optimizer.key);
        }
    }
    void everyOptimizerSaysWhatItKeeps() {
        for (const auto& optimizer : optimizers()) {
            QCOMPARE(&optimizerInfo(optimizer.kind), &optimizer);
            QCOMPARE(findOptimizer(optimizer.key), &optimizer);
            QVERIFY(optimizer.formula.starts_with("update."));
            QVERIFY(!optimizer.kept.empty());
            for (const auto& slot : optimizer.kept) {
                QVERIFY(slot.uses != nullptr);
                QVERIFY(!slot.scalar || (&slot == &optimizer.kept.back() && slot.letter == SymbolLetter::StepCount));
            }
        }
    }
};

GLASSNET_TEST(KnobTableTest);

}  // namespace glassnet

#include "KnobTableTest.moc"
