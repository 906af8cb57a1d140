/* gelu.c -- the Gaussian error linear unit (Hendrycks and Gimpel 2016): x times the share of a normal
** distribution that lies below x. */
#include "dl_op.h"

#define SQRT_1_2 0.70710678118654752440
#define INV_SQRT_2PI 0.39894228040143267794
#define SQRT_2_PI 0.79788456080286535588
#define CUBIC 0.044715

/* The share below x, and what stands in its place in the approximation by tanh. */
#define SHARE(x) ((T)0.5 * (1 + erf((x) * (T)SQRT_1_2)))
#define CURVE(x) tanh((T)SQRT_2_PI * ((x) + (T)CUBIC * (x) * (x) * (x)))

DL_LOOPS1(geluExact, DL_FLOAT, x * SHARE(x))
DL_LOOPS1(geluTanh, DL_FLOAT, (T)0.5 * x * (1 + CURVE(x)))
DL_LOOPS2(geluGradExact, DL_FLOAT, x * (SHARE(y) + y * (T)INV_SQRT_2PI * exp((T)-0.5 * y * y)))
DL_LOOPS2(geluGradTanh, DL_FLOAT, x * (T)0.5 * (1 + CURVE(y)) * \
  (1 + y * (1 - CURVE(y)) * (T)SQRT_2_PI * (1 + (T)(3 * CUBIC) * y * y)))

static dl_status gelu_kernel(dl_args *a) { return dl_map(a, a->note[0] ? geluTanh_inner : geluExact_inner); }
DL_KERNEL(gelu)

static dl_status geluGrad_kernel(dl_args *a) {
  return dl_map(a, a->note[0] ? geluGradTanh_inner : geluGradExact_inner);
}
DL_KERNEL(geluGrad)

#ifndef DL_DEVICE_PASS
static dl_status read_approximate(dl_args *a, int i) {
  const char *name = dl_string(a, i);
  a->note[0] = strcmp(name, "tanh") == 0;
  if (a->note[0] || strcmp(name, "none") == 0) return DL_OK;
  return dl_fail_argument(a, i, "expected \"none\" or \"tanh\", got \"%s\"", name);
}

static dl_status gelu_shape(dl_args *a) { return read_approximate(a, 1) == DL_OK ? dl_shape_same(a) : DL_ERROR; }

static dl_status geluGrad_shape(dl_args *a) {
  return read_approximate(a, 2) == DL_OK ? dl_shape_broadcast(a) : DL_ERROR;
}

static void gelu_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, geluGrad, dl_upstream(g, 0), dl_saved(g, 0), g->arg[1]));
}

/* x share(x) has the slope share(x) + x density(x). */
static dl_tensor *exact_slope(dl_args *a, dl_tensor *x) {
  dl_tensor *share = DL(a, mul, DL(a, add, DL(a, erf, DL(a, mul, x, SQRT_1_2)), 1), 0.5);
  dl_tensor *density = DL(a, mul, DL(a, exp, DL(a, mul, DL(a, square, x), -0.5)), INV_SQRT_2PI);
  return DL(a, add, share, DL(a, mul, x, density));
}

static dl_tensor *tanh_slope(dl_args *a, dl_tensor *x) {
  dl_tensor *square = DL(a, square, x);
  dl_tensor *inner = DL(a, mul, DL(a, mul, x, SQRT_2_PI), DL(a, add, DL(a, mul, square, CUBIC), 1));
  dl_tensor *curve = DL(a, tanh, inner);
  dl_tensor *slope = DL(a, mul, DL(a, add, DL(a, mul, square, 3 * CUBIC), 1), SQRT_2_PI);
  dl_tensor *bend = DL(a, mul, DL(a, mul, x, slope), DL(a, sub, 1, DL(a, square, curve)));
  return DL(a, mul, DL(a, add, DL(a, add, curve, 1), bend), 0.5);
}

static dl_status geluGrad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 1);
  bool by_tanh = strcmp(dl_string(a, 2), "tanh") == 0;
  return dl_give_result(a, 0, DL(a, mul, dl_in(a, 0), by_tanh ? tanh_slope(a, x) : exact_slope(a, x)));
}

DL_OP(gelu) {
  .sig = "x: Tensor, approximate: string = \"none\"",
  .doc = "x times the probability that a normal number is below x, element by element: "
         "x * (1 + erf(x / sqrt(2))) / 2, or with approximate = \"tanh\" the formula that does without erf.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = gelu_shape,
  .kernel = gelu_kernel,
  .grad = gelu_grad,
  .sample = "{ randn(3, 4) }, { randn(3), 'tanh' }, { randn(0) }, { randn() }",
  .error = "{ randn(3), 'exact' }",
};

DL_OP(geluGrad) {
  .sig = "gradient: Tensor, x: Tensor, approximate: string = \"none\"",
  .doc = "The gradient of gelu.",
  .flags = DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON,
  .shape = geluGrad_shape,
  .kernel = geluGrad_kernel,
  .decomp = geluGrad_decomp,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3), randn(3), 'tanh' }, { randn(0), randn(0) }",
  .error = "{ randn(3), randn(3), 'exact' }",
};
#endif
