/* matrixNorm.c -- functions of matrices that are made of others: norms, powers, trace, Kronecker's and the cross product. */
#include <stdlib.h>
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static dl_tensor *largest(dl_args *a, dl_tensor *x, bool least, bool keep) {
  return least ? DL(a, amin, x, -1, keep) : DL(a, amax, x, -1, keep);
}

static dl_status matrixNorm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *y;
  const char *order = dl_string(a, 1);
  bool keep = dl_boolean(a, 2);
  if (dl_check_matrix(a, 0) != DL_OK) return DL_ERROR;
  if (strcmp(order, "fro") == 0) return dl_give_result(a, 0, DL(a, norm, x, 2.0, DL_LIST(-2, -1), keep));
  char *end;
  double p = strtod(order, &end), size = fabs(p);
  bool nuclear = strcmp(order, "nuc") == 0;
  if (!nuclear && (*end || end == order || !(size == 1 || size == 2 || size == INFINITY)))
    return dl_fail_argument(a, 1, "expected \"fro\", \"nuc\", 1, -1, 2, -2, math.huge or -math.huge, got \"%s\"", order);
  if (nuclear) y = DL(a, sum, DL(a, svdvals, x), -1);
  else if (size == 2) y = largest(a, DL(a, svdvals, x), p < 0, false);
  else y = largest(a, DL(a, sum, DL(a, abs, x), size == 1 ? -2 : -1), p < 0, false);
  if (keep) y = DL(a, unsqueeze, DL(a, unsqueeze, y, -1), -1);
  return dl_give_result(a, 0, y);
}

DL_OP(matrixNorm) {
  .sig = "x: Tensor, p: string = \"fro\", keepdim: bool = false",
  .doc = "A norm of matrices (the last two dimensions). p: \"fro\" the root of the sum of squares, \"nuc\" the sum of the singular values, "
         "1 the largest sum of |x| of a column, math.huge of a row, 2 the largest singular value; -1, -math.huge, -2 the least.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = matrixNorm_decomp,
  .sample = "{ randn(3, 2) }, { apart(3, 2), 'nuc' }, { apart(3, 3), '1' }, { apart(3, 2), 2 }, { apart(2, 2, 3), -2, true }, "
            "{ apart(3, 3), math.huge }, { apart(3, 3), -math.huge }, { apart(3, 3), -1 }",
  .error = "{ randn(3) }, { randn(2, 2), 3 }, { randn(2, 2), 'nuclear' }, { randn(0, 2), 2 }",
};

static dl_status matrixPower_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *power = NULL;
  int64_t n = dl_integer(a, 1);
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  if (n == INT64_MIN) return dl_fail_argument(a, 1, "%lld is too large", (long long)n);
  if (n < 0) { x = DL(a, inverse, x); n = -n; }
  if (n == 0) {
    dl_tensor *one = DL(a, eye, x->shape[x->ndim - 1], DL_NONE, (int)x->dtype);
    return dl_give_result(a, 0, DL(a, add, DL(a, mul, x, 0.0), one));
  }
  for (; n && x; n >>= 1) {
    if (n & 1) power = power ? DL(a, matmul, power, x) : x;
    if (n > 1) x = DL(a, matmul, x, x);
  }
  return dl_give_result(a, 0, power == dl_in(a, 0) ? DL(a, clone, power) : power);
}

DL_OP(matrixPower) {
  .sig = "x: Tensor, n: int",
  .doc = "The n-th power of square matrices, of their inverse for n < 0, by repeated squaring; leading dimensions are batches.",
  .promote = DL_COMMON_FLOAT,
  .decomp = matrixPower_decomp,
  .sample = "{ regular(2), 3 }, { regular(2), -2 }, { regular(2), 0 }, { regular(2, 2), 1 }, { randn(0, 0), 2 }",
  .error = "{ randn(2, 3), 2 }, { randn(3), 2 }, { zeros(2, 2), -1 }",
};

static dl_status trace_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (x->ndim != 2) return dl_fail_argument(a, 0, "expected a matrix, got shape %s", DL_SHAPE_TEXT(x));
  return dl_give_result(a, 0, DL(a, sum, DL(a, diagonal, x)));
}

DL_OP(trace) {
  .sig = "x: Tensor",
  .doc = "The sum of the diagonal of a matrix.",
  .decomp = trace_decomp,
  .sample = "{ randn(3, 3) }, { randn(2, 3) }, { randn(0, 2) }, { ints(5, 2, 2) }",
  .error = "{ randn(3) }, { randn(2, 2, 2) }",
};

/* Dimension d of x becomes (x's, 1), that of y (1, y's); the pairs of the product are put together. */
static dl_status kron_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  int ndim = x->ndim > y->ndim ? x->ndim : y->ndim;
  int64_t left[DL_MAX_DIMS * 2], right[DL_MAX_DIMS * 2], both[DL_MAX_DIMS];
  if (2 * ndim > DL_MAX_DIMS)
    return dl_fail_argument(a, 0, "at most %d dimensions are possible, got %d", DL_MAX_DIMS / 2, ndim);
  for (int d = 0; d < ndim; d++) {
    int in_x = d - (ndim - x->ndim), in_y = d - (ndim - y->ndim);
    int64_t of_x = in_x < 0 ? 1 : x->shape[in_x], of_y = in_y < 0 ? 1 : y->shape[in_y];
    left[2 * d] = of_x;
    right[2 * d + 1] = of_y;
    left[2 * d + 1] = right[2 * d] = 1;
    if (__builtin_mul_overflow(of_x, of_y, &both[d])) return dl_fail(a, "the result would be too large");
  }
  dl_tensor *product = DL(a, mul, DL(a, reshape, dl_in(a, 0), ((dl_ints){ left, 2 * ndim })),
                          DL(a, reshape, dl_in(a, 1), ((dl_ints){ right, 2 * ndim })));
  return dl_give_result(a, 0, DL(a, reshape, product, ((dl_ints){ both, ndim })));
}

DL_OP(kron) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "Kronecker's product: every element of x times all of y, in blocks. Missing dimensions are put in front.",
  .promote = DL_COMMON,
  .decomp = kron_decomp,
  .sample = "{ randn(2, 2), randn(2, 3) }, { randn(2), randn(3) }, { randn(2, 1, 2), randn(2, 2) }, { randn(), randn(2) }, { randn(0, 2), randn(2, 2) }",
  .error = "{ randn(1, 1, 1, 1, 1), randn(2) }",
};

static dl_status cross_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  int ndim, most = x->ndim > y->ndim ? x->ndim : y->ndim;
  int64_t shape[DL_MAX_DIMS];
  if (dl_broadcast(a, x, y, &ndim, shape) != DL_OK || dl_normal_dim(a, 2, most) != DL_OK) return DL_ERROR;
  int64_t d = dl_integer(a, 2) - most;                            /* from the end: right for both when they broadcast */
  for (int i = 0; i < 2; i++) {
    const dl_tensor *t = dl_in(a, i);
    if (t->ndim + d < 0 || t->shape[t->ndim + d] != 3)
      return dl_fail_argument(a, i, "vectors of 3 components expected along dimension %d, got shape %s",
                              (int)(dl_integer(a, 2) + 1), DL_SHAPE_TEXT(t));
  }
  dl_tensor *ahead = DL(a, mul, DL(a, roll, x, DL_LIST(-1), DL_LIST(d)), DL(a, roll, y, DL_LIST(-2), DL_LIST(d)));
  dl_tensor *behind = DL(a, mul, DL(a, roll, x, DL_LIST(-2), DL_LIST(d)), DL(a, roll, y, DL_LIST(-1), DL_LIST(d)));
  return dl_give_result(a, 0, DL(a, sub, ahead, behind));
}

DL_OP(cross) {
  .sig = "x: Tensor, y: Tensor, dim: dim = -1",
  .doc = "The cross product of vectors with three components along a dimension; the others broadcast.",
  .promote = DL_COMMON,
  .autocast = DL_WIDEST,
  .decomp = cross_decomp,
  .sample = "{ randn(3), randn(3) }, { randn(2, 3), randn(3) }, { randn(3, 2), randn(3, 2), 1 }, { randn(0, 3), randn(3) }",
  .error = "{ randn(2), randn(2) }, { randn(2, 3), randn(2, 3), 1 }, { randn(3, 3), randn(1, 3), 1 }",
};

/* y_k = x1 W_k x2 + b_k: x1 times all W_k at once, then each of these with x2. */
static dl_status bilinear_decomp(dl_args *a) {
  dl_tensor *x1 = dl_in(a, 0), *x2 = dl_in(a, 1), *weight = dl_in(a, 2);
  if (weight->ndim != 3) return dl_fail_argument(a, 2, "expected outputs x inputs1 x inputs2, got shape %s", DL_SHAPE_TEXT(weight));
  for (int i = 0; i < 2; i++) {
    const dl_tensor *x = dl_in(a, i);
    if (x->ndim == 0 || x->shape[x->ndim - 1] != weight->shape[i + 1])
      return dl_fail_argument(a, i, "expected %lld features in the last dimension, got shape %s",
                              (long long)weight->shape[i + 1], DL_SHAPE_TEXT(x));
  }
  if (x1->ndim != x2->ndim || memcmp(x1->shape, x2->shape, (size_t)(x1->ndim - 1) * sizeof *x1->shape) != 0)
    return dl_fail_argument(a, 1, "must have the leading dimensions of x1: shapes %s and %s", DL_SHAPE_TEXT(x1), DL_SHAPE_TEXT(x2));
  int64_t outputs = weight->shape[0], n1 = weight->shape[1], n2 = weight->shape[2], shape[DL_MAX_DIMS];
  int64_t rows = dl_numel_of(x1->shape, x1->ndim - 1);
  memcpy(shape, x1->shape, sizeof shape);
  shape[x1->ndim - 1] = outputs;
  dl_tensor *flat = DL(a, reshape, DL(a, permute, weight, DL_LIST(1, 0, 2)), DL_LIST(n1, outputs * n2));
  dl_tensor *left = DL(a, reshape, DL(a, matmul, DL(a, reshape, x1, DL_LIST(rows, n1)), flat), DL_LIST(rows, outputs, n2));
  dl_tensor *y = DL(a, matmul, left, DL(a, reshape, x2, DL_LIST(rows, n2, 1)));
  y = DL(a, reshape, y, ((dl_ints){ shape, x1->ndim }));
  if (dl_given(a, 3)) y = DL(a, add, y, dl_in(a, 3));
  return dl_give_result(a, 0, y);
}

DL_OP(bilinear) {
  .sig = "x1: Tensor, x2: Tensor, weight: Tensor, bias: Tensor?",
  .doc = "y[k] = x1 weight[k] x2 + bias[k]. x1: (..., inputs1), x2: (..., inputs2), weight: (outputs, inputs1, inputs2), "
         "bias: (outputs); y: (..., outputs).",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_WIDEST,
  .decomp = bilinear_decomp,
  .sample = "{ randn(2, 3), randn(2, 2), randn(4, 3, 2), randn(4) }, { randn(3), randn(2), randn(1, 3, 2) }, "
            "{ randn(2, 2, 1), randn(2, 2, 3), randn(2, 1, 3), randn(2) }, { randn(0, 3), randn(0, 2), randn(4, 3, 2) }",
  .error = "{ randn(2, 3), randn(2, 2), randn(4, 2, 2) }, { randn(2, 3), randn(3, 2), randn(4, 3, 2) }, "
           "{ randn(2, 3), randn(2, 2), randn(3, 2) }",
};
#endif
