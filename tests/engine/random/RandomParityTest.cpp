#include "tests/parity/CaseRunners.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class RandomParityTest : public test::TestCase {
    Q_OBJECT
private slots:
    void randomNumbersAreBitForBit();
    void nothingPassesUnread();
};

void RandomParityTest::randomNumbersAreBitForBit() {
    const auto results = test::runFile(GLASSNET_TEST_DATA "/torch/random.json");
    QVERIFY(results.size() > 300);
    for (const auto& result : results) {
        QVERIFY2(result.passed(), (result.name + ": " + result.reason).c_str());
    }
}

void RandomParityTest::nothingPassesUnread() {
    for (const char* path : {"/torch/README.md", "/torch/missing/random.json"}) {
        const auto results = test::runFile(std::string(GLASSNET_TEST_DATA) + path);
        QCOMPARE(results.size(), std::size_t{1});
        QVERIFY(!results[0].passed());
    }
}

GLASSNET_TEST(RandomParityTest);

}  // namespace glassnet

#include "RandomParityTest.moc"
