#include "engine/exchange/ScriptTensors.h"

#include <QString>
#include <set>

#include "engine/program/Compiler.h"
#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// A script with the program of the same network.
struct Both {
    Both(const ScriptSource& source, ScriptForm form) : script(pyTorchScript(source, form)) {
        CompileOptions options;
        options.batchSize = std::max<std::int64_t>(source.batchSize, 1);
        options.penalty = source.penalty;
        options.clipping = source.clipping;
        program = compile(source.network, options).value();
        tensors = ScriptTensors(script, program);
    }

    [[nodiscard]] QString line(std::size_t place) const { return QString::fromStdString(script.lines.at(place).text).trimmed(); }
    [[nodiscard]] QStringList linesOf(TensorId tensor) const {
        QStringList all;
        for (const auto place : tensors.lines(tensor)) {
            all.append(line(place));
        }
        return all;
    }
    /// The line of the n-th entry (from 0) that has this operation.
    [[nodiscard]] QString here(Op op, int n = 0) const {
        for (const auto& entry : program.entries()) {
            if (entry.op == op && n-- == 0) {
                const auto place = tensors.lineOf(entry);
                return place ? line(*place) : QString();
            }
        }
        return QStringLiteral("no such entry");
    }
    /// The symbols of what a line is about.
    [[nodiscard]] QStringList symbolsOf(const QString& text) const {
        QStringList all;
        for (std::size_t place = 0; place < script.lines.size(); ++place) {
            if (line(place) == text) {
                for (const auto tensor : tensors.tensors(place)) {
                    all.append(QString::fromStdString(symbolKey(program.tensor(tensor).symbol)));
                }
            }
        }
        return all;
    }

    Script script;
    Program program;
    ScriptTensors tensors;
};

QString operator""_q(const char16_t* text, std::size_t size) { return QString::fromUtf16(text, static_cast<qsizetype>(size)); }

}  // namespace

class ScriptTensorsTest final : public TestCase {
    Q_OBJECT
private slots:
    void theLessonByHand();
    void theLessonWithNn();
    void gradientsOnTheirWay();
    void everyKindOfLayerByHand();
    void everyKindOfLayerWithNn();
    void heldUnits();
    void logits();
    void everyEntryHasALine_data();
    void everyEntryHasALine();
};

void ScriptTensorsTest::theLessonByHand() {
    const Both both(lessonSource(), ScriptForm::ByHand);
    const auto hidden = both.script.lines.empty() ? LayerId{} : lessonSource().network.layers().at(1).id;
    const auto at = [&](SymbolLetter letter) { return both.program.find(hidden, letter); };
    const auto forward = u"h = activation(torch.mm(features, W1) + B1)"_q;
    QCOMPARE(both.linesOf(at(SymbolLetter::Weight)),
             QStringList({u"W1 = torch.randn(n_input, n_hidden)"_q, forward, u"W1 = W1 - 0.1 * dW1"_q}));
    QCOMPARE(both.linesOf(at(SymbolLetter::Bias)), QStringList({u"B1 = torch.randn((1, n_hidden))"_q, forward, u"B1 = B1 - 0.1 * dB1"_q}));
    QCOMPARE(both.linesOf(at(SymbolLetter::PreActivation)), QStringList(forward));
    QCOMPARE(both.linesOf(at(SymbolLetter::Hidden)), QStringList({forward, u"output = activation(torch.mm(h, W2) + B2)"_q,
                                                                  u"dW2 = torch.mm(h.t(), dz2)"_q, u"dz1 = dh * h * (1 - h)"_q}));
    QCOMPARE(both.symbolsOf(forward), QStringList({u"h"_q, u"z1"_q, u"W1"_q, u"B1"_q, u"x"_q}));
    QCOMPARE(both.here(Op::Affine), forward);
    QCOMPARE(both.here(Op::Activate), forward);
    QCOMPARE(both.here(Op::Affine, 1), u"output = activation(torch.mm(h, W2) + B2)"_q);
    QCOMPARE(both.here(Op::Loss), u"loss = ((output - target) ** 2).mean()"_q);
    QCOMPARE(both.here(Op::LossGradient), u"doutput = 2 * (output - target) / output.numel()"_q);
    QCOMPARE(both.here(Op::ActivateGradient), u"dz2 = doutput * output * (1 - output)"_q);
    QCOMPARE(both.here(Op::WeightGradient), u"dW2 = torch.mm(h.t(), dz2)"_q);
    QCOMPARE(both.here(Op::BiasGradient), u"dB2 = dz2.sum(dim=0, keepdim=True)"_q);
    QCOMPARE(both.here(Op::InputGradient), u"dh = torch.mm(dz2, W2.t())"_q);
    QCOMPARE(both.here(Op::WeightGradient, 1), u"dW1 = torch.mm(features.t(), dz1)"_q);
    const auto gradient = both.program.find(hidden, SymbolLetter::Weight);
    QCOMPARE(both.linesOf(both.program.gradientOf(gradient)),
             QStringList({u"dW1 = torch.mm(features.t(), dz1)"_q, u"W1 = W1 - 0.1 * dW1"_q}));
}

void ScriptTensorsTest::theLessonWithNn() {
    const Both both(lessonSource(), ScriptForm::Nn);
    QCOMPARE(both.here(Op::Affine), u"nn.Linear(3, 2),"_q);
    QCOMPARE(both.here(Op::Activate), u"nn.Sigmoid(),"_q);
    QCOMPARE(both.here(Op::Loss), u"loss = nn.functional.mse_loss(output, y)"_q);
    QCOMPARE(both.here(Op::LossGradient), u"loss.backward()"_q);
    QCOMPARE(both.here(Op::WeightGradient), u"loss.backward()"_q);
    QCOMPARE(both.here(Op::InputGradient), u"loss.backward()"_q);
    QCOMPARE(both.here(Op::Update), u"optimizer.step()"_q);
    const auto gradient = both.program.parameters().front().gradient;
    QCOMPARE(both.linesOf(gradient), QStringList({u"loss.backward()"_q, u"optimizer.step()"_q}));
    // All gradients of the program, and nothing else.
    std::set<std::uint32_t> gradients;
    for (const auto& info : both.program.tensors()) {
        if (info.role == TensorRole::Gradient) {
            gradients.insert(info.id.value);
        }
    }
    std::set<std::uint32_t> told;
    for (std::size_t place = 0; place < both.script.lines.size(); ++place) {
        for (const auto tensor : both.line(place) == u"loss.backward()"_q ? both.tensors.tensors(place) : std::vector<TensorId>()) {
            told.insert(tensor.value);
        }
    }
    QCOMPARE(told, gradients);
    QCOMPARE(both.symbolsOf(u"print(loss.item())"_q), QStringList(u"L"_q));
}

/// Penalty and clipping have lines of their own, and the gradient before them is still loss.backward()'s.
void ScriptTensorsTest::gradientsOnTheirWay() {
    auto source = lessonSource();
    source.penalty = Penalty::L2;
    source.clipping = Clipping::Norm;
    const Both both(source, ScriptForm::Nn);
    const auto clip = u"nn.utils.clip_grad_norm_(net.parameters(), 1.0)"_q;
    QCOMPARE(both.here(Op::Penalty), u"net[2].weight.grad.add_(net[2].weight.detach(), alpha=0.001)  # L2 penalty"_q);
    QCOMPARE(both.here(Op::Penalty, 1), u"net[0].weight.grad.add_(net[0].weight.detach(), alpha=0.001)  # L2 penalty"_q);
    QCOMPARE(both.here(Op::GradientNorm), clip);
    QCOMPARE(both.here(Op::ClipByNorm), clip);
    QCOMPARE(both.here(Op::ClipByNorm, 3), clip);
    QCOMPARE(both.here(Op::WeightGradient), u"loss.backward()"_q);
    QCOMPARE(both.here(Op::Update), u"optimizer.step()"_q);
}

void ScriptTensorsTest::everyKindOfLayerByHand() {
    const Both both(sourceFor(everythingNetwork(), 2), ScriptForm::ByHand);
    QCOMPARE(both.here(Op::ColumnMoments), u"mean1 = h2.mean(dim=0, keepdim=True)"_q);
    QCOMPARE(both.here(Op::Standardize), u"n1 = (h2 - mean1) / torch.sqrt(var1 + 0.001) * gamma1 + beta1"_q);
    QCOMPARE(both.here(Op::ScaleShift), u"n1 = (h2 - mean1) / torch.sqrt(var1 + 0.001) * gamma1 + beta1"_q);
    QCOMPARE(both.here(Op::JoinAdd), u"j1 = h1 + n1"_q);
    QCOMPARE(both.here(Op::DrawMask), u"d = nn.functional.dropout(n2, p=0.25)"_q);
    QCOMPARE(both.here(Op::JoinConcatenate), u"j2 = torch.cat((d, features2), dim=1)"_q);
    QCOMPARE(both.symbolsOf(u"C1[2, 1] = 0"_q), QStringList(u"C1"_q));
    QCOMPARE(both.symbolsOf(u"j1 = h1 + n1"_q), QStringList({u"j1"_q, u"h1"_q, u"n1"_q}));
    QCOMPARE(both.symbolsOf(u"var1 = h2.var(dim=0, unbiased=False, keepdim=True)"_q), QStringList({u"var1"_q, u"h2"_q}));
    QCOMPARE(both.symbolsOf(u"print(output2.detach())"_q), QStringList(u"yhat2"_q));
    QCOMPARE(both.symbolsOf(u"features2 = torch.tensor([[0.0], [0.0]])"_q), QStringList(u"x2"_q));
    QCOMPARE(both.symbolsOf(u"n_hidden1 = 3"_q), QStringList());
}

void ScriptTensorsTest::everyKindOfLayerWithNn() {
    const Both both(sourceFor(everythingNetwork(), 2), ScriptForm::Nn);
    QCOMPARE(both.here(Op::ColumnMoments), u"n1 = self.norm1(h2)"_q);
    QCOMPARE(both.here(Op::UpdateRunning), u"n1 = self.norm1(h2)"_q);
    QCOMPARE(both.here(Op::DrawMask), u"d = self.dropout1(n2)"_q);
    QCOMPARE(both.here(Op::Affine, 3), u"z2 = self.linear4(j2)  # sigmoid: in the loss"_q);
    QCOMPARE(both.here(Op::Activate, 3), u"output2 = torch.sigmoid(z2)"_q);
    QCOMPARE(both.here(Op::Loss, 1), u"loss2 = nn.functional.binary_cross_entropy_with_logits(z2, y2)"_q);
    QCOMPARE(both.here(Op::TotalLoss), u"loss = 0.5 * loss1 + loss2"_q);
    QCOMPARE(both.here(Op::Accumulate), u"loss.backward()"_q);
    QCOMPARE(both.symbolsOf(u"self.linear1 = CutLinear(3, 3)"_q), QStringList({u"W1"_q, u"B1"_q, u"C1"_q}));
    QCOMPARE(both.symbolsOf(u"y1 = torch.tensor([0, 0])"_q), QStringList(u"y1"_q));
    QCOMPARE(both.symbolsOf(u"nn.init.xavier_normal_(net.linear3.weight)"_q), QStringList(u"W3"_q));
}

void ScriptTensorsTest::heldUnits() {
    auto network = lesson();
    network.find(network.layers().at(0).id)->clamps = {{1, 0.5}};
    network.find(network.layers().at(1).id)->clamps = {{0, 0.25}};
    auto source = lessonSource();
    source.network = network;
    for (const auto form : {ScriptForm::ByHand, ScriptForm::Nn}) {
        const Both both(source, form);
        const bool byHand = form == ScriptForm::ByHand;
        QCOMPARE(both.here(Op::Clamp),
                 byHand ? u"features = torch.where(held1, values1, features)"_q : u"x = torch.where(self.held1, self.values1, x)"_q);
        QCOMPARE(both.here(Op::Activate),
                 byHand ? u"h = activation(torch.mm(features, W1) + B1)"_q : u"h = torch.sigmoid(self.linear1(x))"_q);
        QCOMPARE(both.here(Op::Clamp, 1),
                 byHand ? u"h = torch.where(held2, values2, h)"_q : u"h = torch.where(self.held2, self.values2, h)"_q);
    }
}

void ScriptTensorsTest::logits() {
    auto source = sourceFor(chain({4, 3}, {Activation::Softmax}, Loss::CrossEntropy), 5);
    const Both whole(source, ScriptForm::Nn);
    QCOMPARE(whole.here(Op::Affine), u"nn.Linear(4, 3),"_q);
    QCOMPARE(whole.here(Op::Activate), u"output = torch.softmax(z, dim=1)"_q);
    source.batchSize = 2;
    const Both batches(source, ScriptForm::Nn);
    QCOMPARE(batches.here(Op::Activate), u"# softmax: in the loss"_q);
    QCOMPARE(batches.here(Op::LossGradient), u"loss.backward()"_q);
}

void ScriptTensorsTest::everyEntryHasALine_data() {
    QTest::addColumn<int>("form");
    QTest::newRow("nn") << 0;
    QTest::newRow("by hand") << 1;
}

void ScriptTensorsTest::everyEntryHasALine() {
    QFETCH(int, form);
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Generator generator(seed);
        const Both both(sourceFor(randomNetwork(generator), 4), static_cast<ScriptForm>(form));
        for (const auto& entry : both.program.entries()) {
            const bool isWritten = form == 0 || entry.op != Op::UpdateRunning;
            const auto place = both.tensors.lineOf(entry);
            QVERIFY2(place.has_value() == isWritten,
                     qPrintable(QStringLiteral("seed %1: %2 makes %3")
                                    .arg(seed)
                                    .arg(QString::fromUtf8(entry.formula.data(), static_cast<qsizetype>(entry.formula.size())),
                                         QString::fromStdString(symbolKey(both.program.tensor(entry.outputs[0]).symbol)))));
            if (place && entry.phase == Phase::Forward && both.script.lines[*place].layer.valid()) {
                QCOMPARE(both.script.lines[*place].layer, entry.layer);
            }
        }
    }
}

GLASSNET_TEST(ScriptTensorsTest);

}  // namespace glassnet::test

#include "ScriptTensorsTest.moc"
