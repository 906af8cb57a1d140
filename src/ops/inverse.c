/* inverse.c -- the inverse of square matrices. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const char *x; char *y; int64_t n, work_size; dl_dtype dtype; } inverse_work;

static inverse_work see(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t n = x->shape[x->ndim - 1];
  return (inverse_work){ dl_tensor_data(x), dl_tensor_data(a->result[0]), n, dl_matrix_lu_inverse_work((dl_dtype)x->dtype, n),
                         (dl_dtype)x->dtype };
}

static int64_t bytes_of(const inverse_work *w) {
  return w->work_size * (int64_t)dl_dtype_size(w->dtype) + w->n * (int64_t)sizeof(int);
}

static double operations(const inverse_work *w) { return 2.0 * (double)w->n * (double)w->n * (double)w->n; }

static int invert(void *context, int64_t index, char *scratch) {
  const inverse_work *w = context;
  int64_t size = (int64_t)dl_dtype_size(w->dtype), bytes = w->n * w->n * size;
  char *y = w->y + index * bytes;
  int *pivots = (int *)(scratch + w->work_size * size);
  memcpy(y, w->x + index * bytes, (size_t)bytes);
  int info = dl_matrix_lu(w->dtype, w->n, y, pivots);
  return info ? info : dl_matrix_lu_inverse(w->dtype, w->n, y, pivots, scratch, w->work_size);
}

static dl_status inverse_kernel(dl_args *a) {
  inverse_work w = see(a);
  dl_each_matrix each = { .count = dl_batch_of(dl_in(a, 0)).count, .bytes = bytes_of(&w), .work = operations(&w),
                          .body = invert, .context = &w, .scratch = a->scratch };
  if (dl_lapack_check(a, w.n) != DL_OK) return DL_ERROR;
  dl_status status = dl_each_matrix_run(&each);
  if (status != DL_OK || each.failed < 0) return status;
  return dl_fail_argument(a, 0, "%s is singular (its pivot %d is zero)", dl_name_matrix(&each).text, each.info);
}
DL_KERNEL(inverse)

#else
template <class T> struct inverted_matrix {
  const T *x;
  T *y, *factors;
  int64_t *orders, n;
  dl_blame blame;
  __device__ void operator()(dl_together &group, int64_t index) const {
    T *lu = factors + index * n * n, sign;
    int64_t *order = orders + index * n;
    dl_matrix_copy(group, n * n, x + index * n * n, lu);
    const int info = dl_block_lu(group, n, n, lu, order, &sign);
    if (info && group.lane() == 0) blame.complain(DL_SINGULAR, info);
    dl_block_lu_solve(group, n, n, lu, order, (const T *)NULL, y + index * n * n);
  }
};

template <class T> static dl_status invert_all(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t n = x->shape[x->ndim - 1], count = dl_matrix_count(x);
  dl_temporary factors(a, count * n * n * (int64_t)sizeof(T)), orders(a, count * n * (int64_t)sizeof(int64_t));
  if (!factors.data || !orders.data) return DL_NO_MEMORY;
  const inverted_matrix<T> f = { (const T *)dl_tensor_data(x), (T *)dl_tensor_data(a->result[0]), (T *)factors.data,
                                 (int64_t *)orders.data, n, dl_blame_of(a, 0) };
  return dl_matrices(a, count, f);
}

static dl_status inverse_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? invert_all<float>(a) : invert_all<double>(a);
}
DL_KERNEL(inverse)
#endif

#ifndef DL_DEVICE_PASS
static size_t inverse_scratch(const dl_args *a) {
  inverse_work w = see(a);
  return dl_each_matrix_scratch(dl_batch_of(dl_in(a, 0)).count, operations(&w), bytes_of(&w));
}

static dl_status inverse_shape(dl_args *a) {
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 0, dl_in(a, 0));
}

/* -Y^T dY Y^T; Giles, "Collected matrix derivative results", 2008. */
static void inverse_grad(dl_grad *g) {
  dl_tensor *yt = DL(g, transpose, g->result[0], -1, -2);
  dl_give(g, 0, DL(g, neg, DL(g, matmul, DL(g, matmul, yt, dl_upstream(g, 0)), yt)));
}

DL_OP(inverse) {
  .sig = "x: Tensor",
  .alias = "inv",
  .doc = "The inverse of square matrices; leading dimensions are batches. Fails when one is singular. For A^-1 B, solve is "
         "quicker and more accurate.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_RESULT(0),
  .shape = inverse_shape,
  .kernel = inverse_kernel,
  .scratch = inverse_scratch,
  .grad = inverse_grad,
  .sample = "{ regular(3) }, { regular(2, 2, 2) }, { regular(1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }, { zeros(2, 2) }, { cat({ regular(1, 2), ones(1, 2, 2) }) }",
};
#endif
