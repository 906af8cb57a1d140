/* prelu.c -- rectifiers whose slope below 0 is learned or drawn. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
/* He et al. 2015, "Delving deep into rectifiers". The slopes lie along dimension 2, the channels (1 if there is no
** other). */
static dl_status prelu_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1);
  int64_t count = dl_tensor_numel(weight), sizes[DL_MAX_DIMS];
  int at = x->ndim > 1 ? 1 : 0;
  if (weight->ndim > 1) return dl_fail_argument(a, 1, "expected 1 dimension, got %d", weight->ndim);
  if (count != 1 && (x->ndim == 0 || x->shape[at] != count))
    return dl_fail_argument(a, 1, "expected 1 slope or %lld, one for each channel, got %lld",
                            (long long)(x->ndim ? x->shape[at] : 1), (long long)count);
  for (int d = 0; d < x->ndim; d++) sizes[d] = d == at ? count : 1;
  dl_ints shape = { sizes, x->ndim };
  dl_tensor *slope = DL(a, reshape, weight, shape);
  return dl_give_result(a, 0, DL(a, where, DL(a, gt, x, 0), x, DL(a, mul, x, slope)));
}

DL_OP(prelu) {
  .sig = "x: Tensor, weight: Tensor",
  .doc = "x where it is positive, weight * x elsewhere: one weight, or one for each channel (dimension 2 of x, or "
         "1 where it has no other).",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_LOW,
  .decomp = prelu_decomp,
  .sample = "{ away(3, 4), randn(1) }, { away(2, 3, 2), randn(3) }, { away(3), randn(3) }, "
            "{ randn(0, 3), randn(3) }, { away(), randn(1) }",
  .error = "{ randn(2, 3), randn(2) }, { randn(2, 3), randn(3, 1) }, { randn(), randn(2) }",
};

/* Xu et al. 2015, "Empirical evaluation of rectified activations in convolutional network". */
static dl_status rrelu_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  double lower = dl_number(a, 1), upper = dl_number(a, 2);
  if (lower > upper) return dl_fail(a, "lower, %g, is above upper, %g", lower, upper);
  if (!dl_boolean(a, 3)) return dl_give_result(a, 0, DL(a, leakyRelu, x, (lower + upper) / 2));
  dl_tensor *slope = DL(a, add, DL(a, mul, DL(a, randLike, x), upper - lower), lower);
  return dl_give_result(a, 0, DL(a, where, DL(a, gt, x, 0), x, DL(a, mul, x, slope)));
}

DL_OP(rrelu) {
  .sig = "x: Tensor, lower: number = 0.125, upper: number = 0.3333333333333333, training: bool = false",
  .doc = "x where it is positive; elsewhere x times a slope, in training drawn uniformly from lower to upper "
         "for each element, else the mean of the two.",
  .flags = DL_RANDOM,
  .promote = DL_COMMON_FLOAT,
  .decomp = rrelu_decomp,
  .sample = "{ away(3, 4), 0.125, 0.25, true }, { away(3) }, { randn(0), 0, 1, true }, { away(), 0.5, 0.75 }",
  .error = "{ randn(3), 2, 1 }",
};

static dl_status relu6_decomp(dl_args *a) {
  return dl_give_result(a, 0, DL(a, hardTanh, dl_in(a, 0), 0.0, 6.0));
}

DL_OP(relu6) {
  .sig = "x: Tensor",
  .doc = "x, but not below 0 and not above 6, element by element.",
  .decomp = relu6_decomp,
  .sample = "{ away(3, 4) * 3 }, { randn(0) }, { away() }, { ints(9, 4) }",
};
#endif
