/* normalisations.c -- relatives of layerNorm and batchNorm, made of them or of small operators. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

static dl_status check_vector(const dl_args *a, int i, int64_t channels) {
  const dl_tensor *t = dl_in(a, i);
  return !t || (t->ndim == 1 && t->shape[0] == channels) ? DL_OK
    : dl_fail_argument(a, i, "expected a number for each of %lld channels, got shape %s", (long long)channels, DL_SHAPE_TEXT(t));
}

/* A number for each channel, in the shape that broadcasts beside the places of x. */
static dl_tensor *beside(dl_args *a, const dl_tensor *x, dl_tensor *v) {
  int64_t ones[DL_MAX_DIMS];
  for (int d = 0; d < x->ndim; d++) ones[d] = d == 1 ? x->shape[1] : 1;
  return DL(a, reshape, v, ((dl_ints){ ones, x->ndim }));
}

/* ---- groupNorm: rows are the groups of an example ---- */

static dl_status group_norm(dl_args *a, int64_t groups, int weight, double epsilon) {
  dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 2) return dl_fail_argument(a, 0, "expected examples x channels x ..., got shape %s", DL_SHAPE_TEXT(x));
  int64_t channels = x->shape[1], places = dl_numel_of(x->shape + 2, x->ndim - 2);
  if (groups < 1 || channels % groups)
    return dl_fail(a, "%lld channels cannot be split into %lld groups", (long long)channels, (long long)groups);
  if (check_vector(a, weight, channels) != DL_OK || check_vector(a, weight + 1, channels) != DL_OK) return DL_ERROR;
  if (channels == 0) groups = 1;                      /* whatever it was: nothing is split */
  int64_t n = channels / groups * places;
  dl_tensor *y = DL(a, layerNorm, DL(a, reshape, x, DL_LIST(x->shape[0] * groups, n)), DL_LIST(n), DL_NONE, DL_NONE, epsilon);
  y = DL(a, reshape, y, dl_shape_of(x));
  dl_tensor *scale = dl_in(a, weight) ? beside(a, x, dl_in(a, weight)) : NULL;
  dl_tensor *shift = dl_in(a, weight + 1) ? beside(a, x, dl_in(a, weight + 1)) : NULL;
  if (scale && shift) y = DL(a, addcmul, shift, y, scale);
  else if (scale) y = DL(a, mul, y, scale);
  else if (shift) y = DL(a, add, y, shift);
  if (y && y->dtype != x->dtype) y = DL(a, to, y, (int)x->dtype);
  return dl_give_result(a, 0, y);
}

static dl_status groupNorm_decomp(dl_args *a) { return group_norm(a, dl_integer(a, 1), 2, dl_number(a, 4)); }

DL_OP(groupNorm) {
  .sig = "x: Tensor, groups: int, weight: Tensor?, bias: Tensor?, epsilon: number = 1e-5",
  .doc = "The channels of x (N, C, ...) in groups of neighbours, each group of an example normalised by its own mean and variance, then times weight (C) "
         "plus bias (C). Wu, He, \"Group normalization\", 2018.",
  .flags = DL_HALF_X,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = groupNorm_decomp,
  .sample = "{ randn(2, 4, 3), 2, randn(4), randn(4) }, { randn(2, 3, 2, 2), 3 }, { randn(2, 4), 1, nil, randn(4), 0.1 }, { randn(0, 2, 3), 2 }",
  .error = "{ randn(2, 4, 3), 3 }, { randn(4), 2 }, { randn(2, 4, 3), 2, randn(3) }, { randn(2, 4, 3), 0 }",
  .tolerance = 1e-4,
};

static dl_status instanceNorm_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 3) return dl_fail_argument(a, 0, "expected examples x channels x sizes, got shape %s", DL_SHAPE_TEXT(x));
  if (x->shape[1] == 0) return dl_fail_argument(a, 0, "no channels, shape %s", DL_SHAPE_TEXT(x));
  return group_norm(a, x->shape[1], 1, dl_number(a, 3));
}

DL_OP(instanceNorm) {
  .sig = "x: Tensor, weight: Tensor?, bias: Tensor?, epsilon: number = 1e-5",
  .doc = "Each channel of each example of x (N, C, sizes) normalised by its own mean and variance, then times weight (C) plus bias (C). Ulyanov, Vedaldi, "
         "Lempitsky, \"Instance normalization\", 2016.",
  .flags = DL_HALF_X,
  .promote = DL_COMMON_FLOAT,
  .decomp = instanceNorm_decomp,
  .sample = "{ randn(2, 2, 3), randn(2), randn(2) }, { randn(1, 3, 2, 2), nil, nil, 0.1 }",
  .error = "{ randn(2, 3) }, { randn(2, 2, 3), randn(3) }",
  .tolerance = 1e-4,
};

/* ---- rmsNorm ---- */

static dl_status rmsNorm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 2);
  dl_ints shape = dl_intlist(a, 1);
  int64_t dims[DL_MAX_DIMS];
  int first = x->ndim - shape.count;
  bool fits = shape.count > 0 && first >= 0;
  for (int d = 0; fits && d < shape.count; d++) {
    fits = x->shape[first + d] == shape.data[d];
    dims[d] = first + d;
  }
  if (!fits) return dl_fail_argument(a, 1, "the last sizes of x, of shape %s, are not %s", DL_SHAPE_TEXT(x),
                                     dl_text_of(shape.count, shape.data).text);
  if (weight && (weight->ndim != shape.count || memcmp(weight->shape, shape.data, (size_t)shape.count * sizeof *dims) != 0))
    return dl_fail_argument(a, 2, "expected shape %s, got %s", dl_text_of(shape.count, shape.data).text, DL_SHAPE_TEXT(weight));
  double epsilon = dl_given(a, 3) ? dl_number(a, 3) : x->dtype == DL_FLOAT64 ? 0x1p-52 : 0x1p-23;
  dl_tensor *squares = DL(a, mean, DL(a, mul, x, x), ((dl_ints){ dims, shape.count }), true);
  dl_tensor *y = DL(a, mul, x, DL(a, rsqrt, DL(a, add, squares, epsilon)));
  return dl_give_result(a, 0, weight ? DL(a, mul, y, weight) : y);
}

DL_OP(rmsNorm) {
  .sig = "x: Tensor, shape: ints, weight: Tensor?, epsilon: number?",
  .doc = "x divided by its root mean square over its last dimensions, whose sizes are `shape`, then times weight (of that shape): x / sqrt(mean(x^2) + "
         "epsilon) * weight. epsilon: if not given, the distance from 1 to the next number (of float32 for the 16-bit floats). Zhang, Sennrich, \"Root mean square layer normalization\", 2019.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = rmsNorm_decomp,
  .sample = "{ randn(3, 4), 4, randn(4) }, { randn(2, 2, 3), { 2, 3 }, nil, 0.1 }, { randn(0, 3), 3 }",
  .error = "{ randn(3, 4), 3 }, { randn(3, 4), 4, randn(3) }, { randn(3), {} }",
  .tolerance = 1e-4,
};

/* ---- localResponseNorm: windows over the channels ---- */

static dl_status localResponseNorm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t size = dl_integer(a, 1), widths[2 * DL_MAX_DIMS] = { 0 };
  if (x->ndim < 3) return dl_fail_argument(a, 0, "expected examples x channels x sizes, got shape %s", DL_SHAPE_TEXT(x));
  if (x->ndim == DL_MAX_DIMS) return dl_fail_argument(a, 0, "at most %d dimensions, got shape %s", DL_MAX_DIMS - 1, DL_SHAPE_TEXT(x));
  if (size < 1) return dl_fail_argument(a, 1, "must be 1 or more, got %lld", (long long)size);
  widths[2 * (x->ndim - 2)] = size / 2;
  widths[2 * (x->ndim - 2) + 1] = (size - 1) / 2;
  dl_tensor *squares = DL(a, pad, DL(a, mul, x, x), ((dl_ints){ widths, 2 * (x->ndim - 1) }));
  dl_tensor *mean = DL(a, mean, DL(a, unfold, squares, 1, size, 1), -1);
  dl_tensor *base = DL(a, add, DL(a, mul, mean, dl_number(a, 2)), dl_number(a, 4));
  return dl_give_result(a, 0, DL(a, div, x, DL(a, pow, base, dl_number(a, 3))));
}

DL_OP(localResponseNorm) {
  .sig = "x: Tensor, size: int, alpha: number = 1e-4, beta: number = 0.75, k: number = 1",
  .doc = "x (N, C, sizes) divided by (k + alpha * mean of the squares of `size` neighbouring channels)^beta; channels beyond the ends count as 0. "
         "Krizhevsky, Sutskever, Hinton, \"ImageNet classification with deep convolutional neural networks\", 2012.",
  .promote = DL_COMMON_FLOAT,
  .decomp = localResponseNorm_decomp,
  .sample = "{ randn(2, 4, 3), 3, 0.5 }, { randn(1, 3, 2, 2), 2, 1, 0.5, 2 }, { randn(1, 2, 3), 1 }",
  .error = "{ randn(2, 3), 2 }, { randn(2, 3, 2), 0 }",
};
#endif
