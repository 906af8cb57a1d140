/* shrink.c -- functions which pull small values to zero: shrinkage, hard, soft and by tanh. */
#include "dl_op.h"

DL_MAP1(hardShrink, DL_FLOAT, x >= -k0 && x <= k0 ? 0 : x)             /* NaN stays NaN */
DL_MAP1(softShrink, DL_FLOAT, x > k0 ? x - k0 : x < -k0 ? x + k0 : x == x ? 0 : x)
DL_MAP2(shrinkGrad, DL_FLOAT, y >= -k0 && y <= k0 ? 0 : x)

#ifndef DL_DEVICE_PASS
static void shrink_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, shrinkGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved_number(g, 1)));
}

static dl_status shrinkGrad_decomp(dl_args *a) {
  dl_tensor *inside = DL(a, le, DL(a, abs, dl_in(a, 1)), dl_number(a, 2));
  return dl_give_result(a, 0, DL(a, where, inside, 0.0, dl_in(a, 0)));
}

static dl_status shrink_shape(dl_args *a) {
  if (dl_number(a, 1) >= 0) return dl_shape_same(a);
  return dl_fail_argument(a, 1, "must not be below 0, got %g", dl_number(a, 1));
}

#define SHRINK(op, what) { \
  .sig = "x: Tensor, lambda: number = 0.5", .doc = what, \
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .saves = DL_ARGUMENT(0), .promote = DL_COMMON_FLOAT, \
  .shape = shrink_shape, .kernel = op##_kernel, .grad = shrink_grad, \
  .sample = "{ away(3, 4) }, { away(3), 0.25 }, { randn(0) }, { away() }", \
  .error = "{ randn(3), -1 }, { randn(3), 'x' }" }

DL_OP(hardShrink) SHRINK(hardShrink, "x where it is further than lambda from 0, else 0, element by element.");
DL_OP(softShrink) SHRINK(softShrink, "x moved towards 0 by lambda, and 0 where it is not further from it, element by "
                                     "element.");
DL_OP(shrinkGrad) DL_FUSED_GRADIENT(shrinkGrad, "x: Tensor, lambda: number = 0.5",
  "The gradient of hardShrink and softShrink: gradient where x is further than lambda from 0, else 0.",
  "{ randn(3, 4), away(3, 4) }, { randn(3), away(3), 0.25 }, { randn(0), randn(0) }");

static dl_status tanh_shrink_decomp(dl_args *a) {
  return dl_give_result(a, 0, DL(a, sub, dl_in(a, 0), DL(a, tanh, dl_in(a, 0))));
}

DL_OP(tanhShrink) {
  .sig = "x: Tensor",
  .doc = "x - tanh(x), element by element.",
  .promote = DL_COMMON_FLOAT,
  .decomp = tanh_shrink_decomp,
  .sample = "{ randn(3, 4) }, { randn(0) }, { randn() }",
};
#endif
