/* statistics.c -- any, all, countNonzero, prod, var, std, norm, logsumexp. */
#include "dl_op.h"

DL_REDUCE(any, 0, a > (x != 0) ? a : (x != 0))
DL_REDUCE(all, 1, a < (x != 0) ? a : (x != 0))
DL_REDUCE_AS(countNonzero, 0, a + (x != 0 ? 1 : 0), a + x)
DL_REDUCE(prod, 1, (U)a * (U)x)

#ifndef DL_DEVICE_PASS

static dl_status bool_shape(dl_args *a) { return dl_shape_reduced(a, DL_BOOL); }
static dl_status count_shape(dl_args *a) { return dl_shape_reduced(a, DL_INT64); }

#define TRUTH_SAMPLES "{ bools(3, 4) }, { bools(3, 4), 1 }, { bools(2, 3, 4), { 1, 3 }, true }, { randn(3) }, { bools(0) }, { ints(3, 4), 1 }"

DL_OP(any) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "Is any element not zero? Over one or several dimensions, over all of them without `dim`; false where there is none.",
  .flags = DL_STRIDED | DL_NO_GRAD,
  .shape = bool_shape, .scratch = dl_reduce_scratch, .kernel = any_kernel,
  .sample = TRUTH_SAMPLES,
  .error = "{ randn(3), 2 }",
};

DL_OP(all) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "Are all elements not zero? Over one or several dimensions, over all of them without `dim`; true where there is none.",
  .flags = DL_STRIDED | DL_NO_GRAD,
  .shape = bool_shape, .scratch = dl_reduce_scratch, .kernel = all_kernel,
  .sample = TRUTH_SAMPLES,
  .error = "{ randn(3), 2 }",
};

DL_OP(countNonzero) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "How many elements are not zero, over one or several dimensions, over all of them without `dim`.",
  .flags = DL_STRIDED | DL_NO_GRAD,
  .shape = count_shape, .scratch = dl_reduce_scratch, .kernel = countNonzero_kernel,
  .sample = TRUTH_SAMPLES,
  .error = "{ randn(3), 2 }",
};

/* ---- products ---- */

static dl_status prod_shape(dl_args *a) {
  dl_dtype dtype = (dl_dtype)dl_in(a, 0)->dtype;
  if (dl_given(a, 1)) a->arg[1] = dl_value_ints((dl_ints){ memcpy(a->single + 1, &a->arg[1].integer, sizeof(int64_t)), 1 });
  return dl_shape_reduced(a, dl_dtype_is_float(dtype) ? dtype : DL_INT64);
}

/* Each element times the product of those before it and of those behind it: right where there are zeros too. */
static void prod_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *v = x, *dy = dl_upstream(g, 0);
  bool whole = g->arg[1].kind == DL_NIL || x->ndim == 0;
  int64_t d = whole ? 0 : dl_from_front(g->arg[1].ints.data[0], x->ndim);
  if (whole) v = DL(g, reshape, x, DL_LIST(dl_tensor_numel(x)));
  if (!v || dl_tensor_numel(v) == 0) {
    dl_give(g, 0, DL(g, mul, x, 0.0));
    return;
  }
  int64_t n = v->shape[d];
  dl_tensor *ones = DL(g, onesLike, DL(g, narrow, v, d, 0, 1));
  dl_tensor *before[2] = { ones, n > 1 ? DL(g, cumprod, DL(g, narrow, v, d, 0, n - 1), d) : NULL };
  dl_tensor *turned = DL(g, flip, v, d);
  dl_tensor *behind[2] = { ones, n > 1 ? DL(g, cumprod, DL(g, narrow, turned, d, 0, n - 1), d) : NULL };
  dl_tensor *left = n > 1 ? DL(g, cat, ((dl_tensors){ before, 2 }), d) : ones;
  dl_tensor *right = n > 1 ? DL(g, flip, DL(g, cat, ((dl_tensors){ behind, 2 }), d), d) : ones;
  dl_tensor *up = whole ? DL(g, reshape, dy, DL_LIST(1)) : g->arg[2].boolean ? dy : DL(g, unsqueeze, dy, d);
  dl_give(g, 0, DL(g, reshape, DL(g, mul, DL(g, mul, left, right), up), dl_shape_of(x)));
}

DL_OP(prod) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .doc = "The product along a dimension, of all elements without `dim`. Integers and bools are multiplied in int64.",
  .flags = DL_STRIDED,
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0),
  .shape = prod_shape, .scratch = dl_reduce_scratch, .kernel = prod_kernel, .grad = prod_grad,
  .sample = "{ randn(3, 4) }, { randn(3, 4), 1 }, { randn(2, 3), -1, true }, { randn() }, { tensor({ 2, 0, 3 }) }, { ints(9, 4) }, { randn(2, 1), 2 }",
  .error = "{ randn(3), 2 }",
};

/* ---- moments ---- */

static int64_t elements_reduced(const dl_tensor *x, unsigned mask) {
  int64_t n = 1;
  for (int d = 0; d < x->ndim; d++) if (mask >> d & 1) n *= x->shape[d];
  return n;
}

static dl_tensor *variance(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  unsigned mask;
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) {
    dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
    return NULL;
  }
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK) return NULL;
  double n = (double)elements_reduced(x, mask) - dl_number(a, 3);
  dl_tensor *d = DL(a, sub, x, DL(a, mean, x, a->arg[1], true));
  return DL(a, div, DL(a, squareSum, d, a->arg[1], dl_boolean(a, 2)), n > 0 ? n : 0.0);
}

static dl_status give(dl_args *a, dl_tensor *t) { return t ? dl_give_result(a, 0, t) : dl_error_status(); }

static dl_status var_decomp(dl_args *a) { return give(a, variance(a)); }

#define MOMENT_SIG "x: Tensor, dim: dims?, keepdim: bool = false, correction: number = 1"
#define MOMENT_SAMPLES "{ randn(3, 4) }, { randn(3, 4), 1 }, { randn(2, 3, 4), { 1, 3 }, true, 0 }, { randn(5), 1, false, 0 }"

DL_OP(var) {
  .sig = MOMENT_SIG,
  .doc = "The variance over one or several dimensions, over all of them without `dim`: squared distances from the mean, summed and "
         "divided by n - correction (1: the unbiased estimate, 0: the mean).",
  .decomp = var_decomp,
  .sample = MOMENT_SAMPLES,
  .error = "{ randn(3), 2 }, { ints(3, 4) }",
};

/* The square root with gradient 0 at 0, where the root itself has none. */
static dl_tensor *root(dl_args *a, dl_tensor *squares) {
  dl_tensor *none = DL(a, eq, squares, 0);
  return DL(a, where, none, DL(a, mul, squares, 0.0), DL(a, sqrt, DL(a, where, none, 1.0, squares)));
}

static dl_status std_decomp(dl_args *a) {
  dl_tensor *v = variance(a);
  return v ? give(a, root(a, v)) : dl_error_status();
}

DL_OP(std) {
  .sig = MOMENT_SIG,
  .doc = "The standard deviation: the root of var.",
  .decomp = std_decomp,
  .sample = MOMENT_SAMPLES,
  .error = "{ randn(3), 2 }, { ints(3, 4) }",
};

/* ---- norms ---- */

static dl_tensor *p_norm(dl_args *a, dl_tensor *x, double p, dl_value dims, bool keep) {
  if (p == 2) return root(a, DL(a, squareSum, x, dims, keep));
  if (p == 0) return DL(a, sum, DL(a, abs, DL(a, sign, x)), dims, keep);
  dl_tensor *size = DL(a, abs, x);
  if (p == 1) return DL(a, sum, size, dims, keep);
  if (p == INFINITY) return DL(a, amax, size, dims, keep);
  if (p == -INFINITY) return DL(a, amin, size, dims, keep);
  /* Elements that are 0 get no gradient, where the power's would be infinite. */
  dl_tensor *zero = DL(a, eq, size, 0), *powers = DL(a, pow, DL(a, where, zero, 1.0, size), p);
  dl_tensor *total = DL(a, sum, DL(a, where, zero, p > 0 ? 0.0 : (double)INFINITY, powers), dims, keep);
  dl_tensor *none = DL(a, eq, total, 0);
  dl_tensor *power = DL(a, pow, DL(a, where, none, 1.0, total), 1 / p);
  return DL(a, where, none, DL(a, mul, total, 0.0), power);
}

static dl_status norm_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  unsigned mask;
  double p = dl_number(a, 1);
  if (!dl_dtype_is_float((dl_dtype)x->dtype))
    return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (dl_normal_dims(a, 2, x->ndim, &mask) != DL_OK) return DL_ERROR;
  if (isinf(p) && elements_reduced(x, mask) == 0) return dl_fail(a, "there are no elements to choose from");
  return give(a, p_norm(a, x, p, a->arg[2], dl_boolean(a, 3)));
}

DL_OP(norm) {
  .sig = "x: Tensor, p: number = 2, dim: dims?, keepdim: bool = false",
  .doc = "The p-norm, (sum of |x|^p)^(1/p), over one or several dimensions, over all of them without `dim`. p = math.huge gives "
         "the largest |x|, -math.huge the smallest, 0 the number of elements that are not 0.",
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = norm_decomp,
  .sample = "{ away(3, 4) }, { away(3, 4), 1, 2 }, { away(2, 3), 3, { 1, 2 }, true }, { distinct(5), 1 / 0 }, { distinct(5), -1 / 0 }, "
            "{ away(4), 0 }, { away(3, 4), 0.5, 1 }",
  .error = "{ randn(3), 2, 2 }, { ints(3, 4) }",
};

/* log(sum(exp(x - m))) + m with m the maximum, 0 where that is infinite. */
static dl_status logsumexp_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  unsigned mask;
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK) return DL_ERROR;
  if (elements_reduced(x, mask) == 0)
    return give(a, DL(a, log, DL(a, sum, DL(a, exp, x), a->arg[1], dl_boolean(a, 2))));
  dl_tensor *most = DL(a, amax, x, a->arg[1], true);
  dl_tensor *m = DL(a, where, DL(a, eq, DL(a, abs, most), (double)INFINITY), 0.0, most);
  dl_tensor *sum = DL(a, sum, DL(a, exp, DL(a, sub, x, m)), a->arg[1], dl_boolean(a, 2));
  dl_tensor *shift = sum ? DL(a, reshape, m, dl_shape_of(sum)) : NULL;
  return give(a, DL(a, add, DL(a, log, sum), shift));
}

DL_OP(logsumexp) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "log(sum(exp(x))) over one or several dimensions, over all of them without `dim`, without overflow.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = logsumexp_decomp,
  .sample = "{ distinct(3, 4) }, { distinct(3, 4), 1 }, { distinct(2, 3, 4), { 1, 3 }, true }, { distinct() }",
  .error = "{ randn(3), 2 }",
};
#endif
