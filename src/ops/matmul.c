/* matmul.c -- products of vectors, matrices and batches: matmul, mm, bmm, mv, dot, outer. */
#include "dl_op.h"

/* Transposed and batched operands are read where they are (device/cpu/level/product.c). */
static dl_status product(dl_args *a) {
  dl_product p;
  dl_product_make(&p, a->arg[0].tensor, a->arg[1].tensor, a->result[0]);
  return dl_product_run(&p, a->scratch);
}

static dl_status matmul_kernel(dl_args *a) { return product(a); }
DL_KERNEL_WITH(matmul, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status mm_kernel(dl_args *a) { return product(a); }
DL_KERNEL_WITH(mm, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status bmm_kernel(dl_args *a) { return product(a); }
DL_KERNEL_WITH(bmm, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status mv_kernel(dl_args *a) { return product(a); }
DL_KERNEL_WITH(mv, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status dot_kernel(dl_args *a) { return product(a); }
DL_KERNEL_WITH(dot, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

#ifndef DL_DEVICE_PASS
static size_t product_scratch(const dl_args *a) {
  dl_product p;
  dl_product_make(&p, a->arg[0].tensor, a->arg[1].tensor, a->result[0]);
  return dl_product_scratch(&p);
}

/* ---- shapes ---- */

static dl_status check_ndim(dl_args *a, int i, int ndim, const char *what) {
  const dl_tensor *t = dl_in(a, i);
  if (t->ndim == ndim) return DL_OK;
  return dl_fail_argument(a, i, "expected %s, got shape %s", what, DL_SHAPE_TEXT(t));
}

static dl_status check_inner(dl_args *a, int64_t have, int64_t want) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  if (x->dtype == DL_BOOL) return dl_fail(a, "is not defined for bool (use to())");
  if (have == want) return DL_OK;
  return dl_fail_argument(a, 1, "inner size %lld, expected %lld (shapes %s and %s)", (long long)have,
                          (long long)want, DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(y));
}

static dl_status matmul_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  for (int i = 0; i < 2; i++)
    if (dl_in(a, i)->ndim == 0) return dl_fail_argument(a, i, "a 0-dimensional tensor has no rows (use mul)");
  int64_t inner = y->shape[y->ndim > 1 ? y->ndim - 2 : 0], shape[DL_MAX_DIMS];
  int ndim = 0;
  dl_status status = check_inner(a, inner, x->shape[x->ndim - 1]);
  if (status == DL_OK && (x->ndim > 2 || y->ndim > 2)) status = dl_batch_shape(a, x, 2, y, 2, &ndim, shape);
  if (status != DL_OK) return status;
  if (x->ndim > 1) shape[ndim++] = x->shape[x->ndim - 2];
  if (y->ndim > 1) shape[ndim++] = y->shape[y->ndim - 1];
  return dl_result(a, 0, (dl_dtype)x->dtype, ndim, shape);
}

static dl_status mm_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  if (check_ndim(a, 0, 2, "a matrix") != DL_OK || check_ndim(a, 1, 2, "a matrix") != DL_OK
      || check_inner(a, y->shape[0], x->shape[1]) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, 2, (int64_t[]){ x->shape[0], y->shape[1] });
}

static dl_status bmm_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  if (check_ndim(a, 0, 3, "3 dimensions") != DL_OK || check_ndim(a, 1, 3, "3 dimensions") != DL_OK) return DL_ERROR;
  if (x->shape[0] != y->shape[0])
    return dl_fail_argument(a, 1, "%lld matrices, expected %lld", (long long)y->shape[0], (long long)x->shape[0]);
  if (check_inner(a, y->shape[1], x->shape[2]) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, 3, (int64_t[]){ x->shape[0], x->shape[1], y->shape[2] });
}

static dl_status mv_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  if (check_ndim(a, 0, 2, "a matrix") != DL_OK || check_ndim(a, 1, 1, "a vector") != DL_OK
      || check_inner(a, y->shape[0], x->shape[1]) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, 1, x->shape);
}

static dl_status dot_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  if (check_ndim(a, 0, 1, "a vector") != DL_OK || check_ndim(a, 1, 1, "a vector") != DL_OK
      || check_inner(a, y->shape[0], x->shape[0]) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, 0, NULL);
}

/* ---- gradients: dX = dY Y^T, dY = X^T dY ---- */

static void mm_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mm, dy, DL(g, t, dl_saved(g, 1))));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mm, DL(g, t, dl_saved(g, 0)), dy));
}

static void bmm_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, bmm, dy, DL(g, transpose, dl_saved(g, 1), 1, 2)));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, bmm, DL(g, transpose, dl_saved(g, 0), 1, 2), dy));
}

static void mv_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, outer, dy, dl_saved(g, 1)));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mv, DL(g, t, dl_saved(g, 0)), dy));
}

static void dot_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, dl_saved(g, 1), dy));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, dl_saved(g, 0), dy));
}

/* Rows of a batch as rows of one matrix. */
static dl_tensor *as_matrix(dl_grad *g, dl_tensor *t) {
  return t->ndim == 2 ? t : DL(g, reshape, t, DL_LIST(-1, t->shape[t->ndim - 1]));
}

/* The gradient of a matrix that every member of the batch multiplied: one product of all rows. A vector is a row
** on the left and a column on the right; dl_give sums over the other broadcast dimensions. */
static void matmul_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *dy = dl_upstream(g, 0);
  if (x->ndim == 1 && y->ndim == 1) { dot_grad(g); return; }
  if (x->ndim == 2 && y->ndim == 2) { mm_grad(g); return; }
  dl_tensor *left = x->ndim == 1 ? DL(g, unsqueeze, x, 0) : x, *right = y->ndim == 1 ? DL(g, unsqueeze, y, 1) : y;
  if (x->ndim == 1) dy = DL(g, unsqueeze, dy, y->ndim == 1 ? -1 : -2);
  if (y->ndim == 1) dy = DL(g, unsqueeze, dy, -1);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, matmul, dy, DL(g, transpose, right, -1, -2)));
  if (!dl_wants(g, 1) || !left || !dy) return;
  bool shared = y->ndim <= 2 && x->ndim > 2 && dl_tensor_numel(dy) && dl_tensor_numel(x);
  dl_tensor *dright = shared
    ? DL(g, matmul, DL(g, t, as_matrix(g, left)), as_matrix(g, dy))
    : DL(g, matmul, DL(g, transpose, left, -1, -2), dy);
  dl_give(g, 1, y->ndim == 1 ? DL(g, squeeze, dright, DL_LIST(-1)) : dright);
}

/* ---- records ---- */

static double product_flops(const dl_args *a) { return dl_product_flops(a, 0); }

#define PRODUCT(op) \
  .promote = DL_COMMON, \
  .shape = op##_shape, .kernel = op##_kernel, .scratch = product_scratch, .flops = product_flops, .grad = op##_grad, \
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1)

DL_OP(matmul) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The matrix product. Leading dimensions are batches and broadcast. A vector on the left is a "
         "row, one on the right a column, and that dimension is not in the result: two vectors give their "
         "dot product.",
  .flags = DL_STRIDED | DL_BROADCAST | DL_VIA_FLOAT32,
  .autocast = DL_LOW,
  PRODUCT(matmul),
  .sample = "{ randn(2, 3), randn(3, 4) }, { randn(3), randn(3) }, { randn(2, 3), randn(3) }, "
            "{ randn(3), randn(3, 2) }, { randn(2, 2, 3), randn(3, 2) }, { randn(2, 3), randn(2, 3, 2) }, "
            "{ randn(2, 1, 2, 3), randn(2, 3, 2) }, { randn(2, 2, 3), randn(3) }, "
            "{ randn(3), randn(2, 3, 2) }, { randn(2, 0), randn(0, 3) }, { randn(0, 2, 3), randn(3, 2) }, "
            "{ randn(3, 2):t(), randn(4, 3):t() }, { ints(5, 2, 3), ints(5, 3, 2) }",
  .error = "{ randn(2, 3), randn(2, 3) }, { randn(), randn(3) }, { randn(2, 2, 3), randn(3, 3, 2) }, "
           "{ randn(3), randn(4) }, { bools(2, 2), bools(2, 2) }",
};

DL_OP(mm) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The product of two matrices.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .autocast = DL_LOW,
  PRODUCT(mm),
  .sample = "{ randn(2, 3), randn(3, 4) }, { randn(3, 2):t(), randn(4, 3):t() }, "
            "{ randn(2, 0), randn(0, 3) }, { randn(0, 2), randn(2, 3) }, { randn(1, 1), randn(1, 1) }, "
            "{ ints(9, 2, 3), ints(9, 2, 3):t() }",
  .error = "{ randn(2, 3), randn(2, 3) }, { randn(2), randn(2, 3) }, { randn(2, 2, 2), randn(2, 2) }",
};

DL_OP(bmm) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The products of the matrices of two batches: b x m x k and b x k x n give b x m x n.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .autocast = DL_LOW,
  PRODUCT(bmm),
  .sample = "{ randn(2, 2, 3), randn(2, 3, 2) }, "
            "{ randn(2, 3, 2):transpose(2, 3), randn(3, 2, 2):transpose(1, 2) }, "
            "{ randn(0, 2, 3), randn(0, 3, 2) }, { randn(2, 2, 0), randn(2, 0, 1) }, "
            "{ constant(randn(1, 2, 3):expand(3, 2, 3)), randn(3, 3, 2) }",
  .error = "{ randn(2, 2, 3), randn(3, 3, 2) }, { randn(2, 2, 3), randn(2, 2, 3) }, "
           "{ randn(2, 3), randn(3, 2) }",
};

DL_OP(mv) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The product of a matrix and a vector.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .autocast = DL_LOW,
  PRODUCT(mv),
  .sample = "{ randn(2, 3), randn(3) }, { randn(3, 2):t(), randn(3) }, { randn(2, 0), randn(0) }, "
            "{ randn(3, 4), constant(randn(1):expand(4)) }",
  .error = "{ randn(2, 3), randn(2) }, { randn(3), randn(3) }, { randn(2, 3), randn(3, 1) }",
};

DL_OP(dot) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The sum of the products of the elements of two vectors.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .autocast = DL_WIDEST,
  PRODUCT(dot),
  .sample = "{ randn(4), randn(4) }, { randn(0), randn(0) }, { constant(randn(1):expand(3)), randn(3) }, "
            "{ ints(9, 3), ints(9, 3) }",
  .error = "{ randn(3), randn(4) }, { randn(2, 2), randn(2, 2) }, { randn(3), randn(3, 1) }",
};

static dl_status outer_decomp(dl_args *a) {
  if (check_ndim(a, 0, 1, "a vector") != DL_OK || check_ndim(a, 1, 1, "a vector") != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, mul, DL(a, unsqueeze, dl_in(a, 0), 1), dl_in(a, 1)));
}

DL_OP(outer) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "Every element of one vector times every element of another: a matrix.",
  .decomp = outer_decomp,
  .sample = "{ randn(2), randn(3) }, { randn(0), randn(2) }, { randn(3), ints(5, 2) }",
  .error = "{ randn(2, 2), randn(2) }, { randn(2), randn() }",
};
#endif
