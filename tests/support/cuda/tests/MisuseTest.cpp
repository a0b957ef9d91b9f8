#include <cublas_v2.h>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// What breaks the rules of CUDA is reported, whether or not it works on some card.
class MisuseTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void reports_data();
    void reports();
    void rightUseReportsNothing();
    void leaks_data();
    void leaks();
    void brokenCaptureGivesNoGraph();
    void otherDevices();
};

namespace {

/// A mistake in host code: what it does, what is reported of it, and the error of its last call.
struct HostMistake {
    const char* name;
    cudaError_t (*run)(SampleDevice& device, float* x);
    const char* reported;
    cudaError_t error;
};

cudaError_t endCapture(cudaStream_t stream) {
    cudaGraph_t graph = nullptr;
    const cudaError_t error = cudaStreamEndCapture(stream, &graph);
    if (graph != nullptr) {
        (void)cudaGraphDestroy(graph);
    }
    return error;
}

/// Runs `call` while the device's stream is captured.
template <class F>
cudaError_t whileCaptured(SampleDevice& device, const F& call) {
    (void)cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal);
    const cudaError_t error = call();
    (void)endCapture(device.stream());
    return error;
}

cudaStream_t destroyedStream() {
    cudaStream_t stream = nullptr;
    (void)cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
    (void)cudaStreamDestroy(stream);
    return stream;
}

constexpr auto kMistakes = std::to_array<HostMistake>({
    {"copy to the host that says to the device",
     [](SampleDevice& d, float* x) { return cudaMemcpyAsync(d.pinned(8), x, 32, cudaMemcpyHostToDevice, d.stream()); }, "direction",
     cudaErrorInvalidValue},
    {"copy to the device that says to the host",
     [](SampleDevice& d, float* x) { return cudaMemcpyAsync(x, d.pinned(8), 32, cudaMemcpyDeviceToHost, d.stream()); }, "direction",
     cudaErrorInvalidValue},
    {"copy that is too long",
     [](SampleDevice& d, float* x) { return cudaMemcpyAsync(d.pinned(9), x, 36, cudaMemcpyDeviceToHost, d.stream()); }, "past the end",
     cudaErrorInvalidValue},
    {"copy into memory that is not pinned",
     [](SampleDevice& d, float* x) {
         float result[8];
         const cudaError_t error = cudaMemcpyAsync(result, x, 32, cudaMemcpyDeviceToHost, d.stream());
         d.wait();
         return error;
     },
     "not pinned", cudaSuccess},
    {"fill that is too long", [](SampleDevice& d, float* x) { return cudaMemsetAsync(x, 0, 33, d.stream()); },
     "cudaMemsetAsync runs outside", cudaErrorInvalidValue},
    {"kernel on the default stream", [](SampleDevice&, float* x) { return scale(nullptr, x, 8, 2.0F); },
     "kernels::scale is queued on the default stream", cudaSuccess},
    {"copy on the default stream", [](SampleDevice& d, float* x) { return cudaMemcpyAsync(d.pinned(8), x, 32, cudaMemcpyDeviceToHost); },
     "default stream", cudaSuccess},
    {"kernel that is given host memory",
     [](SampleDevice& d, float*) {
         float host[8] = {};
         const cudaError_t error = scale(d.stream(), host, 8, 2.0F);
         d.wait();
         return error;
     },
     "an argument of glassnet::samples::kernels::scale is no device memory", cudaSuccess},
    {"stream that was destroyed", [](SampleDevice&, float*) { return cudaStreamSynchronize(destroyedStream()); },
     "a stream is used that does not exist", cudaErrorInvalidResourceHandle},
    {"memory that is freed twice",
     [](SampleDevice&, float*) {
         void* memory = nullptr;
         (void)cudaMalloc(&memory, 4);
         (void)cudaFree(memory);
         return cudaFree(memory);
     },
     "cudaFree is given what cudaMalloc did not give", cudaErrorInvalidValue},
    {"memory that is freed from its middle", [](SampleDevice&, float* x) { return cudaFree(x + 1); },
     "cudaFree is given what cudaMalloc did not give", cudaErrorInvalidValue},
    {"graph that uses freed memory",
     [](SampleDevice& d, float*) {
         void* memory = nullptr;
         (void)cudaMalloc(&memory, 32);
         cudaGraph_t graph = nullptr;
         cudaGraphExec_t executable = nullptr;
         (void)cudaStreamBeginCapture(d.stream(), cudaStreamCaptureModeThreadLocal);
         (void)cudaMemsetAsync(memory, 0, 32, d.stream());
         (void)cudaStreamEndCapture(d.stream(), &graph);
         (void)cudaGraphInstantiate(&executable, graph);
         (void)cudaGraphDestroy(graph);
         (void)cudaFree(memory);
         const cudaError_t error = cudaGraphLaunch(executable, d.stream());
         d.wait();
         (void)cudaGraphExecDestroy(executable);
         return error;
     },
     "its memory was freed before it ran", cudaSuccess},
    {"allocation within a capture",
     [](SampleDevice& d, float*) {
         return whileCaptured(d, [] {
             void* memory = nullptr;
             return cudaMalloc(&memory, 4);
         });
     },
     "cudaMalloc is called while a stream is captured", cudaErrorStreamCaptureUnsupported},
    {"wait within a capture", [](SampleDevice& d, float*) { return whileCaptured(d, [&d] { return cudaStreamSynchronize(d.stream()); }); },
     "cudaStreamSynchronize is called for a stream that is captured", cudaErrorStreamCaptureUnsupported},
    {"wait for the device within a capture",
     [](SampleDevice& d, float*) { return whileCaptured(d, [] { return cudaDeviceSynchronize(); }); },
     "cudaDeviceSynchronize is called while a stream is captured", cudaErrorStreamCaptureUnsupported},
    {"capture within a capture",
     [](SampleDevice& d, float*) {
         return whileCaptured(d, [&d] { return cudaStreamBeginCapture(d.stream(), cudaStreamCaptureModeThreadLocal); });
     },
     "within another capture", cudaErrorStreamCaptureUnsupported},
    {"end of no capture", [](SampleDevice& d, float*) { return endCapture(d.stream()); }, "a capture ends that did not begin",
     cudaErrorInvalidValue},
    {"stream destroyed within a capture",
     [](SampleDevice&, float*) {
         cudaStream_t stream = nullptr;
         (void)cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
         (void)cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal);
         return cudaStreamDestroy(stream);
     },
     "a stream is destroyed while it is captured", cudaSuccess},
});

struct Leak {
    const char* name;
    void (*make)();
    const char* reported;
};

constexpr auto kLeaks = std::to_array<Leak>({
    {"device memory",
     [] {
         void* memory = nullptr;
         (void)cudaMalloc(&memory, 4);
     },
     "1 allocations of device memory leaked"},
    {"pinned memory",
     [] {
         void* memory = nullptr;
         (void)cudaMallocHost(&memory, 4);
     },
     "1 allocations of pinned memory leaked"},
    {"stream",
     [] {
         cudaStream_t stream = nullptr;
         (void)cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
     },
     "1 streams leaked"},
    {"event",
     [] {
         cudaEvent_t event = nullptr;
         (void)cudaEventCreateWithFlags(&event, cudaEventDisableTiming);
     },
     "1 events leaked"},
    {"cuBLAS handle",
     [] {
         cublasHandle_t handle = nullptr;
         (void)cublasCreate(&handle);
     },
     "1 cuBLAS handles leaked"},
    {"graph",
     [] {
         const SampleDevice device;
         cudaGraph_t graph = nullptr;
         (void)cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal);
         (void)cudaStreamEndCapture(device.stream(), &graph);
     },
     "1 graphs leaked"},
    {"executable graph",
     [] {
         const SampleDevice device;
         cudaGraph_t graph = nullptr;
         cudaGraphExec_t executable = nullptr;
         (void)cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal);
         (void)cudaStreamEndCapture(device.stream(), &graph);
         (void)cudaGraphInstantiate(&executable, graph);
         (void)cudaGraphDestroy(graph);
     },
     "1 executable graphs leaked"},
});

}  // namespace

void MisuseTest::reports_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kMistakes.size(); ++i) {
        QTest::newRow(kMistakes[i].name) << static_cast<int>(i);
    }
}

void MisuseTest::reports() {
    QFETCH(int, index);
    const HostMistake& mistake = kMistakes[static_cast<std::size_t>(index)];
    SampleDevice device;
    float* x = device.upload(rising(8));
    QCOMPARE(mistake.run(device, x), mistake.error);
    const std::vector<std::string> found = simulator::takeFindings();
    QVERIFY(!found.empty());
    // The interpreter sees besides where the kernel goes that is given host memory.
    QCOMPARE(found.size(), std::size_t{found.back().find("(PTX line") == std::string::npos ? 1U : 2U});
    QVERIFY2(QByteArray::fromStdString(found[0]).contains(mistake.reported), found[0].c_str());
}

void MisuseTest::rightUseReportsNothing() {
    SampleDevice device;
    float* x = device.upload(rising(8));
    QCOMPARE(scale(device.stream(), x, 8, 2.0F), cudaSuccess);
    QCOMPARE(whileCaptured(device, [&] { return scale(device.stream(), x, 8, 2.0F); }), cudaSuccess);
    QCOMPARE(device.download(x, 8)[1], 2.0F);
    QCOMPARE(cudaFree(nullptr), cudaSuccess);
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

void MisuseTest::leaks_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kLeaks.size(); ++i) {
        QTest::newRow(kLeaks[i].name) << static_cast<int>(i);
    }
}

void MisuseTest::leaks() {
    QFETCH(int, index);
    const Leak& leak = kLeaks[static_cast<std::size_t>(index)];
    leak.make();
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
    simulator::reset();
    expectFinding(leak.reported);
}

void MisuseTest::brokenCaptureGivesNoGraph() {
    SampleDevice device;
    float* x = device.upload(rising(8));
    cudaGraph_t graph = nullptr;
    void* memory = nullptr;
    QCOMPARE(cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 8, 2.0F), cudaSuccess);
    QCOMPARE(cudaMalloc(&memory, 4), cudaErrorStreamCaptureUnsupported);
    QCOMPARE(cudaStreamEndCapture(device.stream(), &graph), cudaErrorStreamCaptureInvalidated);
    QVERIFY(graph == nullptr);
    expectFinding("cudaMalloc is called while a stream is captured");
    // The stream itself is as good as before.
    QCOMPARE(scale(device.stream(), x, 8, 2.0F), cudaSuccess);
    QCOMPARE(device.download(x, 8)[1], 2.0F);
}

void MisuseTest::otherDevices() {
    simulator::Settings settings;
    settings.devices = 2;
    simulator::reset(settings);
    QCOMPARE(cudaSetDevice(2), cudaErrorInvalidDevice);
    SampleDevice first;
    float* x = first.upload(rising(8));
    QCOMPARE(cudaSetDevice(1), cudaSuccess);
    QCOMPARE(scale(first.stream(), x, 8, 2.0F), cudaErrorInvalidResourceHandle);
    expectFinding("launched into a stream of another device");
    {
        SampleDevice second;
        QCOMPARE(scale(second.stream(), x, 8, 2.0F), cudaSuccess);
        second.wait();
        expectFinding("memory of another device");
        (void)second.memory(3);
        QCOMPARE(simulator::liveBytes(0), std::size_t{32});
        QCOMPARE(simulator::liveBytes(1), std::size_t{12});
    }
    QCOMPARE(cudaSetDevice(0), cudaSuccess);
}

GLASSNET_TEST(MisuseTest);

}  // namespace glassnet::test

#include "MisuseTest.moc"
