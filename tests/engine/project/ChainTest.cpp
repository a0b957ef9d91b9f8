#include "engine/project/ChainText.h"

#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class ChainTest final : public TestCase {
    Q_OBJECT
private slots:
    void parse_data();
    void parse();
    void parseManyLayers();
    void draw();
    void refuseToDraw();
};

void ChainTest::parse_data() {
    using Sizes = std::vector<std::int64_t>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::vector<std::int64_t>>("sizes");
    QTest::addRow("hyphens") << "4-8-6-3" << Sizes{4, 8, 6, 3};
    QTest::addRow("spaces around") << " 4 - 8 -6 " << Sizes{4, 8, 6};
    QTest::addRow("spaces") << "4 8  6" << Sizes{4, 8, 6};
    QTest::addRow("en dashes") << "4–8–6" << Sizes{4, 8, 6};
    QTest::addRow("minus signs") << "4−8" << Sizes{4, 8};
    QTest::addRow("x") << "784x512X10" << Sizes{784, 512, 10};
    QTest::addRow("times") << "4 × 8" << Sizes{4, 8};
    QTest::addRow("large") << "1-9000000000000000" << Sizes{1, 9'000'000'000'000'000};
    for (const char* text : {"", "4", "4-", "-4", "4--8", "4-0-3", "4-8a", "a4-8", "4-8.5", "4-+8", "4,8", "1-9000000000000001",
                             "1-99999999999999999999", "٤-٨"}) {
        QTest::addRow("none: %s", text) << text << Sizes{};
    }
}

void ChainTest::parse() {
    QFETCH(QString, text);
    QFETCH(std::vector<std::int64_t>, sizes);
    QVERIFY(parseChain(text.toStdString()).value_or(std::vector<std::int64_t>{}) == sizes);
}

void ChainTest::parseManyLayers() {
    std::string text = "1";
    for (int i = 1; i < 512; ++i) {
        text += "-1";
    }
    QCOMPARE(parseChain(text).value().size(), std::size_t{512});
    QVERIFY(!parseChain(text + "-1"));
}

void ChainTest::draw() {
    const Project project = drawnChain({4, 8, 6, 3});
    QVERIFY(isReady(project));
    const auto& layers = project.network.layers();
    QCOMPARE(layers.size(), std::size_t{4});
    const std::array<std::string_view, 4> names{"Input", "Dense", "Dense 2", "Output"};
    const std::array<std::int64_t, 4> units{4, 8, 6, 3};
    const auto shapes = inferShapes(project.network);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        QCOMPARE(layers[i].name, std::string(names.at(i)));
        QCOMPARE(shapes.at(layers[i].id).out, units.at(i));
        QVERIFY((project.positions.at(layers[i].id) == Position{200.0 * static_cast<double>(i), 0.0}));
    }
    QVERIFY(layers[1].dense()->activation == defaultSpec(Activation::Relu));
    QVERIFY(layers[3].dense()->activation == defaultSpec(Activation::Identity));
    QVERIFY(layers[3].output()->loss == defaultSpec(Loss::MeanSquaredError));
    QVERIFY(project.network.drawOrder() == moduleDrawOrder(project.network));
    QVERIFY((project.training.seeds == std::array<std::uint64_t, 3>{7, 8, 9}));
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::zeros({1, 3})));
    // More than any machine holds: a problem to show, nothing to allocate.
    QVERIFY(!findProblems(drawnChain({1, 2, 9'000'000'000'000'000}).network).empty());
}

void ChainTest::refuseToDraw() {
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(drawnChain({4})));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(drawnChain({4, 0})));
}

GLASSNET_TEST(ChainTest);

}  // namespace glassnet::test

#include "ChainTest.moc"
