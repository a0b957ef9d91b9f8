#include "tests/support/cuda/Runtime.h"

using namespace glassnet::simulator;

namespace {

/// False, with a finding, for a stream that is not one of ours; the default stream is null.
bool isStream(CUstream_st* stream) {
    if (stream == nullptr || runtime().streams.contains(stream)) {
        return true;
    }
    misuse(cudaErrorInvalidResourceHandle, "a stream is used that does not exist");
    return false;
}

bool isEvent(CUevent_st* event) {
    if (runtime().events.contains(event)) {
        return true;
    }
    misuse(cudaErrorInvalidResourceHandle, "an event is used that does not exist");
    return false;
}

CUstream_st& orDefault(CUstream_st* stream) { return stream == nullptr ? runtime().defaultStream : *stream; }

/// A wait for a captured stream ends the capture.
cudaError_t refuseCaptured(CUstream_st& stream, const char* call) {
    if (stream.capture == nullptr) {
        return cudaSuccess;
    }
    stream.captureBroken = true;
    return misuse(cudaErrorStreamCaptureUnsupported, std::string(call) + " is called for a stream that is captured");
}

/// Runs an event's stream up to the record that is wanted.
void reach(CUevent_st& event, std::int64_t record) {
    while (event.reached < record && event.stream != nullptr && runOne(*event.stream)) {
    }
}

}  // namespace

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    *stream = new CUstream_st;
    (*stream)->flags = flags;
    (*stream)->device = currentDevice();
    runtime().streams.insert(*stream);
    return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
    if (!isStream(stream) || stream == nullptr) {
        return runtime().lastError;
    }
    if (stream->capture != nullptr) {
        report("a stream is destroyed while it is captured");
        runtime().graphs.erase(stream->capture);
        delete stream->capture;
        stream->capture = nullptr;
    }
    if (!runtime().lost) {
        drain(*stream);
    }
    for (CUevent_st* each : runtime().events) {
        each->stream = each->stream == stream ? nullptr : each->stream;
    }
    runtime().streams.erase(stream);
    delete stream;
    return enterFree();
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isStream(stream)) {
        return runtime().lastError;
    }
    if (const cudaError_t error = refuseCaptured(orDefault(stream), "cudaStreamSynchronize")) {
        return error;
    }
    ++runtime().counters.waits;
    drain(orDefault(stream));
    return cudaSuccess;
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned /*flags*/) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    *event = new CUevent_st;
    runtime().events.insert(*event);
    return cudaSuccess;
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
    if (!isEvent(event)) {
        return runtime().lastError;
    }
    if (!runtime().lost) {
        reach(*event, event->recorded);
    }
    runtime().events.erase(event);
    delete event;
    return enterFree();
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isStream(stream) || !isEvent(event)) {
        return runtime().lastError;
    }
    if (orDefault(stream).capture != nullptr) {
        return misuse(cudaErrorNotSupported, "recording an event in a captured stream is not simulated");
    }
    const std::int64_t record = ++event->recorded;
    event->stream = &orDefault(stream);
    enqueue(stream, {"cudaEventRecord", nullptr, {}, [event, record] { event->reached = record; }});
    return cudaSuccess;
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
    if (const cudaError_t error = enter()) {
        return error;
    }
    if (!isEvent(event)) {
        return runtime().lastError;
    }
    if (const cudaError_t error = refuseInCapture("cudaEventSynchronize")) {
        return error;
    }
    ++runtime().counters.waits;
    reach(*event, event->recorded);
    return cudaSuccess;
}
