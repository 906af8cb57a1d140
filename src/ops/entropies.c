/* entropies.c -- losses between distributions: binary cross entropy of probabilities, and the divergence of Kullback
** and Leibler. */
#include "dl_op.h"

/* The terms of binary cross entropy; logarithms are cut at -100, as PyTorch's are, so that they stay finite. */
DL_MAP2(bceTerm, DL_FLOAT, \
  (y - 1) * (log1p(-x) > -100 || x != x ? log1p(-x) : -100) - y * (log(x) > -100 || x != x ? log(x) : -100))

#ifndef DL_DEVICE_PASS
#define REDUCTION "reduction: string = \"mean\""
#define REDUCTION_DOC " reduction: \"mean\", \"sum\" or \"none\" (the terms as they are)."

/* du = dL (u - v) / (u (1 - u)), dv = dL (log(1 - u) - log(u)) */
static void bce_term_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *target = dl_saved(g, 1), *up = dl_upstream(g, 0);
  if (dl_wants(g, 0)) {
    dl_tensor *spread = DL(g, clamp, DL(g, mul, x, DL(g, sub, 1.0, x)), (double)1e-12f);   /* PyTorch's bound */
    dl_give(g, 0, DL(g, div, DL(g, mul, up, DL(g, sub, x, target)), spread));
  }
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, up, DL(g, sub, DL(g, log1p, DL(g, neg, x)), DL(g, log, x))));
}

DL_OP(bceTerm) {
  .sig = "x: Tensor, target: Tensor",
  .doc = "The terms of bce: -(target log(x) + (1 - target) log(1 - x)), logarithms cut at -100.",
  .flags = DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = dl_shape_broadcast,
  .kernel = bceTerm_kernel,
  .grad = bce_term_grad,
  .sample = "{ rand(3, 4), rand(3, 4) }, { rand(3), rand(1) }",
  .error = "{ randn(3), randn(4) }",
};

static dl_tensor *weighted(dl_args *a, int i, dl_tensor *terms) {
  return dl_given(a, i) ? DL(a, mul, terms, dl_in(a, i)) : terms;
}

static dl_status bce_decomp(dl_args *a) {
  return dl_give_loss(a, 3, weighted(a, 2, DL(a, bceTerm, dl_in(a, 0), dl_in(a, 1))));
}

DL_OP(bce) {
  .sig = "x: Tensor, target: Tensor, weight: Tensor?, " REDUCTION,
  .doc = "Binary cross entropy of probabilities x: -(target log(x) + (1 - target) log(1 - x)), times the weight."
         REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = bce_decomp,
  .sample = "{ rand(3, 4), rand(3, 4) }, { rand(3), rand(3), constant(positive(3)), 'sum' }",
  .error = "{ rand(3), rand(4) }, { rand(3), rand(3), nil, 'median' }",
};

static dl_status kl_div_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1), *terms;
  if (dl_boolean(a, 3)) terms = DL(a, mul, DL(a, exp, target), DL(a, sub, target, x));
  else terms = DL(a, sub, DL(a, xlogy, target, target), DL(a, mul, target, x));
  if (strcmp(dl_string(a, 2), "batchmean") != 0) return dl_give_loss(a, 2, terms);
  double batch = x->ndim ? (double)x->shape[0] : 1;
  return dl_give_result(a, 0, DL(a, div, DL(a, sum, terms), batch));
}

DL_OP(klDiv) {
  .sig = "x: Tensor, target: Tensor, " REDUCTION ", logTarget: bool = false",
  .doc = "The divergence of Kullback and Leibler, target (log(target) - x), of log-probabilities x. "
         "reduction: also \"batchmean\", the sum over the size of dimension 1. logTarget: the target is a "
         "logarithm too.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = kl_div_decomp,
  .sample = "{ randn(3, 4), positive(3, 4) }, { randn(3, 2), randn(3, 2), 'batchmean', true }, "
            "{ randn(3), positive(3), 'none' }",
  .error = "{ rand(3), rand(4) }, { rand(3), rand(3), 'median' }",
};
#endif
