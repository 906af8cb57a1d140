/* addmm.c -- addmm, baddbmm: a matrix product added to a tensor, by a GEMM that adds to what it finds. */
#include "dl_op.h"

static void product_of(dl_product *p, const dl_args *a) {
  dl_product_make(p, a->arg[1].tensor, a->arg[2].tensor, a->result[0]);
  p->beta = dl_number(a, 3);
  p->alpha = dl_number(a, 4);
}

/* With beta = 0 the input is not read: its NaNs are forgotten. */
static dl_status sum_of_products(dl_args *a) {
  dl_product p;
  product_of(&p, a);
  dl_status status = p.beta == 0 ? DL_OK : dl_copy_strided(a->result[0], a->arg[0].tensor);
  return status == DL_OK ? dl_product_run(&p, a->scratch) : status;
}

static dl_status addmm_kernel(dl_args *a) { return sum_of_products(a); }
DL_KERNEL_WITH(addmm, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status baddbmm_kernel(dl_args *a) { return sum_of_products(a); }
DL_KERNEL_WITH(baddbmm, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

#ifndef DL_DEVICE_PASS
static size_t product_scratch(const dl_args *a) {
  dl_product p;
  product_of(&p, a);
  return dl_product_scratch(&p);
}

static double product_flops(const dl_args *a) { return dl_product_flops(a, 1); }

static dl_status check_dtype(dl_args *a, dl_dtype dtype) {
  if (dtype == DL_BOOL) return dl_fail(a, "is not defined for bool (use to())");
  for (int i = 3; i < 5 && !dl_dtype_is_float(dtype); i++)
    if (dl_number(a, i) != floor(dl_number(a, i)))
      return dl_fail_argument(a, i, "must be whole for %s tensors, got %g", dl_dtype_name(dtype), dl_number(a, i));
  return DL_OK;
}

/* x and y have `ndim` dimensions, 2 or 3; input broadcasts to their product. */
static dl_status shape_of(dl_args *a, int ndim) {
  const dl_tensor *input = dl_in(a, 0), *x = dl_in(a, 1), *y = dl_in(a, 2);
  if (check_dtype(a, (dl_dtype)x->dtype) != DL_OK) return DL_ERROR;
  if (x->ndim != ndim) return dl_fail_argument(a, 1, "expected %d dimensions, got shape %s", ndim, DL_SHAPE_TEXT(x));
  if (y->ndim != ndim) return dl_fail_argument(a, 2, "expected %d dimensions, got shape %s", ndim, DL_SHAPE_TEXT(y));
  if (ndim == 3 && x->shape[0] != y->shape[0])
    return dl_fail_argument(a, 2, "%lld matrices, expected %lld", (long long)y->shape[0], (long long)x->shape[0]);
  if (y->shape[ndim - 2] != x->shape[ndim - 1])
    return dl_fail_argument(a, 2, "inner size %lld, expected %lld (shapes %s and %s)", (long long)y->shape[ndim - 2],
                            (long long)x->shape[ndim - 1], DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(y));
  dl_tensor product = *x;
  product.shape[ndim - 1] = y->shape[ndim - 1];
  int together;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = dl_broadcast(a, &product, input, &together, shape);
  if (status != DL_OK) return status;
  dl_tensor result = { .ndim = (uint8_t)together };
  memcpy(result.shape, shape, sizeof shape);
  if (dl_tensor_same_shape(&result, &product)) return dl_result_like(a, 0, &product);
  return dl_fail_argument(a, 0, "shape %s does not broadcast to the product's, %s", DL_SHAPE_TEXT(input),
                          DL_SHAPE_TEXT(&product));
}

static dl_status addmm_shape(dl_args *a) { return shape_of(a, 2); }
static dl_status baddbmm_shape(dl_args *a) { return shape_of(a, 3); }

/* d input = beta dR (summed by the tape), dX = alpha dR Y^T, dY = alpha X^T dR */
static void sum_of_products_grad(dl_grad *g) {
  dl_tensor *dr = dl_upstream(g, 0);
  double beta = dl_saved_number(g, 3), alpha = dl_saved_number(g, 4);
  if (dl_wants(g, 0)) dl_give(g, 0, beta == 1 ? dr : DL(g, mul, dr, beta));
  if (!dl_wants(g, 1) && !dl_wants(g, 2)) return;
  if (alpha != 1) dr = DL(g, mul, dr, alpha);
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, matmul, dr, DL(g, transpose, dl_saved(g, 2), -1, -2)));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, matmul, DL(g, transpose, dl_saved(g, 1), -1, -2), dr));
}

/* A factor that leaves integers integers. */
static dl_value factor(const dl_args *a, int i) {
  double v = dl_number(a, i);
  return dl_dtype_is_float((dl_dtype)dl_in(a, 1)->dtype) ? dl_value_number(v) : dl_value_integer((int64_t)v);
}

static dl_status sum_of_products_decomp(dl_args *a) {
  dl_tensor *product = DL(a, mul, DL(a, matmul, dl_in(a, 1), dl_in(a, 2)), factor(a, 4));
  if (dl_number(a, 3) == 0) return dl_give_result(a, 0, product);
  return dl_give_result(a, 0, DL(a, add, product, DL(a, mul, dl_in(a, 0), factor(a, 3))));
}

#define SUM_OF_PRODUCTS(op, what, samples, errors) { \
  .sig = "input: Tensor, x: Tensor, y: Tensor, beta: number = 1, alpha: number = 1", .doc = what, \
  .flags = DL_STRIDED | DL_BROADCAST | DL_VIA_FLOAT32, .promote = DL_COMMON, .autocast = DL_LOW, \
  .saves = DL_ARGUMENT(1) | DL_ARGUMENT(2), .shape = op##_shape, .kernel = op##_kernel, \
  .scratch = product_scratch, .flops = product_flops, .decomp = sum_of_products_decomp, .grad = sum_of_products_grad, \
  .sample = samples, .error = errors }

DL_OP(addmm) SUM_OF_PRODUCTS(addmm,
  "beta * input + alpha * (x @ y) for matrices x and y; input broadcasts. With beta 0 it is not read.",
  "{ randn(2, 2), randn(2, 3), randn(3, 2) }, { randn(2), randn(2, 3), randn(3, 2), 0.5, 2 }, "
  "{ randn(), randn(2, 3), randn(3, 2), 0 }, { randn(2, 1), randn(2, 0), randn(0, 2) }, "
  "{ randn(2, 2):t(), randn(3, 2):t(), randn(2, 3):t() }, { ints(9, 2), ints(9, 2, 2), ints(9, 2, 2), 2, -1 }",
  "{ randn(3), randn(2, 3), randn(3, 2) }, { randn(2, 2), randn(2, 3), randn(2, 3) }, "
  "{ randn(2, 2, 2), randn(2, 3), randn(3, 2) }, { randn(2), randn(2), randn(2, 2) }, "
  "{ ints(9, 2), ints(9, 2, 2), ints(9, 2, 2), 0.5 }");
DL_OP(baddbmm) SUM_OF_PRODUCTS(baddbmm,
  "beta * input + alpha * (x @ y) for batches of matrices x and y; input broadcasts. With beta 0 it is not read.",
  "{ randn(2, 2, 2), randn(2, 2, 3), randn(2, 3, 2) }, { randn(2, 1), randn(2, 2, 3), randn(2, 3, 2), -1, 0.25 }, "
  "{ randn(1, 1, 2), randn(3, 2, 1):transpose(2, 3), randn(3, 2, 2), 0 }, { randn(2, 2), randn(0, 2, 3), randn(0, 3, 2) }",
  "{ randn(3, 2), randn(2, 2, 3), randn(2, 3, 2) }, { randn(2, 2), randn(2, 2, 3), randn(3, 3, 2) }, "
  "{ randn(2, 2), randn(2, 3), randn(3, 2) }");
#endif
