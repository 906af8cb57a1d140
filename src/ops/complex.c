/* complex.c -- complex numbers as tensors whose last dimension holds real and imaginary part. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
static dl_status check_complex(const dl_args *a, int i) {
  const dl_tensor *x = dl_in(a, i);
  if (x->ndim >= 1 && x->shape[x->ndim - 1] == 2) return DL_OK;
  return dl_fail_argument(a, i, "expected complex numbers, (..., 2), got shape %s", DL_SHAPE_TEXT(x));
}

static dl_tensor *part(dl_args *a, dl_tensor *x, int which) { return DL(a, select, x, -1, which); }

static dl_tensor *joined(dl_args *a, dl_tensor *re, dl_tensor *im) {
  dl_tensor *parts[2] = { re, im };
  return re && im ? DL(a, stack, ((dl_tensors){ parts, 2 }), -1) : NULL;
}

static dl_status complex_decomp(dl_args *a) {
  if (!dl_tensor_same_shape(dl_in(a, 0), dl_in(a, 1)))
    return dl_fail_argument(a, 1, "has shape %s, the real part %s", DL_SHAPE_TEXT(dl_in(a, 1)), DL_SHAPE_TEXT(dl_in(a, 0)));
  return dl_give_result(a, 0, joined(a, dl_in(a, 0), dl_in(a, 1)));
}

DL_OP(complex) {
  .sig = "real: Tensor, imaginary: Tensor",
  .doc = "Complex numbers (..., 2) of their real and imaginary parts (...). x:select(-1, 1) and x:select(-1, 2) are the parts again.",
  .promote = DL_COMMON_FLOAT,
  .decomp = complex_decomp,
  .sample = "{ randn(3), randn(3) }, { randn(), randn() }, { randn(0, 2), randn(0, 2) }",
  .error = "{ randn(3), randn(2) }",
};

static dl_status complexMul_decomp(dl_args *a) {
  if (check_complex(a, 0) != DL_OK || check_complex(a, 1) != DL_OK) return DL_ERROR;
  dl_tensor *xr = part(a, dl_in(a, 0), 0), *xi = part(a, dl_in(a, 0), 1);
  dl_tensor *yr = part(a, dl_in(a, 1), 0), *yi = part(a, dl_in(a, 1), 1);
  return dl_give_result(a, 0, joined(a, DL(a, sub, DL(a, mul, xr, yr), DL(a, mul, xi, yi)),
                                     DL(a, add, DL(a, mul, xr, yi), DL(a, mul, xi, yr))));
}

DL_OP(complexMul) {
  .sig = "x: Tensor, y: Tensor",
  .doc = "The product of complex numbers (..., 2), element by element; their other dimensions broadcast.",
  .promote = DL_COMMON_FLOAT,
  .decomp = complexMul_decomp,
  .sample = "{ randn(3, 2), randn(3, 2) }, { randn(3, 1, 2), randn(4, 2) }, { randn(2), randn(0, 2) }",
  .error = "{ randn(3), randn(2) }, { randn(3, 2), randn(4, 2) }",
};

static dl_status complexConj_decomp(dl_args *a) {
  if (check_complex(a, 0) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, joined(a, part(a, dl_in(a, 0), 0), DL(a, neg, part(a, dl_in(a, 0), 1))));
}

DL_OP(complexConj) {
  .sig = "x: Tensor",
  .doc = "The conjugates of complex numbers (..., 2).",
  .promote = DL_COMMON_FLOAT,
  .decomp = complexConj_decomp,
  .sample = "{ randn(3, 2) }, { randn(2) }, { randn(0, 2) }",
  .error = "{ randn(3) }",
};

static dl_status complexAbs_decomp(dl_args *a) {
  if (check_complex(a, 0) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, norm, dl_in(a, 0), 2.0, -1));
}

DL_OP(complexAbs) {
  .sig = "x: Tensor",
  .doc = "The absolute values (...) of complex numbers (..., 2). The gradient at 0 is 0.",
  .promote = DL_COMMON_FLOAT,
  .decomp = complexAbs_decomp,
  .sample = "{ randn(3, 2) }, { randn(2) }, { randn(0, 2) }",
  .error = "{ randn(3) }",
};

static dl_status complexAngle_decomp(dl_args *a) {
  if (check_complex(a, 0) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, atan2, part(a, dl_in(a, 0), 1), part(a, dl_in(a, 0), 0)));
}

DL_OP(complexAngle) {
  .sig = "x: Tensor",
  .doc = "The angles (...) of complex numbers (..., 2), in -pi to pi.",
  .promote = DL_COMMON_FLOAT,
  .decomp = complexAngle_decomp,
  .sample = "{ randn(3, 2) }, { randn(2) }, { randn(0, 2) }",
  .error = "{ randn(3) }",
};
#endif
