#include "engine/exchange/ScriptNetwork.h"

#include <QString>

#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class ScriptNetworkTest final : public TestCase {
    Q_OBJECT
private slots:
    void heldUnits();
    void heldUnitsOfAWideLayer();
};

void ScriptNetworkTest::heldUnits() {
    auto source = lessonSource();
    const auto id = [&source](std::size_t place) { return source.network.layers().at(place).id; };
    source.network.find(id(0))->clamps = {{0, 0.5}, {2, -2.0}};
    source.network.find(id(1))->clamps = {{1, 0.1}};
    QCOMPARE(text(source, ScriptForm::Nn), expected(R"(
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("held1", torch.tensor([True, False, True]))
        self.register_buffer("values1", torch.tensor([0.5, 0.0, -2.0]))
        self.linear1 = nn.Linear(3, 2)
        self.register_buffer("held2", torch.tensor([False, True]))
        self.register_buffer("values2", torch.tensor([0.0, 0.1]))
        self.linear2 = nn.Linear(2, 1)

    def forward(self, x):
        x = torch.where(self.held1, self.values1, x)
        h = torch.sigmoid(self.linear1(x))
        h = torch.where(self.held2, self.values2, h)
        output = torch.sigmoid(self.linear2(h))
        return output

net = Net()

torch.manual_seed(7)
x = torch.randn(1, 3)
with torch.no_grad():
    net.linear1.weight.copy_(torch.randn(3, 2).t())
    net.linear2.weight.copy_(torch.randn(2, 1).t())
    nn.init.normal_(net.linear1.bias)
    nn.init.normal_(net.linear2.bias)

y = torch.tensor([[1.0]])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
output = net(x)
print(output)
loss = nn.functional.mse_loss(output, y)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item())
)"));
    QCOMPARE(text(source, ScriptForm::ByHand), expected(R"(
import torch

def activation(x):
    return 1/(1+torch.exp(-x))

torch.manual_seed(7)
features = torch.randn((1, 3))

n_input = features.shape[1]
n_hidden = 2
n_output = 1

W1 = torch.randn(n_input, n_hidden)
W2 = torch.randn(n_hidden, n_output)
B1 = torch.randn((1, n_hidden))
B2 = torch.randn((1, n_output))
held1 = torch.tensor([True, False, True])
values1 = torch.tensor([0.5, 0.0, -2.0])
held2 = torch.tensor([False, True])
values2 = torch.tensor([0.0, 0.1])

for parameter in [W1, B1, W2, B2]:
    parameter.requires_grad_()

features = torch.where(held1, values1, features)
h = activation(torch.mm(features, W1) + B1)
h = torch.where(held2, values2, h)
output = activation(torch.mm(h, W2) + B2)
print(output.detach())

target = torch.tensor([[1.0]])
loss = ((output - target) ** 2).mean()
print(loss.item())

dW2, dB2 = torch.autograd.grad(loss, (W2, B2), retain_graph=True)
dW1, dB1 = torch.autograd.grad(loss, (W1, B1), retain_graph=True)

W1 = W1 - 0.1 * dW1
B1 = B1 - 0.1 * dB1
W2 = W2 - 0.1 * dW2
B2 = B2 - 0.1 * dB2
)"));
}

void ScriptNetworkTest::heldUnitsOfAWideLayer() {
    auto source = sourceFor(chain({17, 1}, {Activation::Identity}, Loss::MeanSquaredError), 1);
    const auto input = source.network.layers().front().id;
    source.network.find(input)->clamps = {{3, 0.5}, {16, -1.0}};
    const auto isHeld = [input](const ScriptLine& line) { return line.layer == input && line.role == ScriptRole::Model; };
    const QStringList lines{
        QStringLiteral("held1 = torch.zeros(17, dtype=torch.bool).scatter(0, torch.tensor([3, 16]), torch.tensor([True, True]))"),
        QStringLiteral("values1 = torch.zeros(17).scatter(0, torch.tensor([3, 16]), torch.tensor([0.5, -1.0]))")};
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::ByHand), isHeld), lines);
}

GLASSNET_TEST(ScriptNetworkTest);

}  // namespace glassnet::test

#include "ScriptNetworkTest.moc"
