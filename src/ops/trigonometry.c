/* trigonometry.c -- trigonometric functions, in radians, and their inverses. */
#include "dl_op.h"

DL_MAP1(sin, DL_FLOAT, sin(x))
DL_MAP1(cos, DL_FLOAT, cos(x))
DL_MAP1(tan, DL_FLOAT, tan(x))
DL_MAP1(asin, DL_FLOAT, asin(x))
DL_MAP1(acos, DL_FLOAT, acos(x))
DL_MAP1(atan, DL_FLOAT, atan(x))
DL_MAP2(atan2, DL_FLOAT, atan2(x, y))

#ifndef DL_DEVICE_PASS
static void sin_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, cos, dl_saved(g, 0)))); }

static void cos_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, neg, dl_upstream(g, 0)), DL(g, sin, dl_saved(g, 0))));
}

/* dx = dy (1 + y^2) */
static void tan_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, add, DL(g, square, g->result[0]), 1)));
}

/* 1 / sqrt(1 - x^2) */
static dl_tensor *slope_of_asin(dl_grad *g) {
  return DL(g, rsqrt, DL(g, sub, 1, DL(g, square, dl_saved(g, 0))));
}

static void asin_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), slope_of_asin(g))); }
static void acos_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, neg, dl_upstream(g, 0)), slope_of_asin(g)));
}

/* dx = dy / (1 + x^2) */
static void atan_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, add, DL(g, square, dl_saved(g, 0)), 1)));
}

/* dx = dz y / (x^2 + y^2), dy = -dz x / (x^2 + y^2) */
static void atan2_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1);
  dl_tensor *dz = dl_upstream(g, 0), *nearness = DL(g, reciprocal, DL(g, add, DL(g, square, x), DL(g, square, y)));
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, DL(g, mul, dz, y), nearness));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, DL(g, mul, dz, DL(g, neg, x)), nearness));
}

DL_OP(sin) DL_FUNCTION(sin, "The sine, element by element, in radians.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(cos) DL_FUNCTION(cos, "The cosine, element by element, in radians.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(tan) DL_FUNCTION(tan, "The tangent, element by element, in radians.", DL_RESULT(0),
  "{ unit(3, 4) }, { unit(0) }, { unit() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(asin) DL_FUNCTION(asin, "The inverse of sin, element by element: NaN outside of -1 to 1.",
  DL_ARGUMENT(0), "{ unit(3, 4) }, { unit(0) }, { unit() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(acos) DL_FUNCTION(acos, "The inverse of cos, element by element: NaN outside of -1 to 1.",
  DL_ARGUMENT(0), "{ unit(3, 4) }, { unit(0) }, { unit() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(atan) DL_FUNCTION(atan, "The inverse of tan, element by element: from -pi/2 to pi/2.",
  DL_ARGUMENT(0), "{ randn(3, 4) }, { randn(0) }, { randn() }");

DL_OP(atan2) {
  .sig = "x: Tensor|number, y: Tensor|number",
  .doc = "The angle whose tangent is x / y, from -pi to pi: the signs of both say the quadrant. "
         "Element by element, broadcast to a common shape. Integers give floats.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .promote = DL_COMMON_FLOAT,
  .shape = dl_shape_broadcast,
  .kernel = atan2_kernel,
  .grad = atan2_grad,
  .sample = "{ away(3, 4), away(3, 4) }, { away(3, 1), away(4) }, { away(3), 1 }, { 1, away(3) }, { randn(0), 1 }",
  .error = "{ randn(3), randn(4) }, { randn(3) }, { 1, 2 }",
};
#endif
