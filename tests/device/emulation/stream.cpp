// stream.cpp -- streams as queues of work, and events as positions in them. Work is done when it is
// submitted; with CUDA_EMULATION_DEFER=1 only when the host waits for it, so that a missing wait is seen as
// wrong data.
#include "stream.h"

#include <map>

namespace emulation {

static std::map<CUstream_st *, Stream> &streams() {
  static auto *const map = new std::map<CUstream_st *, Stream>;
  return *map;
}

static std::set<CUevent_st *> &events() {
  static auto *const set = new std::set<CUevent_st *>;
  return *set;
}

static Stream add_stream(int device, bool legacy, bool blocking) {
  const Stream stream = std::make_shared<CUstream_st>();
  stream->device = device, stream->legacy = legacy, stream->blocking = blocking;
  streams()[stream.get()] = stream;
  return stream;
}

static Stream legacy_stream(int device) {
  static auto *const made = new Stream[DEVICES];
  if (!made[device]) made[device] = add_stream(device, true, false);
  return made[device];
}

Stream find_stream(cudaStream_t stream) {
  if (!stream || stream == cudaStreamLegacy) return legacy_stream(current_device());
  const auto found = streams().find(stream);
  return found == streams().end() ? Stream() : found->second;
}

int device_of_stream(cudaStream_t stream) {
  const Stream found = find_stream(stream);
  return found ? found->device : -1;
}

// ---- doing the work ----

static bool run_one(const Stream &stream) {
  if (stream->waiting.empty()) return false;
  const Work work = std::move(stream->waiting.front());
  stream->waiting.pop_front();
  work();
  stream->done++;
  return true;
}

static void run_until(const Stream &stream, uint64_t position) {
  while (stream->done < position && run_one(stream)) {}
}

// The last streams first: the order that is least kind to a missing cudaStreamWaitEvent.
void run_all(int device) {
  std::vector<Stream> all;
  for (const auto &known : streams()) all.push_back(known.second);
  for (auto stream = all.rbegin(); stream != all.rend(); ++stream) {
    if ((*stream)->device == device) run_until(*stream, (*stream)->submitted);
  }
}

static void append(const Stream &stream, Work work) {
  stream->waiting.push_back(std::move(work));
  stream->submitted++;
  if (!options().defer) run_until(stream, stream->submitted);
}

static void wait_for(const Stream &stream, const Stream &other) {
  const uint64_t position = other->submitted;
  if (other->done < position) append(stream, [other, position] { run_until(other, position); });
}

// The legacy stream begins when all blocking streams of its device are done, and they begin after it.
static void wait_for_legacy(const Stream &stream) {
  if (stream->blocking) wait_for(stream, legacy_stream(stream->device));
  if (!stream->legacy) return;
  for (const auto &known : streams()) {
    if (known.second->blocking && known.second->device == stream->device) wait_for(stream, known.second);
  }
}

static cudaError_t submit_to(const Stream &stream, Work work) {
  if (stream->capture) return capture_work(stream, std::move(work));
  if (stream->legacy && blocking_stream_is_capturing(stream->device)) {
    return invalidate_captures(cudaErrorStreamCaptureImplicit);
  }
  wait_for_legacy(stream);
  append(stream, std::move(work));
  return cudaSuccess;
}

cudaError_t submit(cudaStream_t stream, Work work) {
  const Stream found = find_stream(stream);
  return found ? submit_to(found, std::move(work)) : cudaErrorInvalidResourceHandle;
}

static bool is_event(CUevent_st *event) { return event && events().count(event); }

static bool has_happened(const Record &record) { return record.stream->done >= record.position; }

}

using namespace emulation;

// ---- streams ----

cudaError_t cudaStreamCreateWithFlags(cudaStream_t *stream, unsigned flags) {
  const Entry entry;
  if (!stream || flags > cudaStreamNonBlocking) return report(cudaErrorInvalidValue);
  *stream = add_stream(current_device(), false, flags == cudaStreamDefault).get();
  return cudaSuccess;
}

cudaError_t cudaStreamCreate(cudaStream_t *stream) {
  return cudaStreamCreateWithFlags(stream, cudaStreamDefault);
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t *stream, unsigned flags, int) {
  return cudaStreamCreateWithFlags(stream, flags);
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  const Entry entry;
  const Stream found = stream ? find_stream(stream) : Stream();
  if (!found || found->legacy) return report(cudaErrorInvalidResourceHandle);
  if (found->capture) return report(invalidate_captures(cudaErrorStreamCaptureUnsupported));
  run_until(found, found->submitted);
  streams().erase(stream);
  return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  const Entry entry;
  host_waits();
  const Stream found = find_stream(stream);
  if (!found) return report(cudaErrorInvalidResourceHandle);
  if (const cudaError_t forbidden = forbidden_for(found)) return report(forbidden);
  if (found->legacy) wait_for_legacy(found);
  run_until(found, found->submitted);
  return report(cudaSuccess);
}

// Each question lets the stream take one step, so that a loop that asks comes to an end.
cudaError_t cudaStreamQuery(cudaStream_t stream) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found) return report(cudaErrorInvalidResourceHandle);
  if (const cudaError_t forbidden = forbidden_for(found)) return report(forbidden);
  return report(run_one(found) ? cudaErrorNotReady : cudaSuccess);
}

cudaError_t cudaDeviceSynchronize(void) {
  const Entry entry;
  host_waits();
  for (const auto &known : streams()) {
    if (known.second->device != current_device()) continue;
    if (const cudaError_t forbidden = forbidden_for(known.second)) return report(forbidden);
  }
  run_all(current_device());
  return report(cudaSuccess);
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void *data) {
  const Entry entry;
  if (!function) return report(cudaErrorInvalidValue);
  return report(submit(stream, [=] { function(data); }));
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found || !is_event(event)) return report(cudaErrorInvalidResourceHandle);
  if (flags) return report(cudaErrorInvalidValue);
  if (found->capture || event->capture) return report(capture_wait(found, event));
  const std::shared_ptr<Record> record = event->last;
  if (!record || has_happened(*record)) return cudaSuccess;
  return report(submit_to(found, [record] { run_until(record->stream, record->position); }));
}

// ---- events ----

cudaError_t cudaEventCreateWithFlags(cudaEvent_t *event, unsigned flags) {
  const Entry entry;
  if (!event || flags & ~(unsigned)(cudaEventBlockingSync | cudaEventDisableTiming))
    return report(cudaErrorInvalidValue);
  *event = new CUevent_st();
  (*event)->device = current_device();
  (*event)->timing = !(flags & cudaEventDisableTiming);
  events().insert(*event);
  return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t *event) { return cudaEventCreateWithFlags(event, cudaEventDefault); }

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  const Entry entry;
  if (!is_event(event)) return report(cudaErrorInvalidResourceHandle);
  events().erase(event);
  delete event;
  return cudaSuccess;
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found || !is_event(event) || found->device != event->device)
    return report(cudaErrorInvalidResourceHandle);
  if (found->capture) return report(capture_record(event, found));
  const auto record = std::make_shared<Record>();
  record->stream = found;
  const cudaError_t error = submit_to(found, [time = &record->when, record] { *time = Clock::now(); });
  if (error != cudaSuccess) return report(error);
  record->position = found->submitted;
  event->last = record;
  event->capture = nullptr;
  return cudaSuccess;
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  const Entry entry;
  host_waits();
  if (!is_event(event)) return report(cudaErrorInvalidResourceHandle);
  if (event->capture) return report(invalidate_captures(cudaErrorCapturedEvent));
  if (event->last) run_until(event->last->stream, event->last->position);
  return report(cudaSuccess);
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  const Entry entry;
  if (!is_event(event)) return report(cudaErrorInvalidResourceHandle);
  if (event->capture) return report(invalidate_captures(cudaErrorCapturedEvent));
  if (!event->last || has_happened(*event->last)) return report(cudaSuccess);
  run_one(event->last->stream);
  return report(cudaErrorNotReady);
}

cudaError_t cudaEventElapsedTime(float *milliseconds, cudaEvent_t start, cudaEvent_t end) {
  const Entry entry;
  if (!milliseconds) return report(cudaErrorInvalidValue);
  if (!is_event(start) || !is_event(end)) return report(cudaErrorInvalidResourceHandle);
  if (!start->timing || !end->timing || !start->last || !end->last)
    return report(cudaErrorInvalidResourceHandle);
  if (!has_happened(*start->last) || !has_happened(*end->last)) return report(cudaErrorNotReady);
  const std::chrono::duration<float, std::milli> between = end->last->when - start->last->when;
  *milliseconds = between.count();
  return cudaSuccess;
}
