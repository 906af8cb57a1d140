/* pinv.c -- what singular values decide: the pseudoinverse, least squares, the rank. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static double epsilon_of(dl_dtype dtype) {
  switch (dtype) {
    case DL_FLOAT64: return 0x1p-52;
    case DL_FLOAT16: return 0x1p-10;
    case DL_BFLOAT16: return 0x1p-7;
    default: return 0x1p-23;
  }
}

/* The larger of `absolute` and `relative` times the largest singular value, below which the others count as 0. Unless
** one of them is given, relative is max(m, n) times the precision of the dtype. s is not empty. */
static dl_tensor *limit_of(dl_args *a, dl_tensor *x, dl_tensor *s, dl_value relative, double absolute) {
  dl_batch b = dl_batch_of(x);
  double factor = relative.kind != DL_NIL ? relative.number
    : absolute > 0 ? 0 : (double)(b.m > b.n ? b.m : b.n) * epsilon_of((dl_dtype)x->dtype);
  dl_tensor *largest = DL(a, narrow, s, -1, 0, 1);
  return DL(a, clamp, DL(a, mul, largest, factor), absolute);
}

static dl_status pinv_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *parts[3] = { NULL };
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  if (dl_tensor_numel(x) == 0)
    return dl_give_result(a, 0, DL(a, zerosLike, DL(a, contiguous, DL(a, transpose, x, -1, -2))));
  DL_ALL(a, parts, svd, x);
  dl_tensor *s = parts[1], *limit = limit_of(a, x, s, a->arg[1], dl_number(a, 2));
  dl_tensor *counts = DL(a, gt, s, limit);
  dl_tensor *inverse = DL(a, where, counts, DL(a, reciprocal, s), 0.0);
  dl_tensor *left = DL(a, mul, DL(a, transpose, parts[2], -1, -2), DL(a, unsqueeze, inverse, -2));
  return dl_give_result(a, 0, DL(a, matmul, left, DL(a, transpose, parts[0], -1, -2)));
}

/* dA = -P^T dP P^T + (1 - A P) dP^T P P^T + P^T P dP^T (1 - P A), which needs no singular vectors. Golub and Pereyra, "The
** differentiation of pseudo-inverses and nonlinear least squares problems whose variables separate", 1973. */
static void pinv_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *p = g->result[0], *dp = dl_upstream(g, 0);
  dl_tensor *pt = DL(g, transpose, p, -1, -2), *dpt = DL(g, transpose, dp, -1, -2);
  dl_tensor *sum = DL(g, neg, DL(g, matmul, DL(g, matmul, pt, dp), pt));
  dl_tensor *columns = DL(g, matmul, DL(g, matmul, dpt, p), pt), *rows = DL(g, matmul, pt, DL(g, matmul, p, dpt));
  sum = DL(g, add, sum, DL(g, sub, columns, DL(g, matmul, x, DL(g, matmul, p, columns))));
  sum = DL(g, add, sum, DL(g, sub, rows, DL(g, matmul, DL(g, matmul, rows, p), x)));
  dl_give(g, 0, sum);
}

#define TOLERANCES "rtol: number?, atol: number = 0"
#define TOLERANCES_DOC " Singular values of no more than max(atol, rtol times the largest one) count as 0; rtol is max(m, n) " \
  "times the precision of the dtype when neither is given."

DL_OP(pinv) {
  .sig = "x: Tensor, " TOLERANCES,
  .alias = "pinverse",
  .doc = "The pseudoinverse (Moore and Penrose) of m x n matrices, n x m; leading dimensions are batches." TOLERANCES_DOC,
  .flags = DL_OPAQUE,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_RESULT(0),
  .decomp = pinv_decomp,
  .grad = pinv_grad,
  .sample = "{ regular(3) }, { apart(3, 2) }, { apart(2, 2, 3) }, { apart(2, 2), 1e-3, 1e-4 }, { randn(0, 2) }, { randn(2, 0) }",
  .error = "{ randn(3) }, { randn(2, 2), 'x' }",
};

/* b: vectors where it is one, or has the shape of x without its last dimension. */
static dl_status lstsq_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *b = dl_in(a, 1);
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  if (b->ndim == 0) return dl_fail_argument(a, 1, "expected a vector or a matrix, got a scalar");
  bool vectors = b->ndim == 1 || (b->ndim == x->ndim - 1 && memcmp(b->shape, x->shape, (size_t)b->ndim * sizeof *b->shape) == 0);
  int64_t rows = b->shape[b->ndim - (vectors ? 1 : 2)];
  if (rows != x->shape[x->ndim - 2])
    return dl_fail_argument(a, 1, "%lld rows, expected %lld (shapes %s and %s)", (long long)rows,
                            (long long)x->shape[x->ndim - 2], DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(b));
  dl_tensor *p = DL(a, pinv, x, a->arg[2], a->arg[3]);
  if (!vectors) return dl_give_result(a, 0, DL(a, matmul, p, b));
  return dl_give_result(a, 0, DL(a, squeeze, DL(a, matmul, p, DL(a, unsqueeze, b, -1)), DL_LIST(-1)));
}

DL_OP(lstsq) {
  .sig = "x: Tensor, b: Tensor, " TOLERANCES,
  .doc = "The y for which x y is nearest to b (least squares), and of these the shortest, by the pseudoinverse. x: m x n; b: m x k, or a "
         "vector (also a batch of them, of the shape of x without its last dimension)." TOLERANCES_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = lstsq_decomp,
  .sample = "{ apart(3, 2), randn(3, 2) }, { apart(3, 2), randn(3) }, { apart(2, 3, 2), randn(2, 3) }, { apart(2, 3), randn(2, 1) }",
  .error = "{ randn(3), randn(3) }, { randn(3, 2), randn(2) }, { randn(3, 2), randn() }",
};

static dl_status matrixRank_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  if (dl_tensor_numel(x) == 0)
    return dl_give_result(a, 0, DL(a, zeros, ((dl_ints){ x->shape, x->ndim - 2 }), (int)DL_INT64));
  dl_tensor *s = DL(a, svdvals, x);
  return dl_give_result(a, 0, DL(a, sum, DL(a, gt, s, limit_of(a, x, s, a->arg[1], dl_number(a, 2))), -1));
}

DL_OP(matrixRank) {
  .sig = "x: Tensor, " TOLERANCES,
  .doc = "The rank of matrices, int64: how many singular values count." TOLERANCES_DOC,
  .flags = DL_NO_GRAD,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = matrixRank_decomp,
  .sample = "{ regular(3) }, { apart(2, 3, 2) }, { apart(3, 3), nil, 1.5 }, { zeros(2, 2) }, { randn(0, 2) }, { randn(2, 0, 2) }",
  .error = "{ randn(3) }",
};
#endif
