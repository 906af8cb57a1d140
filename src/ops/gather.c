/* gather.c -- single elements along one dimension, by an index tensor of as many dimensions: read (gather), replaced
** (scatter), added to (scatterAdd).
**
** Element p of the index names the element of x at p, with the coordinate along `dim` replaced by index[p]. All three
** walk the index line by line; the dimension `dim` of x then has the stride 0, and the value of the index adds its own.
** Writes: two elements of the index meet in x only if they differ along `dim` alone, so threads may share
** the work along the other dimensions, and the order of the writes to one place stays that of the index.
*/
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {               /* one line: n elements; steps in bytes */
  int64_t n, size;             /* size of x along dim */
  const int64_t *index;
  int64_t index_step;          /* in elements */
  char *x, *other;             /* the other: result of gather, source of scatter */
  int64_t x_step, unit, other_step;
} line;

typedef void (*line_body)(const line *l);

/* Along the last dimension of contiguous tensors the steps are constants. */
#define X_AT(T) ((T *)(l.x + i * l.x_step + dl_position(l.index[i * l.index_step], l.size) * l.unit))
#define OTHER_AT(T) ((T *)(l.other + i * l.other_step))
#define LINE(name, T, body) \
static void name(const line *given) { \
  line l = *given; \
  if (l.index_step == 1 && l.x_step == 0 && l.unit == sizeof(T) && l.other_step == sizeof(T)) { \
    l.index_step = 1; \
    l.x_step = 0; \
    l.unit = l.other_step = sizeof(T); \
    for (int64_t i = 0; i < l.n; i++) { body; } \
  } else \
    for (int64_t i = 0; i < l.n; i++) { body; } \
}
#define GATHER(T, bits) \
  LINE(gather_##bits, T, *OTHER_AT(T) = *X_AT(T)) LINE(scatter_##bits, T, *X_AT(T) = *OTHER_AT(T))
GATHER(uint8_t, 8)
GATHER(uint16_t, 16)
GATHER(uint32_t, 32)
GATHER(uint64_t, 64)

#define ADD(T, name) LINE(add_##name, T, T *r = X_AT(T); *r = (T)(*r + *OTHER_AT(T)))
ADD(float, float32)
ADD(double, float64)
ADD(int64_t, int64)
ADD(int32_t, int32)
ADD(uint8_t, uint8)
LINE(add_bool, uint8_t, *X_AT(uint8_t) |= *OTHER_AT(uint8_t))

/* ---- the walk ---- */

typedef struct {
  int ndim, along;             /* dimensions longer than 1, the last one makes the lines; where dim is (-1: it is 1 long) */
  int64_t shape[DL_MAX_DIMS], index[DL_MAX_DIMS], x[DL_MAX_DIMS], other[DL_MAX_DIMS];
  int64_t lines, columns;
  line whole;
  line_body body;
} walk;

static void add_dimension(walk *w, int64_t size, int64_t index, int64_t x, int64_t other) {
  w->shape[w->ndim] = size;
  w->index[w->ndim] = index;
  w->x[w->ndim] = x;
  w->other[w->ndim++] = other;
}

static walk make_walk(const dl_tensor *index, const dl_tensor *x, const dl_tensor *other, int dim, line_body body) {
  int64_t width = (int64_t)dl_dtype_size((dl_dtype)x->dtype);
  walk w = { .along = -1, .lines = 1, .columns = 1, .body = body };
  for (int d = 0; d < index->ndim; d++) {
    if (index->shape[d] == 1) continue;
    if (d == dim) w.along = w.ndim;
    add_dimension(&w, index->shape[d], index->stride[d], d == dim ? 0 : x->stride[d] * width,
                  other->ndim ? other->stride[d] * width : 0);
  }
  if (w.ndim == 0) add_dimension(&w, 1, 1, 0, 0);
  w.columns = w.shape[--w.ndim];
  for (int d = 0; d < w.ndim; d++) w.lines *= w.shape[d];
  w.whole = (line){ .size = x->ndim ? x->shape[dim] : 1, .unit = x->ndim ? x->stride[dim] * width : 0,
    .index = (const int64_t *)dl_tensor_data(index), .x = dl_tensor_data(x), .other = dl_tensor_data(other),
    .index_step = w.index[w.ndim], .x_step = w.x[w.ndim], .other_step = w.other[w.ndim] };
  return w;
}

/* The columns begin..end of some lines. */
static void run_lines(const walk *w, int64_t first, int64_t last, int64_t begin, int64_t end) {
  for (int64_t i = first; i < last; i++) {
    line l = w->whole;
    int64_t rest = i;
    l.n = end - begin;
    l.index += begin * l.index_step;
    l.x += begin * l.x_step;
    l.other += begin * l.other_step;
    for (int d = w->ndim - 1; d >= 0; d--) {
      int64_t at = rest % w->shape[d];
      rest /= w->shape[d];
      l.index += at * w->index[d];
      l.x += at * w->x[d];
      l.other += at * w->other[d];
    }
    w->body(&l);
  }
}

static void lines_piece(void *context, int64_t begin, int64_t end) {
  const walk *w = context;
  int64_t together = 1;        /* lines that must be walked by one thread, in order */
  for (int d = w->along < 0 ? w->ndim : w->along; d < w->ndim; d++) together *= w->shape[d];
  run_lines(w, begin * together, end * together, 0, w->columns);
}

static void columns_piece(void *context, int64_t begin, int64_t end) {
  const walk *w = context;
  run_lines(w, 0, w->lines, begin, end);
}

static dl_status run_walk(walk *w, bool alone) {
  int64_t grain = 16384, all = w->lines * w->columns, pieces = w->lines;
  if (all == 0) return DL_OK;
  for (int d = w->along < 0 ? w->ndim : w->along; d < w->ndim; d++) pieces /= w->shape[d];
  if (alone || all < 2 * grain) run_lines(w, 0, w->lines, 0, w->columns);
  else if (pieces >= 4) return dl_parallel(pieces, grain / (all / pieces) + 1, lines_piece, w);
  else if (w->along != w->ndim && w->columns >= 64)
    return dl_parallel(w->columns, grain / w->lines > 32 ? grain / w->lines : 32, columns_piece, w);
  else run_lines(w, 0, w->lines, 0, w->columns);
  return DL_OK;
}

static line_body by_width(const dl_tensor *t, const line_body bodies[4]) {
  size_t size = dl_dtype_size((dl_dtype)t->dtype);
  return bodies[size == 8 ? 3 : size == 4 ? 2 : size == 2 ? 1 : 0];
}

static dl_status check_index(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *index = dl_in(a, 2);
  return dl_check_positions(a, 2, (const int64_t *)dl_tensor_data(index), dl_tensor_numel(index),
                            x->ndim ? x->shape[dl_integer(a, 1)] : 1);
}

static dl_status gather_kernel(dl_args *a) {
  static const line_body bodies[4] = { gather_8, gather_16, gather_32, gather_64 };
  if (check_index(a) != DL_OK) return DL_ERROR;
  walk w = make_walk(dl_in(a, 2), dl_in(a, 0), a->result[0], (int)dl_integer(a, 1), by_width(dl_in(a, 0), bodies));
  w.along = -1;                                /* reads never meet */
  return run_walk(&w, false);
}
DL_KERNEL(gather)

static dl_status scatter_by(dl_args *a, line_body body) {
  if (check_index(a) != DL_OK || dl_start_update(a) != DL_OK) return DL_ERROR;
  walk w = make_walk(dl_in(a, 2), a->result[0], dl_in(a, 3), (int)dl_integer(a, 1), body);
  return run_walk(&w, dl_may_overlap(a->result[0]));
}

static dl_status scatter_kernel(dl_args *a) {
  static const line_body bodies[4] = { scatter_8, scatter_16, scatter_32, scatter_64 };
  return scatter_by(a, by_width(dl_in(a, 0), bodies));
}
DL_KERNEL(scatter)

static dl_status scatterAdd_kernel(dl_args *a) {
  static const line_body bodies[DL_DTYPE_COUNT] = {
    [DL_FLOAT32] = add_float32, [DL_FLOAT64] = add_float64, [DL_INT64] = add_int64, [DL_INT32] = add_int32,
    [DL_UINT8] = add_uint8, [DL_BOOL] = add_bool
  };
  return scatter_by(a, bodies[dl_in(a, 0)->dtype]);
}
DL_KERNEL(scatterAdd)

#else
/* The geometry of one call: element i of the index, the element of x that it names, and the other's. */
struct gathering {
  dl_geometry index, x, other;         /* all in the shape of the index; x has the stride 0 along dim */
  int64_t along;                       /* the stride of x along dim */
  dl_positions positions;
  __device__ int64_t place_in_x(int64_t i) const { return x.place(i) + positions.at(index.place(i)) * along; }
};

static gathering gathering_of(const dl_args *a, const dl_tensor *x, const dl_tensor *other) {
  const dl_tensor *index = dl_in(a, 2);
  const int dim = (int)dl_integer(a, 1);
  gathering g = {};
  g.index = g.x = g.other = dl_geometry_of(index);
  for (int d = 0; d < index->ndim; d++) {
    g.x.stride[d] = d == dim || index->shape[d] == 1 ? 0 : x->stride[d];
    g.other.stride[d] = other->ndim ? other->stride[d] : 0;
  }
  g.along = x->ndim ? x->stride[dim] : 0;
  g.positions = dl_positions_of(a, 2, index, x->ndim ? x->shape[dim] : 1);
  return g;
}

template <class T> static dl_status gather_all(dl_args *a) {
  const gathering g = gathering_of(a, dl_in(a, 0), a->result[0]);
  const T *x = (const T *)dl_tensor_data(dl_in(a, 0));
  T *to = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(dl_in(a, 2)), [=] __device__ (int64_t i) { to[g.other.place(i)] = x[g.place_in_x(i)]; });
}

static dl_status gather_kernel(dl_args *a) {
#define GATHER(T) return gather_all<T>(a)
  DL_BY_WIDTH((dl_dtype)dl_in(a, 0)->dtype, GATHER)
  return DL_OK;
}
DL_KERNEL(gather)

/* Of several elements for one place any one is written. */
template <class T> static dl_status scatter_all(dl_args *a) {
  const gathering g = gathering_of(a, a->result[0], dl_in(a, 3));
  const T *from = (const T *)dl_tensor_data(dl_in(a, 3));
  T *x = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(dl_in(a, 2)), [=] __device__ (int64_t i) { x[g.place_in_x(i)] = from[g.other.place(i)]; });
}

static dl_status scatter_kernel(dl_args *a) {
  if (dl_start_update(a) != DL_OK) return DL_ERROR;
#define SCATTER(T) return scatter_all<T>(a)
  DL_BY_WIDTH((dl_dtype)dl_in(a, 0)->dtype, SCATTER)
  return DL_OK;
}
DL_KERNEL(scatter)

template <class T> static dl_status scatter_add_all(dl_args *a) {
  const gathering g = gathering_of(a, a->result[0], dl_in(a, 3));
  const T *from = (const T *)dl_tensor_data(dl_in(a, 3));
  T *x = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(dl_in(a, 2)), [=] __device__ (int64_t i) {
    dl_add_to(&x[g.place_in_x(i)], from[g.other.place(i)]);
  });
}

static dl_status scatterAdd_kernel(dl_args *a) {
  if (dl_start_update(a) != DL_OK) return DL_ERROR;
#define SCATTER_ADD(T) return scatter_add_all<T>(a)
  DL_BY_SUMMED((dl_dtype)dl_in(a, 0)->dtype, SCATTER_ADD)
  return DL_OK;
}
DL_KERNEL(scatterAdd)
#endif

#ifndef DL_DEVICE_PASS

/* dim and index against x; the index as the kernels want it. */
static dl_status settle_index(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_tensor *index = dl_in(a, 2);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  if (index->ndim != x->ndim)
    return dl_fail_argument(a, 2, "has %d dimensions, x has %d (they must be as many)", index->ndim, x->ndim);
  for (int d = 0; d < x->ndim; d++)
    if (d != dl_integer(a, 1) && index->shape[d] > x->shape[d])
      return dl_fail_argument(a, 2, "size %lld of dimension %d is more than the %lld of x",
                              (long long)index->shape[d], d + 1, (long long)x->shape[d]);
  index = dl_index_tensor(a, 2, index);
  if (!index) return dl_error_status();
  a->arg[2] = dl_value_tensor(index);
  return DL_OK;
}

static dl_status gather_shape(dl_args *a) {
  dl_status status = settle_index(a);
  const dl_tensor *index = dl_in(a, 2);
  return status == DL_OK ? dl_result(a, 0, (dl_dtype)dl_in(a, 0)->dtype, index->ndim, index->shape) : status;
}

static void gather_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0), *zeros = DL(g, zeros, dl_shape_of(dl_saved(g, 0)), (int)dy->dtype);
  dl_give(g, 0, DL_WRITE(g, scatterAdd, zeros, g->arg[1], g->arg[2], dy));
}

DL_OP(gather) {
  .sig = "x: Tensor, dim: dim, index: Tensor",
  .doc = "Elements of x picked along a dimension: in two dimensions, dim 1, y[i][j] = x[index[i][j]][j]. The index has as "
         "many dimensions as x, in no other than `dim` is it larger, and counts from 1 (negative from the end).",
  .flags = DL_STRIDED,
  .saves = DL_ARGUMENT(2),
  .shape = gather_shape,
  .kernel = gather_kernel,
  .picked = DL_ARGUMENT(0),
  .grad = gather_grad,
  .sample = "{ randn(3, 4), 1, ints(3, 2, 4) }, { randn(3, 4), 2, ints(4, 3, 5) }, { randn(3, 4), -1, ints(4, 2, 1) }, "
            "{ randn(2, 3, 2), 2, ints(3, 2, 4, 1) }, { randn(3), 1, tensor({ -1, 1, 3 }, 'int32') }, { randn(), 1, ints(1) }, "
            "{ randn(3, 2), 1, ints(3, 0, 2) }",
  .error = "{ randn(3), 1, ints(3, 2) + 3 }, { randn(3), 1, ints(1, 2) - 1 }, { randn(3, 4), 1, ints(3, 2) }, { randn(3), 1, randn(2) }, "
           "{ randn(3, 4), 1, ints(3, 2, 5) }, { randn(3), 2, ints(3, 2) }",
};

static dl_status scatter_shape(dl_args *a) {
  dl_status status = settle_index(a);
  const dl_tensor *index = dl_in(a, 2), *source = dl_in(a, 3);
  if (status != DL_OK) return status;
  if (source->ndim != index->ndim && source->ndim)
    return dl_fail_argument(a, 3, "has %d dimensions, the index has %d (they must be as many, or none)", source->ndim,
                            index->ndim);
  for (int d = 0; d < source->ndim; d++)
    if (source->shape[d] < index->shape[d])
      return dl_fail_argument(a, 3, "size %lld of dimension %d is less than the %lld of the index",
                              (long long)source->shape[d], d + 1, (long long)index->shape[d]);
  return dl_result_like(a, 0, dl_in(a, 0));
}

/* What the index leaves of a larger source has no part in the result. */
static dl_tensor *source_gradient(dl_grad *g) {
  const dl_tensor *source = dl_saved(g, 3);
  dl_tensor *t = DL(g, gather, dl_upstream(g, 0), g->arg[1], g->arg[2]);
  for (int d = 0; t && d < source->ndim; d++) {
    int64_t sizes[DL_MAX_DIMS];
    if (t->shape[d] == source->shape[d]) continue;
    memcpy(sizes, t->shape, sizeof sizes);
    sizes[d] = source->shape[d];
    t = DL(g, sliceScatter, t, ((dl_ints){ sizes, t->ndim }), d, 0, 1);
  }
  return t;
}

/* Of a place that is named twice, each element of the source gets the gradient, as in PyTorch. One number for
** all places gets what the gradient of x leaves. */
static void scatter_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  bool number = dl_saved(g, 3)->ndim == 0;
  bool wants_number = number && dl_wants(g, 3);
  dl_tensor *dx = dl_wants(g, 0) || wants_number ? DL(g, scatter, dy, g->arg[1], g->arg[2], 0) : NULL;
  if (dx) dl_give(g, 0, dx);
  if (wants_number) dl_give(g, 3, DL(g, sub, dy, dx));
  else if (dl_wants(g, 3)) dl_give(g, 3, source_gradient(g));
}

DL_OP(scatter) {
  .sig = "x: Tensor, dim: dim, index: Tensor, source: Tensor|number",
  .doc = "x with elements replaced along a dimension: in two dimensions, dim 1, x[index[i][j]][j] = source[i][j], or one "
         "number for all. The index counts from 1 (negative from the end); of places that are named twice the last wins.",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED | DL_BROADCAST,
  .saves = DL_ARGUMENT(2),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(2),
  .shape = scatter_shape,
  .kernel = scatter_kernel,
  .grad = scatter_grad,
  .sample = "{ randn(3, 2), 1, tensor({ { 2, 1 }, { 3, 3 } }, 'int64'), randn(2, 2) }, { randn(2, 3), -1, ints(3, 2, 1), 1.5 }, "
            "{ randn(2, 3), 2, tensor({ { 3, 1 } }, 'int32'), randn(2, 3) }, { randn(3, 2), 1, ints(3, 3, 2), randn() }, "
            "{ randn(3), 1, ints(3, 0), randn(0) }, { randn(), 1, ints(1), 2 }",
  .error = "{ randn(3), 1, ints(3, 2) + 3, 0 }, { randn(3), 1, ints(3, 3), randn(2) }, { randn(3, 4), 1, ints(3, 2), 0 }, "
           "{ randn(3), 1, randn(2), 0 }, { randn(3), 1, ints(3, 3), randn(3, 1) }, { randn(3), 1, ints(3, 3) }",
};

static void scatter_add_grad(dl_grad *g) {
  dl_give(g, 0, dl_upstream(g, 0));
  if (dl_wants(g, 3)) dl_give(g, 3, source_gradient(g));
}

DL_OP(scatterAdd) {
  .sig = "x: Tensor, dim: dim, index: Tensor, source: Tensor",
  .doc = "x with the elements of source added along a dimension: in two dimensions, dim 1, x[index[i][j]][j] += source[i][j]. "
         "The index counts from 1 (negative from the end).",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED | DL_BROADCAST | DL_VIA_FLOAT32,
  .autocast = DL_WIDEST,
  .saves = DL_ARGUMENT(2),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(2),
  .shape = scatter_shape,
  .kernel = scatterAdd_kernel,
  .grad = scatter_add_grad,
  .sample = "{ randn(3, 2), 1, ints(3, 4, 2), randn(4, 2) }, { randn(2, 3), 2, ints(3, 2, 5), randn(2, 5) }, "
            "{ randn(3), -1, ints(3, 2), randn(4) }, { randn(2, 3, 2), 2, ints(3, 1, 4, 2), randn(2, 4, 2) }, "
            "{ randn(3), 1, ints(3, 0), randn(0) }",
  .error = "{ randn(3), 1, ints(3, 2) + 3, randn(2) }, { randn(3), 1, ints(3, 3), randn(2) }, { randn(3), 1, ints(3, 3), 1 }",
};
#endif
