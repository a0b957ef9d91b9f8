#include "engine/backend/cuda/CudaBackend.h"

#include <utility>

#include "engine/backend/cuda/CudaExecutable.h"

namespace glassnet {

CudaBackend::CudaBackend(int index, const DeviceOptions& options) : m_device(std::make_shared<CudaDevice>(index, options)) {
    // A kernel of ours, to see that there is code for this device before anybody relies on it.
    const CudaMemory<CudaPlace> place(*m_device, 1);
    try {
        cudaSetPlace(*m_device, place.get(), {});
        m_device->wait();
    } catch (const ErrorException&) {
        m_device->drain();
        throw;
    }
}

std::int64_t CudaBackend::freeMemory() const {
    m_device->use();
    std::size_t free = 0;
    std::size_t total = 0;
    m_device->check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    return static_cast<std::int64_t>(free);
}

std::unique_ptr<Executable> CudaBackend::prepare(std::shared_ptr<const Program> program, const Observed& /*observed*/) const {
    if (program->options().dtype == DType::Float64) {
        return std::make_unique<CudaExecutable<double>>(m_device, std::move(program));
    }
    return std::make_unique<CudaExecutable<float>>(m_device, std::move(program));
}

}  // namespace glassnet
