/* gzip.c -- unpacking gzip and zlib data. What comes out may be far more than what goes in, so it grows as a tensor
** does, under the limit that memory has. */
#include <string.h>
#include <zlib.h>
#include "core/core.h"
#include "io/io.h"

#define FIRST ((int64_t)64 << 10)

/* The tensor with room for more, or NULL; `t` is given up. */
static dl_tensor *grown(dl_tensor *t, int64_t used) {
  int64_t room = 2 * t->shape[0];
  dl_tensor *larger = dl_tensor_new(DL_UINT8, 1, &room, NULL);
  if (larger) memcpy(larger->storage->data, t->storage->data, (size_t)used);
  dl_tensor_release(t);
  return larger;
}

static uInt at_most(size_t n) { return n < 1u << 30 ? (uInt)n : 1u << 30; }

/* All members of the data into *out, which grows. Returns the bytes, or -1. */
static int64_t inflate_into(z_stream *z, dl_tensor **out, const Bytef *data, size_t size) {
  size_t taken = 0;
  int64_t used = 0;
  for (;;) {
    if (used == (*out)->shape[0] && !(*out = grown(*out, used))) return -1;
    uInt in = at_most(size - taken), room = at_most((size_t)((*out)->shape[0] - used));
    z->next_in = (Bytef *)data + taken;
    z->avail_in = in;
    z->next_out = (Bytef *)(*out)->storage->data + used;
    z->avail_out = room;
    int code = inflate(z, Z_NO_FLUSH);
    taken += in - z->avail_in;
    used += room - z->avail_out;
    /* what follows a member is the next one, or padding, which gzip ignores too */
    if (code == Z_STREAM_END && (size - taken < 2 || data[taken] != 31 || data[taken + 1] != 139)) return used;
    if (code == Z_STREAM_END) code = inflateReset(z);
    if (code != Z_OK && !(code == Z_BUF_ERROR && z->avail_out == 0)) {
      dl_error_set("the compressed data is damaged or cut short");
      return -1;
    }
    if (dl_interrupt_pending()) {
      dl_error_interrupted();
      return -1;
    }
  }
}

dl_tensor *dl_gunzip(const void *data, size_t size) {
  int64_t room = FIRST;
  z_stream z = { 0 };
  if (inflateInit2(&z, 15 + 32) != Z_OK) {
    dl_error_memory(64 << 10);
    return NULL;
  }
  dl_tensor *out = dl_tensor_new(DL_UINT8, 1, &room, NULL);
  int64_t used = out ? inflate_into(&z, &out, data, size) : -1;
  inflateEnd(&z);
  if (used >= 0) {
    out->shape[0] = used;
    return out;
  }
  dl_tensor_release(out);
  return NULL;
}
