/* allocator.h -- device memory that is kept for the next one who asks: cudaMalloc waits for the device, we do not.
**
** Blocks have size classes (four for each power of two). Small blocks are cut from segments, large ones are segments of
** their own. Each segment belongs to a pool, and each stream has a pool: a block that is released may be used again at once
** by who asks from the same pool, since that work runs behind whoever had it. What else happened to a block is noted:
**
**   other streams that used it     it waits in the list of the pending until events in those streams have happened
**   recorded steps that use it     it is held until they are deleted: they would write into what others got meanwhile
**
** A recorded step allocates from a pool of its own, from which nobody else gets anything.
*/
#ifndef DL_CUDA_ALLOCATOR_H
#define DL_CUDA_ALLOCATOR_H

#include <cuda_runtime.h>
#include <stddef.h>
#include "dlua.h"

struct dl_cuda_allocator;
struct dl_cuda_pool;

dl_cuda_allocator *dl_cuda_allocator_new(int ordinal);
void dl_cuda_allocator_delete(dl_cuda_allocator *allocator);
/* 256-byte aligned, from the pool that is used now. NULL: no memory (after all that is cached was given back); the error
** is set. */
void *dl_cuda_allocate(dl_cuda_allocator *allocator, size_t bytes);
void dl_cuda_release(dl_cuda_allocator *allocator, void *memory, size_t bytes);
/* Give unused segments back to the device; waits for it. */
void dl_cuda_empty_cache(dl_cuda_allocator *allocator);
dl_memory_info dl_cuda_memory(const dl_cuda_allocator *allocator);
uint64_t dl_cuda_segments_made(const dl_cuda_allocator *allocator);

/* ---- pools ---- */

/* For a stream; NULL as the stream: for a recorded step. NULL: no memory. */
dl_cuda_pool *dl_cuda_pool_new(dl_cuda_allocator *allocator, cudaStream_t stream);
/* All that a step's pool has belongs to another pool from now on; the device is done with it. */
void dl_cuda_pool_join(dl_cuda_allocator *allocator, dl_cuda_pool *pool, dl_cuda_pool *into);
/* Allocate from this one; returns the one before. */
dl_cuda_pool *dl_cuda_pool_use(dl_cuda_allocator *allocator, dl_cuda_pool *pool);

/* ---- who else uses a block ---- */

/* Work queued in this stream uses it. Nothing to note for the stream of its own pool. False: no memory. */
bool dl_cuda_used_in(dl_cuda_allocator *allocator, void *block, cudaStream_t stream);
/* Is it of this pool? Else it is held until it is let go as often. */
bool dl_cuda_hold(dl_cuda_allocator *allocator, void *block, const dl_cuda_pool *unless, bool *held);
void dl_cuda_let_go(dl_cuda_allocator *allocator, void *block);
/* Work of this stream is being recorded from now on (NULL: no more): nothing may be asked of the stream. */
void dl_cuda_recording(dl_cuda_allocator *allocator, cudaStream_t stream);
/* Several streams are at work in the step that is being recorded: what is released is given to nobody while they are, since a
** stream may still use what another one has released. */
void dl_cuda_keep_released(dl_cuda_allocator *allocator, bool keep);

#endif
