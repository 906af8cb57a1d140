/* sum.c -- sum, sum of squares, mean, and the sum that undoes broadcasting. */
#include "dl_op.h"

/* The sum times k0, divided by k1. Integers wrap. */
DL_REDUCE_TO(sum, 0, (U)a + (U)x, (U)a + (U)x, (T)((U)a * (U)k0) / k1)

DL_REDUCE_AS(squareSum, 0, (U)a + (U)x * (U)x, (U)a + (U)x)

/* What was expanded over reduced dimensions (gradients of broadcasts are) is summed once and multiplied. */
static dl_status sum_over(dl_args *a, double divisor) {
  dl_tensor x = *dl_in(a, 0);
  unsigned mask = (unsigned)a->note[0];
  double k[3] = { 1, divisor, 0 };
  for (int d = 0; d < x.ndim; d++)
    if ((mask >> d & 1) && x.stride[d] == 0 && x.shape[d] > 1) {
      k[0] *= (double)x.shape[d];
      x.shape[d] = 1;
    }
  return dl_reduce(a, &x, mask, sum_reducers, k);
}

static dl_status sum_kernel(dl_args *a) { return sum_over(a, 1); }
DL_KERNEL(sum)

static dl_status sumTo_kernel(dl_args *a) {
  return a->note[0] ? sum_over(a, 1) : dl_copy_strided(a->result[0], dl_in(a, 0));
}
DL_KERNEL(sumTo)

static dl_status mean_kernel(dl_args *a) { return sum_over(a, (double)a->note[1]); }
DL_KERNEL(mean)

#ifndef DL_DEVICE_PASS

/* ---- sum ---- */

/* Another dtype is cast to first, by the decomposition, unless the totals are wide enough as they are. */
static bool casts_first(const dl_tensor *x, dl_dtype dtype) {
  dl_dtype own = (dl_dtype)x->dtype;
  bool same_kind = dl_dtype_is_float(own) == dl_dtype_is_float(dtype);
  return dtype != own && (!same_kind || dtype == DL_FLOAT64 || dtype == DL_BOOL);
}

static dl_dtype sum_dtype(const dl_args *a) {
  dl_dtype own = (dl_dtype)dl_in(a, 0)->dtype;
  return dl_given(a, 3) ? (dl_dtype)dl_integer(a, 3) : dl_dtype_is_float(own) ? own : DL_INT64;
}

static dl_status sum_shape(dl_args *a) {
  a->composite = dl_given(a, 3) && casts_first(dl_in(a, 0), sum_dtype(a));
  return dl_shape_reduced(a, sum_dtype(a));
}

static dl_status sum_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t ones[DL_MAX_DIMS], kept[DL_MAX_DIMS];
  int n = 0, ndim = x->ndim;
  for (int d = 0; d < ndim; d++) {
    bool reduced = a->note[0] >> d & 1;
    ones[d] = reduced ? 1 : x->shape[d];
    if (!reduced || dl_boolean(a, 2)) kept[n++] = ones[d];
  }
  if (x->dtype != sum_dtype(a)) x = DL(a, to, x, (int)sum_dtype(a));
  dl_tensor *sum = DL(a, sumTo, x, ((dl_ints){ ones, ndim }));
  return dl_give_result(a, 0, DL(a, reshape, sum, ((dl_ints){ kept, n })));
}

static void sum_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, expand, dl_unreduced(g, dl_upstream(g, 0), 1, 2), dl_shape_of(dl_saved(g, 0))));
}

DL_OP(sum) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false, dtype: dtype?",
  .doc = "The sum over one or several dimensions, over all of them without `dim`. Integers and bools are summed in "
         "int64.",
  .flags = DL_STRIDED,
  .autocast = DL_HIGH_ON_DEVICES,
  .shape = sum_shape,
  .scratch = dl_reduce_scratch,
  .kernel = sum_kernel,
  .decomp = sum_decomp,
  .grad = sum_grad,
  .sample = "{ randn(3, 4) }, { randn(3, 4), 1 }, { randn(2, 3, 4), { 1, 3 }, true }, { randn() }, "
            "{ randn(0, 3), 1 }, { randn(2, 5, 3), 2 }, { ints(9, 3, 4), 2 }, { randn(3, 4), { 1 }, false, 'float64' }",
  .error = "{ randn(3), 2 }, { randn(3), { 1, 1 } }, { randn(3), 'x' }, { randn(3), 0 }",
};

static dl_status squareSum_shape(dl_args *a) {
  return dl_shape_reduced(a, dl_dtype_is_float((dl_dtype)dl_in(a, 0)->dtype) ? (dl_dtype)dl_in(a, 0)->dtype : DL_INT64);
}

static void squareSum_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_saved(g, 0), DL(g, mul, dl_unreduced(g, dl_upstream(g, 0), 1, 2), 2)));
}

DL_OP(squareSum) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false",
  .doc = "The sum of the squares over one or several dimensions, over all of them without `dim`. Integers and bools are summed in "
         "int64.",
  .flags = DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .autocast = DL_HIGH_ON_DEVICES,
  .shape = squareSum_shape,
  .scratch = dl_reduce_scratch,
  .kernel = squareSum_kernel,
  .grad = squareSum_grad,
  .sample = "{ randn(3, 4) }, { randn(3, 4), 1 }, { randn(2, 3, 4), { 1, 3 }, true }, { randn() }, { randn(0, 3), 1 }, { ints(9, 3, 4), 2 }",
  .error = "{ randn(3), 2 }, { randn(3), { 1, 1 } }, { randn(3), 'x' }",
};

/* ---- sumTo ---- */

/* Which dimensions of x a smaller shape has lost or made 1. */
static unsigned lost_dims(const dl_tensor *x, dl_ints sizes) {
  unsigned mask = 0;
  int fresh = x->ndim - sizes.count;
  for (int d = 0; d < x->ndim; d++)
    if (d < fresh || (sizes.data[d - fresh] == 1 && x->shape[d] != 1)) mask |= 1u << d;
  return mask;
}

static dl_status sum_to_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  int fresh = x->ndim - sizes.count;
  if (dl_check_sizes(a, 1, sizes) != DL_OK) return DL_ERROR;
  bool fits = fresh >= 0;
  for (int d = fresh; fits && d < x->ndim; d++)
    fits = sizes.data[d - fresh] == x->shape[d] || sizes.data[d - fresh] == 1;
  if (fits) {
    a->note[0] = lost_dims(x, sizes);
    return dl_result(a, 0, (dl_dtype)x->dtype, sizes.count, sizes.data);
  }
  return dl_fail(a, "shape %s does not broadcast to %s", dl_text_of(sizes.count, sizes.data).text, DL_SHAPE_TEXT(x));
}

static void sum_to_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, expand, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0))));
}

DL_OP(sumTo) {
  .sig = "x: Tensor, sizes: sizes",
  .doc = "x summed over those dimensions which broadcasting from `sizes` would have made or repeated.",
  .flags = DL_STRIDED,
  .shape = sum_to_shape,
  .scratch = dl_reduce_scratch,
  .kernel = sumTo_kernel,
  .grad = sum_to_grad,
  .sample = "{ randn(3, 4), 4 }, { randn(3, 4), 3, 1 }, { randn(2, 3), {} }, { randn(3), 3 }, "
            "{ randn(2, 3, 4), 1, 4 }, { randn(0, 3), 3 }",
  .error = "{ randn(3, 4), 3 }, { randn(3), 3, 3 }, { randn(3), -1 }",
};

/* ---- mean ---- */

static dl_status mean_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_dtype dtype = dl_given(a, 3) ? (dl_dtype)dl_integer(a, 3) : (dl_dtype)x->dtype;
  if (!dl_dtype_is_float(dtype))
    return dl_fail(a, "needs a float dtype, got %s (give {dtype = \"float32\"} or use to())", dl_dtype_name(dtype));
  if (dl_shape_reduced(a, dtype) != DL_OK) return dl_error_status();
  a->composite = casts_first(x, dtype);
  a->note[1] = 1;
  for (int d = 0; d < x->ndim; d++) if (a->note[0] >> d & 1) a->note[1] *= x->shape[d];
  return DL_OK;
}

static dl_status mean_decomp(dl_args *a) {
  dl_dtype dtype = dl_given(a, 3) ? (dl_dtype)dl_integer(a, 3) : (dl_dtype)dl_in(a, 0)->dtype;
  dl_tensor *sum = DL(a, sum, dl_in(a, 0), a->arg[1], dl_boolean(a, 2), (int)dtype);
  return dl_give_result(a, 0, DL(a, div, sum, (double)a->note[1]));
}

static void mean_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  int64_t results = dl_tensor_numel(g->result[0]), count = results ? dl_tensor_numel(x) / results : 1;
  dl_tensor *dy = dl_unreduced(g, dl_upstream(g, 0), 1, 2);
  dl_give(g, 0, DL(g, expand, DL(g, div, dy, (double)count), dl_shape_of(x)));
}

DL_OP(mean) {
  .sig = "x: Tensor, dim: dims?, keepdim: bool = false, dtype: dtype?",
  .doc = "The mean over one or several dimensions, over all of them without `dim`. NaN where there is nothing to "
         "average.",
  .flags = DL_STRIDED,
  .shape = mean_shape,
  .scratch = dl_reduce_scratch,
  .kernel = mean_kernel,
  .decomp = mean_decomp,
  .grad = mean_grad,
  .sample = "{ randn(3, 4) }, { randn(3, 4), 2, true }, { randn(2, 3, 4), { 1, 3 } }, { randn() }, "
            "{ randn(0, 3), 2 }, { ints(9, 3), 1, false, 'float64' }",
  .error = "{ randn(3), 2 }, { ints(3, 4) }, { randn(3), 1, false, 'int64' }",
};
#endif
