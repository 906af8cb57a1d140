/* lu.c -- the LU factorisation with exchanges of rows. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const char *x; char *p, *l, *u; int64_t m, n, least; dl_dtype dtype; } lu_work;

/* LAPACK's pivots exchange columns of what goes by rows, so the transpose is factored; L and U are read from it turned
** over. `order` becomes the rows of x as they stand in L U. */
#define PARTS(T) \
static void turn_over_##T(const lu_work *w, const T *x, T *to) { \
  for (int64_t i = 0; i < w->m; i++) \
    for (int64_t j = 0; j < w->n; j++) to[j * w->m + i] = x[i * w->n + j]; \
} \
static void take_##T(const lu_work *w, const T *a, const int *order, T *p, T *l, T *u) { \
  for (int64_t i = 0; i < w->m; i++) \
    for (int64_t j = 0; j < w->least; j++) l[i * w->least + j] = i > j ? a[j * w->m + i] : i == j ? 1 : 0; \
  for (int64_t i = 0; i < w->least; i++) \
    for (int64_t j = 0; j < w->n; j++) u[i * w->n + j] = i <= j ? a[j * w->m + i] : 0; \
  memset(p, 0, (size_t)(w->m * w->m) * sizeof(T)); \
  for (int64_t i = 0; i < w->m; i++) p[order[i] * w->m + i] = 1; \
}
PARTS(float)
PARTS(double)

static int factor(void *context, int64_t index, char *scratch) {
  const lu_work *w = context;
  int64_t size = (int64_t)dl_dtype_size(w->dtype), bytes = w->m * w->n * size;
  int *pivots = (int *)(scratch + bytes), *order = pivots + w->least;
  const char *x = w->x + index * bytes;
  char *p = w->p + index * w->m * w->m * size, *l = w->l + index * w->m * w->least * size;
  char *u = w->u + index * w->least * w->n * size;
  bool single = w->dtype == DL_FLOAT32;
  if (single) turn_over_float(w, (const float *)x, (float *)scratch);
  else turn_over_double(w, (const double *)x, (double *)scratch);
  if (w->least) dl_matrix_lu_of(w->dtype, w->n, w->m, scratch, pivots);
  for (int i = 0; i < w->m; i++) order[i] = i;
  for (int i = 0; i < w->least; i++) {
    int other = pivots[i] - 1, row = order[i];
    order[i] = order[other];
    order[other] = row;
  }
  if (single) take_float(w, (const float *)scratch, order, (float *)p, (float *)l, (float *)u);
  else take_double(w, (const double *)scratch, order, (double *)p, (double *)l, (double *)u);
  return 0;
}

static lu_work see(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_batch b = dl_batch_of(x);
  return (lu_work){ dl_tensor_data(x), dl_tensor_data(a->result[0]), dl_tensor_data(a->result[1]), dl_tensor_data(a->result[2]),
                    b.m, b.n, b.m < b.n ? b.m : b.n, (dl_dtype)x->dtype };
}

static int64_t bytes_of(const lu_work *w) {
  return w->m * w->n * (int64_t)dl_dtype_size(w->dtype) + (w->least + w->m) * (int64_t)sizeof(int);
}

static double operations(const lu_work *w) { return (double)w->m * (double)w->n * (double)(w->least + 8); }

static dl_status lu_kernel(dl_args *a) {
  lu_work w = see(a);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = factor, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.m > w.n ? w.m : w.n) != DL_OK) return DL_ERROR;
  return dl_each_matrix_run(&each);
}
DL_KERNEL(lu)

#else
template <class T> struct lu_matrix {
  const T *x;
  T *p, *l, *u, *factors;
  int64_t *orders, m, n, least;
  __device__ void operator()(dl_together &group, int64_t index) const {
    T *a = factors + index * m * n, *to_p = p + index * m * m, *to_l = l + index * m * least, *to_u = u + index * least * n, sign;
    int64_t *order = orders + index * m;
    dl_matrix_copy(group, m * n, x + index * m * n, a);
    dl_block_lu(group, m, n, a, order, &sign);
    DL_SHARE(e, 0, m * m) to_p[e] = order[e % m] == e / m;
    DL_SHARE(e, 0, m * least) to_l[e] = e / least > e % least ? a[e / least * n + e % least] : (T)(e / least == e % least);
    DL_SHARE(e, 0, least * n) to_u[e] = e / n <= e % n ? a[e] : 0;
  }
};

template <class T> static dl_status factor_all(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t m = x->shape[x->ndim - 2], n = x->shape[x->ndim - 1], count = dl_matrix_count(x);
  dl_temporary factors(a, count * m * n * (int64_t)sizeof(T)), orders(a, count * m * (int64_t)sizeof(int64_t));
  if (!factors.data || !orders.data) return DL_NO_MEMORY;
  const lu_matrix<T> f = { (const T *)dl_tensor_data(x), (T *)dl_tensor_data(a->result[0]), (T *)dl_tensor_data(a->result[1]),
                           (T *)dl_tensor_data(a->result[2]), (T *)factors.data, (int64_t *)orders.data, m, n, m < n ? m : n };
  return dl_matrices(a, count, f);
}

static dl_status lu_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? factor_all<float>(a) : factor_all<double>(a);
}
DL_KERNEL(lu)
#endif

#ifndef DL_DEVICE_PASS
static size_t lu_scratch(const dl_args *a) {
  lu_work w = see(a);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}

static dl_status lu_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  dl_batch b = dl_batch_of(x);
  int64_t least = b.m < b.n ? b.m : b.n, sizes[3][2] = { { b.m, b.m }, { b.m, least }, { least, b.n } }, shape[DL_MAX_DIMS];
  memcpy(shape, x->shape, sizeof shape);
  for (int i = 0; i < 3; i++) {
    memcpy(shape + x->ndim - 2, sizes[i], sizeof sizes[i]);
    if (dl_result(a, i, (dl_dtype)x->dtype, x->ndim, shape) != DL_OK) return DL_ERROR;
  }
  return DL_OK;
}

/* Of square L and U: dX = L^-T (below(L^T dL) + upper(dU U^T)) U^-T, in the order of L's rows. */
static dl_tensor *square_gradient(dl_grad *g, dl_tensor *l, dl_tensor *u, dl_tensor *dl, dl_tensor *du) {
  dl_tensor *lt = DL(g, transpose, l, -1, -2), *ut = DL(g, transpose, u, -1, -2);
  dl_tensor *inside = DL(g, add, DL(g, tril, DL(g, matmul, lt, dl), -1), DL(g, triu, DL(g, matmul, du, ut)));
  dl_tensor *left = DL(g, triangularSolve, lt, inside, true, true, true);
  return DL(g, triangularSolve, ut, left, false, false);
}

/* The columns of a wide matrix behind the square are L U2, the rows of a tall one below it L2 U: what their gradients say of L
** and U goes into those of the square part. The matrix formulas of Giles, 2008, applied to both. */
static void lu_grad(dl_grad *g) {
  dl_tensor *p = g->result[0], *l = g->result[1], *u = g->result[2], *dl = dl_upstream(g, 1), *du = dl_upstream(g, 2);
  int64_t m = l->shape[l->ndim - 2], n = u->shape[u->ndim - 1];
  dl_tensor *parts[2] = { NULL };
  if (m == n) parts[0] = square_gradient(g, l, u, dl, du);
  else if (m < n) {
    dl_tensor *u1 = DL(g, narrow, u, -1, 0, m), *u2 = DL(g, narrow, u, -1, m, n - m);
    parts[1] = DL(g, triangularSolve, DL(g, transpose, l, -1, -2), DL(g, narrow, du, -1, m, n - m), true, true, true);
    dl = DL(g, sub, dl, DL(g, matmul, parts[1], DL(g, transpose, u2, -1, -2)));
    parts[0] = square_gradient(g, l, u1, dl, DL(g, narrow, du, -1, 0, m));
  } else {
    dl_tensor *l1 = DL(g, narrow, l, -2, 0, n), *l2 = DL(g, narrow, l, -2, n, m - n);
    parts[1] = DL(g, triangularSolve, DL(g, transpose, u, -1, -2), DL(g, narrow, dl, -2, n, m - n), false, false);
    du = DL(g, sub, du, DL(g, matmul, DL(g, transpose, l2, -1, -2), parts[1]));
    parts[0] = square_gradient(g, l1, u, DL(g, narrow, dl, -2, 0, n), du);
  }
  dl_tensor *dx = parts[0];
  if (m != n && parts[0] && parts[1]) dx = DL(g, cat, ((dl_tensors){ parts, 2 }), m < n ? -1 : -2);
  dl_give(g, 0, DL(g, matmul, p, dx));
}

DL_OP(lu) {
  .sig = "x: Tensor",
  .returns = "p, l, u",
  .doc = "x = P L U: P exchanges rows so that no element of L is larger than 1, L is lower triangular with ones on its diagonal, U "
         "upper triangular. x: m x n; P: m x m, L: m x k, U: k x n, k = min(m, n); leading dimensions are batches. P has no gradient.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_RESULT(0) | DL_RESULT(1) | DL_RESULT(2),
  .shape = lu_shape,
  .kernel = lu_kernel,
  .scratch = lu_scratch,
  .grad = lu_grad,
  .sample = "{ regular(3) }, { apart(3, 2) }, { apart(2, 3) }, { regular(2, 2, 2) }, { regular(3):flip(1) }, { randn(0, 2) }, { randn(2, 0) }, "
            "{ randn(0, 2, 2) }",
  .error = "{ randn(3) }",
};
#endif
