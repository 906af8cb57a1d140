/* masked.c -- the elements where a mask is true, as a vector: taken out and put in. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* x and mask broadcast to their common shape and laid out as vectors. */
static dl_status flatten_both(dl_args *a, dl_tensor **x, dl_tensor **mask, int *ndim, int64_t *shape) {
  *x = dl_in(a, 0);
  *mask = dl_in(a, 1);
  if ((*mask)->dtype != DL_BOOL)
    return dl_fail_argument(a, 1, "expected a bool tensor, got %s", dl_dtype_name((dl_dtype)(*mask)->dtype));
  if (dl_broadcast(a, *x, *mask, ndim, shape) != DL_OK) return DL_ERROR;
  dl_ints common = { shape, *ndim };
  const int64_t n = dl_numel_of(shape, *ndim);
  *x = DL(a, reshape, DL(a, expand, *x, common), n);
  *mask = DL(a, reshape, DL(a, expand, *mask, common), n);
  return *x && *mask ? DL_OK : dl_error_status();
}

static dl_status masked_select_decomp(dl_args *a) {
  dl_tensor *x, *mask;
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  if (flatten_both(a, &x, &mask, &ndim, shape) != DL_OK) return dl_error_status();
  return dl_give_result(a, 0, DL(a, index, x, ((dl_tensors){ &mask, 1 })));
}

DL_OP(maskedSelect) {
  .sig = "x: Tensor, mask: Tensor",
  .doc = "The elements of x where the mask (a bool tensor) is true, as a vector in row-major order. x and mask broadcast.",
  .decomp = masked_select_decomp,
  .sample = "{ randn(3, 4), bools(3, 4) }, { randn(3, 4), bools(4) }, { randn(4), bools(3, 4) }, { randn(), bools() }, "
            "{ randn(0), bools(0) }, { randn(3, 4):t(), bools(4, 3) }",
  .error = "{ randn(3), bools(4) }, { randn(3), randn(3) }, { randn(3) }",
};

static dl_status masked_scatter_decomp(dl_args *a) {
  dl_tensor *x, *mask, *source = dl_in(a, 2);
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  if (flatten_both(a, &x, &mask, &ndim, shape) != DL_OK) return dl_error_status();
  dl_tensor *positions = DL(a, nonzero, mask);
  if (!positions) return dl_error_status();
  int64_t count = positions->shape[0], given = dl_tensor_numel(source);
  if (given < count)
    return dl_fail_argument(a, 2, "has %lld elements, the mask is true %lld times", (long long)given, (long long)count);
  dl_tensor *values = DL(a, narrow, DL(a, reshape, source, given), 0, 0, count);
  dl_tensor *filled = DL(a, indexCopy, x, 0, DL(a, view, positions, count), values);
  return dl_give_result(a, 0, DL(a, view, filled, ((dl_ints){ shape, ndim })));
}

static dl_status masked_scatter_shape(dl_args *a) {
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = dl_broadcast(a, dl_in(a, 0), dl_in(a, 1), &ndim, shape);
  return status == DL_OK ? dl_result(a, 0, (dl_dtype)dl_in(a, 0)->dtype, ndim, shape) : status;
}

DL_OP(maskedScatter) {
  .sig = "x: Tensor, mask: Tensor, source: Tensor",
  .doc = "x with its elements where the mask (a bool tensor) is true replaced by the first elements of source, in row-major "
         "order. x and mask broadcast.",
  .flags = DL_IN_PLACE,
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(1),
  .shape = masked_scatter_shape,
  .decomp = masked_scatter_decomp,
  .sample = "{ randn(3, 4), bools(3, 4), randn(12) }, { randn(3, 4), bools(4), randn(3, 5) }, { randn(4), bools(2, 4), randn(8) }, "
            "{ randn(0), bools(0), randn(0) }",
  .error = "{ randn(3), bools(4), randn(3) }, { randn(3), randn(3), randn(3) }, { dl.ones(3), dl.ones(3):gt(0), randn(2) }",
};
#endif
