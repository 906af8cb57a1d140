/* likelihoods.c -- negative logarithms of likelihoods: Poisson's and Gauss's distribution. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
#define REDUCTION "reduction: string = \"mean\""
#define REDUCTION_DOC " reduction: \"mean\", \"sum\" or \"none\"."
#define TWO_PI 6.283185307179586

/* Stirling's approximation of log(t!), t log(t) - t + log(2 pi t) / 2, which counts where t > 1. */
static dl_tensor *stirling(dl_args *a, dl_tensor *t) {
  dl_tensor *counts = DL(a, gt, t, 1), *safe = DL(a, where, counts, t, 1.0);
  dl_tensor *size = DL(a, sub, DL(a, mul, safe, DL(a, log, safe)), safe);
  dl_tensor *width = DL(a, mul, DL(a, log, DL(a, mul, safe, TWO_PI)), 0.5);
  return DL(a, where, counts, DL(a, add, size, width), 0.0);
}

static dl_status poissonNll_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1), *terms;
  if (dl_boolean(a, 2)) terms = DL(a, sub, DL(a, exp, x), DL(a, mul, target, x));
  else terms = DL(a, sub, x, DL(a, mul, target, DL(a, log, DL(a, add, x, dl_number(a, 4)))));
  if (dl_boolean(a, 3)) terms = DL(a, add, terms, stirling(a, target));
  return dl_give_loss(a, 5, terms);
}

DL_OP(poissonNll) {
  .sig = "x: Tensor, target: Tensor, logInput: bool = true, full: bool = false, epsilon: number = 1e-8, " REDUCTION,
  .doc = "The negative logarithm of the likelihood of counts by Poisson's distribution: exp(x) - target x, where x is the logarithm of "
         "the mean; with logInput = false x is the mean: x - target log(x + epsilon). full adds Stirling's approximation of "
         "log(target!) where target > 1." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = poissonNll_decomp,
  .sample = "{ randn(4), positive(4) }, { positive(2, 2), positive(2, 2) + 2, false, true, 1e-3, 'none' }, { randn(3), constant(tensor({ 0, 1, 4 })), true, true }",
  .error = "{ randn(3), randn(4) }, { randn(3), ones(3), true, false, 1e-8, 'median' }",
};

/* The variance as it fits x: one for each element, or one for each row of the last dimension. */
static dl_tensor *variance(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *v = dl_in(a, 2);
  bool rows = v->ndim == x->ndim - 1 && memcmp(v->shape, x->shape, (size_t)v->ndim * sizeof *v->shape) == 0;
  dl_tensor *negative = DL(a, any, DL(a, lt, v, 0));
  int64_t found = 0;
  if (!negative || dl_tensor_read(negative, 0, NULL, &found) != DL_OK) return NULL;
  if (found) { dl_fail_argument(a, 2, "has negative elements"); return NULL; }
  return rows ? DL(a, unsqueeze, v, -1) : v;
}

/* As in PyTorch, the bound below the variance is not seen by the gradient. */
static dl_tensor *bounded(dl_args *a, dl_tensor *v, double epsilon) {
  bool was = dl_grad_set_enabled(false);
  dl_tensor *missing = DL(a, sub, DL(a, clamp, v, epsilon), v);
  dl_grad_set_enabled(was);
  return DL(a, add, v, missing);
}

static dl_status gaussianNll_decomp(dl_args *a) {
  dl_tensor *v = variance(a);
  if (!v) return dl_error_status();
  v = bounded(a, v, dl_number(a, 4));
  dl_tensor *d = DL(a, sub, dl_in(a, 0), dl_in(a, 1));
  dl_tensor *terms = DL(a, mul, DL(a, add, DL(a, log, v), DL(a, div, DL(a, mul, d, d), v)), 0.5);
  if (dl_boolean(a, 3)) terms = DL(a, add, terms, 0.5 * log(TWO_PI));
  return dl_give_loss(a, 5, terms);
}

DL_OP(gaussianNll) {
  .sig = "x: Tensor, target: Tensor, variance: Tensor, full: bool = false, epsilon: number = 1e-6, " REDUCTION,
  .doc = "The negative logarithm of the likelihood of target by normal distributions: (log(v) + (x - target)^2 / v) / 2 with v the "
         "variance, at least epsilon; full adds log(2 pi) / 2. variance: as x, or broadcasting, or x's shape without its last "
         "dimension; not negative. Nix and Weigend, 1994." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .decomp = gaussianNll_decomp,
  .sample = "{ randn(4), randn(4), positive(4) }, { randn(2, 3), randn(2, 3), positive(2), true, 1e-3, 'none' }, "
            "{ randn(2, 3), randn(2, 3), positive(2, 1), false, 1e-6, 'sum' }",
  .error = "{ randn(3), randn(4), ones(3) }, { randn(3), randn(3), -ones(3) }, { randn(3), randn(3), ones(3), false, 1e-6, 'median' }",
};
#endif
