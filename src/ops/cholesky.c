/* cholesky.c -- the Cholesky factor of symmetric positive definite matrices. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const char *x; char *y; int64_t n; dl_dtype dtype; bool upper; } cholesky_work;

/* (A + A^T) / 2 with zeros in the triangle that the factor has not. */
#define HALF_SUM(T) \
static void half_sum_##T(int64_t n, bool upper, const T *x, T *y) { \
  for (int64_t i = 0; i < n; i++) { \
    for (int64_t j = 0; j < n; j++) y[i * n + j] = 0; \
    for (int64_t j = upper ? i : 0; j < (upper ? n : i + 1); j++) y[i * n + j] = (x[i * n + j] + x[j * n + i]) / 2; \
  } \
}
HALF_SUM(float)
HALF_SUM(double)

static int factor(void *context, int64_t index, char *scratch) {
  const cholesky_work *w = context;
  int64_t n = w->n, bytes = index * n * n * (int64_t)dl_dtype_size(w->dtype);
  (void)scratch;
  if (w->dtype == DL_FLOAT32) half_sum_float(n, w->upper, (const float *)(w->x + bytes), (float *)(w->y + bytes));
  else half_sum_double(n, w->upper, (const double *)(w->x + bytes), (double *)(w->y + bytes));
  return dl_matrix_cholesky(w->dtype, w->upper, n, w->y + bytes);
}

static dl_status cholesky_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_batch b = dl_batch_of(x);
  cholesky_work w = { dl_tensor_data(x), dl_tensor_data(a->result[0]), b.n, (dl_dtype)x->dtype, dl_boolean(a, 1) };
  dl_each_matrix each = { .count = b.count, .work = (double)b.n * (double)b.n * (double)b.n / 3, .body = factor, .context = &w };
  if (dl_lapack_check(a, b.n) != DL_OK) return DL_ERROR;
  dl_status status = dl_each_matrix_run(&each);
  if (status != DL_OK || each.failed < 0) return status;
  return dl_fail_argument(a, 0, "%s is not positive definite (its leading minor of order %d is not positive)",
                          dl_name_matrix(&each).text, each.info);
}
DL_KERNEL(cholesky)

#else
template <class T> struct cholesky_matrix {
  const T *x;
  T *y;
  int64_t n;
  bool upper;
  dl_blame blame;
  /* The factor of (A + A^T) / 2; U is the transpose of L. */
  __device__ void operator()(dl_together &group, int64_t index) const {
    const T *a = x + index * n * n;
    T *l = y + index * n * n;
    DL_SHARE(e, 0, n * n) l[e] = (a[e] + a[e % n * n + e / n]) / 2;
    __syncthreads();
    const int info = dl_block_cholesky(group, n, l);
    if (info && group.lane() == 0) blame.complain(DL_NOT_POSITIVE, info);
    if (!upper) return;
    DL_SHARE(e, 0, n * n) if (e / n < e % n) { l[e] = l[e % n * n + e / n]; l[e % n * n + e / n] = 0; }
  }
};

template <class T> static dl_status factor_all(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const cholesky_matrix<T> f = { (const T *)dl_tensor_data(x), (T *)dl_tensor_data(a->result[0]), x->shape[x->ndim - 1],
                                 dl_boolean(a, 1), dl_blame_of(a, 0) };
  return dl_matrices(a, dl_matrix_count(x), f);
}

static dl_status cholesky_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? factor_all<float>(a) : factor_all<double>(a);
}
DL_KERNEL(cholesky)
#endif

#ifndef DL_DEVICE_PASS
static dl_status cholesky_shape(dl_args *a) {
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 0, dl_in(a, 0));
}

/* Murray, "Differentiation of the Cholesky decomposition", 2016: dA = (S + S^T) / 2, S = L^-T P L^-1, where P is the
** lower triangle of L^T dL, its diagonal halved. */
static void cholesky_grad(dl_grad *g) {
  bool upper = g->arg[1].boolean;
  dl_tensor *dl = dl_upstream(g, 0), *l = g->result[0];
  if (upper) { dl = DL(g, transpose, dl, -1, -2); l = DL(g, transpose, l, -1, -2); }
  dl_tensor *lt = DL(g, transpose, l, -1, -2), *m = DL(g, matmul, lt, dl);
  dl_tensor *p = DL(g, add, DL(g, tril, m), DL(g, transpose, DL(g, tril, m, -1), -1, -2));
  dl_tensor *s = DL(g, triangularSolve, l, DL(g, triangularSolve, lt, p, true), false, false);
  dl_give(g, 0, DL(g, mul, s, 0.5));
}

DL_OP(cholesky) {
  .sig = "x: Tensor, upper: bool = false",
  .doc = "The lower triangular L with L L^T = x, for symmetric positive definite x; or, with upper = true, its transpose. "
         "Leading dimensions are batches. Of x, only (x + x^T) / 2 counts.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_RESULT(0),
  .shape = cholesky_shape,
  .kernel = cholesky_kernel,
  .grad = cholesky_grad,
  .sample = "{ definite(3) }, { definite(3), true }, { definite(2, 2, 2) }, { definite(1) }, { randn(0, 0) }, { randn(0, 3, 3) }",
  .error = "{ randn(2, 3) }, { randn(3) }, { -definite(3) }, { cat({ definite(2, 2), -definite(1, 2) }) }",
};

/* A X = B by two triangular systems. */
static dl_status choleskySolve_decomp(dl_args *a) {
  dl_tensor *b = dl_in(a, 0), *l = dl_in(a, 1);
  bool upper = dl_boolean(a, 2);
  if (dl_check_square(a, 1) != DL_OK || dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  dl_tensor *other = DL(a, transpose, l, -1, -2), *lower = upper ? other : l;
  dl_tensor *y = DL(a, triangularSolve, lower, b, false);
  return dl_give_result(a, 0, DL(a, triangularSolve, upper ? l : other, y, true));
}

DL_OP(choleskySolve) {
  .sig = "b: Tensor, factor: Tensor, upper: bool = false",
  .doc = "The x with A x = b, where `factor` is what cholesky(A, upper) gave. b: n x k; leading dimensions are batches.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = choleskySolve_decomp,
  .sample = "{ randn(3, 2), triangle(3) }, { randn(2, 3, 2), triangle(3):t(), true }, { randn(2, 1), triangle(2, 2, 2) }",
  .error = "{ randn(3), randn(3, 3) }, { randn(3, 2), randn(3, 2) }, { randn(2, 2), triangle(3) }",
};
#endif
