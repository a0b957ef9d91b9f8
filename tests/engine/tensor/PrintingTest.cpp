#include "engine/tensor/Printing.h"

#include "tests/engine/tensor/Thrown.h"
#include "tests/engine/tensor/TorchCases.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class PrintingTest : public test::TestCase {
    Q_OBJECT
private slots:
    void printsAsPyTorch();
    void refusesOptionsOutOfRange();
};

void PrintingTest::printsAsPyTorch() {
    const auto cases = test::readTorchCases("tensor/printing");
    QVERIFY(cases.size() > 300);
    for (const auto& each : cases) {
        const auto& given = each.at("options");
        PrintOptions options;
        options.precision = given.value("precision", options.precision);
        options.threshold = given.value("threshold", options.threshold);
        options.edgeItems = given.value("edgeitems", options.edgeItems);
        options.lineWidth = given.value("linewidth", options.lineWidth);
        if (given.contains("sci_mode")) {
            options.sciMode = given.at("sci_mode").get<bool>();
        }
        const std::string text = toString(test::torchTensor(each.at("tensor")), options);
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(each.at("text").get<std::string>()));
    }
}

void PrintingTest::refusesOptionsOutOfRange() {
    const Tensor tensor = Tensor::ones({2});
    QCOMPARE(test::thrown([&] { return toString(tensor, {.precision = -1, .sciMode = {}}); })->code, ErrorCode::BadRange);
    QCOMPARE(test::thrown([&] { return toString(tensor, {.edgeItems = 0, .sciMode = {}}); })->code, ErrorCode::BadRange);
}

GLASSNET_TEST(PrintingTest);

}  // namespace glassnet

#include "PrintingTest.moc"
