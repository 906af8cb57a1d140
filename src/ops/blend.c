/* blend.c -- sums of products of three: lerp, addcmul, addcdiv. */
#include "dl_op.h"

/* From the nearer end, so that weight 1 gives y itself. */
DL_MAP3(lerp, DL_FLOAT, fabs(z) < (T)0.5 ? x + z * (y - x) : y - (y - x) * (1 - z))
DL_MAP3(addcmul, DL_REAL, (T)((U)x + (U)k0 * (U)y * (U)z))
DL_MAP3(addcdiv, DL_FLOAT, x + k0 * y / z)

#ifndef DL_DEVICE_PASS
static void lerp_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *weight = dl_saved(g, 2), *dz = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, dz, DL(g, sub, 1, weight)));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, dz, weight));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, mul, dz, DL(g, sub, y, x)));
}

DL_OP(lerp) {
  .sig = "x: Tensor, y: Tensor, weight: Tensor|number",
  .doc = "x + weight * (y - x), element by element, broadcast to a common shape: x for weight 0, y for weight 1.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2),
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = lerp_kernel,
  .grad = lerp_grad,
  .sample = "{ randn(3, 4), randn(3, 4), 0.25 }, { randn(3, 1), randn(4), rand(3, 4) }, { randn(3), randn(3), 1.5 }, "
            "{ randn(0), randn(0), 1 }, { randn(), randn(), rand() }",
  .error = "{ randn(3), randn(4), 1 }, { randn(3), randn(3) }, { randn(3), 1, 1 }, { ints(3, 3), ints(3, 3), 1 }",
};

static dl_tensor *valued(dl_grad *g) {
  double value = dl_saved_number(g, 3);
  return value == 1 ? dl_upstream(g, 0) : DL(g, mul, dl_upstream(g, 0), value);
}

static void addcmul_grad(dl_grad *g) {
  dl_give(g, 0, dl_upstream(g, 0));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, valued(g), dl_saved(g, 2)));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, mul, valued(g), dl_saved(g, 1)));
}

/* r = x + v y / z: dy = v dr / z, dz = -v dr y / z^2 */
static void addcdiv_grad(dl_grad *g) {
  dl_tensor *y = dl_saved(g, 1), *z = dl_saved(g, 2);
  dl_give(g, 0, dl_upstream(g, 0));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, div, valued(g), z));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, mul, DL(g, neg, valued(g)), DL(g, div, y, DL(g, square, z))));
}

#define BLEND(op, what, promotion, samples, errors) { \
  .sig = "x: Tensor, y: Tensor, z: Tensor, value: number = 1", .doc = what, \
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .saves = DL_ARGUMENT(1) | DL_ARGUMENT(2), \
  .promote = promotion, .shape = dl_shape_broadcast, .kernel = op##_kernel, .grad = op##_grad, \
  .sample = samples, .error = errors }

DL_OP(addcmul) BLEND(addcmul, "x + value * y * z, element by element, broadcast to a common shape.", DL_COMMON,
  "{ randn(3, 4), randn(3, 4), randn(3, 4) }, { randn(3, 1), randn(4), randn(3, 4), -0.5 }, { randn(0), randn(0), randn(0) }, "
  "{ randn(), randn(), randn() }, { ints(9, 3), ints(9, 3), ints(9, 3), 2 }",
  "{ randn(3), randn(4), randn(3) }, { randn(3), randn(3) }");
DL_OP(addcdiv) BLEND(addcdiv, "x + value * y / z, element by element, broadcast to a common shape. Integers give floats.",
  DL_COMMON_FLOAT,
  "{ randn(3, 4), randn(3, 4), away(3, 4) }, { randn(3, 1), randn(4), away(3, 4), -0.5 }, { randn(0), randn(0), randn(0) }, "
  "{ randn(), randn(), away() }",
  "{ randn(3), randn(4), randn(3) }, { randn(3), randn(3) }");
#endif
