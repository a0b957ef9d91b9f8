#include "engine/network/Symbols.h"

#include <set>

#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class SymbolsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void keys_data();
    void keys();
    void everyLetterHasItsOwnKey();
    void numbersCountTheKind();
    void aNumberOnlyWhereThereAreSeveral();
};

void SymbolsTest::keys_data() {
    QTest::addColumn<Symbol>("symbol");
    QTest::addColumn<std::string>("key");
    QTest::newRow("weight") << Symbol{SymbolLetter::Weight, 1, false, 0} << std::string("W1");
    QTest::newRow("gradient") << Symbol{SymbolLetter::Weight, 12, true, 0} << std::string("dL/dW12");
    QTest::newRow("prediction") << Symbol{SymbolLetter::Prediction, 0, false, 0} << std::string("yhat");
    QTest::newRow("part") << Symbol{SymbolLetter::Hidden, 2, true, 3} << std::string("dL/dh2.3");
    QTest::newRow("loss") << Symbol{SymbolLetter::Loss, 0, false, 0} << std::string("L");
}

void SymbolsTest::keys() {
    QFETCH(Symbol, symbol);
    QFETCH(std::string, key);
    QCOMPARE(symbolKey(symbol), key);
}

void SymbolsTest::everyLetterHasItsOwnKey() {
    std::set<std::string> keys;
    for (int letter = 0; letter <= static_cast<int>(SymbolLetter::Momentum); ++letter) {
        QVERIFY(keys.insert(symbolKey({static_cast<SymbolLetter>(letter), 0, false, 0})).second);
    }
}

void SymbolsTest::numbersCountTheKind() {
    NetworkSpec network;
    const auto y = network.addLayer("y", OutputSettings{});
    const auto x = network.addLayer("x", InputSettings{});
    const auto a = network.addLayer("a", DenseSettings{});
    const auto drop = network.addLayer("drop", DropoutSettings{});
    const auto b = network.addLayer("b", DenseSettings{});
    for (const auto& [from, to] : {std::pair{x, a}, {a, drop}, {drop, b}, {b, y}}) {
        network.addLink(from, to);
    }
    // Dense and Output are counted together, as their weights are.
    const std::map<LayerId, int> want{{x, 1}, {a, 1}, {drop, 1}, {b, 2}, {y, 3}};
    QVERIFY(layerNumbers(network) == want);
    QCOMPARE(symbolKey(outputSymbol(network, a)), std::string("h1"));
    QCOMPARE(symbolKey(outputSymbol(network, b)), std::string("h2"));
    QCOMPARE(symbolKey(outputSymbol(network, drop)), std::string("d"));
    QCOMPARE(symbolKey(outputSymbol(network, y)), std::string("yhat"));
    QCOMPARE(symbolKey(outputSymbol(network, x)), std::string("x"));
}

void SymbolsTest::aNumberOnlyWhereThereAreSeveral() {
    auto network = test::lesson();
    QCOMPARE(symbolKey(outputSymbol(network, network.layers()[1].id)), std::string("h"));
    const auto more = network.addLayer("x", InputSettings{});
    QCOMPARE(symbolKey(outputSymbol(network, network.layers()[0].id)), std::string("x1"));
    QCOMPARE(symbolKey(outputSymbol(network, more)), std::string("x2"));
}

GLASSNET_TEST(SymbolsTest);

}  // namespace

}  // namespace glassnet

#include "SymbolsTest.moc"
