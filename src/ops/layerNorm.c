/* layerNorm.c -- normalisation over the last dimensions (Ba, Kiros, Hinton, 2016), and its gradient in one pass.
**
** Memory is seen as rows of n elements. A row is short enough for the cache, so its mean and variance are computed
** again for the gradient rather than kept. The gradients of weight and bias are sums over all rows: each piece
** of rows sums into a place of its own, and the pieces are added in their order.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define BLOCK 4096            /* elements of a row that are summed before the sum goes on in double */
#define FLUSH 64              /* rows that are summed in their own type before the sum goes on in double */
#define MOST_PIECES 16

typedef struct {
  int64_t rows, n, piece;     /* piece: rows of one */
  double epsilon;
  const char *x, *weight, *bias, *dy;
  char *y, *scratch;
  bool affine;
} norm_work;

static int64_t rows_of_piece(int64_t rows, int64_t n) {
  int64_t share = (rows + MOST_PIECES - 1) / MOST_PIECES, least = 16384 / (n + 1) + 1;
  return share > least ? share : least;
}

#define SQUARE(k) (x[k] - mean) * (x[k] - mean)

/* The sums over a row of g and of g (x - mean). */
#define PAIR(T, name, lanes, FOLD) \
static __attribute__((noinline)) pair_##T name(int64_t n, const T *x, const T *dy, const T *weight, T mean) { \
  T lane[lanes] = { 0 }, lane_x[lanes] = { 0 }; \
  pair_##T rest = { 0, 0 }; \
  int64_t k = 0; \
  for (; k + lanes <= n; k += lanes) \
    for (int l = 0; l < lanes; l++) { \
      const T g = weight ? dy[k + l] * weight[k + l] : dy[k + l]; \
      lane[l] += g; \
      lane_x[l] += g * (x[k + l] - mean); \
    } \
  for (; k < n; k++) { \
    const T g = weight ? dy[k] * weight[k] : dy[k]; \
    rest.g += g; \
    rest.gx += g * (x[k] - mean); \
  } \
  FOLD(lane[l] += lane[l + width]) \
  FOLD(lane_x[l] += lane_x[l + width]) \
  return (pair_##T){ rest.g + lane[0], rest.gx + lane_x[0] }; \
}

#define NORM(T) \
typedef struct { T g, gx; } pair_##T; \
PAIR(T, pair_of_##T, DL_ROW_LANES, DL_ROW_FOLD) \
PAIR(T, pair_of_long_##T, DL_ROW_WIDE, DL_ROW_FOLD_WIDE) \
DL_ROW_SUM(T, squares_##T, (int64_t n, const T *x, T mean), (n, x, mean), SQUARE) \
/* The mean, and 1 / (the standard deviation). */ \
static inline __attribute__((always_inline)) T spread_##T(const norm_work *w, const T *x, T *mean) { \
  double sum = 0, squares = 0; \
  for (int64_t at = 0; at < w->n; at += BLOCK) sum += (double)dl_row_sum_##T(w->n - at < BLOCK ? w->n - at : BLOCK, x + at); \
  *mean = (T)(sum / (double)w->n); \
  for (int64_t at = 0; at < w->n; at += BLOCK) \
    squares += (double)squares_##T(w->n - at < BLOCK ? w->n - at : BLOCK, x + at, *mean); \
  return (T)(1 / sqrt(squares / (double)w->n + w->epsilon)); \
} \
static inline void normalise_##T(int64_t n, const T *x, T mean, T scale, const T *weight, const T *bias, T *y) { \
  if (weight && bias) DL_RUN(n) y[i] = (x[i] - mean) * scale * weight[i] + bias[i]; \
  else if (weight) DL_RUN(n) y[i] = (x[i] - mean) * scale * weight[i]; \
  else if (bias) DL_RUN(n) y[i] = (x[i] - mean) * scale + bias[i]; \
  else DL_RUN(n) y[i] = (x[i] - mean) * scale; \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { \
  const norm_work *w = context; \
  const T *weight = (const T *)w->weight, *bias = (const T *)w->bias; \
  for (int64_t r = begin; r < end; r++) { \
    const T *x = (const T *)w->x + r * w->n; \
    T mean; \
    const T scale = spread_##T(w, x, &mean); \
    normalise_##T(w->n, x, mean, scale, weight, bias, (T *)w->y + r * w->n); \
  } \
} \
/* The same for a result that goes past the caches: asked for each row, rows of 16 to 128 would take 5 to 9 % longer. */ \
static void stream_##T(void *context, int64_t begin, int64_t end) { \
  enum { size = DL_STREAM_BLOCK / sizeof(T) }; \
  const norm_work *w = context; \
  const T *weight = (const T *)w->weight, *bias = (const T *)w->bias; \
  T block[size] __attribute__((aligned(DL_STREAM_LINE))); \
  for (int64_t r = begin; r < end; r++) { \
    const T *x = (const T *)w->x + r * w->n; \
    T mean; \
    const T scale = spread_##T(w, x, &mean); \
    for (int64_t at = 0, n; at < w->n; at += n) { \
      n = w->n - at < size ? w->n - at : size; \
      normalise_##T(n, x + at, mean, scale, weight ? weight + at : NULL, bias ? bias + at : NULL, block); \
      dl_stream((T *)w->y + r * w->n + at, block, (size_t)n * sizeof(T)); \
    } \
  } \
  dl_stream_end(); \
} \
/* The means of g and of g times the normalised x, with g = dy weight. */ \
static void means_##T(const norm_work *w, const T *x, const T *dy, T mean, T scale, T *of_g, T *of_gx) { \
  double sum = 0, sum_x = 0; \
  for (int64_t at = 0; at < w->n; at += BLOCK) { \
    const int64_t n = w->n - at < BLOCK ? w->n - at : BLOCK; \
    const T *weight = w->weight ? (const T *)w->weight + at : NULL; \
    const pair_##T both = n < DL_ROW_LONG ? pair_of_##T(n, x + at, dy + at, weight, mean) : pair_of_long_##T(n, x + at, dy + at, weight, mean); \
    sum += (double)both.g; \
    sum_x += (double)both.gx; \
  } \
  *of_g = (T)(sum / (double)w->n); \
  *of_gx = (T)(sum_x * (double)scale / (double)w->n); \
} \
static void flush_##T(int64_t n, T *part, double *total) { \
  DL_RUN(n) { total[i] += (double)part[i]; part[i] = 0; } \
} \
/* dx = scale (g - mean(g) - u mean(g u)), dweight = sum(dy u), dbias = sum(dy), with u the normalised x */ \
static void backward_##T(void *context, int64_t begin, int64_t end) { \
  const norm_work *w = context; \
  const T *weight = (const T *)w->weight; \
  int64_t n = w->n; \
  double *total = (double *)w->scratch + begin / w->piece * 2 * n; \
  T *part = (T *)(w->scratch + (w->rows + w->piece - 1) / w->piece * 2 * n * (int64_t)sizeof(double)); \
  part += begin / w->piece * 2 * n; \
  for (int64_t i = 0; w->affine && i < 2 * n; i++) { total[i] = 0; part[i] = 0; } \
  for (int64_t r = begin; r < end; r++) { \
    const T *x = (const T *)w->x + r * n, *dy = (const T *)w->dy + r * n; \
    T *dx = (T *)w->y + r * n, mean, of_g, of_gx; \
    const T scale = spread_##T(w, x, &mean); \
    means_##T(w, x, dy, mean, scale, &of_g, &of_gx); \
    if (weight) DL_RUN(n) dx[i] = scale * (dy[i] * weight[i] - of_g - (x[i] - mean) * scale * of_gx); \
    else DL_RUN(n) dx[i] = scale * (dy[i] - of_g - (x[i] - mean) * scale * of_gx); \
    if (!w->affine) continue; \
    DL_RUN(n) { part[i] += dy[i] * ((x[i] - mean) * scale); part[n + i] += dy[i]; } \
    if ((r - begin) % FLUSH == FLUSH - 1 || r == end - 1) flush_##T(2 * n, part, total); \
  } \
}
NORM(float)
NORM(double)

static norm_work see(const dl_args *a, const dl_tensor *x, dl_ints shape, const dl_tensor *weight, double epsilon) {
  norm_work w = { .n = dl_numel_of(shape.data, shape.count), .x = dl_tensor_data(x), .weight = weight ? dl_tensor_data(weight) : NULL,
                  .y = dl_tensor_data(a->result[0]), .scratch = a->scratch, .epsilon = epsilon };
  w.rows = w.n ? dl_tensor_numel(x) / w.n : 0;
  w.piece = rows_of_piece(w.rows, w.n);
  return w;
}

static dl_status layerNorm_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *bias = dl_in(a, 3);
  norm_work w = see(a, x, dl_intlist(a, 1), dl_in(a, 2), dl_number(a, 4));
  if (bias) w.bias = dl_tensor_data(bias);
  bool narrow = x->dtype == DL_FLOAT32, streams = dl_streams(dl_tensor_numel(x) * (int64_t)dl_dtype_size((dl_dtype)x->dtype));
  return dl_parallel(w.rows, 16384 / (w.n + 1) + 1, streams ? narrow ? stream_float : stream_double
                                                            : narrow ? forward_float : forward_double, &w);
}
DL_KERNEL(layerNorm)

/* The sums of all pieces, as the dtype of the results. */
static void give_sums(dl_args *a, const norm_work *w) {
  int64_t pieces = (w->rows + w->piece - 1) / w->piece, n = w->n;
  double *total = (double *)w->scratch;
  if (pieces == 0) memset(total, 0, (size_t)(2 * n) * sizeof *total);
  for (int64_t p = 1; p < pieces; p++) DL_RUN(2 * n) total[i] += total[p * 2 * n + i];
  for (int k = 0; k < 2; k++) {
    dl_tensor *r = a->result[1 + k];
    dl_convert((dl_dtype)r->dtype, dl_tensor_data(r), DL_FLOAT64, total + k * n, n);
  }
}

static dl_status layerNormGrad_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1);
  norm_work w = see(a, x, dl_intlist(a, 2), dl_in(a, 3), dl_number(a, 4));
  w.dy = dl_tensor_data(dl_in(a, 0));
  w.affine = dl_boolean(a, 5);
  dl_status status = dl_parallel(w.rows, w.piece, x->dtype == DL_FLOAT32 ? backward_float : backward_double, &w);
  if (status == DL_OK && w.affine) give_sums(a, &w);
  return status;
}
DL_KERNEL(layerNormGrad)

#else
/* One block of threads for each row. */
template <class T> struct norm_rows {
  const T *x, *weight, *bias, *dy;
  T *y;
  int64_t n;
  double epsilon;
  template <class Group> __device__ void spread(Group &group, int64_t first, T *mean, T *scale) const {
    double sum = 0, squares = 0;
    for (int64_t k = group.lane(); k < n; k += group.width()) sum += (double)x[first + k];
    *mean = (T)(group.total(sum, dl_plus()) / (double)n);
    for (int64_t k = group.lane(); k < n; k += group.width()) {
      const T d = x[first + k] - *mean;
      squares += (double)(d * d);
    }
    *scale = (T)(1 / sqrt(group.total(squares, dl_plus()) / (double)n + epsilon));
  }
};

template <class T> struct forward_row : norm_rows<T> {
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t) const {
    T mean, scale;
    this->spread(group, first, &mean, &scale);
    for (int64_t k = group.lane(); k < this->n; k += group.width()) {
      T v = (this->x[first + k] - mean) * scale;
      if (this->weight) v *= this->weight[k];
      if (this->bias) v += this->bias[k];
      this->y[first + k] = v;
    }
  }
};

/* Leaves the mean and the scale of each row for the sums over rows. */
template <class T> struct backward_row : norm_rows<T> {
  T *kept;
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t row) const {
    const int64_t n = this->n;
    const T *x = this->x, *dy = this->dy, *weight = this->weight;
    T mean, scale;
    double of_g = 0, of_gx = 0;
    this->spread(group, first, &mean, &scale);
    for (int64_t k = group.lane(); k < n; k += group.width()) {
      const T g = weight ? dy[first + k] * weight[k] : dy[first + k];
      of_g += (double)g;
      of_gx += (double)(g * (x[first + k] - mean));
    }
    const T mean_g = (T)(group.total(of_g, dl_plus()) / (double)n);
    const T mean_gx = (T)(group.total(of_gx, dl_plus()) * (double)scale / (double)n);
    for (int64_t k = group.lane(); k < n; k += group.width()) {
      const T g = weight ? dy[first + k] * weight[k] : dy[first + k];
      this->y[first + k] = scale * (g - mean_g - (x[first + k] - mean) * scale * mean_gx);
    }
    if (group.lane() == 0 && kept) {
      kept[2 * row] = mean;
      kept[2 * row + 1] = scale;
    }
  }
};

/* The gradients of weight and bias: sums over all rows, 32 columns to a block of 32 x 8 threads. */
template <class T> __global__ void sum_rows(int64_t rows, int64_t n, const T *x, const T *dy, const T *kept, T *dweight, T *dbias) {
  DL_SHARED(double, sums, 2 * 256);
  const int across = threadIdx.x % 32, down = threadIdx.x / 32;
  const int64_t column = blockIdx.x * (int64_t)32 + across;
  double of_weight = 0, of_bias = 0;
  for (int64_t r = down; r < rows && column < n; r += 8) {
    const T g = dy[r * n + column];
    of_weight += (double)(g * ((x[r * n + column] - kept[2 * r]) * kept[2 * r + 1]));
    of_bias += (double)g;
  }
  sums[threadIdx.x] = of_weight;
  sums[256 + threadIdx.x] = of_bias;
  __syncthreads();
  if (down || column >= n) return;
  for (int d = 1; d < 8; d++) {
    of_weight += sums[d * 32 + across];
    of_bias += sums[256 + d * 32 + across];
  }
  dweight[column] = (T)of_weight;
  dbias[column] = (T)of_bias;
}

static dl_lines rows_of(const dl_tensor *x, dl_ints shape) {
  dl_lines l = { 0, dl_numel_of(shape.data, shape.count), 1 };
  l.outer = l.n ? dl_tensor_numel(x) / l.n : 0;
  return l;
}

template <class T> static const T *data_of(const dl_tensor *t) { return t ? (const T *)dl_tensor_data(t) : NULL; }

template <class T> static dl_status norm_forward(dl_args *a) {
  const dl_lines l = rows_of(dl_in(a, 0), dl_intlist(a, 1));
  forward_row<T> f = {};
  f.x = data_of<T>(dl_in(a, 0));
  f.weight = data_of<T>(dl_in(a, 2));
  f.bias = data_of<T>(dl_in(a, 3));
  f.y = (T *)dl_tensor_data(a->result[0]);
  f.n = l.n;
  f.epsilon = dl_number(a, 4);
  return dl_each_line(a, l, f);
}

static dl_status layerNorm_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? norm_forward<float>(a) : norm_forward<double>(a);
}
DL_KERNEL(layerNorm)

template <class T> static dl_status norm_backward(dl_args *a) {
  const dl_lines l = rows_of(dl_in(a, 1), dl_intlist(a, 2));
  const bool affine = dl_boolean(a, 5);
  dl_temporary kept(a, affine ? 2 * l.outer * (int64_t)sizeof(T) : 0);
  if (!kept.data) return DL_NO_MEMORY;
  backward_row<T> f = {};
  f.dy = data_of<T>(dl_in(a, 0));
  f.x = data_of<T>(dl_in(a, 1));
  f.weight = data_of<T>(dl_in(a, 3));
  f.y = (T *)dl_tensor_data(a->result[0]);
  f.n = l.n;
  f.epsilon = dl_number(a, 4);
  f.kept = affine ? (T *)kept.data : NULL;
  dl_status status = dl_each_line(a, l, f);
  if (status != DL_OK || !affine || l.n == 0) return status;
  DL_LAUNCH((sum_rows<T>), (unsigned)((l.n + 31) / 32), 256, 0, dl_stream(a), l.outer, l.n, f.x, f.dy, (const T *)kept.data,
            (T *)dl_tensor_data(a->result[1]), (T *)dl_tensor_data(a->result[2]));
  return dl_launched(a);
}

static dl_status layerNormGrad_kernel(dl_args *a) {
  return dl_in(a, 1)->dtype == DL_FLOAT32 ? norm_backward<float>(a) : norm_backward<double>(a);
}
DL_KERNEL(layerNormGrad)
#endif

#ifndef DL_DEVICE_PASS
static size_t grad_scratch(const dl_args *a) {
  norm_work w = see(a, dl_in(a, 1), dl_intlist(a, 2), NULL, 0);
  int64_t pieces = (w.rows + w.piece - 1) / w.piece;
  return dl_boolean(a, 5) ? (size_t)((pieces ? pieces : 1) * 2 * w.n) * 2 * sizeof(double) : 0;
}

/* The last sizes of x must be those of argument i, and weight and bias have just these. */
static dl_status check_shape(dl_args *a, const dl_tensor *x, int i, const dl_tensor *of, int of_argument) {
  dl_ints shape = dl_intlist(a, i);
  int first = x->ndim - shape.count;
  bool fits = shape.count > 0 && first >= 0;
  for (int d = 0; fits && d < shape.count; d++) fits = x->shape[first + d] == shape.data[d];
  if (!fits) return dl_fail_argument(a, i, "the last sizes of x, of shape %s, are not %s", DL_SHAPE_TEXT(x),
                                     dl_text_of(shape.count, shape.data).text);
  if (!of) return DL_OK;
  fits = of->ndim == shape.count && memcmp(of->shape, shape.data, (size_t)shape.count * sizeof *shape.data) == 0;
  return fits ? DL_OK : dl_fail_argument(a, of_argument, "expected shape %s, got %s",
                                         dl_text_of(shape.count, shape.data).text, DL_SHAPE_TEXT(of));
}

static dl_status norm_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (check_shape(a, x, 1, dl_in(a, 2), 2) != DL_OK || check_shape(a, x, 1, dl_in(a, 3), 3) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 0, x);
}

static dl_status norm_grad_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1);
  dl_ints shape = dl_intlist(a, 2);
  dl_dtype dtype = (dl_dtype)x->dtype;
  if (!dl_tensor_same_shape(dl_in(a, 0), x)) return dl_fail_argument(a, 1, "x and its gradient differ in shape");
  if (check_shape(a, x, 2, dl_in(a, 3), 3) != DL_OK) return DL_ERROR;
  dl_status status = dl_result_like(a, 0, x);
  for (int k = 1; k < 3 && status == DL_OK && dl_boolean(a, 5); k++)
    status = dl_result(a, k, dtype, shape.count, shape.data);
  return status;
}

/* ---- in smaller operators, on rows ---- */

typedef struct { dl_tensor *normalised, *scale; int64_t rows, n; } normal_rows;

static normal_rows normalise(dl_args *a, dl_tensor *x, dl_ints shape, double epsilon) {
  normal_rows r = { .rows = dl_numel_of(x->shape, x->ndim - shape.count), .n = dl_numel_of(shape.data, shape.count) };
  dl_tensor *rows = DL(a, reshape, x, DL_LIST(r.rows, r.n));
  dl_tensor *distance = DL(a, sub, rows, DL(a, mean, rows, 1, true));
  dl_tensor *variance = DL(a, mean, DL(a, mul, distance, distance), 1, true);
  r.scale = DL(a, rsqrt, DL(a, add, variance, epsilon));
  r.normalised = DL(a, mul, distance, r.scale);
  return r;
}

static dl_status layer_norm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (norm_shape(a) != DL_OK) return DL_ERROR;
  normal_rows r = normalise(a, x, dl_intlist(a, 1), dl_number(a, 4));
  dl_tensor *y = DL(a, reshape, r.normalised, dl_shape_of(x));
  if (dl_in(a, 2)) y = DL(a, mul, y, dl_in(a, 2));
  if (dl_in(a, 3)) y = DL(a, add, y, dl_in(a, 3));
  if (y && y->dtype != x->dtype) y = DL(a, to, y, (int)x->dtype);
  return dl_give_result(a, 0, y);
}

static dl_status layer_norm_grad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *x = dl_in(a, 1), *weight = dl_in(a, 3);
  dl_ints shape = dl_intlist(a, 2);
  normal_rows r = normalise(a, x, shape, dl_number(a, 4));
  dl_tensor *rows = DL(a, reshape, dy, DL_LIST(r.rows, r.n));
  dl_tensor *g = weight ? DL(a, mul, rows, DL(a, reshape, weight, DL_LIST(r.n))) : rows;
  dl_tensor *along = DL(a, mul, r.normalised, DL(a, mean, DL(a, mul, g, r.normalised), 1, true));
  dl_tensor *dx = DL(a, mul, r.scale, DL(a, sub, DL(a, sub, g, DL(a, mean, g, 1, true)), along));
  dl_status status = dl_give_result(a, 0, DL(a, reshape, dx, dl_shape_of(x)));
  if (status != DL_OK || !dl_boolean(a, 5)) return status;
  dl_give_result(a, 1, DL(a, reshape, DL(a, sum, DL(a, mul, rows, r.normalised), 0), shape));
  return dl_give_result(a, 2, DL(a, reshape, DL(a, sum, rows, 0), shape));
}

static void layer_norm_grad(dl_grad *g) {
  dl_tensor *results[3] = { NULL };
  bool affine = dl_wants(g, 2) || dl_wants(g, 3);
  DL_ALL(g, results, layerNormGrad, dl_upstream(g, 0), dl_saved(g, 0), g->arg[1], g->arg[2], g->arg[4], affine);
  dl_give(g, 0, results[0]);
  if (dl_wants(g, 2)) dl_give(g, 2, results[1]);
  if (dl_wants(g, 3)) dl_give(g, 3, results[2]);
}

DL_OP(layerNorm) {
  .sig = "x: Tensor, shape: ints, weight: Tensor?, bias: Tensor?, epsilon: number = 1e-5",
  .doc = "x with mean 0 and variance 1 over its last dimensions, whose sizes are `shape`, then times "
         "weight, plus bias (of that shape): (x - mean) / sqrt(variance + epsilon) * weight + bias.",
  .flags = DL_VIA_FLOAT32 | DL_HALF_X,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(2),
  .shape = norm_shape,
  .kernel = layerNorm_kernel,
  .decomp = layer_norm_decomp,
  .grad = layer_norm_grad,
  .sample = "{ randn(3, 4), { 4 } }, { randn(3, 4), 4, randn(4), randn(4) }, "
            "{ randn(3, 4), 4, nil, randn(4) }, { randn(2, 2, 3), { 2, 3 }, randn(2, 3) }, "
            "{ randn(5), 5, randn(5), randn(5), 0.5 }, { randn(0, 3), 3, randn(3), randn(3) }, "
            "{ randn(2, 37), 37, randn(37), randn(37) }",
  .error = "{ randn(3, 4), 3 }, { randn(3, 4), { 4, 4 } }, { randn(3, 4), {} }, "
           "{ randn(3, 4), 4, randn(3) }, { randn(3, 4), 4, randn(4), randn(1, 4) }",
  .tolerance = 1e-4,
};

DL_OP(layerNormGrad) {
  .sig = "gradient: Tensor, x: Tensor, shape: ints, weight: Tensor?, epsilon: number, affine: bool",
  .returns = "x, weight, bias",
  .doc = "The gradients of layerNorm by x and, where `affine` says so, by weight and bias.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = norm_grad_shape,
  .kernel = layerNormGrad_kernel,
  .scratch = grad_scratch,
  .decomp = layer_norm_grad_decomp,
  .sample = "{ randn(3, 4), randn(3, 4), { 4 }, nil, 1e-5, false }, "
            "{ randn(3, 4), randn(3, 4), { 4 }, randn(4), 1e-5, true }, "
            "{ randn(0, 3), randn(0, 3), { 3 }, randn(3), 1e-5, true }, "
            "{ randn(2, 2, 3), randn(2, 2, 3), { 2, 3 }, nil, 0.5, true }",
  .error = "{ randn(3, 4), randn(3), { 4 }, nil, 1e-5, false }, "
           "{ randn(3, 4), randn(3, 4), { 3 }, nil, 1e-5, false }",
  .tolerance = 1e-4,
};
#endif
