/* cumulative.c -- running sums, products and maxima along a dimension. Floats run in double. */
#include "dl_op.h"

#ifndef DL_CUDA
#define COLUMNS 128

typedef struct { int64_t n, inner; const char *x; char *y; int64_t *indices; } scan_work;

/* Strips of neighbouring columns; `start`, then formula of the total `a` and the next element x. The total of a single
** column stays in a register. */
#define SCAN(op, TYPE, TOTAL, OUT, start, formula) \
static void op##_##TYPE(void *context, int64_t begin, int64_t end) { \
  const scan_work *w = context; \
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t at = b / blocks * w->n * w->inner + b % blocks * COLUMNS, left = w->inner - b % blocks * COLUMNS; \
    int64_t width = left < COLUMNS ? left : COLUMNS; \
    const TYPE *v = (const TYPE *)w->x + at; \
    OUT *y = (OUT *)w->y + at; \
    if (width == 1) { \
      TOTAL a = start; \
      for (int64_t k = 0; k < w->n; k++) { \
        const TOTAL x = (TOTAL)v[k * w->inner]; \
        a = (TOTAL)(formula); \
        y[k * w->inner] = (OUT)a; \
      } \
      continue; \
    } \
    TOTAL total[COLUMNS]; \
    for (int64_t i = 0; i < width; i++) total[i] = start; \
    for (int64_t k = 0; k < w->n; k++) \
      DL_RUN(width) { \
        const TOTAL a = total[i], x = (TOTAL)v[k * w->inner + i]; \
        total[i] = (TOTAL)(formula); \
        y[k * w->inner + i] = (OUT)total[i]; \
      } \
  } \
}
#define SCANS(op, start, formula, whole) \
  SCAN(op, float, double, float, start, formula) SCAN(op, double, double, double, start, formula) \
  SCAN(op, int64_t, uint64_t, int64_t, start, whole) SCAN(op, int32_t, int64_t, int64_t, start, whole) \
  SCAN(op, uint8_t, int64_t, int64_t, start, whole) \
  static const dl_range_body op##_bodies[DL_DTYPE_COUNT] = { [DL_FLOAT32] = op##_float, [DL_FLOAT64] = op##_double, \
    [DL_INT64] = op##_int64_t, [DL_INT32] = op##_int32_t, [DL_UINT8] = op##_uint8_t, [DL_BOOL] = op##_uint8_t };
/* Integers wrap: unsigned arithmetic says so. */
SCANS(cumsum, 0, a + x, (uint64_t)a + (uint64_t)x)
SCANS(cumprod, 1, a * x, (uint64_t)a * (uint64_t)x)

static dl_status run_scan(dl_args *a, const dl_range_body *bodies) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t outer = 1, d = dl_integer(a, 1);
  scan_work w = { 1, 1, dl_tensor_data(x), dl_tensor_data(a->result[0]),
                  a->nresults > 1 ? (int64_t *)dl_tensor_data(a->result[1]) : NULL };
  for (int k = 0; k < x->ndim; k++) *(k < d ? &outer : k == d ? &w.n : &w.inner) *= x->shape[k];
  if (dl_tensor_numel(x) == 0) return DL_OK;
  return dl_parallel(outer * ((w.inner + COLUMNS - 1) / COLUMNS), 32768 / (w.n * (w.inner < COLUMNS ? w.inner : COLUMNS)) + 1,
                     bodies[x->dtype], &w);
}

static dl_status cumsum_kernel(dl_args *a) { return run_scan(a, cumsum_bodies); }
DL_KERNEL(cumsum)

static dl_status cumprod_kernel(dl_args *a) { return run_scan(a, cumprod_bodies); }
DL_KERNEL(cumprod)

/* The last of equal maxima counts; after a NaN everything is NaN. */
#define CUMMAX(TYPE) \
static void cummax_##TYPE(void *context, int64_t begin, int64_t end) { \
  const scan_work *w = context; \
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t at = b / blocks * w->n * w->inner + b % blocks * COLUMNS, left = w->inner - b % blocks * COLUMNS; \
    for (int64_t i = 0; i < (left < COLUMNS ? left : COLUMNS); i++) { \
      const TYPE *x = (const TYPE *)w->x + at + i; \
      int64_t best = 0; \
      for (int64_t k = 0; k < w->n; k++) { \
        const TYPE v = x[k * w->inner], m = x[best * w->inner]; \
        if (v >= m || v != v) best = k; \
        ((TYPE *)w->y)[at + i + k * w->inner] = x[best * w->inner]; \
        w->indices[at + i + k * w->inner] = best + 1; \
      } \
    } \
  } \
}
CUMMAX(float)
CUMMAX(double)
CUMMAX(int64_t)
CUMMAX(int32_t)
CUMMAX(uint8_t)

static dl_status cummax_kernel(dl_args *a) {
  static const dl_range_body bodies[DL_DTYPE_COUNT] = { [DL_FLOAT32] = cummax_float, [DL_FLOAT64] = cummax_double,
    [DL_INT64] = cummax_int64_t, [DL_INT32] = cummax_int32_t, [DL_UINT8] = cummax_uint8_t, [DL_BOOL] = cummax_uint8_t };
  return run_scan(a, bodies);
}
DL_KERNEL(cummax)

#else
/* A running total of a line: a block takes stretches of it, in which totals double their reach step by step. Scan: typedef
** total; of(element, k), join(total, later), store(k, total). */
template <class Scan> struct scan_line {
  Scan scan;
  int64_t n, inner;
  __device__ void operator()(dl_alone &, int64_t first, int64_t) const {
    typename Scan::total t = scan.of(first, 0);
    for (int64_t k = 0; k < n; k++) {
      if (k) t = Scan::join(t, scan.of(first + k * inner, k));
      scan.store(first + k * inner, t);
    }
  }
};

template <class Scan> __global__ void scan_dense(int64_t lines, int64_t n, Scan scan) {
  typedef typename Scan::total total;
  DL_SHARED(total, reach, 2 * DL_THREADS);
  const int thread = threadIdx.x;
  for (int64_t line = blockIdx.x; line < lines; line += gridDim.x) {
    total before = total();
    for (int64_t begin = 0; begin < n; begin += DL_THREADS) {
      const int64_t k = begin + thread;
      total t = k < n ? scan.of(line * n + k, k) : total();
      int side = 0;
      for (int distance = 1; distance < DL_THREADS; distance *= 2, side = DL_THREADS - side) {
        reach[side + thread] = t;
        __syncthreads();
        if (thread >= distance) t = Scan::join(reach[side + thread - distance], t);
      }
      if (begin) t = Scan::join(before, t);
      if (k < n) scan.store(line * n + k, t);
      __syncthreads();
      if (thread == DL_THREADS - 1) reach[0] = t;
      __syncthreads();
      before = reach[0];
      __syncthreads();
    }
  }
}

template <class Scan> static dl_status run_scan(dl_args *a, const Scan &scan) {
  const dl_lines l = dl_lines_of(dl_in(a, 0), dl_integer(a, 1));
  if (l.outer * l.n * l.inner == 0) return DL_OK;
  if (l.inner > 1 || l.n < 64) {
    const scan_line<Scan> line = { scan, l.n, l.inner };
    const dl_lines alone = l;
    DL_LAUNCH((dl_other_lines<scan_line<Scan>>), dl_blocks(a, l.outer * l.inner), DL_THREADS, 0, dl_stream(a), alone, line);
  } else DL_LAUNCH((scan_dense<Scan>), dl_blocks(a, l.outer, 1), DL_THREADS, 0, dl_stream(a), l.outer, l.n, scan);
  return dl_launched(a);
}

template <class T, class Out, class Total> struct sums {
  typedef Total total;
  const T *x;
  Out *y;
  __device__ total of(int64_t i, int64_t) const { return (total)x[i]; }
  static __device__ total join(total a, total b) { return a + b; }
  __device__ void store(int64_t i, total t) const { y[i] = (Out)t; }
};
template <class T, class Out, class Total> struct products : sums<T, Out, Total> {
  static __device__ Total join(Total a, Total b) { return a * b; }
};

/* The last of equal maxima counts; after a NaN everything is NaN. */
template <class T> struct best { T value; int64_t at; };
template <class T> struct maxima {
  typedef best<T> total;
  const T *x;
  T *y;
  int64_t *indices;
  __device__ total of(int64_t i, int64_t k) const { return total{ x[i], k + 1 }; }
  static __device__ total join(const total &a, const total &b) {
    return a.value != a.value && b.value == b.value ? a : b.value >= a.value || b.value != b.value ? b : a;
  }
  __device__ void store(int64_t i, const total &t) const { y[i] = t.value; indices[i] = t.at; }
};

#define BY_REAL(dtype, BODY) \
  switch (dtype) { \
    case DL_FLOAT32: BODY(float, float, double) \
    case DL_FLOAT64: BODY(double, double, double) \
    case DL_INT64: BODY(int64_t, int64_t, uint64_t) \
    case DL_INT32: BODY(int32_t, int64_t, uint64_t) \
    default: BODY(uint8_t, int64_t, uint64_t) \
  }
#define SCAN(Kind, T, Out, Total) { \
  Kind<T, Out, Total> scan = {}; \
  scan.x = (const T *)dl_tensor_data(dl_in(a, 0)); \
  scan.y = (Out *)dl_tensor_data(a->result[0]); \
  return run_scan(a, scan); }
#define SUMS(T, Out, Total) SCAN(sums, T, Out, Total)
#define PRODUCTS(T, Out, Total) SCAN(products, T, Out, Total)
#define MAXIMA(T, Out, Total) { \
  const maxima<T> scan = { (const T *)dl_tensor_data(dl_in(a, 0)), (T *)dl_tensor_data(a->result[0]), \
                           (int64_t *)dl_tensor_data(a->result[1]) }; \
  return run_scan(a, scan); }

static dl_status cumsum_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, SUMS) }
DL_KERNEL(cumsum)

static dl_status cumprod_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, PRODUCTS) }
DL_KERNEL(cumprod)

static dl_status cummax_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, MAXIMA) }
DL_KERNEL(cummax)
#endif

#ifndef DL_DEVICE_PASS
static dl_status scan_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_dtype dtype = dl_dtype_is_float((dl_dtype)x->dtype) ? (dl_dtype)x->dtype : DL_INT64;
  dl_status status = dl_normal_dim(a, 1, x->ndim);
  return status == DL_OK ? dl_result(a, 0, dtype, x->ndim, x->shape) : status;
}

/* The sum from each place to the end: dx = flip(cumsum(flip(dy))) */
static dl_tensor *sum_to_the_end(dl_grad *g, dl_tensor *x) {
  int64_t d = g->arg[1].integer;
  if (x && x->ndim == 0) return x;
  return DL(g, flip, DL(g, cumsum, DL(g, flip, x, d), d), d);
}

static void cumsum_grad(dl_grad *g) { dl_give(g, 0, sum_to_the_end(g, dl_upstream(g, 0))); }

DL_OP(cumsum) {
  .sig = "x: Tensor, dim: dim",
  .doc = "The running sum along a dimension. Integers and bools are summed in int64.",
  .flags = DL_VIA_FLOAT32,
  .autocast = DL_HIGH_ON_DEVICES,
  .shape = scan_shape, .kernel = cumsum_kernel, .grad = cumsum_grad,
  .sample = "{ randn(3, 4), 2 }, { randn(3, 4), 1 }, { randn(5), -1 }, { randn(), 1 }, { ints(9, 4), 1 }, { randn(0, 2), 1 }",
  .error = "{ randn(3), 2 }, { randn(3) }",
};

static bool has_zero(dl_grad *g, dl_tensor *x) {
  double zeros = 0;
  dl_tensor *count = DL(g, sum, DL(g, eq, x, 0));
  if (count && dl_tensor_read(count, 0, &zeros, NULL) != DL_OK) return true;
  return zeros != 0;
}

/* Without zeros dx = (sum to the end of dy * y) / x. With them nothing can be divided, and
** dx_k = sum over i >= k of dy_i * (product of x_j for j <= i, j other than k): a matrix of products for each strip. */
static void cumprod_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *dy = dl_upstream(g, 0);
  int64_t d = g->arg[1].integer, n = x->ndim ? x->shape[d] : 1;
  if (x->ndim == 0) {
    dl_give(g, 0, dy);
    return;
  }
  if (!has_zero(g, x)) {
    dl_give(g, 0, DL(g, div, sum_to_the_end(g, DL(g, mul, dy, g->result[0])), x));
    return;
  }
  dl_tensor *last = DL(g, transpose, x, d, -1), *up = DL(g, transpose, dy, d, -1);     /* ... x n */
  dl_tensor *ones = DL(g, eye, n);                                                    /* where x_k stands for itself */
  dl_tensor *others = DL(g, where, DL(g, gt, ones, 0), 1.0, DL(g, unsqueeze, last, x->ndim - 1));
  dl_tensor *products = others ? DL(g, cumprod, others, -1) : NULL;                   /* ... x k x i */
  dl_tensor *from_k = DL(g, mul, products, DL(g, triu, DL(g, fullLike, ones, 1.0)));
  dl_tensor *dx = DL(g, sum, DL(g, mul, from_k, DL(g, unsqueeze, up, x->ndim - 1)), -1);
  dl_give(g, 0, DL(g, transpose, dx, d, -1));
}

DL_OP(cumprod) {
  .sig = "x: Tensor, dim: dim",
  .doc = "The running product along a dimension. Integers and bools are multiplied in int64.",
  .flags = DL_VIA_FLOAT32,
  .autocast = DL_HIGH_ON_DEVICES,
  .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .shape = scan_shape, .kernel = cumprod_kernel, .grad = cumprod_grad,
  .sample = "{ positive(3, 4), 2 }, { positive(3, 4), 1 }, { positive(), 1 }, { tensor({ { 2, 0, 3 }, { 1, 2, 3 } }), 2 }, { ints(9, 4), 1 }",
  .error = "{ randn(3), 2 }, { randn(3) }",
};

static dl_status cummax_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK || dl_result_like(a, 0, x) != DL_OK) return dl_error_status();
  return dl_result(a, 1, DL_INT64, x->ndim, x->shape);
}

static void cummax_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *zeros = DL(g, zeros, dl_shape_of(x), (int)x->dtype);
  dl_give(g, 0, DL(g, scatterAdd, zeros, g->arg[1].integer, g->result[1], dl_upstream(g, 0)));
}

DL_OP(cummax) {
  .sig = "x: Tensor, dim: dim",
  .returns = "values, indices",
  .doc = "The running maximum along a dimension and its position (from 1; the last of equal ones). NaN stays from where it is found.",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = cummax_shape, .kernel = cummax_kernel, .grad = cummax_grad,
  .sample = "{ distinct(3, 4), 2 }, { distinct(3, 4), 1 }, { distinct(), 1 }, { ints(9, 5), 1 }",
  .error = "{ randn(3), 2 }, { randn(3) }",
};
#endif
