#include "ui/stepping/FormulaText.h"

#include <algorithm>

#include "engine/program/Compiler.h"
#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::SteppingScene;

class FormulaTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static FormulaText textOf(const Snapshot& snapshot, std::size_t head = 5, int digits = 4) {
        const SymbolNames names(*snapshot.network, *snapshot.program);
        const auto value = [&](const ElementRef& element) -> std::optional<double> {
            const Tensor* tensor = snapshot.find(element.tensor);
            return tensor == nullptr ? std::nullopt : std::optional<double>(tensor->at(element.element));
        };
        return formulaText(
            {names, *snapshot.explanation, snapshot.inner ? &*snapshot.inner : nullptr, value, NumberText(digits, QLocale::c()), head});
    }
    static NetworkSpec pair(Activation activation, Loss loss) {
        NetworkSpec network = test::lessonNetwork();
        auto& output = std::get<OutputSettings>(network.find(network.layers()[2].id)->settings);
        output.dense.units = 2;
        output.dense.activation = defaultSpec(activation);
        output.loss = defaultSpec(loss);
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 2;
        return network;
    }

private slots:
    // The numbers are those of PyTorch 1.13 for the lesson: torch.manual_seed(7), x, W1, W2, B1, B2 drawn in this order.
    void lesson_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<qint64>("element");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("symbols");
        QTest::addColumn<QString>("numbers");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, std::size_t position, qint64 element, const char16_t* title, const char16_t* symbols,
                            const char16_t* numbers, const char16_t* sentence) {
            QTest::newRow(name) << position << element << QString::fromUtf16(title) << QString::fromUtf16(symbols)
                                << QString::fromUtf16(numbers) << QString::fromUtf16(sentence);
        };
        row("z1", 1, 0, u"How z₁,₁ got its value", u"z₁,₁ = x₁·W1[0,0] + x₂·W1[1,0] + x₃·W1[2,0] + B1[0,0]",
            u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) + 0.9468·1.2324 + 0.1328 = 0.7598", u"");
        row("h1", 2, 0, u"How h₁ got its value", u"h₁ = σ( x₁·W1[0,0] + x₂·W1[1,0] + x₃·W1[2,0] + B1[0,0] )",
            u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) + 0.9468·1.2324 + 0.1328 = 0.7598 → σ = 0.6813", u"");
        row("loss", 5, 0, u"How L got its value", u"L = (ŷ − y)²", u"(0.3171 − 1.0000)² = 0.4664", u"");
        row("dyhat", 6, 0, u"How the error reaches ŷ", u"∂L/∂ŷ = 2 · (ŷ − y)", u"2 · (0.3171 − 1.0000) = −1.3658",
            u"Raising ŷ by 0.01 would lower the loss by about 0.0137.");
        row("dz2", 7, 0, u"How the error reaches z₂", u"δ₂ = ∂L/∂z₂ = ∂L/∂ŷ · σ′(z₂)", u"(−1.3658) · 0.2165 = −0.2958",
            u"Raising z₂ by 0.01 would lower the loss by about 0.0030.");
        row("dW2", 8, 0, u"How the loss depends on W2[0,0]", u"∂L/∂W2[0,0] = h₁ · δ₂", u"0.6813 · (−0.2958) = −0.2015",
            u"Raising W2[0,0] by 0.01 would lower the loss by about 0.0020.");
        row("db2", 9, 0, u"How the loss depends on B2[0,0]", u"∂L/∂B2[0,0] = δ₂", u"−0.2958",
            u"Raising B2[0,0] by 0.01 would lower the loss by about 0.0030.");
        row("dh1", 10, 0, u"How the error reaches h₁", u"∂L/∂h₁ = δ₂ · W2[0,0]", u"(−0.2958) · (−1.6822) = 0.4975",
            u"Raising h₁ by 0.01 would raise the loss by about 0.0050.");
        row("W2", 14, 0, u"How W2[0,0] changes", u"W2[0,0] ← W2[0,0] − η·∂L/∂W2[0,0]", u"−1.6822 − 0.1·(−0.2015) = −1.6620",
            u"W2[0,0] rises by 0.0202, since raising it lowers the loss.");
    }
    void lesson() {
        QFETCH(std::size_t, position);
        QFETCH(qint64, element);
        const auto scene = SteppingScene::lesson();
        const FormulaText text = textOf(*scene.at(position, element));
        QTEST(text.title, "title");
        QTEST(lineText(text.symbols), "symbols");
        QTEST(lineText(text.numbers), "numbers");
        QTEST(text.sentence, "sentence");
    }

    /// Each optimizer's update as its documentation writes it, with the numbers of the step worked out beside it.
    void updates_data() {
        QTest::addColumn<OptimizerKind>("optimizer");
        QTest::addColumn<QString>("symbols");
        QTest::addColumn<QStringList>("asides");
        const auto row = [](OptimizerKind kind, const char16_t* symbols, const QStringList& asides) {
            QTest::newRow(std::string(optimizerInfo(kind).key).c_str()) << kind << QString::fromUtf16(symbols) << asides;
        };
        row(OptimizerKind::Sgd, u"W2[0,0] ← W2[0,0] − η·∂L/∂W2[0,0]", {});
        row(OptimizerKind::RmsProp, u"W2[0,0] ← W2[0,0] − η·∂L/∂W2[0,0] / ( √V(W2)[0,0] + ε )", {});
        row(OptimizerKind::Adagrad, u"W2[0,0] ← W2[0,0] − ηₜ·∂L/∂W2[0,0] / ( √G(W2)[0,0] + ε )",
            {QStringLiteral(u"ηₜ = η / (1 + (t − 1)·decay) = 0.01 / (1 + 0·0) = 0.01")});
        row(OptimizerKind::Adam, u"W2[0,0] ← W2[0,0] − ηₜ·M(W2)[0,0] / ( √V(W2)[0,0] / √(1 − β₂ᵗ) + ε )",
            {QStringLiteral(u"ηₜ = η / (1 − β₁ᵗ) = 0.001 / (1 − 0.9^1) = 0.01"), QStringLiteral(u"√(1 − β₂ᵗ) = √(1 − 0.999^1) = 0.0316")});
        row(OptimizerKind::AdamW, u"W2[0,0] ← (1 − η·λ)·W2[0,0] − ηₜ·M(W2)[0,0] / ( √V(W2)[0,0] / √(1 − β₂ᵗ) + ε )",
            {QStringLiteral(u"1 − η·λ = 1 − 0.001·0.01 = 1.0000"), QStringLiteral(u"ηₜ = η / (1 − β₁ᵗ) = 0.001 / (1 − 0.9^1) = 0.01"),
             QStringLiteral(u"√(1 − β₂ᵗ) = √(1 − 0.999^1) = 0.0316")});
    }
    void updates() {
        QFETCH(OptimizerKind, optimizer);
        QFETCH(QStringList, asides);
        CompileOptions options;
        options.optimizer = optimizer;
        const SteppingScene scene(test::lessonNetwork(), 1, options, defaultKnobs(optimizer));
        const FormulaText text = textOf(*scene.at(14, 0));
        QTEST(lineText(text.symbols), "symbols");
        QStringList found;
        for (const auto& aside : text.asides) {
            found.append(lineText(aside));
        }
        QCOMPARE(found, asides);
        QVERIFY2(text.sentence.contains(QStringLiteral("rises by")), qPrintable(text.sentence));
    }

    /// Penalty and clipping have lines and sentences of their own.
    void gradientsOnTheirWay() {
        CompileOptions options;
        options.penalty = Penalty::L1;
        options.clipping = Clipping::Norm;
        Knobs knobs;
        knobs.clipLimit = 0.25;
        const SteppingScene scene(test::lessonNetwork(), 1, options, knobs);
        const FormulaText penalty = textOf(*scene.at(14, 0));
        QCOMPARE(penalty.title, QStringLiteral(u"How g′(W2)[0,0] got its value"));
        QCOMPARE(lineText(penalty.symbols), QStringLiteral(u"g′(W2)[0,0] = ∂L/∂W2[0,0] + ρ·sign(W2[0,0])"));
        QCOMPARE(lineText(penalty.numbers), QStringLiteral(u"−0.2015 + 0.001·(−1.0000) = −0.2025"));
        QCOMPARE(penalty.sentence, QStringLiteral("The penalty pulls W2[0,0] toward 0, always by the same amount."));
        const FormulaText norm = textOf(*scene.at(16, 0, 4));
        QCOMPARE(lineText(norm.symbols), QStringLiteral(u"‖g‖ = √( s₁ + s₂ + s₃ + s₄ )"));
        const FormulaText clip = textOf(*scene.at(17, 0));
        QCOMPARE(lineText(clip.symbols), QStringLiteral(u"ĝ(W2)[0,0] = g′(W2)[0,0] · min(1, 0.25 / (‖g‖ + 1e−6))"));
        QCOMPARE(clip.sentence, QStringLiteral("The norm over all gradients is beyond 0.25, so all of them shrink by the same factor."));
        options.penalty = Penalty::L2;
        options.clipping = Clipping::Value;
        const SteppingScene other(test::lessonNetwork(), 1, options, knobs);
        QCOMPARE(lineText(textOf(*other.at(14, 0)).symbols), QStringLiteral(u"g′(W2)[0,0] = ∂L/∂W2[0,0] + ρ·W2[0,0]"));
        const FormulaText cut = textOf(*other.at(17, 0));
        QCOMPARE(lineText(cut.symbols), QStringLiteral(u"ĝ(B2)[0,0] = clip(∂L/∂B2[0,0], −0.25, 0.25)"));
        QCOMPARE(lineText(cut.numbers), QStringLiteral(u"clip(−0.2958, −0.25, 0.25) = −0.2500"));
        QCOMPARE(cut.sentence, QStringLiteral("This gradient is cut at the limit 0.25."));
    }

    void aBatchShowsItsSamples() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 3;
        const SteppingScene scene(network, 3);
        const FormulaText gradient = textOf(*scene.at(8, 1));
        QCOMPARE(lineText(gradient.symbols), QStringLiteral(u"∂L/∂W2[1,0] = h₂⁽¹⁾·δ₂⁽¹⁾ + h₂⁽²⁾·δ₂⁽²⁾ + h₂⁽³⁾·δ₂⁽³⁾"));
        const FormulaText loss = textOf(*scene.at(5, 0));
        QCOMPARE(lineText(loss.symbols), QStringLiteral(u"L = ( (ŷ⁽¹⁾ − y⁽¹⁾)² + (ŷ⁽²⁾ − y⁽²⁾)² + (ŷ⁽³⁾ − y⁽³⁾)² ) / 3"));
        // A value of one sample needs no sample at its terms.
        QCOMPARE(lineText(textOf(*scene.at(10, 2)).symbols), QStringLiteral(u"∂L/∂h₁ = δ₂ · W2[0,0]"));
    }

    void classesAndSoftmax() {
        NetworkSpec network = test::lessonNetwork();
        auto& output = std::get<OutputSettings>(network.find(network.layers()[2].id)->settings);
        output.dense.units = 2;
        output.dense.activation.kind = Activation::Softmax;
        output.loss.kind = Loss::CrossEntropy;
        const SteppingScene scene(network);
        const FormulaText share = textOf(*scene.at(4, 0));
        QCOMPARE(lineText(share.symbols), QStringLiteral(u"ŷ₁ = e^(z₂,₁ − m) / ( e^(z₂,₁ − m) + e^(z₂,₂ − m) )"));
        const FormulaText loss = textOf(*scene.at(5, 0));
        QCOMPARE(lineText(loss.symbols), QStringLiteral(u"L = (log( e^(z₂,₁ − m) + e^(z₂,₂ − m) ) − (z₂,₂ − m))"));
        const FormulaText hit = textOf(*scene.at(6, 1));
        QCOMPARE(lineText(hit.symbols), QStringLiteral(u"δ₂,₂ = ∂L/∂z₂,₂ = (ŷ₂ − 1)"));
        const FormulaText miss = textOf(*scene.at(6, 0));
        QCOMPARE(lineText(miss.symbols), QStringLiteral(u"δ₂,₁ = ∂L/∂z₂,₁ = (ŷ₁ − 0)"));
        QVERIFY(lineText(miss.numbers).endsWith(QStringLiteral(" − 0) = ") + lineText({miss.numbers.back()})));
    }

    void heldUnitsAndCutWeights() {
        NetworkSpec network = test::lessonNetwork();
        network.find(network.layers()[1].id)->clamps = {{1, -0.25}};
        network.find(network.links()[1].id)->cut = {{0, 0}};
        const SteppingScene scene(network);
        const auto at = [&](Op op, std::int64_t element) {
            const auto& entries = scene.program().entries();
            const auto entry = std::find_if(entries.begin(), entries.end(), [op](const Entry& each) { return each.op == op; });
            return textOf(*scene.at(static_cast<std::size_t>(entry - entries.begin()) + 1, element));
        };
        const FormulaText held = at(Op::Clamp, 1);
        QCOMPARE(lineText(held.symbols), QStringLiteral(u"h₂ = −0.25"));
        QCOMPARE(lineText(held.numbers), QStringLiteral(u"−0.25"));
        QCOMPARE(held.sentence, QStringLiteral(u"This unit is held at −0.25, whatever it computed."));
        const FormulaText free = at(Op::Clamp, 0);
        QCOMPARE(lineText(free.symbols), QStringLiteral(u"h₁ = a₁,₁"));
        QCOMPARE(lineText(free.numbers), QStringLiteral("0.6813"));
        QVERIFY(free.sentence.isEmpty());
        const FormulaText back = at(Op::ClampGradient, 1);
        QCOMPARE(lineText(back.symbols), QStringLiteral(u"∂L/∂a₁,₂ = ∂L/∂h₂ · 0"));
        QCOMPARE(back.sentence, QStringLiteral(u"This unit is held at −0.25, so no error goes through it."));
        QCOMPARE(lineText(at(Op::ClampGradient, 0).symbols), QStringLiteral(u"∂L/∂a₁,₁ = ∂L/∂h₁"));
        // The first update is that of W2, whose first connection is cut.
        const FormulaText cut = at(Op::Update, 0);
        QCOMPARE(lineText(cut.symbols), QStringLiteral(u"W2[0,0] ← W2[0,0]"));
        QCOMPARE(cut.sentence, QStringLiteral("This connection is cut, so its weight stays as it is."));
    }

    void longSumsFold() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).units = 784;
        const SteppingScene scene(network);
        const auto snapshot = scene.at(1, 0);
        const FormulaText folded = textOf(*snapshot);
        QVERIFY(lineText(folded.symbols).contains(QStringLiteral(u" + x₅·W1[4,0] + … 777 more terms … + x₇₈₃·W1[782,0]")));
        QVERIFY(lineText(folded.numbers).contains(QStringLiteral(u"… 777 more terms …")));
        QCOMPARE(std::count_if(folded.symbols.begin(), folded.symbols.end(), [](const FormulaToken& token) { return token.fold; }), 1);
        const FormulaText open = textOf(*snapshot, 1000);
        QVERIFY(!lineText(open.symbols).contains(QChar(0x2026)));
        QVERIFY(lineText(open.symbols).contains(QStringLiteral(u"x₄₀₀·W1[399,0]")));
    }

    void termByTerm() {
        const auto scene = SteppingScene::lesson();
        const auto snapshot = scene.at(1, 0);
        const SymbolNames names(*snapshot->network, *snapshot->program);
        FormulaSource source{names, *snapshot->explanation, nullptr, [&](const ElementRef& element) { return snapshot->at(element); },
                             NumberText(4, QLocale::c())};
        source.shown = 2;
        // With more digits 0.146795·1.114344 − 0.786141·0.894828 = 0.163580 − 0.703461 = −0.539881.
        const FormulaText two = formulaText(source);
        QCOMPARE(lineText(two.numbers), QStringLiteral(u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) = −0.5399 so far"));
        QVERIFY(two.sentence.isEmpty());
        // The symbols of what comes next are there, but faint.
        QString faint;
        for (const FormulaToken& token : two.symbols) {
            faint += token.faint ? token.text : QString();
        }
        QCOMPARE(faint, QStringLiteral(u" + x₃·W1[2,0] + B1[0,0]"));
        source.shown = 4;
        QCOMPARE(lineText(formulaText(source).numbers),
                 QStringLiteral(u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) + 0.9468·1.2324 + 0.1328 = 0.7598"));
        source.shown = 0;
        QVERIFY(formulaText(source).numbers.empty());
    }

    void theTermInHandIsNeverFolded() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).units = 784;
        const SteppingScene scene(network);
        const auto snapshot = scene.at(1, 0);
        const SymbolNames names(*snapshot->network, *snapshot->program);
        FormulaSource source{names, *snapshot->explanation, nullptr, {}, NumberText(4, QLocale::c())};
        source.shown = 400;
        const QString symbols = lineText(formulaText(source).symbols);
        QVERIFY(symbols.contains(QStringLiteral(u"… 394 more terms … + x₄₀₀·W1[399,0] + x₄₀₁·W1[400,0] + … 381 more terms …")));
    }

    void anythingCanBeHidden() {
        const auto scene = SteppingScene::lesson();
        const auto snapshot = scene.at(14, 0);
        const SymbolNames names(*snapshot->network, *snapshot->program);
        FormulaSource source{names, *snapshot->explanation, nullptr, [&](const ElementRef& element) { return snapshot->at(element); },
                             NumberText(4, QLocale::c())};
        const ElementRef gradient{scene.program().entries()[13].inputs[0], 0};
        source.isHidden = [&](const ElementRef& element) { return element == gradient; };
        QCOMPARE(lineText(formulaText(source).numbers), QStringLiteral(u"−1.6822 − 0.1·? = −1.6620"));
        source.isHidden = [&](const ElementRef& element) { return element.tensor == snapshot->explanation->tensor; };
        const FormulaText text = formulaText(source);
        QCOMPARE(lineText(text.numbers), QStringLiteral(u"? − 0.1·(−0.2015) = ?"));
        QVERIFY(text.sentence.isEmpty());
    }

    void partsBeforeTheDivision() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 3;
        const SteppingScene scene(network, 3);
        const auto snapshot = scene.at(8, 1);
        const SymbolNames names(*snapshot->network, *snapshot->program);
        FormulaSource source{names, *snapshot->explanation, nullptr, [&](const ElementRef& element) { return snapshot->at(element); },
                             NumberText(6, QLocale::c())};
        source.rows = 3;
        QVERIFY(canUndivide(scene.program(), *snapshot->explanation, 3));
        QVERIFY(!canUndivide(scene.program(), *snapshot->explanation, 1));
        QVERIFY(!canUndivide(scene.program(), *scene.at(10, 0)->explanation, 3));
        const FormulaText plain = formulaText(source);
        source.undivided = true;
        const FormulaText text = formulaText(source);
        QCOMPARE(lineText(text.symbols), QStringLiteral(u"∂L/∂W2[1,0] = ( h₂⁽¹⁾·3·δ₂⁽¹⁾ + h₂⁽²⁾·3·δ₂⁽²⁾ + h₂⁽³⁾·3·δ₂⁽³⁾ ) / 3"));
        QVERIFY(text.sentence.contains(QStringLiteral("computed for display")));
        // The parts of a sample alone: three times the part of the mean, and their sum over three is the gradient.
        const auto parts = [](const FormulaText& from) {
            std::vector<double> numbers;
            for (const FormulaToken& token : from.asides.front()) {
                if (token.number) {
                    numbers.push_back(*token.number);
                }
            }
            return numbers;
        };
        const auto divided = parts(plain);
        const auto whole = parts(text);
        QCOMPARE(whole.size(), std::size_t{3});
        double sum = 0;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            QVERIFY(std::abs(whole[i] - 3 * divided[i]) < 1e-7);
            sum += whole[i];
        }
        QVERIFY(std::abs(sum / 3 - snapshot->explanation->result) < 1e-7);
        QCOMPARE(*text.numbers.back().number, snapshot->explanation->result);
    }

    void whatIsOneThingLightsUpTogether() {
        NetworkSpec network = test::lessonNetwork();
        auto& output = std::get<OutputSettings>(network.find(network.layers()[2].id)->settings);
        output.dense.units = 2;
        output.dense.activation.kind = Activation::Softmax;
        output.loss.kind = Loss::CrossEntropy;
        const SteppingScene scene(network);
        // The class of p − 1 is the target's element, on both lines.
        const auto hit = scene.at(6, 1);
        const FormulaText text = textOf(*hit);
        const ElementRef target{scene.program().entries()[5].inputs[1], 0};
        for (const FormulaLine* line : {&text.symbols, &text.numbers}) {
            QCOMPARE(std::count_if(line->begin(), line->end(), [&](const FormulaToken& token) { return token.element == target; }), 1);
        }
        // η and its number share a mark.
        const auto lesson = SteppingScene::lesson();
        const FormulaText update = textOf(*lesson.at(14, 0));
        const auto marked = [](const FormulaLine& line) {
            return std::find_if(line.begin(), line.end(), [](const FormulaToken& token) { return token.mark != 0; });
        };
        QCOMPARE(marked(update.symbols)->text, QStringLiteral(u"η"));
        QCOMPARE(marked(update.numbers)->text, QStringLiteral("0.1"));
        QCOMPARE(marked(update.symbols)->mark, marked(update.numbers)->mark);
    }

    /// Every token of every formula that shows a number belongs to something: an element, a mark, or a number of its own that is nothing
    /// else (a share's power, a sum so far).
    void everyNumberBelongsToSomething() {
        NetworkSpec network;
        const auto x = network.addLayer("Input", InputSettings{.units = 3});
        DenseSettings dense;
        dense.units = 3;
        dense.activation = defaultSpec(Activation::Tanh);
        const auto first = network.addLayer("Dense", dense);
        const auto norm = network.addLayer("Norm", BatchNormSettings{});
        OutputSettings settings;
        settings.dense = dense;
        const auto y = network.addLayer("Output", settings);
        network.addLink(x, first);
        network.addLink(first, norm);
        network.addLink(norm, y);
        const SteppingScene scene(network, 4);
        std::size_t means = 0;
        for (std::size_t position = 1; position <= scene.program().size(); ++position) {
            const TensorId output = scene.program().entries()[position - 1].outputs[0];
            const FormulaText text = textOf(*scene.at(position, scene.program().tensor(output).columns() > 1 ? 1 : 0));
            for (const FormulaToken& token : text.numbers) {
                const bool constant = token.number && NumberText(4, QLocale::c()).exact(static_cast<float>(*token.number)) == token.text;
                QVERIFY2(!token.number || token.element || token.mark != 0 || constant, qPrintable(lineText(text.numbers)));
            }
            for (const FormulaToken& token : text.symbols) {
                means += token.text.startsWith(QStringLiteral("mean(")) && token.mark != 0 ? 1U : 0U;
            }
        }
        QCOMPARE(means, std::size_t{2});
    }

    /// Long means are added in a tree (engine/backend/Reductions): the card says so, and only there.
    void longMeansSayHowTheyAreAdded() {
        for (const std::int64_t rows : {256, 257}) {
            const SteppingScene scene(test::chain({3, 2, 1}, {Activation::Sigmoid, Activation::Sigmoid}, Loss::MeanSquaredError), rows);
            const auto sentence = [&](std::size_t position) { return textOf(*scene.at(position, 0)).sentence; };
            const auto loss = scene.program().phaseBegin(Phase::Backward);
            QCOMPARE(scene.program().entries()[loss - 1].op, Op::Loss);
            QCOMPARE(sentence(loss).contains(QStringLiteral("in blocks of 256")), rows > 256);
            // A gradient over as many samples is one chain.
            for (std::size_t position = loss + 1; position <= scene.program().size(); ++position) {
                QVERIFY(!sentence(position).contains(QStringLiteral("blocks")));
            }
        }
    }

    /// Every entry of every kind of network can be explained without a hole in the text, and the last number is the result.
    void everyEntryHasAFormula_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("loss");
        for (const auto& activation : activations()) {
            for (const auto& loss : losses()) {
                if (compile(pair(activation.kind, loss.kind), {})) {
                    QTest::addRow("%s %s", activation.key.data(), loss.key.data())
                        << static_cast<int>(activation.kind) << static_cast<int>(loss.kind);
                }
            }
        }
    }
    void everyEntryHasAFormula() {
        QFETCH(int, activation);
        QFETCH(int, loss);
        const SteppingScene scene(pair(static_cast<Activation>(activation), static_cast<Loss>(loss)), 2);
        for (std::size_t position = 1; position <= scene.program().size(); ++position) {
            const auto snapshot = scene.at(position, 0);
            const FormulaText text = textOf(*snapshot);
            const QString symbols = lineText(text.symbols);
            const QString numbers = lineText(text.numbers);
            QVERIFY2(!symbols.isEmpty() && !symbols.contains(QLatin1Char('%')), qPrintable(symbols));
            QVERIFY2(!numbers.isEmpty() && !numbers.contains(QLatin1Char('%')), qPrintable(numbers));
            QVERIFY2(!text.sentence.contains(QLatin1Char('%')), qPrintable(text.sentence));
            QVERIFY(text.numbers.back().number.has_value());
            QCOMPARE(*text.numbers.back().number, snapshot->explanation->result);
        }
    }
};

GLASSNET_TEST(FormulaTextTest);
#include "FormulaTextTest.moc"
