#include "engine/data/SyntheticSets.h"
#include "engine/project/DataEdits.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class UsualPlanTest final : public TestCase {
    Q_OBJECT
private slots:
    void howAPersonBegins();
    void preparedElsewhereIsTheSame();
};

void UsualPlanTest::howAPersonBegins() {
    for (const auto& set : syntheticSets()) {
        const auto plan = usualPlan(usualSpec(set.key), 5);
        const std::string key(set.key);
        const bool isPlayground = key.starts_with("playground.");
        // The four rows of a gate are all needed.
        QCOMPARE(plan.split.testShare, isPlayground ? 0.5 : key.starts_with("gate.") ? 0.0 : 0.3);
        QCOMPARE(plan.split.shuffled, !isPlayground);
        QCOMPARE(plan.split.seed, std::uint64_t{5});
        QVERIFY(plan.normalization == Normalization::None && plan.features.empty());
    }
    const auto plan = usualPlan(TableSpec(), 5);
    QCOMPARE(plan.split.testShare, 0.3);
    QVERIFY(plan.split.shuffled && plan.normalization == Normalization::Standardize);
}

void UsualPlanTest::preparedElsewhereIsTheSame() {
    Project direct;
    direct.network = chain({4, 8, 3}, {Activation::Relu, Activation::Softmax}, Loss::CrossEntropy);
    direct.unknownFields["network.json/data/later"] = "1";
    Project elsewhere = direct;
    const auto spec = usualSpec("circles");
    const auto plan = usualPlan(spec, 3);
    QVERIFY(useSynthetic(direct, spec, plan.split).has_value());
    const auto prepared = preparedData(spec, plan);
    QVERIFY(prepared.has_value());
    usePrepared(elsewhere, spec, plan, prepared->get());
    QVERIFY(sameProject(direct, elsewhere));
    QVERIFY(elsewhere.unknownFields.empty());
}

GLASSNET_TEST(UsualPlanTest);

}  // namespace glassnet::test

#include "UsualPlanTest.moc"
