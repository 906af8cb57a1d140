/* det.c -- determinants: by themselves, as sign and logarithm, and their gradient, the matrix of cofactors. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const dl_args *a; int64_t n, work_size; dl_dtype dtype; } det_work;

/* A = L U P: the diagonal of L has the determinant, but for a sign for each exchange. */
#define DETERMINANTS(T) \
static T product_##T(int64_t n, const T *lu, const int *pivots) { \
  T product = 1; \
  for (int64_t i = 0; i < n; i++) product *= pivots[i] - 1 == i ? lu[i * n + i] : -lu[i * n + i]; \
  return product; \
} \
static void logarithm_##T(int64_t n, const T *lu, const int *pivots, T *sign, T *logarithm) { \
  *sign = 1; \
  *logarithm = 0; \
  for (int64_t i = 0; i < n; i++) { \
    T d = pivots[i] - 1 == i ? lu[i * n + i] : -lu[i * n + i]; \
    *sign *= (T)(d > 0 ? 1 : d < 0 ? -1 : d); \
    *logarithm += (T)log(fabs(d)); \
  } \
} \
/* det(A) A^-T without a division by 0: a zero pivot becomes one so small that the cofactors keep their digits. */ \
static void cofactors_##T(int64_t n, T *lu, int *pivots, T *work, int64_t work_size, dl_dtype dtype, T *y) { \
  T largest = 0; \
  for (int64_t i = 0; i < n * n; i++) largest = fabs(lu[i]) > largest ? (T)fabs(lu[i]) : largest; \
  for (int64_t i = 0; i < n; i++) if (lu[i * n + i] == 0) lu[i * n + i] = largest * (sizeof(T) == 4 ? (T)1e-20 : (T)1e-150); \
  T det = product_##T(n, lu, pivots); \
  dl_matrix_lu_inverse(dtype, n, lu, pivots, work, work_size); \
  for (int64_t i = 0; i < n; i++) \
    for (int64_t j = 0; j < n; j++) y[i * n + j] = det * lu[j * n + i]; \
}
DETERMINANTS(float)
DETERMINANTS(double)

static det_work see(const dl_args *a, bool inverse) {
  const dl_tensor *x = dl_in(a, 0);
  det_work w = { a, x->shape[x->ndim - 1], 0, (dl_dtype)x->dtype };
  if (inverse) w.work_size = dl_matrix_lu_inverse_work(w.dtype, w.n);
  return w;
}

static int64_t bytes_of(const det_work *w) {
  return (w->n * w->n + w->work_size) * (int64_t)dl_dtype_size(w->dtype) + w->n * (int64_t)sizeof(int);
}

static double operations(const det_work *w) { return (double)w->n * (double)w->n * (double)w->n; }

/* The factors of matrix `index` in scratch, and where its pivots are. A zero pivot is no failure here. */
static int *factor(const det_work *w, int64_t index, char *scratch) {
  int64_t size = (int64_t)dl_dtype_size(w->dtype), bytes = w->n * w->n * size;
  int *pivots = (int *)(scratch + bytes + w->work_size * size);
  memcpy(scratch, dl_tensor_data(dl_in(w->a, 0)) + index * bytes, (size_t)bytes);
  dl_matrix_lu(w->dtype, w->n, scratch, pivots);
  return pivots;
}

static int det_one(void *context, int64_t i, char *scratch) {
  const det_work *w = context;
  const int *pivots = factor(w, i, scratch);
  char *y = dl_tensor_data(w->a->result[0]);
  if (w->dtype == DL_FLOAT32) ((float *)y)[i] = product_float(w->n, (float *)scratch, pivots);
  else ((double *)y)[i] = product_double(w->n, (double *)scratch, pivots);
  return 0;
}

static int slogdet_one(void *context, int64_t i, char *scratch) {
  const det_work *w = context;
  const int *pivots = factor(w, i, scratch);
  char *sign = dl_tensor_data(w->a->result[0]), *y = dl_tensor_data(w->a->result[1]);
  if (w->dtype == DL_FLOAT32) logarithm_float(w->n, (float *)scratch, pivots, (float *)sign + i, (float *)y + i);
  else logarithm_double(w->n, (double *)scratch, pivots, (double *)sign + i, (double *)y + i);
  return 0;
}

static int cofactor_one(void *context, int64_t i, char *scratch) {
  const det_work *w = context;
  int64_t n = w->n;
  int *pivots = factor(w, i, scratch);
  char *y = dl_tensor_data(w->a->result[0]);
  if (w->dtype == DL_FLOAT32)
    cofactors_float(n, (float *)scratch, pivots, (float *)scratch + n * n, w->work_size, w->dtype, (float *)y + i * n * n);
  else cofactors_double(n, (double *)scratch, pivots, (double *)scratch + n * n, w->work_size, w->dtype, (double *)y + i * n * n);
  return 0;
}

static dl_status run(dl_args *a, bool inverse, dl_matrix_body body) {
  det_work w = see(a, inverse);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = body, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.n) != DL_OK) return DL_ERROR;
  return dl_each_matrix_run(&each);
}

static dl_status det_kernel(dl_args *a) { return run(a, false, det_one); }
DL_KERNEL(det)
static dl_status slogdet_kernel(dl_args *a) { return run(a, false, slogdet_one); }
DL_KERNEL(slogdet)
static dl_status cofactors_kernel(dl_args *a) { return run(a, true, cofactor_one); }
DL_KERNEL(cofactors)

#else
/* From the factors of each matrix: its determinant, or sign and logarithm, or its cofactors. */
enum { DETERMINANT, LOGARITHM, COFACTORS };
template <class T> struct determinant {
  const T *x;
  T *y, *logarithm, *factors;
  int64_t *orders, n;
  int kind;
  __device__ void operator()(dl_together &group, int64_t index) const {
    T *lu = factors + index * n * n, sign, product = 1, sum = 0;
    int64_t *order = orders + index * n;
    dl_matrix_copy(group, n * n, x + index * n * n, lu);
    dl_block_lu(group, n, n, lu, order, &sign);
    if (kind == COFACTORS) replace_zeros(group, lu);
    for (int64_t i = 0; i < n; i++) {
      const T d = lu[i * n + i];
      product *= d;
      if (kind == LOGARITHM) {
        sign *= (T)(d > 0 ? 1 : d < 0 ? -1 : d);
        sum += log(fabs(d));
      }
    }
    if (kind == COFACTORS) {
      T *inverse = y + index * n * n;
      dl_block_lu_solve(group, n, n, lu, order, (const T *)NULL, inverse);
      DL_SHARE(e, 0, n * n) if (e / n <= e % n) {
        const int64_t other = e % n * n + e / n;
        const T v = inverse[e];
        inverse[e] = sign * product * inverse[other];
        if (other != e) inverse[other] = sign * product * v;
      }
    } else if (group.lane() == 0) {
      y[index] = kind == LOGARITHM ? sign : sign * product;
      if (logarithm) logarithm[index] = sum;
    }
  }
  /* A zero pivot becomes one so small that the cofactors keep their digits. */
  __device__ void replace_zeros(dl_together &group, T *lu) const {
    T largest = 0;
    DL_SHARE(e, 0, n * n) if (fabs(lu[e]) > largest) largest = fabs(lu[e]);
    largest = group.total(largest, dl_most());
    DL_SHARE(i, 0, n) if (lu[i * n + i] == 0) lu[i * n + i] = largest * (sizeof(T) == 4 ? (T)1e-20 : (T)1e-150);
    __syncthreads();
  }
};

template <class T> static dl_status run_all(dl_args *a, int kind) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t n = x->shape[x->ndim - 1], count = dl_matrix_count(x);
  dl_temporary factors(a, count * n * n * (int64_t)sizeof(T)), orders(a, count * n * (int64_t)sizeof(int64_t));
  if (!factors.data || !orders.data) return DL_NO_MEMORY;
  const determinant<T> f = { (const T *)dl_tensor_data(x), (T *)dl_tensor_data(a->result[0]),
                             kind == LOGARITHM ? (T *)dl_tensor_data(a->result[1]) : NULL, (T *)factors.data,
                             (int64_t *)orders.data, n, kind };
  return dl_matrices(a, count, f);
}

static dl_status det_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? run_all<float>(a, DETERMINANT) : run_all<double>(a, DETERMINANT);
}
DL_KERNEL(det)
static dl_status slogdet_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? run_all<float>(a, LOGARITHM) : run_all<double>(a, LOGARITHM);
}
DL_KERNEL(slogdet)
static dl_status cofactors_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? run_all<float>(a, COFACTORS) : run_all<double>(a, COFACTORS);
}
DL_KERNEL(cofactors)
#endif

#ifndef DL_DEVICE_PASS
static size_t scratch_of(const dl_args *a, bool inverse) {
  det_work w = see(a, inverse);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}
static size_t det_scratch(const dl_args *a) { return scratch_of(a, false); }
static size_t cofactors_scratch(const dl_args *a) { return scratch_of(a, true); }

static dl_status det_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim - 2, x->shape);
}

static dl_status slogdet_shape(dl_args *a) {
  if (det_shape(a) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 1, a->result[0]);
}

static dl_status cofactors_shape(dl_args *a) {
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 0, dl_in(a, 0));
}

/* A number for each matrix, as something that multiplies it. */
static dl_tensor *for_matrices(dl_grad *g, dl_tensor *t) { return DL(g, unsqueeze, DL(g, unsqueeze, t, -1), -1); }

static void det_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, for_matrices(g, dl_upstream(g, 0)), DL(g, cofactors, dl_saved(g, 0))));
}

DL_OP(det) {
  .sig = "x: Tensor",
  .doc = "The determinant of square matrices; leading dimensions are batches. slogdet does not overflow.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0),
  .shape = det_shape,
  .kernel = det_kernel,
  .scratch = det_scratch,
  .grad = det_grad,
  .sample = "{ regular(3) }, { randn(2, 2, 2) }, { regular(1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }",
};

/* With C the cofactors and G their gradient, d det = <C, dA> and dC = <A^-T, dA> C - A^-T dA^T C, so
** dA = <G, C> A^-T - C G^T A^-T. This wants regular matrices. */
static void cofactors_grad(dl_grad *g) {
  dl_tensor *c = g->result[0], *dc = dl_upstream(g, 0);
  dl_tensor *inverse = DL(g, transpose, DL(g, inverse, dl_saved(g, 0)), -1, -2);
  dl_tensor *along = DL(g, sum, DL(g, mul, dc, c), DL_LIST(-2, -1), true);
  dl_tensor *across = DL(g, matmul, DL(g, matmul, c, DL(g, transpose, dc, -1, -2)), inverse);
  dl_give(g, 0, DL(g, sub, DL(g, mul, along, inverse), across));
}

static dl_status cofactors_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *scale = DL(a, unsqueeze, DL(a, unsqueeze, DL(a, det, x), -1), -1);
  return dl_give_result(a, 0, DL(a, mul, scale, DL(a, transpose, DL(a, inverse, x), -1, -2)));
}

DL_OP(cofactors) {
  .sig = "x: Tensor",
  .doc = "The cofactors of square matrices: det(x) inverse(x)^T, which singular matrices have too. This is the gradient of det.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .shape = cofactors_shape,
  .kernel = cofactors_kernel,
  .scratch = cofactors_scratch,
  .decomp = cofactors_decomp,
  .grad = cofactors_grad,
  .sample = "{ regular(3) }, { regular(2, 2, 2) }, { regular(1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }",
};

static void slogdet_grad(dl_grad *g) {
  dl_tensor *inverse = DL(g, inverse, dl_saved(g, 0));
  dl_give(g, 0, DL(g, mul, for_matrices(g, dl_upstream(g, 1)), DL(g, transpose, inverse, -1, -2)));
}

DL_OP(slogdet) {
  .sig = "x: Tensor",
  .returns = "sign, logarithm",
  .doc = "The sign of the determinant of square matrices (-1, 0 or 1) and the logarithm of its absolute value (-inf when it "
         "is 0); leading dimensions are batches. The gradient is that of the logarithm, and wants regular matrices.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0),
  .shape = slogdet_shape,
  .kernel = slogdet_kernel,
  .scratch = det_scratch,
  .grad = slogdet_grad,
  .sample = "{ regular(3) }, { regular(2, 2, 2) }, { -regular(1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }",
};

static dl_status logdet_decomp(dl_args *a) {
  dl_tensor *results[2] = { NULL };
  DL_ALL(a, results, slogdet, dl_in(a, 0));
  return dl_give_result(a, 0, DL(a, where, DL(a, lt, results[0], 0), (double)NAN, results[1]));
}

DL_OP(logdet) {
  .sig = "x: Tensor",
  .doc = "The logarithm of the determinant of square matrices; nan where it is negative, -inf where it is 0.",
  .autocast = DL_HIGH,
  .decomp = logdet_decomp,
  .sample = "{ definite(3) }, { definite(2, 2, 2) }, { randn(0, 0) }",
  .error = "{ randn(2, 3) }, { randn(3) }",
};
#endif
