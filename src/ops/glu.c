/* glu.c -- the gated linear unit (Dauphin et al. 2017, "Language modeling with gated convolutional networks"). */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static dl_status glu_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int dim = (int)dl_integer(a, 1);
  if (x->ndim == 0 || x->shape[dim] % 2)
    return dl_fail_argument(a, 0, "expected an even size of dimension %d, got {%s}", dim + 1, DL_SHAPE_TEXT(x));
  int64_t half = x->shape[dim] / 2;
  dl_tensor *value = DL(a, narrow, x, dim, 0, half), *gate = DL(a, narrow, x, dim, half, half);
  return dl_give_result(a, 0, DL(a, mul, value, DL(a, sigmoid, gate)));
}

DL_OP(glu) {
  .sig = "x: Tensor, dim: dim = -1",
  .doc = "The first half of x along a dimension times the sigmoid of the second half.",
  .promote = DL_COMMON_FLOAT,
  .decomp = glu_decomp,
  .sample = "{ randn(3, 4) }, { randn(4, 3), 1 }, { randn(0, 2) }, { randn(3, 0) }",
  .error = "{ randn(3, 3) }, { randn() }, { randn(2, 2), 3 }",
};
#endif
