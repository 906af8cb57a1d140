/* solve.c -- systems of linear equations, by Gaussian elimination with partial pivoting. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const dl_args *a; int64_t n, columns; int matrix_dims; dl_dtype dtype; } solve_work;

static int64_t bytes_of(const solve_work *w) {
  return w->n * w->n * (int64_t)dl_dtype_size(w->dtype) + w->n * (int64_t)sizeof(int);
}

static solve_work see(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *b = dl_in(a, 1);
  bool vector = a->note[0];
  return (solve_work){ a, x->shape[x->ndim - 1], vector ? 1 : b->shape[b->ndim - 1], vector ? 1 : 2, (dl_dtype)x->dtype };
}

static int64_t matrices(const solve_work *w) {
  const dl_tensor *r = w->a->result[0];
  return dl_numel_of(r->shape, r->ndim - w->matrix_dims);
}

static double operations(const solve_work *w) {
  double n = (double)w->n;
  return n * n * (n / 3 + (double)w->columns);
}

static int solve_one(void *context, int64_t index, char *scratch) {
  const solve_work *w = context;
  const dl_tensor *x = dl_in(w->a, 0), *b = dl_in(w->a, 1), *r = w->a->result[0];
  int64_t size = (int64_t)dl_dtype_size(w->dtype), n = w->n, each = n * w->columns * size;
  char *to = dl_tensor_data(r) + index * each;
  int *pivots = (int *)(scratch + n * n * size);
  memcpy(scratch, dl_tensor_data(x) + dl_batch_offset(r, w->matrix_dims, x, 2, index) * size, (size_t)(n * n * size));
  int info = dl_matrix_lu(w->dtype, n, scratch, pivots);
  if (info) return info;
  memcpy(to, dl_tensor_data(b) + dl_batch_offset(r, w->matrix_dims, b, w->matrix_dims, index) * size, (size_t)each);
  dl_matrix_lu_solve(w->dtype, n, w->columns, scratch, pivots, to);
  return 0;
}

static dl_status solve_kernel(dl_args *a) {
  solve_work w = see(a);
  dl_each_matrix each = { .count = matrices(&w), .bytes = bytes_of(&w), .work = operations(&w), .body = solve_one,
                          .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.n > w.columns ? w.n : w.columns) != DL_OK) return DL_ERROR;
  dl_status status = dl_each_matrix_run(&each);
  if (status != DL_OK || each.failed < 0) return status;
  return dl_fail_argument(a, 0, "%s is singular (its pivot %d is zero)", dl_name_matrix(&each).text, each.info);
}
DL_KERNEL(solve)

#else
/* Each matrix has room for its factors and their order. */
template <class T> struct linear_system {
  const T *x, *b;
  T *y, *factors;
  int64_t *orders;
  dl_geometry x_place, b_place;
  int64_t n, columns;
  dl_blame blame;
  __device__ void operator()(dl_together &group, int64_t index) const {
    T *lu = factors + index * n * n, sign;
    int64_t *order = orders + index * n;
    dl_matrix_copy(group, n * n, x + x_place.place(index), lu);
    const int info = dl_block_lu(group, n, n, lu, order, &sign);
    if (info && group.lane() == 0) blame.complain(DL_SINGULAR, info);
    dl_block_lu_solve(group, n, columns, lu, order, b + b_place.place(index), y + index * n * columns);
  }
};

template <class T> static dl_status solve_all(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *b = dl_in(a, 1), *r = a->result[0];
  const bool vector = a->note[0];
  const int dims = vector ? 1 : 2;
  const int64_t count = dl_numel_of(r->shape, r->ndim - dims);
  linear_system<T> f = {};
  f.n = x->shape[x->ndim - 1];
  f.columns = vector ? 1 : b->shape[b->ndim - 1];
  dl_temporary factors(a, count * f.n * f.n * (int64_t)sizeof(T)), orders(a, count * f.n * (int64_t)sizeof(int64_t));
  if (!factors.data || !orders.data) return DL_NO_MEMORY;
  f.x = (const T *)dl_tensor_data(x);
  f.b = (const T *)dl_tensor_data(b);
  f.y = (T *)dl_tensor_data(r);
  f.factors = (T *)factors.data;
  f.orders = (int64_t *)orders.data;
  f.x_place = dl_batch_geometry(r, dims, x, 2);
  f.b_place = dl_batch_geometry(r, dims, b, dims);
  f.blame = dl_blame_of(a, 0);
  return dl_matrices(a, count, f);
}

static dl_status solve_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? solve_all<float>(a) : solve_all<double>(a);
}
DL_KERNEL(solve)
#endif

#ifndef DL_DEVICE_PASS
static size_t solve_scratch(const dl_args *a) {
  solve_work w = see(a);
  return dl_each_matrix_scratch(matrices(&w), operations(&w), bytes_of(&w));
}

/* b is a batch of vectors where it has one dimension, or the shape of x without the last one. */
static bool is_vector(const dl_tensor *x, const dl_tensor *b) {
  if (b->ndim == 1) return true;
  return b->ndim == x->ndim - 1 && memcmp(b->shape, x->shape, (size_t)b->ndim * sizeof *b->shape) == 0;
}

static dl_status solve_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *b = dl_in(a, 1);
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  if (b->ndim == 0) return dl_fail_argument(a, 1, "expected a vector or a matrix, got a scalar");
  bool vector = is_vector(x, b);
  int64_t n = x->shape[x->ndim - 1], rows = b->shape[b->ndim - (vector ? 1 : 2)], shape[DL_MAX_DIMS];
  if (rows != n)
    return dl_fail_argument(a, 1, "%lld rows, expected %lld (shapes %s and %s)", (long long)rows, (long long)n,
                            DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(b));
  int ndim;
  if (dl_batch_shape(a, x, 2, b, vector ? 1 : 2, &ndim, shape) != DL_OK) return DL_ERROR;
  shape[ndim++] = n;
  if (!vector) shape[ndim++] = b->shape[b->ndim - 1];
  a->note[0] = vector;
  return dl_result(a, 0, (dl_dtype)x->dtype, ndim, shape);
}

/* A X = B: dB = A^-T dX, dA = -dB X^T. Giles, "Collected matrix derivative results", 2008. */
static void solve_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = g->result[0], *dy = dl_upstream(g, 0);
  bool vector = is_vector(x, dl_saved(g, 1));
  if (vector) { y = DL(g, unsqueeze, y, -1); dy = DL(g, unsqueeze, dy, -1); }
  dl_tensor *db = DL(g, solve, DL(g, transpose, x, -1, -2), dy);
  if (dl_wants(g, 1)) dl_give(g, 1, vector ? DL(g, squeeze, db, DL_LIST(-1)) : db);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, neg, DL(g, matmul, db, DL(g, transpose, y, -1, -2))));
}

DL_OP(solve) {
  .sig = "x: Tensor, b: Tensor",
  .doc = "The y with x y = b for square x. b: n x k, or a vector (also a batch of them, of the shape of x without its last "
         "dimension). Leading dimensions are batches and broadcast. Fails when x is singular.",
  .flags = DL_BROADCAST | DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_RESULT(0),
  .shape = solve_shape,
  .kernel = solve_kernel,
  .scratch = solve_scratch,
  .grad = solve_grad,
  .sample = "{ regular(3), randn(3, 2) }, { regular(3), randn(3) }, { regular(2, 2), randn(2, 2, 3) }, "
            "{ regular(2, 2), randn(2, 2) }, { regular(3, 2, 2), randn(2, 1) }, { regular(2), randn(2, 1, 2, 2) }, "
            "{ randn(0, 0), randn(0, 2) }, { regular(2), randn(2, 0) }, { randn(0, 2, 2), randn(2) }",
  .error = "{ randn(2, 3), randn(2) }, { randn(3, 3), randn(2) }, { randn(3, 3), randn() }, { zeros(2, 2), randn(2) }, "
           "{ cat({ regular(1, 2), ones(1, 2, 2) }), randn(2) }, { randn(2, 3, 3), randn(3, 3, 2) }",
};
#endif
