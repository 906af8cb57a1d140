/* sigmoid.c -- the logistic function, and its logarithm. */
#include "dl_op.h"

DL_MAP1(sigmoid, DL_FLOAT, 1 / (1 + exp(-x)))
DL_MAP2(sigmoidGrad, DL_FLOAT, x * y * (1 - y))
/* log(1 / (1 + exp(-x))) with an exponential that cannot overflow */
DL_MAP1(logSigmoid, DL_FLOAT, (x < 0 ? x : 0) - log1p(exp(-fabs(x))))

#ifndef DL_DEVICE_PASS
static void sigmoid_grad(dl_grad *g) { dl_give(g, 0, DL(g, sigmoidGrad, dl_upstream(g, 0), g->result[0])); }

static dl_status sigmoidGrad_decomp(dl_args *a) {
  dl_tensor *y = dl_in(a, 1);
  return dl_give_result(a, 0, DL(a, mul, DL(a, mul, dl_in(a, 0), y), DL(a, sub, 1, y)));
}

/* d log(sigmoid(x)) = sigmoid(-x) */
static void logSigmoid_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, sigmoid, DL(g, neg, dl_saved(g, 0)))));
}

DL_OP(sigmoid) DL_FUNCTION(sigmoid, "1 / (1 + exp(-x)), element by element.", DL_RESULT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(sigmoidGrad) DL_FUSED_GRADIENT(sigmoidGrad, "y: Tensor",
  "The gradient of sigmoid from its result: gradient * y * (1 - y).",
  "{ randn(3, 4), rand(3, 4) }, { randn(0), rand(0) }, { randn(), rand(2) }");
DL_OP(logSigmoid) DL_FUNCTION(logSigmoid, "log(sigmoid(x)), element by element, without overflow.",
  DL_ARGUMENT(0), "{ away(3, 4) }, { randn(0) }, { away() }");
#endif
