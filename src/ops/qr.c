/* qr.c -- the QR factorisation, by Householder's reflections. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  const char *x;
  char *q, *r;                  /* q: NULL, only r is wanted */
  int64_t m, n, least, columns, work_size;       /* columns of Q, which are the rows of R */
  dl_dtype dtype;
} qr_work;

/* R from above the diagonal of the m x n matrix, with a positive diagonal: rows of R and columns of Q change their sign. */
#define PARTS(T) \
static void take_r_##T(const qr_work *w, const T *a, T *r) { \
  for (int64_t i = 0; i < w->columns; i++) { \
    T sign = i < w->least && a[i * w->n + i] < 0 ? -1 : 1; \
    for (int64_t j = 0; j < w->n; j++) r[i * w->n + j] = j < i || i >= w->m ? 0 : sign * a[i * w->n + j]; \
  } \
} \
static void take_reflectors_##T(const qr_work *w, const T *a, T *q) { \
  for (int64_t i = 0; i < w->m; i++) { \
    for (int64_t j = 0; j < w->least; j++) q[i * w->columns + j] = a[i * w->n + j]; \
    for (int64_t j = w->least; j < w->columns; j++) q[i * w->columns + j] = 0; \
  } \
} \
static void choose_signs_##T(const qr_work *w, const T *a, T *q) { \
  for (int64_t j = 0; j < w->least; j++) \
    if (a[j * w->n + j] < 0) \
      for (int64_t i = 0; i < w->m; i++) q[i * w->columns + j] = -q[i * w->columns + j]; \
}
PARTS(float)
PARTS(double)

static qr_work see(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_batch b = dl_batch_of(x);
  const char mode = dl_string(a, 1)[0];
  int64_t least = b.m < b.n ? b.m : b.n;
  qr_work w = { dl_tensor_data(x), mode == 'r' && dl_string(a, 1)[1] == 0 ? NULL : dl_tensor_data(a->result[0]),
                dl_tensor_data(a->result[1]), b.m, b.n, least, mode == 'c' ? b.m : least,
                dl_matrix_qr_work((dl_dtype)x->dtype, b.m, b.n), (dl_dtype)x->dtype };
  return w;
}

/* Scratch: the matrix, LAPACK's scalars of the reflections, workspace. */
static int64_t bytes_of(const qr_work *w) {
  return (w->m * w->n + w->least + w->work_size) * (int64_t)dl_dtype_size(w->dtype);
}

static double operations(const qr_work *w) {
  return (w->q ? 4.0 : 2.0) * (double)w->m * (double)w->columns * (double)w->n;
}

static int factor(void *context, int64_t index, char *scratch) {
  const qr_work *w = context;
  int64_t size = (int64_t)dl_dtype_size(w->dtype), bytes = w->m * w->n * size;
  char *tau = scratch + bytes, *work = tau + w->least * size, *r = w->r + index * w->columns * w->n * size;
  bool single = w->dtype == DL_FLOAT32;
  memcpy(scratch, w->x + index * bytes, (size_t)bytes);
  if (bytes) dl_matrix_qr(w->dtype, w->m, w->n, scratch, tau, work, w->work_size);
  if (single) take_r_float(w, (float *)scratch, (float *)r);
  else take_r_double(w, (double *)scratch, (double *)r);
  if (!w->q || w->m * w->columns == 0) return 0;
  char *q = w->q + index * w->m * w->columns * size;
  if (single) take_reflectors_float(w, (float *)scratch, (float *)q);
  else take_reflectors_double(w, (double *)scratch, (double *)q);
  dl_matrix_qr_q(w->dtype, w->m, w->columns, w->least, q, tau, work, w->work_size);
  if (single) choose_signs_float(w, (float *)scratch, (float *)q);
  else choose_signs_double(w, (double *)scratch, (double *)q);
  return 0;
}

static dl_status qr_kernel(dl_args *a) {
  qr_work w = see(a);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = factor, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.m > w.n ? w.m : w.n) != DL_OK) return DL_ERROR;
  return dl_each_matrix_run(&each);
}
DL_KERNEL(qr)

#else
template <class T> struct qr_matrix {
  const T *x;
  T *q, *r, *factors, *scales;         /* q: NULL, only r is wanted */
  int64_t m, n, least, columns;
  __device__ void operator()(dl_together &group, int64_t index) const {
    T *a = factors + index * m * n, *tau = scales + index * least, *to = r + index * columns * n;
    dl_matrix_copy(group, m * n, x + index * m * n, a);
    dl_block_qr(group, m, n, a, tau);
    DL_SHARE(e, 0, columns * n) {
      const int64_t i = e / n, j = e % n;
      const T sign = i < least && a[i * n + i] < 0 ? -1 : 1;
      to[e] = j < i || i >= m ? 0 : sign * a[i * n + j];
    }
    if (!q) return;
    T *to_q = q + index * m * columns;
    dl_block_qr_q(group, m, n, columns, a, tau, to_q);
    DL_SHARE(e, 0, m * columns) if (e % columns < least && a[e % columns * n + e % columns] < 0) to_q[e] = -to_q[e];
  }
};

template <class T> static dl_status factor_all(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const char *mode = dl_string(a, 1);
  qr_matrix<T> f = {};
  f.m = x->shape[x->ndim - 2];
  f.n = x->shape[x->ndim - 1];
  f.least = f.m < f.n ? f.m : f.n;
  f.columns = mode[0] == 'c' ? f.m : f.least;
  const int64_t count = dl_matrix_count(x);
  dl_temporary factors(a, count * f.m * f.n * (int64_t)sizeof(T)), scales(a, count * f.least * (int64_t)sizeof(T));
  if (!factors.data || !scales.data) return DL_NO_MEMORY;
  f.x = (const T *)dl_tensor_data(x);
  f.q = mode[0] == 'r' && mode[1] == 0 ? NULL : (T *)dl_tensor_data(a->result[0]);
  f.r = (T *)dl_tensor_data(a->result[1]);
  f.factors = (T *)factors.data;
  f.scales = (T *)scales.data;
  return dl_matrices(a, count, f);
}

static dl_status qr_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? factor_all<float>(a) : factor_all<double>(a);
}
DL_KERNEL(qr)
#endif

#ifndef DL_DEVICE_PASS
static size_t qr_scratch(const dl_args *a) {
  qr_work w = see(a);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}

static dl_status qr_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const char *mode = dl_string(a, 1);
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  bool complete = strcmp(mode, "complete") == 0, only_r = strcmp(mode, "r") == 0;
  if (!complete && !only_r && strcmp(mode, "reduced") != 0)
    return dl_fail_argument(a, 1, "expected \"reduced\", \"complete\" or \"r\", got \"%s\"", mode);
  dl_batch b = dl_batch_of(x);
  int64_t shape[DL_MAX_DIMS], columns = complete || b.m < b.n ? b.m : b.n, none = 0;
  memcpy(shape, x->shape, sizeof shape);
  shape[x->ndim - 1] = columns;
  dl_status status = only_r ? dl_result(a, 0, (dl_dtype)x->dtype, 1, &none)
    : dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, shape);
  shape[x->ndim - 2] = columns;
  shape[x->ndim - 1] = b.n;
  return status == DL_OK ? dl_result(a, 1, (dl_dtype)x->dtype, x->ndim, shape) : status;
}

/* Of a matrix with no more columns than rows: dA = (dQ + Q C) R^-T, where C is symmetric and has the upper triangle of
** dR R^T - Q^T dQ. Walter, Lehmann and Lamour, "On evaluating higher-order derivatives of the QR decomposition", 2012. */
static dl_tensor *tall_gradient(dl_grad *g, dl_tensor *q, dl_tensor *r, dl_tensor *dq, dl_tensor *dr) {
  dl_tensor *m = DL(g, sub, DL(g, matmul, dr, DL(g, transpose, r, -1, -2)), DL(g, matmul, DL(g, transpose, q, -1, -2), dq));
  dl_tensor *symmetric = DL(g, add, DL(g, triu, m), DL(g, transpose, DL(g, triu, m, 1), -1, -2));
  dl_tensor *all = DL(g, add, dq, DL(g, matmul, q, symmetric));
  return DL(g, triangularSolve, DL(g, transpose, r, -1, -2), all, false, false);
}

/* A wide matrix is [X Y] with X = Q R1 square and R2 = Q^T Y. */
static void qr_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *q = g->result[0], *r = g->result[1];
  const char mode = g->arg[1].string[0];
  int64_t m = x->shape[x->ndim - 2], n = x->shape[x->ndim - 1];
  if (g->arg[1].string[1] == 0) { dl_grad_fail(g, "mode \"r\" has no Q, which the gradient needs"); return; }
  if (mode == 'c' && m > n) { dl_grad_fail(g, "mode \"complete\" has no gradient where there are more rows than columns"); return; }
  dl_tensor *dq = dl_upstream(g, 0), *dr = dl_upstream(g, 1);
  if (m >= n) { dl_give(g, 0, tall_gradient(g, q, r, dq, dr)); return; }
  dl_tensor *r1 = DL(g, narrow, r, -1, 0, m), *dr1 = DL(g, narrow, dr, -1, 0, m), *dr2 = DL(g, narrow, dr, -1, m, n - m);
  dl_tensor *y = DL(g, narrow, x, -1, m, n - m);
  dq = DL(g, add, dq, DL(g, matmul, y, DL(g, transpose, dr2, -1, -2)));
  dl_tensor *parts[2] = { tall_gradient(g, q, r1, dq, dr1), DL(g, matmul, q, dr2) };
  dl_give(g, 0, DL(g, cat, ((dl_tensors){ parts, 2 }), -1));
}

DL_OP(qr) {
  .sig = "x: Tensor, mode: string = \"reduced\"",
  .returns = "q, r",
  .doc = "x = Q R with orthonormal columns of Q and upper triangular R, whose diagonal is not negative. x: m x n; leading "
         "dimensions are batches. mode \"reduced\": Q is m x k and R k x n, k = min(m, n); \"complete\": Q is m x m and R m x n; "
         "\"r\": Q is empty. Modes \"r\", and \"complete\" with m > n, have no gradient; nor have matrices of deficient rank.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_RESULT(0) | DL_RESULT(1),
  .shape = qr_shape,
  .kernel = qr_kernel,
  .scratch = qr_scratch,
  .grad = qr_grad,
  .sample = "{ regular(3) }, { apart(4, 2) }, { apart(2, 3) }, { regular(2, 2, 2) }, { apart(2, 3), 'complete' }, "
            "{ constant(apart(3, 2)), 'complete' }, { constant(apart(3, 2)), 'r' }, { randn(0, 2) }, { randn(2, 0) }, "
            "{ randn(0, 2, 2) }, { constant(randn(2, 0)), 'complete' }",
  .error = "{ randn(3) }, { randn(2, 2), 'economic' }",
};
#endif
