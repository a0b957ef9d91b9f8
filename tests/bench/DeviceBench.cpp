#include <benchmark/benchmark.h>

#include <QElapsedTimer>

#include "engine/backend/devices/DeviceHost.h"
#include "tests/bench/Samples.h"

// What looking for devices costs a machine that has none.

namespace {

using glassnet::DeviceHost;
using glassnet::DevicePlaces;
using glassnet::test::samples;

constexpr int kLooks = 100;
/// As the driver's is called where there is none.
constexpr const char* kAbsent = "libglassnet-no-driver.so.1";

void deviceLook(benchmark::State& state) {
    auto& times = samples()["deviceLook"];
    for (auto _ : state) {
        for (int i = 0; i < kLooks; ++i) {
            QElapsedTimer timer;
            timer.start();
            DeviceHost host(DevicePlaces{kAbsent, DevicePlaces::ofProgram().moduleFiles});
            benchmark::DoNotOptimize(host.list());
            times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
    }
}

BENCHMARK(deviceLook)->Iterations(1);

}  // namespace
