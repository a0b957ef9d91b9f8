#include "ui/stepping/StepSentence.h"

#include <set>

#include "engine/program/KnobTable.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::SteppingScene;

class StepSentenceTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static QString say(const Snapshot& snapshot) { return stepSentence(snapshot, NumberText(4, QLocale::c())); }
    static void isASentence(const QString& text) {
        QVERIFY2(text.size() > 5 && !text.contains(QLatin1Char('%')) && !text.contains(QStringLiteral("  ")), qPrintable(text));
        QVERIFY2(!text.contains(NumberText::kMinus), qPrintable(text));
    }

private slots:
    // x = (-0.1468, 0.7861, 0.9468), the first column of W1 = (-1.1143, -0.8948, 1.2324), B1 = 0.1328: PyTorch's numbers of the lesson.
    // By hand, with six digits: 0.146795 x 1.114344 = 0.163580; 0.786141 x 0.894828 = 0.703461; 0.163580 - 0.703461 = -0.539881, which is
    // -0.5399 (the four digits shown alone would give -0.5398); -0.539881 + 0.946849 x 1.232442 = 0.627055; + 0.1328 = 0.7598.
    void theLesson_data() {
        QTest::addColumn<int>("terms");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("first") << 1 << "h1 starts with minus 0.1468 times minus 1.1143, now 0.1636";
        QTest::addRow("second") << 2 << "h1 adds 0.7861 times minus 0.8948, now minus 0.5399";
        QTest::addRow("third") << 3 << "h1 adds 0.9468 times 1.2324, now 0.6270";
        QTest::addRow("bias") << 4 << "h1 adds the bias 0.1328, now 0.7598";
    }
    void theLesson() {
        QFETCH(int, terms);
        QFETCH(QString, sentence);
        QCOMPARE(say(*SteppingScene::lesson().partly(1, {0, terms})), sentence);
    }

    void theOtherSizes() {
        const auto scene = SteppingScene::lesson();
        QCOMPARE(say(*scene.partly(1, {1, 0})), QStringLiteral("the weighted sum of h1 is 0.7598"));
        QCOMPARE(say(*scene.partly(2, {1, 0})), QStringLiteral(u"h1 is σ of 0.7598, that is 0.6813"));
        QCOMPARE(say(*scene.partly(10, {1, 0})), QStringLiteral("the gradient of h1 is carried back as 0.4975"));
        // What the optimizer keeps comes before the weight.
        const auto weight = *EntryNumbers(scene.program(), 13, 1).indexOf({scene.program().entries()[13].outputs[0], 0});
        QCOMPARE(say(*scene.partly(14, {weight, 2})).section(QLatin1Char(' '), 1),
                 QStringLiteral("loses 0.1 times minus 0.2015, now minus 1.6620"));
        QCOMPARE(say(*scene.at(2, 0)), QStringLiteral(u"Step 2 of 17: h is σ of z₁, one value at a time. h₁ is 0.6813."));
        QCOMPARE(say(*scene.at(0)), QStringLiteral("Training step 1 begins with 1 sample. It has 17 entries."));
        QVERIFY(say(*scene.at(17, 0)).endsWith(QStringLiteral(" Training step 1 is complete.")));
    }

    void theShortLastBatchIsSaid() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 2;
        const SteppingScene scene(network, 2);
        auto start = std::make_shared<Snapshot>(*scene.at(0));
        start->batchSize = 4;
        QVERIFY(say(*start).contains(QStringLiteral("This is the short last batch: 2 samples instead of 4.")));
        start->batchSize = 2;
        QVERIFY(!say(*start).contains(QStringLiteral("short")));
        QVERIFY(say(*scene.partly(1, {0, 2})).startsWith(QStringLiteral("h1 of sample 1 adds ")));
    }

    void numbersAndNamesAreSpoken() {
        const NumberText four(4, QLocale::c());
        QCOMPARE(spokenNumber(-0.8948, four), QStringLiteral("minus 0.8948"));
        QCOMPARE(spokenNumber(-1.2e-7, four), QStringLiteral("minus 1.2 times ten to the minus 7"));
        QCOMPARE(spokenNumber(-std::numeric_limits<double>::infinity(), four), QStringLiteral("minus inf"));
        QCOMPARE(spokenName(QStringLiteral(u"h₁₂⁽³⁾")), QStringLiteral("h12 of sample 3"));
        QCOMPARE(spokenName(QStringLiteral(u"∂L/∂W2[0,0]")), QStringLiteral("the gradient of W2[0,0]"));
    }

    void aHiddenNumberIsNotTold() {
        const auto scene = SteppingScene::lesson();
        const auto hidden = [&](const ElementRef& element) { return element.tensor == scene.at(2, 0)->explanation->tensor; };
        for (const auto& snapshot : {scene.at(2, 0), scene.partly(2, {1, 0})}) {
            QVERIFY(stepSentence(*snapshot, NumberText(4, QLocale::c()), hidden).contains(QStringLiteral("not told yet")));
            QVERIFY(!stepSentence(*snapshot, NumberText(4, QLocale::c()), hidden).contains(QStringLiteral("0.6813")));
        }
    }

    /// Every operation, every number of an entry and every term of it, over random networks.
    void everyEntryAndEverySize() {
        std::set<Op> entries;
        std::set<Op> numbers;
        std::set<Op> terms;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Generator generator(seed);
            const NetworkSpec network = test::randomNetwork(generator);
            CompileOptions options;
            options.optimizer = static_cast<OptimizerKind>(seed % kOptimizerKinds);
            options.penalty = static_cast<Penalty>(seed % 3);
            options.clipping = static_cast<Clipping>(seed / 2 % 3);
            const SteppingScene scene(network, 3, options, defaultKnobs(options.optimizer));
            isASentence(say(*scene.at(0)));
            for (std::size_t position = 1; position <= scene.program().size(); ++position) {
                const Op op = scene.program().entries()[position - 1].op;
                isASentence(say(*scene.at(position)));
                isASentence(say(*scene.at(position, 0)).replace(NumberText::kMinus, QLatin1Char('-')));
                entries.insert(op);
                if (seed >= 18) {
                    continue;
                }
                const EntryNumbers all(scene.program(), position - 1, 3, defaultKnobs(options.optimizer));
                const auto number = all.count() - 1;
                isASentence(say(*scene.partly(position, {number + 1, 0})));
                numbers.insert(op);
                const auto whole = scene.partly(position, {number, 1});
                const auto count = static_cast<std::int64_t>(whole->explanation->terms.size());
                for (std::int64_t term = 1; term <= std::min<std::int64_t>(count, 3); ++term) {
                    isASentence(say(*scene.partly(position, {number, term})));
                    terms.insert(op);
                }
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
        QCOMPARE(entries.size(), static_cast<std::size_t>(Op::Count_));
        QVERIFY(numbers.size() + 1 >= entries.size());
        QVERIFY(terms.size() + 2 >= entries.size());  // what is drawn has no terms
    }
};

GLASSNET_TEST(StepSentenceTest);
#include "StepSentenceTest.moc"
