#include "engine/exchange/HandScript.h"

#include <QString>

#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class HandScriptTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyKindOfLayer();
};

void HandScriptTest::everyKindOfLayer() {
    const auto script = pyTorchScript(sourceFor(everythingNetwork(), 2), ScriptForm::ByHand);
    QCOMPARE(QString::fromStdString(script.text()), QString::fromUtf8(R"(
import math

import torch
from torch import nn

def sine(x):
    return torch.sin(x)

def step(x):
    return torch.relu(torch.sign(x))

def leaky_relu(x):
    return nn.functional.leaky_relu(x, negative_slope=0.2)

def sigmoid(x):
    return 1/(1+torch.exp(-x))

torch.manual_seed(7)
features1 = torch.randn((2, 2))
features2 = torch.tensor([[0.0], [0.0]])

n_input1 = features1.shape[1]
n_input2 = features2.shape[1]
n_hidden1 = 3
n_hidden2 = 3
n_output1 = 2
n_output2 = 1

with torch.random.fork_rng(devices=[]):
    torch.manual_seed(11)
    W1 = torch.empty(n_input1 + n_input2, n_hidden1).normal_(0.0, 0.5)
    B1 = torch.empty((1, n_hidden1)).uniform_(-1 / math.sqrt(n_input1 + n_input2), 1 / math.sqrt(n_input1 + n_input2))
W2 = torch.empty(n_input1, n_hidden2).uniform_(-0.5, 0.5)
W3 = nn.init.xavier_normal_(torch.empty(n_output1, n_hidden1 + n_input2)).t()
B3 = torch.full((1, n_output1), 0.25)
W4 = nn.init.normal_(torch.empty(n_output2, n_hidden1 + n_input2), 0.0, 0.5 / math.sqrt(n_hidden1 + n_input2)).t()
B4 = nn.init.xavier_uniform_(torch.empty(n_output2, 1)).t()
C1 = torch.ones(n_input1 + n_input2, n_hidden1)
C1[2, 1] = 0
C1[2, 2] = 0
gamma1 = torch.ones((1, n_hidden2))
beta1 = torch.zeros((1, n_hidden2))

for parameter in [W1, B1, W3, B3, W4, B4]:
    parameter.requires_grad_()

torch.manual_seed(9)  # dropout
h1 = sine(torch.mm(torch.cat((features1, features2), dim=1), W1 * C1) + B1)
h2 = step(torch.mm(features1, W2))
mean1 = h2.mean(dim=0, keepdim=True)
var1 = h2.var(dim=0, unbiased=False, keepdim=True)
n1 = (h2 - mean1) / torch.sqrt(var1 + 0.001) * gamma1 + beta1
j1 = h1 + n1
mean2 = j1.mean(dim=1, keepdim=True)
var2 = j1.var(dim=1, unbiased=False, keepdim=True)
n2 = (j1 - mean2) / torch.sqrt(var2 + 1e-05)
d = nn.functional.dropout(n2, p=0.25)
j2 = torch.cat((d, features2), dim=1)
output1 = leaky_relu(torch.mm(j2, W3) + B3)
output2 = sigmoid(torch.mm(j2, W4) + B4)
print(output1.detach())
print(output2.detach())

target1 = torch.tensor([0, 0])
target2 = torch.tensor([[0.0], [0.0]])
loss1 = nn.functional.multi_margin_loss(output1, target1, margin=2.0)
loss2 = nn.functional.binary_cross_entropy(output2, target2)
loss = 0.5 * loss1 + loss2
print(loss.item())

dW4, dB4 = torch.autograd.grad(loss, (W4, B4), retain_graph=True)
dW3, dB3 = torch.autograd.grad(loss, (W3, B3), retain_graph=True)
dW1, dB1 = torch.autograd.grad(loss, (W1, B1), retain_graph=True)

W1 = W1 - 0.1 * dW1
B1 = B1 - 0.1 * dB1
W3 = W3 - 0.1 * dW3
B3 = B3 - 0.1 * dB3
W4 = W4 - 0.1 * dW4
B4 = B4 - 0.1 * dB4
)")
                                                        .mid(1));
}

GLASSNET_TEST(HandScriptTest);

}  // namespace glassnet::test

#include "HandScriptTest.moc"
