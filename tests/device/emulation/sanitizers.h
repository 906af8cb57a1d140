// sanitizers.h -- what the sanitizers must be told of memory that is not malloc's and threads that are not
// the system's. The parts that switch fibers are themselves compiled without -fsanitize=thread (their reads
// and writes of a thread's state are no races) and with -DCUDA_EMULATION_THREAD_SANITIZER instead.
#pragma once

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define EMULATION_ASAN 1
#else
#define EMULATION_ASAN 0
#endif

#if defined(__SANITIZE_THREAD__) || defined(CUDA_EMULATION_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#define EMULATION_TSAN 1
#else
#define EMULATION_TSAN 0
#endif

namespace emulation {

inline void forbid(const void *start, size_t bytes) {
#if EMULATION_ASAN
  __asan_poison_memory_region(start, bytes);
#else
  (void)start, (void)bytes;
#endif
}

inline void allow(const void *start, size_t bytes) {
#if EMULATION_ASAN
  __asan_unpoison_memory_region(start, bytes);
#else
  (void)start, (void)bytes;
#endif
}

// What happened before release(object) happened before what follows a later acquire(object).
inline void release([[maybe_unused]] const void *object) {
#if EMULATION_TSAN
  __tsan_release(const_cast<void *>(object));
#endif
}

inline void acquire([[maybe_unused]] const void *object) {
#if EMULATION_TSAN
  __tsan_acquire(const_cast<void *>(object));
#endif
}

}
