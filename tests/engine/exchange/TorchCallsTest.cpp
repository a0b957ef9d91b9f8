#include "engine/exchange/TorchCalls.h"

#include <QString>

#include "tests/support/TestCase.h"

namespace glassnet::test {

class TorchCallsTest final : public TestCase {
    Q_OBJECT
private slots:
    void optimizer_data();
    void optimizer();
    void everyActivationHasACall();
    void everyLossHasACall();
};

void TorchCallsTest::optimizer_data() {
    QTest::addColumn<double>("momentum");
    QTest::addColumn<double>("dampening");
    QTest::addColumn<double>("weightDecay");
    QTest::addColumn<bool>("nesterov");
    QTest::addColumn<QString>("arguments");
    // What does nothing without momentum is left out: torch.optim.SGD refuses nesterov then.
    QTest::newRow("no momentum") << 0.0 << 0.5 << 0.0 << true << "lr=0.05";
    QTest::newRow("momentum") << 0.9 << 0.0 << 0.001 << true << "lr=0.05, momentum=0.9, weight_decay=0.001, nesterov=True";
    QTest::newRow("dampened") << 0.9 << 0.5 << 0.0 << false << "lr=0.05, momentum=0.9, dampening=0.5";
    QTest::newRow("all") << 0.9 << 0.5 << 0.0 << true << "lr=0.05, momentum=0.9, dampening=0.5";
}

void TorchCallsTest::optimizer() {
    QFETCH(double, momentum);
    QFETCH(double, dampening);
    QFETCH(double, weightDecay);
    QFETCH(bool, nesterov);
    QFETCH(QString, arguments);
    const Knobs knobs{0.05, momentum, dampening, weightDecay, nesterov};
    QCOMPARE(QString::fromStdString(optimizerCall(OptimizerKind::Sgd, knobs)),
             QStringLiteral("torch.optim.SGD(net.parameters(), %1)").arg(arguments));
    QCOMPARE(setsNesterovLater(knobs), nesterov && momentum > 0 && dampening > 0);
}

void TorchCallsTest::everyActivationHasACall() {
    for (const auto& info : activations()) {
        const auto spec = defaultSpec(info.kind);
        const auto call = QString::fromStdString(activationCall(spec, "z"));
        QCOMPARE(call == QLatin1String("z"), info.kind == Activation::Identity);
        const auto module = QString::fromStdString(activationModule(spec));
        QVERIFY2(module.startsWith(QLatin1String("nn.")) != module.startsWith(QString::fromStdString(ownModuleName(spec) + "()")),
                 qPrintable(module));
    }
    auto softplus = defaultSpec(Activation::Softplus);
    softplus.parameters[1] = 5.0;
    QCOMPARE(activationModule(softplus), std::string("nn.Softplus(threshold=5.0)"));
    QCOMPARE(activationCall(defaultSpec(Activation::Softmax), "z"), std::string("torch.softmax(z, dim=1)"));
}

void TorchCallsTest::everyLossHasACall() {
    for (const auto& info : losses()) {
        const auto call = lossCall(defaultSpec(info.kind), Activation::Identity, "a", "y");
        QCOMPARE(call, std::string(info.torchFunction) + "(a, y)");
    }
    // Behind the sigmoid both losses of probabilities are computed from z.
    QCOMPARE(lossCall(defaultSpec(Loss::BinaryCrossEntropy), Activation::Sigmoid, "z", "y"),
             lossCall(defaultSpec(Loss::BinaryCrossEntropyWithLogits), Activation::Sigmoid, "z", "y"));
}

GLASSNET_TEST(TorchCallsTest);

}  // namespace glassnet::test

#include "TorchCallsTest.moc"
