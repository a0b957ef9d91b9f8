#include "tests/support/TestCase.h"
#include "tests/support/cuda/ptx/PtxParser.h"
#include "tests/support/cuda/ptx/PtxTokens.h"
#include "tests/support/cuda/tests/PtxRun.h"

namespace glassnet::test {

using namespace glassnet::simulator;

/// What is read of PTX, and that what is not known is refused.
class PtxParserTest : public TestCase {
    Q_OBJECT
private slots:
    void readsModules();
    void linesAreKept();
    void refuses_data();
    void refuses();
};

void PtxParserTest::readsModules() {
    const ptx::Module module = ptx::parseModule(R"(
        // a comment
        .version 9.0
        .target sm_75
        .address_size 64
        .file 1 "folder/Kernels.cu"
        .global .align 8 .b8 words[16] = {1, 0, 0, 0, 0, 0, 0, 0x80, 255};
        .const .align 4 .f32 numbers[2] = {0f3F800000, 0fBF800000};
        .visible .entry first(
            .param .u64 .ptr .global .align 8 first_0,
            .param .u8 first_1,
            .param .f64 first_2
        )
        .maxntid 256, 1, 1
        {
            .reg .b32 %r<3>;
            .shared .align 4 .b8 a[6];
            .shared .align 8 .b8 b[8];
            ret;
        }
        .weak .entry second()
        {
            ret;
        }
        .section .debug_str
        {
        info: .b8 95, 0
        }
    )",
                                                "Kernels.ptx");
    QCOMPARE(module.kernels.size(), std::size_t{2});
    const ptx::Kernel& first = module.kernels.at("first");
    QCOMPARE(first.parameters.size(), std::size_t{3});
    QCOMPARE(first.parameters[1].offset, std::size_t{8});
    QCOMPARE(first.parameters[1].size, std::size_t{1});
    QCOMPARE(first.parameters[2].offset, std::size_t{16});
    QCOMPARE(first.sharedSize, std::size_t{16});
    QCOMPARE(module.tables.size(), std::size_t{2});
    QCOMPARE(module.tables[0].size, std::size_t{16});
    QCOMPARE(int(module.tables[0].bytes[7]), 0x80);
    QCOMPARE(int(module.tables[0].bytes[8]), 255);
    QCOMPARE(int(module.tables[0].bytes[9]), 0);
    QCOMPARE(int(module.tables[1].bytes[7]), 0xbf);
}

void PtxParserTest::linesAreKept() {
    const std::string text =
        "\n\n\n.entry k()\n{\n.loc 7 12 3, function_name info, inlined_at 7 2 3\ntrap;\ntrap;\n}\n.file 7 \"/folder/Kernels.cu\"\n";
    const ptx::Module module = ptx::parseModule(text, "k.ptx");
    const std::vector<ptx::Instruction>& code = module.kernels.at("k").code;
    QCOMPARE(code.size(), std::size_t{3});
    QCOMPARE(code[0].line, 7);
    QCOMPARE(code[1].line, 8);
    QCOMPARE(code[1].source, std::string("Kernels.cu:12"));
}

void PtxParserTest::refuses_data() {
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* code) { QTest::newRow(name) << QByteArray(code); };
    row("unknown instruction", "frobnicate.s32 %r1, %r2;");
    row("approximation", "ex2.approx.f32 %f1, %f2;");
    row("flushing subnormals", "add.rn.ftz.f32 %f1, %f2, %f3;");
    row("other rounding", "add.rz.f32 %f1, %f2, %f3;");
    row("atomic", "atom.global.add.u32 %r1, [%d1], %r2;");
    row("reduction", "red.global.add.f32 [%d1], %f2;");
    row("shuffle", "shfl.sync.bfly.b32 %r1|%p1, %r2, 1, 31, -1;");
    row("vote", "vote.sync.any.pred %p1, %p2, -1;");
    row("call", "call.uni f, ();");
    row("barrier of a part", "bar.sync 0, 64;");
    row("other barrier", "bar.sync 1;");
    row("unknown cache operator", "ld.global.cg.u32 %r1, [%d1];");
    row("unknown special register", "mov.u32 %r1, %laneid.x;");
    row("unknown name", "ld.param.u64 %d1, [p1];");
    row("unknown label", "bra NOWHERE;");
    row("unknown directive", ".pragmatic;");
    row("vector of the wrong length", "ld.global.v4.u32 {%r1, %r2}, [%d1];");
    row("no address", "ld.global.u32 %r1, %d1;");
}

void PtxParserTest::refuses() {
    QFETCH(QByteArray, code);
    QVERIFY_THROWS_EXCEPTION(ptx::PtxError, (void)ptx::parseModule(kernelText(code.toStdString(), 1), "k.ptx"));
}

GLASSNET_TEST(PtxParserTest);

}  // namespace glassnet::test

#include "PtxParserTest.moc"
