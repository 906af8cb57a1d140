/* gzip.c -- packing and unpacking by zlib: gzip, zlib and raw deflate data. What comes out may be far more than what
** goes in, so it grows as a tensor does, under the limit that memory has. */
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

/* What follows a member of gzip is the next one, or padding, which gzip ignores too. */
static bool is_member(const Bytef *data, size_t left) { return left >= 2 && data[0] == 31 && data[1] == 139; }

/* Run inflate or deflate over the data into *out, which grows. Returns the bytes that came out, or -1. */
static int64_t run(z_stream *z, int (*step)(z_stream *, int), dl_tensor **out, const Bytef *data, size_t size) {
  size_t taken = 0;
  int64_t used = 0;
  for (;;) {
    if (used == (*out)->shape[0] && !(*out = grown(*out, used))) return -1;
    uInt in = at_most(size - taken), room = at_most((size_t)((*out)->shape[0] - used));
    z->next_in = (Bytef *)data + taken;
    z->avail_in = in;
    z->next_out = (Bytef *)(*out)->storage->data + used;
    z->avail_out = room;
    int code = step(z, step == deflate && in == size - taken ? Z_FINISH : Z_NO_FLUSH);
    taken += in - z->avail_in;
    used += room - z->avail_out;
    if (code == Z_STREAM_END && (step == deflate || !is_member(data + taken, size - taken))) return used;
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

static dl_tensor *run_all(z_stream *z, int (*step)(z_stream *, int), const void *data, size_t size) {
  int64_t room = FIRST;
  dl_tensor *out = dl_tensor_new(DL_UINT8, 1, &room, NULL);
  int64_t used = out ? run(z, step, &out, data, size) : -1;
  if (used >= 0) out->shape[0] = used;
  else dl_tensor_release(out), out = NULL;
  return out;
}

dl_tensor *dl_unpack(const void *data, size_t size, dl_packing packing) {
  z_stream z = { 0 };
  if (inflateInit2(&z, packing == DL_PACKED_RAW ? -15 : 15 + 32) != Z_OK) {
    dl_error_memory(64 << 10);
    return NULL;
  }
  dl_tensor *out = run_all(&z, inflate, data, size);
  inflateEnd(&z);
  return out;
}

dl_tensor *dl_pack(const void *data, size_t size, dl_packing packing) {
  z_stream z = { 0 };
  if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, packing == DL_PACKED_RAW ? -15 : 15 + 16, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    dl_error_memory(256 << 10);
    return NULL;
  }
  dl_tensor *out = run_all(&z, deflate, data, size);
  deflateEnd(&z);
  return out;
}

uint32_t dl_crc32(const void *data, size_t size) { return (uint32_t)crc32_z(0, data, size); }
