/* marginLosses.c -- losses that ask for a margin: between pairs, classes, labels, or a triplet's distances. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
#define REDUCTION "reduction: string = \"mean\""
#define REDUCTION_DOC " reduction: \"mean\", \"sum\" or \"none\"."

static dl_tensor *above_zero(dl_args *a, dl_tensor *t) { return DL(a, clamp, t, 0.0); }

/* ---- pairs ---- */

static dl_status marginRanking_decomp(dl_args *a) {
  dl_tensor *lead = DL(a, mul, DL(a, sub, dl_in(a, 1), dl_in(a, 0)), dl_in(a, 2));
  return dl_give_loss(a, 4, above_zero(a, DL(a, add, lead, dl_number(a, 3))));
}

DL_OP(marginRanking) {
  .sig = "x1: Tensor, x2: Tensor, target: Tensor, margin: number = 0, " REDUCTION,
  .doc = "max(0, -target (x1 - x2) + margin): x1 is to rank above x2 where target is 1, below where it is -1." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = marginRanking_decomp,
  .sample = "{ distinct(4), constant(distinct(4)) * 1.3, constant(tensor({ 1, -1, 1, -1 })) }, { distinct(3), constant(distinct(3)) * 2, "
            "constant(ones(3)), 0.55, 'none' }, { randn(0), randn(0), constant(ones(0)), 1, 'sum' }",
  .error = "{ randn(3), randn(4), ones(3) }, { randn(3), randn(3), ones(3), 0, 'median' }",
};

static dl_status hingeEmbedding_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  dl_tensor *far = above_zero(a, DL(a, sub, dl_number(a, 2), x));
  dl_tensor *near = DL(a, where, DL(a, eq, target, -1), 0.0, x);
  return dl_give_loss(a, 3, DL(a, add, near, DL(a, where, DL(a, eq, target, 1), 0.0, far)));
}

DL_OP(hingeEmbedding) {
  .sig = "x: Tensor, target: Tensor, margin: number = 1, " REDUCTION,
  .doc = "x where target is 1, max(0, margin - x) where it is -1: x is a distance of what is alike or not." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = hingeEmbedding_decomp,
  .sample = "{ away(4), constant(tensor({ 1, -1, 1, -1 })) }, { away(2, 2), constant(tensor({ 1, -1 })), 0.5, 'none' }",
  .error = "{ randn(3), randn(4) }, { randn(3), ones(3), 1, 'median' }",
};

/* The cosine with the bound that PyTorch has here: 1e-12 (as a float) under the root, on both squares. */
static dl_tensor *cosine(dl_args *a, dl_tensor *x, dl_tensor *y) {
  dl_tensor *squares_x = DL(a, add, DL(a, squareSum, x, -1), (double)1e-12f);
  dl_tensor *squares_y = DL(a, add, DL(a, squareSum, y, -1), (double)1e-12f);
  return DL(a, div, DL(a, sum, DL(a, mul, x, y), -1), DL(a, sqrt, DL(a, mul, squares_x, squares_y)));
}

static dl_status cosineEmbedding_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *y = dl_in(a, 1), *target = dl_in(a, 2);
  for (int i = 0; i < 2; i++)
    if (dl_in(a, i)->ndim != target->ndim + 1)
      return dl_fail_argument(a, i, "expected one dimension more than the target: shapes %s and %s", DL_SHAPE_TEXT(dl_in(a, i)),
                              DL_SHAPE_TEXT(target));
  dl_tensor *c = cosine(a, x, y), *apart = above_zero(a, DL(a, sub, c, dl_number(a, 3)));
  dl_tensor *alike = DL(a, where, DL(a, eq, target, 1), DL(a, sub, 1.0, c), 0.0);
  return dl_give_loss(a, 4, DL(a, add, alike, DL(a, where, DL(a, eq, target, -1), apart, 0.0)));
}

DL_OP(cosineEmbedding) {
  .sig = "x1: Tensor, x2: Tensor, target: Tensor, margin: number = 0, " REDUCTION,
  .doc = "With c the cosine of the angle between x1 and x2 (their last dimension): 1 - c where target is 1, max(0, c - margin) "
         "where it is -1." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = cosineEmbedding_decomp,
  .sample = "{ away(4, 3), away(4, 3), constant(tensor({ 1, -1, 1, -1 })) }, { away(3), away(3), constant(ones()), 0.25, 'none' }",
  .error = "{ randn(3, 2), randn(3, 2), ones(3, 2) }, { randn(3, 2), randn(3, 2), ones(4) }, { randn(3, 2), randn(3, 2), ones(3), 0, 'max' }",
};

static dl_status tripletMargin_decomp(dl_args *a) {
  dl_tensor *anchor = dl_in(a, 0), *positive = dl_in(a, 1), *negative = dl_in(a, 2);
  double p = dl_number(a, 4), epsilon = dl_number(a, 5);
  dl_tensor *near = DL(a, pairwiseDistance, anchor, positive, p, epsilon);
  dl_tensor *far = DL(a, pairwiseDistance, anchor, negative, p, epsilon);
  if (dl_boolean(a, 6)) far = DL(a, minimum, far, DL(a, pairwiseDistance, positive, negative, p, epsilon));
  return dl_give_loss(a, 7, above_zero(a, DL(a, add, DL(a, sub, near, far), dl_number(a, 3))));
}

DL_OP(tripletMargin) {
  .sig = "anchor: Tensor, positive: Tensor, negative: Tensor, margin: number = 1, p: number = 2, epsilon: number = 1e-6, "
         "swap: bool = false, " REDUCTION,
  .doc = "max(0, d(anchor, positive) - d(anchor, negative) + margin), where d is pairwiseDistance along the last dimension. With swap, "
         "d(positive, negative) counts in place of d(anchor, negative) where it is less (Balntas et al., 2016)." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = tripletMargin_decomp,
  .sample = "{ away(4, 3), away(4, 3), away(4, 3) }, { away(2, 3), away(2, 3), away(2, 3), 3, 1, 0.01, true, 'none' }",
  .error = "{ randn(3, 2), randn(3, 3), randn(3, 2) }, { randn(3, 2), randn(3, 2), randn(3, 2), 1, 2, 0, false, 'max' }",
};

/* ---- classes and labels ---- */

/* Scores (N, C) or (C), and how their labels must be shaped: without the last dimension, or as the scores. */
static dl_status check_scores(dl_args *a, bool list) {
  const dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  if (x->ndim < 1 || x->ndim > 2) return dl_fail_argument(a, 0, "expected (N, C) or (C), got shape %s", DL_SHAPE_TEXT(x));
  bool fits = target->ndim == x->ndim - !list && memcmp(target->shape, x->shape, (size_t)target->ndim * sizeof *x->shape) == 0;
  if (!fits) return dl_fail_argument(a, 1, "shape %s does not belong to scores of shape %s", DL_SHAPE_TEXT(target), DL_SHAPE_TEXT(x));
  return DL_OK;
}

static dl_status multiMargin_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  double p = dl_number(a, 2);
  if (check_scores(a, false) != DL_OK) return DL_ERROR;
  if (p != 1 && p != 2) return dl_fail_argument(a, 2, "expected 1 or 2, got %g", p);
  int64_t classes = x->shape[x->ndim - 1];
  dl_tensor *hot = DL(a, oneHot, target, classes), *own = DL(a, sum, DL(a, mul, x, hot), -1, true);
  dl_tensor *terms = above_zero(a, DL(a, add, DL(a, sub, x, own), dl_number(a, 4)));
  if (p == 2) terms = DL(a, mul, terms, terms);
  if (dl_given(a, 3)) terms = DL(a, mul, terms, DL(a, sum, DL(a, mul, hot, dl_in(a, 3)), -1, true));
  terms = DL(a, where, DL(a, eq, hot, 1), 0.0, terms);
  return dl_give_loss(a, 5, DL(a, div, DL(a, sum, terms, -1), (double)classes));
}

DL_OP(multiMargin) {
  .sig = "x: Tensor, target: Tensor, p: number = 1, weight: Tensor?, margin: number = 1, " REDUCTION,
  .doc = "The sum over the other classes i of max(0, margin - x[label] + x[i])^p times the label's weight, divided by the number of "
         "classes. x: (N, C) or (C); target: labels from 1, (N) or one. p: 1 or 2." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .keeps = DL_ARGUMENT(1),
  .decomp = multiMargin_decomp,
  .sample = "{ distinct(3, 4) * 1.3, ints(4, 3) }, { distinct(3, 4), ints(4, 3), 2, constant(positive(4)), 0.55, 'none' }, { distinct(3) * 1.3, ints(3), 2 }",
  .error = "{ randn(3, 4), ints(4, 2) }, { randn(3, 4), ints(4, 3) + 4 }, { randn(3, 4), ints(4, 3), 3 }, { randn(3, 4), randn(3) }",
};

/* The labels of a row end at the first 0. With J of them: row j has a one at label j where it counts. */
static dl_status multiLabelMargin_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  if (check_scores(a, true) != DL_OK) return DL_ERROR;
  int64_t classes = x->shape[x->ndim - 1];
  dl_tensor *count = DL(a, unsqueeze, DL(a, cumprod, DL(a, to, DL(a, ne, target, 0), (int)DL_INT64), -1), -1);
  dl_tensor *hot = DL(a, narrow, DL(a, oneHot, DL(a, add, target, 1), classes + 1), -1, 1, classes);
  hot = DL(a, mul, hot, count);
  dl_tensor *scores = DL(a, unsqueeze, x, -2), *own = DL(a, sum, DL(a, mul, hot, scores), -1, true);
  dl_tensor *others = DL(a, eq, DL(a, sum, hot, -2, true), 0);
  dl_tensor *terms = above_zero(a, DL(a, add, DL(a, sub, scores, own), 1.0));
  terms = DL(a, mul, DL(a, mul, terms, count), others);
  return dl_give_loss(a, 2, DL(a, div, DL(a, sum, terms, DL_LIST(-2, -1)), (double)classes));
}

DL_OP(multiLabelMargin) {
  .sig = "x: Tensor, target: Tensor, " REDUCTION,
  .doc = "The sum over labels y and classes i that are no label of max(0, 1 - x[y] + x[i]), divided by the number of classes. x: (N, C) "
         "or (C); target: of the same shape, the labels of each row from 1; the first 0 ends them." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .keeps = DL_ARGUMENT(1),
  .decomp = multiLabelMargin_decomp,
  .sample = "{ distinct(2, 3) * 1.3, tensor({ { 2, 3, 0 }, { 1, 0, 2 } }, 'int64') }, { distinct(4) * 1.3, tensor({ 4, 1, 0, 2 }, 'int64'), 'sum' }, "
            "{ distinct(2, 3) * 1.3, tensor({ { 0, 3, 0 }, { 1, 2, 3 } }, 'int64'), 'none' }",
  .error = "{ randn(2, 3), ints(3, 2) }, { randn(3), ints(3, 3) + 3 }, { randn(3), randn(3) }, { randn(3), ints(3, 3), 'max' }",
};

static dl_status softMargin_decomp(dl_args *a) {
  dl_tensor *agreement = DL(a, mul, dl_in(a, 0), dl_in(a, 1));
  return dl_give_loss(a, 2, DL(a, neg, DL(a, logSigmoid, agreement)));
}

DL_OP(softMargin) {
  .sig = "x: Tensor, target: Tensor, " REDUCTION,
  .doc = "log(1 + exp(-target x)), targets -1 and 1, without overflow." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = softMargin_decomp,
  .sample = "{ randn(4), constant(tensor({ 1, -1, 1, -1 })) }, { randn(2, 2), constant(tensor({ 1, -1 })), 'none' }",
  .error = "{ randn(3), randn(4) }, { randn(3), ones(3), 'median' }",
};

static dl_status multiLabelSoftMargin_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  if (check_scores(a, true) != DL_OK) return DL_ERROR;
  dl_tensor *there = DL(a, mul, target, DL(a, logSigmoid, x));
  dl_tensor *absent = DL(a, mul, DL(a, sub, 1.0, target), DL(a, logSigmoid, DL(a, neg, x)));
  dl_tensor *terms = DL(a, neg, DL(a, add, there, absent));
  if (dl_given(a, 2)) terms = DL(a, mul, terms, dl_in(a, 2));
  return dl_give_loss(a, 3, DL(a, mean, terms, -1));
}

DL_OP(multiLabelSoftMargin) {
  .sig = "x: Tensor, target: Tensor, weight: Tensor?, " REDUCTION,
  .doc = "Binary cross entropy of sigmoid(x) for each class, times its weight, the mean over the classes. x: (N, C) or (C); target: of the "
         "same shape, 1 for classes that are there and 0 for others." REDUCTION_DOC,
  .promote = DL_COMMON_FLOAT,
  .decomp = multiLabelSoftMargin_decomp,
  .sample = "{ randn(2, 3), constant(tensor({ { 1, 0, 1 }, { 0, 0, 1 } })) }, { randn(3), rand(3), constant(positive(3)), 'sum' }, "
            "{ randn(2, 3), rand(2, 3), positive(3), 'none' }",
  .error = "{ randn(2, 3), randn(2) }, { randn(3), randn(3), nil, 'median' }",
};
#endif
