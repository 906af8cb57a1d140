/* power.c -- powers, roots and reciprocals. */
#include "dl_op.h"

DL_MAP1(sqrt, DL_FLOAT, sqrt(x))
DL_MAP1(rsqrt, DL_FLOAT, 1 / sqrt(x))
DL_MAP1(reciprocal, DL_FLOAT, 1 / x)
DL_MAP1(square, DL_REAL, (T)((U)x * (U)x))

/* ---- pow ---- */

/* By squaring, modulo the size of the type. A negative exponent leaves only what is whole: 1, -1, else 0. */
DL_INLINE uint64_t whole_power(int64_t x, int64_t y) {
  uint64_t base = (uint64_t)x, power = 1;
  if (y < 0) return x == 1 ? 1 : x == -1 ? (y & 1 ? (uint64_t)-1 : 1) : 0;
  for (; y; y >>= 1, base *= base) if (y & 1) power *= base;
  return power;
}

DL_INTEGRAL(DL_INNER2, pow, DL_SAME_TYPE, (T)whole_power(x, y))

#ifndef DL_CUDA
DL_FLOAT(DL_INNER2, general, DL_SAME_TYPE, pow(x, y))
/* One exponent for all elements is mostly a simple one. */
DL_FLOAT(DL_INNER1, one, DL_SAME_TYPE, x)
DL_FLOAT(DL_INNER1, two, DL_SAME_TYPE, x * x)
DL_FLOAT(DL_INNER1, three, DL_SAME_TYPE, x * x * x)
DL_FLOAT(DL_INNER1, half, DL_SAME_TYPE, sqrt(x))
DL_FLOAT(DL_INNER1, minus_one, DL_SAME_TYPE, 1 / x)
DL_FLOAT(DL_INNER1, minus_two, DL_SAME_TYPE, 1 / (x * x))
DL_FLOAT(DL_INNER1, minus_half, DL_SAME_TYPE, 1 / sqrt(x))

#define POW_INNER(FLOAT, T) \
static void pow_##FLOAT(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  const double y = (double)*(const T *)p[2]; \
  (step[2] ? general_##FLOAT : y == 1 ? one_##FLOAT : y == 2 ? two_##FLOAT : y == 3 ? three_##FLOAT : \
   y == 0.5 ? half_##FLOAT : y == -1 ? minus_one_##FLOAT : y == -2 ? minus_two_##FLOAT : \
   y == -0.5 ? minus_half_##FLOAT : general_##FLOAT)(n, p, step, k); \
}
POW_INNER(float32, float)
POW_INNER(float64, double)
#else
DL_FLOAT(DL_INNER2, pow, DL_SAME_TYPE, y == 2 ? x * x : y == (T)0.5 ? sqrt(x) : y == -1 ? 1 / x : pow(x, y))
#endif

static const dl_inner pow_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_REAL(pow) };
DL_MAP_KERNEL(pow)

#ifndef DL_DEVICE_PASS
/* dx = dy / (2 y) */
static void sqrt_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, div, dl_upstream(g, 0), DL(g, mul, g->result[0], 2)));
}

/* y = x^(-1/2): dx = -dy y^3 / 2 */
static void rsqrt_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, mul, dl_upstream(g, 0), -0.5), DL(g, pow, g->result[0], 3)));
}

/* y = 1 / x: dx = -dy y^2 */
static void reciprocal_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, neg, dl_upstream(g, 0)), DL(g, square, g->result[0])));
}

static void square_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, DL(g, mul, dl_upstream(g, 0), 2), dl_saved(g, 0)));
}

/* The square of a truth is a number, as in PyTorch. */
static dl_status square_shape(dl_args *a) {
  if (dl_in(a, 0)->dtype == DL_BOOL) a->arg[0] = dl_value_tensor(DL(a, to, dl_in(a, 0), (int)DL_INT64));
  return dl_in(a, 0) ? dl_shape_same(a) : dl_error_status();
}

/* z = x^y: dx = dy y x^(y - 1), and 0 where y = 0, though x^(y - 1) may be infinite there. */
static dl_tensor *base_gradient(dl_grad *g, dl_tensor *x, dl_tensor *y) {
  dl_tensor *less = DL(g, sub, y, DL(g, ne, y, 0));
  return DL(g, mul, dl_upstream(g, 0), DL(g, mul, DL(g, pow, x, less), y));
}

/* dy = dz z log x, and 0 where a power of 0 stays 0 (or 1) around y. */
static dl_tensor *exponent_gradient(dl_grad *g, dl_tensor *x, dl_tensor *y) {
  dl_tensor *flat = DL(g, mul, DL(g, eq, x, 0), DL(g, ge, y, 0));
  dl_tensor *logarithm = DL(g, log, DL(g, where, flat, 1, x));
  return DL(g, mul, dl_upstream(g, 0), DL(g, mul, g->result[0], logarithm));
}

static void pow_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1);
  if (dl_wants(g, 0)) dl_give(g, 0, base_gradient(g, x, y));
  if (dl_wants(g, 1)) dl_give(g, 1, exponent_gradient(g, x, y));
}

DL_OP(sqrt) DL_FUNCTION(sqrt, "The square root, element by element: NaN below 0.", DL_RESULT(0),
  "{ positive(3, 4) }, { positive(0) }, { positive() }");
DL_OP(rsqrt) DL_FUNCTION(rsqrt, "1 / sqrt(x), element by element.", DL_RESULT(0),
  "{ positive(3, 4) }, { positive(0) }, { positive() }", .autocast = DL_HIGH_ON_DEVICES);
DL_OP(reciprocal) DL_FUNCTION(reciprocal, "1 / x, element by element.", DL_RESULT(0),
  "{ away(3, 4) }, { positive(0) }, { away() }", .autocast = DL_HIGH_ON_DEVICES);

DL_OP(square) {
  .sig = "x: Tensor",
  .doc = "x * x, element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .shape = square_shape,
  .kernel = square_kernel,
  .grad = square_grad,
  .sample = "{ randn(3, 4) }, { randn(0) }, { randn() }, { ints(5, 3) }, { bools(3) }",
};

DL_OP(pow) {
  .sig = "x: Tensor|number, y: Tensor|number",
  .doc = "x to the power y, element by element, broadcast to a common shape. Integers stay integers: "
         "what overflows wraps, and a negative power is 0 unless x is 1 or -1.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .autocast = DL_HIGH_ON_DEVICES,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_RESULT(0),
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = pow_kernel,
  .grad = pow_grad,
  .sample = "{ positive(3, 4), randn(3, 4) }, { positive(3, 1), randn(4) }, { randn(3), 2 }, { randn(3), 3 }, "
            "{ positive(3), -0.5 }, { 2, randn(3) }, { positive(3), 1.3 }, { randn(3), 0 }, { randn(0), 1 }, "
            "{ ints(5, 3), 2 }",
  .error = "{ randn(3), randn(4) }, { randn(3) }, { 1, 2 }",
};
#endif
