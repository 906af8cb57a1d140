/* copies.c -- copies on the CPU between any strides and dtypes, and what is made of them: clearing and filling. */
#include <string.h>
#include "core/copy.h"
#include "core/sizes.h"
#include "engine/engine.h"

#define GRAIN 32768            /* elements of a piece of work */
#define BLOCK 256              /* elements that are converted at a time */

static void copy_run(int64_t n, char *const *p, const int64_t *step, const double *k) {
  dl_dtype to = (dl_dtype)k[0], from = (dl_dtype)k[1];
  int64_t wide_to = (int64_t)dl_dtype_size(to), wide_from = (int64_t)dl_dtype_size(from);
  if (step[0] == wide_to && step[1] == wide_from) {
    dl_convert(to, p[0], from, p[1], n);
    return;
  }
  char source[BLOCK * 8] __attribute__((aligned(64))), result[BLOCK * 8] __attribute__((aligned(64)));
  for (int64_t begin = 0; begin < n; begin += BLOCK) {
    int64_t count = n - begin < BLOCK ? n - begin : BLOCK;
    for (int64_t i = 0; i < count; i++)
      memcpy(source + i * wide_from, p[1] + (begin + i) * step[1], (size_t)wide_from);
    dl_convert(to, result, from, source, count);
    for (int64_t i = 0; i < count; i++)
      memcpy(p[0] + (begin + i) * step[0], result + i * wide_to, (size_t)wide_to);
  }
}

/* Without a change of dtype a run is so many bytes. */
static void copy_dense(int64_t n, char *const *p, const int64_t *step, const double *k) {
  (void)k;
  dl_copy_bytes(p[0], p[1], (size_t)(n * step[0]));
}

/* Between runs of the same width a strided copy needs no buffers. One number many times, and numbers backwards, are vectors. */
#define STRIDED_COPY(name, T) \
static void name(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  (void)k; \
  T *to = (T *)p[0]; \
  const T *from = (const T *)p[1], first = *from; \
  if (step[0] == sizeof(T) && step[1] == 0) DL_RUN(n) to[i] = first; \
  else if (step[0] == sizeof(T) && step[1] == -(int64_t)sizeof(T)) DL_RUN(n) to[i] = from[-i]; \
  else for (int64_t i = 0; i < n; i++) *(T *)(p[0] + i * step[0]) = *(const T *)(p[1] + i * step[1]); \
}
STRIDED_COPY(copy_8, uint64_t)
STRIDED_COPY(copy_4, uint32_t)

/* A source that lies densely along another dimension than the result is turned in squares: whole lines of the cache are read
** and written, however far rows are from each other. */
#define SQUARE 16
#define COLUMNS 4096             /* of an item */

typedef struct {
  const dl_loop *loop;
  int dense;                     /* the dimension along which the source lies densely */
  size_t width;
} turn_work;

/* Four vectors of four numbers, or two of two, become their columns. */
typedef uint32_t four __attribute__((vector_size(16), aligned(4), may_alias));
typedef uint64_t two __attribute__((vector_size(16), aligned(8), may_alias));

static inline void turn_vectors_4(const uint32_t (*from)[SQUARE], char *to, int64_t step) {
  const four *a = (const four *)from[0], *b = (const four *)from[1], *c = (const four *)from[2], *d = (const four *)from[3];
  const four ab0 = __builtin_shuffle(*a, *b, (four){ 0, 4, 1, 5 }), ab1 = __builtin_shuffle(*a, *b, (four){ 2, 6, 3, 7 });
  const four cd0 = __builtin_shuffle(*c, *d, (four){ 0, 4, 1, 5 }), cd1 = __builtin_shuffle(*c, *d, (four){ 2, 6, 3, 7 });
  *(four *)to = __builtin_shuffle(ab0, cd0, (four){ 0, 1, 4, 5 });
  *(four *)(to + step) = __builtin_shuffle(ab0, cd0, (four){ 2, 3, 6, 7 });
  *(four *)(to + 2 * step) = __builtin_shuffle(ab1, cd1, (four){ 0, 1, 4, 5 });
  *(four *)(to + 3 * step) = __builtin_shuffle(ab1, cd1, (four){ 2, 3, 6, 7 });
}

static inline void turn_vectors_8(const uint64_t (*from)[SQUARE], char *to, int64_t step) {
  const two *a = (const two *)from[0], *b = (const two *)from[1];
  *(two *)to = __builtin_shuffle(*a, *b, (two){ 0, 2 });
  *(two *)(to + step) = __builtin_shuffle(*a, *b, (two){ 1, 3 });
}

/* A row of squares, and at its end what is left of one. */
#define TURN(width, T) \
static void turn_##width(int64_t rows, int64_t columns, char *to, int64_t to_step, const char *from, int64_t from_step) { \
  enum { unit = 16 / sizeof(T) }; \
  T square[SQUARE][SQUARE]; \
  for (int64_t begin = 0; begin < columns; begin += SQUARE, to += SQUARE * sizeof(T), from += SQUARE * from_step) { \
    const int64_t n = least(SQUARE, columns - begin); \
    if (rows < SQUARE || n < SQUARE) { \
      for (int64_t j = 0; j < n; j++) memcpy(square[j], from + j * from_step, (size_t)rows * sizeof(T)); \
      for (int64_t i = 0; i < rows; i++) \
        for (int64_t j = 0; j < n; j++) memcpy(to + i * to_step + j * (int64_t)sizeof(T), &square[j][i], sizeof(T)); \
      continue; \
    } \
    for (int64_t j = 0; j < SQUARE; j++) memcpy(square[j], from + j * from_step, sizeof square[j]); \
    for (int64_t i = 0; i < SQUARE; i += unit) \
      for (int64_t j = 0; j < SQUARE; j += unit) \
        turn_vectors_##width((const T (*)[SQUARE])&square[j][i], to + i * to_step + j * (int64_t)sizeof(T), to_step); \
  } \
}
TURN(4, uint32_t)
TURN(8, uint64_t)

static int64_t parts_of(const turn_work *w, int d, int64_t size) { return (w->loop->shape[d] + size - 1) / size; }

/* An item is a row of squares, of so many columns. */
static void turn_rows(void *context, int64_t begin, int64_t end) {
  const turn_work *w = context;
  const dl_loop *loop = w->loop;
  const int last = loop->ndim - 1;
  const int64_t *down = loop->step[w->dense], *across = loop->step[last];
  const int64_t squares = parts_of(w, w->dense, SQUARE), strips = parts_of(w, last, COLUMNS);
  for (int64_t item = begin; item < end; item++) {
    int64_t i = item % squares * SQUARE, j = item / squares % strips * COLUMNS, rest = item / squares / strips;
    char *to = loop->data[0] + i * down[0] + j * across[0], *from = loop->data[1] + i * down[1] + j * across[1];
    for (int d = last - 1; d >= 0; d--) {
      if (d == w->dense) continue;
      to += rest % loop->shape[d] * loop->step[d][0];
      from += rest % loop->shape[d] * loop->step[d][1];
      rest /= loop->shape[d];
    }
    (w->width == 8 ? turn_8 : turn_4)(least(SQUARE, loop->shape[w->dense] - i), least(COLUMNS, loop->shape[last] - j),
                                      to, down[0], from, across[1]);
  }
}

static dl_status turn(const turn_work *w) {
  const dl_loop *loop = w->loop;
  const int last = loop->ndim - 1;
  int64_t items = parts_of(w, w->dense, SQUARE) * parts_of(w, last, COLUMNS);
  for (int d = 0; d < last; d++) if (d != w->dense) items *= loop->shape[d];
  return dl_parallel(items, 1 + GRAIN / (SQUARE * least(COLUMNS, loop->shape[last])), turn_rows, (void *)w);
}

/* Which dimension to turn with the last, which the result lies densely along; -1: none. Long rows of one number are filled. */
static int turned_with(const dl_loop *loop, int64_t width) {
  int last = loop->ndim - 1;
  if (loop->step[last][0] != width || loop->shape[last] < SQUARE / 2) return -1;
  if (loop->step[last][1] == 0 && loop->shape[last] >= 4 * SQUARE) return -1;
  for (int d = 0; d < last; d++) if (loop->step[d][1] == width && loop->shape[d] >= SQUARE / 2) return d;
  return -1;
}

dl_status dl_copy_strided(dl_tensor *to, const dl_tensor *from) {
  dl_tensor *tensors[2] = { to, (dl_tensor *)from };
  const double k[3] = { to->dtype, from->dtype };
  dl_loop loop;
  dl_loop_make(&loop, to->ndim, to->shape, 2, tensors);
  size_t width = dl_dtype_size((dl_dtype)to->dtype);
  bool runs = loop.ndim && loop.step[loop.ndim - 1][0] == (int64_t)width
    && loop.step[loop.ndim - 1][1] == (int64_t)width;
  dl_inner inner = to->dtype == from->dtype && runs ? copy_dense : copy_run;
  if (to->dtype == from->dtype && !runs && loop.ndim && (width == 4 || width == 8)) {
    const turn_work work = { &loop, turned_with(&loop, (int64_t)width), width };
    for (int d = 0; d < loop.ndim; d++) if (loop.shape[d] == 0) return DL_OK;
    if (work.dense >= 0) return turn(&work);
    inner = width == 8 ? copy_8 : copy_4;
  }
  return dl_loop_run(&loop, inner, k);
}

dl_status dl_clear(dl_tensor *t) {
  memset(dl_tensor_data(t), 0, (size_t)dl_tensor_numel(t) * dl_dtype_size((dl_dtype)t->dtype));
  return DL_OK;
}

dl_status dl_fill_with(dl_tensor *t, double number) {
  char element[8];
  dl_storage storage = { .data = element, .device = t->storage->device };
  dl_tensor value = *t;
  dl_convert((dl_dtype)t->dtype, element, DL_FLOAT64, &number, 1);
  value.storage = &storage;
  value.offset = 0;
  memset(value.stride, 0, sizeof value.stride);
  return dl_copy_strided(t, &value);
}
