/* streams.cu -- queues of work besides the device's own, and events in them. A stream that nobody needs any more is kept for
** who asks next: its pool of memory goes with it.
*/
#include <stdlib.h>
#include "device/cuda/pinned.h"
#include "device/cuda/streams.h"

static dl_cuda_stream *stream_of(void *context, void *stream) {
  return stream ? (dl_cuda_stream *)stream : ((dl_cuda *)context)->current;
}

static dl_cuda_stream *make_stream(dl_cuda *cuda, int priority) {
  dl_cuda_stream *s = (dl_cuda_stream *)calloc(1, sizeof *s);
  if (!s) {
    dl_error_memory(sizeof *s);
    return NULL;
  }
  s->priority = priority;
  if (dl_cuda_status(cudaStreamCreateWithPriority(&s->handle, cudaStreamNonBlocking, priority), "cudaStreamCreate") == DL_OK) {
    s->pool = dl_cuda_pool_new(cuda->allocator, s->handle);
    if (s->pool) return s;
    cudaStreamDestroy(s->handle);
    dl_error_memory(sizeof(void *));
  }
  free(s);
  return NULL;
}

dl_status dl_cuda_streams_open(dl_cuda *cuda) {
  cuda->own = cuda->current = make_stream(cuda, 0);
  if (!cuda->own) return DL_ERROR;
  cuda->stream = cuda->own->handle;
  return DL_OK;
}

void dl_cuda_streams_close(dl_cuda *cuda) {
  for (dl_cuda_stream *s = cuda->own, *next; s; s = next) {
    next = s->next;
    cudaStreamDestroy(s->handle);
    free(s);
  }
}

/* ---- streams ---- */

static void *stream_new(void *context, int priority) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  for (dl_cuda_stream *s = cuda->own->next; s; s = s->next)
    if (s->spare && s->priority == priority) {
      s->spare = false;
      return s;
    }
  dl_cuda_stream *s = make_stream(cuda, priority);
  if (!s) return NULL;
  s->next = cuda->own->next;
  cuda->own->next = s;
  return s;
}

static void stream_delete(void *context, void *stream) {
  (void)context;
  ((dl_cuda_stream *)stream)->spare = true;
}

static void *stream_use(void *context, void *stream) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_stream *before = cuda->current;
  dl_cuda_stream *next = stream ? (dl_cuda_stream *)stream : cuda->own;
  if (cuda->recorded) dl_cuda_step_stream(cuda, next);
  else dl_cuda_pool_use(cuda->allocator, next->pool);
  cuda->current = next;
  cuda->stream = next->handle;
  return before;
}

static int stream_synchronize(void *context, void *stream) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  return (int)dl_cuda_wait_for(cuda, stream_of(context, stream)->handle);
}

static int answer(dl_cuda *cuda, cudaError_t code) {
  if (code == cudaErrorNotReady) {
    cudaGetLastError();
    return 0;
  }
  if (code != cudaSuccess) return dl_cuda_late(code), -1;
  return dl_cuda_check_report(cuda) == DL_OK ? 1 : -1;
}

static int stream_done(void *context, void *stream) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (dl_cuda_may_wait(cuda) != DL_OK) return -1;
  return answer(cuda, cudaStreamQuery(stream_of(context, stream)->handle));
}

static int stream_wait(void *context, void *stream, void *event) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (cuda->recorded) return (int)dl_cuda_step_wait(cuda, stream_of(context, stream), (cudaEvent_t)event);
  return (int)dl_cuda_status(cudaStreamWaitEvent(stream_of(context, stream)->handle, (cudaEvent_t)event, 0), "cudaStreamWaitEvent");
}

/* ---- events ---- */

static void *event_new(void *context, int timing) {
  cudaEvent_t event = NULL;
  dl_error_clear();
  dl_cuda_enter(((dl_cuda *)context)->ordinal);
  const unsigned flags = timing ? cudaEventDefault : cudaEventDisableTiming;
  return dl_cuda_status(cudaEventCreateWithFlags(&event, flags), "cudaEventCreate") == DL_OK ? event : NULL;
}

static void event_delete(void *context, void *event) {
  dl_cuda_step_forgets((dl_cuda *)context, (cudaEvent_t)event);
  cudaEventDestroy((cudaEvent_t)event);
}

static int event_record(void *context, void *event, void *stream) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (cuda->recorded) return (int)dl_cuda_step_record(cuda, (cudaEvent_t)event, stream_of(context, stream));
  return (int)dl_cuda_status(cudaEventRecord((cudaEvent_t)event, stream_of(context, stream)->handle), "cudaEventRecord");
}

static int event_synchronize(void *context, void *event) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (dl_cuda_may_wait(cuda) != DL_OK) return 1;
  cuda->waited++;
  const cudaError_t code = cudaEventSynchronize((cudaEvent_t)event);
  return (int)(code == cudaSuccess ? dl_cuda_check_report(cuda) : dl_cuda_late(code));
}

static int event_done(void *context, void *event) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (dl_cuda_may_wait(cuda) != DL_OK) return -1;
  return answer(cuda, cudaEventQuery((cudaEvent_t)event));
}

static int event_elapsed(void *context, void *from, void *to, double *milliseconds) {
  float between = 0;
  (void)context;
  dl_error_clear();
  const dl_status status = dl_cuda_status(cudaEventElapsedTime(&between, (cudaEvent_t)from, (cudaEvent_t)to), "cudaEventElapsedTime");
  *milliseconds = between;
  return (int)status;
}

/* ---- memory ---- */

static int block_used(void *context, void *memory, void *stream) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (cuda->recorded) return (int)dl_cuda_step_uses(cuda, memory);
  if (dl_cuda_used_in(cuda->allocator, memory, stream_of(context, stream)->handle)) return 0;
  return (int)dl_error_memory(sizeof(void *));
}

static void *host_allocate(void *context, size_t bytes) {
  dl_error_clear();
  return dl_cuda_pinned_allocate(((dl_cuda *)context)->pinned, bytes);
}

static void host_release(void *context, void *memory) { dl_cuda_pinned_release(((dl_cuda *)context)->pinned, memory); }

static int copy_later(void *context, void *to, const void *from, size_t bytes, int direction) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  if (bytes == 0) return DL_OK;
  if (dl_cuda_may_wait(cuda) != DL_OK) return DL_ERROR;
  const bool out = direction == DL_FROM_DEVICE;
  const cudaMemcpyKind kind = out ? cudaMemcpyDeviceToHost : cudaMemcpyHostToDevice;
  dl_status status = dl_cuda_status(cudaMemcpyAsync(to, from, bytes, kind, cuda->stream), "copy");
  if (status == DL_OK && !dl_cuda_pinned_used(cuda->pinned, out ? to : from, cuda->stream))
    status = dl_cuda_wait_for(cuda, cuda->stream);
  return (int)status;
}

#ifdef DL_CUDA_EMULATED
extern "C" unsigned long long cudaEmulationWaits(void);
#endif

/* The emulation counts by itself what would make the host wait, whoever calls it. */
static void waits(void *context, uint64_t counts[3]) {
  dl_cuda *cuda = (dl_cuda *)context;
  counts[0] = cuda->waited;
#ifdef DL_CUDA_EMULATED
  counts[0] = cudaEmulationWaits();
#endif
  counts[1] = dl_cuda_segments_made(cuda->allocator);
  counts[2] = cuda->launched;
}

const dl_device_queues dl_cuda_queues = {
  stream_new, stream_delete, stream_use, stream_synchronize, stream_done, stream_wait,
  event_new, event_delete, event_record, event_synchronize, event_done, event_elapsed,
  block_used, host_allocate, host_release, copy_later,
  dl_cuda_step_new, dl_cuda_step_delete, dl_cuda_part_begin, dl_cuda_part_end, dl_cuda_part_run, dl_cuda_step_renew, waits,
};
