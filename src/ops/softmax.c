/* softmax.c -- softmax and its logarithm along one dimension, and their gradients.
**
** Memory is seen as outer x n x inner. With inner = 1 a row is contiguous and each step is a loop over it; else
** the steps run over blocks of neighbouring columns. The maximum is subtracted first, so nothing overflows.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define COLUMNS 128

typedef struct {
  int64_t n, inner;
  const char *x, *dy;
  char *y;
} strip_work;

/* Forward. ROW: from the exponentials y of a row with maximum m to its results; COLUMN: y from x, with m and the sum s
** of exp(x - m). */
#define FORWARD(op, T, ROW, COLUMN) \
static void op##_rows_##T(int64_t rows, int64_t n, const T *x, T *y) { \
  int64_t group = dl_rows_together(n); \
  T most[DL_ROW_BLOCK]; \
  for (int64_t first = 0; first < rows; first += group) { \
    int64_t count = rows - first < group ? rows - first : group; \
    dl_rows_exp_##T(count, n, x, y, most); \
    for (int64_t r = 0; r < count; r++, x += n, y += n) { \
      const T s = dl_row_sum_##T(n, y), m = most[r]; \
      (void)m; \
      ROW \
    } \
  } \
} \
static void op##_columns_##T(int64_t n, int64_t inner, int64_t width, const T *x, T *y) { \
  T m[COLUMNS], s[COLUMNS]; \
  for (int64_t c = 0; c < width; c++) { m[c] = (T)-INFINITY; s[c] = 0; } \
  for (int64_t k = 0; k < n; k++) DL_RUN(width) m[i] = x[k * inner + i] > m[i] ? x[k * inner + i] : m[i]; \
  for (int64_t k = 0; k < n; k++) DL_RUN(width) s[i] += exp(x[k * inner + i] - m[i]); \
  for (int64_t k = 0; k < n; k++) DL_RUN(width) { const T v = x[k * inner + i]; y[k * inner + i] = (COLUMN); } \
} \
static void op##_strips_##T(void *context, int64_t begin, int64_t end) { \
  const strip_work *w = context; \
  int64_t n = w->n, inner = w->inner, blocks = (inner + COLUMNS - 1) / COLUMNS; \
  if (inner == 1) op##_rows_##T(end - begin, n, (const T *)w->x + begin * n, (T *)w->y + begin * n); \
  else for (int64_t b = begin; b < end; b++) { \
    int64_t at = b / blocks * n * inner + b % blocks * COLUMNS, left = inner - b % blocks * COLUMNS; \
    op##_columns_##T(n, inner, left < COLUMNS ? left : COLUMNS, (const T *)w->x + at, (T *)w->y + at); \
  } \
}

#define SOFTMAX_ROW(T) const T scale = 1 / s; DL_RUN(n) y[i] *= scale;
/* (x - m) - log(s), not x - (m + log(s)): m may be so large that it swallows the logarithm. */
#define LOG_SOFTMAX_ROW(T) const T shift = log(s); DL_RUN(n) y[i] = x[i] - m - shift;
FORWARD(softmax, float, SOFTMAX_ROW(float), exp(v - m[i]) / s[i])
FORWARD(softmax, double, SOFTMAX_ROW(double), exp(v - m[i]) / s[i])
FORWARD(logSoftmax, float, LOG_SOFTMAX_ROW(float), v - m[i] - log(s[i]))
FORWARD(logSoftmax, double, LOG_SOFTMAX_ROW(double), v - m[i] - log(s[i]))

/* Backward: a sum over the row, then one formula for each element. */
#define BACKWARD(op, T, ROW_SUM, TERM, FORMULA) \
static void op##_strips_##T(void *context, int64_t begin, int64_t end) { \
  const strip_work *w = context; \
  int64_t n = w->n, inner = w->inner, blocks = (inner + COLUMNS - 1) / COLUMNS; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t at = b / blocks * n * inner + b % blocks * COLUMNS, left = inner - b % blocks * COLUMNS; \
    int64_t width = left < COLUMNS ? left : COLUMNS; \
    const T *y = (const T *)w->x + at, *g = (const T *)w->dy + at; \
    T *dx = (T *)w->y + at; \
    if (inner == 1) { \
      const T s = ROW_SUM; \
      DL_RUN(n) { const T u = y[i], v = g[i]; dx[i] = (FORMULA); } \
      continue; \
    } \
    T sums[COLUMNS] = { 0 }; \
    for (int64_t k = 0; k < n; k++) DL_RUN(width) { const T u = y[k * inner + i], v = g[k * inner + i]; (void)u; sums[i] += (TERM); } \
    for (int64_t k = 0; k < n; k++) \
      DL_RUN(width) { const T u = y[k * inner + i], v = g[k * inner + i], s = sums[i]; dx[k * inner + i] = (FORMULA); } \
  } \
}
BACKWARD(softmaxGrad, float, dl_row_dot_float(n, y, g), u * v, u * (v - s))
BACKWARD(softmaxGrad, double, dl_row_dot_double(n, y, g), u * v, u * (v - s))
BACKWARD(logSoftmaxGrad, float, dl_row_sum_float(n, g), v, v - exp(u) * s)
BACKWARD(logSoftmaxGrad, double, dl_row_sum_double(n, g), v, v - exp(u) * s)

/* The strips of argument `x` (and dy) along dimension d, on several threads. */
static dl_status run_strips(dl_args *a, int64_t d, const dl_tensor *dy, dl_range_body float32, dl_range_body float64) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t outer = 1;
  strip_work w = { .n = 1, .inner = 1, .x = dl_tensor_data(x), .dy = dy ? dl_tensor_data(dy) : NULL,
                   .y = dl_tensor_data(a->result[0]) };
  for (int k = 0; k < x->ndim; k++) *(k < d ? &outer : k == d ? &w.n : &w.inner) *= x->shape[k];
  if (dl_tensor_numel(x) == 0) return DL_OK;
  int64_t strips = outer * ((w.inner + COLUMNS - 1) / COLUMNS), each = w.n * (w.inner < COLUMNS ? w.inner : COLUMNS);
  return dl_parallel(strips, 16384 / each + 1, x->dtype == DL_FLOAT32 ? float32 : float64, &w);
}

static dl_status softmax_kernel(dl_args *a) {
  return run_strips(a, dl_integer(a, 1), NULL, softmax_strips_float, softmax_strips_double);
}
DL_KERNEL(softmax)

static dl_status logSoftmax_kernel(dl_args *a) {
  return run_strips(a, dl_integer(a, 1), NULL, logSoftmax_strips_float, logSoftmax_strips_double);
}
DL_KERNEL(logSoftmax)

static dl_status softmaxGrad_kernel(dl_args *a) {
  return run_strips(a, dl_integer(a, 2), dl_in(a, 1), softmaxGrad_strips_float, softmaxGrad_strips_double);
}
DL_KERNEL(softmaxGrad)

static dl_status logSoftmaxGrad_kernel(dl_args *a) {
  return run_strips(a, dl_integer(a, 2), dl_in(a, 1), logSoftmaxGrad_strips_float, logSoftmaxGrad_strips_double);
}
DL_KERNEL(logSoftmaxGrad)

#else
/* Sums of float32 run in float32 within a thread: a line gives each of them a few elements. */
template <class T, bool logarithm> struct forward_line {
  const T *x;
  T *y;
  int64_t n, inner;
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t) const {
    T most = (T)-INFINITY, sum = 0;
    for (int64_t k = group.lane(); k < n; k += group.width()) most = dl_most()(x[first + k * inner], most);
    most = group.total(most, dl_most());
    for (int64_t k = group.lane(); k < n; k += group.width()) sum += exp(x[first + k * inner] - most);
    sum = group.total(sum, dl_plus());
    const T scale = logarithm ? log(sum) : 1 / sum;
    for (int64_t k = group.lane(); k < n; k += group.width()) {
      const T v = x[first + k * inner] - most;
      y[first + k * inner] = logarithm ? v - scale : exp(v) * scale;
    }
  }
};

template <class T, bool logarithm> struct backward_line {
  const T *y, *dy;
  T *dx;
  int64_t n, inner;
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t) const {
    T sum = 0;
    for (int64_t k = group.lane(); k < n; k += group.width())
      sum += logarithm ? dy[first + k * inner] : dy[first + k * inner] * y[first + k * inner];
    sum = group.total(sum, dl_plus());
    for (int64_t k = group.lane(); k < n; k += group.width()) {
      const T u = y[first + k * inner], v = dy[first + k * inner];
      dx[first + k * inner] = logarithm ? v - exp(u) * sum : u * (v - sum);
    }
  }
};

template <class T, bool logarithm> static dl_status forward_lines(dl_args *a) {
  const dl_lines l = dl_lines_of(dl_in(a, 0), dl_integer(a, 1));
  const forward_line<T, logarithm> f = { (const T *)dl_tensor_data(dl_in(a, 0)), (T *)dl_tensor_data(a->result[0]), l.n, l.inner };
  return l.n ? dl_each_line(a, l, f) : DL_OK;
}

template <class T, bool logarithm> static dl_status backward_lines(dl_args *a) {
  const dl_lines l = dl_lines_of(dl_in(a, 0), dl_integer(a, 2));
  const backward_line<T, logarithm> f = { (const T *)dl_tensor_data(dl_in(a, 0)), (const T *)dl_tensor_data(dl_in(a, 1)),
                                          (T *)dl_tensor_data(a->result[0]), l.n, l.inner };
  return l.n ? dl_each_line(a, l, f) : DL_OK;
}

#define LINES(op, lines, logarithm) \
static dl_status op##_kernel(dl_args *a) { \
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? lines<float, logarithm>(a) : lines<double, logarithm>(a); \
} \
DL_KERNEL(op)
LINES(softmax, forward_lines, false)
LINES(logSoftmax, forward_lines, true)
LINES(softmaxGrad, backward_lines, false)
LINES(logSoftmaxGrad, backward_lines, true)
#endif

#ifndef DL_DEVICE_PASS
static dl_status softmax_shape(dl_args *a) {
  dl_status status = dl_normal_dim(a, 1, dl_in(a, 0)->ndim);
  return status == DL_OK ? dl_result_like(a, 0, dl_in(a, 0)) : status;
}

static dl_status grad_shape(dl_args *a) {
  if (!dl_tensor_same_shape(dl_in(a, 0), dl_in(a, 1))) return dl_fail(a, "the two tensors differ in shape");
  dl_status status = dl_normal_dim(a, 2, dl_in(a, 0)->ndim);
  return status == DL_OK ? dl_result_like(a, 0, dl_in(a, 0)) : status;
}

static dl_tensor *shifted(dl_args *a) {
  return DL(a, sub, dl_in(a, 0), DL(a, amax, dl_in(a, 0), dl_integer(a, 1), true));
}

static dl_status softmax_decomp(dl_args *a) {
  if (dl_tensor_numel(dl_in(a, 0)) == 0) return dl_give_result(a, 0, DL(a, clone, dl_in(a, 0)));
  dl_tensor *e = DL(a, exp, shifted(a));
  return dl_give_result(a, 0, DL(a, div, e, DL(a, sum, e, dl_integer(a, 1), true)));
}

static dl_status log_softmax_decomp(dl_args *a) {
  if (dl_tensor_numel(dl_in(a, 0)) == 0) return dl_give_result(a, 0, DL(a, clone, dl_in(a, 0)));
  dl_tensor *x = shifted(a);
  return dl_give_result(a, 0, DL(a, sub, x, DL(a, log, DL(a, sum, DL(a, exp, x), dl_integer(a, 1), true))));
}

static void softmax_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, softmaxGrad, g->result[0], dl_upstream(g, 0), g->arg[1].integer));
}

static void log_softmax_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, logSoftmaxGrad, g->result[0], dl_upstream(g, 0), g->arg[1].integer));
}

#define SAMPLES "{ randn(3, 4) }, { randn(3, 4), 1 }, { randn(2, 3, 4), 2 }, { randn(5) }, { randn() }, { randn(2, 0) }"

DL_OP(softmax) {
  .sig = "x: Tensor, dim: dim = -1",
  .doc = "exp(x) over its sum along a dimension: positive numbers that add up to 1.",
  .flags = DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT, .saves = DL_RESULT(0),
  .autocast = DL_HIGH_ON_DEVICES,
  .shape = softmax_shape, .kernel = softmax_kernel, .decomp = softmax_decomp, .grad = softmax_grad,
  .sample = SAMPLES,
  .error = "{ randn(3), 2 }",
};

DL_OP(logSoftmax) {
  .sig = "x: Tensor, dim: dim = -1",
  .doc = "The logarithm of softmax: x - log(sum(exp(x))) along a dimension.",
  .flags = DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT, .saves = DL_RESULT(0),
  .autocast = DL_HIGH_ON_DEVICES,
  .shape = softmax_shape, .kernel = logSoftmax_kernel, .decomp = log_softmax_decomp, .grad = log_softmax_grad,
  .sample = SAMPLES,
  .error = "{ randn(3), 2 }",
};

/* dx = y * (dy - sum(y * dy)) */
static dl_status softmax_grad_decomp(dl_args *a) {
  dl_tensor *y = dl_in(a, 0), *dy = dl_in(a, 1);
  dl_tensor *s = DL(a, sum, DL(a, mul, y, dy), dl_integer(a, 2), true);
  return dl_give_result(a, 0, DL(a, mul, y, DL(a, sub, dy, s)));
}

/* dx = dy - exp(y) * sum(dy) */
static dl_status log_softmax_grad_decomp(dl_args *a) {
  dl_tensor *y = dl_in(a, 0), *dy = dl_in(a, 1);
  return dl_give_result(a, 0, DL(a, sub, dy, DL(a, mul, DL(a, exp, y), DL(a, sum, dy, dl_integer(a, 2), true))));
}

DL_OP(softmaxGrad) {
  .sig = "y: Tensor, gradient: Tensor, dim: dim",
  .doc = "The gradient of softmax from its result and the gradient of that: y * (g - sum(y * g)).",
  .flags = DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT,
  .shape = grad_shape, .kernel = softmaxGrad_kernel, .decomp = softmax_grad_decomp,
  .sample = "{ randn(3, 4), randn(3, 4), 2 }, { randn(2, 3, 2), randn(2, 3, 2), 2 }",
  .error = "{ randn(3), randn(4), 1 }",
};

DL_OP(logSoftmaxGrad) {
  .sig = "y: Tensor, gradient: Tensor, dim: dim",
  .doc = "The gradient of logSoftmax from its result and the gradient of that: g - exp(y) * sum(g).",
  .flags = DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT,
  .shape = grad_shape, .kernel = logSoftmaxGrad_kernel, .decomp = log_softmax_grad_decomp,
  .sample = "{ randn(3, 4), randn(3, 4), 2 }, { randn(2, 3, 2), randn(2, 3, 2), 2 }",
  .error = "{ randn(3), randn(4), 1 }",
};
#endif
