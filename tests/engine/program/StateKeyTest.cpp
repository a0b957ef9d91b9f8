// moc cannot read <compare> as the first header: the key comes with the program.
#include "engine/program/Program.h"

#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class StateKeyTest : public test::TestCase {
    Q_OBJECT
private slots:
    void namesComeBack_data();
    void namesComeBack();
    void othersAreRefused_data();
    void othersAreRefused();
};

void StateKeyTest::namesComeBack_data() {
    QTest::addColumn<StateKey>("key");
    QTest::addColumn<std::string>("name");
    QTest::newRow("weight") << StateKey{{3}, StateRole::Weight, 0} << std::string("3.weight");
    QTest::newRow("bias slot") << StateKey{{12}, StateRole::Bias, 2} << std::string("12.bias.slot2");
    QTest::newRow("scale") << StateKey{{1}, StateRole::Scale, 0} << std::string("1.scale");
    QTest::newRow("shift") << StateKey{{1}, StateRole::Shift, 1} << std::string("1.shift.slot1");
    QTest::newRow("mean") << StateKey{{4294967295U}, StateRole::RunningMean, 0} << std::string("4294967295.runningMean");
    QTest::newRow("variance") << StateKey{{2}, StateRole::RunningVariance, 0} << std::string("2.runningVariance");
}

void StateKeyTest::namesComeBack() {
    QFETCH(StateKey, key);
    QFETCH(std::string, name);
    QCOMPARE(stateKeyName(key), name);
    QVERIFY(parseStateKey(name).value() == key);
}

void StateKeyTest::othersAreRefused_data() {
    QTest::addColumn<std::string>("name");
    for (const char* name : {"", "weight", ".weight", "0.weight", "-1.weight", "x.weight", "3.", "3.Weight", "3.weight.", "3.weight.slot",
                             "3.weight.slot-1", "3.weight.slot0", "3.weight.slot99", "3.weight.slot1x", "3.weight ", "03.weight",
                             "4294967296.weight", "3.weight.slot1.slot1", "3..weight"}) {
        QTest::newRow(name) << std::string(name);
    }
}

/// Each name is the name of one key only, so that no file can hold a tensor twice.
void StateKeyTest::othersAreRefused() {
    QFETCH(std::string, name);
    const auto key = parseStateKey(name);
    QVERIFY(!key.has_value());
    QVERIFY(key.error() == (Error{ErrorCode::TensorMissing, {name}}));
}

GLASSNET_TEST(StateKeyTest);

}  // namespace

}  // namespace glassnet

#include "StateKeyTest.moc"
