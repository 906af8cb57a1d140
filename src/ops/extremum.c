/* extremum.c -- the largest and smallest elements: amax, amin over any dimensions; max, min, argmax, argmin along one. */
#include "dl_op.h"

/* NaN wins over every number. */
DL_REDUCE(amax, -INFINITY, x > a || x != x ? x : a)
DL_REDUCE(amin, INFINITY, x < a || x != x ? x : a)

#ifndef DL_CUDA
#define COLUMNS 128

typedef struct { int64_t n, inner; const char *x; char *values; int64_t *indices; } search_work;

/* The first of the best along each strip, columns beside each other; `beats` compares v with the best so far, m. */
#define SEARCH(op, TYPE, beats) \
static void op##_##TYPE(void *context, int64_t begin, int64_t end) { \
  const search_work *w = context; \
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t column = b % blocks * COLUMNS, left = w->inner - column, to = b / blocks * w->inner + column; \
    const TYPE *x = (const TYPE *)w->x + b / blocks * w->n * w->inner + column; \
    for (int64_t i = 0; i < (left < COLUMNS ? left : COLUMNS); i++) { \
      TYPE m = x[i]; \
      int64_t best = 0; \
      for (int64_t k = 1; k < w->n && m == m; k++) { \
        const TYPE v = x[k * w->inner + i]; \
        if ((beats) || v != v) { m = v; best = k; } \
      } \
      if (w->values) ((TYPE *)w->values)[to + i] = m; \
      w->indices[to + i] = best + 1; \
    } \
  } \
}
#define SEARCHES(op, beats) \
  SEARCH(op, float, beats) SEARCH(op, double, beats) SEARCH(op, int64_t, beats) SEARCH(op, int32_t, beats) \
  SEARCH(op, uint8_t, beats) \
  static const dl_range_body op##_bodies[DL_DTYPE_COUNT] = { [DL_FLOAT32] = op##_float, [DL_FLOAT64] = op##_double, \
    [DL_INT64] = op##_int64_t, [DL_INT32] = op##_int32_t, [DL_UINT8] = op##_uint8_t, [DL_BOOL] = op##_uint8_t };
SEARCHES(largest, v > m)
SEARCHES(smallest, v < m)

/* note[0]: the dimension, -1 for all elements as one strip. */
static dl_status search(dl_args *a, const dl_range_body *bodies) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t outer = 1, d = a->note[0];
  search_work w = { 1, 1, dl_tensor_data(x), a->nresults > 1 ? dl_tensor_data(a->result[0]) : NULL,
                    (int64_t *)dl_tensor_data(a->result[a->nresults - 1]) };
  for (int k = 0; k < x->ndim; k++) *(d < 0 || k == d ? &w.n : k < d ? &outer : &w.inner) *= x->shape[k];
  int64_t blocks = (w.inner + COLUMNS - 1) / COLUMNS;
  return dl_parallel(outer * blocks, 32768 / (w.n * (w.inner < COLUMNS ? w.inner : COLUMNS) + 1) + 1, bodies[x->dtype], &w);
}

#else
/* The first of the best along each line. Sign 1: the largest, -1: the smallest. */
template <class T> struct found { T value; int64_t at; };
template <int sign> struct better {
  template <class T> __device__ found<T> operator()(const found<T> &a, const found<T> &b) const {
    if (a.at < 0) return b;
    if (b.at < 0) return a;
    const bool nan_a = a.value != a.value, nan_b = b.value != b.value;
    if (nan_a != nan_b) return nan_a ? a : b;
    if (nan_a || a.value == b.value) return a.at < b.at ? a : b;
    return (sign > 0) == (a.value > b.value) ? a : b;
  }
};

template <class T, int sign> struct search_line {
  const T *x;
  T *values;
  int64_t *indices;
  int64_t n, inner;
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t line) const {
    found<T> best = { 0, -1 };
    for (int64_t k = group.lane(); k < n; k += group.width()) best = better<sign>()(best, found<T>{ x[first + k * inner], k });
    best = total_of(group, best);
    if (group.lane()) return;
    if (values) values[line] = best.value;
    indices[line] = best.at + 1;
  }
  /* Pairs are too wide for a shuffle: value and place go one after the other. */
  static __device__ found<T> total_of(dl_alone &, const found<T> &v) { return v; }
  static __device__ found<T> total_of(dl_together &group, found<T> v) {
    DL_SHARED(found<T>, all, DL_THREADS);
    const int thread = threadIdx.x;
    (void)group;
    __syncthreads();
    all[thread] = v;
    for (int width = blockDim.x / 2; width; width /= 2) {
      __syncthreads();
      if (thread < width) all[thread] = better<sign>()(all[thread], all[thread + width]);
    }
    __syncthreads();
    return all[0];
  }
};

template <class T, int sign> static dl_status search_as(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t d = a->note[0];
  dl_lines l = { 1, dl_tensor_numel(x), 1 };
  if (d >= 0) l = dl_lines_of(x, d);
  const search_line<T, sign> f = { (const T *)dl_tensor_data(x), a->nresults > 1 ? (T *)dl_tensor_data(a->result[0]) : NULL,
                                   (int64_t *)dl_tensor_data(a->result[a->nresults - 1]), l.n, l.inner };
  return dl_each_line(a, l, f);
}

enum { smallest_bodies = -1, largest_bodies = 1 };
static dl_status search(dl_args *a, int which) {
#define SEARCH(T) return which > 0 ? search_as<T, 1>(a) : search_as<T, -1>(a)
  switch (dl_in(a, 0)->dtype) {
    case DL_FLOAT32: SEARCH(float);
    case DL_FLOAT64: SEARCH(double);
    case DL_INT64: SEARCH(int64_t);
    case DL_INT32: SEARCH(int32_t);
    default: SEARCH(uint8_t);
  }
}
#endif

static dl_status max_kernel(dl_args *a) { return search(a, largest_bodies); }
DL_KERNEL(max)
static dl_status min_kernel(dl_args *a) { return search(a, smallest_bodies); }
DL_KERNEL(min)
static dl_status argmax_kernel(dl_args *a) { return search(a, largest_bodies); }
DL_KERNEL(argmax)
static dl_status argmin_kernel(dl_args *a) { return search(a, smallest_bodies); }
DL_KERNEL(argmin)

#ifndef DL_DEVICE_PASS
static dl_status nothing(dl_args *a) { return dl_fail(a, "there are no elements to choose from"); }

/* ---- over any dimensions ---- */

static dl_status reduced_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_status status = dl_shape_reduced(a, (dl_dtype)x->dtype);
  if (status != DL_OK) return status;
  for (int d = 0; d < x->ndim; d++) if ((a->note[0] >> d & 1) && x->shape[d] == 0) return nothing(a);
  return DL_OK;
}

/* Elements that are as large share the gradient. */
static void shared_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_unreduced(g, g->result[0], 1, 2), *dy = dl_unreduced(g, dl_upstream(g, 0), 1, 2);
  dl_tensor *chosen = DL(g, to, DL(g, eq, x, y), (int)x->dtype);
  dl_tensor *count = DL(g, sum, chosen, g->arg[1], true);
  dl_give(g, 0, DL(g, mul, DL(g, div, dy, count), chosen));
}

#define AMAX_SAMPLES "{ distinct(3, 4) }, { distinct(3, 4), 1 }, { distinct(2, 3, 4), { 1, 3 }, true }, { distinct() }, { ints(9, 3, 4), 2 }"

DL_OP(amax) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "The largest element over one or several dimensions, over all of them without `dim`. NaN if there is one. Elements that "
         "are as large share the gradient.",
  .flags = DL_STRIDED, .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .shape = reduced_shape, .scratch = dl_reduce_scratch, .kernel = amax_kernel, .grad = shared_grad,
  .sample = AMAX_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }",
};

DL_OP(amin) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "The smallest element over one or several dimensions, over all of them without `dim`. NaN if there is one. Elements that "
         "are as small share the gradient.",
  .flags = DL_STRIDED, .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .shape = reduced_shape, .scratch = dl_reduce_scratch, .kernel = amin_kernel, .grad = shared_grad,
  .sample = AMAX_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }",
};

/* ---- along one dimension, with positions ---- */

/* Results along dimension note[0]; -1 means all elements. */
static dl_status search_shape(dl_args *a, bool values) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  int n = 0;
  a->note[0] = -1;
  if (dl_given(a, 1)) {
    if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
    a->note[0] = dl_integer(a, 1);
  }
  for (int d = 0; d < x->ndim; d++) {
    bool reduced = a->note[0] < 0 || d == a->note[0];
    if (reduced && x->shape[d] == 0) return nothing(a);
    if (!reduced) shape[n++] = x->shape[d];
    else if (dl_boolean(a, 2)) shape[n++] = 1;
  }
  dl_status status = values ? dl_result(a, 0, (dl_dtype)x->dtype, n, shape) : DL_OK;
  return status == DL_OK ? dl_result(a, values, DL_INT64, n, shape) : status;
}

static dl_status arg_shape(dl_args *a) { return search_shape(a, false); }

static dl_status max_shape(dl_args *a) {
  a->composite = !dl_given(a, 1);
  return search_shape(a, true);
}

static dl_status max_decomp(dl_args *a) {
  if (!dl_given(a, 1)) return dl_give_result(a, 0, DL(a, amax, dl_in(a, 0), DL_NONE, dl_boolean(a, 2)));
  dl_give_result(a, 0, DL(a, amax, dl_in(a, 0), dl_integer(a, 1), dl_boolean(a, 2)));
  return dl_give_result(a, 1, DL(a, argmax, dl_in(a, 0), dl_integer(a, 1), dl_boolean(a, 2)));
}

static dl_status min_decomp(dl_args *a) {
  if (!dl_given(a, 1)) return dl_give_result(a, 0, DL(a, amin, dl_in(a, 0), DL_NONE, dl_boolean(a, 2)));
  dl_give_result(a, 0, DL(a, amin, dl_in(a, 0), dl_integer(a, 1), dl_boolean(a, 2)));
  return dl_give_result(a, 1, DL(a, argmin, dl_in(a, 0), dl_integer(a, 1), dl_boolean(a, 2)));
}

/* The gradient goes to the element that was chosen. */
static void max_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *indices = g->result[1], *dy = dl_upstream(g, 0);
  int64_t d = g->arg[1].integer;
  if (!g->arg[2].boolean && x->ndim) {
    indices = DL(g, unsqueeze, indices, d);
    dy = DL(g, unsqueeze, dy, d);
  }
  dl_give(g, 0, DL(g, scatterAdd, DL(g, zeros, dl_shape_of(x), (int)x->dtype), d, indices, dy));
}

#define MAX_DOC(word, all) "The " word " element along a dimension and the position (from 1) of the first of them; without `dim` the " \
  word " of all elements alone (" all "). NaN if there is one."
#define MAX_SAMPLES "{ distinct(3, 4), 2 }, { distinct(3, 4), 1, true }, { distinct(2, 3, 4), 2 }, { distinct(3, 4) }, { distinct(), 1 }, { ints(9, 5), 1 }"

DL_OP(max) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .returns = "values, indices",
  .doc = MAX_DOC("largest", "amax"),
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = max_shape, .kernel = max_kernel, .decomp = max_decomp, .grad = max_grad,
  .sample = MAX_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }, { randn(0, 3), 1 }",
};

DL_OP(min) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .returns = "values, indices",
  .doc = MAX_DOC("smallest", "amin"),
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = max_shape, .kernel = min_kernel, .decomp = min_decomp, .grad = max_grad,
  .sample = MAX_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }, { randn(0, 3), 1 }",
};

#define ARG_SAMPLES "{ distinct(3, 4) }, { distinct(3, 4), 2 }, { distinct(3, 4), 1, true }, { distinct() }, { ints(9, 5) }"

DL_OP(argmax) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .doc = "The position (from 1) of the first largest element along a dimension; without `dim` among all elements in their order.",
  .flags = DL_NO_GRAD | DL_VIA_FLOAT32,
  .shape = arg_shape, .kernel = argmax_kernel,
  .sample = ARG_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }",
};

DL_OP(argmin) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .doc = "The position (from 1) of the first smallest element along a dimension; without `dim` among all elements in their order.",
  .flags = DL_NO_GRAD | DL_VIA_FLOAT32,
  .shape = arg_shape, .kernel = argmin_kernel,
  .sample = ARG_SAMPLES,
  .error = "{ randn(3), 2 }, { randn(0) }",
};
#endif
