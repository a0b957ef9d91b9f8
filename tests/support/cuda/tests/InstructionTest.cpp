#include <bit>
#include <cmath>
#include <limits>

#include "tests/support/TestCase.h"
#include "tests/support/cuda/Simulator.h"
#include "tests/support/cuda/tests/PtxRun.h"

namespace glassnet::test {

/// What each arithmetic instruction gives, as the PTX ISA says. The bits go in and come out as numbers of 64 bits.
class InstructionTest : public TestCase {
    Q_OBJECT
private slots:
    void results_data();
    void results();
};

namespace {

using Words = std::vector<std::uint64_t>;

constexpr std::uint64_t f(float value) { return std::bit_cast<std::uint32_t>(value); }
constexpr std::uint64_t g(double value) { return std::bit_cast<std::uint64_t>(value); }
constexpr std::uint64_t s32(std::int32_t value) { return std::bit_cast<std::uint32_t>(value); }
constexpr std::uint64_t s64(std::int64_t value) { return std::bit_cast<std::uint64_t>(value); }
constexpr std::uint64_t s16(std::int16_t value) { return std::bit_cast<std::uint16_t>(value); }

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

}  // namespace

void InstructionTest::results_data() {
    QTest::addColumn<QByteArray>("instruction");
    QTest::addColumn<Words>("sources");
    QTest::addColumn<quint64>("result");
    const auto row = [](const char* instruction, const Words& sources, std::uint64_t result) {
        QTest::addRow("%s %lld", instruction, static_cast<long long>(sources[0])) << QByteArray(instruction) << sources << quint64{result};
    };
    row("add.s32", {s32(2147483647), 1}, s32(-2147483647 - 1));
    row("add.s64", {s64(-5), 3}, s64(-2));
    row("add.s16", {s16(32767), 1}, s16(-32768));
    row("sub.s32", {3, 5}, s32(-2));
    row("sub.u64", {0, 1}, ~std::uint64_t{0});
    row("mul.lo.s32", {0x10001, 0x10001}, 0x20001);
    row("mul.lo.s64", {s64(-3), 7}, s64(-21));
    row("mul.hi.u32", {0xffffffff, 0xffffffff}, 0xfffffffe);
    row("mul.hi.s32", {s32(-1), 2}, s32(-1));
    row("mul.hi.u64", {~std::uint64_t{0}, ~std::uint64_t{0}}, ~std::uint64_t{1});
    row("mul.hi.s64", {s64(-1), 2}, s64(-1));
    row("mul.wide.u32", {0xffffffff, 0xffffffff}, 0xfffffffe00000001);
    row("mul.wide.s32", {s32(-2), 3}, s64(-6));
    row("mul.wide.u16", {0xffff, 0xffff}, 0xfffe0001);
    row("mad.lo.s32", {5, 7, s32(-1)}, 34);
    row("mad.lo.u64", {5, 7, 8}, 43);
    row("mad.wide.u32", {0xffffffff, 2, 5}, 0x200000003);
    row("mad.wide.s32", {s32(-1), 2, 5}, 3);
    row("div.s32", {s32(-7), 2}, s32(-3));
    row("div.u32", {s32(-7), 2}, 0x7ffffffc);
    row("div.u32", {7, 0}, 0xffffffff);
    row("div.s32", {s32(-2147483647 - 1), s32(-1)}, s32(-2147483647 - 1));
    row("div.u64", {100, 7}, 14);
    row("rem.s32", {s32(-7), 2}, s32(-1));
    row("rem.u32", {7, 4}, 3);
    row("rem.u32", {7, 0}, 7);
    row("rem.s64", {s64(-9223372036854775807 - 1), s64(-1)}, 0);
    row("neg.s32", {s32(5)}, s32(-5));
    row("abs.s32", {s32(-5)}, 5);
    row("min.s32", {s32(-5), 3}, s32(-5));
    row("min.u32", {s32(-5), 3}, 3);
    row("max.s64", {s64(-5), 3}, 3);
    row("max.u64", {s64(-5), 3}, s64(-5));
    row("and.b32", {0xf0f0, 0xff00}, 0xf000);
    row("or.b64", {0xf0, 0x0f}, 0xff);
    row("xor.b32", {0xff, 0x0f}, 0xf0);
    row("not.b32", {0}, 0xffffffff);
    row("not.b16", {0}, 0xffff);
    row("shl.b32", {1, 31}, 0x80000000);
    row("shl.b32", {1, 32}, 0);
    row("shl.b64", {1, 40}, std::uint64_t{1} << 40U);
    row("shr.u32", {0x80000000, 31}, 1);
    row("shr.u32", {0x80000000, 40}, 0);
    row("shr.s32", {0x80000000, 31}, 0xffffffff);
    row("shr.s32", {0x80000000, 99}, 0xffffffff);
    row("shr.s64", {s64(-8), 1}, s64(-4));
    row("popc.b32", {0xff00ff}, 16);
    row("popc.b64", {~std::uint64_t{0}}, 64);
    row("clz.b32", {1}, 31);
    row("clz.b64", {0}, 64);
    row("brev.b32", {1}, 0x80000000);
    row("shf.l.wrap.b32", {0x80000001, 0x1, 4}, 0x18);
    row("shf.r.wrap.b32", {0x80000001, 0x1, 4}, 0x18000000);
    row("lop3.b32", {0xf0f0f0f0, 0xcccccccc, 0xaaaaaaaa, 0x96}, 0xf0f0f0f0 ^ 0xcccccccc ^ 0xaaaaaaaa);
    row("bfi.b32", {0xff, 0x12345678, 8, 4}, 0x12345f78);
    row("bfi.b64", {0xff, 0, 60, 64}, 0xf000000000000000);
    row("bfi.b32", {1, 7, 3, 0}, 7);
    row("bfe.u32", {0x12345678, 8, 8}, 0x56);
    row("bfe.s32", {0x1234a678, 8, 8}, s32(-90));
    row("bfe.s32", {0x80000000, 28, 8}, s32(-8));
    row("bfe.u32", {0x80000000, 28, 8}, 8);
    row("bfe.u64", {0xff00000000000000, 60, 4}, 15);
    row("bfe.u32", {5, 40, 3}, 0);
    row("prmt.b32", {0x33221100, 0x77665544, 0x7531}, 0x77553311);
    row("prmt.b32", {0x80, 0, 0x0188}, 0x8000ffff);
    row("selp.b32", {3, 4, 1}, 3);
    row("selp.f64", {g(3), g(4), 0}, g(4));

    row("add.f32", {f(1.0F), f(0x1p-24F)}, f(1.0F));
    row("add.rn.f32", {f(1.0F), f(0x1.8p-24F)}, f(1.0F + 0x1p-23F));
    row("sub.rn.f64", {g(1.0), g(0.25)}, g(0.75));
    row("mul.rn.f32", {f(0x1p-75F), f(0x1p-74F)}, f(0x1p-149F));  // subnormals stay
    row("mul.f64", {g(3.0), g(0.5)}, g(1.5));
    row("div.rn.f32", {f(1.0F), f(3.0F)}, f(1.0F / 3.0F));
    row("div.rn.f64", {g(1.0), g(0.0)}, g(std::numeric_limits<double>::infinity()));
    row("fma.rn.f32", {f(1.0F + 0x1p-12F), f(1.0F - 0x1p-12F), f(-1.0F)}, f(-0x1p-24F));
    row("fma.rn.f64", {g(1.0 + 0x1p-30), g(1.0 - 0x1p-30), g(-1.0)}, g(-0x1p-60));
    row("neg.f32", {f(0.0F)}, f(-0.0F));
    row("abs.f64", {g(-2.5)}, g(2.5));
    row("sqrt.rn.f32", {f(2.0F)}, f(std::sqrt(2.0F)));
    row("rcp.rn.f64", {g(3.0)}, g(1.0 / 3.0));
    row("copysign.f32", {f(-1.0F), f(3.0F)}, f(-3.0F));
    row("min.f32", {f(-0.0F), f(0.0F)}, f(-0.0F));
    row("min.f32", {f(kNaN), f(2.0F)}, f(2.0F));
    row("max.f32", {f(-0.0F), f(0.0F)}, f(0.0F));
    row("max.f64", {g(1.0), g(2.0)}, g(2.0));
    row("max.NaN.f32", {f(kNaN), f(2.0F)}, f(kNaN));

    row("cvt.u64.u32", {s32(-1)}, 0xffffffff);
    row("cvt.s64.s32", {s32(-1)}, s64(-1));
    row("cvt.u32.u64", {0x123456789}, 0x23456789);
    row("cvt.s32.s16", {s16(-2)}, s32(-2));
    row("cvt.u32.u8", {0x1ff}, 0xff);
    row("cvt.rn.f32.s32", {s32(-3)}, f(-3.0F));
    row("cvt.rn.f32.u64", {0xffffffffffffffff}, f(0x1p64F));
    row("cvt.rn.f64.u32", {0xffffffff}, g(4294967295.0));
    row("cvt.rn.f32.f64", {g(1.0 + 0x1p-30)}, f(1.0F));
    row("cvt.f64.f32", {f(0.1F)}, g(static_cast<double>(0.1F)));
    row("cvt.rzi.s32.f32", {f(-2.7F)}, s32(-2));
    row("cvt.rzi.u32.f32", {f(-2.7F)}, 0);
    row("cvt.rzi.s32.f32", {f(1e20F)}, 0x7fffffff);
    row("cvt.rzi.s32.f32", {f(kNaN)}, 0);
    row("cvt.rzi.u64.f64", {g(1e10)}, 10000000000);
    row("cvt.rni.s32.f32", {f(2.5F)}, 2);
    row("cvt.rmi.f32.f32", {f(-2.5F)}, f(-3.0F));
    row("cvt.rpi.f64.f64", {g(-2.5)}, g(-2.0));
    row("mov.b64", {0x123456789abcdef}, 0x123456789abcdef);

    row("setp.lt.s32", {s32(-1), 1}, 1);
    row("setp.lt.u32", {s32(-1), 1}, 0);
    row("setp.ge.u64", {5, 5}, 1);
    row("setp.hi.u32", {6, 5}, 1);
    row("setp.eq.b32", {6, 5}, 0);
    row("setp.ne.s16", {6, 5}, 1);
    row("setp.eq.f32", {f(kNaN), f(kNaN)}, 0);
    row("setp.ne.f32", {f(kNaN), f(1.0F)}, 0);
    row("setp.neu.f32", {f(kNaN), f(1.0F)}, 1);
    row("setp.gtu.f32", {f(kNaN), f(1.0F)}, 1);
    row("setp.gt.f32", {f(kInf), f(1.0F)}, 1);
    row("setp.leu.f64", {g(2.0), g(1.0)}, 0);
    row("setp.nan.f32", {f(kNaN), f(1.0F)}, 1);
    row("setp.num.f32", {f(kNaN), f(1.0F)}, 0);
    row("setp.num.f64", {g(1.0), g(1.0)}, 1);
}

/// The registers are all of 64 bits here: what an instruction looks at is for its types to say.
void InstructionTest::results() {
    QFETCH(QByteArray, instruction);
    QFETCH(Words, sources);
    QFETCH(quint64, result);
    const bool compares = instruction.startsWith("setp");
    std::string body = "ld.param.u64 %d0, [p0];\n";
    std::string operands = compares ? "%p1" : "%d9";
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::string place = std::to_string(i);
        body += "ld.global.u64 %d" + std::to_string(i + 1) + ", [%d0+" + std::to_string(8 * i) + "];\n";
        operands += ", %d" + std::to_string(i + 1);
    }
    if (instruction.startsWith("selp")) {
        body += "setp.ne.u64 %p2, %d3, 0;\n";
        operands = "%d9, %d1, %d2, %p2";
    }
    if (instruction.startsWith("lop3")) {
        operands = "%d9, %d1, %d2, %d3, 0x96";
    }
    body += instruction.toStdString() + " " + operands + ";\n";
    body += compares ? "selp.u64 %d9, 1, 0, %p1;\n" : "";
    body += "st.global.u64 [%d0], %d9;\nret;\n";
    QCOMPARE(quint64{runPtx(body, sources, sources.size())[0]}, result);
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

GLASSNET_TEST(InstructionTest);

}  // namespace glassnet::test

#include "InstructionTest.moc"
