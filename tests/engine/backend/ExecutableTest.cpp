#include <cmath>
#include <limits>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "engine/random/Distributions.h"
#include "tests/support/AllocationCounter.h"
#include "tests/support/TestCase.h"

using namespace glassnet;

namespace {

constexpr std::int64_t kRows = 22;
constexpr std::int64_t kBatch = 4;

class ExecutableTest : public test::TestCase {
    Q_OBJECT
private slots:
    void initTestCase();
    void steppedIsTrained_data() { backends(); }
    void steppedIsTrained();
    void slicesMayBeCut_data() { backends(); }
    void slicesMayBeCut();
    void runningAllocatesNothing();
    void badCallsChangeNothing_data() { backends(); }
    void badCallsChangeNothing();
    void classOutOfRange_data() { backends(); }
    void classOutOfRange();
    void stopsAtNonFinite();
    void stopsWhenAsked();
    void splitArithmeticHasBitsOfItsOwn();

private:
    static void backends();
    std::unique_ptr<Executable> prepared() const;
    std::unique_ptr<Executable> prepared(const Backend& backend, DType dtype) const;

    NetworkSpec m_network;
    LayerId m_input;
    LayerId m_classes;
    LayerId m_values;
};

/// Every layer kind, a skip link, a cut connection, two outputs.
void ExecutableTest::initTestCase() {
    const auto dense = [](std::int64_t units, Activation kind) {
        DenseSettings settings;
        settings.units = units;
        settings.activation = defaultSpec(kind);
        return settings;
    };
    m_input = m_network.addLayer("input", InputSettings{5, 0, {}});
    const auto first = m_network.addLayer("first", dense(9, Activation::Tanh));
    const auto batchNorm = m_network.addLayer("batch norm", BatchNormSettings{});
    const auto dropout = m_network.addLayer("dropout", DropoutSettings{0.3});
    const auto second = m_network.addLayer("second", dense(9, Activation::Relu));
    const auto join = m_network.addLayer("join", JoinSettings{JoinMode::Add});
    const auto layerNorm = m_network.addLayer("layer norm", LayerNormSettings{});
    m_classes = m_network.addLayer("classes", OutputSettings{dense(3, Activation::Softmax), defaultSpec(Loss::CrossEntropy), 1.0});
    m_values = m_network.addLayer("values", OutputSettings{dense(2, Activation::Identity), defaultSpec(Loss::MeanSquaredError), 0.5});
    m_network.addLink(m_input, first);
    m_network.addLink(first, batchNorm);
    m_network.addLink(batchNorm, dropout);
    const auto cut = m_network.addLink(dropout, second);
    m_network.find(cut)->cut = {{0, 1}, {3, 3}};
    m_network.addLink(m_input, second);
    m_network.addLink(second, join);
    m_network.addLink(first, join);
    m_network.addLink(join, layerNorm);
    m_network.addLink(layerNorm, m_classes);
    m_network.addLink(layerNorm, m_values);
}

void ExecutableTest::backends() {
    QTest::addColumn<int>("backend");
    QTest::addColumn<int>("dtype");
    QTest::newRow("reference") << -1 << static_cast<int>(DType::Float64);
    for (const auto arithmetic : {CpuArithmetic::Fused, CpuArithmetic::Split}) {
        for (const auto dtype : {DType::Float32, DType::Float64}) {
            const auto name = std::string(CpuBackend(arithmetic).arithmetic()) + " " + std::string(dtypeName(dtype));
            QTest::newRow(name.c_str()) << static_cast<int>(arithmetic) << static_cast<int>(dtype);
        }
    }
}

std::unique_ptr<Executable> ExecutableTest::prepared() const {
    QFETCH(int, backend);
    QFETCH(int, dtype);
    if (backend < 0) {
        return prepared(ReferenceBackend(), static_cast<DType>(dtype));
    }
    return prepared(CpuBackend(static_cast<CpuArithmetic>(backend)), static_cast<DType>(dtype));
}

/// Ready to train: parameters drawn, data bound in a shuffled order.
std::unique_ptr<Executable> ExecutableTest::prepared(const Backend& backend, DType dtype) const {
    CompileOptions options;
    options.batchSize = kBatch;
    options.dtype = dtype;
    const auto program = std::make_shared<const Program>(compile(m_network, options).value());
    auto executable = backend.prepare(program, {});
    Generator generator(3);
    for (const auto& parameter : program->parameters()) {
        executable->write(parameter.value, randn(generator, program->tensor(parameter.value).shape));
    }
    executable->setDropoutGenerator(Generator(9));
    Knobs knobs;
    knobs.momentum = 0.5;
    executable->setKnobs(knobs);
    executable->bindData({{program->find(m_input, SymbolLetter::Input), randn(generator, Shape{kRows, 5})},
                          {program->find(m_classes, SymbolLetter::Target), randint(generator, 0, 3, Shape{kRows})},
                          {program->find(m_values, SymbolLetter::Target), randn(generator, Shape{kRows, 2})}},
                         randperm(generator, kRows));
    return executable;
}

/// All tensors hold the same bits, and the next mask will be the same.
bool sameState(const Executable& a, const Executable& b) {
    for (const auto& info : a.program().tensors()) {
        if (!bitEqual(a.read(info.id), b.read(info.id))) {
            return false;
        }
    }
    return a.rows() == b.rows() && a.dropoutGenerator() == b.dropoutGenerator();
}

void ExecutableTest::steppedIsTrained() {
    const auto trained = prepared();
    const auto whole = prepared();
    const auto stepped = prepared();
    QVERIFY(sameState(*trained, *whole));
    const auto report = trained->trainSlice(0, 100, {});
    QCOMPARE(report.steps, (kRows + kBatch - 1) / kBatch);
    QCOMPARE(report.nonFiniteStep, std::int64_t{-1});
    std::vector<double> losses;
    for (std::int64_t cursor = 0; cursor < kRows; cursor += kBatch) {
        QCOMPARE(whole->loadBatch(cursor), std::min(kBatch, kRows - cursor));
        whole->run(0, whole->program().size());
        stepped->loadBatch(cursor);
        for (std::size_t i = 0; i < stepped->program().size(); ++i) {
            stepped->run(i, i + 1);
        }
        losses.push_back(stepped->read(stepped->program().loss()).item());
    }
    QCOMPARE(trained->rows(), kRows % kBatch);
    QVERIFY(report.losses == losses);
    QVERIFY(sameState(*trained, *whole));
    QVERIFY(sameState(*trained, *stepped));
    const auto moved = trained->program().parameters().front().value;
    QVERIFY(!bitEqual(trained->read(moved), prepared()->read(moved)));
}

void ExecutableTest::slicesMayBeCut() {
    const auto whole = prepared();
    const auto cut = prepared();
    whole->trainSlice(0, 5, {});
    QCOMPARE(cut->trainSlice(0, 2, {}).steps, std::int64_t{2});
    QCOMPARE(cut->trainSlice(2 * kBatch, 0, {}).steps, std::int64_t{0});
    QCOMPARE(cut->trainSlice(2 * kBatch, 3, {}).steps, std::int64_t{3});
    QVERIFY(sameState(*whole, *cut));
}

void ExecutableTest::runningAllocatesNothing() {
    for (const auto dtype : {DType::Float32, DType::Float64}) {
        const auto executable = prepared(CpuBackend(), dtype);
        executable->trainSlice(0, 2, {});
        const auto size = executable->program().size();
        std::size_t running = 0;
        {
            const test::AllocationCounter counter;
            executable->loadBatch(4);
            executable->run(0, size);
            running = counter.bytes();
        }
        QCOMPARE(running, std::size_t{0});
        std::size_t training = 0;
        {
            const test::AllocationCounter counter;
            executable->trainSlice(0, 5, {});
            training = counter.bytes();
        }
        QCOMPARE(training, 5 * sizeof(double));  // the list of losses
    }
}

/// The code of what `call` throws, or Count_.
template <class Call>
ErrorCode thrown(Call call) {
    try {
        call();
    } catch (const ErrorException& exception) {
        return exception.error().code;
    }
    return ErrorCode::Count_;
}

void ExecutableTest::badCallsChangeNothing() {
    const auto executable = prepared();
    const auto untouched = prepared();
    auto& e = *executable;
    const auto& program = e.program();
    const auto size = program.size();
    const auto x = program.find(m_input, SymbolLetter::Input);
    const auto order = Tensor::arange(kRows);
    const auto rows = Tensor::zeros(Shape{kRows, 5});
    QCOMPARE(thrown([&] { e.run(0, size + 1); }), ErrorCode::EntryRange);
    QCOMPARE(thrown([&] { e.run(2, 1); }), ErrorCode::EntryRange);
    QCOMPARE(thrown([&] { e.setRows(0); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { e.setRows(kBatch + 1); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { static_cast<void>(e.read({})); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { static_cast<void>(e.read(TensorId{100000})); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { e.write(x, Tensor::zeros(Shape{kBatch - 1, 5})); }), ErrorCode::TensorShape);
    QCOMPARE(thrown([&] { e.write(x, Tensor::zeros(Shape{kBatch, 4})); }), ErrorCode::TensorShape);
    QCOMPARE(thrown([&] { e.bindData({{x, Tensor::zeros(Shape{kRows, 4})}}, order); }), ErrorCode::TensorShape);
    QCOMPARE(thrown([&] {
                 e.bindData({{x, rows}, {program.find(m_values, SymbolLetter::Target), Tensor::zeros(Shape{3, 2})}}, order);
             }),
             ErrorCode::TensorShape);
    QCOMPARE(thrown([&] { e.bindData({{x, rows}}, Tensor::zeros(Shape{kRows})); }), ErrorCode::DTypeMismatch);
    QCOMPARE(thrown([&] { e.bindData({{x, rows}}, order.view({2, -1})); }), ErrorCode::TensorShape);
    QCOMPARE(thrown([&] { e.bindData({{x, rows}}, Tensor::full(Shape{1}, kRows, DType::Int64)); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { e.loadBatch(-1); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { e.loadBatch(kRows); }), ErrorCode::IndexRange);
    QCOMPARE(thrown([&] { e.trainSlice(kRows, 1, {}); }), ErrorCode::IndexRange);
    QVERIFY(sameState(e, *untouched));
    e.trainSlice(0, 3, {});
    untouched->trainSlice(0, 3, {});
    QVERIFY(sameState(e, *untouched));
}

void ExecutableTest::classOutOfRange() {
    const auto executable = prepared();
    executable->setRows(2);
    const auto target = executable->program().find(m_classes, SymbolLetter::Target);
    for (const std::int64_t label : {-1, 3}) {
        executable->write(target, Tensor::from<std::int64_t>({1, label}, Shape{2}));
        QCOMPARE(thrown([&] { executable->run(0, executable->program().size()); }), ErrorCode::ClassTarget);
    }
    // Beyond the batch in place nothing is read.
    executable->setRows(1);
    executable->run(0, executable->program().size());
}

void ExecutableTest::stopsAtNonFinite() {
    const auto executable = prepared(CpuBackend(), DType::Float32);
    auto knobs = executable->knobs();
    knobs.learningRate = 1e38;
    executable->setKnobs(knobs);
    const auto report = executable->trainSlice(0, 6, {});
    QVERIFY(report.nonFiniteStep > 0);
    QCOMPARE(report.steps, report.nonFiniteStep + 1);
    QCOMPARE(report.losses.size(), static_cast<std::size_t>(report.steps));
    QVERIFY(!std::isfinite(report.losses.back()));
}

void ExecutableTest::stopsWhenAsked() {
    const auto executable = prepared(CpuBackend(), DType::Float32);
    std::stop_source source;
    source.request_stop();
    QCOMPARE(executable->trainSlice(0, 6, source.get_token()).steps, std::int64_t{0});
    QVERIFY(sameState(*executable, *prepared(CpuBackend(), DType::Float32)));
}

void ExecutableTest::splitArithmeticHasBitsOfItsOwn() {
    const CpuBackend split(CpuArithmetic::Split);
    QCOMPARE(split.arithmetic(), std::string_view("mul-add"));
    if (!CpuBackend::hasFma()) {
        QSKIP("This processor has no fused multiply-add to compare with.");
    }
    QCOMPARE(CpuBackend().arithmetic(), std::string_view("fma"));
    const auto a = prepared(split, DType::Float32);
    const auto b = prepared(CpuBackend(), DType::Float32);
    a->trainSlice(0, 6, {});
    b->trainSlice(0, 6, {});
    QVERIFY(!sameState(*a, *b));
}

}  // namespace

GLASSNET_TEST(ExecutableTest);
#include "ExecutableTest.moc"
