/* losses.c -- losses by elements: a formula of x and target, then a reduction.
**
** Most are one pass over both, block by block: the terms of a block go to the stack and from there into the sum. Their
** gradients are one pass too. Where the two differ in shape or weights take part, the decomposition runs.
*/
#include "dl_op.h"

static const char *reduction_of(const dl_args *a) {
  int i = a->nargs - 1;
  while (a->arg[i].kind != DL_STRING) i--;
  return dl_string(a, i);
}

#define PIECE 32768            /* elements of a piece, whose sum is one number; pieces are added in their order */

#ifndef DL_CUDA
#define BLOCK 1024

typedef struct { dl_inner inner; dl_dtype dtype; char *x, *target; const double *k; double *sums; } loss_work;

static void sum_terms(void *context, int64_t begin, int64_t end) {
  const loss_work *w = context;
  char terms[BLOCK * sizeof(double)] __attribute__((aligned(64)));
  int64_t size = (int64_t)dl_dtype_size(w->dtype);
  const int64_t step[DL_LOOP_OPERANDS] = { size, size, size };
  double sum = 0;
  for (int64_t i = begin; i < end; i += BLOCK) {
    int64_t n = end - i < BLOCK ? end - i : BLOCK;
    char *p[DL_LOOP_OPERANDS] = { terms, w->x + i * size, w->target + i * size };
    w->inner(n, p, step, w->k);
    if (w->dtype == DL_FLOAT32) sum += (double)dl_row_sum_float(n, (const float *)terms);
    else sum += dl_row_sum_double(n, (const double *)terms);
  }
  w->sums[begin / PIECE] = sum;
}

static dl_status run_loss(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  const char how = reduction_of(a)[0];
  dl_tensor *x = dl_in(a, 0), *r = a->result[0];
  int64_t n = dl_tensor_numel(x);
  const double k = a->arg[2].kind == DL_NUMBER ? dl_number(a, 2) : 0, numbers[3] = { k };
  if (how == 'n') return dl_map(a, inner);
  loss_work w = { inner[x->dtype], (dl_dtype)x->dtype, dl_tensor_data(x), dl_tensor_data(dl_in(a, 1)), numbers, a->scratch };
  dl_status status = dl_parallel(n, PIECE, sum_terms, &w);
  double sum = 0;
  for (int64_t p = 0; p * PIECE < n; p++) sum += w.sums[p];
  if (how == 'm') sum /= (double)n;
  dl_convert((dl_dtype)r->dtype, dl_tensor_data(r), DL_FLOAT64, &sum, 1);
  return status;
}

#else
/* The terms, then a reduction of them. */
DL_REDUCE_TO(loss, 0, a + x, a + x, a / k0)

static dl_status run_loss(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  const char how = reduction_of(a)[0];
  const dl_tensor *x = dl_in(a, 0);
  if (how == 'n') return dl_map(a, inner);
  const int64_t n = dl_tensor_numel(x);
  const double divisor[3] = { how == 'm' ? (double)n : 1 };
  dl_temporary memory(a, n * (int64_t)dl_dtype_size((dl_dtype)x->dtype));
  if (!memory.data) return DL_NO_MEMORY;
  dl_storage storage = *x->storage;
  dl_tensor terms = *x, *loss = a->result[0];
  storage.data = memory.data;
  terms.storage = &storage;
  terms.offset = 0;
  a->result[0] = &terms;
  dl_status status = dl_map(a, inner);
  a->result[0] = loss;
  return status == DL_OK ? dl_reduce(a, &terms, (1u << x->ndim) - 1, loss_reducers, divisor) : status;
}
#endif

/* TERM of x and y, the target; DERIVATIVE by x at x, y, times z, the gradient; k0 is the loss's parameter. */
#define LOSS(op, TERM, DERIVATIVE) \
  DL_LOOPS2(op, DL_FLOAT, TERM) \
  static dl_status op##_kernel(dl_args *a) { return run_loss(a, op##_inner); } \
  DL_KERNEL(op) \
  DL_MAP3(op##Grad, DL_FLOAT, DERIVATIVE)

#define SIGNED(d, v) ((d) > 0 ? (v) : (d) < 0 ? -(v) : (d) * (v))             /* NaN stays NaN */
#define WITHIN(d, bound) ((d) > (bound) ? (bound) : (d) < -(bound) ? -(bound) : (d))
#define ABOVE_ZERO(v) ((v) > 0 ? (v) : (v) == (v) ? 0 : (v))

LOSS(mse, (x - y) * (x - y), 2 * (x - y) * z)
LOSS(l1, fabs(x - y), SIGNED(x - y, z))
LOSS(smoothL1, fabs(x - y) < k0 ? (x - y) * (x - y) * (T)0.5 / k0 : fabs(x - y) - (T)0.5 * k0,
     k0 > 0 ? WITHIN(x - y, k0) / k0 * z : SIGNED(x - y, z))
LOSS(huber, fabs(x - y) < k0 ? (x - y) * (x - y) * (T)0.5 : (fabs(x - y) - (T)0.5 * k0) * k0, WITHIN(x - y, k0) * z)
LOSS(hinge, ABOVE_ZERO(k0 - x * y), k0 - x * y > 0 ? -y * z : 0)
/* (1 - y) x - log(sigmoid(x)), with an exponential that cannot overflow */
LOSS(bceWithLogits, ABOVE_ZERO(x) - x * y + log1p(exp(-fabs(x))), (1 / (1 + exp(-x)) - y) * z)

#ifndef DL_DEVICE_PASS

/* ---- what the losses share ---- */

static dl_status loss_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  const char *how = reduction_of(a);
  int64_t shape[DL_MAX_DIMS];
  int ndim;
  if (dl_check_reduction(a, a->nargs - 1) != DL_OK) return DL_ERROR;
  if (dl_broadcast(a, x, target, &ndim, shape) != DL_OK) return DL_ERROR;
  a->composite = how[0] != 'n' && !dl_tensor_same_shape(x, target);
  return dl_result(a, 0, (dl_dtype)x->dtype, how[0] == 'n' ? ndim : 0, shape);
}

static size_t loss_scratch(const dl_args *a) {
  int64_t n = reduction_of(a)[0] == 'n' ? 0 : dl_tensor_numel(dl_in(a, 0));
  return (size_t)((n + PIECE - 1) / PIECE) * sizeof(double);
}

/* The gradient of the terms: that of their mean is shared out. */
static dl_tensor *of_terms(dl_grad *g) {
  const char how = g->arg[g->nargs - 1].string[0];
  dl_tensor *dy = dl_upstream(g, 0);
  return how == 'm' ? DL(g, mul, dy, 1 / (double)dl_tensor_numel(dl_saved(g, 0))) : dy;
}

/* Both gradients of a function of x - target. */
static void give_both(dl_grad *g, dl_tensor *dx) {
  dl_give(g, 0, dx);
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, neg, dx));
}

static dl_tensor *distance(dl_args *a) { return DL(a, abs, DL(a, sub, dl_in(a, 0), dl_in(a, 1))); }

#define REDUCTION "reduction: string = \"mean\""
#define REDUCTION_DOC " reduction: \"mean\", \"sum\" or \"none\" (the terms as they are)."

#define LOSS_FIELDS(op, parameters, what) \
  .sig = "x: Tensor, target: Tensor, " parameters REDUCTION, .doc = what REDUCTION_DOC, \
  .flags = DL_BROADCAST | DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT, .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1), \
  .autocast = DL_HIGH, .shape = op##_shape, .kernel = op##_kernel, .scratch = loss_scratch, .decomp = op##_decomp, .grad = op##_grad

#define GRADIENT_FIELDS(op, parameters) \
  .sig = "x: Tensor, target: Tensor, gradient: Tensor" parameters, \
  .doc = "The gradient of " #op " by x from the gradient of its terms.", \
  .flags = DL_BROADCAST | DL_STRIDED, .promote = DL_COMMON_FLOAT, .shape = dl_shape_broadcast, \
  .kernel = op##Grad_kernel, .decomp = op##Grad_decomp

#define LOSS_ERRORS "{ randn(3), randn(4) }, { randn(3), randn(3), { reduction = 'median' } }"

/* ---- distances ---- */

static void mse_grad(dl_grad *g) { give_both(g, DL(g, mseGrad, dl_saved(g, 0), dl_saved(g, 1), of_terms(g))); }

static dl_status mse_decomp(dl_args *a) {
  dl_tensor *d = DL(a, sub, dl_in(a, 0), dl_in(a, 1));
  return dl_give_loss(a, 2, DL(a, mul, d, d));
}

static dl_status mseGrad_decomp(dl_args *a) {
  dl_tensor *d = DL(a, sub, dl_in(a, 0), dl_in(a, 1));
  return dl_give_result(a, 0, DL(a, mul, DL(a, mul, d, 2.0), dl_in(a, 2)));
}

#define mse_shape loss_shape
DL_OP(mse) {
  LOSS_FIELDS(mse, "", "Squared error (x - target)^2."),
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3), randn(3), 'sum' }, { randn(3, 2), randn(2), 'none' }, "
            "{ randn(3, 2), randn(2) }, { randn(0), randn(0), 'sum' }, { randn(), randn() }",
  .error = LOSS_ERRORS,
};

DL_OP(mseGrad) {
  GRADIENT_FIELDS(mse, ""),
  .sample = "{ randn(3, 4), randn(3, 4), randn() }, { randn(3, 2), randn(2), randn(3, 2) }",
  .error = "{ randn(3), randn(4), randn() }",
};

static void l1_grad(dl_grad *g) { give_both(g, DL(g, l1Grad, dl_saved(g, 0), dl_saved(g, 1), of_terms(g))); }

static dl_status l1_decomp(dl_args *a) { return dl_give_loss(a, 2, distance(a)); }

static dl_status l1Grad_decomp(dl_args *a) {
  dl_tensor *d = DL(a, sub, dl_in(a, 0), dl_in(a, 1));
  return dl_give_result(a, 0, DL(a, mul, DL(a, sign, d), dl_in(a, 2)));
}

#define l1_shape loss_shape
DL_OP(l1) {
  LOSS_FIELDS(l1, "", "Absolute error |x - target|."),
  .alias = "mae",
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3), randn(3), 'none' }, { randn(3, 2), randn(2), 'sum' }",
  .error = LOSS_ERRORS,
};

DL_OP(l1Grad) {
  GRADIENT_FIELDS(l1, ""),
  .sample = "{ randn(3, 4), randn(3, 4), randn() }, { randn(3, 2), randn(2), randn(3, 2) }",
  .error = "{ randn(3), randn(4), randn() }",
};

/* A parabola of width w around 0, lines outside: scale * (d^2 / 2 if d < w, else w (d - w / 2)). */
static dl_tensor *rounded(dl_args *a, dl_tensor *d, double width, double scale) {
  dl_tensor *parabola = DL(a, mul, DL(a, mul, d, d), 0.5 * scale);
  dl_tensor *line = DL(a, mul, DL(a, sub, d, 0.5 * width), width * scale);
  return DL(a, where, DL(a, lt, d, width), parabola, line);
}

static dl_tensor *rounded_slope(dl_args *a, double width, double scale) {
  dl_tensor *d = DL(a, clamp, DL(a, sub, dl_in(a, 0), dl_in(a, 1)), -width, width);
  return DL(a, mul, DL(a, mul, d, scale), dl_in(a, 2));
}

static dl_status smoothL1_shape(dl_args *a) {
  double beta = dl_number(a, 2);
  return beta >= 0 ? loss_shape(a) : dl_fail_argument(a, 2, "must be 0 or more, got %g", beta);
}

static void smoothL1_grad(dl_grad *g) {
  give_both(g, DL(g, smoothL1Grad, dl_saved(g, 0), dl_saved(g, 1), of_terms(g), g->arg[2]));
}

static dl_status smoothL1_decomp(dl_args *a) {
  double beta = dl_number(a, 2);
  return dl_give_loss(a, 3, beta == 0 ? distance(a) : rounded(a, distance(a), beta, 1 / beta));
}

static dl_status smoothL1Grad_decomp(dl_args *a) {
  double beta = dl_number(a, 3);
  return beta == 0 ? l1Grad_decomp(a) : dl_give_result(a, 0, rounded_slope(a, beta, 1 / beta));
}

DL_OP(smoothL1) {
  LOSS_FIELDS(smoothL1, "beta: number = 1, ",
              "With d = |x - target|: d^2 / (2 beta) where d < beta, else d - beta / 2 (Girshick, 2015)."),
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(5), randn(5), 0.5, 'none' }, { randn(3), randn(3), 0, 'sum' }, "
            "{ randn(3, 2), randn(2), 2 }",
  .error = LOSS_ERRORS ", { randn(3), randn(3), -1 }",
};

DL_OP(smoothL1Grad) {
  GRADIENT_FIELDS(smoothL1, ", beta: number"),
  .sample = "{ randn(3, 4), randn(3, 4), randn(), 1 }, { randn(5), randn(5), randn(5), 0.5 }, "
            "{ randn(3), randn(3), randn(), 0 }",
  .error = "{ randn(3), randn(4), randn(), 1 }",
};

static dl_status huber_shape(dl_args *a) {
  double delta = dl_number(a, 2);
  return delta > 0 ? loss_shape(a) : dl_fail_argument(a, 2, "must be positive, got %g", delta);
}

static void huber_grad(dl_grad *g) {
  give_both(g, DL(g, huberGrad, dl_saved(g, 0), dl_saved(g, 1), of_terms(g), g->arg[2]));
}

static dl_status huber_decomp(dl_args *a) { return dl_give_loss(a, 3, rounded(a, distance(a), dl_number(a, 2), 1)); }

static dl_status huberGrad_decomp(dl_args *a) { return dl_give_result(a, 0, rounded_slope(a, dl_number(a, 3), 1)); }

DL_OP(huber) {
  LOSS_FIELDS(huber, "delta: number = 1, ",
              "With d = |x - target|: d^2 / 2 where d < delta, else delta (d - delta / 2) (Huber, 1964)."),
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(5), randn(5), 0.5, 'sum' }, { randn(3, 2), randn(2), 2, 'none' }",
  .error = LOSS_ERRORS ", { randn(3), randn(3), 0 }",
};

DL_OP(huberGrad) {
  GRADIENT_FIELDS(huber, ", delta: number"),
  .sample = "{ randn(3, 4), randn(3, 4), randn(), 1 }, { randn(5), randn(5), randn(5), 0.5 }",
  .error = "{ randn(3), randn(4), randn(), 1 }",
};

/* ---- binary classes ---- */

/* x and target play the same part: each is the other's factor. */
static void hinge_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *target = dl_saved(g, 1), *up = of_terms(g);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, hingeGrad, x, target, up, g->arg[2]));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, hingeGrad, target, x, up, g->arg[2]));
}

static dl_status hinge_decomp(dl_args *a) {
  dl_tensor *m = DL(a, mul, dl_in(a, 0), dl_in(a, 1));
  return dl_give_loss(a, 3, DL(a, relu, DL(a, sub, dl_number(a, 2), m)));
}

static dl_status hingeGrad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  dl_tensor *inside = DL(a, lt, DL(a, mul, x, target), dl_number(a, 3));
  return dl_give_result(a, 0, DL(a, where, inside, DL(a, neg, DL(a, mul, target, dl_in(a, 2))), 0.0));
}

#define hinge_shape loss_shape
DL_OP(hinge) {
  LOSS_FIELDS(hinge, "margin: number = 1, ",
              "max(0, margin - target * x) for targets of -1 and 1: the loss of a support vector machine."),
  .sample = "{ randn(4), constant(tensor({ 1, -1, 1, -1 })) }, { randn(2, 3), away(2, 3), 0.5, 'none' }, "
            "{ randn(2, 3), away(3) }",
  .error = LOSS_ERRORS,
};

DL_OP(hingeGrad) {
  GRADIENT_FIELDS(hinge, ", margin: number"),
  .sample = "{ randn(3, 4), randn(3, 4), randn(), 1 }, { randn(5), randn(5), randn(5), 0.5 }",
  .error = "{ randn(3), randn(4), randn(), 1 }",
};

static dl_tensor *weighted(dl_args *a, int i, dl_tensor *terms) {
  return dl_given(a, i) ? DL(a, mul, terms, dl_in(a, i)) : terms;
}

static dl_status bceWithLogits_shape(dl_args *a) {
  dl_status status = loss_shape(a);
  a->composite = a->composite || dl_given(a, 2) || dl_given(a, 3);
  return status;
}

static void bceWithLogits_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *up = of_terms(g);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, bceWithLogitsGrad, x, dl_saved(g, 1), up));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, neg, DL(g, mul, x, up)));
}

/* With l = log(sigmoid(x)): (1 - t) x - (1 + (p - 1) t) l, which cannot overflow. */
static dl_status bceWithLogits_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1), *l = DL(a, logSigmoid, x);
  if (dl_given(a, 3)) l = DL(a, mul, l, DL(a, add, DL(a, mul, DL(a, sub, dl_in(a, 3), 1.0), target), 1.0));
  dl_tensor *terms = DL(a, sub, DL(a, mul, DL(a, sub, 1.0, target), x), l);
  return dl_give_loss(a, 4, weighted(a, 2, terms));
}

static dl_status bceWithLogitsGrad_decomp(dl_args *a) {
  dl_tensor *d = DL(a, sub, DL(a, sigmoid, dl_in(a, 0)), dl_in(a, 1));
  return dl_give_result(a, 0, DL(a, mul, d, dl_in(a, 2)));
}

DL_OP(bceWithLogits) {
  LOSS_FIELDS(bceWithLogits, "weight: Tensor?, posWeight: Tensor?, ",
              "Binary cross entropy of sigmoid(x), without overflow; posWeight multiplies the terms of positive "
              "targets."),
  .sample = "{ randn(3, 4), rand(3, 4) }, { randn(3), rand(3), constant(positive(3)), positive(3), 'sum' }, "
            "{ randn(3, 4), rand(4), nil, nil, 'none' }",
  .error = LOSS_ERRORS,
};

DL_OP(bceWithLogitsGrad) {
  GRADIENT_FIELDS(bceWithLogits, ""),
  .sample = "{ randn(3, 4), rand(3, 4), randn() }, { randn(3, 2), rand(2), randn(3, 2) }",
  .error = "{ randn(3), randn(4), randn() }",
};
#endif
