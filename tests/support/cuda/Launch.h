#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace glassnet::simulator {

/// A kernel with its arguments, as cudaLaunchKernelEx took them.
struct Launch {
    const void* kernel = nullptr;
    dim3 grid;
    dim3 block;
    /// Laid out one after the other, each at its own alignment, as a kernel finds its parameters.
    std::vector<std::byte> arguments;
    /// Those arguments that are pointers: what the kernel may reach.
    std::vector<const void*> pointers;
    /// Runs the kernel's C++ form for one thread.
    std::function<void()> body;
};

/// Checks a launch and puts it into its stream.
cudaError_t launch(const cudaLaunchConfig_t& config, Launch launch);

/// Where threads of a block wait for each other; `file` and `line` tell one barrier from another.
void barrier(const char* file, int line);

/// The running thread's place: threadIdx, blockIdx, blockDim, gridDim, three numbers each.
enum class Place : int { Thread = 0, Block = 3, BlockSize = 6, GridSize = 9 };
unsigned coordinate(int index);

/// One number of a place, looked up whenever it is used: another thread may have run in between.
template <int Index>
class Coordinate {
public:
    constexpr Coordinate() = default;
    Coordinate(const Coordinate&) = delete;
    Coordinate& operator=(const Coordinate&) = delete;
    // NOLINTNEXTLINE(google-explicit-constructor): stands for CUDA's unsigned
    operator unsigned() const { return coordinate(Index); }
};

template <Place P>
struct Coordinates {
    Coordinate<static_cast<int>(P)> x;
    Coordinate<static_cast<int>(P) + 1> y;
    Coordinate<static_cast<int>(P) + 2> z;
};

/// Appends an argument at its alignment.
template <class T>
void pack(std::vector<std::byte>& bytes, T value) {
    bytes.resize((bytes.size() + alignof(T) - 1) / alignof(T) * alignof(T) + sizeof(T));
    std::memcpy(bytes.data() + bytes.size() - sizeof(T), &value, sizeof(T));
}

template <class T>
void notePointer(std::vector<const void*>& pointers, T value) {
    if constexpr (std::is_pointer_v<T>) {
        pointers.push_back(value);
    }
}

}  // namespace glassnet::simulator

inline const glassnet::simulator::Coordinates<glassnet::simulator::Place::Thread> threadIdx;
inline const glassnet::simulator::Coordinates<glassnet::simulator::Place::Block> blockIdx;
inline const glassnet::simulator::Coordinates<glassnet::simulator::Place::BlockSize> blockDim;
inline const glassnet::simulator::Coordinates<glassnet::simulator::Place::GridSize> gridDim;

template <class... Parameters, class... Arguments>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...), Arguments&&... arguments) {
    static_assert(((std::is_arithmetic_v<Parameters> || std::is_enum_v<Parameters> || std::is_pointer_v<Parameters>)&&...),
                  "a kernel's arguments are numbers and device pointers, so that every pointer can be checked");
    const std::tuple<Parameters...> values(static_cast<Parameters>(std::forward<Arguments>(arguments))...);
    glassnet::simulator::Launch launch;
    launch.kernel = reinterpret_cast<const void*>(kernel);
    launch.grid = config->gridDim;
    launch.block = config->blockDim;
    std::apply(
        [&launch](const Parameters&... value) {
            (glassnet::simulator::pack<Parameters>(launch.arguments, value), ...);
            (glassnet::simulator::notePointer<Parameters>(launch.pointers, value), ...);
        },
        values);
    launch.body = [kernel, values] { std::apply(kernel, values); };
    return glassnet::simulator::launch(*config, std::move(launch));
}
