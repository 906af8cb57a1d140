/* hyperbolic.c -- hyperbolic functions and their inverses. */
#include "dl_op.h"

DL_MAP1(tanh, DL_FLOAT, tanh(x))
DL_MAP2(tanhGrad, DL_FLOAT, x * (1 - y * y))
DL_MAP1(sinh, DL_FLOAT, sinh(x))
DL_MAP1(cosh, DL_FLOAT, cosh(x))
DL_MAP1(asinh, DL_FLOAT, asinh(x))
DL_MAP1(acosh, DL_FLOAT, acosh(x))
DL_MAP1(atanh, DL_FLOAT, atanh(x))

#ifndef DL_DEVICE_PASS
static void tanh_grad(dl_grad *g) { dl_give(g, 0, DL(g, tanhGrad, dl_upstream(g, 0), g->result[0])); }

static dl_status tanhGrad_decomp(dl_args *a) {
  dl_tensor *y = dl_in(a, 1);
  return dl_give_result(a, 0, DL(a, mul, dl_in(a, 0), DL(a, sub, 1, DL(a, mul, y, y))));
}

static void sinh_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, cosh, dl_saved(g, 0)))); }
static void cosh_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, sinh, dl_saved(g, 0)))); }

/* dx = dy / sqrt(x^2 + 1) */
static void asinh_grad(dl_grad *g) {
  dl_tensor *square = DL(g, square, dl_saved(g, 0));
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, rsqrt, DL(g, add, square, 1))));
}

/* dx = dy / sqrt(x^2 - 1) */
static void acosh_grad(dl_grad *g) {
  dl_tensor *square = DL(g, square, dl_saved(g, 0));
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, rsqrt, DL(g, sub, square, 1))));
}

/* dx = dy / (1 - x^2) */
static void atanh_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, sub, 1, DL(g, square, dl_saved(g, 0)))));
}

DL_OP(tanh) DL_FUNCTION(tanh, "The hyperbolic tangent, element by element: from -1 to 1.", DL_RESULT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(tanhGrad) DL_FUSED_GRADIENT(tanhGrad, "y: Tensor",
  "The gradient of tanh from its result: gradient * (1 - y^2).",
  "{ randn(3, 4), unit(3, 4) }, { randn(0), unit(0) }, { randn(), unit(2) }");
DL_OP(sinh) DL_FUNCTION(sinh, "The hyperbolic sine, element by element.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(cosh) DL_FUNCTION(cosh, "The hyperbolic cosine, element by element.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(asinh) DL_FUNCTION(asinh, "The inverse of sinh, element by element.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(acosh) DL_FUNCTION(acosh, "The inverse of cosh, element by element: NaN below 1.", DL_ARGUMENT(0),
  "{ positive(3, 4) + 1 }, { positive(0) }, { positive() + 1 }");
DL_OP(atanh) DL_FUNCTION(atanh, "The inverse of tanh, element by element: NaN outside of -1 to 1.",
  DL_ARGUMENT(0), "{ unit(3, 4) }, { unit(0) }, { unit() }");
#endif
