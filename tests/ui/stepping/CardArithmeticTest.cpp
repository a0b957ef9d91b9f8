#include "tests/ui/stepping/CardArithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "engine/program/Optimizers.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::CardRules;
using glassnet::test::recompute;

/// Every formula is recomputed from its printed text alone, over random networks with every kind of layer, loss, activation and update.
class CardArithmeticTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    struct Run {
        int networks;
        int digits;  // 0: all
        DType dtype;
        Knobs knobs;
        OptimizerKind optimizer;
    };
    std::set<Op> m_seen;
    std::set<Loss> m_losses;
    std::set<Activation> m_activations;
    int m_checked = 0;
    int m_optimizerNumbers = 0;

    /// Sums of the program that round each product: losses and norms, whose formulas are written so, and means.
    static bool isFused(const Entry& entry, bool aside) {
        const bool split =
            entry.op == Op::Loss || entry.op == Op::LossGradient || entry.op == Op::StandardizeGradient || entry.op == Op::GradientNorm;
        return !split && (!aside || entry.op == Op::ActivateGradient || entry.op == Op::Activate);
    }
    /// A line of the numbers: the sides agree.
    void check(const FormulaLine& line, const Entry& entry, const Run& run, bool aside, double result) {
        const CardRules rules{run.digits == 0, isFused(entry, aside), run.dtype, entry.attributes.activation};
        QString error;
        const auto sides = recompute(line, rules, &error);
        const QByteArray text = (QString::fromLatin1(entry.formula.data(), static_cast<qsizetype>(entry.formula.size())) +
                                 QStringLiteral(": ") + lineText(line) + QStringLiteral("   ") + error)
                                    .toUtf8();
        QVERIFY2(sides.has_value(), text.constData());
        for (std::size_t i = 0; i + 1 < sides->size(); ++i) {
            const auto& left = (*sides)[i].after;
            const auto& right = (*sides)[i + 1].before;
            if (rules.exact) {
                QVERIFY2(left.low == right.low, (text + "   " + QByteArray::number(left.low, 'g', 17)).constData());
            } else {
                QVERIFY2(left.touches(right),
                         (text + "   [" + QByteArray::number(left.low, 'g', 12) + ", " + QByteArray::number(left.high, 'g', 12) + "] [" +
                          QByteArray::number(right.low, 'g', 12) + ", " + QByteArray::number(right.high, 'g', 12) + "] " +
                          QByteArray::number(static_cast<int>(i)))
                             .constData());
            }
        }
        if (rules.exact) {
            // A constant of a formula is held in more digits than the program's type has.
            QCOMPARE(sides->back().after.low, run.dtype == DType::Float32 ? static_cast<double>(static_cast<float>(result)) : result);
        }
        ++m_checked;
    }
    static bool isSymbols(const FormulaLine& side) {
        return std::any_of(side.begin(), side.end(), [](const FormulaToken& token) { return token.element && !token.number; });
    }
    /// What stands behind the symbols of an aside: name = symbols = numbers = value.
    static FormulaLine numbersOf(const FormulaLine& aside) {
        std::vector<FormulaLine> sides(1);
        for (const FormulaToken& token : aside) {
            if (token.text == QStringLiteral(" = ")) {
                sides.emplace_back();
            } else {
                sides.back().push_back(token);
            }
        }
        FormulaLine numbers;
        for (std::size_t i = 1; i < sides.size(); ++i) {
            if (!isSymbols(sides[i])) {
                if (!numbers.empty()) {
                    numbers.push_back({QStringLiteral(" = ")});
                }
                numbers.insert(numbers.end(), sides[i].begin(), sides[i].end());
            }
        }
        return numbers;
    }

    /// An aside about a number of the optimizer: name = formula = value, worked out in float64 and shown in the program's type.
    void checkOptimizerNumber(const FormulaLine& aside) {
        FormulaLine sides;
        int equals = 0;
        for (const FormulaToken& token : aside) {
            const bool isEquals = token.text == QStringLiteral(" = ");
            equals += isEquals ? 1 : 0;
            if (equals > 1 || (equals == 1 && !isEquals)) {
                sides.push_back(token);
            }
        }
        QString error;
        const auto found = recompute(sides, {false, true, DType::Float64, {}}, &error);
        const QByteArray text = (lineText(aside) + QStringLiteral("   ") + error).toUtf8();
        QVERIFY2(found.has_value() && found->size() == 2, text.constData());
        const auto& value = (*found)[0].after;
        const double slack = 1e-6 * std::abs(value.high);
        QVERIFY2((*found)[1].before.touches({value.low - slack, value.high + slack}), text.constData());
        ++m_optimizerNumbers;
    }

    void walk(const NetworkSpec& network, const Run& run, int number, Generator& generator) {
        const auto penalty = static_cast<Penalty>(number % 3);
        const auto clipping = static_cast<Clipping>(number / 2 % 3);
        const auto trainer = test::trainerFor(network, {7, 3, run.dtype, run.knobs, true, run.optimizer, penalty, clipping}, generator);
        // The third step has momentum behind it, and a short batch.
        static_cast<void>(trainer->train(m_checked % 3, {}));
        const auto& program = trainer->program();
        const SymbolNames names(network, program);
        const NumberText numbers = NumberText(std::max(2, run.digits), QLocale::c()).withAllDigits(run.digits == 0, run.dtype);
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            trainer->moveTo(entry + 1);
            std::map<TensorId, Tensor> read;
            const auto tensor = [&](TensorId id) -> const Tensor& {
                return read.try_emplace(id, trainer->executable().read(id)).first->second;
            };
            const auto before = [&](TensorId id) {
                const auto& info = program.tensor(id);
                return trainer->stepStart().tensors.at(info.key).to(info.dtype);
            };
            const ExplanationSource source{tensor, before, trainer->executable().rows(), trainer->knobs()};
            for (const TensorId output : program.entries()[entry].outputs) {
                for (int i = 0; i < 2; ++i) {
                    const auto element = static_cast<std::int64_t>(generator.next32()) % tensor(output).elements();
                    const Explanation explanation = explain(program, entry, output, element, source);
                    std::optional<Explanation> inner;
                    const Entry& what = program.entries()[entry];
                    if (what.op == Op::Activate && explanation.form == ExplanationForm::Function && i == 0) {
                        const auto producer = program.producer(what.inputs[0]);
                        if (producer && program.entries()[*producer].op == Op::Affine) {
                            inner = explain(program, *producer, what.inputs[0], element, source);
                        }
                    }
                    if (!std::isfinite(explanation.result)) {
                        continue;
                    }
                    const FormulaText text =
                        formulaText({names,
                                     explanation,
                                     inner ? &*inner : nullptr,
                                     [&](const ElementRef& each) -> std::optional<double> { return tensor(each.tensor).at(each.element); },
                                     numbers,
                                     1000,
                                     {},
                                     false,
                                     source.rows,
                                     {}});
                    // Term by term, the last sum so far is the result, bit for bit.
                    const bool sums = explanation.form == ExplanationForm::Sum || explanation.form == ExplanationForm::Product;
                    if (sums && !explanation.terms.empty()) {
                        QVERIFY(explanation.terms.back().runningSum == explanation.result);
                    }
                    m_seen.insert(what.op);
                    if (what.op == Op::Loss) {
                        m_losses.insert(what.attributes.loss.kind);
                    }
                    if (what.op == Op::ActivateGradient) {
                        m_activations.insert(what.attributes.activation.kind);
                    }
                    check(text.numbers, what, run, false, explanation.result);
                    for (const FormulaLine& aside : text.asides) {
                        if (what.op == Op::Update && !QTest::currentTestFailed()) {
                            checkOptimizerNumber(aside);
                            continue;
                        }
                        const FormulaLine equation = numbersOf(aside);
                        const bool reads = what.op == Op::Activate || what.op == Op::ActivateGradient || what.op == Op::StandardizeGradient;
                        if (reads && !equation.empty() && !QTest::currentTestFailed()) {
                            const auto last = equation.back().number;
                            const double value = last ? *last : equation.back().text.toDouble();
                            check(equation, what, run, true, value);
                        }
                    }
                    if (QTest::currentTestFailed()) {
                        return;
                    }
                }
            }
        }
    }

private slots:
    void theReaderItself_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<double>("value");
        QTest::addRow("order") << QStringLiteral(u"2·3 / 4 + 1") << 2.5;
        QTest::addRow("minus") << QStringLiteral(u"−(2 − 5)²") << -9.0;
        QTest::addRow("halves") << QStringLiteral(u"½·(3 − 1)") << 1.0;
        QTest::addRow("size") << QStringLiteral(u"|2 − 5|·2") << 6.0;
        QTest::addRow("root") << QStringLiteral(u"6 / √( 3 + 1 )") << 3.0;
        QTest::addRow("question") << QStringLiteral(u"([2 − 1 > 0] + [1 − 2 > 0]) / 4") << 0.25;
        QTest::addRow("functions") << QStringLiteral(u"max(2 − 3, 0) + clip(5, −1, 2) + sign(0 − 3)") << 1.0;
        QTest::addRow("powers") << QStringLiteral(u"e^(2 − 2) + log(1 + 0) + (e^0 − 1)") << 1.0;
    }
    void theReaderItself() {
        QFETCH(QString, line);
        QFETCH(double, value);
        for (const bool exact : {true, false}) {
            QString error;
            const auto sides = recompute({{line}}, {exact, true, DType::Float64, {}}, &error);
            QVERIFY2(sides.has_value(), qPrintable(error));
            QVERIFY(sides->front().after.low <= value && value <= sides->front().after.high);
            QVERIFY(sides->front().after.high - sides->front().after.low < 1e-12);
        }
        QString error;
        QVERIFY(!recompute({{line + QStringLiteral(" +")}}, {}, &error));
        // A printed number stands for all that round to it.
        const auto range = recompute({{QStringLiteral("0.25"), std::nullopt, 0.2512, false, false, false, 0}}, {}, &error)->front().after;
        QVERIFY(range.low <= 0.2451 && range.low >= 0.2449 && range.high >= 0.2549 && range.high <= 0.2551);
    }

    void everyFormula_data() {
        QTest::addColumn<int>("networks");
        QTest::addColumn<int>("digits");
        QTest::addColumn<DType>("dtype");
        QTest::addColumn<Knobs>("knobs");
        QTest::addColumn<OptimizerKind>("optimizer");
        const bool isLong = qEnvironmentVariableIsSet("GLASSNET_LONG");
        const int many = isLong ? 400 : 60;
        const int few = isLong ? 100 : 15;
        const auto row = [](const char* name, int networks, int digits, DType dtype, const Knobs& knobs,
                            OptimizerKind optimizer = OptimizerKind::Sgd) {
            QTest::newRow(name) << networks << digits << dtype << knobs << optimizer;
        };
        row("all digits", many, 0, DType::Float32, {});
        row("all digits of float64", few, 0, DType::Float64, {0.1, 0.9, 0.0, 0.01, true});
        row("all digits, momentum, dampening, decay", few, 0, DType::Float32, {0.05, 0.9, 0.1, 0.01, false});
        row("all digits, Nesterov", few, 0, DType::Float32, {0.05, 0.9, 0.0, 0.01, true});
        row("all digits, decay alone", few, 0, DType::Float32, {0.05, 0.0, 0.0, 0.01, false});
        row("two digits", few, 2, DType::Float32, {});
        row("four digits", many, 4, DType::Float32, {});
        row("four digits, momentum, decay", few, 4, DType::Float32, {0.05, 0.9, 0.1, 0.01, false});
        row("nine digits", few, 9, DType::Float32, {0.05, 0.9, 0.0, 0.01, true});
        Knobs all{0.01, 0.5, 0.0, 0.01, false};
        all.centered = true;
        all.rateDecay = 0.1;
        all.initialSum = 0.25;
        all.clipLimit = 0.05;
        Knobs centered = all;
        centered.momentum = 0.0;
        for (const auto kind : {OptimizerKind::RmsProp, OptimizerKind::Adagrad, OptimizerKind::Adam, OptimizerKind::AdamW}) {
            const std::string name(optimizerInfo(kind).key);
            row((name + ", all digits").c_str(), few, 0, DType::Float32, {0.01}, kind);
            row((name + ", all digits, all knobs").c_str(), few, 0, DType::Float32, all, kind);
            row((name + ", all digits of float64").c_str(), few, 0, DType::Float64, centered, kind);
            row((name + ", four digits").c_str(), few, 4, DType::Float32, {0.01}, kind);
            row((name + ", nine digits, all knobs").c_str(), few, 9, DType::Float32, centered, kind);
        }
    }
    void everyFormula() {
        QFETCH(int, networks);
        QFETCH(int, digits);
        QFETCH(DType, dtype);
        QFETCH(Knobs, knobs);
        QFETCH(OptimizerKind, optimizer);
        m_optimizerNumbers = 0;
        m_seen.clear();
        m_losses.clear();
        m_activations.clear();
        m_checked = 0;
        for (int seed = 0; seed < networks && !QTest::currentTestFailed(); ++seed) {
            Generator generator(static_cast<std::uint64_t>(seed));
            walk(test::randomNetwork(generator), {networks, digits, dtype, knobs, optimizer}, seed, generator);
            if (QTest::currentTestFailed()) {
                qInfo("network %d", seed);
            }
        }
        QVERIFY(m_checked > 20 * networks);
        const bool hasOwnNumbers = optimizer != OptimizerKind::Sgd && optimizer != OptimizerKind::RmsProp;
        QCOMPARE(m_optimizerNumbers > networks, hasOwnNumbers);
        if (networks >= 60) {
            QCOMPARE(m_seen.size(), static_cast<std::size_t>(Op::Count_));
            QCOMPARE(m_losses.size(), losses().size());
            QVERIFY(m_activations.size() + 1 >= activations().size());  // the identity has no slope of its own
        }
    }
};

GLASSNET_TEST(CardArithmeticTest);
#include "CardArithmeticTest.moc"
