/* reduce.c -- the walk of a reduction.
**
** The kept and the reduced dimensions are sorted by how densely they lie and merged. The densest of each make a
** block, which the reducer combines along memory or across it; the others are walked. Work is cut into tiles of
** results and, where these are few, into pieces of what is reduced, whose totals are merged in their order. All of
** that depends on shapes and strides alone.
*/
#include <string.h>
#include "core/sizes.h"
#include "engine/engine.h"

#define GRAIN 65536          /* elements of a task */
#define TASKS 128            /* more of them are not needed to keep threads busy */
#define HALVES 4096          /* 16-bit floats converted at a time */

typedef struct { int64_t size, step, result_step[2]; } extent;     /* steps in bytes */

typedef struct {
  const dl_reducer *reducer;
  const double *k;
  dl_dtype dtype;
  const char *data;
  dl_tensor *const *result;
  extent kept[DL_MAX_DIMS], reduced[DL_MAX_DIMS];                  /* the densest is last */
  int nkept, nreduced;
  int64_t results, count;             /* elements that each result combines */
  int64_t tile, tiles;                /* results of a tile; tiles of a row of results */
  int64_t pieces, piece;              /* of `count` */
  char *totals;                       /* of all pieces, when there are several */
} reduction;

/* ---- layout ---- */

/* A step of 0 (an expanded dimension) is walked outermost: it adds no density. */
static int64_t magnitude(int64_t step) { return step < 0 ? -step : step ? step : INT64_MAX; }

static void sort_extents(extent *list, int n) {
  for (int i = 1; i < n; i++)
    for (int d = i; d > 0 && magnitude(list[d - 1].step) < magnitude(list[d].step); d--) {
      extent e = list[d];
      list[d] = list[d - 1];
      list[d - 1] = e;
    }
}

static int merge_extents(extent *list, int n) {
  int kept = 0;
  for (int i = 0; i < n; i++) {
    extent e = list[i], outer = kept ? list[kept - 1] : e;
    bool joins = kept && outer.step == e.step * e.size && outer.result_step[0] == e.result_step[0] * e.size
      && outer.result_step[1] == e.result_step[1] * e.size;
    if (joins) {
      e.size *= outer.size;
      list[kept - 1] = e;
    } else list[kept++] = e;
  }
  return kept;
}

static void lay_out(reduction *r, const dl_tensor *x, unsigned mask, const int64_t *result_bytes) {
  int64_t size = (int64_t)dl_dtype_size((dl_dtype)x->dtype), beneath = 1;
  r->results = r->count = 1;
  r->nkept = r->nreduced = 0;
  for (int d = x->ndim - 1; d >= 0; d--) {                          /* from the last: steps in the results grow */
    int64_t n = x->shape[d];
    bool reduced = mask >> d & 1;
    *(reduced ? &r->count : &r->results) *= n;
    if (n == 1) continue;
    extent e = { n, x->stride[d] * size, { 0, 0 } };
    if (!reduced) {
      e.result_step[0] = beneath * result_bytes[0];
      e.result_step[1] = beneath * result_bytes[1];
      beneath *= n;
      r->kept[r->nkept++] = e;
    } else r->reduced[r->nreduced++] = e;
  }
  sort_extents(r->kept, r->nkept);
  sort_extents(r->reduced, r->nreduced);
  r->nkept = merge_extents(r->kept, r->nkept);
  r->nreduced = merge_extents(r->reduced, r->nreduced);
}

/* The innermost kept and reduced dimensions make the blocks. */
static extent kept_run(const reduction *r) { return r->nkept ? r->kept[r->nkept - 1] : (extent){ 1, 0, { 0, 0 } }; }
static extent reduced_run(const reduction *r) {
  return r->nreduced ? r->reduced[r->nreduced - 1] : (extent){ 1, 0, { 0, 0 } };
}

/* Along memory a tile may be of any width, across it a wide one is faster. There must be some results, or no work. */
static void cut(reduction *r) {
  extent column = kept_run(r), row = reduced_run(r);
  dl_block block = { NULL, row.size, column.size, row.step, column.step, 0 };
  r->tile = least(column.size, DL_REDUCE_TILE);
  if (dl_reduce_is_along(&block)) r->tile = least(r->tile, GRAIN / (r->count + 1) + 1);
  r->tiles = (column.size + r->tile - 1) / r->tile;
  int64_t tasks = r->results / column.size * r->tiles;
  int64_t pieces = least(r->results * r->count / GRAIN / tasks, least(r->count / DL_REDUCE_ROWS, TASKS / tasks));
  r->pieces = pieces > 1 ? pieces : 1;
  r->piece = (r->count + r->pieces - 1) / r->pieces;
  if (r->piece) r->pieces = (r->count + r->piece - 1) / r->piece;
}

static int64_t offset_of(const extent *list, int n, int64_t index) {
  int64_t offset = 0;
  for (int d = n - 1; d >= 0; d--) {
    offset += index % list[d].size * list[d].step;
    index /= list[d].size;
  }
  return offset;
}

static int64_t result_offset(const reduction *r, int which, int64_t row) {
  int64_t offset = 0;
  for (int d = r->nkept - 2; d >= 0; d--) {
    offset += row % r->kept[d].size * r->kept[d].result_step[which];
    row /= r->kept[d].size;
  }
  return offset;
}

/* ---- blocks ---- */

static void widen(const reduction *r, const char *p, int64_t step, int64_t n, float *to) {
  uint16_t narrow[HALVES];
  if (step != sizeof *narrow) {
    for (int64_t i = 0; i < n; i++) memcpy(&narrow[i], p + i * step, sizeof *narrow);
    p = (const char *)narrow;
  }
  dl_convert(DL_FLOAT32, to, r->dtype, p, n);
}

/* A block of 16-bit floats, in parts that fit into a buffer of float32. */
static void combine_halves(const reduction *r, dl_block b, char *totals) {
  float wide[HALVES];
  bool along = dl_reduce_is_along(&b);
  int64_t run = along ? least(b.m, HALVES) : b.n, runs = HALVES / run;
  int64_t most = along ? b.n : b.m, length = along ? b.m : b.n;
  int64_t between = along ? b.column : b.row, step = along ? b.row : b.column;
  for (int64_t first = 0; first < most; first += runs)
    for (int64_t begin = 0; begin < length; begin += run) {
      int64_t n = least(most - first, runs), m = least(length - begin, run);
      for (int64_t i = 0; i < n; i++) widen(r, b.p + (first + i) * between + begin * step, step, m, wide + i * m);
      dl_block part = along
        ? (dl_block){ (char *)wide, m, n, sizeof *wide, m * (int64_t)sizeof *wide, b.first + begin }
        : (dl_block){ (char *)wide, n, m, m * (int64_t)sizeof *wide, sizeof *wide, b.first + first };
      r->reducer->block(&part, along ? totals + first * r->reducer->bytes : totals, r->k);
    }
}

static void combine(const reduction *r, const dl_block *b, char *totals) {
  if (dl_dtype_is_half(r->dtype)) combine_halves(r, *b, totals);
  else r->reducer->block(b, totals, r->k);
}

/* Elements begin..end of what each of n results combines. */
static void combine_range(const reduction *r, const char *p, int64_t n, int64_t begin, int64_t end, char *totals) {
  extent inner = reduced_run(r);
  int64_t column = kept_run(r).step;
  while (begin < end) {
    int64_t at = begin % inner.size, m = least(inner.size - at, end - begin);
    const char *q = p + at * inner.step + offset_of(r->reduced, r->nreduced - 1, begin / inner.size);
    combine(r, &(dl_block){ q, m, n, inner.step, column, begin }, totals);
    begin += m;
  }
}

/* ---- results ---- */

static void store(const dl_tensor *result, int64_t offset, int64_t step, dl_dtype from, const void *values,
                  int64_t n) {
  dl_dtype to = (dl_dtype)result->dtype;
  int64_t size = (int64_t)dl_dtype_size(to);
  char *p = dl_tensor_data(result) + offset, narrow[DL_REDUCE_TILE * 8] __attribute__((aligned(8)));
  if (step == size || n == 1) dl_convert(to, p, from, values, n);
  else {
    dl_convert(to, narrow, from, values, n);
    for (int64_t i = 0; i < n; i++) memcpy(p + i * step, narrow + i * size, (size_t)size);
  }
}

static void finish(const reduction *r, int64_t row, int64_t column, int64_t n, const char *totals) {
  double first[DL_REDUCE_TILE], second[DL_REDUCE_TILE];
  const void *values[2] = { totals, NULL };
  int results = r->result[1] ? 2 : 1;
  if (r->reducer->finish) {
    r->reducer->finish(n, totals, (void *[2]){ first, second }, r->k);
    values[0] = first;
    values[1] = second;
  }
  for (int i = 0; i < results; i++) {
    int64_t step = kept_run(r).result_step[i];
    store(r->result[i], result_offset(r, i, row) + column * step, step, r->reducer->gives[i], values[i], n);
  }
}

/* ---- tasks: a piece of a tile ---- */

typedef struct { int64_t row, column, n; } tile;

static tile tile_at(const reduction *r, int64_t t) {
  int64_t column = t % r->tiles * r->tile;
  return (tile){ t / r->tiles, column, least(kept_run(r).size - column, r->tile) };
}

static char *totals_at(const reduction *r, int64_t piece, const tile *t) {
  return r->totals + (piece * r->results + t->row * kept_run(r).size + t->column) * r->reducer->bytes;
}

static void run_tasks(void *context, int64_t begin, int64_t end) {
  const reduction *r = context;
  double own[DL_REDUCE_TILE * DL_TOTAL_BYTES / sizeof(double)];
  for (int64_t task = begin; task < end; task++) {
    tile t = tile_at(r, task / r->pieces);
    int64_t from = task % r->pieces * r->piece, to = least(from + r->piece, r->count);
    char *totals = r->pieces > 1 ? totals_at(r, task % r->pieces, &t) : (char *)own;
    const char *p = r->data + offset_of(r->kept, r->nkept - 1, t.row) + t.column * kept_run(r).step;
    r->reducer->start(t.n, totals, r->k);
    combine_range(r, p, t.n, from, to, totals);
    if (r->pieces == 1) finish(r, t.row, t.column, t.n, totals);
  }
}

static void merge_tiles(void *context, int64_t begin, int64_t end) {
  const reduction *r = context;
  for (int64_t i = begin; i < end; i++) {
    tile t = tile_at(r, i);
    for (int64_t piece = 1; piece < r->pieces; piece++)
      r->reducer->merge(t.n, totals_at(r, 0, &t), totals_at(r, piece, &t), r->k);
    finish(r, t.row, t.column, t.n, totals_at(r, 0, &t));
  }
}

static dl_status run_all(reduction *r) {
  int64_t tasks = r->results / kept_run(r).size * r->tiles * r->pieces;
  int64_t work = r->tile * r->piece;
  dl_status status = dl_parallel(tasks, work < GRAIN ? GRAIN / (work + 16) + 1 : 1, run_tasks, r);
  if (status != DL_OK || r->pieces == 1) return status;
  return dl_parallel(tasks / r->pieces, GRAIN / (r->tile * r->pieces) + 1, merge_tiles, r);
}

/* ---- the kernel ---- */

static const int64_t no_results[2];

size_t dl_reduce_scratch(const dl_args *a) {
  const dl_tensor *x = a->arg[0].tensor;
  int64_t n = dl_tensor_numel(x);
  reduction r;
  if (n < 2 * GRAIN) return 0;
  lay_out(&r, x, (unsigned)a->note[0], no_results);
  cut(&r);
  return r.pieces > 1 ? (size_t)(r.pieces * r.results) * DL_TOTAL_BYTES : 0;
}

dl_status dl_reduce(dl_args *a, const dl_tensor *x, unsigned mask, const dl_reducer *reducers, const double *k) {
  static const double none[3];
  dl_dtype dtype = (dl_dtype)x->dtype;
  dl_tensor *const results[2] = { a->result[0], a->nresults > 1 ? a->result[1] : NULL };
  int64_t result_bytes[2] = { (int64_t)dl_dtype_size((dl_dtype)results[0]->dtype), 0 };
  if (results[1]) result_bytes[1] = (int64_t)dl_dtype_size((dl_dtype)results[1]->dtype);
  reduction r;
  r.reducer = &reducers[dl_dtype_is_half(dtype) ? DL_FLOAT32 : dtype];
  r.k = k ? k : none;
  r.dtype = dtype;
  r.data = dl_tensor_data(x);
  r.result = results;
  r.totals = a->scratch;
  if (!r.reducer->block) return dl_fail(a, "is not defined for %s", dl_dtype_name(dtype));
  lay_out(&r, x, mask, result_bytes);
  if (r.results == 0) return DL_OK;
  cut(&r);
  return run_all(&r);
}
