/* maxPool.c -- the largest element of each window, and where it lies.
**
** Positions are those in the last n dimensions of x, flattened, from 1. The gradient goes to the positions. A row of the output
** is computed tap by tap, so that the loops are over neighbours; the positions are in the width of the numbers until
** the row is done.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#endif

#ifndef DL_DEVICE_PASS

#define COLUMNS 256             /* of a row that are treated together */

typedef struct {
  dl_windows w;
  const void *x;
  void *y;
  int64_t *at;
} pool_work;

/* Windows of 2 x 2 that share nothing, have no border and do not end behind the plane. */
static bool is_squares(const dl_windows *w) {
  bool whole = true;
  for (int d = 1; d < DL_SPACE; d++)
    whole = whole && w->kernel[d] == 2 && w->stride[d] == 2 && w->dilation[d] == 1 && w->before[d] == 0 && 2 * w->out[d] <= w->in[d];
  return whole && w->kernel[0] == 1 && w->before[0] == 0;
}

#define POOL(T, I) \
/* One tap of so many columns: larger ones take the place of those found so far. NaN counts as larger than all. */ \
static inline __attribute__((always_inline)) void tap_##T(int64_t n, const T *x, int64_t step, I first, T *best, I *at) { \
  DL_RUN(n) { \
    const T v = x[i * step], b = best[i]; \
    const I found = at[i]; \
    const bool larger = v > b || v != v || found == 0; \
    best[i] = larger ? v : b; \
    at[i] = larger ? (I)(first + (I)i * (I)step) : found; \
  } \
} \
/* Windows of 2 x 2 side by side, all inside of the plane, from the element that the first of them begins with. */ \
static void squares_##T(int64_t n, const T *x, int64_t row, I first, T *best, I *at) { \
  const T *below = x + row; \
  const I step = (I)row; \
  DL_RUN(n) { \
    const T a = x[2 * i], b = x[2 * i + 1], c = below[2 * i], d = below[2 * i + 1]; \
    T up = b > a ? b : a, down = d > c ? d : c; \
    I above = b > a ? 1 : 0, under = d > c ? step + 1 : step; \
    up = b != b ? b : up;            /* apart from the comparison: as one condition it would not be vectorised */ \
    above = b != b ? 1 : above; \
    down = d != d ? d : down; \
    under = d != d ? step + 1 : under; \
    T most = down > up ? down : up; \
    I place = down > up ? under : above; \
    best[i] = down != down ? down : most; \
    at[i] = first + 2 * (I)i + (down != down ? under : place); \
  } \
} \
static void row_##T(const dl_windows *w, const T *plane, int64_t d0, int64_t h0, int64_t column, int64_t n, T *best, I *at) { \
  if (is_squares(w)) { \
    const int64_t from = (d0 * w->in[1] + h0) * w->in[2] + 2 * column; \
    squares_##T(n, plane + from, w->in[2], (I)(from + 1), best, at); \
    return; \
  } \
  for (int64_t i = 0; i < n; i++) { best[i] = (T)-INFINITY; at[i] = 0; } \
  for (int64_t kd = 0; kd < w->kernel[0]; kd++) \
    for (int64_t kh = 0; kh < w->kernel[1]; kh++) { \
      int64_t d = d0 + kd * w->dilation[0], h = h0 + kh * w->dilation[1], step = w->stride[2]; \
      if (d < 0 || d >= w->in[0] || h < 0 || h >= w->in[1]) continue; \
      int64_t row = (d * w->in[1] + h) * w->in[2]; \
      for (int64_t kw = 0; kw < w->kernel[2]; kw++) { \
        int64_t from = column * step - w->before[2] + kw * w->dilation[2], first, last; \
        dl_window_columns(from, step, w->in[2], n, &first, &last); \
        from += row + first * step; \
        if (step == 1) tap_##T(last - first, plane + from, 1, (I)(from + 1), best + first, at + first); \
        else if (step == 2) tap_##T(last - first, plane + from, 2, (I)(from + 1), best + first, at + first); \
        else tap_##T(last - first, plane + from, step, (I)(from + 1), best + first, at + first); \
      } \
    } \
} \
static void pool_##T(void *context, int64_t begin, int64_t end) { \
  const pool_work *work = context; \
  const dl_windows *w = &work->w; \
  int64_t lines = w->out[0] * w->out[1], width = w->out[2]; \
  for (int64_t line = begin * lines; line < end * lines; line++) { \
    const T *plane = (const T *)work->x + line / lines * dl_window_volume(w->in); \
    int64_t d = line % lines / w->out[1] * w->stride[0] - w->before[0], h = line % lines % w->out[1] * w->stride[1] - w->before[1]; \
    for (int64_t column = 0; column < width; column += COLUMNS) { \
      int64_t n = width - column < COLUMNS ? width - column : COLUMNS; \
      I at[COLUMNS]; \
      row_##T(w, plane, d, h, column, n, (T *)work->y + line * width + column, at); \
      DL_RUN(n) work->at[line * width + column + i] = at[i]; \
    } \
  } \
}
POOL(float, int32_t)
POOL(double, int64_t)

/* ---- the call ---- */

static const int arguments[4] = { 1, 2, 3, 4 };

static dl_status maxPool_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  pool_work work = { .w.n = dl_intlist(a, 1).count, .x = dl_tensor_data(x), .y = dl_tensor_data(a->result[0]),
                     .at = (int64_t *)dl_tensor_data(a->result[1]) };
  dl_status status = dl_windows_read(a, x, arguments, dl_boolean(a, 5), &work.w);
  int64_t each = dl_window_volume(work.w.out) * dl_window_volume(work.w.kernel);
  if (status != DL_OK) return status;
  return dl_parallel(work.w.planes, 1 + 16384 / (each + 1), x->dtype == DL_FLOAT32 ? pool_float : pool_double, &work);
}

static dl_status max_pool_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  dl_windows w = { .n = dl_intlist(a, 1).count };
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (w.n < 1 || w.n > DL_SPACE) return dl_fail_argument(a, 1, "expected 1 to %d sizes, got %d", DL_SPACE, w.n);
  if (dl_windows_read(a, x, arguments, dl_boolean(a, 5), &w) != DL_OK) return DL_ERROR;
  if (dl_window_volume(w.in) > INT32_MAX) return dl_fail_argument(a, 0, "a plane has more than %d elements", INT32_MAX);
  dl_windows_shape(&w, x, shape);
  dl_status status = dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, shape);
  return status == DL_OK ? dl_result(a, 1, DL_INT64, x->ndim, shape) : status;
}

static dl_status max_pool_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *best[2] = { NULL };
  dl_windows w = { .n = dl_intlist(a, 1).count };
  int64_t shape[DL_MAX_DIMS], plane = 1;
  if (dl_windows_read(a, x, arguments, dl_boolean(a, 5), &w) != DL_OK) return DL_ERROR;
  dl_windows_shape(&w, x, shape);
  dl_ints all = DL_LIST(w.planes, dl_window_volume(w.out), dl_window_volume(w.kernel)), out = { shape, x->ndim };
  for (int d = 0; d < DL_SPACE; d++) plane *= w.in[d];
  DL_ALL(a, best, max, DL(a, reshape, dl_windows_take(a, &w, x, -INFINITY), all), 2);
  dl_windows one = w;
  one.planes = 1;
  dl_tensor *positions = DL(a, arange, 1.0, (double)plane + 1, 1.0, (int)DL_INT64);
  positions = DL(a, reshape, dl_windows_take(a, &one, positions, 0), DL_LIST(1, all.data[1], all.data[2]));
  positions = DL(a, gather, DL(a, expand, positions, all), 2, DL(a, unsqueeze, best[1], 2));
  dl_give_result(a, 0, DL(a, reshape, best[0], out));
  return dl_give_result(a, 1, DL(a, reshape, positions, out));
}

static void max_pool_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  int n = g->arg[1].ints.count;
  dl_ints sizes = { x->shape + x->ndim - n, n };
  dl_give(g, 0, DL(g, maxPoolGrad, dl_upstream(g, 0), g->result[1], sizes));
}

DL_OP(maxPool) {
  .sig = "x: Tensor, kernelSize: ints, stride: ints?, padding: ints = 0, dilation: ints = 1, ceilMode: bool = false",
  .returns = "values, indices",
  .doc = "The largest element of each window over the last dimensions of x, as many as kernelSize has numbers, and its position in these "
         "dimensions, flattened, from 1. stride: the kernel's sizes if not given. A border never wins. maxPool1d, maxPool2d and maxPool3d are what programs call.",
  .flags = DL_VIA_FLOAT32,
  .saves = DL_RESULT(1),
  .shape = max_pool_shape,
  .kernel = maxPool_kernel,
  .decomp = max_pool_decomp,
  .grad = max_pool_grad,
  .sample = "{ distinct(2, 5), { 2 } }, { distinct(2, 4, 5), { 3, 2 }, { 1, 2 }, 1 }, { distinct(1, 2, 5, 4), { 2, 2 }, 1, 0, { 2, 1 } }, "
            "{ distinct(7), { 3 }, 3, 1, 1, true }, { distinct(2, 3, 3, 4), { 2, 2, 3 }, 1, { 0, 0, 1 } }, { randn(0, 4), { 2 } }, { distinct(2, 4), { 2 }, 3, 0, 1, true }",
  .error = "{ randn(2, 3), { 4 } }, { randn(2, 5), { 2 }, 0 }, { randn(2, 5), { 2 }, 1, 2 }, { randn(3), { 2, 2 } }, { randn(3), {} }, "
           "{ ints(3, 4), { 2 } }, { randn(2, 5, 5), { 2, 2 }, { 1, 1, 1 } }",
};

/* ---- the gradient ---- */

typedef struct { int64_t out, in, bad; const void *y; const int64_t *at; void *x; } scatter_work;

#define SCATTER(T) \
static void scatter_##T(void *context, int64_t begin, int64_t end) { \
  scatter_work *w = context; \
  for (int64_t i = begin; i < end; i++) { \
    const T *y = (const T *)w->y + i * w->out; \
    const int64_t *at = w->at + i * w->out; \
    T *x = (T *)w->x + i * w->in; \
    memset(x, 0, (size_t)w->in * sizeof *x); \
    for (int64_t o = 0; o < w->out; o++) { \
      if ((uint64_t)(at[o] - 1) < (uint64_t)w->in) x[at[o] - 1] += y[o]; \
      else w->bad = at[o] ? at[o] : INT64_MIN; \
    } \
  } \
}
SCATTER(float)
SCATTER(double)

static int64_t tail(const dl_tensor *t, int n) { return dl_numel_of(t->shape + t->ndim - n, n); }

static dl_status maxPoolGrad_kernel(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0), *x = a->result[0];
  int n = dl_intlist(a, 2).count;
  scatter_work w = { .out = tail(y, n), .in = tail(x, n), .y = dl_tensor_data(y), .at = (const int64_t *)dl_tensor_data(dl_in(a, 1)),
                     .x = dl_tensor_data(x) };
  dl_status status = dl_parallel(dl_numel_of(x->shape, x->ndim - n), 1 + 16384 / (w.in + 1), x->dtype == DL_FLOAT32 ? scatter_float : scatter_double, &w);
  if (status == DL_OK && w.bad)
    return dl_fail_argument(a, 1, "position %lld is not in 1 to %lld", (long long)(w.bad == INT64_MIN ? 0 : w.bad), (long long)w.in);
  return status;
}

static dl_status max_pool_grad_shape(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0), *at = dl_in(a, 1);
  dl_ints sizes = dl_intlist(a, 2);
  int64_t shape[DL_MAX_DIMS];
  if (!dl_tensor_same_shape(y, at)) return dl_fail_argument(a, 1, "shape %s, the values have %s", DL_SHAPE_TEXT(at), DL_SHAPE_TEXT(y));
  if (at->dtype != DL_INT64) return dl_fail_argument(a, 1, "expected int64, got %s", dl_dtype_name((dl_dtype)at->dtype));
  if (sizes.count < 1 || sizes.count > y->ndim) return dl_fail_argument(a, 2, "%d sizes for shape %s", sizes.count, DL_SHAPE_TEXT(y));
  if (dl_check_sizes(a, 2, sizes) != DL_OK) return DL_ERROR;
  memcpy(shape, y->shape, sizeof shape);
  memcpy(shape + y->ndim - sizes.count, sizes.data, (size_t)sizes.count * sizeof *shape);
  return dl_result(a, 0, (dl_dtype)y->dtype, y->ndim, shape);
}

/* Leading dimensions as one, and the last n as another. */
static dl_ints flat_sizes(const dl_tensor *t, int n, int64_t *to) {
  to[0] = dl_numel_of(t->shape, t->ndim - n);
  to[1] = tail(t, n);
  return (dl_ints){ to, 2 };
}

static dl_status max_pool_grad_decomp(dl_args *a) {
  dl_tensor *y = a->arg[0].tensor;
  dl_ints sizes = dl_intlist(a, 2);
  int64_t shape[DL_MAX_DIMS], flat[2], in = 1;
  memcpy(shape, y->shape, sizeof shape);
  memcpy(shape + y->ndim - sizes.count, sizes.data, (size_t)sizes.count * sizeof *shape);
  for (int d = 0; d < sizes.count; d++) in *= sizes.data[d];
  dl_ints out = flat_sizes(y, sizes.count, flat);
  dl_tensor *zeros = DL(a, zeros, DL_LIST(flat[0], in), (int)y->dtype);
  dl_tensor *x = DL(a, scatterAdd, zeros, 1, DL(a, reshape, dl_in(a, 1), out), DL(a, reshape, y, out));
  return dl_give_result(a, 0, DL(a, reshape, x, ((dl_ints){ shape, y->ndim })));
}

static void max_pool_grad_grad(dl_grad *g) {
  const dl_tensor *y = dl_saved(g, 0);
  dl_tensor *dx = dl_upstream(g, 0), *at = dl_saved(g, 1);
  int64_t from[2], to[2];
  int n = g->arg[2].ints.count;
  if (!dx) return;
  dl_tensor *flat = DL(g, gather, DL(g, reshape, dx, flat_sizes(dx, n, from)), 1, DL(g, reshape, at, flat_sizes(y, n, to)));
  dl_give(g, 0, DL(g, reshape, flat, dl_shape_of(y)));
}

DL_OP(maxPoolGrad) {
  .sig = "y: Tensor, indices: Tensor, sizes: ints",
  .doc = "The elements of y added up at their positions in the last dimensions of the result, which have the given sizes; zeros elsewhere. Positions "
         "count from 1. The gradient of maxPool.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT, .keeps = DL_ARGUMENT(1),
  .saves = DL_ARGUMENT(1),
  .shape = max_pool_grad_shape,
  .kernel = maxPoolGrad_kernel,
  .decomp = max_pool_grad_decomp,
  .grad = max_pool_grad_grad,
  .sample = "{ randn(2, 3), ints(5, 2, 3), { 5 } }, { randn(2, 2, 2), ints(6, 2, 2, 2), { 3, 2 } }, { randn(0, 3), ints(5, 0, 3), { 5 } }",
  .error = "{ randn(2, 3), ints(5, 3, 3), { 5 } }, { randn(3), tensor({ 1, 6, 2 }, 'int64'), { 5 } }, { randn(3), randn(3), { 5 } }, { randn(3), ints(3, 3), {} }",
};

/* ---- what programs call ---- */

/* The arguments with kernelSize as a list of n. */
static dl_status pool(dl_args *a, int n) {
  dl_tensor *x = dl_in(a, 0), *results[2] = { NULL };
  dl_ints kernel = dl_intlist(a, 1);
  int64_t sizes[DL_SPACE];
  if (x->ndim != n + 1 && x->ndim != n + 2)
    return dl_fail_argument(a, 0, "expected %d dimensions, or %d without a batch, got shape %s", n + 2, n + 1, DL_SHAPE_TEXT(x));
  if (kernel.count != 1 && kernel.count != n) return dl_fail_argument(a, 1, "expected 1 number or %d, got %d", n, kernel.count);
  for (int d = 0; d < n; d++) sizes[d] = kernel.data[kernel.count == 1 ? 0 : d];
  DL_ALL(a, results, maxPool, x, ((dl_ints){ sizes, n }), a->arg[2], a->arg[3], a->arg[4], a->arg[5]);
  dl_give_result(a, 0, results[0]);
  return dl_give_result(a, 1, results[1]);
}

static dl_status maxPool1d_decomp(dl_args *a) { return pool(a, 1); }
static dl_status maxPool2d_decomp(dl_args *a) { return pool(a, 2); }
static dl_status maxPool3d_decomp(dl_args *a) { return pool(a, 3); }

#define MAX_POOL(op, sizes, samples, errors) { \
  .sig = "x: Tensor, kernelSize: ints, stride: ints?, padding: ints = 0, dilation: ints = 1, ceilMode: bool = false", \
  .returns = "values, indices", \
  .doc = "The largest element of each window of x (N, C, " sizes " or without N), and its position in its plane, flattened, from 1 (what " \
         "maxUnpool takes). stride: kernelSize if not given. An output size is (size + 2 padding - dilation (kernel - 1) - 1) / stride + 1, " \
         "rounded down, or up with ceilMode. Sizes are a number, or one for each dimension.", \
  .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(maxPool1d) MAX_POOL(maxPool1d, "L", "{ distinct(2, 2, 5), 2 }, { distinct(2, 5), 3, 1, 1 }", "{ randn(5), 2 }, { randn(1, 5), { 2, 2 } }");
DL_OP(maxPool2d) MAX_POOL(maxPool2d, "H, W", "{ distinct(1, 2, 4, 4), 2 }, { distinct(2, 5, 4), { 3, 2 }, { stride = 2, padding = 1, ceilMode = true } }",
                          "{ randn(5, 5), 2 }, { randn(1, 2, 3), 4 }");
DL_OP(maxPool3d) MAX_POOL(maxPool3d, "D, H, W", "{ distinct(1, 2, 3, 4), 2 }, { distinct(1, 1, 3, 3, 3), 2, 1 }", "{ randn(5, 5, 5), 2 }");
#endif
