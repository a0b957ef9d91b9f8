#include "engine/exchange/TorchCalls.h"

#include <QString>

#include "engine/program/KnobTable.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

class TorchCallsTest final : public TestCase {
    Q_OBJECT
private slots:
    void optimizer_data();
    void optimizer();
    void otherOptimizers();
    void schedules();
    void gradientChanges();
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

void TorchCallsTest::otherOptimizers() {
    const auto call = [](OptimizerKind kind, const Knobs& knobs) { return optimizerCall(kind, knobs); };
    // At PyTorch's defaults nothing but the rate is said.
    for (const auto& [kind, text] : {std::pair{OptimizerKind::RmsProp, "torch.optim.RMSprop(net.parameters(), lr=0.01)"},
                                     {OptimizerKind::Adagrad, "torch.optim.Adagrad(net.parameters(), lr=0.01)"},
                                     {OptimizerKind::Adam, "torch.optim.Adam(net.parameters(), lr=0.001)"},
                                     {OptimizerKind::AdamW, "torch.optim.AdamW(net.parameters(), lr=0.001)"}}) {
        QCOMPARE(call(kind, defaultKnobs(kind)), std::string(text));
    }
    Knobs knobs{0.02, 0.5, 0.1, 0.03, true};
    knobs.alpha = 0.9;
    knobs.centered = true;
    knobs.epsilon = 1e-6;
    knobs.beta1 = 0.8;
    knobs.rateDecay = 0.25;
    knobs.initialSum = 2.0;
    QCOMPARE(call(OptimizerKind::RmsProp, knobs),
             std::string("torch.optim.RMSprop(net.parameters(), lr=0.02, momentum=0.5, alpha=0.9, eps=1e-06, weight_decay=0.03, "
                         "centered=True)"));
    QCOMPARE(call(OptimizerKind::Adagrad, knobs), std::string("torch.optim.Adagrad(net.parameters(), lr=0.02, lr_decay=0.25, "
                                                              "initial_accumulator_value=2.0, eps=1e-06, weight_decay=0.03)"));
    QCOMPARE(call(OptimizerKind::Adam, knobs),
             std::string("torch.optim.Adam(net.parameters(), lr=0.02, betas=(0.8, 0.999), eps=1e-06, weight_decay=0.03)"));
    knobs.weightDecay = 0.0;
    QCOMPARE(call(OptimizerKind::AdamW, knobs),
             std::string("torch.optim.AdamW(net.parameters(), lr=0.02, betas=(0.8, 0.999), eps=1e-06, weight_decay=0.0)"));
}

void TorchCallsTest::schedules() {
    Schedule schedule;
    QCOMPARE(schedulerCall(schedule), std::string());
    schedule.warmUp = 4;
    schedule.warmUpStart = 0.25;
    const std::string warmUp = "torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.25, total_iters=4)";
    QCOMPARE(schedulerCall(schedule), warmUp);
    schedule.kind = ScheduleKind::Cosine;
    QCOMPARE(schedulerCall(schedule),
             "torch.optim.lr_scheduler.SequentialLR(optimizer, [" + warmUp +
                 ", torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=50, eta_min=0.0)], milestones=[4])");
    schedule.warmUp = 0;
    schedule.kind = ScheduleKind::Step;
    QCOMPARE(schedulerCall(schedule), std::string("torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.1)"));
}

void TorchCallsTest::gradientChanges() {
    QCOMPARE(penaltyCall(Penalty::L2, 0.5, "w", {}), std::string("w.grad.add_(w.detach(), alpha=0.5)"));
    QCOMPARE(penaltyCall(Penalty::L1, 0.5, "w", "m"), std::string("w.grad.add_(torch.where(w < 0, -1.0, 1.0) * m, alpha=0.5)"));
    QCOMPARE(clippingCall(Clipping::Norm, 2.0), std::string("nn.utils.clip_grad_norm_(net.parameters(), 2.0)"));
    QCOMPARE(clippingCall(Clipping::Value, 0.5), std::string("nn.utils.clip_grad_value_(net.parameters(), 0.5)"));
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
        QCOMPARE(call, info.kind == Loss::HalfSquaredError ? std::string("0.5 * ((a - y) ** 2).sum(dim=1).mean()")
                                                           : std::string(info.torchFunction) + "(a, y)");
    }
    // Behind the sigmoid both losses of probabilities are computed from z.
    QCOMPARE(lossCall(defaultSpec(Loss::BinaryCrossEntropy), Activation::Sigmoid, "z", "y"),
             lossCall(defaultSpec(Loss::BinaryCrossEntropyWithLogits), Activation::Sigmoid, "z", "y"));
}

GLASSNET_TEST(TorchCallsTest);

}  // namespace glassnet::test

#include "TorchCallsTest.moc"
