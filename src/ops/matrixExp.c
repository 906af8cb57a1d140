/* matrixExp.c -- the exponential of matrices. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* The sum of the terms that are there: c[k] times x[k]. */
static dl_tensor *combined(dl_args *a, int count, dl_tensor *const *x, const double *c) {
  dl_tensor *sum = DL(a, mul, x[0], c[0]);
  for (int k = 1; k < count; k++) sum = DL(a, add, sum, DL(a, mul, x[k], c[k]));
  return sum;
}

/* How often x must be halved for the approximant to be exact to the last digit; -1 after a failure. */
static int halvings(dl_args *a, dl_tensor *x) {
  double largest = 0;
  dl_tensor *sums = DL(a, sum, DL(a, abs, x), -2);
  dl_tensor *norm = DL(a, amax, DL(a, reshape, sums, DL_LIST(-1)));
  if (!norm || dl_tensor_read(norm, 0, &largest, NULL) != DL_OK) return -1;
  if (!isfinite(largest) || largest <= 5.371920351148152) return 0;
  return (int)ceil(log2(largest / 5.371920351148152));
}

/* Scaling and squaring with the Pade approximant of degree 13. Higham, "The scaling and squaring method for the matrix
** exponential revisited", 2005. */
static dl_status matrixExp_decomp(dl_args *a) {
  static const double b[] = { 64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
                              10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1 };
  dl_tensor *x = dl_in(a, 0);
  if (dl_check_square(a, 0) != DL_OK) return DL_ERROR;
  if (dl_tensor_numel(x) == 0) return dl_give_result(a, 0, DL(a, clone, x));
  dl_dtype dtype = (dl_dtype)x->dtype;
  if (dl_dtype_is_half(dtype)) x = DL(a, to, x, (int)DL_FLOAT32);       /* whose range the coefficients need */
  if (!x) return dl_error_status();
  bool was = dl_grad_set_enabled(false);
  int times = halvings(a, x);
  dl_grad_set_enabled(was);
  if (times < 0) return dl_error_status();
  if (times) x = DL(a, mul, x, ldexp(1, -times));
  dl_tensor *one = DL(a, eye, x ? x->shape[x->ndim - 1] : 0, DL_NONE, dtype == DL_FLOAT64 ? (int)DL_FLOAT64 : (int)DL_FLOAT32);
  dl_tensor *x2 = DL(a, matmul, x, x), *x4 = DL(a, matmul, x2, x2), *x6 = DL(a, matmul, x2, x4);
  dl_tensor *powers[4] = { x6, x4, x2, one };
  if (!x6 || !one) return dl_error_status();
  dl_tensor *odd = DL(a, matmul, x6, combined(a, 3, powers, (double[]){ b[13], b[11], b[9] }));
  odd = DL(a, matmul, x, DL(a, add, odd, combined(a, 4, powers, (double[]){ b[7], b[5], b[3], b[1] })));
  dl_tensor *even = DL(a, matmul, x6, combined(a, 3, powers, (double[]){ b[12], b[10], b[8] }));
  even = DL(a, add, even, combined(a, 4, powers, (double[]){ b[6], b[4], b[2], b[0] }));
  dl_tensor *y = DL(a, solve, DL(a, sub, even, odd), DL(a, add, even, odd));
  for (; times > 0; times--) y = DL(a, matmul, y, y);
  return dl_give_result(a, 0, dl_dtype_is_half(dtype) ? DL(a, to, y, (int)dtype) : y);
}

DL_OP(matrixExp) {
  .sig = "x: Tensor",
  .doc = "The exponential of square matrices, 1 + x + x x / 2 + ... (not that of their elements); leading dimensions are batches.",
  .promote = DL_COMMON_FLOAT,
  .decomp = matrixExp_decomp,
  .sample = "{ randn(3, 3) }, { randn(2, 2, 2) * 3 }, { randn(1, 1) }, { randn(0, 0) }, { randn(0, 2, 2) }",
  .error = "{ randn(2, 3) }, { randn(3) }",
};
#endif
