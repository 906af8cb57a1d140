/* copy.h -- copies of many bytes.
**
** memcpy of glibc 2.36 copies 2 kB and more by one instruction (rep movsb), which an AMD processor did at a fraction of its
** speed (2 GB/s instead of 50) where the destination lay some bytes behind the source within a page (8 to 24 were tried), as
** parts of tensors do. Within a line of the cache such copies are vectors here.
*/
#ifndef DL_COPY_H
#define DL_COPY_H

#include <stdint.h>
#include <string.h>

typedef char dl_copy_vector __attribute__((vector_size(32), aligned(1), may_alias));

static inline void dl_copy_bytes(void *destination, const void *source, size_t n) {
  char *to = destination;
  const char *from = source;
  size_t behind = ((uintptr_t)to - (uintptr_t)from) % 4096;
  if (behind && behind < 64)
    for (; n >= 128; n -= 128, to += 128, from += 128) {
      const dl_copy_vector *u = (const dl_copy_vector *)from, a = u[0], b = u[1], c = u[2], d = u[3];
      dl_copy_vector *v = (dl_copy_vector *)to;
      v[0] = a; v[1] = b; v[2] = c; v[3] = d;
    }
  memcpy(to, from, n);
}

#endif
