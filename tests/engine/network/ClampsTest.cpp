#include "engine/network/Clamps.h"

#include <cmath>

#include "engine/network/LossForm.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class ClampsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void holdsAndLetsGo();
    void whatCannotBeHeldChangesNothing_data();
    void whatCannotBeHeldChangesNothing();
    void lossesThatReadBeforeTheActivation();
};

void ClampsTest::holdsAndLetsGo() {
    auto network = test::lesson();
    const auto before = network;
    const auto hidden = network.layers()[1].id;
    QVERIFY(setClamp(network, hidden, 1, 0.5));
    QVERIFY(setClamp(network, hidden, 1, -0.5));
    QVERIFY(setClamp(network, network.layers()[0].id, 2, 0.0));
    QVERIFY(setClamp(network, network.layers()[2].id, 0, 3e38));
    QVERIFY((network.layer(hidden).clamps == std::map<std::int64_t, double>{{1, -0.5}}));
    QVERIFY(!(network == before));
    // A unit that is gone can still be let go of.
    network.find(hidden)->clamps[9] = 1.0;
    for (const auto& [layer, unit] : {std::pair{0, 2}, {1, 1}, {1, 9}, {2, 0}}) {
        QVERIFY(setClamp(network, network.layers()[static_cast<std::size_t>(layer)].id, unit, std::nullopt));
    }
    QVERIFY(network == before);
}

void ClampsTest::whatCannotBeHeldChangesNothing_data() {
    QTest::addColumn<unsigned>("layer");
    QTest::addColumn<qint64>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no layer") << 99U << qint64{0} << 0.5 << ErrorCode::UnknownLayer;
    QTest::newRow("beyond the last") << 2U << qint64{2} << 0.5 << ErrorCode::UnknownUnit;
    QTest::newRow("before the first") << 1U << qint64{-1} << 0.5 << ErrorCode::UnknownUnit;
    QTest::newRow("of a kind that holds none") << 6U << qint64{0} << 0.5 << ErrorCode::NotClampable;
    QTest::newRow("infinite") << 2U << qint64{0} << HUGE_VAL << ErrorCode::BadProperty;
    QTest::newRow("no number") << 2U << qint64{0} << std::nan("") << ErrorCode::BadProperty;
    QTest::newRow("beyond float32") << 2U << qint64{0} << 3.5e38 << ErrorCode::BadProperty;
}

void ClampsTest::whatCannotBeHeldChangesNothing() {
    QFETCH(unsigned, layer);
    QFETCH(qint64, unit);
    QFETCH(double, value);
    QFETCH(ErrorCode, code);
    auto network = test::lesson();
    network.addLayer("Dropout", DropoutSettings{});
    const auto before = network;
    const auto result = setClamp(network, LayerId{layer}, unit, value);
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QVERIFY(network == before);
}

/// Exactly those pairs whose activation the loss undoes (nn.CrossEntropyLoss, nn.BCEWithLogitsLoss on logits).
void ClampsTest::lossesThatReadBeforeTheActivation() {
    for (const auto& loss : losses()) {
        for (const auto& activation : activations()) {
            const bool softmax = loss.kind == Loss::CrossEntropy && activation.kind == Activation::Softmax;
            const bool sigmoid = (loss.kind == Loss::BinaryCrossEntropy || loss.kind == Loss::BinaryCrossEntropyWithLogits) &&
                                 activation.kind == Activation::Sigmoid;
            QCOMPARE(lossForm(loss.kind, activation.kind).readsPreActivation, softmax || sigmoid);
        }
    }
}

GLASSNET_TEST(ClampsTest);

}  // namespace

}  // namespace glassnet

#include "ClampsTest.moc"
