/* cosineSimilarity.c -- the cosine of the angle between vectors. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static dl_status cosine_similarity_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1);
  int64_t d = dl_integer(a, 2);
  double epsilon = dl_number(a, 3);
  int ndim = x->ndim > y->ndim ? x->ndim : y->ndim;
  if (dl_normal_dim(a, 2, ndim) != DL_OK) return DL_ERROR;
  d = dl_integer(a, 2) - ndim;                            /* from the end: right for both when they broadcast */
  dl_tensor *dot = DL(a, sum, DL(a, mul, x, y), d);
  dl_tensor *long_x = DL(a, clamp, DL(a, norm, x, 2.0, d), epsilon);
  dl_tensor *long_y = DL(a, clamp, DL(a, norm, y, 2.0, d), epsilon);
  return dl_give_result(a, 0, DL(a, div, dot, DL(a, mul, long_x, long_y)));
}

DL_OP(cosineSimilarity) {
  .sig = "x: Tensor, y: Tensor, dim: dim = 2, epsilon: number = 1e-8",
  .doc = "x . y / (|x| |y|) along a dimension; lengths below epsilon count as epsilon.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = cosine_similarity_decomp,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3), randn(3), 1 }, { randn(3, 4), randn(1, 4), -1 }",
  .error = "{ randn(3), randn(3) }, { randn(2, 3), randn(2, 4) }",
};
#endif
