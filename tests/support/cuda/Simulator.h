#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The controls of the simulated CUDA runtime: what a test sets before it uses the device, and what it looks at afterwards.
/// All of the simulation belongs to one thread at a time.
namespace glassnet::simulator {

/// When queued work runs.
enum class QueueMode : std::uint8_t {
    Late,    ///< not before something waits for it: finds what was read or used again too early
    AtOnce,  ///< while it is queued: finds what relies on the queue being late
};

/// In which order the threads of a block, and the blocks of a grid, run between two barriers.
enum class ThreadOrder : std::uint8_t { Forward, Backward, Shuffled };

/// What the machine is like and which of its calls fails.
struct Settings {
    QueueMode queue = QueueMode::Late;
    ThreadOrder order = ThreadOrder::Forward;
    /// For ThreadOrder::Shuffled.
    std::uint32_t seed = 1;
    /// Products are summed in four interleaved chains instead of one: a library may choose any order, and no test may depend on it.
    bool splitProducts = false;

    int devices = 1;
    /// As CUDA counts: 13000 is 13.0; 0 is no driver.
    int driverVersion = 13000;
    /// Bytes of each device; an allocation beyond them fails.
    std::size_t deviceMemory = std::size_t{1} << 30;

    /// The call that fails, counted from 0 as in Counters::calls; none if negative. Calls that free or destroy do not count and
    /// always free; they fail only once the device is lost.
    std::int64_t failAt = -1;
    /// What it fails with.
    cudaError_t failWith = cudaErrorMemoryAllocation;
    /// All calls after it fail too, as they do once a device is lost.
    bool failForever = false;
};

/// What happened since the last reset().
struct Counters {
    std::int64_t calls = 0;     ///< calls of the API that can fail
    std::int64_t failures = 0;  ///< those that settings() let fail
    std::int64_t launches = 0;  ///< kernels launched one by one
    std::int64_t threads = 0;   ///< of all kernels that ran
    std::int64_t products = 0;  ///< matrix products asked for one by one
    std::int64_t graphLaunches = 0;
    std::int64_t waits = 0;  ///< for a stream, an event or the device
    std::int64_t allocations = 0;
    std::int64_t frees = 0;
    std::int64_t pinnedAllocations = 0;
    std::int64_t copiesToDevice = 0;
    std::int64_t copiesToHost = 0;
    std::int64_t copiesOnDevice = 0;
    std::int64_t bytesToDevice = 0;
    std::int64_t bytesToHost = 0;
    std::int64_t bytesOnDevice = 0;
    std::int64_t liveBytes = 0;  ///< of device memory, now
};

/// Starts anew with these settings: what is still there of streams, memory and the like is a finding, and gone.
void reset(const Settings& settings = {});

[[nodiscard]] const Settings& settings();
/// Lets the `index`-th call from now on fail, or none if negative; the rest of the settings stays.
void failCall(std::int64_t index, cudaError_t error, bool lasting);

[[nodiscard]] const Counters& counters();
/// Bytes of device memory that are allocated on one device.
[[nodiscard]] std::size_t liveBytes(int device);

/// A rule that was broken: misuse of the API, a leak, a race. Each text is kept once.
void report(std::string finding);
/// What was found since the last call, in the order it was found, and forgets it.
[[nodiscard]] std::vector<std::string> takeFindings();

/// How this program was built: so that a test can do less where everything takes longer.
enum class Build : std::uint8_t { Plain, AddressSanitizer, ThreadSanitizer, Interpreter };
[[nodiscard]] Build build();

}  // namespace glassnet::simulator
