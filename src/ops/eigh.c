/* eigh.c -- eigenvalues and eigenvectors of symmetric matrices. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  const char *x;
  char *values, *vectors;       /* vectors: NULL, only the values are wanted */
  int64_t n, work_size, integers_size;
  dl_dtype dtype;
} eigen_work;

/* (A + A^T) / 2 before; after, rows become columns, each with its largest component positive. */
#define EIGEN(T) \
static void half_sum_##T(int64_t n, const T *x, T *y) { \
  for (int64_t i = 0; i < n; i++) \
    for (int64_t j = 0; j < n; j++) y[i * n + j] = (x[i * n + j] + x[j * n + i]) / 2; \
} \
static void turn_over_##T(int64_t n, T *v) { \
  for (int64_t i = 0; i < n; i++) { \
    T *row = v + i * n, largest = 0; \
    for (int64_t j = 0; j < n; j++) if (fabs(row[j]) > fabs(largest)) largest = row[j]; \
    if (largest < 0) DL_RUN(n) row[i] = -row[i]; \
  } \
  for (int64_t i = 0; i < n; i++) \
    for (int64_t j = i + 1; j < n; j++) { \
      T other = v[i * n + j]; \
      v[i * n + j] = v[j * n + i]; \
      v[j * n + i] = other; \
    } \
}
EIGEN(float)
EIGEN(double)

static eigen_work see(const dl_args *a, bool vectors) {
  const dl_tensor *x = dl_in(a, 0);
  eigen_work w = { dl_tensor_data(x), dl_tensor_data(a->result[0]), vectors ? dl_tensor_data(a->result[1]) : NULL,
                   x->shape[x->ndim - 1], 0, 0, (dl_dtype)x->dtype };
  w.work_size = dl_matrix_eigh_work(w.dtype, vectors, w.n, &w.integers_size);
  return w;
}

static int64_t bytes_of(const eigen_work *w) {
  int64_t elements = w->work_size + (w->vectors ? 0 : w->n * w->n);
  return elements * (int64_t)dl_dtype_size(w->dtype) + w->integers_size * (int64_t)sizeof(int);
}

static double operations(const eigen_work *w) {
  return (w->vectors ? 9.0 : 1.5) * (double)w->n * (double)w->n * (double)w->n;
}

static int decompose(void *context, int64_t index, char *scratch) {
  const eigen_work *w = context;
  int64_t n = w->n, size = (int64_t)dl_dtype_size(w->dtype), at = index * n * n * size;
  char *work = scratch, *matrix = w->vectors ? w->vectors + at : scratch + w->work_size * size;
  int *integers = (int *)(scratch + (w->work_size + (w->vectors ? 0 : n * n)) * size);
  bool single = w->dtype == DL_FLOAT32;
  if (n == 0) return 0;
  if (single) half_sum_float(n, (const float *)(w->x + at), (float *)matrix);
  else half_sum_double(n, (const double *)(w->x + at), (double *)matrix);
  char *values = w->values + index * n * size;
  int info = dl_matrix_eigh(w->dtype, w->vectors, n, matrix, values, work, w->work_size, integers, w->integers_size);
  if (info || !w->vectors) return info;
  if (single) turn_over_float(n, (float *)matrix);
  else turn_over_double(n, (double *)matrix);
  return 0;
}

static dl_status run(dl_args *a, bool vectors) {
  eigen_work w = see(a, vectors);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = decompose, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.n) != DL_OK) return DL_ERROR;
  dl_status status = dl_each_matrix_run(&each);
  if (status != DL_OK || each.failed < 0) return status;
  return dl_fail_argument(a, 0, "%s gave no eigenvalues: the iteration did not converge, or an element is not finite",
                          dl_name_matrix(&each).text);
}

static dl_status eigh_kernel(dl_args *a) { return run(a, true); }
DL_KERNEL(eigh)
static dl_status eigvalsh_kernel(dl_args *a) { return run(a, false); }
DL_KERNEL(eigvalsh)

#else
template <class T> struct symmetric_matrix {
  const T *x;
  T *values, *vectors, *diagonals, *turns;
  int64_t n;
  dl_blame blame;
  __device__ void operator()(dl_together &group, int64_t index) const {
    const T *from = x + index * n * n;
    T *a = diagonals + index * n * n, *v = turns + index * n * n;
    DL_SHARE(e, 0, n * n) a[e] = (from[e] + from[e % n * n + e / n]) / 2;
    __syncthreads();
    if (!dl_block_jacobi(group, n, a, v) && group.lane() == 0) blame.complain(DL_NO_CONVERGENCE);
    DL_SHARE(j, 0, n) {                /* each value finds its rank, and its vector goes there */
      const T value = a[j * n + j];
      int64_t rank = 0;
      T largest = 0;
      for (int64_t k = 0; k < n; k++) rank += a[k * n + k] < value || (a[k * n + k] == value && k < j);
      values[index * n + rank] = value;
      if (!vectors) continue;
      for (int64_t i = 0; i < n; i++) if (fabs(v[i * n + j]) > fabs(largest)) largest = v[i * n + j];
      for (int64_t i = 0; i < n; i++) vectors[index * n * n + i * n + rank] = largest < 0 ? -v[i * n + j] : v[i * n + j];
    }
  }
};

template <class T> static dl_status decompose_all(dl_args *a, bool vectors) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t n = x->shape[x->ndim - 1], count = dl_matrix_count(x), bytes = count * n * n * (int64_t)sizeof(T);
  dl_temporary diagonals(a, bytes), turns(a, bytes);
  if (!diagonals.data || !turns.data) return DL_NO_MEMORY;
  const symmetric_matrix<T> f = { (const T *)dl_tensor_data(x), (T *)dl_tensor_data(a->result[0]),
                                  vectors ? (T *)dl_tensor_data(a->result[1]) : NULL, (T *)diagonals.data, (T *)turns.data, n,
                                  dl_blame_of(a, 0) };
  return n ? dl_matrices(a, count, f) : DL_OK;
}

static dl_status eigh_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? decompose_all<float>(a, true) : decompose_all<double>(a, true);
}
DL_KERNEL(eigh)
static dl_status eigvalsh_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? decompose_all<float>(a, false) : decompose_all<double>(a, false);
}
DL_KERNEL(eigvalsh)
#endif

#ifndef DL_DEVICE_PASS
static size_t scratch_of(const dl_args *a, bool vectors) {
  eigen_work w = see(a, vectors);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}
static size_t eigh_scratch(const dl_args *a) { return scratch_of(a, true); }
static size_t eigvalsh_scratch(const dl_args *a) { return scratch_of(a, false); }

static dl_status values_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim - 1, x->shape);
}

static dl_status eigvalsh_shape(dl_args *a) {
  a->composite = dl_grad_enabled() && dl_tensor_needs_grad(dl_in(a, 0));      /* the gradient is made of vectors */
  return values_shape(a);
}

static dl_status eigh_shape(dl_args *a) {
  return values_shape(a) == DL_OK ? dl_result_like(a, 1, dl_in(a, 0)) : DL_ERROR;
}

/* The symmetric part of V (diag(dl) + (V^T dV) / E) V^T, E[i][j] = l[j] - l[i]; Giles, "Collected matrix derivative
** results", 2008. */
static void eigh_grad(dl_grad *g) {
  dl_tensor *l = g->result[0], *v = g->result[1], *vt = DL(g, transpose, v, -1, -2), *inside = NULL;
  if (g->upstream[1]) {
    dl_tensor *apart = DL(g, sub, DL(g, unsqueeze, l, -2), DL(g, unsqueeze, l, -1));
    dl_tensor *m = DL(g, matmul, vt, g->upstream[1]), *ones = DL(g, eye, l->shape[l->ndim - 1], DL_NONE, (int)l->dtype);
    m = DL(g, div, DL(g, sub, m, DL(g, transpose, m, -1, -2)), DL(g, add, apart, ones));
    inside = DL(g, mul, m, 0.5);
  }
  dl_tensor *scaled = g->upstream[0] ? DL(g, mul, v, DL(g, unsqueeze, g->upstream[0], -2)) : NULL;
  if (inside) {
    dl_tensor *turned = DL(g, matmul, v, inside);
    scaled = scaled ? DL(g, add, scaled, turned) : turned;
  }
  dl_give(g, 0, DL(g, matmul, scaled, vt));
}

DL_OP(eigh) {
  .sig = "x: Tensor",
  .returns = "values, vectors",
  .doc = "The eigenvalues of symmetric matrices, ascending, and their eigenvectors, of length 1, as columns: x = V diag(l) V^T. "
         "Of x, only (x + x^T) / 2 counts. The largest component of each vector is positive. Leading dimensions are "
         "batches. The gradient through the vectors is infinite where eigenvalues are equal.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_RESULT(0) | DL_RESULT(1),
  .shape = eigh_shape,
  .kernel = eigh_kernel,
  .scratch = eigh_scratch,
  .grad = eigh_grad,
  .sample = "{ apart(3, 3) }, { apart(2, 2, 2) }, { randn(1, 1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }, { randn(2, 2) * (0 / 0) }",
};

static dl_status eigvalsh_decomp(dl_args *a) { return dl_give_result(a, 0, DL(a, eigh, dl_in(a, 0))); }

DL_OP(eigvalsh) {
  .sig = "x: Tensor",
  .doc = "The eigenvalues of symmetric matrices, ascending, without the vectors of eigh.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .shape = eigvalsh_shape,
  .kernel = eigvalsh_kernel,
  .scratch = eigvalsh_scratch,
  .decomp = eigvalsh_decomp,
  .sample = "{ apart(3, 3) }, { apart(2, 2, 2) }, { randn(1, 1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }, { randn(2, 2) * (0 / 0) }",
};
#endif
