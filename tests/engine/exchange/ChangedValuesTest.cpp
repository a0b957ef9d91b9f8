#include "engine/exchange/ChangedValues.h"

#include <QString>

#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class ChangedValuesTest final : public TestCase {
    Q_OBJECT
private slots:
    void writtenOut();
    void tooManyToWrite();
    void ofANorm();
};

void ChangedValuesTest::writtenOut() {
    auto source = lessonSource();
    const auto hidden = source.network.layers().at(1).id;
    const auto output = source.network.layers().at(2).id;
    source.changed[{hidden, StateRole::Weight, 0}] = Tensor::from<float>({0.1F, -0.0F, 1.0F, 1.0F / 3.0F, 16777216.0F, 1e-9F}, {3, 2});
    source.changed[{output, StateRole::Bias, 0}] = Tensor::from<float>({0.25F}, {1, 1});
    source.changed[{output, StateRole::Bias, 1}] = Tensor::ones(Shape{1, 1});
    source.changed[{output, StateRole::Weight, 0}] = Tensor::ones(Shape{3, 1});  // Of an earlier shape.
    source.changed[{output, StateRole::Scale, 0}] = Tensor::ones(Shape{1, 1});
    QVERIFY(text(source, ScriptForm::Nn).contains(expected(R"(
    nn.init.normal_(net[2].bias)

with torch.no_grad():  # values that were edited or trained
    net[0].weight.copy_(torch.tensor([[0.1, -0.0], [1.0, 0.33333334], [16777216.0, 1e-09]]).t())
    net[2].bias.copy_(torch.tensor([0.25]))

y = torch.tensor([[1.0]])
)")));
    QVERIFY(text(source, ScriptForm::ByHand).contains(expected(R"(
B2 = torch.randn((1, n_output))

# Values that were edited or trained
W1 = torch.tensor([[0.1, -0.0], [1.0, 0.33333334], [16777216.0, 1e-09]])
B2 = torch.tensor([[0.25]])

h = activation(torch.mm(features, W1) + B1)
)")));
    const auto isOfHidden = [hidden](const ScriptLine& line) {
        return line.layer == hidden && line.role == ScriptRole::Start && line.text.starts_with("W1 = ");
    };
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::ByHand), isOfHidden).size(), 2);
}

void ChangedValuesTest::tooManyToWrite() {
    auto source = sourceFor(chain({13, 5}, {Activation::Identity}, Loss::MeanSquaredError), 1);
    source.changed[{source.network.layers().back().id, StateRole::Weight, 0}] = Tensor::ones(Shape{13, 5});
    QVERIFY(text(source, ScriptForm::Nn).contains(expected(R"(
)

# net[0].weight was edited or trained; its 65 values are not written here (saved to a file, it has them beside it)

x = )")));
    QVERIFY(text(source, ScriptForm::ByHand).contains(expected(R"(

# weights was edited or trained; its 65 values are not written here (saved to a file, it has them beside it)

y = torch.mm(features, weights) + bias
)")));
}

void ChangedValuesTest::ofANorm() {
    auto source = sourceFor(everythingNetwork(), 2);
    const auto norm = source.network.layers().at(4).id;
    for (const auto role : {StateRole::Scale, StateRole::Shift, StateRole::RunningMean, StateRole::RunningVariance}) {
        source.changed[{norm, role, 0}] = Tensor::full({1, 3}, 0.5 * static_cast<double>(role));
    }
    const auto isChange = [norm](const ScriptLine& line) {
        return line.layer == norm && line.role == ScriptRole::Start && line.text.find("torch.tensor") != std::string::npos;
    };
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::Nn), isChange),
             QStringList({QStringLiteral("net.norm1.weight.copy_(torch.tensor([1.5, 1.5, 1.5]))"),
                          QStringLiteral("net.norm1.bias.copy_(torch.tensor([2.0, 2.0, 2.0]))"),
                          QStringLiteral("net.norm1.running_mean.copy_(torch.tensor([2.5, 2.5, 2.5]))"),
                          QStringLiteral("net.norm1.running_var.copy_(torch.tensor([3.0, 3.0, 3.0]))")}));
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::ByHand), isChange),
             QStringList(
                 {QStringLiteral("gamma1 = torch.tensor([[1.5, 1.5, 1.5]])"), QStringLiteral("beta1 = torch.tensor([[2.0, 2.0, 2.0]])")}));
}

GLASSNET_TEST(ChangedValuesTest);

}  // namespace glassnet::test

#include "ChangedValuesTest.moc"
