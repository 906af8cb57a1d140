/* relu.c -- the rectified linear unit and others made of straight pieces. */
#include "dl_op.h"

DL_MAP1(relu, DL_REAL, x > 0 ? x : x == x ? 0 : x)      /* NaN stays NaN */
DL_MAP1(leakyRelu, DL_FLOAT, x > 0 ? x : k0 * x)
DL_MAP2(leakyReluGrad, DL_FLOAT, y > 0 ? x : k0 * x)
/* Of integers too, and then the bounds may lie outside of their range: they are compared as they are. */
DL_MAP1_KINDS(threshold, x <= k0 ? k1 : x, (double)x <= k[0] ? k1 : x)
DL_MAP2(thresholdGrad, DL_FLOAT, y <= k0 ? 0 : x)
DL_MAP1_KINDS(hardTanh, x < k0 ? k0 : x > k1 ? k1 : x, (double)x < k[0] ? k0 : (double)x > k[1] ? k1 : x)
DL_MAP1(hardSigmoid, DL_FLOAT, (x < -3 ? 0 : x > 3 ? 6 : x + 3) / 6)
DL_MAP1(hardSwish, DL_FLOAT, x * (x < -3 ? 0 : x > 3 ? 6 : x + 3) / 6)
DL_MAP2(hardSwishGrad, DL_FLOAT, y <= -3 ? 0 : y < 3 ? x * (y / 3 + (T)0.5) : x)

#ifndef DL_DEVICE_PASS
static void relu_grad(dl_grad *g) { dl_give(g, 0, DL(g, thresholdGrad, dl_upstream(g, 0), g->result[0], 0)); }

DL_OP(relu) {
  .sig = "x: Tensor",
  .doc = "max(x, 0), element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_RESULT(0),
  .shape = dl_shape_same,
  .kernel = relu_kernel,
  .grad = relu_grad,
  .sample = "{ away(3, 4) }, { randn(0) }, { away() }, { ints(5, 3) - 3 }",
};

static void leakyRelu_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, leakyReluGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved_number(g, 1)));
}

static dl_status leakyReluGrad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0);
  return dl_give_result(a, 0, DL(a, where, DL(a, gt, dl_in(a, 1), 0), dy, DL(a, mul, dy, dl_number(a, 2))));
}

DL_OP(leakyRelu) {
  .sig = "x: Tensor, slope: number = 0.01",
  .doc = "x where it is positive, slope * x elsewhere, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = dl_shape_same,
  .kernel = leakyRelu_kernel,
  .grad = leakyRelu_grad,
  .sample = "{ away(3, 4) }, { away(3), 0.25 }, { randn(0) }, { away() }",
  .error = "{ randn(3), 'x' }",
};
DL_OP(leakyReluGrad) DL_FUSED_GRADIENT(leakyReluGrad, "x: Tensor, slope: number = 0.01",
  "The gradient of leakyRelu: gradient where x is positive, slope * gradient elsewhere.",
  "{ randn(3, 4), away(3, 4) }, { randn(3), away(3), 0.25 }, { randn(0), randn(0) }");

static void threshold_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, thresholdGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved_number(g, 1)));
}

static dl_status thresholdGrad_decomp(dl_args *a) {
  return dl_give_result(a, 0, DL(a, where, DL(a, le, dl_in(a, 1), dl_number(a, 2)), 0.0, dl_in(a, 0)));
}

DL_OP(threshold) {
  .sig = "x: Tensor, threshold: number, value: number",
  .doc = "x where it is above the threshold, the value elsewhere, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .shape = dl_shape_same,
  .kernel = threshold_kernel,
  .grad = threshold_grad,
  .sample = "{ away(3, 4), 0.5, -3 }, { randn(0), 0, 1 }, { away(), 0, 1 }, { ints(5, 4), 2, 9 }",
  .error = "{ randn(3) }, { randn(3), 1 }",
};
DL_OP(thresholdGrad) DL_FUSED_GRADIENT(thresholdGrad, "x: Tensor, threshold: number = 0",
  "The gradient of relu and threshold: gradient where x is above the threshold, else 0.",
  "{ randn(3, 4), away(3, 4) }, { randn(3), away(3), 0.5 }, { randn(0), randn(0) }");

static dl_status hardTanh_shape(dl_args *a) {
  if (dl_number(a, 1) > dl_number(a, 2))
    return dl_fail(a, "the minimum %g is above the maximum %g", dl_number(a, 1), dl_number(a, 2));
  return dl_shape_same(a);
}

static void hardTanh_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, clampGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved_number(g, 1), dl_saved_number(g, 2)));
}

DL_OP(hardTanh) {
  .sig = "x: Tensor, minimum: number = -1, maximum: number = 1",
  .doc = "x, but not below minimum and not above maximum, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .shape = hardTanh_shape,
  .kernel = hardTanh_kernel,
  .grad = hardTanh_grad,
  .sample = "{ away(3, 4) }, { away(3), -0.5, 1.5 }, { randn(0) }, { away() }, { ints(9, 4), 2, 5.5 }",
  .error = "{ randn(3), 2, 1 }",
};

static void hardSigmoid_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, clampGrad, dl_upstream(g, 0), dl_saved(g, 0), -3, 3), 1.0 / 6));
}

DL_OP(hardSigmoid) DL_FUNCTION(hardSigmoid, "x / 6 + 1/2, but not below 0 and not above 1, element by element.",
  DL_ARGUMENT(0), "{ away(3, 4) }, { away(4) * 3 }, { randn(0) }, { away() }");

static void hardSwish_grad(dl_grad *g) { dl_give(g, 0, DL(g, hardSwishGrad, dl_upstream(g, 0), dl_saved(g, 0))); }

static dl_status hardSwishGrad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *x = dl_in(a, 1);
  dl_tensor *inside = DL(a, mul, dy, DL(a, add, DL(a, div, x, 3), 0.5));
  dl_tensor *below = DL(a, where, DL(a, lt, x, 3), inside, dy);
  return dl_give_result(a, 0, DL(a, where, DL(a, le, x, -3), 0.0, below));
}

DL_OP(hardSwish) DL_FUNCTION(hardSwish, "x * hardSigmoid(x), element by element.",
  DL_ARGUMENT(0), "{ away(3, 4) }, { away(4) * 3 }, { randn(0) }, { away() }");
DL_OP(hardSwishGrad) DL_FUSED_GRADIENT(hardSwishGrad, "x: Tensor", "The gradient of hardSwish.",
  "{ randn(3, 4), away(3, 4) }, { randn(4), away(4) * 3 }, { randn(0), randn(0) }");
#endif
