/* linear.c -- the fully connected layer: x W^T + b in one GEMM, which adds b as it writes. */
#include "dl_op.h"

static dl_tensor transposed(const dl_tensor *matrix) {
  dl_tensor t = *matrix;
  t.shape[0] = matrix->shape[1];
  t.shape[1] = matrix->shape[0];
  t.stride[0] = matrix->stride[1];
  t.stride[1] = matrix->stride[0];
  return t;
}

/* x times the transpose of the weight. */
static void product_of(dl_product *p, const dl_args *a) {
  const dl_tensor turned = transposed(a->arg[1].tensor);
  dl_product_make(p, a->arg[0].tensor, &turned, a->result[0]);
}

#ifndef DL_CUDA
static dl_status linear_kernel(dl_args *a) {
  dl_product p;
  product_of(&p, a);
  const dl_tensor *bias = dl_in(a, 2);
  if (bias && dl_dtype_is_float(p.dtype) && (bias->stride[0] == 1 || bias->shape[0] <= 1)) p.bias = dl_tensor_data(bias);
  else if (bias) {                    /* of integers, or not dense */
    dl_status status = dl_copy_strided(a->result[0], bias);
    if (status != DL_OK) return status;
    p.beta = 1;
  }
  return dl_product_run(&p, a->scratch);
}

#else
/* What cuBLASLt has no epilogue for takes the decomposition. */
static dl_status product_with(dl_args *a, const dl_product *p, const dl_epilogue *epilogue) {
  bool known;
  dl_status status = dl_product_with(p, epilogue, &known);
  a->composite = !known;
  return status;
}

static dl_status linear_kernel(dl_args *a) {
  dl_product p;
  product_of(&p, a);
  const dl_epilogue epilogue = { dl_in(a, 2), DL_NOTHING_FOLLOWS, NULL, NULL };
  return epilogue.bias ? product_with(a, &p, &epilogue) : dl_product_run(&p, a->scratch);
}

static dl_status linearGrad_kernel(dl_args *a) {
  dl_product p;
  const dl_tensor turned = transposed(a->arg[0].tensor);
  dl_product_make(&p, &turned, a->arg[1].tensor, a->result[0]);
  const dl_epilogue epilogue = { NULL, DL_NOTHING_FOLLOWS, NULL, a->result[1] };
  return product_with(a, &p, &epilogue);
}
DL_KERNEL_WITH(linearGrad, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status linearActivation_kernel(dl_args *a) {
  dl_product p;
  product_of(&p, a);
  const bool gelu = a->nresults == 2;
  const dl_epilogue epilogue = { dl_in(a, 2), gelu ? DL_GELU_FOLLOWS : DL_RELU_FOLLOWS, gelu ? a->result[1] : NULL, NULL };
  return product_with(a, &p, &epilogue);
}
DL_KERNEL_WITH(linearActivation, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)
#endif
DL_KERNEL_WITH(linear, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

#ifndef DL_DEVICE_PASS
static size_t linear_scratch(const dl_args *a) {
  dl_product p;
  product_of(&p, a);
  return dl_product_scratch(&p);
}

static double linear_flops(const dl_args *a) { return dl_product_flops(a, 0); }

static dl_status linear_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1), *bias = dl_in(a, 2);
  if (x->dtype == DL_BOOL) return dl_fail(a, "is not defined for bool (use to())");
  if (weight->ndim != 2) return dl_fail_argument(a, 1, "expected a matrix (outputs x inputs), got shape %s",
                                                  DL_SHAPE_TEXT(weight));
  int64_t inputs = weight->shape[1], outputs = weight->shape[0], sizes[DL_MAX_DIMS];
  if (x->ndim == 0 || x->shape[x->ndim - 1] != inputs)
    return dl_fail_argument(a, 0, "the last size must be %lld, the inputs of weight (%s), got shape %s",
                            (long long)inputs, DL_SHAPE_TEXT(weight), DL_SHAPE_TEXT(x));
  if (bias && (bias->ndim != 1 || bias->shape[0] != outputs))
    return dl_fail_argument(a, 2, "expected %lld elements, the outputs of weight (%s), got shape %s",
                            (long long)outputs, DL_SHAPE_TEXT(weight), DL_SHAPE_TEXT(bias));
  memcpy(sizes, x->shape, sizeof sizes);
  sizes[x->ndim - 1] = outputs;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, sizes);
}

static dl_status linear_decomp(dl_args *a) {
  dl_tensor *y = DL(a, matmul, dl_in(a, 0), DL(a, t, dl_in(a, 1)));
  return dl_give_result(a, 0, dl_in(a, 2) ? DL(a, add, y, dl_in(a, 2)) : y);
}

/* All vectors of t as rows of a matrix. */
static dl_tensor *rows_of(dl_grad *g, dl_tensor *t) {
  int64_t n = t->shape[t->ndim - 1], rows = 1;
  for (int d = 0; d < t->ndim - 1; d++) rows *= t->shape[d];
  return t->ndim == 2 ? t : DL(g, reshape, t, DL_LIST(rows, n));
}

/* dx = dy W, dW = dy^T x, db = the sum of the rows of dy */
static void give_gradients(dl_grad *g, dl_tensor *dy) {
  dl_tensor *x = dl_saved(g, 0), *weight = dl_saved(g, 1);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, matmul, dy, weight));
  if (dl_wants(g, 1) && dl_wants(g, 2)) {
    dl_tensor *both[2] = { NULL };
    DL_ALL(g, both, linearGrad, rows_of(g, dy), rows_of(g, x));
    dl_give(g, 1, both[0]);
    dl_give(g, 2, both[1]);
    return;
  }
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mm, DL(g, t, rows_of(g, dy)), rows_of(g, x)));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, sumTo, dy, DL_LIST(weight->shape[0])));
}

static void linear_grad(dl_grad *g) { give_gradients(g, dl_upstream(g, 0)); }

DL_OP(linear) {
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?",
  .doc = "The fully connected layer: x times the transpose of weight (outputs x inputs), plus bias. x is "
         "one vector of inputs or any number of dimensions of them.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .promote = DL_COMMON,
  .autocast = DL_LOW,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = linear_shape,
  .kernel = linear_kernel,
  .scratch = linear_scratch,
  .flops = linear_flops,
  .decomp = linear_decomp,
  .grad = linear_grad,
  .sample = "{ randn(2, 3), randn(4, 3), randn(4) }, { randn(2, 3), randn(4, 3) }, "
            "{ randn(3), randn(2, 3), randn(2) }, { randn(2, 2, 3), randn(2, 3), randn(2) }, "
            "{ randn(0, 3), randn(2, 3), randn(2) }, { randn(2, 0), randn(3, 0), randn(3) }, "
            "{ randn(3, 2):t(), randn(3, 4):t(), randn(4) }, "
            "{ randn(3, 2, 2):transpose(1, 3), randn(2, 3) }",
  .error = "{ randn(2, 3), randn(4, 2) }, { randn(2, 3), randn(3) }, "
           "{ randn(2, 3), randn(4, 3), randn(3) }, { randn(), randn(2, 3) }, "
           "{ randn(2, 3), randn(4, 3), randn(4, 1) }",
};

/* ---- with an activation behind it: on CUDA in one call of cuBLASLt, elsewhere two operators ---- */

static bool is_relu(const char *activation) { return strcmp(activation, "relu") == 0; }
static bool is_by_tanh(const char *activation) { return strcmp(activation, "geluTanh") == 0; }

static dl_status linear_activation_shape(dl_args *a) {
  const char *name = dl_string(a, 3);
  if (!is_relu(name) && !is_by_tanh(name) && strcmp(name, "gelu") != 0)
    return dl_fail_argument(a, 3, "there is no activation '%s': relu, gelu or geluTanh", name);
  dl_status status = linear_shape(a);
  if (status != DL_OK || is_relu(name)) return status;
  a->composite = !is_by_tanh(name);
  return dl_result_like(a, 1, a->result[0]);
}

static dl_status linear_activation_decomp(dl_args *a) {
  const char *name = dl_string(a, 3);
  dl_tensor *before = DL(a, linear, dl_in(a, 0), dl_in(a, 1), dl_in(a, 2));
  if (is_relu(name)) return dl_give_result(a, 0, DL(a, relu, before));
  dl_status status = dl_give_result(a, 0, DL(a, gelu, before, is_by_tanh(name) ? "tanh" : "none"));
  return status == DL_OK ? dl_give_result(a, 1, before) : status;
}

static void linear_activation_grad(dl_grad *g) {
  const char *name = g->arg[3].string;
  dl_tensor *dy = dl_upstream(g, 0);
  if (is_relu(name)) dy = DL(g, thresholdGrad, dy, g->result[0], 0);
  else {
    dy = DL(g, geluGrad, dy, g->result[1], is_by_tanh(name) ? "tanh" : "none");
    if (g->upstream[1]) dy = DL(g, add, dy, g->upstream[1]);
  }
  give_gradients(g, dy);
}

DL_OP(linearActivation) {
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?, activation: string = \"relu\"",
  .returns = "y, before",
  .doc = "linear with an activation behind it: \"relu\", \"gelu\", or \"geluTanh\", the form of gelu that does without erf. Of the "
         "last two the second result is what the activation got, from which its gradient is made. On CUDA relu and geluTanh take "
         "no pass over memory of their own, except in float64.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_LOW,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_RESULT(0) | DL_RESULT(1),
  .shape = linear_activation_shape,
  .scratch = linear_scratch,
  .flops = linear_flops,
  .decomp = linear_activation_decomp,
  .grad = linear_activation_grad,
  .sample = "{ randn(2, 3), randn(4, 3), randn(4) }, { randn(2, 3), randn(8, 3), randn(8), 'geluTanh' }, "
            "{ randn(2, 3), randn(4, 3), randn(4), 'gelu' }, { randn(2, 2, 3), randn(8, 3), nil, 'geluTanh' }, "
            "{ randn(3), randn(2, 3) }, { randn(0, 3), randn(2, 3), randn(2) }, { randn(2, 0), randn(3, 0), randn(3), 'geluTanh' }, "
            "{ randn(3, 2):t(), randn(3, 8):t(), randn(8), 'geluTanh' }, { randn(3, 2, 2):transpose(1, 3), randn(8, 3), nil, 'geluTanh' }",
  .error = "{ randn(2, 3), randn(4, 3), randn(4), 'tanh' }, { randn(2, 3), randn(4, 2) }, { randn(2, 3), randn(4, 3), randn(3), 'gelu' }",
};

/* ---- the gradients by weight and bias: on CUDA one call of cuBLASLt, elsewhere a product and a sum ---- */

static dl_status linear_grad_shape(dl_args *a) {
  const dl_tensor *dy = dl_in(a, 0), *x = dl_in(a, 1);
  if (x->dtype == DL_BOOL) return dl_fail(a, "is not defined for bool (use to())");
  for (int i = 0; i < 2; i++)
    if (dl_in(a, i)->ndim != 2) return dl_fail_argument(a, i, "expected a matrix, got shape %s", DL_SHAPE_TEXT(dl_in(a, i)));
  if (dy->shape[0] != x->shape[0])
    return dl_fail_argument(a, 1, "expected %lld rows, as gradient has, got shape %s", (long long)dy->shape[0], DL_SHAPE_TEXT(x));
  dl_status status = dl_result(a, 0, (dl_dtype)x->dtype, 2, (int64_t[]){ dy->shape[1], x->shape[1] });
  return status == DL_OK ? dl_result(a, 1, (dl_dtype)x->dtype, 1, &dy->shape[1]) : status;
}

static dl_status linear_grad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0);
  dl_status status = dl_give_result(a, 0, DL(a, mm, DL(a, t, dy), dl_in(a, 1)));
  return status == DL_OK ? dl_give_result(a, 1, DL(a, sumTo, dy, DL_LIST(dy->shape[1]))) : status;
}

DL_OP(linearGrad) {
  .sig = "gradient: Tensor, x: Tensor",
  .returns = "weight, bias",
  .doc = "The gradients of linear by weight and bias, from that by its result (rows x outputs) and x (rows x inputs): the transpose "
         "of gradient times x, and the sum of the rows of gradient.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = linear_grad_shape,
  .decomp = linear_grad_decomp,
  .sample = "{ randn(2, 4), randn(2, 3) }, { randn(4, 2):t(), randn(3, 2):t() }, { randn(0, 2), randn(0, 3) }, "
            "{ randn(2, 0), randn(2, 3) }, { randn(3, 2), randn(3, 0) }, { randn(1, 1), randn(1, 1) }, { randn(40, 5), randn(40, 3) }",
  .error = "{ randn(2, 4), randn(3, 3) }, { randn(2), randn(2, 3) }, { randn(2, 4), randn(2) }",
};
#endif
