/* avgPool.c -- the mean of each window, and its adjoint: each element of y shared among the elements of its window.
**
** A row of the output is computed tap by tap, so that the loops are over neighbours.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

#define COLUMNS 256             /* of a row that are treated together */

typedef struct {
  dl_windows w;
  const void *from;
  void *to;
  bool border;                  /* the border counts */
  int64_t divisor;              /* 0: the number of elements */
} pool_work;

/* The elements that the window of output o counts in dimension d. */
static int64_t counted(const pool_work *work, int d, int64_t o) {
  const dl_windows *w = &work->w;
  int64_t begin = o * w->stride[d] - w->before[d], end = begin + w->kernel[d], border = work->border ? w->before[d] : 0;
  if (end > w->in[d] + border) end = w->in[d] + border;
  if (begin < -border) begin = -border;
  return end > begin ? end - begin : 1;
}

#define POOL(T) \
static void factors_##T(const pool_work *work, int64_t d, int64_t h, int64_t column, int64_t n, T *factor) { \
  int64_t lines = counted(work, 0, d) * counted(work, 1, h); \
  for (int64_t i = 0; i < n; i++) \
    factor[i] = 1 / (T)(work->divisor ? work->divisor : lines * counted(work, 2, column + i)); \
} \
/* to[i to_step] += from[i from_step] */ \
static inline __attribute__((always_inline)) void add_##T(int64_t n, const T *from, int64_t from_step, T *to, int64_t to_step) { \
  if (from_step == 1 && to_step == 1) DL_RUN(n) to[i] += from[i]; \
  else if (from_step == 2) DL_RUN(n) to[i] += from[2 * i]; \
  else for (int64_t i = 0; i < n; i++) to[i * to_step] += from[i * from_step]; \
} \
/* All taps of a piece of a row of the output: `line` takes what they see of the plane, or gives it back. */ \
static void taps_##T(const dl_windows *w, int64_t d, int64_t h, int64_t column, int64_t n, T *plane, T *line, bool back) { \
  int64_t step = w->stride[2]; \
  for (int64_t kd = 0; kd < w->kernel[0]; kd++) \
    for (int64_t kh = 0; kh < w->kernel[1]; kh++) { \
      int64_t at_d = d * w->stride[0] - w->before[0] + kd, at_h = h * w->stride[1] - w->before[1] + kh; \
      if (at_d < 0 || at_d >= w->in[0] || at_h < 0 || at_h >= w->in[1]) continue; \
      T *row = plane + (at_d * w->in[1] + at_h) * w->in[2]; \
      for (int64_t kw = 0; kw < w->kernel[2]; kw++) { \
        int64_t at = column * step - w->before[2] + kw, first, last; \
        dl_window_columns(at, step, w->in[2], n, &first, &last); \
        if (back) add_##T(last - first, line + first, 1, row + at + first * step, step); \
        else add_##T(last - first, row + at + first * step, step, line + first, 1); \
      } \
    } \
} \
static void planes_##T(const pool_work *work, int64_t begin, int64_t end, bool back) { \
  const dl_windows *w = &work->w; \
  int64_t lines = w->out[0] * w->out[1], width = w->out[2], in = dl_window_volume(w->in); \
  T *plane = (T *)(back ? work->to : (void *)work->from), *y = (T *)(back ? (void *)work->from : work->to), factor[COLUMNS], sum[COLUMNS]; \
  if (back) memset(plane + begin * in, 0, (size_t)((end - begin) * in) * sizeof *plane); \
  for (int64_t l = begin * lines; l < end * lines; l++) \
    for (int64_t column = 0; column < width; column += COLUMNS) { \
      int64_t n = width - column < COLUMNS ? width - column : COLUMNS, d = l % lines / w->out[1], h = l % lines % w->out[1]; \
      T *row = y + l * width + column; \
      factors_##T(work, d, h, column, n, factor); \
      DL_RUN(n) sum[i] = back ? row[i] * factor[i] : 0; \
      taps_##T(w, d, h, column, n, plane + l / lines * in, sum, back); \
      if (!back) DL_RUN(n) row[i] = sum[i] * factor[i]; \
    } \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { planes_##T(context, begin, end, false); } \
static void backward_##T(void *context, int64_t begin, int64_t end) { planes_##T(context, begin, end, true); }
POOL(float)
POOL(double)

/* The arguments from `at` on: kernelSize, stride, padding, ceilMode, countIncludePad, divisor. */
static dl_status read_call(const dl_args *a, const dl_tensor *x, int at, pool_work *work) {
  const int arguments[4] = { at, at + 1, at + 2, -1 };
  *work = (pool_work){ .w.n = dl_intlist(a, at).count, .border = dl_boolean(a, at + 4),
                       .divisor = dl_given(a, at + 5) ? dl_integer(a, at + 5) : 0 };
  if (work->w.n < 1 || work->w.n > DL_SPACE) return dl_fail_argument(a, at, "expected 1 to %d sizes, got %d", DL_SPACE, work->w.n);
  if (dl_given(a, at + 5) && work->divisor == 0) return dl_fail_argument(a, at + 5, "must not be 0");
  return dl_windows_read(a, x, arguments, dl_boolean(a, at + 3), &work->w);
}

static dl_status run(pool_work *work, const dl_tensor *from, const dl_tensor *to, dl_range_body body) {
  int64_t each = dl_window_volume(work->w.out) * dl_window_volume(work->w.kernel);
  work->from = dl_tensor_data(from);
  work->to = dl_tensor_data(to);
  return dl_parallel(work->w.planes, 1 + 16384 / (each + 1), body, work);
}

static dl_status avgPool_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  pool_work work;
  dl_status status = read_call(a, x, 1, &work);
  return status == DL_OK ? run(&work, x, a->result[0], x->dtype == DL_FLOAT32 ? forward_float : forward_double) : status;
}

static dl_status avgPoolGrad_kernel(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0);
  pool_work work;
  dl_status status = read_call(a, a->result[0], 2, &work);
  return status == DL_OK ? run(&work, y, a->result[0], y->dtype == DL_FLOAT32 ? backward_float : backward_double) : status;
}

static dl_status avg_pool_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  pool_work work;
  if (read_call(a, x, 1, &work) != DL_OK) return DL_ERROR;
  dl_windows_shape(&work.w, x, shape);
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, shape);
}

/* The shape of x, of which y is the result: the last sizes are given. */
static dl_status input_of(dl_args *a, dl_tensor *x) {
  const dl_tensor *y = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1), kernel = dl_intlist(a, 2);
  if (dl_check_sizes(a, 1, sizes) != DL_OK) return DL_ERROR;
  if (sizes.count != kernel.count || sizes.count > y->ndim)
    return dl_fail_argument(a, 1, "%d sizes for windows of %d and shape %s", sizes.count, kernel.count, DL_SHAPE_TEXT(y));
  *x = (dl_tensor){ .dtype = y->dtype, .ndim = y->ndim };
  memcpy(x->shape, y->shape, sizeof x->shape);
  memcpy(x->shape + y->ndim - sizes.count, sizes.data, (size_t)sizes.count * sizeof *sizes.data);
  return DL_OK;
}

static dl_status avg_pool_grad_shape(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  dl_tensor x;
  pool_work work;
  if (input_of(a, &x) != DL_OK || read_call(a, &x, 2, &work) != DL_OK) return DL_ERROR;
  dl_windows_shape(&work.w, &x, shape);
  if (memcmp(shape, y->shape, y->ndim * sizeof *shape) != 0)
    return dl_fail_argument(a, 1, "these sizes give shape %s, y has %s", dl_text_of(y->ndim, shape).text, DL_SHAPE_TEXT(y));
  return dl_result(a, 0, (dl_dtype)y->dtype, x.ndim, x.shape);
}

/* ---- in smaller operators ---- */

/* 1 / (what each window counts), 1 x out...: the product of a vector for each dimension. */
static dl_tensor *factors(dl_args *a, const pool_work *work, dl_dtype dtype) {
  int n = work->w.n, first = DL_SPACE - n;
  int64_t ones[DL_SPACE + 1] = { 1, 1, 1, 1 };
  dl_tensor *product = DL(a, full, ((dl_ints){ ones, n + 1 }), work->divisor ? 1.0 / (double)work->divisor : 1.0, (int)dtype);
  for (int d = 0; d < n && !work->divisor; d++) {
    int64_t shape[DL_SPACE + 1] = { 1, 1, 1, 1 };
    shape[1 + d] = work->w.out[first + d];
    dl_tensor *line = DL(a, full, DL_LIST(work->w.out[first + d]), 1.0, (int)dtype);
    for (int64_t o = 0; line && o < work->w.out[first + d]; o++) {
      dl_tensor *place = DL(a, narrow, line, 0, o, 1);
      DL_WRITE(a, fill, place, 1.0 / (double)counted(work, first + d, o));
    }
    product = DL(a, mul, product, DL(a, reshape, line, ((dl_ints){ shape, n + 1 })));
  }
  return product;
}

static dl_status avg_pool_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS], dims[DL_SPACE];
  pool_work work;
  if (read_call(a, x, 1, &work) != DL_OK) return DL_ERROR;
  for (int d = 0; d < work.w.n; d++) dims[d] = 1 + work.w.n + d;
  dl_windows_shape(&work.w, x, shape);
  dl_tensor *sum = DL(a, sum, dl_windows_take(a, &work.w, x, 0), ((dl_ints){ dims, work.w.n }));
  dl_tensor *y = DL(a, mul, sum, factors(a, &work, (dl_dtype)x->dtype));
  return dl_give_result(a, 0, DL(a, reshape, y, ((dl_ints){ shape, x->ndim })));
}

/* A transposed convolution of each plane with ones, on what counts. */
static dl_status avg_pool_grad_decomp(dl_args *a) {
  dl_tensor *y = dl_in(a, 0), like;
  int64_t shape[DL_SPACE + 2] = { 0, 1 }, ones[DL_SPACE + 2] = { 1, 1 }, widths[2 * DL_SPACE];
  pool_work work;
  if (input_of(a, &like) != DL_OK || read_call(a, &like, 2, &work) != DL_OK) return DL_ERROR;
  const dl_windows *w = &work.w;
  int n = w->n, first = DL_SPACE - n;
  shape[0] = w->planes;
  for (int d = 0; d < n; d++) {
    shape[2 + d] = w->out[first + d];
    ones[2 + d] = w->kernel[first + d];
    widths[2 * d] = w->before[first + d];
    widths[2 * d + 1] = (w->out[first + d] - 1) * w->stride[first + d] + w->kernel[first + d] - w->before[first + d] - w->in[first + d];
  }
  dl_tensor *scale = factors(a, &work, (dl_dtype)y->dtype);
  dl_tensor *shared = DL(a, mul, DL(a, reshape, y, ((dl_ints){ shape, n + 2 })), DL(a, unsqueeze, scale, 0));
  dl_tensor *kernel = DL(a, full, ((dl_ints){ ones, n + 2 }), 1.0, (int)y->dtype);
  dl_tensor *x = DL(a, convolutionInput, shared, kernel, DL_NONE, ((dl_ints){ w->in + first, n }),
                    ((dl_ints){ w->stride + first, n }), ((dl_ints){ widths, 2 * n }));
  return dl_give_result(a, 0, DL(a, reshape, x, ((dl_ints){ like.shape, like.ndim })));
}

static void avg_pool_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  const dl_value *arg = g->arg;
  int n = arg[1].ints.count;
  dl_ints sizes = { x->shape + x->ndim - n, n };
  dl_give(g, 0, DL(g, avgPoolGrad, dl_upstream(g, 0), sizes, arg[1], arg[2], arg[3], arg[4], arg[5], arg[6]));
}

static void avg_pool_grad_grad(dl_grad *g) {
  const dl_value *arg = g->arg;
  dl_give(g, 0, DL(g, avgPool, dl_upstream(g, 0), arg[2], arg[3], arg[4], arg[5], arg[6], arg[7]));
}

DL_OP(avgPool) {
  .sig = "x: Tensor, kernelSize: ints, stride: ints?, padding: ints = 0, ceilMode: bool = false, countIncludePad: bool = true, divisor: int?",
  .doc = "The mean of each window over the last dimensions of x, as many as kernelSize has numbers. stride: the kernel's sizes if not given. The border "
         "holds zeros, which count unless countIncludePad is false. divisor: divide by this. avgPool1d, avgPool2d and avgPool3d are what programs call.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = avg_pool_shape,
  .kernel = avgPool_kernel,
  .decomp = avg_pool_decomp,
  .grad = avg_pool_grad,
  .sample = "{ randn(2, 5), { 2 } }, { randn(2, 4, 5), { 3, 2 }, { 1, 2 }, 1 }, { randn(7), { 3 }, 3, 1, true, false }, { randn(2, 5, 4), { 3, 3 }, 2, 1, true }, "
            "{ randn(2, 3, 3, 4), { 2, 2, 3 }, 1, { 0, 0, 1 }, false, false }, { randn(0, 4), { 2 } }, { randn(2, 4), { 2 }, 3, 0, true, true, 5 }",
  .error = "{ randn(2, 3), { 4 } }, { randn(2, 5), { 2 }, 0 }, { randn(2, 5), { 2 }, 1, 2 }, { randn(3), { 2, 2 } }, { randn(3), { 2 }, { divisor = 0 } }",
};

DL_OP(avgPoolGrad) {
  .sig = "y: Tensor, sizes: ints, kernelSize: ints, stride: ints?, padding: ints = 0, ceilMode: bool = false, countIncludePad: bool = true, divisor: int?",
  .doc = "The adjoint of avgPool: the elements of y, each shared among those of its window in the last dimensions of the result, which have the given sizes.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = avg_pool_grad_shape,
  .kernel = avgPoolGrad_kernel,
  .decomp = avg_pool_grad_decomp,
  .grad = avg_pool_grad_grad,
  .sample = "{ randn(2, 2), { 5 }, { 2 } }, { randn(2, 4, 3), { 4, 5 }, { 3, 2 }, { 1, 2 }, 1 }, { randn(3), { 7 }, { 3 }, 3, 1, true, false }, "
            "{ randn(1, 2), { 4 }, { 2 }, 3, 0, true, true, 5 }",
  .error = "{ randn(2, 3), { 5 }, { 2 } }, { randn(2, 2), { 5, 5 }, { 2 } }",
};

/* ---- what programs call ---- */

/* kernelSize as a list of n, x with one or two dimensions more. */
static dl_status spread(dl_args *a, int n, int64_t *sizes) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints kernel = dl_intlist(a, 1);
  if (x->ndim != n + 1 && x->ndim != n + 2)
    return dl_fail_argument(a, 0, "expected %d dimensions, or %d without a batch, got shape %s", n + 2, n + 1, DL_SHAPE_TEXT(x));
  if (kernel.count != 1 && kernel.count != n) return dl_fail_argument(a, 1, "expected 1 number or %d, got %d", n, kernel.count);
  for (int d = 0; d < n; d++) sizes[d] = kernel.data[kernel.count == 1 ? 0 : d];
  return DL_OK;
}

static dl_status pool(dl_args *a, int n) {
  int64_t sizes[DL_SPACE];
  if (spread(a, n, sizes) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, avgPool, dl_in(a, 0), ((dl_ints){ sizes, n }), a->arg[2], a->arg[3], a->arg[4], a->arg[5], a->arg[6]));
}

static dl_status avgPool1d_decomp(dl_args *a) { return pool(a, 1); }
static dl_status avgPool2d_decomp(dl_args *a) { return pool(a, 2); }
static dl_status avgPool3d_decomp(dl_args *a) { return pool(a, 3); }

#define AVG_POOL(op, sizes, samples, errors) { \
  .sig = "x: Tensor, kernelSize: ints, stride: ints?, padding: ints = 0, ceilMode: bool = false, countIncludePad: bool = true, divisor: int?", \
  .doc = "The mean of each window of x (N, C, " sizes " or without N). stride: kernelSize if not given. An output size is (size + 2 padding - kernel) / " \
         "stride + 1, rounded down, or up with ceilMode. The border holds zeros, which count unless countIncludePad is false. divisor: " \
         "divide by this instead. Sizes are a number, or one for each dimension.", \
  .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(avgPool1d) AVG_POOL(avgPool1d, "L", "{ randn(2, 2, 5), 2 }, { randn(2, 5), 3, 1, 1 }", "{ randn(5), 2 }, { randn(1, 5), { 2, 2 } }");
DL_OP(avgPool2d) AVG_POOL(avgPool2d, "H, W", "{ randn(1, 2, 4, 4), 2 }, { randn(2, 5, 4), { 3, 2 }, { stride = 2, padding = 1, ceilMode = true } }",
                          "{ randn(5, 5), 2 }, { randn(1, 2, 3), 4 }");
DL_OP(avgPool3d) AVG_POOL(avgPool3d, "D, H, W", "{ randn(1, 2, 3, 4), 2 }, { randn(1, 1, 3, 3, 3), 2, 1 }", "{ randn(5, 5, 5), 2 }");

/* LP: ((the sum of |x|^p) in the window)^(1/p), as PyTorch takes it: of x^p, with its sign. */
static dl_status lp_pool(dl_args *a, int n) {
  int64_t sizes[DL_SPACE];
  double p = dl_number(a, 4), window = 1;
  if (spread(a, n, sizes) != DL_OK) return DL_ERROR;
  if (!(p > 0)) return dl_fail_argument(a, 4, "must be above 0, got %g", p);
  for (int d = 0; d < n; d++) window *= (double)sizes[d];
  dl_tensor *mean = DL(a, avgPool, DL(a, pow, dl_in(a, 0), p), ((dl_ints){ sizes, n }), a->arg[2], 0, a->arg[3]);
  dl_tensor *kept = DL(a, mul, DL(a, sign, mean), DL(a, relu, DL(a, abs, mean)));
  return dl_give_result(a, 0, DL(a, pow, DL(a, mul, kept, window), 1 / p));
}

static dl_status lpPool1d_decomp(dl_args *a) { return lp_pool(a, 1); }
static dl_status lpPool2d_decomp(dl_args *a) { return lp_pool(a, 2); }
static dl_status lpPool3d_decomp(dl_args *a) { return lp_pool(a, 3); }

#define LP_POOL(op, sizes, samples, errors) { \
  .sig = "x: Tensor, kernelSize: ints, stride: ints?, ceilMode: bool = false, p: number = 2", \
  .doc = "The p-norm of each window of x (N, C, " sizes " or without N): (the sum of x^p)^(1/p). stride: kernelSize if not given.", \
  .promote = DL_COMMON_FLOAT, .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(lpPool1d) LP_POOL(lpPool1d, "L", "{ positive(2, 2, 5), 2 }, { positive(2, 5), 3, 1, false, 3 }", "{ randn(5), 2 }, { randn(1, 5), 2, 1, false, 0 }");
DL_OP(lpPool2d) LP_POOL(lpPool2d, "H, W", "{ positive(1, 2, 4, 3), 2 }, { positive(1, 3, 3), { 2, 1 }, 1, true, 1.5 }", "{ randn(5, 5), 2 }");
DL_OP(lpPool3d) LP_POOL(lpPool3d, "D, H, W", "{ positive(1, 2, 3, 2), 2 }", "{ randn(5, 5), 2 }");
#endif
