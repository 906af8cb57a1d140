/* silu.c -- smooth relatives of relu: silu, mish, softplus; and softsign. */
#include "dl_op.h"

#define SIGMOID(x) (1 / (1 + exp(-(x))))
/* tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2); for e = exp(20) it is 1 to the last digit of a double. */
#define GROWTH(x) exp((x) < 20 ? (x) : 20)
#define GATE(e) ((e) * ((e) + 2) / ((e) * ((e) + 2) + 2))

DL_MAP1(silu, DL_FLOAT, x / (1 + exp(-x)))
DL_MAP2(siluGrad, DL_FLOAT, x * SIGMOID(y) * (1 + y * (1 - SIGMOID(y))))
DL_MAP1(mish, DL_FLOAT, x * GATE(GROWTH(x)))
DL_MAP2(mishGrad, DL_FLOAT, x * (GATE(GROWTH(y)) + y * (1 - GATE(GROWTH(y)) * GATE(GROWTH(y))) * SIGMOID(y)))
/* log(1 + e^x) = log(1 + e^-|x|) + x where x is positive. The threshold is a factor, since a condition around the logarithm
** would have the compiler give it other numbers where it does not hold. */
DL_MAP1(softplus, DL_FLOAT, (x * k0 > 0 ? x : 0) + (T)!(x * k0 > k1) * (log1p(exp(-fabs(x * k0))) / k0))
DL_MAP2(softplusGrad, DL_FLOAT, y * k0 > k1 ? x : x * SIGMOID(y * k0))
DL_MAP1(softsign, DL_FLOAT, x / (1 + fabs(x)))

#ifndef DL_DEVICE_PASS
static void silu_grad(dl_grad *g) { dl_give(g, 0, DL(g, siluGrad, dl_upstream(g, 0), dl_saved(g, 0))); }

/* With s = sigmoid(x): s (1 + x (1 - s)) */
static dl_status siluGrad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 1), *s = DL(a, sigmoid, x);
  dl_tensor *slope = DL(a, mul, s, DL(a, add, DL(a, mul, x, DL(a, sub, 1, s)), 1));
  return dl_give_result(a, 0, DL(a, mul, dl_in(a, 0), slope));
}

DL_OP(silu) DL_FUNCTION(silu, "x * sigmoid(x), element by element; also known as swish.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(siluGrad) DL_FUSED_GRADIENT(siluGrad, "x: Tensor", "The gradient of silu.",
  "{ randn(3, 4), randn(3, 4) }, { randn(0), randn(0) }, { randn(), randn(2) }");

static void mish_grad(dl_grad *g) { dl_give(g, 0, DL(g, mishGrad, dl_upstream(g, 0), dl_saved(g, 0))); }

/* With t = tanh(softplus(x)): t + x (1 - t^2) sigmoid(x) */
static dl_status mishGrad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 1), *t = DL(a, tanh, DL(a, softplus, x));
  dl_tensor *bend = DL(a, mul, DL(a, sub, 1, DL(a, square, t)), DL(a, sigmoid, x));
  return dl_give_result(a, 0, DL(a, mul, dl_in(a, 0), DL(a, add, t, DL(a, mul, x, bend))));
}

DL_OP(mish) DL_FUNCTION(mish, "x * tanh(softplus(x)), element by element.", DL_ARGUMENT(0),
  "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(mishGrad) DL_FUSED_GRADIENT(mishGrad, "x: Tensor", "The gradient of mish.",
  "{ randn(3, 4), randn(3, 4) }, { randn(0), randn(0) }, { randn(), randn(2) }");

/* ---- softplus ---- */

static dl_status softplus_shape(dl_args *a) {
  return dl_number(a, 1) == 0 ? dl_fail_argument(a, 1, "must not be 0") : dl_shape_same(a);
}

static void softplus_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, softplusGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved_number(g, 1), dl_saved_number(g, 2)));
}

static dl_status softplusGrad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *scaled = DL(a, mul, dl_in(a, 1), dl_number(a, 2));
  dl_tensor *straight = DL(a, gt, scaled, dl_number(a, 3));
  return dl_give_result(a, 0, DL(a, where, straight, dy, DL(a, mul, dy, DL(a, sigmoid, scaled))));
}

DL_OP(softplus) {
  .sig = "x: Tensor, beta: number = 1, threshold: number = 20",
  .doc = "log(1 + exp(beta * x)) / beta, element by element; x itself where beta * x is above the threshold, "
         "since the two are the same there and the exponential would overflow.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .autocast = DL_HIGH_ON_DEVICES,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = softplus_shape,
  .kernel = softplus_kernel,
  .grad = softplus_grad,
  .sample = "{ randn(3, 4) }, { randn(3), 2 }, { away(3) * 10, 0.5, 10 }, { randn(0) }, { randn() }",
  .error = "{ randn(3), 0 }, { randn(3), 'x' }",
};
DL_OP(softplusGrad) DL_FUSED_GRADIENT(softplusGrad, "x: Tensor, beta: number = 1, threshold: number = 20",
  "The gradient of softplus.", "{ randn(3, 4), randn(3, 4) }, { randn(3), away(3) * 10, 0.5, 10 }, { randn(0), randn(0) }");

/* dx = dy / (1 + |x|)^2 */
static void softsign_grad(dl_grad *g) {
  dl_tensor *width = DL(g, add, DL(g, abs, dl_saved(g, 0)), 1);
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, square, width)));
}

DL_OP(softsign) DL_FUNCTION(softsign, "x / (1 + |x|), element by element.", DL_ARGUMENT(0),
  "{ away(3, 4) }, { randn(0) }, { away() }");
#endif
