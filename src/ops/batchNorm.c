/* batchNorm.c -- each channel normalised by its mean and variance over all examples (Ioffe, Szegedy, 2015), and its gradient.
**
** Memory is seen as examples x channels x places. A channel is one piece of work: it is read for the mean, then for the
** variance, then written, and fits the cache in between. Without places (a batch of vectors) channels lie side by side, and
** so many of them are one piece as a block of columns holds.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define BLOCK 4096            /* elements of a row that are summed before the sum goes on in double */
#define COLUMNS 64            /* channels side by side that are treated together */

typedef struct {
  int64_t examples, channels, places;
  double epsilon;
  bool given;                 /* mean and variance are given, and nothing flows through them */
  const char *x, *dy, *weight, *bias, *mean, *variance;
  char *y, *to_mean, *to_variance, *to_weight, *to_bias;
} norm_work;

#define NORM(T) \
/* The sums over a channel of x, of (x - from)^2, of dy and of dy (x - from). */ \
static double sum_##T(const norm_work *w, const T *x, T from, bool squares) { \
  double sum = 0; \
  for (int64_t e = 0; e < w->examples; e++, x += w->channels * w->places) \
    for (int64_t begin = 0; begin < w->places; begin += BLOCK) { \
      int64_t n = w->places - begin < BLOCK ? w->places - begin : BLOCK; \
      if (squares) sum += (double)squares_##T(n, x + begin, from); \
      else sum += (double)dl_row_sum_##T(n, x + begin); \
    } \
  return sum; \
} \
static void statistics_##T(const norm_work *w, int64_t c, T *mean, T *variance) { \
  const T *x = (const T *)w->x + c * w->places; \
  double count = (double)(w->examples * w->places); \
  *mean = w->given ? ((const T *)w->mean)[c] : (T)(sum_##T(w, x, 0, false) / count); \
  *variance = w->given ? ((const T *)w->variance)[c] : (T)(sum_##T(w, x, *mean, true) / count); \
} \
static void channel_##T(const norm_work *w, int64_t c) { \
  int64_t step = w->channels * w->places; \
  const T *x = (const T *)w->x + c * w->places; \
  T mean, variance; \
  statistics_##T(w, c, &mean, &variance); \
  const T scale = (T)((w->weight ? (double)((const T *)w->weight)[c] : 1) / sqrt((double)variance + w->epsilon)); \
  const T shift = (w->bias ? ((const T *)w->bias)[c] : 0) - mean * scale; \
  ((T *)w->to_mean)[c] = mean; \
  ((T *)w->to_variance)[c] = variance; \
  T *y = (T *)w->y + c * w->places; \
  for (int64_t e = 0; e < w->examples; e++, x += step, y += step) DL_RUN(w->places) y[i] = x[i] * scale + shift; \
} \
/* The same for channels side by side. */ \
static void column_statistics_##T(const norm_work *w, int64_t c, int64_t n, T *mean, T *variance) { \
  double sum[COLUMNS] = { 0 }, squares[COLUMNS] = { 0 }; \
  const T *x = (const T *)w->x + c; \
  for (int64_t e = 0; e < w->examples && !w->given; e++) DL_RUN(n) sum[i] += (double)x[e * w->channels + i]; \
  for (int64_t i = 0; i < n; i++) mean[i] = w->given ? ((const T *)w->mean)[c + i] : (T)(sum[i] / (double)w->examples); \
  for (int64_t e = 0; e < w->examples && !w->given; e++) \
    DL_RUN(n) { const double d = (double)(x[e * w->channels + i] - mean[i]); squares[i] += d * d; } \
  for (int64_t i = 0; i < n; i++) variance[i] = w->given ? ((const T *)w->variance)[c + i] : (T)(squares[i] / (double)w->examples); \
} \
static void columns_##T(const norm_work *w, int64_t c, int64_t n) { \
  T mean[COLUMNS], variance[COLUMNS], scale[COLUMNS], shift[COLUMNS]; \
  const T *x = (const T *)w->x + c; \
  T *y = (T *)w->y + c; \
  column_statistics_##T(w, c, n, mean, variance); \
  for (int64_t i = 0; i < n; i++) { \
    scale[i] = (T)((w->weight ? (double)((const T *)w->weight)[c + i] : 1) / sqrt((double)variance[i] + w->epsilon)); \
    shift[i] = (w->bias ? ((const T *)w->bias)[c + i] : 0) - mean[i] * scale[i]; \
    ((T *)w->to_mean)[c + i] = mean[i]; \
    ((T *)w->to_variance)[c + i] = variance[i]; \
  } \
  for (int64_t e = 0; e < w->examples; e++, x += w->channels, y += w->channels) DL_RUN(n) y[i] = x[i] * scale[i] + shift[i]; \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { \
  const norm_work *w = context; \
  for (int64_t i = begin; i < end; i++) { \
    int64_t left = w->channels - i * COLUMNS; \
    if (w->places == 1) columns_##T(w, i * COLUMNS, left < COLUMNS ? left : COLUMNS); \
    else channel_##T(w, i); \
  } \
} \
/* With u = (x - mean) / deviation: dx = weight / deviation (dy - mean(dy) - u mean(dy u)), dweight = sum(dy u), dbias = sum(dy); \
** the means are not there when mean and variance were given. */ \
static void channel_grad_##T(const norm_work *w, int64_t c) { \
  int64_t step = w->channels * w->places; \
  double sum = 0, dot = 0, count = (double)(w->examples * w->places); \
  const T *x = (const T *)w->x + c * w->places, *dy = (const T *)w->dy + c * w->places; \
  T mean, variance; \
  statistics_##T(w, c, &mean, &variance); \
  const double inverse = 1 / sqrt((double)variance + w->epsilon); \
  for (int64_t e = 0; e < w->examples; e++) \
    for (int64_t begin = 0; begin < w->places; begin += BLOCK) { \
      int64_t n = w->places - begin < BLOCK ? w->places - begin : BLOCK; \
      sum += (double)dl_row_sum_##T(n, dy + e * step + begin); \
      dot += (double)dot_##T(n, dy + e * step + begin, x + e * step + begin, mean); \
    } \
  ((T *)w->to_weight)[c] = (T)(dot * inverse); \
  ((T *)w->to_bias)[c] = (T)sum; \
  const double scale = (w->weight ? (double)((const T *)w->weight)[c] : 1) * inverse; \
  const T factor = (T)scale, along = (T)(w->given ? 0 : -scale * dot * inverse * inverse / count); \
  const T level = (T)(w->given ? 0 : -scale * sum / count) - along * mean; \
  T *dx = (T *)w->y + c * w->places; \
  for (int64_t e = 0; e < w->examples; e++, x += step, dy += step, dx += step) \
    DL_RUN(w->places) dx[i] = dy[i] * factor + x[i] * along + level; \
} \
static void columns_grad_##T(const norm_work *w, int64_t c, int64_t n) { \
  double sum[COLUMNS] = { 0 }, dot[COLUMNS] = { 0 }; \
  T mean[COLUMNS], variance[COLUMNS], factor[COLUMNS], along[COLUMNS], level[COLUMNS]; \
  const T *x = (const T *)w->x + c, *dy = (const T *)w->dy + c; \
  T *dx = (T *)w->y + c; \
  column_statistics_##T(w, c, n, mean, variance); \
  for (int64_t e = 0; e < w->examples; e++) \
    DL_RUN(n) { \
      const double d = (double)dy[e * w->channels + i]; \
      sum[i] += d; \
      dot[i] += d * (double)(x[e * w->channels + i] - mean[i]); \
    } \
  for (int64_t i = 0; i < n; i++) { \
    const double inverse = 1 / sqrt((double)variance[i] + w->epsilon); \
    const double scale = (w->weight ? (double)((const T *)w->weight)[c + i] : 1) * inverse; \
    ((T *)w->to_weight)[c + i] = (T)(dot[i] * inverse); \
    ((T *)w->to_bias)[c + i] = (T)sum[i]; \
    factor[i] = (T)scale; \
    along[i] = (T)(w->given ? 0 : -scale * dot[i] * inverse * inverse / (double)w->examples); \
    level[i] = (T)(w->given ? 0 : -scale * sum[i] / (double)w->examples) - along[i] * mean[i]; \
  } \
  for (int64_t e = 0; e < w->examples; e++, x += w->channels, dy += w->channels, dx += w->channels) \
    DL_RUN(n) dx[i] = dy[i] * factor[i] + x[i] * along[i] + level[i]; \
} \
static void backward_##T(void *context, int64_t begin, int64_t end) { \
  const norm_work *w = context; \
  for (int64_t i = begin; i < end; i++) { \
    int64_t left = w->channels - i * COLUMNS; \
    if (w->places == 1) columns_grad_##T(w, i * COLUMNS, left < COLUMNS ? left : COLUMNS); \
    else channel_grad_##T(w, i); \
  } \
}

#define SQUARE(k) (x[k] - from) * (x[k] - from)
#define WEIGHED(k) dy[k] * (x[k] - from)
DL_ROW_SUM(float, squares_float, (int64_t n, const float *x, float from), (n, x, from), SQUARE)
DL_ROW_SUM(double, squares_double, (int64_t n, const double *x, double from), (n, x, from), SQUARE)
DL_ROW_SUM(float, dot_float, (int64_t n, const float *dy, const float *x, float from), (n, dy, x, from), WEIGHED)
DL_ROW_SUM(double, dot_double, (int64_t n, const double *dy, const double *x, double from), (n, dy, x, from), WEIGHED)
NORM(float)
NORM(double)

static norm_work see(const dl_tensor *x, const dl_tensor *weight, double epsilon) {
  norm_work w = { .examples = x->shape[0], .channels = x->shape[1], .places = dl_numel_of(x->shape + 2, x->ndim - 2), .epsilon = epsilon,
                  .x = dl_tensor_data(x), .weight = weight ? dl_tensor_data(weight) : NULL };
  return w;
}

static void take_statistics(norm_work *w, const dl_tensor *mean, const dl_tensor *variance) {
  if (!mean || !variance) return;
  w->given = true;
  w->mean = dl_tensor_data(mean);
  w->variance = dl_tensor_data(variance);
}

static dl_status run(norm_work *w, dl_range_body body) {
  int64_t pieces = w->places == 1 ? (w->channels + COLUMNS - 1) / COLUMNS : w->channels;
  int64_t each = w->examples * w->places * (w->places == 1 ? COLUMNS : 1);
  return dl_parallel(pieces, 1 + 16384 / (each + 1), body, w);
}

static dl_status batchNorm_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *bias = dl_in(a, 2);
  norm_work w = see(x, dl_in(a, 1), dl_number(a, 5));
  take_statistics(&w, dl_in(a, 3), dl_in(a, 4));
  if (bias) w.bias = dl_tensor_data(bias);
  w.y = dl_tensor_data(a->result[0]);
  w.to_mean = dl_tensor_data(a->result[1]);
  w.to_variance = dl_tensor_data(a->result[2]);
  return run(&w, x->dtype == DL_FLOAT32 ? forward_float : forward_double);
}
DL_KERNEL(batchNorm)

static dl_status batchNormGrad_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1);
  norm_work w = see(x, dl_in(a, 2), dl_number(a, 5));
  take_statistics(&w, dl_in(a, 3), dl_in(a, 4));
  w.dy = dl_tensor_data(dl_in(a, 0));
  w.y = dl_tensor_data(a->result[0]);
  w.to_weight = dl_tensor_data(a->result[1]);
  w.to_bias = dl_tensor_data(a->result[2]);
  return run(&w, x->dtype == DL_FLOAT32 ? backward_float : backward_double);
}
DL_KERNEL(batchNormGrad)
#endif

#ifndef DL_DEVICE_PASS

static dl_status check_vector(const dl_args *a, int i, int64_t channels) {
  const dl_tensor *t = dl_in(a, i);
  return !t || (t->ndim == 1 && t->shape[0] == channels) ? DL_OK
    : dl_fail_argument(a, i, "expected a number for each of %lld channels, got shape %s", (long long)channels, DL_SHAPE_TEXT(t));
}

/* The statistics of 16-bit activations with float32 parameters are float32. */
static dl_dtype statistics_dtype(const dl_args *a) {
  for (int i = 1; i < 5; i++) if (dl_in(a, i)) return (dl_dtype)dl_in(a, i)->dtype;
  return (dl_dtype)dl_in(a, 0)->dtype;
}

static dl_status norm_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 2) return dl_fail_argument(a, 0, "expected examples x channels x ..., got shape %s", DL_SHAPE_TEXT(x));
  for (int i = 1; i < 5; i++) if (check_vector(a, i, x->shape[1]) != DL_OK) return DL_ERROR;
  if (!dl_in(a, 3) != !dl_in(a, 4)) return dl_fail(a, "mean and variance are given both or not at all");
  if (!dl_in(a, 3) && dl_tensor_numel(x) == 0 && x->shape[1])
    return dl_fail_argument(a, 0, "no elements to take the mean of, shape %s", DL_SHAPE_TEXT(x));
  /* What flows into the statistics of a program's own is seen by the decomposition alone. */
  a->composite = dl_in(a, 3) && dl_grad_enabled() && (dl_tensor_needs_grad(dl_in(a, 3)) || dl_tensor_needs_grad(dl_in(a, 4)));
  dl_status status = dl_result_like(a, 0, x);
  for (int k = 1; k < 3 && status == DL_OK; k++) status = dl_result(a, k, statistics_dtype(a), 1, x->shape + 1);
  return status;
}

static dl_status norm_grad_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1);
  if (x->ndim < 2) return dl_fail_argument(a, 1, "expected examples x channels x ..., got shape %s", DL_SHAPE_TEXT(x));
  if (!dl_tensor_same_shape(dl_in(a, 0), x)) return dl_fail_argument(a, 1, "x and the gradient differ in shape");
  if (!dl_in(a, 3) != !dl_in(a, 4)) return dl_fail(a, "mean and variance are given both or not at all");
  for (int i = 2; i < 5; i++) if (check_vector(a, i, x->shape[1]) != DL_OK) return DL_ERROR;
  dl_status status = dl_result_like(a, 0, x);
  for (int k = 1; k < 3 && status == DL_OK; k++) status = dl_result(a, k, (dl_dtype)x->dtype, 1, x->shape + 1);
  return status;
}

/* ---- in smaller operators: on examples x channels x places ---- */

static dl_tensor *flat(dl_args *a, dl_tensor *x) {
  return DL(a, reshape, x, DL_LIST(x->shape[0], x->shape[1], dl_numel_of(x->shape + 2, x->ndim - 2)));
}

/* A number for each channel, beside their places. */
static dl_tensor *wide(dl_args *a, dl_tensor *v) { return v ? DL(a, reshape, v, DL_LIST(-1, 1)) : NULL; }

static dl_tensor *channel_mean(dl_args *a, dl_tensor *x) { return DL(a, mean, x, DL_LIST(0, 2)); }

static dl_tensor *as(dl_args *a, dl_tensor *t, dl_dtype dtype) { return !t || t->dtype == dtype ? t : DL(a, to, t, (int)dtype); }

static dl_status norm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *rows = flat(a, x), *mean = dl_in(a, 3), *variance = dl_in(a, 4), *given = mean;
  if (!given) mean = channel_mean(a, rows);
  dl_tensor *distance = DL(a, sub, rows, wide(a, mean));
  if (!given) variance = channel_mean(a, DL(a, mul, distance, distance));
  dl_tensor *y = DL(a, mul, distance, DL(a, rsqrt, DL(a, add, wide(a, variance), dl_number(a, 5))));
  if (dl_in(a, 1)) y = DL(a, mul, y, wide(a, dl_in(a, 1)));
  if (dl_in(a, 2)) y = DL(a, add, y, wide(a, dl_in(a, 2)));
  dl_give_result(a, 0, as(a, DL(a, reshape, y, dl_shape_of(x)), (dl_dtype)x->dtype));
  dl_give_result(a, 1, as(a, given ? DL(a, clone, mean) : mean, statistics_dtype(a)));
  return dl_give_result(a, 2, as(a, given ? DL(a, clone, variance) : variance, statistics_dtype(a)));
}

/* The statistics are a constant in one case; in the other they are those of x, and their gradients flow into it. */
static dl_status norm_grad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 1), *rows = flat(a, x), *dy = flat(a, dl_in(a, 0));
  bool given = dl_given(a, 3);
  dl_tensor *mean = given ? dl_in(a, 3) : channel_mean(a, rows), *distance = DL(a, sub, rows, wide(a, mean));
  dl_tensor *variance = given ? dl_in(a, 4) : channel_mean(a, DL(a, mul, distance, distance));
  dl_tensor *inverse = DL(a, rsqrt, DL(a, add, wide(a, variance), dl_number(a, 5)));
  dl_tensor *u = DL(a, mul, distance, inverse), *dyu = DL(a, mul, dy, u), *dx = dy;
  if (!given) {
    dx = DL(a, sub, dx, wide(a, channel_mean(a, dy)));
    dx = DL(a, sub, dx, DL(a, mul, u, wide(a, channel_mean(a, dyu))));
  }
  dx = DL(a, mul, dx, dl_in(a, 2) ? DL(a, mul, inverse, wide(a, dl_in(a, 2))) : inverse);
  dl_give_result(a, 0, DL(a, reshape, dx, dl_shape_of(x)));
  dl_give_result(a, 1, DL(a, sum, dyu, DL_LIST(0, 2)));
  return dl_give_result(a, 2, DL(a, sum, dy, DL_LIST(0, 2)));
}

/* What flows back into mean and variance themselves: x / n and 2 (x - mean) / n of it. */
static dl_tensor *of_statistics(dl_grad *g, dl_tensor *x, dl_tensor *mean) {
  int64_t ones[DL_MAX_DIMS], places = x->shape[0] * dl_numel_of(x->shape + 2, x->ndim - 2);
  for (int d = 0; d < x->ndim; d++) ones[d] = d == 1 ? x->shape[1] : 1;
  dl_ints wide = { ones, x->ndim };
  dl_tensor *distance = DL(g, sub, x, DL(g, reshape, mean, wide));
  dl_tensor *dx = DL(g, mul, distance, DL(g, mul, DL(g, reshape, dl_upstream(g, 2), wide), 2.0));
  return DL(g, div, DL(g, add, dx, DL(g, reshape, dl_upstream(g, 1), wide)), (double)places);
}

static void norm_grad(dl_grad *g) {
  dl_tensor *results[3] = { NULL }, *x = dl_saved(g, 0), *dx;
  bool given = g->arg[3].kind == DL_TENSOR;
  DL_ALL(g, results, batchNormGrad, dl_upstream(g, 0), x, g->arg[1], g->arg[3], g->arg[4], g->arg[5]);
  dx = results[0];
  if (dl_wants(g, 0) && !given && (g->upstream[1] || g->upstream[2])) dx = DL(g, add, dx, of_statistics(g, x, g->result[1]));
  dl_give(g, 0, dx);
  if (dl_wants(g, 1)) dl_give(g, 1, results[1]);
  if (dl_wants(g, 2)) dl_give(g, 2, results[2]);
}

DL_OP(batchNorm) {
  .sig = "x: Tensor, weight: Tensor?, bias: Tensor?, mean: Tensor?, variance: Tensor?, epsilon: number = 1e-5",
  .returns = "y, mean, variance",
  .doc = "Each channel of x (N, C, ...) normalised: (x - mean) / sqrt(variance + epsilon) * weight + bias, with a number of each for a channel. Without "
         "mean and variance they are those of x (the variance divided by n), as in training. The results also hold the two that were used. "
         "nn.BatchNorm2d keeps running means of them.",
  .flags = DL_VIA_FLOAT32 | DL_HALF_X,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(3) | DL_ARGUMENT(4) | DL_RESULT(1),
  .shape = norm_shape,
  .kernel = batchNorm_kernel,
  .decomp = norm_decomp,
  .grad = norm_grad,
  .sample = "{ randn(3, 2) }, { randn(2, 3, 4), randn(3), randn(3) }, { randn(2, 2, 2, 3), randn(2), nil, randn(2), positive(2) }, "
            "{ randn(4, 3), randn(3), randn(3), constant(randn(3)), constant(positive(3)), 0.5 }, { randn(2, 2, 19), nil, randn(2) }, "
            "{ randn(2, 3, 2), randn(3), randn(3), constant(randn(3)), constant(positive(3)) }, { randn(0, 2, 3), randn(2), randn(2), constant(randn(2)), constant(positive(2)) }",
  .error = "{ randn(3) }, { randn(3, 2), randn(3) }, { randn(3, 2), nil, nil, randn(2) }, { randn(0, 2) }, { randn(2, 3, 2), nil, randn(1, 3) }",
  .tolerance = 1e-4,
};

DL_OP(batchNormGrad) {
  .sig = "gradient: Tensor, x: Tensor, weight: Tensor?, mean: Tensor?, variance: Tensor?, epsilon: number = 1e-5",
  .returns = "x, weight, bias",
  .doc = "The gradients of batchNorm by x, weight and bias, from those of y. mean and variance as they were given to it.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = norm_grad_shape,
  .kernel = batchNormGrad_kernel,
  .decomp = norm_grad_decomp,
  .sample = "{ randn(2, 3, 2), randn(2, 3, 2), randn(3), constant(randn(3)), constant(positive(3)) }, { randn(4, 2), randn(4, 2), nil, randn(2), positive(2), 0.1 }, "
            "{ randn(2, 2, 3), randn(2, 2, 3), randn(2) }, { randn(4, 2), randn(4, 2) }",
  .error = "{ randn(2, 3), randn(3, 2), nil, randn(2), positive(2) }, { randn(2, 3), randn(2, 3), nil, randn(2), positive(2) }",
  .tolerance = 1e-4,
};
#endif
