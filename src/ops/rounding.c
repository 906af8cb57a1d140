/* rounding.c -- whole numbers near x, and what is left. Integers are what they are. */
#include "dl_op.h"

DL_MAP1_KINDS(floor, floor(x), x)
DL_MAP1_KINDS(ceil, ceil(x), x)
DL_MAP1_KINDS(round, rint(x), x)
DL_MAP1_KINDS(trunc, trunc(x), x)
DL_MAP1(frac, DL_FLOAT, x - trunc(x))

#ifndef DL_DEVICE_PASS
/* Steps: their slope is 0 wherever they have one. */
static void step_grad(dl_grad *g) { dl_give(g, 0, DL(g, zerosLike, dl_upstream(g, 0))); }
static void frac_grad(dl_grad *g) { dl_give(g, 0, dl_upstream(g, 0)); }

#define ROUNDING(op, what, slope) { \
  .sig = "x: Tensor", .doc = what, .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, \
  .shape = dl_shape_same, .kernel = op##_kernel, .grad = slope, \
  .sample = "{ away(3, 4) }, { randn(0) }, { away() }" }

DL_OP(floor) ROUNDING(floor, "The largest whole number that is not above x, element by element.", step_grad);
DL_OP(ceil) ROUNDING(ceil, "The smallest whole number that is not below x, element by element.", step_grad);
DL_OP(round) ROUNDING(round, "The nearest whole number, the even one of two that are as near, element by element.", step_grad);
DL_OP(trunc) ROUNDING(trunc, "x without what is behind the point, element by element.", step_grad);
DL_OP(frac) ROUNDING(frac, "What is behind the point, with the sign of x: x - trunc(x), element by element.", frac_grad);
#endif
