/* exponential.c -- exponentials and logarithms. */
#include "dl_op.h"

DL_MAP1(exp, DL_FLOAT, exp(x))
DL_MAP1(expm1, DL_FLOAT, expm1(x))
DL_MAP1(log, DL_FLOAT, log(x))
DL_MAP1(log1p, DL_FLOAT, log1p(x))
DL_MAP1(log2, DL_FLOAT, log2(x))
DL_MAP1(log10, DL_FLOAT, log10(x))

#ifndef DL_DEVICE_PASS
#define LN_2 0.69314718055994530942
#define LN_10 2.30258509299404568402

static void exp_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), g->result[0])); }

static void expm1_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, add, g->result[0], 1)));
}

static void log_grad(dl_grad *g) { dl_give(g, 0, DL(g, div, dl_upstream(g, 0), dl_saved(g, 0))); }

static void log1p_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, add, dl_saved(g, 0), 1)));
}

static void log2_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, mul, dl_saved(g, 0), LN_2)));
}

static void log10_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, mul, dl_saved(g, 0), LN_10)));
}

DL_OP(exp) DL_FUNCTION(exp, "e to the power x, element by element.", DL_RESULT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(expm1) DL_FUNCTION(expm1, "exp(x) - 1, element by element, exact to the last digits near 0 too.",
  DL_RESULT(0), "{ randn(3, 4) }, { randn(0) }, { randn() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(log) DL_FUNCTION(log, "The natural logarithm, element by element: -inf at 0, NaN below.",
  DL_ARGUMENT(0), "{ positive(3, 4) }, { positive(0) }, { positive() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(log1p) DL_FUNCTION(log1p, "log(1 + x), element by element, exact to the last digits near 0 too.",
  DL_ARGUMENT(0), "{ unit(3, 4) }, { unit(0) }, { unit() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(log2) DL_FUNCTION(log2, "The logarithm to base 2, element by element.", DL_ARGUMENT(0),
  "{ positive(3, 4) }, { positive(0) }, { positive() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(log10) DL_FUNCTION(log10, "The logarithm to base 10, element by element.", DL_ARGUMENT(0),
  "{ positive(3, 4) }, { positive(0) }, { positive() }", .autocast = DL_HIGH_ON_DEVICES);
#endif
