#include "engine/exchange/NnScript.h"

#include <QString>

#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class NnScriptTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyKindOfLayer();
};

void NnScriptTest::everyKindOfLayer() {
    const auto script = pyTorchScript(sourceFor(everythingNetwork(), 2), ScriptForm::Nn);
    QCOMPARE(QString::fromStdString(script.text()), QString::fromUtf8(R"(
import math

import torch
from torch import nn

class CutLinear(nn.Linear):
    def __init__(self, inputs, outputs, bias=True):
        super().__init__(inputs, outputs, bias)
        self.register_buffer("mask", torch.ones(outputs, inputs))

    def forward(self, x):
        return nn.functional.linear(x, self.weight * self.mask, self.bias)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = CutLinear(3, 3)
        self.linear2 = nn.Linear(2, 3, bias=False)
        self.norm1 = nn.BatchNorm1d(3, eps=0.001, momentum=0.2)
        self.norm2 = nn.LayerNorm(3, elementwise_affine=False)
        self.dropout1 = nn.Dropout(0.25)
        self.linear3 = nn.Linear(4, 2)
        self.linear4 = nn.Linear(4, 1)

    def forward(self, x1, x2):
        h1 = torch.sin(self.linear1(torch.cat((x1, x2), dim=1)))
        h2 = torch.relu(torch.sign(self.linear2(x1)))
        n1 = self.norm1(h2)
        j1 = h1 + n1
        n2 = self.norm2(j1)
        d = self.dropout1(n2)
        j2 = torch.cat((d, x2), dim=1)
        output1 = nn.functional.leaky_relu(self.linear3(j2), negative_slope=0.2)
        z2 = self.linear4(j2)  # sigmoid: in the loss
        return output1, z2

net = Net()
net.linear1.mask[1, 2] = 0
net.linear1.mask[2, 2] = 0

torch.manual_seed(7)
x1 = torch.randn(2, 2)
with torch.no_grad():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        net.linear1.weight.copy_(torch.empty(3, 3).normal_(0.0, 0.5).t())
        nn.init.uniform_(net.linear1.bias, -1 / math.sqrt(3), 1 / math.sqrt(3))
    net.linear2.weight.copy_(torch.empty(2, 3).uniform_(-0.5, 0.5).t())
    nn.init.xavier_normal_(net.linear3.weight)
    nn.init.constant_(net.linear3.bias, 0.25)
    nn.init.normal_(net.linear4.weight, 0.0, 0.5 / math.sqrt(4))
    nn.init.xavier_uniform_(net.linear4.bias.view(-1, 1))
net.linear2.requires_grad_(False)
net.norm1.requires_grad_(False)

x2 = torch.tensor([[0.0], [0.0]])
y1 = torch.tensor([0, 0])
y2 = torch.tensor([[0.0], [0.0]])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
torch.manual_seed(9)  # dropout
output1, z2 = net(x1, x2)
print(output1)
output2 = torch.sigmoid(z2)
print(output2)
loss1 = nn.functional.multi_margin_loss(output1, y1, margin=2.0)
loss2 = nn.functional.binary_cross_entropy_with_logits(z2, y2)
loss = 0.5 * loss1 + loss2
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item())
)")
                                                        .mid(1));
}

GLASSNET_TEST(NnScriptTest);

}  // namespace glassnet::test

#include "NnScriptTest.moc"
