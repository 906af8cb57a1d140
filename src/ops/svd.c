/* svd.c -- the singular value decomposition, and singular values alone. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  const char *x;
  char *u, *s, *vh, how;
  int64_t m, n, least, u_columns, vh_rows, work_size;
  dl_dtype dtype;
} svd_work;

/* The largest component of each column of U is made positive, with the row of Vh that belongs to it; rows of Vh
** without such a column have a largest component of their own. */
#define SIGNS(T) \
static void choose_signs_##T(const svd_work *w, T *u, T *vh) { \
  for (int64_t j = 0; j < w->u_columns; j++) { \
    T largest = 0; \
    for (int64_t i = 0; i < w->m; i++) \
      if (fabs(u[i * w->u_columns + j]) > fabs(largest)) largest = u[i * w->u_columns + j]; \
    if (largest >= 0) continue; \
    for (int64_t i = 0; i < w->m; i++) u[i * w->u_columns + j] = -u[i * w->u_columns + j]; \
    if (j < w->least) DL_RUN(w->n) vh[j * w->n + i] = -vh[j * w->n + i]; \
  } \
  for (int64_t j = w->least; j < w->vh_rows; j++) { \
    T *row = vh + j * w->n, largest = 0; \
    for (int64_t i = 0; i < w->n; i++) if (fabs(row[i]) > fabs(largest)) largest = row[i]; \
    if (largest < 0) DL_RUN(w->n) row[i] = -row[i]; \
  } \
}
SIGNS(float)
SIGNS(double)

static svd_work see(const dl_args *a, char how) {
  const dl_tensor *x = dl_in(a, 0);
  dl_batch b = dl_batch_of(x);
  int64_t least = b.m < b.n ? b.m : b.n;
  svd_work w = { .x = dl_tensor_data(x), .how = how, .m = b.m, .n = b.n, .least = least, .dtype = (dl_dtype)x->dtype };
  w.u_columns = how == 'A' ? b.m : least;
  w.vh_rows = how == 'A' ? b.n : least;
  w.work_size = dl_matrix_svd_work(w.dtype, how, b.m, b.n);
  if (how == 'N') w.s = dl_tensor_data(a->result[0]);
  else {
    w.u = dl_tensor_data(a->result[0]);
    w.s = dl_tensor_data(a->result[1]);
    w.vh = dl_tensor_data(a->result[2]);
  }
  return w;
}

static int64_t bytes_of(const svd_work *w) {
  return (w->m * w->n + w->work_size) * (int64_t)dl_dtype_size(w->dtype) + 8 * w->least * (int64_t)sizeof(int);
}

static double operations(const svd_work *w) {
  return (w->how == 'N' ? 4.0 : 20.0) * (double)w->m * (double)w->n * (double)w->least;
}

/* A matrix without elements has no singular values; its U and Vh, when all of them are wanted, are identities. */
static void identity(dl_dtype dtype, int64_t n, char *to) {
  for (int64_t i = 0; i < n * n; i++) {
    if (dtype == DL_FLOAT32) ((float *)to)[i] = i % (n + 1) == 0;
    else ((double *)to)[i] = i % (n + 1) == 0;
  }
}

static int decompose(void *context, int64_t index, char *scratch) {
  const svd_work *w = context;
  int64_t size = (int64_t)dl_dtype_size(w->dtype), bytes = w->m * w->n * size;
  char *u = w->u + index * w->m * w->u_columns * size, *vh = w->vh + index * w->vh_rows * w->n * size;
  int *integers = (int *)(scratch + bytes + w->work_size * size);
  if (bytes == 0) {
    if (w->how == 'A') identity(w->dtype, w->m, u);
    if (w->how == 'A') identity(w->dtype, w->n, vh);
    return 0;
  }
  memcpy(scratch, w->x + index * bytes, (size_t)bytes);
  int info = dl_matrix_svd(w->dtype, w->how, w->m, w->n, scratch, u, w->s + index * w->least * size, vh, scratch + bytes,
                           w->work_size, integers);
  if (info || w->how == 'N') return info;
  if (w->dtype == DL_FLOAT32) choose_signs_float(w, (float *)u, (float *)vh);
  else choose_signs_double(w, (double *)u, (double *)vh);
  return 0;
}

static dl_status run(dl_args *a, char how) {
  svd_work w = see(a, how);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = decompose, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.m > w.n ? w.m : w.n) != DL_OK) return DL_ERROR;
  dl_status status = dl_each_matrix_run(&each);
  if (status != DL_OK || each.failed < 0) return status;
  return dl_fail_argument(a, 0, "%s gave no singular values: the iteration did not converge, or an element is not finite",
                          dl_name_matrix(&each).text);
}

static char how_of(const dl_args *a) { return dl_boolean(a, 1) ? 'A' : 'S'; }

static dl_status svd_kernel(dl_args *a) { return run(a, how_of(a)); }
DL_KERNEL(svd)
static dl_status svdvals_kernel(dl_args *a) { return run(a, 'N'); }
DL_KERNEL(svdvals)

#else
/* Of the taller of x and its transpose: W with columns that stand on each other, and the turns V. Its columns, by their
** length, are those of U; what is missing of a basis is filled up from unit vectors (Gram and Schmidt). */
template <class T> struct decomposed_matrix {
  const T *x;
  T *u, *s, *vh, *turned, *turns;
  int64_t m, n, least, u_columns, vh_rows;
  dl_blame blame;

  __device__ int64_t longest() const { return m > n ? m : n; }
  /* Column j of a matrix that is read by columns (u) or by rows (vh). */
  static __device__ T *at(T *to, int64_t columns, bool by_rows, int64_t length, int64_t j, int64_t i) {
    return by_rows ? to + j * length + i : to + i * columns + j;
  }
  /* Columns `from` to `to` of an orthonormal basis of vectors of `length`, those before them given. */
  static __device__ void fill_up(dl_together &group, T *basis, int64_t columns, bool by_rows, int64_t length, int64_t from) {
    int64_t unit = 0;
    for (int64_t j = from; j < columns; j++) {
      T left = 0;
      for (; unit < length && left < (T)0.1; unit++) {
        DL_SHARE(i, 0, length) *at(basis, columns, by_rows, length, j, i) = i == unit;
        __syncthreads();
        for (int twice = 0; twice < 2; twice++)
          for (int64_t k = 0; k < j; k++) {
            T dot = 0;
            DL_SHARE(i, 0, length) dot += *at(basis, columns, by_rows, length, k, i) * *at(basis, columns, by_rows, length, j, i);
            dot = group.total(dot, dl_plus());
            DL_SHARE(i, 0, length) *at(basis, columns, by_rows, length, j, i) -= dot * *at(basis, columns, by_rows, length, k, i);
            __syncthreads();
          }
        T squares = 0;
        DL_SHARE(i, 0, length) { const T v = *at(basis, columns, by_rows, length, j, i); squares += v * v; }
        left = sqrt(group.total(squares, dl_plus()));
        if (left < (T)0.1) left = 0;
      }
      DL_SHARE(i, 0, length) *at(basis, columns, by_rows, length, j, i) /= left;
      __syncthreads();
    }
  }

  __device__ void operator()(dl_together &group, int64_t index) const {
    const bool tall = m >= n;
    const int64_t rows = longest();
    const T *from = x + index * m * n;
    T *w = turned + index * rows * least, *v = turns + index * least * least, *values = s + index * least;
    T *left = u ? u + index * m * u_columns : NULL, *right = vh ? vh + index * vh_rows * n : NULL;
    DL_SHARE(e, 0, rows * least) w[e] = tall ? from[e] : from[e % least * n + e / least];
    __syncthreads();
    if (!dl_block_turn_columns(group, rows, least, w, v) && group.lane() == 0) blame.complain(DL_NO_CONVERGENCE);
    int64_t rank = 0;
    for (int64_t j = 0; j < least; j++) {
      T squares = 0;
      DL_SHARE(i, 0, rows) squares += w[i * least + j] * w[i * least + j];
      const T length = sqrt(group.total(squares, dl_plus()));
      int64_t place = 0;               /* how many columns are longer */
      for (int64_t k = 0; k < least; k++) {
        T other = 0;
        DL_SHARE(i, 0, rows) other += w[i * least + k] * w[i * least + k];
        other = sqrt(group.total(other, dl_plus()));
        place += other > length || (other == length && k < j);
      }
      if (group.lane() == 0) values[place] = length;
      if (length > 0) rank++;
      if (!left) continue;
      DL_SHARE(i, 0, rows) {
        const T value = length > 0 ? w[i * least + j] / length : 0;
        if (tall) left[i * u_columns + place] = value;
        else right[place * n + i] = value;
      }
      DL_SHARE(i, 0, least) {
        if (tall) right[place * n + i] = v[i * least + j];
        else left[i * u_columns + place] = v[i * least + j];
      }
    }
    __syncthreads();
    if (!left) return;
    if (tall) fill_up(group, left, u_columns, false, m, rank);
    else fill_up(group, right, vh_rows, true, n, rank);
    choose_signs(group, left, right);
  }

  /* As on the CPU: the largest component of each column of U is positive. */
  __device__ void choose_signs(dl_together &group, T *left, T *right) const {
    DL_SHARE(j, 0, u_columns) {
      T largest = 0;
      for (int64_t i = 0; i < m; i++) if (fabs(left[i * u_columns + j]) > fabs(largest)) largest = left[i * u_columns + j];
      if (largest >= 0) continue;
      for (int64_t i = 0; i < m; i++) left[i * u_columns + j] = -left[i * u_columns + j];
      if (j < least) for (int64_t i = 0; i < n; i++) right[j * n + i] = -right[j * n + i];
    }
    DL_SHARE(j, least, vh_rows) {
      T largest = 0;
      for (int64_t i = 0; i < n; i++) if (fabs(right[j * n + i]) > fabs(largest)) largest = right[j * n + i];
      if (largest < 0) for (int64_t i = 0; i < n; i++) right[j * n + i] = -right[j * n + i];
    }
  }
};

template <class T> static dl_status decompose_all(dl_args *a, char how) {
  const dl_tensor *x = dl_in(a, 0);
  decomposed_matrix<T> f = {};
  f.m = x->shape[x->ndim - 2];
  f.n = x->shape[x->ndim - 1];
  f.least = f.m < f.n ? f.m : f.n;
  f.u_columns = how == 'A' ? f.m : f.least;
  f.vh_rows = how == 'A' ? f.n : f.least;
  const int64_t count = dl_matrix_count(x);
  dl_temporary turned(a, count * f.m * f.n * (int64_t)sizeof(T)), turns(a, count * f.least * f.least * (int64_t)sizeof(T));
  if (!turned.data || !turns.data) return DL_NO_MEMORY;
  f.x = (const T *)dl_tensor_data(x);
  f.s = (T *)dl_tensor_data(a->result[how == 'N' ? 0 : 1]);
  f.u = how == 'N' ? NULL : (T *)dl_tensor_data(a->result[0]);
  f.vh = how == 'N' ? NULL : (T *)dl_tensor_data(a->result[2]);
  f.turned = (T *)turned.data;
  f.turns = (T *)turns.data;
  f.blame = dl_blame_of(a, 0);
  return dl_matrices(a, count, f);
}

static char how_of(const dl_args *a) { return dl_boolean(a, 1) ? 'A' : 'S'; }

static dl_status svd_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? decompose_all<float>(a, how_of(a)) : decompose_all<double>(a, how_of(a));
}
DL_KERNEL(svd)
static dl_status svdvals_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? decompose_all<float>(a, 'N') : decompose_all<double>(a, 'N');
}
DL_KERNEL(svdvals)
#endif

#ifndef DL_DEVICE_PASS
static size_t scratch_of(const dl_args *a, char how) {
  svd_work w = see(a, how);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}
static size_t svd_scratch(const dl_args *a) { return scratch_of(a, how_of(a)); }
static size_t svdvals_scratch(const dl_args *a) { return scratch_of(a, 'N'); }

/* Result i: the batch of x, then the given last sizes (rows 0: only columns). */
static dl_status part_shape(dl_args *a, int i, bool matrix, int64_t rows, int64_t columns) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  int ndim = x->ndim - 2;
  memcpy(shape, x->shape, sizeof shape);
  if (matrix) shape[ndim++] = rows;
  shape[ndim++] = columns;
  return dl_result(a, i, (dl_dtype)x->dtype, ndim, shape);
}

static dl_status svd_shape(dl_args *a) {
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  dl_batch b = dl_batch_of(dl_in(a, 0));
  int64_t least = b.m < b.n ? b.m : b.n;
  bool all = dl_boolean(a, 1);
  if (part_shape(a, 0, true, b.m, all ? b.m : least) != DL_OK || part_shape(a, 1, false, 0, least) != DL_OK) return DL_ERROR;
  return part_shape(a, 2, true, all ? b.n : least, b.n);
}

static dl_status svdvals_shape(dl_args *a) {
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  dl_batch b = dl_batch_of(dl_in(a, 0));
  a->composite = dl_grad_enabled() && dl_tensor_needs_grad(dl_in(a, 0));     /* the gradient is made of U and Vh */
  return part_shape(a, 0, false, 0, b.m < b.n ? b.m : b.n);
}

/* X - X^T over E, E[i][j] = s[j]^2 - s[i]^2 */
static dl_tensor *skew_over(dl_grad *g, dl_tensor *x, dl_tensor *s) {
  dl_tensor *squares = DL(g, mul, s, s), *ones = DL(g, eye, s->shape[s->ndim - 1], DL_NONE, (int)s->dtype);
  dl_tensor *e = DL(g, sub, DL(g, unsqueeze, squares, -2), DL(g, unsqueeze, squares, -1));
  return DL(g, div, DL(g, sub, x, DL(g, transpose, x, -1, -2)), DL(g, add, e, ones));
}

static dl_tensor *plus(dl_grad *g, dl_tensor *x, dl_tensor *y) { return x ? DL(g, add, x, y) : y; }

/* dA = U [skew(U^T dU) / E S + S skew(V^T dV) / E + diag(ds)] Vh, and what of dU and dV lies outside of the spaces of
** U and V: (1 - U U^T) dU S^-1 Vh + U S^-1 dVh (1 - V Vh). Townsend, "Differentiating the singular value
** decomposition", 2016. Of fullMatrices, the columns and rows that belong to singular values count. */
static void svd_grad(dl_grad *g) {
  dl_tensor *u = g->result[0], *s = g->result[1], *vh = g->result[2];
  dl_tensor *du = g->upstream[0], *ds = g->upstream[1], *dvh = g->upstream[2], *inside = NULL, *outside = NULL;
  int64_t k = s->shape[s->ndim - 1], m = u->shape[u->ndim - 2], n = vh->shape[vh->ndim - 1];
  if (g->arg[1].boolean) {
    u = DL(g, narrow, u, -1, 0, k);
    vh = DL(g, narrow, vh, -2, 0, k);
    if (du) du = DL(g, narrow, du, -1, 0, k);
    if (dvh) dvh = DL(g, narrow, dvh, -2, 0, k);
  }
  dl_tensor *row = DL(g, unsqueeze, s, -2), *column = DL(g, unsqueeze, s, -1);
  if (du) {
    dl_tensor *own = DL(g, matmul, DL(g, transpose, u, -1, -2), du);
    inside = DL(g, mul, skew_over(g, own, s), row);
    if (m > k) outside = DL(g, matmul, DL(g, div, DL(g, sub, du, DL(g, matmul, u, own)), row), vh);
  }
  if (dvh) {
    dl_tensor *own = DL(g, matmul, vh, DL(g, transpose, dvh, -1, -2));
    inside = plus(g, inside, DL(g, mul, column, skew_over(g, own, s)));
    if (n > k) {
      dl_tensor *rest = DL(g, sub, dvh, DL(g, matmul, DL(g, transpose, own, -1, -2), vh));
      outside = plus(g, outside, DL(g, matmul, u, DL(g, div, rest, column)));
    }
  }
  dl_tensor *left = inside ? DL(g, matmul, u, inside) : NULL;
  if (ds) left = plus(g, left, DL(g, mul, u, DL(g, unsqueeze, ds, -2)));
  dl_give(g, 0, plus(g, outside, DL(g, matmul, left, vh)));
}

DL_OP(svd) {
  .sig = "x: Tensor, fullMatrices: bool = false",
  .returns = "u, s, vh",
  .doc = "The singular value decomposition of m x n matrices: x = U diag(s) Vh with s descending and orthonormal columns of U "
         "(m x k) and rows of Vh (k x n), k = min(m, n); with fullMatrices U is m x m and Vh n x n. The largest component "
         "of each column of U is positive. Leading dimensions are batches. Vh is the transpose of what Torch7 calls V. "
         "The gradient through U and Vh is infinite where singular values are equal.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_RESULT(0) | DL_RESULT(1) | DL_RESULT(2),
  .shape = svd_shape,
  .kernel = svd_kernel,
  .scratch = svd_scratch,
  .grad = svd_grad,
  .sample = "{ apart(3, 3) }, { apart(4, 2) }, { apart(2, 3) }, { apart(2, 2, 2) }, { constant(apart(3, 2)), true }, "
            "{ constant(apart(2, 3)), true }, { apart(2, 2), true }, { randn(0, 3) }, { randn(0, 2), true }, { randn(0, 2, 3) }",
  .error = "{ randn(3) }, { randn(2, 2) * (0 / 0) }",
};

static dl_status svdvals_decomp(dl_args *a) {
  dl_tensor *results[3] = { NULL };
  DL_ALL(a, results, svd, dl_in(a, 0));
  return dl_give_result(a, 0, results[1]);
}

DL_OP(svdvals) {
  .sig = "x: Tensor",
  .doc = "The singular values of matrices, descending, without the vectors of svd. Leading dimensions are batches.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .shape = svdvals_shape,
  .kernel = svdvals_kernel,
  .scratch = svdvals_scratch,
  .decomp = svdvals_decomp,
  .sample = "{ apart(3, 3) }, { apart(4, 2) }, { apart(2, 2, 3) }, { randn(0, 3) }",
  .error = "{ randn(3) }, { randn(2, 2) * (0 / 0) }",
};
#endif
