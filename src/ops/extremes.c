/* extremes.c -- maximum, minimum and clamp by elements. NaN on either side gives NaN. */
#include "dl_op.h"

/* Written so that the compiler vectorises one within the other, too: NaN as x falls through to the end. */
#define LARGER(x, y) ((y) != (y) || (x) <= (y) ? (y) : (x))
#define SMALLER(x, y) ((y) != (y) || (x) >= (y) ? (y) : (x))

DL_MAP2(maximum, DL_ALL_TYPES, LARGER(x, y))
DL_MAP2(minimum, DL_ALL_TYPES, SMALLER(x, y))
DL_MAP3(maximumGrad, DL_FLOAT, y < z ? 0 : y == z ? x / 2 : x)
DL_LOOPS3(clampBetween, DL_REAL, SMALLER(LARGER(x, y), z))

static dl_status clamp_kernel(dl_args *a) {
  bool below = dl_given(a, 1), above = dl_given(a, 2);
  return dl_map(a, below && above ? clampBetween_inner : below ? maximum_inner : minimum_inner);
}
DL_KERNEL(clamp)

/* gradient where minimum < x < maximum, else 0. A bound that is NaN is none. */
#ifndef DL_CUDA
#define CLAMP_GRAD(function, T) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  (void)k; \
  T *r = (T *)p[0]; \
  const T *dy = (const T *)p[1], *x = (const T *)p[2], low = *(const T *)p[3], high = *(const T *)p[4]; \
  if (step[0] == sizeof(T) && step[1] == sizeof(T) && step[2] == sizeof(T) && !step[3] && !step[4]) \
    DL_RUN(n) r[i] = x[i] <= low || x[i] >= high || x[i] != x[i] ? 0 : dy[i]; \
  else \
    for (int64_t i = 0; i < n; i++) { \
      const T at = DL_AT(T, 2); \
      *(T *)(p[0] + i * step[0]) = at <= DL_AT(T, 3) || at >= DL_AT(T, 4) || at != at ? 0 : DL_AT(T, 1); \
    } \
}
#else
#define CLAMP_GRAD(function, T) \
  DL_INSTANCE(function, T, T, 4, , v[1] <= v[2] || v[1] >= v[3] || v[1] != v[1] ? 0 : v[0])
#endif
CLAMP_GRAD(clampGrad_float32, float)
CLAMP_GRAD(clampGrad_float64, double)
static const dl_inner clampGrad_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_FLOAT(clampGrad) };
DL_MAP_KERNEL(clampGrad)

#ifndef DL_DEVICE_PASS
/* At a tie each side gets half. The smaller of two is the larger with the sides exchanged. */
static void maximum_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *dz = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, maximumGrad, dz, x, y));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, maximumGrad, dz, y, x));
}

static void minimum_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *dz = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, maximumGrad, dz, y, x));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, maximumGrad, dz, x, y));
}

static dl_status maximumGrad_decomp(dl_args *a) {
  dl_tensor *dz = dl_in(a, 0), *x = dl_in(a, 1), *y = dl_in(a, 2);
  dl_tensor *shared = DL(a, where, DL(a, eq, x, y), DL(a, mul, dz, 0.5), dz);
  return dl_give_result(a, 0, DL(a, where, DL(a, lt, x, y), 0.0, shared));
}

#define OF_TWO(op, what) { \
  .sig = "x: Tensor|number, y: Tensor|number", .doc = what, .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, \
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1), .promote = DL_COMMON, .shape = dl_shape_broadcast, \
  .kernel = op##_kernel, .grad = op##_grad, \
  .sample = "{ randn(3, 4), randn(3, 4) }, { randn(3, 1), randn(4) }, { away(3), 0 }, { 0, away(3) }, { randn(0), 1 }", \
  .error = "{ randn(3), randn(4) }, { randn(3) }, { 1, 2 }" }

DL_OP(maximum) OF_TWO(maximum, "The larger of x and y, element by element, broadcast to a common shape. "
  "NaN where either is NaN. Where they are equal each gets half of the gradient.");
DL_OP(minimum) OF_TWO(minimum, "The smaller of x and y, element by element, broadcast to a common shape. "
  "NaN where either is NaN. Where they are equal each gets half of the gradient.");
DL_OP(maximumGrad) DL_FUSED_GRADIENT(maximumGrad, "x: Tensor|number, y: Tensor|number",
  "The gradient of maximum(x, y) by x: gradient where x is larger, half of it where they are equal, else 0.",
  "{ randn(3, 4), randn(3, 4), randn(3, 4) }, { randn(3), away(3), 0 }, { randn(0), randn(0), 1 }");

/* ---- clamp ---- */

static dl_status clamp_shape(dl_args *a) {
  if (!dl_given(a, 1) && !dl_given(a, 2)) return dl_fail(a, "needs a minimum or a maximum");
  return dl_shape_broadcast(a);
}

static bool is_fixed(const dl_grad *g, int i) { return !dl_saved(g, i) || (!dl_saved(g, i)->ndim && !dl_wants(g, i)); }

static dl_value fixed_bound(const dl_grad *g, int i) {
  return dl_saved(g, i) ? g->arg[i] : dl_value_number(__builtin_nan(""));
}

/* As PyTorch: nothing passes at a bound that is a number; one that is a tensor shares with x, as maximum does. */
static void clamp_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *low = dl_saved(g, 1), *high = dl_saved(g, 2), *dy = dl_upstream(g, 0);
  if (is_fixed(g, 1) && is_fixed(g, 2)) {
    dl_give(g, 0, DL(g, clampGrad, dy, x, fixed_bound(g, 1), fixed_bound(g, 2)));
    return;
  }
  dl_tensor *raised = low && high ? DL(g, maximum, x, low) : x;
  if (high && dl_wants(g, 2)) dl_give(g, 2, DL(g, maximumGrad, dy, raised, high));
  if (high) dy = DL(g, maximumGrad, dy, high, raised);
  if (low && dl_wants(g, 1)) dl_give(g, 1, DL(g, maximumGrad, dy, low, x));
  if (dl_wants(g, 0)) dl_give(g, 0, low ? DL(g, maximumGrad, dy, x, low) : dy);
}

static dl_status clampGrad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 1);
  dl_tensor *passed = DL(a, where, DL(a, le, x, dl_in(a, 2)), 0.0, dl_in(a, 0));
  passed = DL(a, where, DL(a, ge, x, dl_in(a, 3)), 0.0, passed);
  return dl_give_result(a, 0, DL(a, where, DL(a, ne, x, x), 0.0, passed));
}

DL_OP(clamp) {
  .sig = "x: Tensor, minimum: Tensor|number?, maximum: Tensor|number?",
  .doc = "x, but not below minimum and not above maximum, element by element; one of the two may be left out. "
         "Where minimum is above maximum the result is maximum.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2),
  .promote = DL_COMMON,
  .shape = clamp_shape,
  .kernel = clamp_kernel,
  .grad = clamp_grad,
  .sample = "{ away(3, 4), -0.5, 1 }, { away(3), 0 }, { away(3), nil, 0.5 }, { distinct(2, 3), constant(distinct(3)), 1 }, "
            "{ away(2, 3), randn(3), randn(2, 1) }, { away(), -1, 1 }, { randn(0), 1 }, { ints(9, 4), 2, 5 }",
  .error = "{ randn(3) }, { randn(3), randn(4) }, { randn(3), 'x' }",
};
DL_OP(clampGrad) DL_FUSED_GRADIENT(clampGrad, "x: Tensor, minimum: Tensor|number, maximum: Tensor|number",
  "The gradient of clamp between bounds that stand still: gradient where minimum < x < maximum, else 0. "
  "NaN as a bound stands for none.", "{ randn(3, 4), away(3, 4), -0.5, 1 }, { randn(3), away(3), 0 / 0, 0.5 }");
#endif
