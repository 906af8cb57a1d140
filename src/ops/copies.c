/* copies.c -- copies of tensors: into another dtype, device, place or layout. */
#include "dl_op.h"

/* ---- kernels: one strided, converting copy does it all ---- */

static dl_status to_kernel(dl_args *a) { return dl_copy_strided(a->result[0], a->arg[0].tensor); }
DL_KERNEL(to)

static dl_status clone_kernel(dl_args *a) { return dl_copy_strided(a->result[0], a->arg[0].tensor); }
DL_KERNEL(clone)

static dl_status copy_kernel(dl_args *a) { return dl_copy_strided(a->result[0], a->arg[1].tensor); }
DL_KERNEL(copy)

DL_MAP2(fill, DL_ALL_TYPES, ((void)x, y))

#ifndef DL_DEVICE_PASS
static dl_status to_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  return dl_result(a, 0, (dl_dtype)dl_integer(a, 1), x->ndim, x->shape);
}

static void to_grad(dl_grad *g) { dl_give(g, 0, dl_upstream(g, 0)); }    /* cast back by the tape */

DL_OP(to) {
  .sig = "x: Tensor, dtype: dtype",
  .doc = "A copy of x with another dtype. Floats become integers by truncation, and bool by \"is not zero\".",
  .flags = DL_STRIDED,
  .shape = to_shape,
  .kernel = to_kernel,
  .grad = to_grad,
  .sample = "{ randn(3, 4), 'float64' }, { constant(randn(2)), 'float32' }, { randn(2, 3), 'int32' }",
  .error = "{ randn(3), 'float31' }, { randn(3) }",
};

DL_OP(clone) {
  .sig = "x: Tensor",
  .doc = "A copy of x in memory of its own, row-major.",
  .flags = DL_STRIDED,
  .shape = dl_shape_same,
  .kernel = clone_kernel,
  .grad = to_grad,
  .sample = "{ randn(3, 4) }, { randn(0) }, { randn() }",
};

/* Itself when it is row-major already: a view, so that gradients and writes go through. */
static dl_status contiguous_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (!dl_tensor_is_contiguous(x)) return dl_give_result(a, 0, DL(a, clone, x));
  return dl_give_result(a, 0, DL(a, view, x, dl_shape_of(x)));
}

DL_OP(contiguous) {
  .sig = "x: Tensor",
  .doc = "x in row-major order: a view of x when it is so already, else a copy.",
  .decomp = contiguous_decomp,
  .sample = "{ randn(3, 4) }, { randn(3, 4):t() }",
};

/* The source takes part by value only: dx = 0 */
static void copy_grad(dl_grad *g) {
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), 0.0));
  dl_give(g, 1, dl_upstream(g, 0));
}

static dl_status copy_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *source = dl_in(a, 1);
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = dl_broadcast(a, x, source, &ndim, shape);
  if (status != DL_OK) return status;
  dl_tensor wanted = { .ndim = (uint8_t)ndim };
  memcpy(wanted.shape, shape, sizeof shape);
  if (!dl_tensor_same_shape(&wanted, x))
    return dl_fail_argument(a, 1, "shape %s does not broadcast to %s", DL_SHAPE_TEXT(source), DL_SHAPE_TEXT(x));
  return dl_result_like(a, 0, x);
}

DL_OP(copy) {
  .sig = "x: Tensor, source: Tensor",
  .doc = "The elements of source, broadcast to the shape of x and cast to its dtype. x:copy_(source) writes them into x.",
  .flags = DL_ONLY_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .shape = copy_shape,
  .kernel = copy_kernel,
  .unread = DL_ARGUMENT(0),
  .grad = copy_grad,
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3, 4), randn(4) }, { randn(2), randn(1) }",
  .error = "{ randn(3), randn(4) }, { randn(3), randn(2, 3) }, { randn(3), 'x' }",
};

static dl_status fill_shape(dl_args *a) {
  const dl_tensor *value = dl_in(a, 1);
  if (value->ndim) return dl_fail_argument(a, 1, "expected a number or a 0-dimensional Tensor, got %d dimensions", value->ndim);
  return dl_result_like(a, 0, dl_in(a, 0));
}

DL_OP(fill) {
  .sig = "x: Tensor, value: Tensor|number",
  .doc = "x:fill_(value) sets every element of x to the value, a number or a 0-dimensional Tensor.",
  .flags = DL_ONLY_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .promote = DL_LIKE_FIRST,
  .shape = fill_shape,
  .kernel = fill_kernel,
  .unread = DL_ARGUMENT(0),
  .grad = copy_grad,
  .sample = "{ randn(3, 4), 2.5 }, { randn(3), randn() }",
  .error = "{ randn(3), randn(4) }, { randn(3) }",
};
#endif
