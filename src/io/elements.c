/* elements.c -- runs of numbers in the forms that files have: other byte orders, and widths that dlua has no dtype for. */
#include <stdio.h>
#include <string.h>
#include "core/core.h"
#include "io/io.h"

static const struct { char letter; int size; dl_dtype dtype; } kinds[] = {
  { 'f', 4, DL_FLOAT32 }, { 'f', 8, DL_FLOAT64 }, { 'f', 2, DL_FLOAT16 }, { 'e', 2, DL_BFLOAT16 },
  { 'i', 8, DL_INT64 }, { 'i', 4, DL_INT32 }, { 'u', 1, DL_UINT8 }, { 'b', 1, DL_BOOL },
  { 'i', 1, DL_INT32 }, { 'i', 2, DL_INT32 }, { 'i', 3, DL_INT32 }, { 'u', 2, DL_INT32 },
  { 'u', 4, DL_INT64 }, { 'u', 8, DL_INT64 },
};

bool dl_element_kind_parse(const char *text, dl_element_kind *kind) {
  const uint16_t one = 1;
  bool little_machine = *(const uint8_t *)&one == 1, swap = false;
  if (*text && strchr("<>|=", *text)) {
    swap = *text == (little_machine ? '>' : '<');
    text++;
  }
  if (!text[0] || text[1] < '1' || text[1] > '9' || text[2]) return false;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (text[0] != kinds[i].letter || text[1] - '0' != kinds[i].size) continue;
    *kind = (dl_element_kind){ text[0], kinds[i].size, swap && kinds[i].size > 1, kinds[i].dtype };
    return true;
  }
  return false;
}

/* An integer of 1 to 8 bytes, widened to 64 bits. The machine's order is little-endian or big-endian: only what
** `swap` says relative to it is known here, so bytes are put in the machine's order first. */
static int64_t integer_at(const uint8_t *at, dl_element_kind kind) {
  uint64_t value = 0;
  const uint16_t one = 1;
  bool from_the_end = (*(const uint8_t *)&one == 1) != kind.swap;     /* the file is little-endian */
  for (int i = 0; i < kind.size; i++) value = value << 8 | at[from_the_end ? kind.size - 1 - i : i];
  int unused = 64 - 8 * kind.size;
  return kind.letter == 'i' ? (int64_t)(value << unused) >> unused : (int64_t)value;
}

static void swap_elements(char *to, const char *from, int64_t n, int size) {
  for (int64_t i = 0; i < n; i++, to += size, from += size)
    for (int k = 0; k < size; k++) to[k] = from[size - 1 - k];
}

/* Integers of a width that dlua has not. False when one is too large. */
static bool widen(dl_tensor *t, const uint8_t *from, int64_t n, dl_element_kind kind) {
  int32_t *narrow = (int32_t *)t->storage->data;
  int64_t *wide = (int64_t *)t->storage->data;
  for (int64_t i = 0; i < n; i++, from += kind.size) {
    int64_t value = integer_at(from, kind);
    if (value < 0 && kind.letter == 'u') return false;
    if (kind.dtype == DL_INT64) wide[i] = value;
    else narrow[i] = (int32_t)value;
  }
  return true;
}

dl_tensor *dl_elements(dl_element_kind kind, int ndim, const int64_t *shape, const void *data, size_t size) {
  size_t bytes;
  int64_t wanted, n = 1;
  for (int d = 0; d < ndim; d++) if (shape[d] == 0) n = 0;
  for (int d = 0; d < ndim && n > 0; d++)
    if (__builtin_mul_overflow(n, shape[d], &n)) n = -1;
  if (n < 0 || __builtin_mul_overflow(n, (int64_t)kind.size, &wanted) || (uint64_t)wanted > size
      || !dl_shape_bytes(ndim, shape, kind.dtype, &bytes)) {
    char text[96];
    dl_shape_text(text, sizeof text, ndim, shape);
    dl_error_set("%zu bytes are too few for a tensor of shape %s", size, text);
    return NULL;
  }
  dl_tensor *t = dl_tensor_new(kind.dtype, ndim, shape, NULL);
  if (!t || n == 0) return t;
  if (kind.size != (int)dl_dtype_size(kind.dtype) || kind.letter == 'u') {
    if (kind.size == 1 && kind.letter == 'u') memcpy(t->storage->data, data, (size_t)n);
    else if (!widen(t, data, n, kind)) {
      dl_error_set("an unsigned integer beyond 2^63 - 1");
      dl_tensor_release(t);
      return NULL;
    }
  } else if (kind.swap) swap_elements(t->storage->data, data, n, kind.size);
  else memcpy(t->storage->data, data, (size_t)wanted);
  if (kind.dtype == DL_BOOL)
    for (int64_t i = 0; i < n; i++) t->storage->data[i] = t->storage->data[i] != 0;
  return t;
}
