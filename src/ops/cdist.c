/* cdist.c -- the distances of all pairs of two sets of points, and their gradient.
**
** Euclidean distances of many points come from one matrix product: |x - y|^2 = |x|^2 + |y|^2 - 2 x . y. Where that
** cancels (the points are near each other and far from the origin) the pair is computed again, directly.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define BY_PRODUCT 32768         /* P R M from which the matrix product is quicker */
#define CANCELLED 0.05           /* a distance that is less, relative to the squares, has lost too many digits */

typedef struct {
  const dl_args *a;
  const char *x, *y, *d, *upstream;     /* upstream, d: for the gradient */
  char *result, *norms;
  int64_t rows, columns, m;      /* P points of x, R of y, with M coordinates; result: P x R, or P x M the gradient */
  double p;
  bool by_product;
} distance_work;

typedef enum { ZERO, ONE, TWO, LARGEST, OTHER } distance_kind;

static distance_kind kind_of(double p) {
  return p == 0 ? ZERO : p == 1 ? ONE : p == 2 ? TWO : p == INFINITY ? LARGEST : OTHER;
}

/* A sum (or maximum) over a pair of points in lanes, so that it is a vector: STEP changes lane[l] by d = x[k] - y[k]. */
#define OVER_PAIR(T, STEP, FOLD) do { \
  T lane[DL_ROW_LANES] = { 0 }; \
  int64_t k = 0; \
  for (; k + DL_ROW_LANES <= m; k += DL_ROW_LANES) \
    for (int l = 0; l < DL_ROW_LANES; l++) { const T d = x[k + l] - y[k + l]; STEP; } \
  for (int l = 0; k + l < m; l++) { const T d = x[k + l] - y[k + l]; STEP; } \
  DL_ROW_FOLD(FOLD) \
  total = lane[0]; } while (0)
#define ADD_LANES lane[l] += lane[l + width]

#define DISTANCES(T) \
static T distance_##T(distance_kind kind, double p, int64_t m, const T *x, const T *y) { \
  T total = 0; \
  const T power = (T)p; \
  switch (kind) { \
    case ZERO: OVER_PAIR(T, lane[l] += d != 0 ? 1 : 0, ADD_LANES); return total; \
    case ONE: OVER_PAIR(T, lane[l] += fabs(d), ADD_LANES); return total; \
    case TWO: OVER_PAIR(T, lane[l] += d * d, ADD_LANES); return sqrt(total); \
    case LARGEST: \
      OVER_PAIR(T, lane[l] = fabs(d) <= lane[l] ? lane[l] : fabs(d), lane[l] = lane[l + width] <= lane[l] ? lane[l] : lane[l + width]); \
      return total; \
    default: OVER_PAIR(T, lane[l] += pow(fabs(d), power), ADD_LANES); return pow(total, 1 / power); \
  } \
} \
static void rows_##T(void *context, int64_t begin, int64_t end) { \
  const distance_work *w = context; \
  const distance_kind kind = kind_of(w->p); \
  const int64_t m = w->m; \
  for (int64_t i = begin; i < end; i++) { \
    int64_t batch = i / w->rows; \
    const T *x = (const T *)w->x + i * m, *y = (const T *)w->y + batch * w->columns * m; \
    T *d = (T *)w->result + i * w->columns; \
    if (!w->by_product) { \
      for (int64_t j = 0; j < w->columns; j++) d[j] = distance_##T(kind, w->p, m, x, y + j * m); \
      continue; \
    } \
    const T *squares = (const T *)w->norms + batch * w->columns, own = dl_row_dot_##T(m, x, x); \
    for (int64_t j = 0; j < w->columns; j++) { \
      const T both = own + squares[j], square = both - 2 * d[j]; \
      d[j] = square > (T)CANCELLED * both ? sqrt(square) : distance_##T(TWO, 2, m, x, y + j * m); \
    } \
  } \
} \
static void squares_##T(void *context, int64_t begin, int64_t end) { \
  const distance_work *w = context; \
  for (int64_t j = begin; j < end; j++) { \
    const T *y = (const T *)w->y + j * w->m; \
    ((T *)w->norms)[j] = dl_row_dot_##T(w->m, y, y); \
  } \
} \
/* What the coordinates of x - y are multiplied by: dD / d(x - y), times the upstream gradient. */ \
static void gradient_rows_##T(void *context, int64_t begin, int64_t end) { \
  const distance_work *w = context; \
  const distance_kind kind = kind_of(w->p); \
  const int64_t m = w->m; \
  const T power = (T)w->p - 1; \
  for (int64_t r = begin; r < end; r++) { \
    const T *x = (const T *)w->x + r * m, *y = (const T *)w->y + r / w->rows * w->columns * m; \
    const T *distance = (const T *)w->d + r * w->columns, *upstream = (const T *)w->upstream + r * w->columns; \
    T *dx = (T *)w->result + r * m; \
    DL_RUN(m) dx[i] = 0; \
    for (int64_t j = 0; j < w->columns; j++, y += m) { \
      const T far = distance[j], g = upstream[j]; \
      if (far == 0 || kind == ZERO) continue; \
      if (kind == ONE) DL_RUN(m) { const T d = x[i] - y[i]; dx[i] += d > 0 ? g : d < 0 ? -g : 0; } \
      else if (kind == TWO) { const T share = g / far; DL_RUN(m) dx[i] += (x[i] - y[i]) * share; } \
      else if (kind == LARGEST) DL_RUN(m) { const T d = x[i] - y[i]; dx[i] += fabs(d) < far ? 0 : d > 0 ? g : -g; } \
      else DL_RUN(m) { \
        const T d = x[i] - y[i], part = pow(fabs(d) / far, power) * g; \
        dx[i] += d > 0 ? part : d < 0 ? -part : 0; \
      } \
    } \
  } \
}
DISTANCES(float)
DISTANCES(double)

/* Points in contiguous memory whose batch dimensions agree. */
static distance_work see(const dl_args *a, int at_x, int at_y, double p) {
  const dl_tensor *x = dl_in(a, at_x), *y = dl_in(a, at_y);
  distance_work w = { .a = a, .x = dl_tensor_data(x), .y = dl_tensor_data(y), .result = dl_tensor_data(a->result[0]),
                      .norms = a->scratch, .rows = x->shape[x->ndim - 2], .columns = y->shape[y->ndim - 2],
                      .m = x->shape[x->ndim - 1], .p = p };
  w.by_product = p == 2 && (double)w.rows * (double)w.columns * (double)w.m >= BY_PRODUCT;
  return w;
}

static int64_t grain_of(const distance_work *w) { return 16384 / (w->columns * w->m + 1) + 1; }

static size_t norms_bytes(const dl_args *a) {
  const dl_tensor *y = dl_in(a, 1);
  size_t n = y->shape[y->ndim - 1] ? (size_t)(dl_tensor_numel(y) / y->shape[y->ndim - 1]) : 0;
  return (n * dl_dtype_size((dl_dtype)y->dtype) + 63) / 64 * 64;
}

/* X Y^T into the result. */
static void product_of(dl_product *p, const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_tensor turned = *dl_in(a, 1);
  int n = turned.ndim;
  int64_t points = turned.shape[n - 2], step = turned.stride[n - 2];
  turned.shape[n - 2] = turned.shape[n - 1];
  turned.stride[n - 2] = turned.stride[n - 1];
  turned.shape[n - 1] = points;
  turned.stride[n - 1] = step;
  dl_product_make(p, x, &turned, a->result[0]);
}

static dl_status cdist_kernel(dl_args *a) {
  const dl_tensor *y = dl_in(a, 1);
  distance_work w = see(a, 0, 1, dl_number(a, 2));
  bool single = y->dtype == DL_FLOAT32;
  int64_t count = dl_tensor_numel(a->result[0]);
  dl_status status = DL_OK;
  if (count == 0) return DL_OK;
  if (w.by_product) {
    dl_product product;
    int64_t points = dl_tensor_numel(y) / w.m;
    product_of(&product, a);
    status = dl_product_run(&product, (char *)a->scratch + norms_bytes(a));
    if (status == DL_OK) status = dl_parallel(points, 16384 / w.m + 1, single ? squares_float : squares_double, &w);
  }
  if (status != DL_OK) return status;
  return dl_parallel(count / w.columns, grain_of(&w), single ? rows_float : rows_double, &w);
}
DL_KERNEL(cdist)

static dl_status cdistGrad_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1);
  distance_work w = see(a, 1, 2, dl_number(a, 4));
  w.upstream = dl_tensor_data(dl_in(a, 0));
  w.d = dl_tensor_data(dl_in(a, 3));
  int64_t points = w.m ? dl_tensor_numel(x) / w.m : 0;
  return dl_parallel(points, grain_of(&w), x->dtype == DL_FLOAT32 ? gradient_rows_float : gradient_rows_double, &w);
}
DL_KERNEL(cdistGrad)
#endif

#ifndef DL_DEVICE_PASS
static size_t cdist_scratch(const dl_args *a) {
  distance_work w = see(a, 0, 1, dl_number(a, 2));
  if (!w.by_product || dl_tensor_numel(a->result[0]) == 0) return 0;
  dl_product product;
  product_of(&product, a);
  return norms_bytes(a) + dl_product_scratch(&product);
}

/* By way of a product; or a difference and what becomes of it, for each coordinate. */
static double cdist_flops(const dl_args *a) { return dl_product_flops(a, 0); }

/* Arguments x and y: sets of points with as many coordinates. */
static dl_status check_points(dl_args *a, int at_x, int at_y) {
  const dl_tensor *x = dl_in(a, at_x), *y = dl_in(a, at_y);
  for (int i = 0; i < 2; i++) {
    const dl_tensor *t = i ? y : x;
    if (t->ndim < 2) return dl_fail_argument(a, i ? at_y : at_x, "expected points x coordinates, got shape %s", DL_SHAPE_TEXT(t));
  }
  if (x->shape[x->ndim - 1] != y->shape[y->ndim - 1])
    return dl_fail_argument(a, at_y, "%lld coordinates, expected %lld (shapes %s and %s)", (long long)y->shape[y->ndim - 1],
                            (long long)x->shape[x->ndim - 1], DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(y));
  return DL_OK;
}

/* Batches that have to be broadcast are, by the decomposition; the kernel sees equal ones. */
static dl_status cdist_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  if (check_points(a, 0, 1) != DL_OK || dl_batch_shape(a, x, 2, y, 2, &ndim, shape) != DL_OK) return DL_ERROR;
  if (!(dl_number(a, 2) >= 0)) return dl_fail_argument(a, 2, "must not be negative, got %g", dl_number(a, 2));
  if (ndim + 2 == DL_MAX_DIMS) return dl_fail(a, "at most %d dimensions are possible", DL_MAX_DIMS - 1);
  a->composite = x->ndim != y->ndim || memcmp(x->shape, y->shape, (size_t)(x->ndim - 2) * sizeof *x->shape) != 0;
  shape[ndim] = x->shape[x->ndim - 2];
  shape[ndim + 1] = y->shape[y->ndim - 2];
  return dl_result(a, 0, (dl_dtype)x->dtype, ndim + 2, shape);
}

static dl_status cdist_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  int64_t m = x->shape[x->ndim - 1];
  dl_tensor *d = DL(a, sub, DL(a, unsqueeze, x, -2), DL(a, unsqueeze, y, -3));
  if (m == 0) return dl_give_result(a, 0, DL(a, sum, d, -1));
  return dl_give_result(a, 0, DL(a, norm, d, dl_number(a, 2), -1));
}

static void cdist_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *d = g->result[0], *dd = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, cdistGrad, dd, x, y, d, g->arg[2]));
  if (!dl_wants(g, 1)) return;
  dl_give(g, 1, DL(g, cdistGrad, DL(g, transpose, dd, -1, -2), y, x, DL(g, transpose, d, -1, -2), g->arg[2]));
}

DL_OP(cdist) {
  .sig = "x: Tensor, y: Tensor, p: number = 2",
  .doc = "The distances, in the p-norm, of each of the points x (..., P, M) from each of the points y (..., R, M): (..., P, R). "
         "p: 0 (how many coordinates differ), 1, 2, math.huge or any positive number. Leading dimensions broadcast. "
         "The gradient is 0 where points coincide.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_RESULT(0),
  .shape = cdist_shape,
  .kernel = cdist_kernel,
  .scratch = cdist_scratch,
  .flops = cdist_flops,
  .decomp = cdist_decomp,
  .grad = cdist_grad,
  .sample = "{ randn(3, 2), randn(4, 2) }, { randn(2, 3), randn(2, 3), 1 }, { randn(2, 3), randn(3, 3), math.huge }, "
            "{ randn(2, 3), randn(3, 3), 3 }, { randn(2, 3), randn(2, 3), 1.5 }, { randn(2, 2, 3), randn(2, 1, 3) }, "
            "{ randn(2, 2), randn(2, 3, 2) }, { randn(0, 2), randn(3, 2) }, { randn(2, 0), randn(3, 0) }, "
            "{ randn(2, 20), randn(1, 20), 0 }",
  .error = "{ randn(3), randn(3, 3) }, { randn(2, 3), randn(2, 2) }, { randn(2, 3), randn(2, 3), -1 }, { randn(2, 2, 3), randn(3, 2, 3) }",
};

static dl_status cdistGrad_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1), *y = dl_in(a, 2), *d = dl_in(a, 3);
  if (check_points(a, 1, 2) != DL_OK) return DL_ERROR;
  bool fits = dl_tensor_same_shape(dl_in(a, 0), d) && d->ndim == x->ndim && x->ndim == y->ndim
    && memcmp(x->shape, y->shape, (size_t)(x->ndim - 2) * sizeof *x->shape) == 0
    && memcmp(x->shape, d->shape, (size_t)(x->ndim - 1) * sizeof *x->shape) == 0
    && d->shape[d->ndim - 1] == y->shape[y->ndim - 2];
  if (!fits) return dl_fail_argument(a, 3, "has shape %s, which is not that of cdist(x, y)", DL_SHAPE_TEXT(d));
  return dl_result_like(a, 0, x);
}

/* |u|^(p - 1) sign(u) with u = (x - y) / distance, where that is not 0. */
static dl_status cdistGrad_decomp(dl_args *a) {
  dl_tensor *dd = dl_in(a, 0), *x = dl_in(a, 1), *y = dl_in(a, 2), *distance = dl_in(a, 3), *share;
  double p = dl_number(a, 4);
  dl_tensor *d = DL(a, sub, DL(a, unsqueeze, x, -2), DL(a, unsqueeze, y, -3)), *far = DL(a, unsqueeze, distance, -1);
  dl_tensor *none = DL(a, eq, far, 0), *sign = DL(a, sign, d), *size = DL(a, abs, d);
  dl_tensor *safe = DL(a, where, none, 1.0, far), *zero = DL(a, eq, d, 0);
  if (p == 0) share = DL(a, mul, d, 0.0);
  else if (p == 1) share = sign;
  else if (p == 2) share = DL(a, div, d, safe);
  else if (p == INFINITY) share = DL(a, mul, sign, DL(a, eq, size, far));
  else share = DL(a, mul, sign, DL(a, pow, DL(a, div, DL(a, where, zero, 1.0, size), safe), p - 1));
  share = DL(a, where, none, 0.0, share);
  return dl_give_result(a, 0, DL(a, sum, DL(a, mul, share, DL(a, unsqueeze, dd, -1)), -2));
}

DL_OP(cdistGrad) {
  .sig = "gradient: Tensor, x: Tensor, y: Tensor, distance: Tensor, p: number",
  .doc = "The gradient of cdist by x, from the gradient of the distances and the distances themselves.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = cdistGrad_shape,
  .kernel = cdistGrad_kernel,
  .decomp = cdistGrad_decomp,
  .sample = "{ randn(3, 4), randn(3, 2), randn(4, 2), positive(3, 4), 2 }, { randn(2, 3), randn(2, 3), randn(3, 3), positive(2, 3), 1 }, "
            "{ randn(2, 3), randn(2, 3), randn(3, 3), positive(2, 3), 3 }, { randn(2, 3), randn(2, 3), randn(3, 3), positive(2, 3), 0 }, "
            "{ randn(2, 3), randn(2, 3), randn(3, 3), zeros(2, 3), math.huge }, { randn(2, 2, 1), randn(2, 2, 3), randn(2, 1, 3), positive(2, 2, 1), 1.5 }",
  .error = "{ randn(3, 4), randn(3, 2), randn(4, 2), randn(4, 3), 2 }, { randn(3, 4), randn(3, 2), randn(4, 3), randn(3, 4), 2 }",
};

static dl_status pairwise_distance_decomp(dl_args *a) {
  dl_tensor *d = DL(a, add, DL(a, sub, dl_in(a, 0), dl_in(a, 1)), dl_number(a, 3));
  return dl_give_result(a, 0, DL(a, norm, d, dl_number(a, 2), -1, dl_boolean(a, 4)));
}

DL_OP(pairwiseDistance) {
  .sig = "x: Tensor, y: Tensor, p: number = 2, epsilon: number = 1e-6, keepdim: bool = false",
  .doc = "The p-norm of x - y + epsilon along the last dimension: the distance of each point from its partner.",
  .promote = DL_COMMON_FLOAT,
  .decomp = pairwise_distance_decomp,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3), randn(3), 1 }, { randn(2, 3), randn(3), 3, 0.1, true }",
  .error = "{ randn(2, 3), randn(2, 4) }, { randn(2), randn(2, 3) }",
};
#endif
