/* elu.c -- exponential linear units: straight above 0, an exponential below. */
#include "dl_op.h"

/* Klambauer et al. 2017, "Self-normalizing neural networks": the fixed point of mean 0 and variance 1. */
#define SELU_ALPHA 1.6732632423543772848170429916717
#define SELU_SCALE 1.0507009873554804934193349852946

DL_MAP1(elu, DL_FLOAT, x > 0 ? x : k0 * expm1(x))
DL_MAP1(selu, DL_FLOAT, (T)SELU_SCALE * (x > 0 ? x : (T)SELU_ALPHA * expm1(x)))
DL_MAP1(celu, DL_FLOAT, x > 0 ? x : k0 * expm1(x / k0))
DL_MAP2(eluGrad, DL_FLOAT, y > 0 ? x * k1 : x * (k0 * k1 * k2) * exp(y * k2))

#ifndef DL_DEVICE_PASS
/* All three are scale * (x > 0 ? x : alpha * expm1(inputScale * x)). */
static void give_elu(dl_grad *g, double alpha, double scale, double input_scale) {
  dl_give(g, 0, DL(g, eluGrad, dl_upstream(g, 0), dl_saved(g, 0), alpha, scale, input_scale));
}

static void elu_grad(dl_grad *g) { give_elu(g, dl_saved_number(g, 1), 1, 1); }
static void selu_grad(dl_grad *g) { give_elu(g, SELU_ALPHA, SELU_SCALE, 1); }
static void celu_grad(dl_grad *g) { give_elu(g, dl_saved_number(g, 1), 1, 1 / dl_saved_number(g, 1)); }

static dl_status eluGrad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *x = dl_in(a, 1);
  double alpha = dl_number(a, 2), scale = dl_number(a, 3), input_scale = dl_number(a, 4);
  dl_tensor *power = DL(a, exp, DL(a, mul, DL(a, minimum, x, 0.0), input_scale));    /* finite above 0 too */
  dl_tensor *below = DL(a, mul, DL(a, mul, dy, alpha * scale * input_scale), power);
  return dl_give_result(a, 0, DL(a, where, DL(a, gt, x, 0), DL(a, mul, dy, scale), below));
}

static dl_status celu_shape(dl_args *a) {
  return dl_number(a, 1) == 0 ? dl_fail_argument(a, 1, "must not be 0") : dl_shape_same(a);
}

DL_OP(elu) {
  .sig = "x: Tensor, alpha: number = 1",
  .doc = "x where it is positive, alpha * (exp(x) - 1) elsewhere, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = dl_shape_same,
  .kernel = elu_kernel,
  .grad = elu_grad,
  .sample = "{ away(3, 4) }, { away(3), 0.5 }, { randn(0) }, { away() }",
  .error = "{ randn(3), 'x' }",
};

DL_OP(selu) DL_FUNCTION(selu, "1.0507 * (x where it is positive, 1.6733 * (exp(x) - 1) elsewhere), element by element: "
  "the scaled unit of self-normalising networks.", DL_ARGUMENT(0), "{ away(3, 4) }, { randn(0) }, { away() }");

DL_OP(celu) {
  .sig = "x: Tensor, alpha: number = 1",
  .doc = "x where it is positive, alpha * (exp(x / alpha) - 1) elsewhere, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = celu_shape,
  .kernel = celu_kernel,
  .grad = celu_grad,
  .sample = "{ away(3, 4) }, { away(3), 0.5 }, { randn(0) }, { away() }",
  .error = "{ randn(3), 0 }",
};

DL_OP(eluGrad) DL_FUSED_GRADIENT(eluGrad, "x: Tensor, alpha: number = 1, scale: number = 1, inputScale: number = 1",
  "The gradient of scale * (x where it is positive, alpha * (exp(inputScale * x) - 1) elsewhere).",
  "{ randn(3, 4), away(3, 4) }, { randn(3), away(3), 1.5, 1.25, 0.5 }, { randn(0), randn(0) }");
#endif
