/* triangularSolve.c -- linear systems with triangular matrices. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const dl_args *a; dl_batch b; dl_dtype dtype; } solve_work;

static int solve_one(void *context, int64_t index, char *scratch) {
  const solve_work *w = context;
  const dl_args *a = w->a;
  const dl_tensor *t = dl_in(a, 0), *y = dl_in(a, 1), *r = a->result[0];
  int64_t size = (int64_t)dl_dtype_size(w->dtype), mn = w->b.m * w->b.n;
  char *to = dl_tensor_data(r) + index * mn * size;
  (void)scratch;
  memcpy(to, dl_tensor_data(y) + dl_batch_offset(r, 2, y, 2, index) * size, (size_t)(mn * size));
  dl_matrix_triangular_solve(w->dtype, dl_boolean(a, 3), dl_boolean(a, 2), dl_boolean(a, 4), w->b.m, w->b.n,
                             dl_tensor_data(t) + dl_batch_offset(r, 2, t, 2, index) * size, to);
  return 0;
}

static dl_status triangularSolve_kernel(dl_args *a) {
  dl_tensor *r = a->result[0];
  solve_work w = { a, dl_batch_of(r), (dl_dtype)r->dtype };
  double side = (double)dl_in(a, 0)->shape[dl_in(a, 0)->ndim - 1];
  dl_each_matrix each = { .count = w.b.count, .work = (double)w.b.m * (double)w.b.n * side, .body = solve_one, .context = &w };
  if (dl_lapack_check(a, w.b.m > w.b.n ? w.b.m : w.b.n) != DL_OK) return DL_ERROR;
  return dl_each_matrix_run(&each);
}
DL_KERNEL(triangularSolve)

#else
template <class T> struct triangular_system {
  const T *t, *b;
  T *y;
  dl_geometry t_place, b_place;
  int64_t m, n;
  bool upper, left, unit;
  __device__ void operator()(dl_together &group, int64_t index) const {
    dl_block_triangular_solve(group, left, upper, unit, m, n, t + t_place.place(index), b + b_place.place(index), y + index * m * n);
  }
};

template <class T> static dl_status solve_all(dl_args *a) {
  const dl_tensor *t = dl_in(a, 0), *b = dl_in(a, 1), *r = a->result[0];
  triangular_system<T> f = {};
  f.t = (const T *)dl_tensor_data(t);
  f.b = (const T *)dl_tensor_data(b);
  f.y = (T *)dl_tensor_data(r);
  f.t_place = dl_batch_geometry(r, 2, t, 2);
  f.b_place = dl_batch_geometry(r, 2, b, 2);
  f.m = r->shape[r->ndim - 2];
  f.n = r->shape[r->ndim - 1];
  f.upper = dl_boolean(a, 2);
  f.left = dl_boolean(a, 3);
  f.unit = dl_boolean(a, 4);
  return f.m > 0 && f.n > 0 ? dl_matrices(a, dl_matrix_count(r), f) : DL_OK;
}

static dl_status triangularSolve_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? solve_all<float>(a) : solve_all<double>(a);
}
DL_KERNEL(triangularSolve)
#endif

#ifndef DL_DEVICE_PASS
static dl_status triangularSolve_shape(dl_args *a) {
  if (dl_check_square(a, 0) != DL_OK || dl_check_matrix(a, 1) != DL_OK) return DL_ERROR;
  const dl_tensor *t = dl_in(a, 0), *y = dl_in(a, 1);
  int64_t side = t->shape[t->ndim - 1], rows = y->shape[y->ndim - 2], columns = y->shape[y->ndim - 1];
  bool left = dl_boolean(a, 3);
  if ((left ? rows : columns) != side)
    return dl_fail_argument(a, 1, "%lld %s, expected %lld (shapes %s and %s)", (long long)(left ? rows : columns),
                            left ? "rows" : "columns", (long long)side, DL_SHAPE_TEXT(t), DL_SHAPE_TEXT(y));
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  if (dl_batch_shape(a, t, 2, y, 2, &ndim, shape) != DL_OK) return DL_ERROR;
  shape[ndim] = rows;
  shape[ndim + 1] = columns;
  return dl_result(a, 0, (dl_dtype)y->dtype, ndim + 2, shape);
}

/* T X = B: dB = T^-T dX, dT = -(dB X^T) in the triangle that counts. Giles, "Collected matrix derivative results", 2008. */
static void triangularSolve_grad(dl_grad *g) {
  bool upper = g->arg[2].boolean, left = g->arg[3].boolean, unit = g->arg[4].boolean;
  dl_tensor *t = dl_saved(g, 0), *x = g->result[0];
  dl_tensor *db = DL(g, triangularSolve, DL(g, transpose, t, -1, -2), dl_upstream(g, 0), !upper, left, unit);
  dl_give(g, 1, db);
  if (!dl_wants(g, 0)) return;
  dl_tensor *xt = DL(g, transpose, x, -1, -2);
  dl_tensor *full = DL(g, neg, left ? DL(g, matmul, db, xt) : DL(g, matmul, xt, db));
  dl_give(g, 0, upper ? DL(g, triu, full, unit ? 1 : 0) : DL(g, tril, full, unit ? -1 : 0));
}

DL_OP(triangularSolve) {
  .sig = "x: Tensor, b: Tensor, upper: bool, left: bool = true, unitriangular: bool = false",
  .doc = "The y with x y = b (left = false: y x = b) for a triangular x, whose other triangle is not read; with unitriangular "
         "its diagonal is not either and counts as ones. b: n x k (left = false: k x n). Leading dimensions are batches "
         "and broadcast. A zero on the diagonal gives infinities.",
  .flags = DL_BROADCAST | DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .shape = triangularSolve_shape,
  .kernel = triangularSolve_kernel,
  .grad = triangularSolve_grad,
  .sample = "{ definite(3), randn(3, 2), true }, { definite(3), randn(3, 2), false }, "
            "{ definite(2, 3), randn(2, 4, 3), true, false }, { definite(3), randn(2, 3, 1), false, true, true }, "
            "{ definite(2, 2), randn(1, 2), true, false, true }, { randn(0, 0), randn(0, 2), true }, "
            "{ definite(2, 2, 2), randn(2, 1, 2, 2), false, false }, { definite(2), randn(2, 0), false }",
  .error = "{ randn(2, 3), randn(2, 2), true }, { randn(3, 3), randn(2, 3), true }, { randn(3, 3), randn(3), true }, "
           "{ randn(2, 3, 3), randn(3, 3, 2), true }, { randn(3, 3), randn(3, 2), true, false }",
};
#endif
