#include "tests/support/TestCase.h"
#include "tests/support/cuda/Simulator.h"
#include "tests/support/cuda/ptx/PtxTokens.h"
#include "tests/support/cuda/tests/PtxRun.h"

namespace glassnet::test {

/// How the interpreter goes through code: branches, barriers, and memory.
class MachineTest : public TestCase {
    Q_OBJECT
private slots:
    void lanesGoApartAndMeet();
    void loopsOfDifferentLength();
    void tablesOfBranches();
    void combinedComparisons();
    void wordsApartAndTogether();
    void vectors();
    void unusedBytesNeedNotBeWritten();
    void bytes();
    void localMemory();
    void barriersAreChecked();
    void wrongAddressesAreFound_data();
    void wrongAddressesAreFound();
    void raceIsFoundOnce();
};

namespace {

const std::string kStart = "ld.param.u64 %d0, [p0];\nmov.u32 %r0, %tid.x;\nmul.wide.u32 %d1, %r0, 8;\nadd.s64 %d1, %d0, %d1;\n";

void expectFindings(const std::vector<std::string>& parts) {
    const std::vector<std::string> found = simulator::takeFindings();
    QCOMPARE(found.size(), parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QVERIFY2(found[i].find(parts[i]) != std::string::npos, found[i].c_str());
    }
}

}  // namespace

/// Odd lanes one way, even lanes the other, and both the same afterwards.
void MachineTest::lanesGoApartAndMeet() {
    const std::string body = kStart + R"(
        and.b32 %r1, %r0, 1;
        setp.eq.s32 %p1, %r1, 1;
        @%p1 bra ODD;
        mov.u64 %d2, 100;
        bra MEET;
        ODD:
        mov.u64 %d2, 200;
        MEET:
        cvt.u64.u32 %d3, %r0;
        add.s64 %d2, %d2, %d3;
        @!%p1 add.s64 %d2, %d2, 1000;
        st.global.u64 [%d1], %d2;
        ret;)";
    const auto result = runPtx(body, {}, 40, 1, 40);
    for (std::uint64_t i = 0; i < 40; ++i) {
        QCOMPARE(result[i], (i % 2 == 1 ? 200 : 1100) + i);
    }
    expectFindings({});
}

void MachineTest::loopsOfDifferentLength() {
    const std::string body = kStart + R"(
        mov.u32 %r1, 0;
        mov.u64 %d2, 0;
        LOOP:
        setp.ge.u32 %p1, %r1, %r0;
        @%p1 bra DONE;
        add.s32 %r1, %r1, 1;
        cvt.u64.u32 %d3, %r1;
        add.s64 %d2, %d2, %d3;
        bra.uni LOOP;
        DONE:
        st.global.u64 [%d1], %d2;)";
    const auto result = runPtx(body, {}, 70, 1, 70);
    for (std::uint64_t i = 0; i < 70; ++i) {
        QCOMPARE(result[i], i * (i + 1) / 2);
    }
    expectFindings({});
}

void MachineTest::tablesOfBranches() {
    const std::string body = kStart + R"(
        and.b32 %r1, %r0, 1;
        TABLE: .branchtargets ZERO, ONE;
        brx.idx %r1, TABLE;
        ZERO:
        mov.u64 %d2, 10;
        bra MEET;
        ONE:
        mov.u64 %d2, 11;
        MEET:
        st.global.u64 [%d1], %d2;)";
    QCOMPARE(runPtx(body, {}, 4, 1, 4), std::vector<std::uint64_t>({10, 11, 10, 11}));
    expectFindings({});
}

void MachineTest::combinedComparisons() {
    const std::string body = kStart + R"(
        setp.gt.u32 %p1, %r0, 0;
        setp.lt.and.u32 %p2|%p3, %r0, 2, %p1;
        setp.lt.or.u32 %p1, %r0, 1, !%p1;
        selp.u64 %d2, 1, 0, %p2;
        selp.u64 %d3, 10, 0, %p3;
        selp.u64 %d4, 100, 0, %p1;
        add.s64 %d2, %d2, %d3;
        add.s64 %d2, %d2, %d4;
        st.global.u64 [%d1], %d2;)";
    QCOMPARE(runPtx(body, {}, 3, 1, 3), std::vector<std::uint64_t>({100, 1, 10}));
    expectFindings({});
}

void MachineTest::wordsApartAndTogether() {
    const std::string body = kStart + R"(
        ld.global.u64 %d2, [%d0];
        mov.b64 {%r1, %r2}, %d2;
        mov.b64 %d3, {%r2, %r1};
        st.global.u64 [%d0], %d3;)";
    QCOMPARE(runPtx(body, {0x123456789abcdef0}, 1), std::vector<std::uint64_t>({0x9abcdef012345678}));
    expectFindings({});
}

void MachineTest::vectors() {
    const std::string body = kStart + R"(
        ld.global.v4.u32 {%r1, %r2, %r3, %r4}, [%d0];
        st.global.v2.u32 [%d0], {%r4, %r3};
        st.global.v2.u32 [%d0+8], {%r2, %r1};)";
    QCOMPARE(runPtx(body, {0x0000000200000001, 0x0000000400000003}, 2),
             std::vector<std::uint64_t>({0x0000000300000004, 0x0000000100000002}));
    expectFindings({});
}

/// nvcc reads a struct's padding along with its members and says which bytes it looks at.
void MachineTest::unusedBytesNeedNotBeWritten() {
    const std::string body = kStart + R"(
        st.global.u8 [%d0], 7;
        st.global.u8 [%d0+2], 9;
        .pragma "used_bytes_mask 5";
        ld.global.v4.u8 {%h1, %h2, %h3, %h4}, [%d0];
        cvt.u64.u16 %d2, %h3;
        st.global.u64 [%d0], %d2;)";
    QCOMPARE(runPtx(body, {}, 1)[0], std::uint64_t{9});
    expectFindings({});
    std::string without = body;
    without.replace(without.find(".pragma \"used_bytes_mask 5\";"), 28, "");
    (void)runPtx(without, {}, 1);
    expectFindings({"reads device memory that nothing wrote"});
}

void MachineTest::bytes() {
    const std::string body = kStart + R"(
        ld.global.s8 %h1, [%d0];
        cvt.s64.s16 %d2, %h1;
        ld.global.u8 %h2, [%d0+1];
        cvt.u64.u16 %d3, %h2;
        st.global.u64 [%d0], %d2;
        st.global.u64 [%d0+8], %d3;)";
    QCOMPARE(runPtx(body, {0xfffe}, 2), std::vector<std::uint64_t>({~std::uint64_t{1}, 0xff}));
    expectFindings({});
}

/// Each thread has its own.
void MachineTest::localMemory() {
    const std::string body = ".local .align 8 .b8 mine[16];\n" + kStart + R"(
        mov.u64 %d2, mine;
        cvt.u64.u32 %d3, %r0;
        st.local.u64 [%d2+8], %d3;
        ld.local.u64 %d4, [%d2+8];
        st.global.u64 [%d1], %d4;)";
    QCOMPARE(runPtx(body, {}, 3, 1, 3), std::vector<std::uint64_t>({0, 1, 2}));
    expectFindings({});
    (void)runPtx(".local .align 8 .b8 mine[16];\nld.local.u32 %r1, [mine];\nld.local.u32 %r1, [mine+16];\n", {}, 1);
    expectFindings({"reads local memory that nothing wrote", "reads outside of local memory"});
}

void MachineTest::barriersAreChecked() {
    const std::string half = kStart + "setp.lt.u32 %p1, %r0, 20;\n@%p1 bar.sync 0;\n";
    (void)runPtx(half, {}, 1, 1, 50);
    expectFindings({"the barrier is reached by 20 of 50 threads"});
    (void)runPtx(kStart + "setp.lt.u32 %p1, %r0, 40;\n@%p1 bra ONE;\nbar.sync 0;\nret;\nONE: bar.sync 0;\n", {}, 1, 1, 50);
    expectFindings({"threads of one block wait at different barriers"});
    (void)runPtx("bar.sync 0;\nbar.sync 0;\n", {}, 1, 2, 50);
    expectFindings({});
}

void MachineTest::wrongAddressesAreFound_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("finding");
    QTest::newRow("behind") << QByteArray("ld.global.u64 %d2, [%d0+16];") << QByteArray("reads outside of device memory");
    QTest::newRow("before") << QByteArray("st.global.u32 [%d0+-4], %r0;") << QByteArray("writes outside of device memory");
    QTest::newRow("half behind") << QByteArray("st.global.v2.u64 [%d0+16], {%d0, %d0};") << QByteArray("writes outside of device memory");
    QTest::newRow("misaligned") << QByteArray("ld.global.u64 %d2, [%d0+4];") << QByteArray("misaligned access");
    QTest::newRow("not written") << QByteArray("ld.global.u64 %d2, [%d0+8];") << QByteArray("reads device memory that nothing wrote");
    QTest::newRow("shared") << QByteArray("mov.u64 %d2, s;\nst.shared.u32 [%d2+8], %r0;") << QByteArray("writes outside of shared memory");
    QTest::newRow("shared not written") << QByteArray("ld.shared.u32 %r1, [s];") << QByteArray("reads shared memory that nothing wrote");
    QTest::newRow("parameter") << QByteArray("ld.param.u64 %d2, [p0+8];") << QByteArray("reads outside of the arguments");
    QTest::newRow("trap") << QByteArray("trap;") << QByteArray("traps");
}

void MachineTest::wrongAddressesAreFound() {
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, finding);
    const std::string shared = ".shared .align 4 .b8 s[8];\n";
    (void)runPtx(shared + kStart + code.toStdString(), {1}, 2);
    expectFindings({finding.toStdString()});
}

void MachineTest::raceIsFoundOnce() {
    (void)runPtx(kStart + "st.global.u64 [%d0], %d1;\n", {}, 1, 1, 50);
    expectFindings({"race in device memory"});
    (void)runPtx(kStart + "ld.global.u64 %d2, [%d0];\n", {1}, 1, 3, 50);
    expectFindings({});
    (void)runPtx(kStart + "ld.global.u64 %d2, [%d1];\nbar.sync 0;\nst.global.u64 [%d1], %d2;\n", {1, 2, 3}, 3, 1, 3);
    expectFindings({});
}

GLASSNET_TEST(MachineTest);

}  // namespace glassnet::test

#include "MachineTest.moc"
