/* streams.h -- streams of a device and the steps that are recorded from them, as the parts of the device share them. */
#ifndef DL_CUDA_STREAMS_H
#define DL_CUDA_STREAMS_H

#include "dl_op.h"
#include "device/cuda/allocator.h"

struct dl_cuda_stream {
  cudaStream_t handle;
  int priority;
  dl_cuda_pool *pool;
  void *workspace;                     /* product.cu */
  dl_cuda_stream *next;                /* of all that the device ever had */
  bool spare;                          /* its owner is gone: whoever asks next gets it */
};

/* streams.cu */
dl_status dl_cuda_streams_open(dl_cuda *cuda);
void dl_cuda_streams_close(dl_cuda *cuda);
extern const dl_device_queues dl_cuda_queues;

/* steps.cu: the step part of the queues */
void *dl_cuda_step_new(void *context);
void dl_cuda_step_delete(void *context, void *step);
int dl_cuda_part_begin(void *context, void *step);
int dl_cuda_part_end(void *context, void *step, int keep);
int dl_cuda_part_run(void *context, void *step, int part, uint64_t seed, uint64_t moved);
int dl_cuda_step_renew(void *context, void *step, int part);
/* A block that is used while a step is recorded stays as it is until the step is deleted. Fails where the stream that is used
** has no part in the step. */
dl_status dl_cuda_step_uses(dl_cuda *cuda, void *memory);
/* While a step is recorded: its streams. One takes part from when it waits for an event of another that does, until the step's
** first stream has waited for it. */
void dl_cuda_step_stream(dl_cuda *cuda, dl_cuda_stream *stream);
dl_status dl_cuda_step_record(dl_cuda *cuda, cudaEvent_t event, dl_cuda_stream *stream);
dl_status dl_cuda_step_wait(dl_cuda *cuda, dl_cuda_stream *stream, cudaEvent_t event);
void dl_cuda_step_forgets(dl_cuda *cuda, cudaEvent_t event);
/* Pinned memory that a recorded copy reads each time. */
dl_status dl_cuda_step_keeps(dl_cuda *cuda, void *pinned);

/* product.cu: of each stream */
#define DL_CUDA_WORKSPACE ((size_t)32 << 20)

/* device.cu */
/* The name of what is queued now, for errors that turn up long after their cause. */
void dl_cuda_queued(const char *name);
/* What goes wrong behind the host's back, with what was queued last; and until all that was queued there is done. */
dl_status dl_cuda_late(cudaError_t code);
dl_status dl_cuda_wait_for(dl_cuda *cuda, cudaStream_t stream);
/* Fails while a step is recorded: the host would have to wait for what has not been done. */
dl_status dl_cuda_may_wait(const dl_cuda *cuda);
dl_status dl_cuda_check_report(dl_cuda *cuda);

#endif
