#pragma once

#include <memory>

#include "engine/backend/Backend.h"
#include "engine/backend/cuda/CudaDevice.h"

namespace glassnet {

/// A GPU, in the program's dtype (float32 or float64). Matrix products are cuBLAS's, with an order of their own; all else has the CPU's
/// orders and formulas.
class CudaBackend final : public Backend {
public:
    /// Throws ErrorException (DeviceFull, DeviceLost, DeviceFailed); also where this build has no code for the device.
    CudaBackend(int index, const DeviceOptions& options);

    [[nodiscard]] std::string_view key() const noexcept override { return "cuda"; }
    [[nodiscard]] std::string_view arithmetic() const noexcept override { return "cublas"; }
    /// Keeps every tensor readable, whatever `observed` asks for. Parameters start as zeros. The executable keeps the device alive by
    /// itself.
    [[nodiscard]] std::unique_ptr<Executable> prepare(std::shared_ptr<const Program> program, const Observed& observed) const override;

    /// Bytes, now.
    [[nodiscard]] std::int64_t freeMemory() const;

private:
    std::shared_ptr<CudaDevice> m_device;
};

}  // namespace glassnet
