/* core.h -- what the rooms above core may use of it beyond the public header. */
#ifndef DL_CORE_H
#define DL_CORE_H

#include "dlua.h"

/* glibc knows whether a second thread was ever started; until then, nothing needs to be atomic. */
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
static inline bool dl_is_single_threaded(void) { return __libc_single_threaded; }
#else
static inline bool dl_is_single_threaded(void) { return false; }
#endif

/* Between two looks at what another thread will write: some 10 ns or more, in which the processor works for others. On ARM
** `isb` takes that time, where `yield` takes none. */
static inline void dl_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

/* memory.c: sized blocks, 64-byte aligned, cached by size class. NULL: no memory (message set). */
void *dl_allocate(size_t bytes);
void *dl_allocate_zeroed(size_t bytes);
void dl_deallocate(void *block, size_t bytes);
/* The n-th allocation from now and all behind it fail, until it is called with 0; for tests of the error
** paths. Returns how many were left, negative when failing had begun. */
DL_API int64_t dl_memory_fail_after(int64_t n);
DL_API bool dl_memory_is_failing(void);
/* Bytes that this thread allocated since they were last taken, if they are `least` or more (else 0); the Lua room
** reports them to its collector. */
DL_API size_t dl_memory_take_debt(size_t least);

/* Bytes that this thread ever asked for. */
size_t dl_memory_allocated(void);

/* Bytes that storages hold on devices and in pinned memory: the collector is to know of these as well. */
void dl_memory_hold_elsewhere(size_t bytes, bool taken);
DL_API size_t dl_memory_elsewhere(void);

/* Count bytes that came from another thread as this one's. */
DL_API void dl_memory_add_debt(size_t bytes);

/* interrupt.c: from now on this thread works for another one and is interrupted by this flag only (atomic; not 0). */
DL_API void dl_thread_become_worker(int *interrupt);
DL_API bool dl_thread_is_worker(void);

/* status.c */
dl_status dl_error_interrupted(void);
/* dl_error_memory in the words of a device other than the CPU, where it has any. */
dl_status dl_error_memory_of(const dl_device *device, size_t bytes);
void dl_error_prefix(const char *name);

/* storage.c */
dl_storage *dl_storage_new(size_t bytes, dl_device *device);
/* Memory of the CPU that a device (with queues) gives and reaches by itself. */
dl_storage *dl_storage_new_pinned(size_t bytes, dl_device *device);
dl_storage *dl_storage_retain(dl_storage *storage);
void dl_storage_release(dl_storage *storage);

/* tensor.c: a header without storage, with row-major strides. */
dl_tensor *dl_tensor_header(dl_dtype dtype, int ndim, const int64_t *shape);
void dl_tensor_set_shape(dl_tensor *t, int ndim, const int64_t *shape);
/* Bytes of a shape; false when it overflows. */
bool dl_shape_bytes(int ndim, const int64_t *shape, dl_dtype dtype, size_t *bytes);
/* Called by dl_tensor_release to drop node and gradient: core knows no tape. */
extern void (*dl_tensor_forget_node)(dl_tensor *t);

/* random.c: Philox 4x32-10. A call reserves a range of the counter, so that every
** element has its own numbers whatever the number of threads. */
typedef struct dl_generator { uint64_t seed, counter; } dl_generator;
dl_generator *dl_random_generator(void);
uint64_t dl_random_reserve(uint64_t blocks);

/* half.h holds the conversions of 16-bit floats. interrupt.c and threads.c are in dlua.h. */
#endif
