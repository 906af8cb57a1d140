/* rows.c -- pieces of a tensor by the values of index tensors, read and written: the kernel behind index, indexPut,
** indexSelect, indexAdd ...
**
** Index tensors of a common shape stand for neighbouring dimensions of x; the elements of x behind one position of
** that shape are a row. The places of all rows are worked out first, then rows move between x and its partner: the
** dense result of a read, or the source of a write. Dimensions in front of the indexed ones repeat the same rows.
*/
#include <string.h>
#include "engine/engine.h"

/* ---- moving the elements of one row ---- */

typedef void (*move)(int64_t n, char *to, int64_t to_step, const char *from, int64_t from_step, double alpha);

#define COPY(T, bits) \
static void copy_##bits(int64_t n, char *to, int64_t to_step, const char *from, int64_t from_step, double alpha) { \
  (void)alpha; \
  if (to_step == sizeof(T) && from_step == sizeof(T)) memcpy(to, from, (size_t)n * sizeof(T)); \
  else for (int64_t i = 0; i < n; i++) *(T *)(to + i * to_step) = *(const T *)(from + i * from_step); \
}
COPY(uint8_t, 8)
COPY(uint16_t, 16)
COPY(uint32_t, 32)
COPY(uint64_t, 64)

static move copy_of(size_t size) { return size == 8 ? copy_64 : size == 4 ? copy_32 : size == 2 ? copy_16 : copy_8; }

#define PLUS(r, y) (r) + (y)
#define OR(r, y) (r) | ((y) != 0)
#define ADD(name, T, formula) \
static void add_##name(int64_t n, char *to, int64_t to_step, const char *from, int64_t from_step, double alpha) { \
  const T k = (T)alpha; \
  if (to_step == sizeof(T) && from_step == sizeof(T)) { \
    T *r = (T *)to; \
    const T *y = (const T *)from; \
    DL_RUN(n) r[i] = (T)(formula(r[i], k * y[i])); \
  } else \
    for (int64_t i = 0; i < n; i++) { \
      T *r = (T *)(to + i * to_step); \
      *r = (T)(formula(*r, k * *(const T *)(from + i * from_step))); \
    } \
}
ADD(float32, float, PLUS)
ADD(float64, double, PLUS)
ADD(int64, int64_t, PLUS)
ADD(int32, int32_t, PLUS)
ADD(uint8, uint8_t, PLUS)
ADD(bool, uint8_t, OR)

static move add_of(dl_dtype dtype) {
  static const move adds[DL_DTYPE_COUNT] = {
    [DL_FLOAT32] = add_float32, [DL_FLOAT64] = add_float64, [DL_INT64] = add_int64, [DL_INT32] = add_int32,
    [DL_UINT8] = add_uint8, [DL_BOOL] = add_bool
  };
  return adds[dtype];
}

/* ---- rows ---- */

#define AHEAD 8                /* rows */
#define FETCHED 512            /* bytes of a row; behind them the processor looks ahead by itself */

typedef struct {               /* dimensions that both sides walk in step; bytes */
  int ndim;
  int64_t shape[DL_MAX_DIMS], x[DL_MAX_DIMS], partner[DL_MAX_DIMS];
} walk;

typedef struct {
  walk outer, inner;           /* in front of the indexed dimensions, and behind them */
  int64_t outers, elements;    /* how often all rows come; elements of one row */
  int64_t count;               /* rows */
  const int64_t *place;        /* of each row in x; bytes */
  int64_t step;                /* from row to row in the partner; bytes */
  size_t dense;                /* bytes of a row that is copied and lies densely on both sides; 0: others */
  char *x, *partner;
  bool writes;                 /* from the partner into x */
  move move;
  double alpha;
  uint64_t part, parts;        /* of the memory of x, when several threads write */
} rows;

static void add_dimension(walk *w, int64_t size, int64_t x, int64_t partner) {
  int last = w->ndim - 1;
  if (size == 1) return;
  if (last >= 0 && w->x[last] == x * size && w->partner[last] == partner * size) {      /* one longer dimension */
    w->shape[last] *= size;
    w->x[last] = x;
    w->partner[last] = partner;
    return;
  }
  w->shape[w->ndim] = size;
  w->x[w->ndim] = x;
  w->partner[w->ndim++] = partner;
}

/* The i-th of the steps of a walk over its first n dimensions. */
static void advance(const walk *w, int n, int64_t i, char **x, char **partner) {
  for (int d = n - 1; d >= 0; d--) {
    *x += i % w->shape[d] * w->x[d];
    *partner += i % w->shape[d] * w->partner[d];
    i /= w->shape[d];
  }
}

static void move_run(const rows *r, int64_t n, char *x, int64_t x_step, char *partner, int64_t step) {
  if (r->writes) r->move(n, x, x_step, partner, step, r->alpha);
  else r->move(n, partner, step, x, x_step, r->alpha);
}

static void move_row(const rows *r, char *x, char *partner) {
  const walk *w = &r->inner;
  if (w->ndim == 0) {
    move_run(r, 1, x, 0, partner, 0);
    return;
  }
  int last = w->ndim - 1;
  int64_t n = w->shape[last], runs = r->elements / n;
  for (int64_t i = 0; i < runs; i++) {
    char *to = x, *from = partner;
    advance(w, last, i, &to, &from);
    move_run(r, n, to, w->x[last], from, w->partner[last]);
  }
}

/* Rows of single elements, the usual thing for vectors and masks, without a call for each. */
#define SINGLES(T) \
  if (r->writes) for (int64_t j = begin; j < end; j++) *(T *)(x + r->place[j]) = *(const T *)(partner + j * r->step); \
  else for (int64_t j = begin; j < end; j++) *(T *)(partner + j * r->step) = *(const T *)(x + r->place[j]);

static bool move_singles(const rows *r, int64_t begin, int64_t end, char *x, char *partner) {
  if (r->elements != 1 || r->parts > 1) return false;
  if (r->move == copy_64) { SINGLES(uint64_t) }
  else if (r->move == copy_32) { SINGLES(uint32_t) }
  else if (r->move == copy_16) { SINGLES(uint16_t) }
  else if (r->move == copy_8) { SINGLES(uint8_t) }
  else return false;
  return true;
}

/* Rows that lie densely on both sides are copied without a walk, and those that come soon are fetched: they lie anywhere. */
static bool move_dense(const rows *r, int64_t begin, int64_t end, char *x, char *partner) {
  if (r->dense == 0 || r->parts > 1) return false;
  for (int64_t j = begin; j < end; j++) {
    char *row = x + r->place[j], *other = partner + j * r->step;
    if (j + AHEAD < end)
      for (size_t at = 0; at < r->dense && at < FETCHED; at += 64) __builtin_prefetch(x + r->place[j + AHEAD] + at);
    if (r->writes) memcpy(row, other, r->dense);
    else memcpy(other, row, r->dense);
  }
  return true;
}

/* Which thread writes a row, when several do: the page it lies in decides. */
static bool is_ours(const rows *r, int64_t j) {
  return r->parts <= 1 || ((uint64_t)r->place[j] >> 12) % r->parts == r->part;
}

static void move_rows(const rows *r, int64_t outer, int64_t begin, int64_t end) {
  char *x = r->x, *partner = r->partner;
  advance(&r->outer, r->outer.ndim, outer, &x, &partner);
  if (move_singles(r, begin, end, x, partner) || move_dense(r, begin, end, x, partner)) return;
  for (int64_t j = begin; j < end; j++)
    if (is_ours(r, j)) move_row(r, x + r->place[j], partner + j * r->step);
}

/* ---- threads: the pieces differ, the order in which one place is written does not ---- */

static void read_piece(void *context, int64_t begin, int64_t end) {
  const rows *r = context;
  while (begin < end) {
    int64_t j = begin % r->count, n = r->count - j < end - begin ? r->count - j : end - begin;
    move_rows(r, begin / r->count, j, j + n);
    begin += n;
  }
}

static void write_outer(void *context, int64_t begin, int64_t end) {
  const rows *r = context;
  for (int64_t o = begin; o < end; o++) move_rows(r, o, 0, r->count);
}

static void write_part(void *context, int64_t begin, int64_t end) {
  rows r = *(const rows *)context;
  for (int64_t part = begin; part < end; part++) {
    r.part = (uint64_t)part;
    write_outer(&r, 0, r.outers);
  }
}

static dl_status move_all(rows *r, bool may_overlap) {
  int64_t grain = 16384, all = r->outers * r->count * r->elements;
  if (all == 0) return DL_OK;
  if (!r->writes) return dl_parallel(r->outers * r->count, grain / r->elements + 1, read_piece, r);
  if (may_overlap || all < 2 * grain) {
    write_outer(r, 0, r->outers);
    return DL_OK;
  }
  if (r->outers >= 8) return dl_parallel(r->outers, grain / (r->count * r->elements) + 1, write_outer, r);
  r->parts = r->elements >= 16 ? 8 : 1;        /* looking at every row 8 times must cost less than moving it once */
  return dl_parallel((int64_t)r->parts, 1, write_part, r);
}

/* ---- places ---- */

/* Add the share of one index tensor, broadcast to `shape`, to the places of all rows. */
static void add_places(int64_t *place, const dl_tensor *index, int ndim, const int64_t *shape, int64_t count,
                       int64_t size, int64_t stride) {
  const int64_t *values = (const int64_t *)dl_tensor_data(index);
  if (dl_tensor_numel(index) == count) {
    for (int64_t j = 0; j < count; j++) place[j] += dl_position(values[j], size) * stride;
    return;
  }
  for (int64_t j = 0; j < count; j++) {
    int64_t at = 0, step = 1, rest = j;
    for (int d = ndim - 1, own = index->ndim - 1; own >= 0; d--, own--) {
      if (index->shape[own] != 1) at += rest % shape[d] * step;
      rest /= shape[d];
      step *= index->shape[own];
    }
    place[j] += dl_position(values[at], size) * stride;
  }
}

/* What both sides have in common beside the rows. */
static void lay_out(rows *r, const dl_rows *spec, int ndim) {
  const dl_tensor *x = spec->x, *partner = spec->partner;
  int64_t size = (int64_t)dl_dtype_size((dl_dtype)x->dtype);
  int dim = spec->dim, after = dim + spec->indices.count;
  for (int d = 0; d < dim; d++) {
    add_dimension(&r->outer, x->shape[d], x->stride[d] * size, partner->stride[d] * size);
    r->outers *= x->shape[d];
  }
  for (int d = after, p = dim + ndim; d < x->ndim; d++, p++) {
    add_dimension(&r->inner, x->shape[d], x->stride[d] * size, partner->stride[p] * size);
    r->elements *= x->shape[d];
  }
  for (int d = dim; d < dim + ndim; d++)       /* rows lie evenly, so the last dimension has the step of all */
    if (partner->shape[d] != 1) r->step = partner->stride[d] * size;
  const walk *w = &r->inner;
  if (spec->kind != DL_ROWS_ADD && w->ndim == 1 && w->x[0] == size && w->partner[0] == size)
    r->dense = (size_t)(r->elements * size);
  r->x = dl_tensor_data(x);
  r->partner = dl_tensor_data(partner);
}

static int index_dims(const dl_rows *spec) {
  return spec->partner->ndim - (spec->x->ndim - spec->indices.count);
}

static int64_t row_count(const dl_rows *spec) {
  int64_t count = 1;
  for (int d = 0; d < index_dims(spec); d++) count *= spec->partner->shape[spec->dim + d];
  return count;
}

size_t dl_rows_scratch(const dl_rows *spec) { return (size_t)row_count(spec) * sizeof(int64_t); }

dl_status dl_rows_move(dl_args *a, const dl_rows *spec) {
  const dl_tensor *x = spec->x;
  const int64_t size = (int64_t)dl_dtype_size((dl_dtype)x->dtype), *shape = spec->partner->shape + spec->dim;
  int64_t *place = a->scratch;
  rows r = { .outers = 1, .elements = 1, .count = row_count(spec), .place = place, .alpha = spec->alpha };
  r.writes = spec->kind != DL_ROWS_READ;
  r.move = spec->kind == DL_ROWS_ADD ? add_of((dl_dtype)x->dtype) : copy_of((size_t)size);
  if (r.count) memset(place, 0, (size_t)r.count * sizeof *place);
  for (int k = 0; k < spec->indices.count; k++) {
    const dl_tensor *index = spec->indices.data[k];
    int64_t n = x->shape[spec->dim + k];
    dl_status status = dl_check_positions(a, spec->argument, (const int64_t *)dl_tensor_data(index),
                                          dl_tensor_numel(index), n);
    if (status != DL_OK) return status;
    add_places(place, index, index_dims(spec), shape, r.count, n, x->stride[spec->dim + k] * size);
  }
  if (r.writes) {                              /* only now, so that a bad index leaves a tensor as it was */
    dl_status status = dl_start_update(a);
    if (status != DL_OK) return status;
  }
  lay_out(&r, spec, index_dims(spec));
  return move_all(&r, r.writes && dl_may_overlap(x));
}
