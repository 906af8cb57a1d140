/* special.c -- NaN and infinity: asked for, and replaced. */
#include "dl_op.h"

DL_TEST1(isnan, DL_ALL_TYPES, x != x)
DL_TEST1(isinf, DL_ALL_TYPES, x == x && x - x != 0)
DL_TEST1(isfinite, DL_ALL_TYPES, x - x == 0)
DL_MAP1_KINDS(nanToNum, x != x ? k0 : x - x == 0 ? x : x > 0 ? k1 : k2, x)

#ifndef DL_DEVICE_PASS
#define QUESTION(op, what) { \
  .sig = "x: Tensor", .doc = "Whether x is " what ", element by element: a bool tensor.", \
  .flags = DL_NO_GRAD | DL_STRIDED, .shape = dl_shape_same_bool, .kernel = op##_kernel, \
  .sample = "{ randn(3, 4) }, { tensor({ 0 / 0, 1 / 0, -1 / 0, 0, 1 }) }, { randn(0) }, { ints(3, 2) }" }

DL_OP(isnan) QUESTION(isnan, "NaN (not a number)");
DL_OP(isinf) QUESTION(isinf, "infinite, above or below");
DL_OP(isfinite) QUESTION(isfinite, "neither NaN nor infinite");

static double largest(dl_dtype dtype) {
  switch (dtype) {
    case DL_FLOAT64: return __DBL_MAX__;
    case DL_FLOAT16: return 65504;
    case DL_BFLOAT16: return 0x1.fep127;
    default: return __FLT_MAX__;
  }
}

/* What is not given is the largest number of the dtype. */
static dl_status nanToNum_shape(dl_args *a) {
  double most = largest((dl_dtype)dl_in(a, 0)->dtype);
  if (!dl_given(a, 2)) a->arg[2] = dl_value_number(most);
  if (!dl_given(a, 3)) a->arg[3] = dl_value_number(-most);
  return dl_shape_same(a);
}

static void nanToNum_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, where, DL(g, isfinite, dl_saved(g, 0)), dl_upstream(g, 0), 0.0));
}

DL_OP(nanToNum) {
  .sig = "x: Tensor, nan: number = 0, positiveInfinity: number?, negativeInfinity: number?",
  .doc = "x with NaN and the infinities replaced, element by element; "
         "the infinities by the largest and smallest numbers of the dtype unless others are given.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .shape = nanToNum_shape,
  .kernel = nanToNum_kernel,
  .grad = nanToNum_grad,
  .sample = "{ randn(3, 4) }, { randn(3), 1, 2, 3 }, { randn(0) }, { randn() }, { ints(3, 2) }",
  .error = "{ randn(3), 'x' }",
};
#endif
