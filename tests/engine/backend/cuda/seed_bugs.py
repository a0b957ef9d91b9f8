#!/usr/bin/env python3
"""Plants one mistake after the other in copies of engine/backend/cuda and looks whether the tests notice: when the simulator, the tests or
the kernels have changed.

    tests/engine/backend/cuda/seed_bugs.py build/release [NAME...]

The build folder must be built. Nothing in the sources is changed: a copy with the mistake is compiled by the command of the original, linked
by the command of the test program, and run. The last line says how many were caught; the exit code is 0 when all were that can be.
"""

import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

HOME = "engine/backend/cuda/"
TRAINING, CONFORMANCE, FAILURE, PROBE = "CudaTrainingTest", "CudaConformanceTest", "CudaFailureTest", "CudaProbeTest"
KERNEL_FILES = ["CudaElements.cu", "CudaLosses.cu", "CudaNormalization.cu", "CudaUpdates.cu"]

# name, file, what stands there, what is planted, the tests that are to notice; for headers the sources that are compiled with it.
BUGS = [
    ("barrier after a store", "CudaChains.h", "staged[threadIdx.x] = term(i);\n        }\n        __syncthreads();",
     "staged[threadIdx.x] = term(i);\n        }", CONFORMANCE, KERNEL_FILES),
    ("barrier in the tree", "CudaChains.h", "staged[left + stride];\n                }\n                __syncthreads();",
     "staged[left + stride];\n                }", CONFORMANCE, KERNEL_FILES),
    ("barrier before reuse", "CudaChains.h", "                result = fold(result, staged[k]);\n            }\n        }\n        __syncthreads();",
     "                result = fold(result, staged[k]);\n            }\n        }", CONFORMANCE, KERNEL_FILES),
    ("one too many", "CudaElements.cu", "i < count; i += elementStride()) {\n        out[i] = a[i] + b[i];",
     "i <= count; i += elementStride()) {\n        out[i] = a[i] + b[i];", CONFORMANCE, []),
    ("shared array too short", "CudaLosses.cu", "__shared__ T staged[kCudaBlock];\n    mergeBlocks", "__shared__ T staged[kCudaBlock / 8];\n    mergeBlocks",
     CONFORMANCE, []),
    ("wrong direction", "CudaDevice.cpp", "cudaMemcpyDeviceToHost", "cudaMemcpyHostToDevice", TRAINING, []),
    ("no wait in download", "CudaDevice.cpp", "\"cudaMemcpyAsync\");\n        wait();", "\"cudaMemcpyAsync\");", TRAINING, []),
    ("staging used again too early", "CudaDevice.cpp", "m_staged += (part + kAlignment - 1) / kAlignment * kAlignment;", "", TRAINING, []),
    ("copy in the default stream", "CudaDevice.cpp", "check(cudaMemcpyAsync(staged, source, part, cudaMemcpyDeviceToHost, stream()), \"cudaMemcpyAsync\");",
     "check(cudaMemcpy(staged, source, part, cudaMemcpyDeviceToHost), \"cudaMemcpy\");", TRAINING, []),
    ("launch in the default stream", "CudaLaunch.h", "    config.stream = device.stream();\n", "", TRAINING, ["CudaBatch.cu"]),
    ("beta ignored", "CudaProducts.cu", "continues ? T(1) : T(0)", "T(1)", CONFORMANCE, []),
    ("sources not added", "CudaProducts.cu", "continues ? T(1) : T(0)", "continues ? T(0) : T(0)", CONFORMANCE, []),
    ("transposes exchanged", "CudaProducts.cu", "b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N, a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N",
     "a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N, b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N", CONFORMANCE, []),
    ("wrong leading dimension", "CudaProducts.cu", "static_cast<int>(a.columns)", "static_cast<int>(rows)", CONFORMANCE, []),
    ("barrier in a branch", "CudaRows.h", "    const T largest = rowMax(z, count, staged);\n    for (",
     "    T largest = z[0];\n    if (threadIdx.x < count) {\n        largest = rowMax(z, count, staged);\n    }\n    for (", CONFORMANCE,
     ["CudaElements.cu", "CudaLosses.cu"]),
    ("block of the wrong size", "CudaLosses.cu", "kernels::finishMean<T>, 1, kCudaBlock", "kernels::finishMean<T>, 1, 200", CONFORMANCE, []),
    ("allocation in a recorded step", "CudaExecutable.cpp", "    queueGather(rows);\n    for (", "    const CudaMemory<T> more(*m_device, 4);\n    queueGather(rows);\n    for (",
     TRAINING, []),
    ("wait in a recorded step", "CudaExecutable.cpp", "    queueGather(rows);\n    for (", "    m_device->wait();\n    queueGather(rows);\n    for (", TRAINING, []),
    ("memory freed with work queued", "CudaExecutable.cpp", "    learnLabels(cursor, rows);\n    cudaSetPlace(",
     "    learnLabels(cursor, rows);\n    const CudaMemory<T> gone(*m_device, 4);\n    cudaCopy<T>(*m_device, m_scratch.get(), gone.get(), 1);\n    cudaSetPlace(",
     TRAINING, []),
    ("step counted on the host", "CudaExecutable.cpp", "numbers.get(), m_data.losses(), m_data.place(), rows);",
     "numbers.get(), m_data.losses() + (rows == 2 ? 0 : 1), m_data.place(), rows);", TRAINING, []),
    ("softmax without the maximum", "CudaRows.h", "    const T largest = rowMax(z, count, staged);\n    for (", "    const T largest = T(0);\n    for (", CONFORMANCE,
     ["CudaElements.cu", "CudaLosses.cu"]),
    ("graph leaked", "CudaGraph.cpp", "    CudaHandle<cudaGraph_t, cudaGraphDestroy> graph;", "    auto& graph = *new CudaHandle<cudaGraph_t, cudaGraphDestroy>;",
     TRAINING, []),
    ("pinned memory leaked", "CudaDevice.cpp", "    check(cudaMallocHost(m_staging.place(), kStaging), \"cudaMallocHost\");",
     "    void* lost = nullptr;\n    check(cudaMallocHost(&lost, 16), \"cudaMallocHost\");\n    check(cudaMallocHost(m_staging.place(), kStaging), \"cudaMallocHost\");",
     TRAINING, []),
    ("TF32 left on", "CudaDevice.cpp", "options.tf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_PEDANTIC_MATH", "CUBLAS_TF32_TENSOR_OP_MATH", CONFORMANCE, []),
    ("TF32 never on", "CudaDevice.cpp", "options.tf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_PEDANTIC_MATH", "CUBLAS_PEDANTIC_MATH", CONFORMANCE, []),
    ("workspace before the stream", "CudaDevice.cpp", "    check(cublasSetMathMode(", "    check(cublasSetStream(blas(), stream()), \"cublasSetStream\");\n    check(cublasSetMathMode(",
     TRAINING, []),
    ("launch error ignored", "CudaLaunch.h", "    device.check(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(arguments)...), \"cudaLaunchKernelEx\");",
     "    static_cast<void>(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(arguments)...));", FAILURE, ["CudaElements.cu"]),
    ("accumulator without a start", "CudaProducts.cu", "        T sum = T(0);", "        T sum;", CONFORMANCE, []),
    ("wrong device", "CudaDevice.h", "check(cudaSetDevice(m_index), \"cudaSetDevice\");", "", TRAINING, ["CudaDevice.cpp", "CudaExecutable.cpp", "CudaBackend.cpp"]),
    ("twist without a barrier", "CudaDropout.cu", "    if (i < to) {\n        words[i] = word;\n    }\n    __syncthreads();", "    if (i < to) {\n        words[i] = word;\n    }",
     CONFORMANCE, []),
    ("generator not put back", "CudaDropout.cu", "        generator[kWords] = next;", "        generator[kWords] = 0;", CONFORMANCE, []),
    ("recording of old addresses", "CudaExecutable.cpp", "        m_replay.forget();\n", "", TRAINING, []),
    ("snapshot without the generator", "CudaExecutable.cpp", "    if (m_draws) {\n        m_snapshot.add(", "    if (false) {\n        m_snapshot.add(", TRAINING, []),
    ("snapshot not taken back", "CudaExecutable.cpp", "        m_snapshot.restore(*m_device);\n", "", TRAINING, []),
    ("order not copied again", "CudaData.cpp", "    if (!bitEqual(order, m_hostOrder)) {", "    if (order.shape() != m_hostOrder.shape()) {", TRAINING, []),
    ("labels not looked at", "CudaExecutable.cpp", "        m_labelsFit = labelsFit();\n", "", TRAINING, []),
    ("mask of cut connections forgotten", "CudaProducts.cu", "    if (mask == nullptr) {\n        return weight + first;\n    }", "    if (mask != nullptr || mask == nullptr) {\n        return weight + first;\n    }",
     CONFORMANCE, []),
    ("count of the short batch", "CudaExecutable.cpp", "m_words.get(), static_cast<std::size_t>(rows)", "m_words.get(), static_cast<std::size_t>(program().options().batchSize)",
     CONFORMANCE, []),
    ("learning rate kept", "CudaExecutable.cpp", "    m_device->upload(m_knobs.get(), &knobs, sizeof knobs);\n", "", CONFORMANCE, []),
    ("32-bit index", "CudaElements.cu", "for (std::size_t i = firstElement(); i < count; i += elementStride()) {\n        out[i] = a[i] * b[i];",
     "for (int i = static_cast<int>(firstElement()); i < static_cast<int>(count); i += static_cast<int>(elementStride())) {\n        out[i] = a[i] * b[i];",
     CONFORMANCE, []),
]
# Tensors of 2^31 elements are refused instead.
NOT_CAUGHT = {"32-bit index"}
# What only costs time (a grid that is too small: kernels go on) is no mistake in a number and not planted.


def run(command, folder, seconds=900):
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None


class Planter:
    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.root = next(p for p in pathlib.Path(__file__).resolve().parents if (p / "engine").is_dir())
        rows = json.loads((self.build / "compile_commands.json").read_text())
        self.commands = {}
        for row in rows:
            output = row.get("output") or shlex.split(row["command"])[shlex.split(row["command"]).index("-o") + 1]
            if "test_engine_backend_cuda_kernels.dir/" in output:
                self.commands[pathlib.Path(row["file"]).name] = (row["command"], output)
        lines = run(["ninja", "-t", "commands", "test_engine_backend_cuda"], self.build).stdout.strip().splitlines()
        self.link = next(line for line in reversed(lines) if " -o tests/engine/backend/cuda/test_engine_backend_cuda " in line)

    def plant(self, bug, folder):
        """What came of it: "caught ...", or why not."""
        _, name, old, new, tests, sources = bug
        text = (self.root / HOME / name).read_text()
        if old not in text:
            return "not planted: the place is gone"
        place = folder / HOME / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace(old, new, 1))
        link = self.link
        for source in sources or [name]:
            command, output = self.commands[source]
            words = shlex.split(command)
            target = str(folder / (source + ".o"))
            words[words.index("-o") + 1] = target
            original = words[words.index("-c") + 1]
            if source == name:
                words[words.index("-c") + 1] = str(place)
            else:
                copy = place.parent / source  # beside the changed header, so that it is found first
                copy.write_text(pathlib.Path(original).read_text())
                words[words.index("-c") + 1] = str(copy)
            words.insert(words.index("-c"), "-I" + str(folder))
            words = [w for w in words if not w.startswith("-M") and not w.endswith(".d")]
            if "-MT" in command:
                words = [w for w in words if w != output]
            done = run(words, self.build)
            if done.returncode != 0:
                return "caught by the compiler" if "error" in done.stderr else "not planted: " + done.stderr[-300:]
            link = link.replace(output, target)
        program = str(folder / "planted")
        done = run(["bash", "-c", link.replace(" -o tests/engine/backend/cuda/test_engine_backend_cuda ", f" -o {program} ")], self.build)
        if done.returncode != 0:
            return "not planted: " + done.stderr[-300:]
        done = run([program, tests], folder)
        if done is None:
            return "caught: it never ends"
        first = next((line for line in (done.stdout + done.stderr).splitlines() if line.startswith("FAIL") or "signal" in line), "")
        return "caught: " + first.strip()[:110] if done.returncode != 0 else "NOT CAUGHT"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    planter = Planter(sys.argv[1])
    wanted = sys.argv[2:]
    caught = missed = 0
    for bug in BUGS:
        if wanted and bug[0] not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            result = planter.plant(bug, pathlib.Path(folder))
        print(f"{bug[0]}: {result}", flush=True)
        if result.startswith("caught"):
            caught += 1
        elif bug[0] not in NOT_CAUGHT:
            missed += 1
    print(f"{caught} caught, {missed} missed")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
