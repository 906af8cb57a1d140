/* division.c -- div, floorDivide, fmod, remainder. */
#include "dl_op.h"

/* ---- integers: 0 divides nothing (the kernels refuse it), and -1 must not overflow ---- */

DL_INLINE int64_t quotient(int64_t x, int64_t y) {
  return y == 0 ? 0 : y == -1 ? (int64_t)-(uint64_t)x : x / y;
}

DL_INLINE int64_t rest(int64_t x, int64_t y) { return y == 0 || y == -1 ? 0 : x % y; }

DL_INLINE int64_t floor_quotient(int64_t x, int64_t y) {
  int64_t left = rest(x, y);
  return quotient(x, y) - (left != 0 && (left < 0) != (y < 0));
}

DL_INLINE int64_t floor_rest(int64_t x, int64_t y) {
  int64_t left = rest(x, y);
  return left != 0 && (left < 0) != (y < 0) ? left + y : left;
}

/* ---- floats ---- */

/* r = x - trunc(x / y) y, exactly. The quick way is exact while the quotient is, up to 2^53; what is beyond
** that, infinite or NaN goes to the library. */
DL_INLINE void exact_rest(int64_t n, const double *x, const double *y, double *r) {
  int64_t unsure = 0;
  DL_RUN(n) {
    double q = trunc(x[i] / y[i]), left = fma(-q, y[i], x[i]);
    left = left != 0 && (left < 0) != (x[i] < 0) ? left + copysign(y[i], x[i]) : left;   /* x / y was rounded up */
    r[i] = copysign(left, x[i]);
    unsure += !(fabs(q) < 0x1p53 && fabs(y[i]) < INFINITY);
  }
  for (int64_t i = 0; unsure && i < n; i++)
    if (!(fabs(x[i] / y[i]) < 0x1p53 && fabs(y[i]) < INFINITY)) r[i] = fmod(x[i], y[i]);
}

DL_INLINE void fmod_block(int64_t n, const double *x, const double *y, double *r, const double *k) {
  (void)k;
  exact_rest(n, x, y, r);
}

DL_INLINE void remainder_block(int64_t n, const double *x, const double *y, double *r, const double *k) {
  (void)k;
  exact_rest(n, x, y, r);
  DL_RUN(n) r[i] = r[i] != 0 && (r[i] < 0) != (y[i] < 0) ? r[i] + y[i] : r[i];
}

/* As Python's //: exact where the quotient is whole, and never above x / y. */
DL_INLINE void floor_block(int64_t n, const double *x, const double *y, double *r, const double *k) {
  (void)k;
  exact_rest(n, x, y, r);
  DL_RUN(n) {
    double whole = rint((x[i] - r[i]) / y[i]) - (r[i] != 0 && (r[i] < 0) != (y[i] < 0));
    r[i] = y[i] == 0 ? x[i] / y[i] : whole == 0 ? copysign(0.0, x[i] / y[i]) : whole;
  }
}

DL_LOOPS2(divide, DL_FLOAT, x / y)
DL_LOOPS2_KINDS(divideTrunc, trunc(x / y), (T)quotient(x, y))
DL_BLOCKS2_KINDS(divideFloor, floor_block, (T)floor_quotient(x, y))
DL_BLOCKS2_KINDS(fmod, fmod_block, (T)rest(x, y))
DL_BLOCKS2_KINDS(remainder, remainder_block, (T)floor_rest(x, y))

/* ---- division of an integer by 0 has no result ---- */

#ifndef DL_CUDA
#define ZERO_INNER(function, TYPE, RESULT, formula) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  int64_t zeros = 0; \
  for (int64_t i = 0; i < n; i++) zeros += *(const TYPE *)(p[0] + i * step[0]) == 0; \
  if (zeros) __atomic_store_n((uint64_t *)k, 1, __ATOMIC_RELAXED); \
}
DL_INTEGRAL(ZERO_INNER, zero, DL_SAME_TYPE, 0)
static const dl_inner zero_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_INTEGRAL(zero) };

static dl_status map_division(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  dl_tensor *y = dl_in(a, 1);
  uint64_t found = 0;
  if (zero_inner[y->dtype]) {
    dl_loop loop;
    dl_loop_make(&loop, y->ndim, y->shape, 1, &y);
    dl_status status = dl_loop_run(&loop, zero_inner[y->dtype], (const double *)&found);
    if (status != DL_OK) return status;
    if (found && dl_tensor_numel(a->result[0])) return dl_fail_argument(a, 1, "division of integers by 0");
  }
  return dl_map(a, inner);
}
#else
template <class T> static dl_status complain_about_zeros(const dl_args *a, const dl_tensor *y) {
  const T *values = (const T *)dl_tensor_data(y);
  const dl_geometry g = dl_geometry_of(y);
  const dl_blame blame = dl_blame_of(a, 1);
  return dl_each(a, dl_tensor_numel(y), [=] __device__ (int64_t i) {
    if (values[g.place(i)] == 0) blame.complain(DL_DIVISION_BY_ZERO);
  });
}

static dl_status map_division(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  const dl_tensor *y = dl_in(a, 1);
  dl_status status = DL_OK;
  if (dl_tensor_numel(a->result[0]) == 0) return DL_OK;
  if (y->dtype == DL_INT64) status = complain_about_zeros<int64_t>(a, y);
  else if (y->dtype == DL_INT32) status = complain_about_zeros<int32_t>(a, y);
  else if (y->dtype == DL_UINT8) status = complain_about_zeros<uint8_t>(a, y);
  return status == DL_OK ? dl_map(a, inner) : status;
}
#endif

enum { TRUE_DIVISION, TRUNC, FLOOR };

static dl_status div_kernel(dl_args *a) {
  if (a->note[0] == TRUE_DIVISION) return dl_map(a, divide_inner);
  return map_division(a, a->note[0] == TRUNC ? divideTrunc_inner : divideFloor_inner);
}
DL_KERNEL(div)

static dl_status floorDivide_kernel(dl_args *a) { return map_division(a, divideFloor_inner); }
DL_KERNEL(floorDivide)

static dl_status fmod_kernel(dl_args *a) { return map_division(a, fmod_inner); }
DL_KERNEL(fmod)

static dl_status remainder_kernel(dl_args *a) { return map_division(a, remainder_inner); }
DL_KERNEL(remainder)

#ifndef DL_DEVICE_PASS
static dl_status as_float(dl_args *a, int i) {
  if (!dl_dtype_is_float((dl_dtype)dl_in(a, i)->dtype))
    a->arg[i] = dl_value_tensor(DL(a, to, dl_in(a, i), (int)DL_FLOAT32));
  return dl_in(a, i) ? DL_OK : dl_error_status();
}

/* Only true division makes floats of integers. */
static dl_status div_shape(dl_args *a) {
  const char *rounding = dl_given(a, 2) ? dl_string(a, 2) : NULL;
  a->note[0] = !rounding ? TRUE_DIVISION : strcmp(rounding, "trunc") == 0 ? TRUNC : FLOOR;
  if (rounding && a->note[0] == FLOOR && strcmp(rounding, "floor") != 0)
    return dl_fail_argument(a, 2, "expected \"trunc\" or \"floor\", got \"%s\"", rounding);
  if (!rounding && (as_float(a, 0) != DL_OK || as_float(a, 1) != DL_OK)) return dl_error_status();
  return dl_shape_broadcast(a);
}

/* y = u / v: du = dy / v, dv = -dy (u / v) / v. A rounded quotient is made of steps. */
static void div_grad(dl_grad *g) {
  dl_tensor *u = dl_saved(g, 0), *v = dl_saved(g, 1), *dy = dl_upstream(g, 0);
  if (g->arg[2].kind == DL_STRING) {
    if (dl_wants(g, 0)) dl_give(g, 0, DL(g, zerosLike, dy));
    if (dl_wants(g, 1)) dl_give(g, 1, DL(g, zerosLike, dy));
    return;
  }
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, div, dy, v));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, DL(g, neg, dy), DL(g, div, DL(g, div, u, v), v)));
}

DL_OP(div) {
  .sig = "x: Tensor|number, y: Tensor|number, rounding: string?",
  .doc = "x / y, element by element, broadcast to a common shape. Integers give floats, unless rounding says how the "
         "quotient is to become whole: \"trunc\" towards 0, \"floor\" down. Dividing integers by 0 is an error then.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .promote = DL_COMMON,
  .shape = div_shape,
  .kernel = div_kernel,
  .grad = div_grad,
  .sample = "{ randn(3, 4), away(3, 4) }, { 1, away(4) }, { randn(3), 4 }, { randn(0), 1 }, { ints(9, 4), ints(3, 4) }, "
            "{ away(4), 1.5, 'trunc' }, { away(4), -1.5, 'floor' }, { ints(9, 4), ints(3, 4), 'floor' }",
  .error = "{ randn(3), randn(4) }, { randn(3) }, { randn(3), 2, 'round' }, { ints(9, 3), 0, 'floor' }, { ints(9, 3), 0, 'trunc' }",
};

DL_OP(floorDivide) {
  .sig = "x: Tensor|number, y: Tensor|number",
  .doc = "The largest whole number that is not above x / y, element by element, broadcast to a common shape: x // y. "
         "Dividing integers by 0 is an error.",
  .flags = DL_NO_GRAD | DL_STRIDED,
  .promote = DL_COMMON,
  .shape = dl_shape_broadcast,
  .kernel = floorDivide_kernel,
  .sample = "{ randn(3, 4), away(3, 4) }, { 1, away(4) }, { randn(3), 4 }, { randn(0), 1 }, { ints(9, 4), ints(3, 4) }",
  .error = "{ randn(3), randn(4) }, { randn(3) }, { ints(9, 3), 0 }",
};

/* Both are x - w y with a whole number w, which does not change with x or y. */
static void give_rest(dl_grad *g, const char *rounding) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *dz = dl_upstream(g, 0);
  dl_give(g, 0, dz);
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, DL(g, neg, dz), DL(g, div, x, y, rounding)));
}

static void fmod_grad(dl_grad *g) { give_rest(g, "trunc"); }
static void remainder_grad(dl_grad *g) { give_rest(g, "floor"); }

#define REST(op, what) { \
  .sig = "x: Tensor|number, y: Tensor|number", \
  .doc = what ", element by element, broadcast to a common shape. Dividing integers by 0 is an error.", \
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1), .promote = DL_COMMON, \
  .shape = dl_shape_broadcast, .kernel = op##_kernel, .grad = op##_grad, \
  .sample = "{ tensor({ 5.25, -3.5, 7.75, -1.25 }), tensor({ 2, 1.5, -3, 0.75 }) }, { tensor({ 5.25, -3.5 }), -1.5 }, " \
            "{ tensor({ { 5.25 }, { -3.5 } }), tensor({ 2, -1.5 }) }, { 7, tensor({ 1.25, -1.5 }) }, { randn(0), 1 }, { ints(9, 4), ints(3, 4) }", \
  .error = "{ randn(3), randn(4) }, { randn(3) }, { ints(9, 3), 0 }" }

DL_OP(fmod) REST(fmod, "What division leaves, with the sign of x: x - trunc(x / y) * y");
DL_OP(remainder) REST(remainder, "What division leaves, with the sign of y: x - floor(x / y) * y, which is x % y");
#endif
