/* arithmetic.c -- add, sub, mul by elements. */
#include "dl_op.h"

DL_MAP2(add, DL_ALL_TYPES, (T)((U)x + (U)k0 * (U)y))
DL_MAP2(sub, DL_REAL, (T)((U)x - (U)k0 * (U)y))
DL_MAP2(mul, DL_ALL_TYPES, (T)((U)x * (U)y))

#ifndef DL_DEVICE_PASS
static dl_tensor *scaled(dl_grad *g, dl_tensor *x, double factor) {
  return factor == 1 ? x : DL(g, mul, x, factor);
}

static void add_grad(dl_grad *g) {
  dl_give(g, 0, dl_upstream(g, 0));
  if (dl_wants(g, 1)) dl_give(g, 1, scaled(g, dl_upstream(g, 0), dl_saved_number(g, 2)));
}

DL_OP(add) {
  .sig = "x: Tensor|number, y: Tensor|number, alpha: number = 1",
  .doc = "x + alpha * y, element by element, broadcast to a common shape.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = add_kernel,
  .grad = add_grad,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3, 4), randn(4), 2.5 }, { randn(2, 1), randn(1, 3) }, { randn(3), 2 }, { randn(0), randn(1) }",
  .error = "{ randn(3), randn(4) }, { randn(3) }, { 1, 2 }, { randn(3), 'x' }",
};

static void sub_grad(dl_grad *g) {
  dl_give(g, 0, dl_upstream(g, 0));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, dl_upstream(g, 0), -dl_saved_number(g, 2)));
}

DL_OP(sub) {
  .sig = "x: Tensor|number, y: Tensor|number, alpha: number = 1",
  .doc = "x - alpha * y, element by element, broadcast to a common shape.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = sub_kernel,
  .grad = sub_grad,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3, 4), randn(4), 2.5 }, { 1, randn(3) }",
  .error = "{ randn(3), randn(4) }, { randn(3) }",
};

static void mul_grad(dl_grad *g) {
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), dl_saved(g, 1)));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, dl_upstream(g, 0), dl_saved(g, 0)));
}

DL_OP(mul) {
  .sig = "x: Tensor|number, y: Tensor|number",
  .doc = "x * y, element by element, broadcast to a common shape.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = mul_kernel,
  .grad = mul_grad,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3, 1), randn(4) }, { randn(3), 2 }, { randn(0), 1 }",
  .error = "{ randn(3), randn(4) }, { randn(3) }",
};
#endif
