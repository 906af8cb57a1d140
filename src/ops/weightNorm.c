/* weightNorm.c -- a weight as its length and its direction (Salimans and Kingma 2016, "Weight normalization"). */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static dl_status weight_norm_decomp(dl_args *a) {
  dl_tensor *direction = dl_in(a, 0);
  int64_t dims[DL_MAX_DIMS];
  int n = 0;
  if (dl_given(a, 2) && dl_normal_dim(a, 2, direction->ndim) != DL_OK) return DL_ERROR;
  for (int d = 0; d < direction->ndim; d++)
    if (!dl_given(a, 2) || d != dl_integer(a, 2)) dims[n++] = d;
  dl_ints others = { dims, n };
  dl_tensor *length = n ? DL(a, norm, direction, 2.0, others, true) : DL(a, abs, direction);
  return dl_give_result(a, 0, DL(a, mul, direction, DL(a, div, dl_in(a, 1), length)));
}

DL_OP(weightNorm) {
  .sig = "direction: Tensor, length: Tensor, dim: dim?",
  .doc = "direction * (length / |direction|), where the norm is over all dimensions but dim (over all without dim). "
         "length has the size of direction in dim and 1 elsewhere.",
  .promote = DL_COMMON_FLOAT,
  .decomp = weight_norm_decomp,
  .sample = "{ away(3, 4), randn(3, 1), 1 }, { away(3, 4), randn(1, 4), 2 }, { away(2, 3, 2), randn(1) }, "
            "{ away(3), randn(3), 1 }",
  .error = "{ randn(3, 4), randn(3, 1), 3 }, { randn(3, 4), randn(5, 1), 1 }",
};
#endif
