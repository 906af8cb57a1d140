/* optimizerSteps.c -- a step of an optimizer over all its parameters in one call, in place.
**
** Each operator takes lists that go along with each other: item i of every list belongs to parameter i. Without
** a list of gradients each parameter's own .grad is taken.
** The formulas and their order of operations are PyTorch's (torch/optim/sgd.py, adam.py).
*/
#include "dl_op.h"

#define LISTS 4

/* ---- the formulas ----
**
** FORMULA(name, T, body) is a loop over a run of elements (dl_inner). In the body OPERAND(i) is this
** element of operand i and K(name) a coefficient, as T. Densely packed operands have a loop of their
** own, which the compiler vectorises. */

#define COEFFICIENTS 8
enum { LR, DECAY,
       BLEND, GAIN, MOMENTUM,                                   /* SGD: m = BLEND m + GAIN g */
       MEAN_RATE = 2, BETA2, VARIANCE_RATE, ROOT, EPSILON, SHRINK };         /* Adam; LR: its step size */

#define K(i) (c[i])
#ifndef DL_CUDA
#define OPERAND(i) (*(T *)(p[i] + e * s##i))
#define FORMULA(name, TYPE, ...) \
static inline __attribute__((always_inline)) void name##_run(int64_t n, char *const *p, const TYPE *c, \
    int64_t s0, int64_t s1, int64_t s2, int64_t s3) { \
  typedef TYPE T; \
  (void)s1; (void)s2; (void)s3; \
  _Pragma("GCC ivdep") for (int64_t e = 0; e < n; e++) { __VA_ARGS__ } \
} \
static void name(int64_t n, char *const *p, const int64_t *s, const double *k) { \
  const int64_t one = sizeof(TYPE); \
  TYPE c[COEFFICIENTS]; \
  for (int i = 0; i < COEFFICIENTS; i++) c[i] = (TYPE)k[i]; \
  if (s[0] == one && s[1] == one && s[2] == one && s[3] == one) name##_run(n, p, c, one, one, one, one); \
  else name##_run(n, p, c, s[0], s[1], s[2], s[3]); \
}
#else
#define OPERAND(i) (*(T *)p[i])
#define FORMULA(name, TYPE, ...) \
namespace { struct name { \
  typedef TYPE T; \
  static __device__ __forceinline__ void of(char *const *p, const T *c) { __VA_ARGS__ } \
}; }
#endif

#define SGD(TYPE, suffix) \
FORMULA(sgd_plain_##suffix, TYPE, \
  T *x = &OPERAND(0); \
  *x -= K(LR) * (OPERAND(1) + K(DECAY) * *x);) \
FORMULA(sgd_momentum_##suffix, TYPE, \
  T *x = &OPERAND(0), *m = &OPERAND(2); \
  *m = K(BLEND) * *m + K(GAIN) * (OPERAND(1) + K(DECAY) * *x); \
  *x -= K(LR) * *m;) \
FORMULA(sgd_nesterov_##suffix, TYPE, \
  T *x = &OPERAND(0), *m = &OPERAND(2), g = OPERAND(1) + K(DECAY) * *x; \
  *m = K(BLEND) * *m + K(GAIN) * g; \
  *x -= K(LR) * (g + K(MOMENTUM) * *m);)
SGD(float, float32)
SGD(double, float64)

/* 16-bit floats: a loop writes its first operand and reads the others, so there is one for each tensor
** that changes, and the tensor is an operand twice: what is written, then what is read. */
FORMULA(sgd_half_plain, float,                                  /* x, x, g */
  OPERAND(0) = OPERAND(1) - K(LR) * (OPERAND(2) + K(DECAY) * OPERAND(1));)
FORMULA(sgd_half_momentum, float,                               /* m, m, g, x */
  OPERAND(0) = K(BLEND) * OPERAND(1) + K(GAIN) * (OPERAND(2) + K(DECAY) * OPERAND(3));)
FORMULA(sgd_half_move, float,                                   /* x, x, g, m */
  OPERAND(0) = OPERAND(1) - K(LR) * OPERAND(3);)
FORMULA(sgd_half_nesterov, float,
  T x = OPERAND(1), g = OPERAND(2) + K(DECAY) * x;
  OPERAND(0) = x - K(LR) * (g + K(MOMENTUM) * OPERAND(3));)

#define ADAM_MEAN(m, g) m += K(MEAN_RATE) * (g - m)
#define ADAM_VARIANCE(v, g) v = K(BETA2) * v + K(VARIANCE_RATE) * g * g
#define ADAM_MOVE(x, m, v) x = x * K(SHRINK) - K(LR) * (m / (sqrt(v) / K(ROOT) + K(EPSILON)))

#define ADAM(TYPE, suffix) \
FORMULA(adam_##suffix, TYPE, \
  T *x = &OPERAND(0), *m = &OPERAND(2), *v = &OPERAND(3), g = OPERAND(1) + K(DECAY) * *x; \
  ADAM_MEAN(*m, g); \
  ADAM_VARIANCE(*v, g); \
  ADAM_MOVE(*x, *m, *v);)
ADAM(float, float32)
ADAM(double, float64)

FORMULA(adam_half_mean, float,                                  /* m, m, g, x */
  T m = OPERAND(1), g = OPERAND(2) + K(DECAY) * OPERAND(3);
  ADAM_MEAN(m, g);
  OPERAND(0) = m;)
FORMULA(adam_half_variance, float,                              /* v, v, g, x */
  T v = OPERAND(1), g = OPERAND(2) + K(DECAY) * OPERAND(3);
  ADAM_VARIANCE(v, g);
  OPERAND(0) = v;)
FORMULA(adam_half_move, float,                                  /* x, x, m, v */
  T x = OPERAND(1);
  ADAM_MOVE(x, OPERAND(2), OPERAND(3));
  OPERAND(0) = x;)

/* ---- running them ---- */

static dl_tensor *item(const dl_args *a, int list, int i) { return a->arg[list].tensors.data[i]; }

static dl_tensor *gradient(const dl_args *a, int i) {
  return a->arg[1].tensors.count ? item(a, 1, i) : item(a, 0, i)->grad;
}

static void written(dl_tensor *t) { t->storage->version++; }

#ifndef DL_CUDA
/* Always over as many operands: the first one stands in for those that a formula has not. */
static dl_status run(dl_inner inner, const double *k, dl_tensor *first, dl_tensor *second,
                     dl_tensor *third, dl_tensor *fourth) {
  dl_tensor *tensors[LISTS] = { first, second, third ? third : first, fourth ? fourth : first };
  dl_loop loop = { 0 };
  dl_loop_make(&loop, first->ndim, first->shape, LISTS, tensors);
  for (int o = 0; o < LISTS; o++)
    if (dl_dtype_is_half((dl_dtype)tensors[o]->dtype)) loop.half[o] = tensors[o]->dtype;
  return dl_loop_run(&loop, inner, k);
}

static dl_status sgd_half(dl_tensor *x, dl_tensor *g, dl_tensor *m, bool nesterov, const double *k) {
  if (!m) return run(sgd_half_plain, k, x, x, g, NULL);
  dl_status status = run(sgd_half_momentum, k, m, m, g, x);
  if (status != DL_OK) return status;
  return run(nesterov ? sgd_half_nesterov : sgd_half_move, k, x, x, g, m);
}

static dl_status sgdStep_kernel(dl_args *a) {
  double momentum = dl_number(a, 4), dampening = dl_number(a, 5);
  bool moves = momentum != 0, nesterov = dl_boolean(a, 7), first = dl_boolean(a, 8);
  const double k[COEFFICIENTS] = {
    [LR] = dl_number(a, 3), [DECAY] = dl_number(a, 6), [BLEND] = first ? 0 : momentum,
    [GAIN] = first ? 1 : 1 - dampening, [MOMENTUM] = momentum
  };
  dl_inner narrow = !moves ? sgd_plain_float32 : nesterov ? sgd_nesterov_float32 : sgd_momentum_float32;
  dl_inner wide = !moves ? sgd_plain_float64 : nesterov ? sgd_nesterov_float64 : sgd_momentum_float64;
  dl_status status = DL_OK;
  for (int i = 0; i < a->arg[0].tensors.count && status == DL_OK; i++) {
    dl_tensor *x = item(a, 0, i), *g = gradient(a, i), *m = moves ? item(a, 2, i) : NULL;
    if (dl_dtype_is_half((dl_dtype)x->dtype)) status = sgd_half(x, g, m, nesterov, k);
    else status = run(x->dtype == DL_FLOAT32 ? narrow : wide, k, x, g, m, NULL);
    written(x);
    if (m) written(m);
  }
  return status;
}

static dl_status adam_half(dl_tensor *x, dl_tensor *g, dl_tensor *m, dl_tensor *v, const double *k) {
  dl_status status = run(adam_half_mean, k, m, m, g, x);
  if (status == DL_OK) status = run(adam_half_variance, k, v, v, g, x);
  if (status == DL_OK) status = run(adam_half_move, k, x, x, m, v);
  return status;
}

static dl_status adamStep_kernel(dl_args *a) {
  double lr = dl_number(a, 4), beta1 = dl_number(a, 5), beta2 = dl_number(a, 6), decay = dl_number(a, 8);
  double step = (double)dl_integer(a, 9);
  bool decoupled = dl_boolean(a, 10);
  const double k[COEFFICIENTS] = {
    [LR] = lr / (1 - pow(beta1, step)), [DECAY] = decoupled ? 0 : decay, [MEAN_RATE] = 1 - beta1,
    [BETA2] = beta2, [VARIANCE_RATE] = 1 - beta2, [ROOT] = sqrt(1 - pow(beta2, step)),
    [EPSILON] = dl_number(a, 7), [SHRINK] = decoupled ? 1 - lr * decay : 1
  };
  dl_status status = DL_OK;
  for (int i = 0; i < a->arg[0].tensors.count && status == DL_OK; i++) {
    dl_tensor *x = item(a, 0, i), *g = gradient(a, i), *m = item(a, 2, i), *v = item(a, 3, i);
    if (dl_dtype_is_half((dl_dtype)x->dtype)) status = adam_half(x, g, m, v, k);
    else status = run(x->dtype == DL_FLOAT32 ? adam_float32 : adam_float64, k, x, g, m, v);
    written(x);
    written(m);
    written(v);
  }
  return status;
}

#else
/* One launch takes many parameters: a row of blocks for each, as many as fit into the arguments of a kernel. */
#define ITEMS 56
struct step_item { char *data[LISTS]; int64_t n; };
struct step_batch {
  int count;
  step_item item[ITEMS];
  double k[COEFFICIENTS];
  const double *moved;                 /* the same of a recorded step, which change each time it runs; NULL: k */
};

template <class T> __device__ inline void coefficients(const step_batch &b, T *c) {
  const double *k = b.moved ? b.moved : b.k;
  for (int i = 0; i < COEFFICIENTS; i++) c[i] = (T)k[i];
}

/* 16-bit floats pass through float32: the formula changes its first operand. */
template <class F, class S> __device__ inline void step_element(char *const *place, const typename F::T *c) {
  typedef typename F::T T;
  if constexpr (std::is_same<S, T>::value) F::of(place, c);
  else {
    T wide[LISTS];
    char *p[LISTS];
    for (int o = 0; o < LISTS; o++) {
      wide[o] = (T)dl_wide(*(const S *)place[o]);
      p[o] = (char *)&wide[o];
    }
    F::of(p, c);
    *(S *)place[0] = dl_narrow<S>::of(wide[0]);
  }
}

template <class F, class S> __global__ void step_dense(step_batch b) {
  const step_item &item = b.item[blockIdx.y];
  typename F::T c[COEFFICIENTS];
  coefficients(b, c);
  for (int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x; i < item.n; i += gridDim.x * (int64_t)blockDim.x) {
    char *place[LISTS];
    for (int o = 0; o < LISTS; o++) place[o] = item.data[o] + i * (int64_t)sizeof(S);
    step_element<F, S>(place, c);
  }
}

/* What a formula does with a batch of dense parameters, and with one of any strides. */
struct step_formula {
  dl_status (*dense)(const dl_args *a, const step_batch &b, int64_t most);
  dl_status (*strided)(const dl_args *a, const dl_loop &loop, const step_batch &b);
};

template <class F, class S> static dl_status run_dense(const dl_args *a, const step_batch &b, int64_t most) {
  DL_LAUNCH((step_dense<F, S>), dim3(dl_blocks(a, most, 4 * DL_THREADS), (unsigned)b.count), DL_THREADS, 0, dl_stream(a), b);
  return dl_launched(a);
}

template <class F, class S> static dl_status run_strided(const dl_args *a, const dl_loop &loop, const step_batch &batch) {
  step_batch b = {};
  for (int i = 0; i < COEFFICIENTS; i++) b.k[i] = batch.k[i];
  b.moved = batch.moved;
  return dl_each_place<LISTS>(a, loop, [=] __device__ (char *const *place) {
    typename F::T c[COEFFICIENTS];
    coefficients(b, c);
    step_element<F, S>(place, c);
  });
}

#define STEP(F, S) step_formula{ run_dense<F, S>, run_strided<F, S> }

struct step_run {
  dl_args *a;
  const step_formula *formula;
  int64_t most;
  step_batch batch;

  step_run(dl_args *call, const double *k, const double *moved) : a(call), formula(NULL), most(0), batch() {
    for (int i = 0; i < COEFFICIENTS; i++) batch.k[i] = k[i];
    batch.moved = moved;
  }
  dl_status flush() {
    dl_status status = batch.count ? formula->dense(a, batch, most) : DL_OK;
    batch.count = 0;
    most = 0;
    return status;
  }
  dl_status add(const step_formula *f, dl_tensor *const tensors[LISTS]) {
    bool dense = true;
    for (int o = 0; o < LISTS; o++) dense = dense && dl_tensor_is_contiguous(tensors[o]);
    if ((batch.count == ITEMS || f != formula || !dense) && flush() != DL_OK) return DL_ERROR;
    formula = f;
    if (!dense) {
      dl_loop loop = { 0 };
      dl_loop_make(&loop, tensors[0]->ndim, tensors[0]->shape, LISTS, tensors);
      return f->strided(a, loop, batch);
    }
    step_item &item = batch.item[batch.count++];
    item.n = dl_tensor_numel(tensors[0]);
    if (item.n > most) most = item.n;
    for (int o = 0; o < LISTS; o++) item.data[o] = dl_tensor_data(tensors[o]);
    return DL_OK;
  }
};

/* One pass over all parameters; by_dtype: for float32, float64, float16, bfloat16 (the order of dl_dtype), those without a
** formula are left alone. `order` says which tensor is which operand: x, g, m or v. */
enum { X, G, M, V };
struct step_pass {
  dl_args *a;
  bool moves;
  const double *k;
  dl_numbers numbers;
};

static dl_status run_pass(const step_pass &pass, const step_formula by_dtype[4], const int order[LISTS]) {
  dl_args *a = pass.a;
  const bool moves = pass.moves;
  step_run run(a, pass.k, pass.numbers.moved);
  dl_status status = DL_OK;
  for (int i = 0; i < a->arg[0].tensors.count && status == DL_OK; i++) {
    dl_tensor *x = item(a, 0, i), *all[4] = { x, gradient(a, i), moves ? item(a, 2, i) : x, x };
    if (a->arg[3].kind == DL_TENSORS) all[V] = item(a, 3, i);
    dl_tensor *const tensors[LISTS] = { all[order[0]], all[order[1]], all[order[2]], all[order[3]] };
    if (by_dtype[x->dtype].dense && !pass.numbers.renewed) status = run.add(&by_dtype[x->dtype], tensors);
    for (int o = 0; o < 4; o++) if (o != G) written(all[o]);
  }
  return status == DL_OK ? run.flush() : status;
}

#define NONE step_formula{ NULL, NULL }
#define WIDE(op) { STEP(op##_float32, float), STEP(op##_float64, double), NONE, NONE }
#define HALF(op) { NONE, NONE, STEP(op, dl_half), STEP(op, dl_bfloat16) }
static const int as_listed[LISTS] = { X, G, M, V };

static dl_status sgdStep_kernel(dl_args *a) {
  static const step_formula plain[4] = WIDE(sgd_plain), moved[4] = WIDE(sgd_momentum), nesterov[4] = WIDE(sgd_nesterov);
  static const step_formula half_plain[4] = HALF(sgd_half_plain), half_momentum[4] = HALF(sgd_half_momentum);
  static const step_formula half_move[4] = HALF(sgd_half_move), half_nesterov[4] = HALF(sgd_half_nesterov);
  static const int changes_x[LISTS] = { X, X, G, M }, changes_m[LISTS] = { M, M, G, X };
  const double momentum = dl_number(a, 4);
  const bool moves = momentum != 0, ahead = dl_boolean(a, 7), first = dl_boolean(a, 8);
  double k[COEFFICIENTS] = { 0 };
  k[LR] = dl_number(a, 3);
  k[DECAY] = dl_number(a, 6);
  k[BLEND] = first ? 0 : momentum;
  k[GAIN] = first ? 1 : 1 - dl_number(a, 5);
  k[MOMENTUM] = momentum;
  step_pass pass = { a, moves, k, {} };
  dl_status status = dl_numbers_of(a, k, COEFFICIENTS, &pass.numbers);
  if (status == DL_OK) status = run_pass(pass, !moves ? plain : ahead ? nesterov : moved, as_listed);
  if (status == DL_OK && moves) status = run_pass(pass, half_momentum, changes_m);
  return status == DL_OK ? run_pass(pass, !moves ? half_plain : ahead ? half_nesterov : half_move, changes_x) : status;
}

static dl_status adamStep_kernel(dl_args *a) {
  static const step_formula wide[4] = WIDE(adam), mean[4] = HALF(adam_half_mean), variance[4] = HALF(adam_half_variance);
  static const step_formula move[4] = HALF(adam_half_move);
  static const int changes_m[LISTS] = { M, M, G, X }, changes_v[LISTS] = { V, V, G, X }, changes_x[LISTS] = { X, X, M, V };
  const double lr = dl_number(a, 4), beta1 = dl_number(a, 5), beta2 = dl_number(a, 6), decay = dl_number(a, 8);
  const double step = (double)dl_integer(a, 9);
  const bool decoupled = dl_boolean(a, 10);
  double k[COEFFICIENTS] = { 0 };
  k[LR] = lr / (1 - pow(beta1, step));
  k[DECAY] = decoupled ? 0 : decay;
  k[MEAN_RATE] = 1 - beta1;
  k[BETA2] = beta2;
  k[VARIANCE_RATE] = 1 - beta2;
  k[ROOT] = sqrt(1 - pow(beta2, step));
  k[EPSILON] = dl_number(a, 7);
  k[SHRINK] = decoupled ? 1 - lr * decay : 1;
  step_pass pass = { a, true, k, {} };
  dl_status status = dl_numbers_of(a, k, COEFFICIENTS, &pass.numbers);
  if (status == DL_OK) status = run_pass(pass, wide, as_listed);
  if (status == DL_OK) status = run_pass(pass, mean, changes_m);
  if (status == DL_OK) status = run_pass(pass, variance, changes_v);
  return status == DL_OK ? run_pass(pass, move, changes_x) : status;
}
#endif

DL_KERNEL(sgdStep)
DL_KERNEL(adamStep)

#ifndef DL_DEVICE_PASS
static dl_status check_item(dl_args *a, int list, int i, const dl_tensor *t) {
  const dl_tensor *like = item(a, 0, i);
  if (!t) return dl_fail_argument(a, list, "parameter %d has no gradient", i + 1);
  if (!dl_dtype_is_float((dl_dtype)t->dtype) || t->dtype != like->dtype)
    return dl_fail_argument(a, list, "item %d is %s, the parameter %s (of floats)", i + 1,
      dl_dtype_name((dl_dtype)t->dtype), dl_dtype_name((dl_dtype)like->dtype));
  if (dl_tensor_same_shape(t, like)) return DL_OK;
  return dl_fail_argument(a, list, "item %d has shape %s, the parameter %s", i + 1, DL_SHAPE_TEXT(t), DL_SHAPE_TEXT(like));
}

/* The lists go along: as many items, of the shape and dtype of the parameters. */
static dl_status check_lists(dl_args *a, int lists) {
  int count = a->arg[0].tensors.count;
  for (int l = 0; l < lists; l++) {
    bool own = l == 1 && a->arg[1].tensors.count == 0;
    if (!own && a->arg[l].tensors.count != count)
      return dl_fail_argument(a, l, "%d tensors, there are %d parameters", a->arg[l].tensors.count, count);
    for (int i = 0; i < count; i++) {
      dl_status status = check_item(a, l, i, own ? gradient(a, i) : item(a, l, i));
      if (status != DL_OK) return status;
    }
  }
  return DL_OK;
}

static dl_status sgdStep_shape(dl_args *a) { return check_lists(a, dl_number(a, 4) != 0 ? 3 : 2); }

static dl_status adamStep_shape(dl_args *a) {
  if (dl_integer(a, 9) < 1) return dl_fail_argument(a, 9, "steps count from 1");
  return check_lists(a, LISTS);
}

/* The gradient of parameter i with so much weight decay. */
static dl_tensor *decayed(dl_args *a, int i, double decay) {
  dl_tensor *g = gradient(a, i);
  return decay != 0 ? DL(a, add, g, item(a, 0, i), decay) : g;
}

static dl_status sgdStep_decomp(dl_args *a) {
  double momentum = dl_number(a, 4);
  bool nesterov = dl_boolean(a, 7), first = dl_boolean(a, 8);
  for (int i = 0; i < a->arg[0].tensors.count; i++) {
    dl_tensor *x = item(a, 0, i), *g = decayed(a, i, dl_number(a, 6));
    if (momentum != 0) {
      dl_tensor *m = item(a, 2, i);
      if (first) DL_WRITE(a, copy, m, g);
      else DL_WRITE(a, add, DL_WRITE(a, mul, m, momentum), g, 1 - dl_number(a, 5));
      g = nesterov ? DL(a, add, g, m, momentum) : m;
    }
    DL_WRITE(a, add, x, g, -dl_number(a, 3));
  }
  return DL_OK;
}

static dl_status adamStep_decomp(dl_args *a) {
  double lr = dl_number(a, 4), beta1 = dl_number(a, 5), beta2 = dl_number(a, 6), decay = dl_number(a, 8);
  double step = (double)dl_integer(a, 9), root = sqrt(1 - pow(beta2, step));
  bool decoupled = dl_boolean(a, 10);
  for (int i = 0; i < a->arg[0].tensors.count; i++) {
    dl_tensor *x = item(a, 0, i), *m = item(a, 2, i), *v = item(a, 3, i);
    dl_tensor *g = decayed(a, i, decoupled ? 0 : decay);
    if (decoupled) DL_WRITE(a, mul, x, 1 - lr * decay);
    DL_WRITE(a, lerp, m, g, 1 - beta1);
    DL_WRITE(a, addcmul, DL_WRITE(a, mul, v, beta2), g, g, 1 - beta2);
    dl_tensor *d = DL(a, add, DL(a, div, DL(a, sqrt, v), root), dl_number(a, 7));
    DL_WRITE(a, addcdiv, x, m, d, -lr / (1 - pow(beta1, step)));
  }
  return DL_OK;
}

DL_OP(sgdStep) {
  .sig = "parameters: Tensors, gradients: Tensors, momenta: Tensors, lr: number, momentum: number = 0, "
         "dampening: number = 0, weightDecay: number = 0, nesterov: bool = false, first: bool = false",
  .doc = "One step of gradient descent, in place: g = gradient + weightDecay p; m = momentum m + (1 - dampening) g, "
         "the first time m = g; p = p - lr m, or p - lr (g + momentum m) with nesterov. Without momentum p = p - lr g, "
         "and `momenta` is not read. Without `gradients` each parameter's own .grad.",
  .flags = DL_NO_GRAD | DL_STRIDED | DL_OPAQUE | DL_RENEWS,
  .shape = sgdStep_shape,
  .kernel = sgdStep_kernel,
  .decomp = sgdStep_decomp,
  .sample = "{ { randn(3, 4), randn(0) }, { randn(3, 4), randn(0) }, { randn(3, 4), randn(0) }, 0.1, 0.9, 0.5, 0.01 }, "
            "{ { randn(3) }, { randn(3) }, { randn(3) }, 0.1, 0.9, 0, 0, true, true }, { { randn(3) }, { randn(3) }, {}, 0.1 }",
  .error = "{ { randn(3) }, {}, {}, 0.1 }, { { randn(3) }, { randn(4) }, {}, 0.1 }, { { randn(3) }, { randn(3) }, {}, 0.1, 0.9 }",
};

DL_OP(adamStep) {
  .sig = "parameters: Tensors, gradients: Tensors, means: Tensors, variances: Tensors, lr: number, "
         "beta1: number, beta2: number, epsilon: number, weightDecay: number, step: int, decoupled: bool = false",
  .doc = "One step of Adam, in place, the `step`-th (from 1): g = gradient + weightDecay p; m = beta1 m + (1 - beta1) g; "
         "v = beta2 v + (1 - beta2) g^2; p = p - lr m / (1 - beta1^step) / (sqrt(v / (1 - beta2^step)) + epsilon). "
         "decoupled: p (1 - lr weightDecay) instead of weightDecay p in g (AdamW). Without `gradients` each parameter's own .grad.",
  .flags = DL_NO_GRAD | DL_STRIDED | DL_OPAQUE | DL_RENEWS,
  .shape = adamStep_shape,
  .kernel = adamStep_kernel,
  .decomp = adamStep_decomp,
  .sample = "{ { randn(3, 4) }, { randn(3, 4) }, { randn(3, 4) }, { positive(3, 4) }, 0.1, 0.9, 0.999, 1e-8, 0.01, 9, true }, "
            "{ { randn(3) }, { randn(3) }, { randn(3) }, { positive(3) }, 0.1, 0.9, 0.999, 1e-3, 0.1, 1 }, "
            "{ { randn(0) }, { randn(0) }, { randn(0) }, { randn(0) }, 0.001, 0.9, 0.999, 1e-8, 0, 2 }",
  .error = "{ { randn(3) }, { randn(3) }, { randn(3) }, { randn(2) }, 0.001, 0.9, 0.999, 1e-8, 0, 1 }, "
           "{ { randn(3) }, { randn(3) }, { randn(3) }, { randn(3) }, 0.001, 0.9, 0.999, 1e-8, 0, 0 }",
};
#endif
