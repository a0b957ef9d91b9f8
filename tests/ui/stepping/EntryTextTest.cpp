#include "ui/stepping/EntryText.h"

#include <QMap>
#include <set>

#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"

using namespace glassnet;
using glassnet::test::SteppingScene;
using glassnet::ui::EntryText;
using glassnet::ui::entryText;
using glassnet::ui::SymbolNames;

class EntryTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    /// A network that needs every operation there is.
    static NetworkSpec everything() {
        NetworkSpec network;
        InputSettings input;
        input.units = 3;
        DenseSettings dense;
        dense.units = 3;
        dense.activation.kind = Activation::Relu;
        OutputSettings output;
        output.dense = dense;
        output.dense.units = 2;
        output.dense.activation.kind = Activation::Sigmoid;
        const auto x = network.addLayer("Input", input);
        const auto first = network.addLayer("Dense 1", dense);
        const auto batch = network.addLayer("Batch norm", BatchNormSettings{});
        const auto layer = network.addLayer("Layer norm", LayerNormSettings{});
        const auto dropout = network.addLayer("Dropout", DropoutSettings{});
        const auto add = network.addLayer("Add", JoinSettings{JoinMode::Add});
        const auto join = network.addLayer("Join", JoinSettings{JoinMode::Concatenate});
        const auto one = network.addLayer("Output 1", output);
        const auto two = network.addLayer("Output 2", output);
        network.addLink(x, first);
        network.addLink(first, batch);
        network.addLink(first, layer);
        network.addLink(layer, dropout);
        network.addLink(batch, add);
        network.addLink(dropout, add);
        network.addLink(add, join);
        network.addLink(first, join);
        network.addLink(join, one);
        network.addLink(join, two);
        network.find(first)->clamps = {{1, 0.5}};
        return network;
    }

private slots:
    void lesson_data() {
        QTest::addColumn<std::size_t>("entry");
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("caption");
        QTest::addColumn<QString>("shapes");
        std::size_t next = 0;
        const auto row = [&next](const char16_t* formula, const char16_t* caption, const char16_t* shapes) {
            QTest::addRow("%zu", next) << next << QString::fromUtf16(formula) << QString::fromUtf16(caption) << QString::fromUtf16(shapes);
            ++next;
        };
        row(u"z₁ = xW₁+b₁", u"weighted sum", u"[1, 3] × [3, 2] + [1, 2] → [1, 2]");
        row(u"h = σ(z₁)", u"activate", u"[1, 2] → [1, 2]");
        row(u"z₂ = hW₂+b₂", u"weighted sum", u"[1, 2] × [2, 1] + [1, 1] → [1, 1]");
        row(u"ŷ = σ(z₂)", u"activate", u"[1, 1] → [1, 1]");
        row(u"L", u"loss", u"[1, 1], [1, 1] → [1, 1]");
        row(u"∂L/∂ŷ", u"start", u"[1, 1], [1, 1] → [1, 1]");
        row(u"∂L/∂z₂", u"· σ′", u"[1, 1], [1, 1], [1, 1] → [1, 1]");
        row(u"∂L/∂W₂", u"hᵀ·δ₂", u"[2, 1] × [1, 1] → [2, 1]");
        row(u"∂L/∂b₂", u"sum of δ₂", u"[1, 1] → [1, 1]");
        row(u"∂L/∂h", u"δ₂·W₂ᵀ", u"[1, 1] × [1, 2] → [1, 2]");
        row(u"∂L/∂z₁", u"· σ′", u"[1, 2], [1, 2], [1, 2] → [1, 2]");
        row(u"∂L/∂W₁", u"xᵀ·δ₁", u"[3, 1] × [1, 2] → [3, 2]");
        row(u"∂L/∂b₁", u"sum of δ₁", u"[1, 2] → [1, 2]");
        row(u"W₂ ← …", u"− η∇", u"[2, 1] → [2, 1]");
        row(u"b₂ ← …", u"− η∇", u"[1, 1] → [1, 1]");
        row(u"W₁ ← …", u"− η∇", u"[3, 2] → [3, 2]");
        row(u"b₁ ← …", u"− η∇", u"[1, 2] → [1, 2]");
    }
    void lesson() {
        QFETCH(std::size_t, entry);
        QFETCH(QString, formula);
        QFETCH(QString, caption);
        QFETCH(QString, shapes);
        const auto scene = SteppingScene::lesson();
        QCOMPARE(scene.program().size(), std::size_t{17});
        const EntryText text = entryText(SymbolNames(scene.network(), scene.program()), scene.program().entries()[entry], 1);
        QCOMPARE(text.formula, formula);
        QCOMPARE(text.caption, caption);
        QCOMPARE(text.shapes, shapes);
        QVERIFY(text.sentence.endsWith(QLatin1Char('.')));
        QVERIFY(!text.sentence.contains(QLatin1Char('%')));
    }

    void everyOperationHasItsWords() {
        std::set<Op> seen;
        std::set<QString> updates;
        for (std::size_t i = 0; i < 2 * kOptimizerKinds; ++i) {
            CompileOptions options;
            options.optimizer = static_cast<OptimizerKind>(i / 2);
            options.penalty = static_cast<Penalty>(1 + i % 2);
            options.clipping = static_cast<Clipping>(1 + i % 2);
            const SteppingScene scene(everything(), 4, options, Knobs{});
            const SymbolNames names(scene.network(), scene.program());
            for (const Entry& entry : scene.program().entries()) {
                const EntryText text = entryText(names, entry, 4);
                for (const QString& words : {text.formula, text.caption, text.sentence, text.shapes}) {
                    QVERIFY2(!words.isEmpty() && !words.contains(QLatin1Char('%')), qPrintable(words));
                }
                QVERIFY2(text.sentence.endsWith(QLatin1Char('.')), qPrintable(text.sentence));
                QVERIFY2(text.formula.size() <= 28, qPrintable(text.formula));
                seen.insert(entry.op);
            }
            updates.insert(entryText(names, scene.program().entries().back(), 4).sentence);
        }
        // Each optimizer says what it does.
        QCOMPARE(updates.size(), kOptimizerKinds);
        QCOMPARE(seen.size(), static_cast<std::size_t>(Op::Count_));
    }

    void heldUnitsAndCutsAreSaid() {
        NetworkSpec network = test::lessonNetwork();
        network.find(network.layers()[1].id)->clamps = {{1, -0.5}};
        network.find(network.layers()[2].id)->clamps = {{0, 1}};
        network.find(network.links()[0].id)->cut = {{0, 0}};
        auto& input = network.find(network.layers()[0].id)->clamps;
        input = {{0, 1.0}, {2, 2.0}};
        const SteppingScene scene(network);
        const SymbolNames names(scene.network(), scene.program());
        QMap<QString, QString> sentences;
        for (const Entry& entry : scene.program().entries()) {
            const EntryText text = entryText(names, entry, 1);
            sentences[text.formula] = text.sentence;
        }
        QCOMPARE(sentences.value(QStringLiteral("x = hold(u)")),
                 QStringLiteral("x is u, but 2 of its units are held at values of their own, whatever they computed."));
        QCOMPARE(sentences.value(QStringLiteral("h = hold(a₁)")),
                 QStringLiteral("h is a₁, but its unit 2 is held at −0.5, whatever it computed."));
        QCOMPARE(sentences.value(QStringLiteral("∂L/∂a₁")),
                 QStringLiteral("∂L/∂a₁ is ∂L/∂h, but 0 where a unit is held: what it computed does not matter there."));
        QVERIFY(sentences.value(QStringLiteral("W₁ ← …")).endsWith(QStringLiteral("The weights of cut connections stay as they are.")));
        QVERIFY(!sentences.value(QStringLiteral("W₂ ← …")).contains(QStringLiteral("cut")));
    }

    void namesOfElements() {
        const auto scene = SteppingScene::lesson();
        const SymbolNames names(scene.network(), scene.program());
        const Program& program = scene.program();
        const auto& layers = scene.network().layers();
        const auto hidden = layers[1].id;
        const auto w1 = program.find(hidden, SymbolLetter::Weight);
        const auto z1 = program.find(hidden, SymbolLetter::PreActivation);
        const auto z2 = program.find(layers[2].id, SymbolLetter::PreActivation);
        QCOMPARE(names.element(w1, 4), QStringLiteral("W1[2,0]"));
        QCOMPARE(names.element(program.find(hidden, SymbolLetter::Bias), 1), QStringLiteral("B1[0,1]"));
        QCOMPARE(names.element(program.gradientOf(w1), 4), QStringLiteral(u"∂L/∂W1[2,0]"));
        QCOMPARE(names.element(program.outputOf(hidden), 1), QStringLiteral(u"h₂"));
        QCOMPARE(names.element(program.outputOf(layers[0].id), 2), QStringLiteral(u"x₃"));
        QCOMPARE(names.element(program.outputOf(layers[2].id), 0), QStringLiteral(u"ŷ"));
        QCOMPARE(names.element(z1, 1), QStringLiteral(u"z₁,₂"));
        QCOMPARE(names.element(z2, 0), QStringLiteral(u"z₂"));
        QCOMPARE(names.briefElement(program.gradientOf(z1), 1), QStringLiteral(u"δ₁,₂"));
        QCOMPARE(names.briefElement(program.gradientOf(z2), 0), QStringLiteral(u"δ₂"));
        QCOMPARE(SymbolNames::plain(program.tensor(program.gradientOf(w1)).symbol), QStringLiteral(u"∂L/∂W1"));
    }

    void unitsHaveTheNamesTheUserGave() {
        NetworkSpec network = test::lessonNetwork();
        network.find(network.layers()[0].id)->unitNames = {"height", "", "age"};
        const SteppingScene scene(network);
        const SymbolNames names(scene.network(), scene.program());
        const auto x = scene.program().outputOf(scene.network().layers()[0].id);
        QCOMPARE(names.element(x, 0), QStringLiteral("height"));
        QCOMPARE(names.element(x, 1), QStringLiteral(u"x₂"));
        QCOMPARE(names.element(x, 2), QStringLiteral("age"));
    }
};

GLASSNET_TEST(EntryTextTest);
#include "EntryTextTest.moc"
