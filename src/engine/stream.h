/* stream.h -- results that are larger than the caches go past them.
**
** A store to a line that is not in a cache reads it first, a streaming store does not. So a loop writes a block that stays in
** the first cache, which is then copied with streaming stores.
*/
#if !defined DL_STREAM_H && !defined DL_CUDA
#define DL_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined __SSE2__ && !defined __clang__
#define DL_STREAMS                 /* there are such stores */
#endif
#define DL_STREAM_BLOCK 4096       /* bytes */
#define DL_STREAM_LINE 64

/* Is so large a result gone from the caches when somebody comes back to its beginning? The last cache that a processor's core
** has for itself and its neighbours is 32 MB or less in most; what the C library says of it (2.36) was the sum of all of them. */
static inline bool dl_streams(int64_t bytes) {
#ifdef DL_STREAMS
  return bytes > 32 << 20;
#else
  return bytes < 0;
#endif
}

/* memcpy by streaming stores. Behind the last of them and before another thread may read: dl_stream_end. */
static inline void dl_stream(void *destination, const void *source, size_t bytes) {
  char *to = destination;
  const char *from = source;
#ifdef DL_STREAMS
  typedef long long part __attribute__((vector_size(16), aligned(1), may_alias));
  typedef long long place __attribute__((vector_size(16), may_alias));
  size_t head = -(uintptr_t)to % DL_STREAM_LINE;
  if (head > bytes) head = bytes;
  memcpy(to, from, head);
  for (bytes -= head, to += head, from += head; bytes >= DL_STREAM_LINE; bytes -= DL_STREAM_LINE) {
    for (int i = 0; i < DL_STREAM_LINE; i += 16) __builtin_ia32_movntdq((place *)(to + i), *(const part *)(from + i));
    to += DL_STREAM_LINE;
    from += DL_STREAM_LINE;
  }
#endif
  memcpy(to, from, bytes);
}

static inline void dl_stream_end(void) {
#ifdef DL_STREAMS
  __builtin_ia32_sfence();
#endif
}

#endif
