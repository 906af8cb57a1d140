/* allocator.h -- device memory that is kept for the next one who asks: cudaMalloc waits for the device, we do not.
**
** Blocks have size classes (four for each power of two). Small blocks are cut from segments, large ones are segments of
** their own. A block that is released may be used again at once: all work is on one stream, so whoever gets it runs
** behind whoever had it.
*/
#ifndef DL_CUDA_ALLOCATOR_H
#define DL_CUDA_ALLOCATOR_H

#include <cuda_runtime.h>
#include <stddef.h>
#include "dlua.h"

struct dl_cuda_allocator;

dl_cuda_allocator *dl_cuda_allocator_new(int ordinal, cudaStream_t stream);
void dl_cuda_allocator_delete(dl_cuda_allocator *allocator);
/* 256-byte aligned. NULL: no memory (after all that is cached was given back); the error is set. */
void *dl_cuda_allocate(dl_cuda_allocator *allocator, size_t bytes);
void dl_cuda_release(dl_cuda_allocator *allocator, void *memory, size_t bytes);
/* Give unused segments back to the device; waits for it. */
void dl_cuda_empty_cache(dl_cuda_allocator *allocator);
dl_memory_info dl_cuda_memory(const dl_cuda_allocator *allocator);

#endif
