/* sign.c -- neg, abs and sign. */
#include "dl_op.h"

DL_MAP1(neg, DL_REAL, (T)-(U)x)
DL_MAP1_KINDS(abs, fabs(x), x > 0 ? x : (T)-(U)x)
DL_MAP1(sign, DL_ALL_TYPES, x > 0 ? 1 : x == 0 || x != x ? 0 : (T)-1)

#ifndef DL_DEVICE_PASS
static void neg_grad(dl_grad *g) { dl_give(g, 0, DL(g, neg, dl_upstream(g, 0))); }

static void abs_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, sign, dl_saved(g, 0))));
}

static void sign_grad(dl_grad *g) { dl_give(g, 0, DL(g, zerosLike, dl_upstream(g, 0))); }

#define SIGN(op, what, reads) { \
  .sig = "x: Tensor", .doc = what, .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .saves = reads, \
  .shape = dl_shape_same, .kernel = op##_kernel, .grad = op##_grad, \
  .sample = "{ away(3, 4) }, { randn(0) }, { away() }, { ints(5, 3) - 3 }" }

DL_OP(neg) SIGN(neg, "-x, element by element.", 0);
DL_OP(abs) SIGN(abs, "The absolute value, element by element. Its gradient at 0 is 0.", DL_ARGUMENT(0));
DL_OP(sign) SIGN(sign, "-1, 0 or 1 as x is negative, zero (or NaN) or positive, element by element.", 0);
#endif
