/* pinned.h -- host memory that the device reads and writes by itself, while the program goes on.
**
** Pinning is slow, so blocks are kept for the next who asks. A block that is released while a copy from or to it is under
** way waits until an event behind that copy has happened. Any thread may allocate and release.
*/
#ifndef DL_CUDA_PINNED_H
#define DL_CUDA_PINNED_H

#include <cuda_runtime.h>
#include <stddef.h>
#include "dlua.h"

struct dl_cuda_pinned;

dl_cuda_pinned *dl_cuda_pinned_new(int ordinal);
void dl_cuda_pinned_delete(dl_cuda_pinned *pinned);
/* 256-byte aligned. NULL: no memory; the error is set. */
void *dl_cuda_pinned_allocate(dl_cuda_pinned *pinned, size_t bytes);
void dl_cuda_pinned_release(dl_cuda_pinned *pinned, void *memory);
/* A copy of these bytes has been queued in this stream. False: they are not in a block of ours, wait instead. */
bool dl_cuda_pinned_used(dl_cuda_pinned *pinned, const void *memory, cudaStream_t stream);
/* Give unused blocks back. */
void dl_cuda_pinned_empty_cache(dl_cuda_pinned *pinned);

#endif
