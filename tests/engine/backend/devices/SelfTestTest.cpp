#include <nlohmann/json.hpp>
#include <set>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/backend/selftest/SelfTest.h"
#include "engine/backend/selftest/SelfTestJson.h"
#include "engine/program/Operations.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

using namespace glassnet;
using test::FakeDevices;

namespace {

class SelfTestTest : public test::TestCase {
    Q_OBJECT
private slots:
    void cpuPasses_data();
    void cpuPasses();
    void findsOneWrongNumber_data();
    void findsOneWrongNumber();
    void tellsALostDevice();
    void canBeStopped();
    void widerForProductsOnly();
    void json();
};

std::shared_ptr<const Backend> fakeBackend() { return FakeDevices::host()->backend({"cuda:0", {}}).value(); }

void SelfTestTest::cpuPasses_data() {
    QTest::addColumn<int>("arithmetic");
    QTest::newRow("fused") << static_cast<int>(CpuArithmetic::Fused);
    QTest::newRow("split") << static_cast<int>(CpuArithmetic::Split);
}

void SelfTestTest::cpuPasses() {
    QFETCH(int, arithmetic);
    std::int64_t told = 0;
    std::int64_t total = 0;
    const auto report = runSelfTest(CpuBackend(static_cast<CpuArithmetic>(arithmetic)), {}, {}, [&](std::int64_t done, std::int64_t all) {
        QCOMPARE(done, told + 1);
        told = done;
        total = all;
    });
    QCOMPARE(report.outcome, SelfTestOutcome::Passed);
    QCOMPARE(told, total);
    QCOMPARE(report.failed, std::int64_t{0});
    QVERIFY(report.cases > 500);
    // Real rounding was seen, and it was within the rule.
    QVERIFY(report.productError > 1e-9 && report.productError < 1e-6);
    std::set<std::string> rows;
    std::int64_t cases = 0;
    for (const auto& row : report.rows) {
        rows.insert(row.operation);
        cases += row.cases;
        QVERIFY2(row.cases > 0, row.operation.c_str());
    }
    QCOMPARE(cases, report.cases);
    for (const auto& info : operations()) {
        QVERIFY2(rows.contains(std::string(info.key)), info.key.data());
    }
}

void SelfTestTest::findsOneWrongNumber_data() {
    QTest::addColumn<QByteArray>("operation");
    for (const auto& info : operations()) {
        QTest::newRow(info.key.data()) << QByteArray(info.key.data());
    }
}

void SelfTestTest::findsOneWrongNumber() {
    QFETCH(QByteArray, operation);
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_WRONG", operation);
    SelfTestPlan plan;
    for (const auto& info : operations()) {
        // One that is right beside the one that is not.
        if (operation == info.key.data() || info.op == Op::TotalLoss || info.op == Op::BiasGradient) {
            plan.only.push_back(info.op);
        }
    }
    const auto report = runSelfTest(*fakeBackend(), plan);
    QCOMPARE(report.outcome, SelfTestOutcome::Failed);
    QCOMPARE(report.rows.size(), plan.only.size());
    for (const auto& row : report.rows) {
        QCOMPARE(row.failed > 0, row.operation == operation.toStdString());
    }
    QVERIFY(report.failures.front().name.starts_with(operation.toStdString() + ": "));
    QVERIFY(report.failures.front().ofAllowed > 1.0);
}

void SelfTestTest::tellsALostDevice() {
    FakeDevices fake;
    const auto backend = fakeBackend();
    fake.set("GLASSNET_FAKE_LOST_AFTER", "100");
    const auto report = runSelfTest(*backend);
    QCOMPARE(report.outcome, SelfTestOutcome::Broken);
    QVERIFY(report.failures.back().error.has_value());
    QCOMPARE(report.failures.back().error->code, ErrorCode::DeviceLost);
}

void SelfTestTest::canBeStopped() {
    std::stop_source source;
    const auto report = runSelfTest(CpuBackend(), {}, source.get_token(), [&](std::int64_t done, std::int64_t) {
        if (done == 3) {
            source.request_stop();
        }
    });
    QCOMPARE(report.outcome, SelfTestOutcome::Cancelled);
    QVERIFY(report.cases > 0 && report.rows.size() == 1);
}

/// TF32 widens what products may be off, and nothing else.
void SelfTestTest::widerForProductsOnly() {
    SelfTestPlan wide;
    wide.productTolerance = 1e9;
    for (const auto op : {Op::Affine, Op::WeightGradient, Op::InputGradient, Op::Activate}) {
        FakeDevices fake;
        fake.set("GLASSNET_FAKE_WRONG", QByteArray(operationInfo(op).key.data()));
        wide.only = {op};
        QCOMPARE(runSelfTest(*fakeBackend(), wide).passed(), op != Op::Activate);
    }
}

void SelfTestTest::json() {
    FakeDevices fake;
    fake.set("GLASSNET_FAKE_WRONG", QByteArray(operationInfo(Op::Activate).key.data()));
    const auto host = FakeDevices::host();
    const auto device = host->find("cuda:0").value();
    SelfTestPlan plan;
    plan.only = {Op::Activate, Op::Affine};
    const auto report = runSelfTest(**host->backend({"cuda:0", {}}), plan);
    const auto json = nlohmann::json::parse(selfTestJson(report, device, {true}));
    QCOMPARE(json.at("device").at("name").get<std::string>(), device.name);
    QCOMPARE(json.at("device").at("compute_capability").get<std::string>(), std::string("8.6"));
    QCOMPARE(json.at("tf32").get<bool>(), true);
    QCOMPARE(json.at("outcome").get<std::string>(), std::string("failed"));
    QCOMPARE(json.at("cases").get<std::int64_t>(), report.cases);
    QCOMPARE(json.at("operations").size(), report.rows.size());
    QCOMPARE(json.at("failures").size(), report.failures.size());
    QCOMPARE(json.at("failures")[0].at("case").get<std::string>(), report.failures[0].name);
}

}  // namespace

GLASSNET_TEST(SelfTestTest);
#include "SelfTestTest.moc"
