#include "ui/stepping/Prediction.h"

#include <algorithm>

#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::SteppingScene;

class PredictionTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static Prediction ask(std::size_t position, std::int64_t element = 0) {
        return Prediction::of(SteppingScene::lesson().at(position, element)).value();
    }

private slots:
    // h₁ of the lesson is 0.6813: PyTorch prints 0.6813 and, with seven digits, 0.6813002.
    void anAnswerWithinTheShownDigitsCounts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("digits");
        QTest::addColumn<bool>("right");
        QTest::addRow("as shown") << "0.6813" << 4 << true;
        QTest::addRow("spaces") << "  0.6813 " << 4 << true;
        QTest::addRow("more digits") << "0.6813002" << 4 << true;
        QTest::addRow("more wrong digits") << "0.68134" << 4 << true;
        QTest::addRow("next digit") << "0.6814" << 4 << false;
        QTest::addRow("too few digits") << "0.68" << 4 << false;
        QTest::addRow("two digits shown") << "0.68" << 2 << true;
        QTest::addRow("seven digits shown") << "0.6813" << 7 << false;
        QTest::addRow("sign") << QStringLiteral(u"−0.6813") << 4 << false;
    }
    void anAnswerWithinTheShownDigitsCounts() {
        QFETCH(QString, text);
        QFETCH(int, digits);
        QFETCH(bool, right);
        Prediction question = ask(2);
        QCOMPARE(question.quantity(), QStringLiteral(u"h₁"));
        const auto checked = question.check(text, NumberText(digits, QLocale::c()), 3.5);
        QVERIFY(checked.has_value());
        QCOMPARE(*checked, right);
        QCOMPARE(question.isOpen(), !right);
        QCOMPARE(question.answers().size(), std::size_t{1});
        QCOMPARE(question.answers()[0].result, right ? PredictionResult::Right : PredictionResult::Wrong);
        QCOMPARE(question.answers()[0].seconds, 3.5);
    }

    void theShownTextIsAlwaysRight() {
        const auto scene = SteppingScene::lesson();
        for (const auto& numbers : {NumberText(2, QLocale::c()), NumberText(9, QLocale::c()), NumberText(4, QLocale(QLocale::German)),
                                    NumberText(4, QLocale::c()).withAllDigits(true), NumberText(4, QLocale::c()).withFractions(true)}) {
            for (std::size_t position = 1; position <= scene.program().size(); ++position) {
                Prediction question = Prediction::of(scene.at(position, 0)).value();
                const auto right = question.check(numbers.of(question.value()), numbers, 0);
                QVERIFY2(right && *right, qPrintable(numbers.of(question.value())));
            }
        }
    }

    void readsACommaAndATrueMinus() {
        Prediction question = ask(7);  // −0.2958
        const NumberText german(4, QLocale(QLocale::German));
        QVERIFY(!question.check(QStringLiteral("minus"), german, 0).has_value());
        QVERIFY(question.answers().empty());
        QVERIFY(question.check(QStringLiteral(u"−0,2958"), german, 0).value());
    }

    void hintsAreTheNextTerms() {
        Prediction question = ask(1);
        const NumberText four(4, QLocale::c());
        QVERIFY(!question.formula(four));
        QCOMPARE(question.hintsLeft(), 4);
        const char16_t* expected[] = {u"(−0.1468)·(−1.1143) = 0.1636 so far", u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) = −0.5399 so far",
                                      u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) + 0.9468·1.2324 = 0.6270 so far",
                                      u"(−0.1468)·(−1.1143) + 0.7861·(−0.8948) + 0.9468·1.2324 + 0.1328 = ?"};
        for (const char16_t* text : expected) {
            question.giveHint();
            QCOMPARE(lineText(question.formula(four)->numbers), QString::fromUtf16(text));
        }
        QCOMPARE(question.hintsLeft(), 0);
        question.giveHint();
        QCOMPARE(question.hintsGiven(), 4);
        question.reveal(1);
        QVERIFY(lineText(question.formula(four)->numbers).endsWith(QStringLiteral("= 0.7598")));
        QCOMPARE(question.answers().back().result, PredictionResult::Revealed);
        QCOMPARE(question.answers().back().hints, 4);
    }

    void aFunctionTellsItsSumFirst() {
        Prediction question = ask(2);
        const NumberText four(4, QLocale::c());
        QCOMPARE(question.hintsLeft(), 5);
        for (int i = 0; i < 4; ++i) {
            question.giveHint();
        }
        QVERIFY(lineText(question.formula(four)->numbers).endsWith(QStringLiteral(" = 0.7598")));
        question.giveHint();
        QVERIFY(lineText(question.formula(four)->numbers).endsWith(QStringLiteral(u" = 0.7598 → σ = ?")));
        QCOMPARE(question.hintsLeft(), 0);
    }

    /// No hint of any number tells the number itself.
    void noHintGivesItAway() {
        const auto scene = SteppingScene::lesson();
        const NumberText numbers = NumberText(4, QLocale::c()).withAllDigits(true);
        for (std::size_t position = 1; position <= scene.program().size(); ++position) {
            Prediction question = Prediction::of(scene.at(position, 0)).value();
            while (question.hintsLeft() > 0) {
                question.giveHint();
                const FormulaText text = question.formula(numbers).value();
                std::vector<FormulaLine> lines = text.asides;
                lines.push_back(text.numbers);
                for (const FormulaLine& line : lines) {
                    for (const FormulaToken& token : line) {
                        QVERIFY2(!token.number || *token.number != question.value(), qPrintable(lineText(line)));
                    }
                }
                QVERIFY(!text.sentence.contains(numbers.of(question.value())));
            }
        }
    }

    void copiesAreHiddenToo() {
        NetworkSpec network = test::lessonNetwork();
        network.find(network.layers()[1].id)->clamps = {{1, -0.25}};
        const SteppingScene scene(network);
        const auto& program = scene.program();
        const auto entry = static_cast<std::size_t>(
            std::find_if(program.entries().begin(), program.entries().end(), [](const Entry& each) { return each.op == Op::Clamp; }) -
            program.entries().begin());
        // All is computed; a₁ of the first unit goes through the clamp as it is.
        auto snapshot = std::make_shared<Snapshot>(*scene.at(program.size()));
        snapshot->explanation = scene.at(entry, 0)->explanation;
        Prediction question = Prediction::of(snapshot).value();
        const TensorId a = program.entries()[entry].inputs[0];
        const TensorId h = program.entries()[entry].outputs[0];
        QVERIFY(question.hides({a, 0}) && question.hides({h, 0}));
        QVERIFY(!question.hides({a, 1}) && !question.hides({h, 1}));
        QVERIFY(!question.hides({program.entries()[0].inputs[0], 0}));
        question.skip(0);
        QVERIFY(!question.hides({a, 0}));
    }

    void whatCannotBePredictedIsNotAsked() {
        const auto scene = SteppingScene::lesson();
        QVERIFY(!Prediction::of(nullptr));
        QVERIFY(!Prediction::of(scene.at(2)));
        QVERIFY(!Prediction::of(scene.partly(1, {0, 2})));
        QVERIFY(Prediction::of(scene.partly(1, {1, 0})).has_value());
    }

    void theTableIsPlainCsv() {
        const std::vector<PredictionAnswer> answers{
            {12, QStringLiteral(u"h₁"), 0.25, static_cast<double>(0.1F), PredictionResult::Wrong, 2, 7.04, DType::Float32},
            {13, QStringLiteral("W1[2,0] \"w\""), std::nullopt, -1e-9, PredictionResult::Revealed, 0, 70, DType::Float64}};
        QCOMPARE(QString::fromUtf8(predictionCsv(answers)), QStringLiteral(u"step,quantity,answer,value,result,hints,seconds\r\n"
                                                                           u"12,h₁,0.25,0.1,wrong,2,7.0\r\n"
                                                                           u"13,\"W1[2,0] \"\"w\"\"\",,-1e-9,revealed,0,70.0\r\n"));
    }
};

GLASSNET_TEST(PredictionTest);
#include "PredictionTest.moc"
