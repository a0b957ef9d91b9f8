#include "engine/backend/cuda/CudaProbe.h"

namespace {

const glassnet::DeviceModule kModule{glassnet::kDeviceModuleAbi, "cuda", glassnet::probeCuda, glassnet::createCuda};

}  // namespace

/// The one name that the module exports: kDeviceModuleSymbol.
extern "C" [[gnu::visibility("default")]] const glassnet::DeviceModule* glassnetDeviceModule();

const glassnet::DeviceModule* glassnetDeviceModule() { return &kModule; }
