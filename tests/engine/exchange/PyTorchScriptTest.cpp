#include "engine/exchange/PyTorchScript.h"

#include <QString>

#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {
const QString kWayOut = QStringLiteral("# (a script that Glassnet saves to a file has them in a file beside it)");
}  // namespace

class PyTorchScriptTest final : public TestCase {
    Q_OBJECT
private slots:
    void lessonByHand();
    void neuronByHand();
    void lessonWithNn();
    void chainDrawnLikeModules();
    void skip();
    void join();
    void linesKnowTheirLayer();
    void rowsThatMustBeLoaded();
    void rowsInAFileBesideIt();
    void batches();
    void weightDecayLeavesCutConnections();
    void gradientsAreChangedAsInTheProgram();
    void numbersReadBack();
};

// The program of the "introduction to PyTorch" lesson, line by line, and what follows its output.
void PyTorchScriptTest::lessonByHand() {
    QCOMPARE(text(lessonSource(), ScriptForm::ByHand), expected(R"(
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

h = activation(torch.mm(features, W1) + B1)
output = activation(torch.mm(h, W2) + B2)
print(output)

target = torch.tensor([[1.0]])
loss = ((output - target) ** 2).mean()
print(loss.item())

doutput = 2 * (output - target) / output.numel()
dz2 = doutput * output * (1 - output)
dW2 = torch.mm(h.t(), dz2)
dB2 = dz2.sum(dim=0, keepdim=True)
dh = torch.mm(dz2, W2.t())
dz1 = dh * h * (1 - h)
dW1 = torch.mm(features.t(), dz1)
dB1 = dz1.sum(dim=0, keepdim=True)

W1 = W1 - 0.1 * dW1
B1 = B1 - 0.1 * dB1
W2 = W2 - 0.1 * dW2
B2 = B2 - 0.1 * dB2
)"));
}

void PyTorchScriptTest::neuronByHand() {
    QCOMPARE(text(sourceFor(lesson({5, 1}), 1), ScriptForm::ByHand), expected(R"(
import torch

def activation(x):
    return 1/(1+torch.exp(-x))

torch.manual_seed(7)
features = torch.randn((1, 5))

weights = torch.randn_like(features)
bias = torch.randn((1, 1))

y = activation(torch.mm(features, weights.view(5, 1)) + bias)
print(y)

target = torch.tensor([[0.0]])
loss = ((y - target) ** 2).mean()
print(loss.item())

dy = 2 * (y - target) / y.numel()
dz = dy * y * (1 - y)
dweights = torch.mm(features.t(), dz).view_as(weights)
dbias = dz.sum(dim=0, keepdim=True)

weights = weights - 0.1 * dweights
bias = bias - 0.1 * dbias
)"));
}

void PyTorchScriptTest::lessonWithNn() {
    QCOMPARE(text(lessonSource(), ScriptForm::Nn), expected(R"(
import torch
from torch import nn

net = nn.Sequential(
    nn.Linear(3, 2),
    nn.Sigmoid(),
    nn.Linear(2, 1),
    nn.Sigmoid(),
)

torch.manual_seed(7)
x = torch.randn(1, 3)
with torch.no_grad():
    net[0].weight.copy_(torch.randn(3, 2).t())
    net[2].weight.copy_(torch.randn(2, 1).t())
    nn.init.normal_(net[0].bias)
    nn.init.normal_(net[2].bias)

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
}

void PyTorchScriptTest::chainDrawnLikeModules() {
    auto source = sourceFor(chain({4, 8, 6, 3}, {Activation::Relu, Activation::Relu, Activation::Softmax}, Loss::CrossEntropy), 2);
    source.targets.begin()->second.values = Tensor::from<std::int64_t>({2, 0}, {2});
    QCOMPARE(text(source, ScriptForm::Nn), expected(R"(
import torch
from torch import nn

torch.manual_seed(7)
net = nn.Sequential(
    nn.Linear(4, 8),
    nn.ReLU(),
    nn.Linear(8, 6),
    nn.ReLU(),
    nn.Linear(6, 3),
    # softmax: in the loss
)

x = torch.tensor([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
y = torch.tensor([2, 0])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
z = net(x)
output = torch.softmax(z, dim=1)
print(output)
loss = nn.functional.cross_entropy(z, y)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item())
)"));
    QCOMPARE(text(source, ScriptForm::ByHand), expected(R"(
import math

import torch
from torch import nn

def relu(x):
    return torch.relu(x)

def softmax(x):
    return torch.softmax(x, dim=1)

torch.manual_seed(7)
features = torch.tensor([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])

n_input = features.shape[1]
n_hidden1 = 8
n_hidden2 = 6
n_output = 3

W1 = nn.init.kaiming_uniform_(torch.empty(n_hidden1, n_input), a=math.sqrt(5)).t()
B1 = torch.empty((1, n_hidden1)).uniform_(-1 / math.sqrt(n_input), 1 / math.sqrt(n_input))
W2 = nn.init.kaiming_uniform_(torch.empty(n_hidden2, n_hidden1), a=math.sqrt(5)).t()
B2 = torch.empty((1, n_hidden2)).uniform_(-1 / math.sqrt(n_hidden1), 1 / math.sqrt(n_hidden1))
W3 = nn.init.kaiming_uniform_(torch.empty(n_output, n_hidden2), a=math.sqrt(5)).t()
B3 = torch.empty((1, n_output)).uniform_(-1 / math.sqrt(n_hidden2), 1 / math.sqrt(n_hidden2))

h1 = relu(torch.mm(features, W1) + B1)
h2 = relu(torch.mm(h1, W2) + B2)
output = softmax(torch.mm(h2, W3) + B3)
print(output)

target = torch.tensor([2, 0])
loss = nn.functional.nll_loss(torch.log(output), target)
print(loss.item())

dz3 = (output - nn.functional.one_hot(target, 3)) / len(output)
dW3 = torch.mm(h2.t(), dz3)
dB3 = dz3.sum(dim=0, keepdim=True)
dh2 = torch.mm(dz3, W3.t())
dz2 = dh2 * (h2 > 0)
dW2 = torch.mm(h1.t(), dz2)
dB2 = dz2.sum(dim=0, keepdim=True)
dh1 = torch.mm(dz2, W2.t())
dz1 = dh1 * (h1 > 0)
dW1 = torch.mm(features.t(), dz1)
dB1 = dz1.sum(dim=0, keepdim=True)

W1 = W1 - 0.1 * dW1
B1 = B1 - 0.1 * dB1
W2 = W2 - 0.1 * dW2
B2 = B2 - 0.1 * dB2
W3 = W3 - 0.1 * dW3
B3 = B3 - 0.1 * dB3
)"));
}

void PyTorchScriptTest::skip() {
    QCOMPARE(text(sourceFor(skipNetwork(), 1), ScriptForm::Nn), expected(R"(
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(5, 2)

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        z = self.linear2(torch.cat((h, x), dim=1))  # softmax: in the loss
        return z

torch.manual_seed(7)
net = Net()

x = torch.tensor([[0.0, 0.0]])
y = torch.tensor([0])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
z = net(x)
output = torch.softmax(z, dim=1)
print(output)
loss = nn.functional.cross_entropy(z, y)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item())
)"));
}

void PyTorchScriptTest::join() {
    QCOMPARE(text(sourceFor(joinNetwork(), 1), ScriptForm::Nn), expected(R"(
import math

import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(2, 3)
        self.linear3 = nn.Linear(3, 1)

    def forward(self, x):
        h1 = torch.tanh(self.linear1(x))
        h2 = torch.tanh(self.linear2(x))
        j = h1 + h2
        output = self.linear3(j)
        return output

net = Net()

torch.manual_seed(7)
nn.init.kaiming_uniform_(net.linear1.weight, nonlinearity="relu")
nn.init.zeros_(net.linear1.bias)
nn.init.kaiming_uniform_(net.linear2.weight, nonlinearity="relu")
nn.init.zeros_(net.linear2.bias)
nn.init.kaiming_uniform_(net.linear3.weight, a=math.sqrt(5))
nn.init.uniform_(net.linear3.bias, -1 / math.sqrt(3), 1 / math.sqrt(3))

x = torch.tensor([[0.0, 0.0]])
y = torch.tensor([[0.0]])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
output = net(x)
print(output)
loss = nn.functional.mse_loss(output, y)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item())
)"));
}

void PyTorchScriptTest::linesKnowTheirLayer() {
    const auto source = lessonSource();
    const auto hidden = source.network.layers().at(1).id;
    const auto ofHidden = [hidden](const ScriptLine& line) { return line.layer == hidden; };
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::ByHand), ofHidden),
             QStringList({QStringLiteral("n_hidden = 2"), QStringLiteral("W1 = torch.randn(n_input, n_hidden)"),
                          QStringLiteral("B1 = torch.randn((1, n_hidden))"), QStringLiteral("h = activation(torch.mm(features, W1) + B1)"),
                          QStringLiteral("dz1 = dh * h * (1 - h)"), QStringLiteral("dW1 = torch.mm(features.t(), dz1)"),
                          QStringLiteral("dB1 = dz1.sum(dim=0, keepdim=True)"), QStringLiteral("W1 = W1 - 0.1 * dW1"),
                          QStringLiteral("B1 = B1 - 0.1 * dB1")}));
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::Nn), ofHidden),
             QStringList({QStringLiteral("nn.Linear(3, 2),"), QStringLiteral("nn.Sigmoid(),"),
                          QStringLiteral("net[0].weight.copy_(torch.randn(3, 2).t())"), QStringLiteral("nn.init.normal_(net[0].bias)")}));
    const auto everything = everythingNetwork();
    const auto cut = everything.links().at(1).id;
    QCOMPARE(
        linesWith(pyTorchScript(sourceFor(everything, 2), ScriptForm::ByHand), [cut](const ScriptLine& line) { return line.link == cut; }),
        QStringList({QStringLiteral("C1[2, 1] = 0"), QStringLiteral("C1[2, 2] = 0")}));
}

void PyTorchScriptTest::rowsThatMustBeLoaded() {
    auto source = sourceFor(chain({2, 3}, {Activation::Softmax}, Loss::CrossEntropy), 1);
    source.inputs.begin()->second = {Shape{200, 2}, false, {}, "spiral"};
    source.targets.begin()->second = {Shape{200}, true, {}, {}};
    const auto isData = [](const ScriptLine& line) { return line.role == ScriptRole::Data; };
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::Nn), isData),
             QStringList({QStringLiteral("# Load x from the set \"spiral\" here: float32 [200, 2]"), kWayOut,
                          QStringLiteral("x = torch.zeros(200, 2)"), QStringLiteral("# Load y here: int64 [200]"), kWayOut,
                          QStringLiteral("y = torch.zeros(200, dtype=torch.int64)")}));
}

void PyTorchScriptTest::rowsInAFileBesideIt() {
    auto source = sourceFor(chain({2, 3}, {Activation::Softmax}, Loss::CrossEntropy), 1);
    const auto rows = Tensor::full({40, 2}, 0.5);
    source.inputs.begin()->second = {rows.shape(), false, rows, {}};
    source.targets.begin()->second = {Shape{40}, true, Tensor::arange(40), {}};
    const auto dataLines = [&source](ScriptForm form) {
        return linesWith(pyTorchScript(source, form), [](const ScriptLine& line) {
            return line.role == ScriptRole::Data || line.text.find("import") != std::string::npos;
        });
    };
    // Without a file they are written out; few are in any case.
    QVERIFY(dataLines(ScriptForm::Nn).contains(QStringLiteral("x = torch.tensor([")));
    QVERIFY(pyTorchScript(source, ScriptForm::Nn).arrays.empty());
    source.arrayFile = "a \"b\".npz";
    const auto saved = pyTorchScript(source, ScriptForm::Nn);
    QCOMPARE(dataLines(ScriptForm::Nn).mid(0, 6),
             QStringList({QStringLiteral("import pathlib"), QStringLiteral("import numpy as np"), QStringLiteral("import torch"),
                          QStringLiteral("from torch import nn"),
                          QStringLiteral("arrays = np.load(pathlib.Path(__file__).with_name(\"a \\\"b\\\".npz\"))"),
                          QStringLiteral("x = torch.from_numpy(arrays[\"x\"])")}));
    QVERIFY(dataLines(ScriptForm::Nn).last().startsWith(QStringLiteral("y = torch.tensor([0, 1, 2,")));
    QVERIFY(saved.arrays.size() == 1 && bitEqual(saved.arrays.at("x"), rows));
    QVERIFY(bitEqual(pyTorchScript(source, ScriptForm::ByHand).arrays.at("features"), rows));
}

void PyTorchScriptTest::batches() {
    auto source = sourceFor(chain({1, 1}, {Activation::Sine}, Loss::L1), 5);
    source.batchSize = 2;
    source.shuffle = true;
    QCOMPARE(text(source, ScriptForm::Nn), expected(R"(
import torch
from torch import nn

class Sine(nn.Module):
    def forward(self, z):
        return torch.sin(z)

torch.manual_seed(7)
net = nn.Sequential(
    nn.Linear(1, 1),
    Sine(),
)

x = torch.tensor([[0.0], [0.0], [0.0], [0.0], [0.0]])
y = torch.tensor([[0.0], [0.0], [0.0], [0.0], [0.0]])

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
shuffle = torch.Generator().manual_seed(8)
for rows in torch.randperm(5, generator=shuffle).split(2):  # one epoch
    output = net(x[rows])
    loss = nn.functional.l1_loss(output, y[rows])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(loss.item())
)"));
}

void PyTorchScriptTest::weightDecayLeavesCutConnections() {
    auto source = sourceFor(everythingNetwork(), 2);
    const auto isResting = [](const ScriptLine& line) { return line.text.find("resting") != std::string::npos; };
    QVERIFY(linesWith(pyTorchScript(source, ScriptForm::Nn), isResting).isEmpty());
    source.knobs.weightDecay = 0.01;
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::Nn), isResting),
             QStringList(
                 {QStringLiteral("resting1 = net.linear1.weight.data[net.linear1.mask == 0]  # weight decay leaves cut connections alone"),
                  QStringLiteral("net.linear1.weight.data[net.linear1.mask == 0] = resting1")}));
}

/// The same lines in the same order as the program's entries: gradients, penalty, clipping, step, and at the end of the epoch the rate.
void PyTorchScriptTest::gradientsAreChangedAsInTheProgram() {
    auto source = lessonSource();
    source.optimizer = OptimizerKind::Adam;
    source.penalty = Penalty::L1;
    source.clipping = Clipping::Norm;
    source.knobs.schedule.kind = ScheduleKind::Step;
    const auto isTraining = [](const ScriptLine& line) { return line.role == ScriptRole::Training; };
    QCOMPARE(linesWith(pyTorchScript(source, ScriptForm::Nn), isTraining),
             QStringList({QStringLiteral("optimizer = torch.optim.Adam(net.parameters(), lr=0.1)"),
                          QStringLiteral("scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.1)"),
                          QStringLiteral("optimizer.zero_grad()"), QStringLiteral("loss.backward()"),
                          QStringLiteral("net[0].weight.grad.add_(torch.where(net[0].weight < 0, -1.0, 1.0), alpha=0.001)  # L1 penalty"),
                          QStringLiteral("net[2].weight.grad.add_(torch.where(net[2].weight < 0, -1.0, 1.0), alpha=0.001)  # L1 penalty"),
                          QStringLiteral("nn.utils.clip_grad_norm_(net.parameters(), 1.0)"), QStringLiteral("optimizer.step()"),
                          QStringLiteral("print(loss.item())"), QStringLiteral("scheduler.step()  # at the end of each epoch")}));
}

void PyTorchScriptTest::numbersReadBack() {
    auto source = sourceFor(chain({4, 1}, {Activation::Identity}, Loss::MeanSquaredError), 1);
    source.inputs.begin()->second.values =
        Tensor::from<float>({0.1F, -0.0F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::denorm_min()}, {1, 4});
    QVERIFY(text(source, ScriptForm::Nn).contains(QStringLiteral("x = torch.tensor([[0.1, -0.0, float(\"inf\"), 1e-45]])\n")));
    source.inputs.begin()->second.values = Tensor::full({4, 4}, -0.25);
    QVERIFY(text(source, ScriptForm::Nn).contains(expected(R"(
x = torch.tensor([
    [-0.25, -0.25, -0.25, -0.25],
    [-0.25, -0.25, -0.25, -0.25],
    [-0.25, -0.25, -0.25, -0.25],
    [-0.25, -0.25, -0.25, -0.25],
])
)")));
}

GLASSNET_TEST(PyTorchScriptTest);

}  // namespace glassnet::test

#include "PyTorchScriptTest.moc"
