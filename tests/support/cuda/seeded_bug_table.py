"""The bugs of seeded_bugs.py: changes of text in the files of engine/backend/cuda.

`changes` are pairs of the text that is there once or more (the first is changed) and what stands there instead. `compiled` are the files
that have to be compiled anew where it is not the changed one itself. `first` is the layer that should notice, tried first.
`harmless` changes only the speed.
"""

ROWS = ["CudaElements.cu", "CudaLosses.cu"]
SUMS = ["CudaElements.cu", "CudaLosses.cu", "CudaNormalization.cu", "CudaUpdates.cu"]
LAUNCHES = ["CudaBatch.cu", "CudaDropout.cu", "CudaElements.cu", "CudaLosses.cu", "CudaNormalization.cu", "CudaProducts.cu", "CudaUpdates.cu"]

BUGS = [
    # Barriers and shared memory.
    {"name": "no barrier after a store to shared memory", "file": "CudaChains.h", "compiled": ["CudaElements.cu"], "first": "ptx",
     "changes": [("        staged[0] = value;\n    }\n    __syncthreads();\n", "        staged[0] = value;\n    }\n")]},
    {"name": "no barrier in the tree of sums", "file": "CudaChains.h", "compiled": ["CudaLosses.cu"], "first": "ptx",
     "changes": [("staged[left] + staged[left + stride];\n                }\n                __syncthreads();\n",
                  "staged[left] + staged[left + stride];\n                }\n")]},
    {"name": "no barrier before shared memory is used again", "file": "CudaChains.h", "compiled": ["CudaElements.cu"], "first": "ptx",
     "changes": [("result = fold(result, staged[k]);\n            }\n        }\n        __syncthreads();\n",
                  "result = fold(result, staged[k]);\n            }\n        }\n")]},
    {"name": "one element too many", "file": "CudaProducts.cu", "first": "asan",
     "changes": [("i < count; i += elementStride()) {\n        z[i] = z[i] + bias", "i <= count; i += elementStride()) {\n        z[i] = z[i] + bias")]},
    {"name": "shared array half as long", "file": "CudaDropout.cu", "first": "asan",
     "changes": [("__shared__ std::uint32_t words[kWords];", "__shared__ std::uint32_t words[kWords / 2];")]},
    # Copies, waits and streams.
    {"name": "copy in the wrong direction", "file": "CudaDevice.cpp",
     "changes": [("part, cudaMemcpyDeviceToHost", "part, cudaMemcpyHostToDevice")]},
    {"name": "no wait after a copy to the host", "file": "CudaDevice.cpp",
     "changes": [("\"cudaMemcpyAsync\");\n        wait();\n        std::memcpy", "\"cudaMemcpyAsync\");\n        std::memcpy")]},
    {"name": "staging buffer used again before it was copied", "file": "CudaDevice.cpp",
     "changes": [("        m_staged += (part + kAlignment - 1) / kAlignment * kAlignment;\n", "")]},
    {"name": "copy on the default stream", "file": "CudaDevice.cpp",
     "changes": [("check(cudaMemcpyAsync(staged, source, part, cudaMemcpyDeviceToHost, stream())",
                  "check(cudaMemcpy(staged, source, part, cudaMemcpyDeviceToHost)")]},
    {"name": "kernel on the default stream", "file": "CudaLaunch.h", "compiled": ["CudaElements.cu"],
     "changes": [("    config.stream = device.stream();\n", "")]},
    # Products.
    {"name": "product added to what was there", "file": "CudaProducts.cu",
     "changes": [("const T beta = continues ? T(1) : T(0);", "const T beta = T(1);")]},
    {"name": "transposes swapped", "file": "CudaProducts.cu",
     "changes": [("b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N, a.transposed ?", "a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N, b.transposed ?")]},
    {"name": "wrong leading dimension", "file": "CudaProducts.cu",
     "changes": [("static_cast<int>(b.columns), a.values", "static_cast<int>(a.columns), a.values")]},
    # Threads.
    {"name": "barrier in a branch", "file": "CudaChains.h", "compiled": ["CudaElements.cu"],
     "changes": [("staged[threadIdx.x] = term(i);\n        }\n        __syncthreads();", "staged[threadIdx.x] = term(i);\n            __syncthreads();\n        }")]},
    {"name": "host writes through a device pointer", "file": "CudaProducts.cu", "first": "asan",
     "changes": [("    if (call.attributes.hasBias) {\n", "    z.values[0] = T(0);\n    if (call.attributes.hasBias) {\n")]},
    {"name": "block with too few threads for its work", "file": "CudaDropout.cu",
     "changes": [("kernels::drawMask<T>, 1, kCudaBlock,", "kernels::drawMask<T>, 1, 200,")]},
    {"name": "softmax without the maximum", "file": "CudaRows.h", "compiled": ROWS,
     "changes": [("const T largest = rowMax(z, count, staged);\n    for", "const T largest = T(0);\n    for")]},
    {"name": "TF32 left on", "file": "CudaDevice.cpp",
     "changes": [("options.tf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_PEDANTIC_MATH", "CUBLAS_TF32_TENSOR_OP_MATH")]},
    {"name": "every block writes the same element", "file": "CudaElements.cu", "first": "ptx",
     "changes": [("        out[i] = a[i] * b[i];\n", "        out[i] = a[i] * b[i];\n        out[0] = a[0] * b[0];\n")]},
    # Recordings.
    {"name": "allocation in a recorded step", "file": "CudaProducts.cu",
     "changes": [("#include \"engine/backend/cuda/CudaChains.h\"\n", "#include \"engine/backend/cuda/CudaChains.h\"\n#include \"engine/backend/cuda/CudaMemory.h\"\n"),
                 ("    if (call.attributes.hasBias) {\n", "    const CudaMemory<T> extra(call.device, 4);\n    if (call.attributes.hasBias) {\n")]},
    {"name": "wait in a recorded step", "file": "CudaExecutable.cpp",
     "changes": [("                m_words.get(), static_cast<std::size_t>(rows)});\n", "                m_words.get(), static_cast<std::size_t>(rows)});\n    m_device->wait();\n")]},
    {"name": "recording that uses memory which was freed", "file": "CudaExecutable.cpp",
     "changes": [("        m_replay.forget();\n", "")]},
    {"name": "recording of a whole batch for a short one", "file": "CudaReplay.cpp",
     "changes": [("std::ranges::find(m_recordings, rows, &Recording::rows)", "m_recordings.begin()")]},
    {"name": "learning rate frozen into the recording", "file": "CudaExecutable.cpp",
     "changes": [("    m_device->upload(m_knobs.get(), &knobs, sizeof knobs);\n    m_knobsThere", "    m_knobsThere")]},
    # What is not given back, or not looked at.
    {"name": "graph leaked", "file": "CudaGraph.cpp",
     "changes": [("    CudaHandle<cudaGraph_t, cudaGraphDestroy> graph;\n",
                  "    struct {\n        cudaGraph_t handle{};\n        cudaGraph_t* place() { return &handle; }\n        cudaGraph_t get() { return handle; }\n    } graph;\n")]},
    {"name": "pinned buffer leaked", "file": "CudaDevice.cpp",
     "changes": [("CudaDevice::~CudaDevice() { drain(); }", "CudaDevice::~CudaDevice() {\n    drain();\n    *m_staging.place() = nullptr;\n}")]},
    {"name": "workspace given before the stream", "file": "CudaDevice.cpp",
     "changes": [("    check(cublasSetStream(blas(), stream()), \"cublasSetStream\");\n", ""),
                 ("    check(cublasSetMathMode(", "    check(cublasSetStream(blas(), stream()), \"cublasSetStream\");\n    check(cublasSetMathMode(")]},
    {"name": "error of a launch not looked at", "file": "CudaLaunch.h", "compiled": LAUNCHES,
     "changes": [("    device.check(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(arguments)...), \"cudaLaunchKernelEx\");",
                  "    static_cast<void>(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(arguments)...));")]},
    {"name": "the wrong GPU", "file": "CudaDevice.h", "compiled": ["CudaBackend.cpp", "CudaDevice.cpp", "CudaExecutable.cpp"],
     "changes": [("check(cudaSetDevice(m_index), \"cudaSetDevice\");", "static_cast<void>(m_index);")]},
    {"name": "accumulator without a value", "file": "CudaProducts.cu",
     "changes": [("        T sum = T(0);\n        for (std::size_t n", "        T sum;\n        for (std::size_t n")]},
    {"name": "index of 32 bits", "file": "CudaChains.h", "compiled": ["CudaProducts.cu"],
     "changes": [("return static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x;", "return blockIdx.x * blockDim.x + threadIdx.x;")]},
    # Only slower: the loops of the kernels go on with what is left over.
    {"name": "grid rounded down", "file": "CudaLaunch.h", "compiled": ["CudaElements.cu"], "harmless": True,
     "changes": [("(count + each - 1) / each", "count / each")]},
    {"name": "grid of one block", "file": "CudaLaunch.h", "compiled": ["CudaElements.cu"], "harmless": True,
     "changes": [("1, 65535));", "1, 1));")]},
]
