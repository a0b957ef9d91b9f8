#include "engine/random/Distributions.h"

#include <functional>
#include <limits>
#include <map>

#include "engine/random/Initializers.h"
#include "tests/engine/tensor/Thrown.h"
#include "tests/engine/tensor/TorchCases.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class DistributionsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void drawsAsPyTorch();
    void drawsTheGoldenVectors_data();
    void drawsTheGoldenVectors();
    void refusesMistakes();
};

namespace {

using Draw = std::function<Tensor(Generator&, const nlohmann::json&, DType)>;

Shape shapeOf(const nlohmann::json& json) { return Shape(json.get<std::vector<std::int64_t>>()); }

Initializer initializerOf(const nlohmann::json& args) {
    return {findInitializer(args.at(0).get<std::string>())->kind, args.at(1), args.at(2)};
}

const std::map<std::string, Draw>& draws() {
    static const std::map<std::string, Draw> table{
        {"randn", [](Generator& g, const auto& args, DType dtype) { return randn(g, shapeOf(args.at(0)), dtype); }},
        {"rand", [](Generator& g, const auto& args, DType dtype) { return rand(g, shapeOf(args.at(0)), dtype); }},
        {"uniform",
         [](Generator& g, const auto& args, DType dtype) { return uniform(g, shapeOf(args.at(0)), args.at(1), args.at(2), dtype); }},
        {"normal",
         [](Generator& g, const auto& args, DType dtype) { return normal(g, shapeOf(args.at(0)), args.at(1), args.at(2), dtype); }},
        {"bernoulli", [](Generator& g, const auto& args, DType dtype) { return bernoulli(g, shapeOf(args.at(0)), args.at(1), dtype); }},
        {"dropoutMask", [](Generator& g, const auto& args, DType dtype) { return dropoutMask(g, shapeOf(args.at(0)), args.at(1), dtype); }},
        {"randint", [](Generator& g, const auto& args, DType) { return randint(g, args.at(1), args.at(2), shapeOf(args.at(0))); }},
        {"randperm", [](Generator& g, const auto& args, DType) { return randperm(g, args.at(0)); }},
        {"weight",
         [](Generator& g, const auto& args, DType dtype) { return drawWeight(g, initializerOf(args), args.at(3), args.at(4), dtype); }},
        {"bias",
         [](Generator& g, const auto& args, DType dtype) { return drawBias(g, initializerOf(args), args.at(3), args.at(4), dtype); }},
    };
    return table;
}

}  // namespace

void DistributionsTest::drawsAsPyTorch() {
    Generator generator(0);
    const auto rows = test::readTorchCases("random/draws");
    QVERIFY(rows.size() > 500);
    for (const auto& row : rows) {
        if (row.at("first").get<bool>()) {
            generator.manualSeed(row.at("seed").get<std::uint64_t>());
        }
        const DType dtype = row.at("dtype") == "float32" ? DType::Float32 : DType::Float64;
        const Tensor ours = draws().at(row.at("call"))(generator, row.at("args"), dtype);
        QVERIFY2(bitEqual(ours, test::torchTensor(row.at("result"))), row.dump().substr(0, 300).c_str());
        QVERIFY(ours.isContiguous());
    }
}

void DistributionsTest::drawsTheGoldenVectors_data() {
    QTest::addColumn<Tensor>("ours");
    QTest::addColumn<QString>("bits");
    // IEEE bit patterns that PyTorch 1.13.1 gives on its AVX2 path.
    Generator g(42);
    QTest::newRow("seed 42 randn(4)") << randn(g, {4}) << "3eac62ae 3e03e69d 3e7016e7 3e6bdc6c";
    g.manualSeed(0);
    QTest::newRow("seed 0 rand(4)") << rand(g, {4}) << "3efe1558 3f44aa2f 3db533a8 3e073300";
    g.manualSeed(0);
    QTest::newRow("seed 0 randn(16)") << randn(g, {16})
                                      << "bf901b85 bf93808a be804bd6 bede255d 3f594515 3f312783 bea1cc6d c0075fc1 "
                                         "3ea50138 bfa1b4f4 3eb330ff 3e9dc3bb 3df56f77 3f9e6b93 3f8ef28e be7d367c";
    g.manualSeed(0);
    QTest::newRow("seed 0 randn(17)") << randn(g, {17}).narrow(0, 0, 8)
                                      << "bf901b85 bfd91446 3f111004 3f4b235d 3f194d8b bfc70d5b beaec6ca 3fed2f4e";
    g.manualSeed(0);
    QTest::newRow("seed 0 randn(3)") << randn(g, {3}) << "3fc53f5c be963c50 c00b7149";
    QTest::newRow("then randn(1)") << randn(g, {1}) << "3f1184b6";
    QTest::newRow("then randn(16)") << randn(g, {16}).narrow(0, 0, 2) << "beb65675 3edfdba8";
    QTest::newRow("then randn(1) again") << randn(g, {1}) << "bf5b4f07";
    g.manualSeed(0);
    QTest::newRow("seed 0 Linear(2, 4)") << drawWeight(g, {}, 2, 4).t()
                                         << "bbad7922 3ec2369c bf14fcb1 bf05381d be8b70d6 3e422aab bc658a57 3f0f8740";
    QTest::newRow("its bias") << drawBias(g, {}, 2, 4) << "bd8083de 3e3f9997 be5ad35d be0e541b";
}

void DistributionsTest::drawsTheGoldenVectors() {
    QFETCH(Tensor, ours);
    QFETCH(QString, bits);
    QStringList found;
    const Tensor source = ours.contiguous();
    for (const float value : source.values<float>()) {
        found << QString::number(std::bit_cast<quint32>(value), 16).rightJustified(8, u'0');
    }
    QCOMPARE(found.join(u' '), bits);
}

void DistributionsTest::refusesMistakes() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    Generator g(1);
    const Generator before = g;
    QCOMPARE(test::thrown([&] { return uniform(g, {2}, 2.0, 1.0); })->code, ErrorCode::BadRange);
    QCOMPARE(test::thrown([&] { return uniform(g, {2}, kNan, 1.0); })->code, ErrorCode::BadRange);
    QCOMPARE(test::thrown([&] { return uniform(g, {2}, -3e38, 3e38); })->code, ErrorCode::BadRange);
    QCOMPARE(*test::thrown([&] { return normal(g, {2}, 0.0, -1.0); }), (Error{ErrorCode::BadDeviation, {-1.0}}));
    QCOMPARE(test::thrown([&] { return normal(g, {2}, 0.0, kNan); })->code, ErrorCode::BadDeviation);
    QCOMPARE(*test::thrown([&] { return randint(g, 3, 3, {2}); }), (Error{ErrorCode::BadRange, {std::int64_t{3}, std::int64_t{3}}}));
    QCOMPARE(test::thrown([&] { return randperm(g, -1); })->code, ErrorCode::NegativeSize);
    QCOMPARE(test::thrown([&] { return bernoulli(g, {2}, 1.5); })->code, ErrorCode::BadProbability);
    QCOMPARE(test::thrown([&] { return dropoutMask(g, {2}, kNan); })->code, ErrorCode::BadProbability);
    QCOMPARE(test::thrown([&] { return randn(g, {2}, DType::Int64); })->code, ErrorCode::DTypeMismatch);
    QVERIFY(g == before);
}

GLASSNET_TEST(DistributionsTest);

}  // namespace glassnet

#include "DistributionsTest.moc"
