/* map.h -- elementwise kernels from a scalar formula.
**
** DL_MAP1(name, DTYPES, formula of x)             DL_MAP2(name, DTYPES, formula of x and y)
** DL_MAP3(name, DTYPES, formula of x, y and z)    DL_TEST1, DL_TEST2: the result is bool
**
** DL_MAP1_KINDS, DL_MAP2_KINDS (name, formula for floats, formula for integers)
**
** In the formula x, y, z have the type T, and k0, k1, k2 are the numeric parameters of
** the signature in their order, as T. Write constants as (T)0.5, or a float formula is
** computed in double. U is T without a sign: integer sums and products are made in it,
** since they may overflow and U wraps. DTYPES is DL_FLOAT (float32, float64; the 16-bit
** floats go through float32), DL_REAL (and integers), DL_ALL_TYPES (and bool),
** DL_INTEGRAL or DL_BITS.
**
** Each instance is an inner loop over a run of elements; dl_map (loop.c) walks the
** strides, the threads and the 16-bit blocks around it. Contiguous and scalar operands
** have loops of their own, which the compiler vectorises. DL_LOOPS1, 2, 3 make the loops
** alone, name_inner[dtype], for a kernel that chooses among several.
*/
#ifndef DL_MAP_H
#define DL_MAP_H

#include <tgmath.h>
#undef complex                  /* an operator has this name */
#undef I

/* p[0] is the result, p[1] ... the operands; step in bytes; k the numeric parameters. */
typedef void (*dl_inner)(int64_t n, char *const *p, const int64_t *step, const double *k);

/* Run an inner loop over the tensors of a call: results first, then tensor arguments. The
** loop is taken from `inner` by the dtype of the last tensor argument. */
dl_status dl_map(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]);
/* The same with numbers of the kernel's own in the place of k. */
dl_status dl_map_with(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT], const double *k);

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
#define DL_SIMD __attribute__((simd("notinbranch")))   /* vector forms in glibc's libmvec */
#define DL_VECTOR1(name) DL_SIMD extern double name(double); DL_SIMD extern float name##f(float);
#define DL_VECTOR2(name) \
  DL_SIMD extern double name(double, double); DL_SIMD extern float name##f(float, float);
#undef exp
#undef log
#undef log1p
#undef log2
#undef log10
#undef expm1
#undef sin
#undef cos
#undef tan
#undef asin
#undef acos
#undef atan
#undef sinh
#undef cosh
#undef tanh
#undef asinh
#undef acosh
#undef atanh
#undef erf
#undef erfc
#undef pow
#undef atan2
DL_VECTOR1(exp) DL_VECTOR1(log) DL_VECTOR1(log1p) DL_VECTOR1(log2) DL_VECTOR1(log10) DL_VECTOR1(expm1)
DL_VECTOR1(sin) DL_VECTOR1(cos) DL_VECTOR1(tan) DL_VECTOR1(asin) DL_VECTOR1(acos) DL_VECTOR1(atan)
DL_VECTOR1(sinh) DL_VECTOR1(cosh) DL_VECTOR1(tanh) DL_VECTOR1(asinh) DL_VECTOR1(acosh) DL_VECTOR1(atanh)
DL_VECTOR1(erf) DL_VECTOR1(erfc) DL_VECTOR2(pow) DL_VECTOR2(atan2)
#define DL_BY_TYPE(name, x) _Generic((x), float: name##f, default: name)
#define exp(x) DL_BY_TYPE(exp, x)(x)
#define log(x) DL_BY_TYPE(log, x)(x)
#define log1p(x) DL_BY_TYPE(log1p, x)(x)
#define log2(x) DL_BY_TYPE(log2, x)(x)
#define log10(x) DL_BY_TYPE(log10, x)(x)
#define expm1(x) DL_BY_TYPE(expm1, x)(x)
#define sin(x) DL_BY_TYPE(sin, x)(x)
#define cos(x) DL_BY_TYPE(cos, x)(x)
#define tan(x) DL_BY_TYPE(tan, x)(x)
#define asin(x) DL_BY_TYPE(asin, x)(x)
#define acos(x) DL_BY_TYPE(acos, x)(x)
#define atan(x) DL_BY_TYPE(atan, x)(x)
#define sinh(x) DL_BY_TYPE(sinh, x)(x)
#define cosh(x) DL_BY_TYPE(cosh, x)(x)
#define tanh(x) DL_BY_TYPE(tanh, x)(x)
#define asinh(x) DL_BY_TYPE(asinh, x)(x)
#define acosh(x) DL_BY_TYPE(acosh, x)(x)
#define atanh(x) DL_BY_TYPE(atanh, x)(x)
#define erf(x) DL_BY_TYPE(erf, x)(x)
#define erfc(x) DL_BY_TYPE(erfc, x)(x)
#define pow(x, y) DL_BY_TYPE(pow, x)(x, y)
#define atan2(x, y) DL_BY_TYPE(atan2, x)(x, y)
#endif

/* A number as an integer: what does not fit becomes the nearest that does, NaN becomes 0. */
static inline int64_t dl_whole(double v) {
  return v != v ? 0 : v >= 0x1p63 ? INT64_MAX : v <= -0x1p63 ? INT64_MIN : (int64_t)v;
}

#define DL_UNSIGNED_float float
#define DL_UNSIGNED_double double
#define DL_UNSIGNED_int64_t uint64_t
#define DL_UNSIGNED_int32_t uint32_t
#define DL_UNSIGNED_uint8_t uint8_t
#define DL_CONSTANT_float(v) (float)(v)
#define DL_CONSTANT_double(v) (v)
#define DL_CONSTANT_int64_t(v) dl_whole(v)
#define DL_CONSTANT_int32_t(v) (int32_t)dl_whole(v)
#define DL_CONSTANT_uint8_t(v) (uint8_t)dl_whole(v)

#define DL_RUN(n) _Pragma("GCC ivdep") for (int64_t i = 0; i < (n); i++)
#define DL_NAMES(TYPE) \
  typedef TYPE T; \
  typedef DL_UNSIGNED_##TYPE U __attribute__((unused)); \
  const T k0 = DL_CONSTANT_##TYPE(k[0]), k1 = DL_CONSTANT_##TYPE(k[1]), k2 = DL_CONSTANT_##TYPE(k[2]); \
  (void)k0; (void)k1; (void)k2;
#define DL_AT(T, operand) (*(const T *)(p[operand] + i * step[operand]))

#define DL_INNER1(function, TYPE, RESULT, formula) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  DL_NAMES(TYPE) \
  if (step[0] == sizeof(RESULT) && step[1] == sizeof(T)) { \
    RESULT *r = (RESULT *)p[0]; const T *u = (const T *)p[1]; \
    DL_RUN(n) { const T x = u[i]; r[i] = (RESULT)(formula); } \
  } else \
    for (int64_t i = 0; i < n; i++) { \
      const T x = DL_AT(T, 1); \
      *(RESULT *)(p[0] + i * step[0]) = (RESULT)(formula); \
    } \
}

#define DL_INNER2(function, TYPE, RESULT, formula) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  DL_NAMES(TYPE) \
  RESULT *r = (RESULT *)p[0]; const T *u = (const T *)p[1], *v = (const T *)p[2]; \
  const int64_t one = sizeof(T); \
  if (step[0] == sizeof(RESULT) && step[1] == one && step[2] == one) \
    DL_RUN(n) { const T x = u[i], y = v[i]; r[i] = (RESULT)(formula); } \
  else if (step[0] == sizeof(RESULT) && step[1] == one && step[2] == 0) { \
    const T y = *v; \
    DL_RUN(n) { const T x = u[i]; r[i] = (RESULT)(formula); } \
  } else if (step[0] == sizeof(RESULT) && step[1] == 0 && step[2] == one) { \
    const T x = *u; \
    DL_RUN(n) { const T y = v[i]; r[i] = (RESULT)(formula); } \
  } else \
    for (int64_t i = 0; i < n; i++) { \
      const T x = DL_AT(T, 1), y = DL_AT(T, 2); \
      *(RESULT *)(p[0] + i * step[0]) = (RESULT)(formula); \
    } \
}

#define DL_INNER3(function, TYPE, RESULT, formula) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  DL_NAMES(TYPE) \
  RESULT *r = (RESULT *)p[0]; \
  const T *u = (const T *)p[1], *v = (const T *)p[2], *w = (const T *)p[3]; \
  const int64_t one = sizeof(T); \
  const bool dense = step[0] == sizeof(RESULT) && step[1] == one; \
  if (dense && step[2] == one && step[3] == one) \
    DL_RUN(n) { const T x = u[i], y = v[i], z = w[i]; r[i] = (RESULT)(formula); } \
  else if (dense && step[2] == one && step[3] == 0) { \
    const T z = *w; \
    DL_RUN(n) { const T x = u[i], y = v[i]; r[i] = (RESULT)(formula); } \
  } else if (dense && step[2] == 0 && step[3] == 0) { \
    const T y = *v, z = *w; \
    DL_RUN(n) { const T x = u[i]; r[i] = (RESULT)(formula); } \
  } else \
    for (int64_t i = 0; i < n; i++) { \
      const T x = DL_AT(T, 1), y = DL_AT(T, 2), z = DL_AT(T, 3); \
      *(RESULT *)(p[0] + i * step[0]) = (RESULT)(formula); \
    } \
}

/* Which dtypes: F(function prefix, rows) instances and the rows of the table. */
#define DL_FLOAT(I, op, R, formula) \
  I(op##_float32, float, R(float), formula) I(op##_float64, double, R(double), formula)
#define DL_INTEGRAL(I, op, R, formula) \
  I(op##_int64, int64_t, R(int64_t), formula) I(op##_int32, int32_t, R(int32_t), formula) \
  I(op##_uint8, uint8_t, R(uint8_t), formula)
#define DL_REAL(I, op, R, formula) DL_FLOAT(I, op, R, formula) DL_INTEGRAL(I, op, R, formula)
#define DL_TRUTH(I, op, R, formula) I(op##_bool, uint8_t, R(uint8_t), (formula) != 0)
#define DL_ALL_TYPES(I, op, R, formula) DL_REAL(I, op, R, formula) DL_TRUTH(I, op, R, formula)
#define DL_BITS(I, op, R, formula) DL_INTEGRAL(I, op, R, formula) DL_TRUTH(I, op, R, formula)

#define DL_ROWS_DL_FLOAT(op) [DL_FLOAT32] = op##_float32, [DL_FLOAT64] = op##_float64
#define DL_ROWS_DL_INTEGRAL(op) [DL_INT64] = op##_int64, [DL_INT32] = op##_int32, [DL_UINT8] = op##_uint8
#define DL_ROWS_DL_REAL(op) DL_ROWS_DL_FLOAT(op), DL_ROWS_DL_INTEGRAL(op)
#define DL_ROWS_DL_ALL_TYPES(op) DL_ROWS_DL_REAL(op), [DL_BOOL] = op##_bool
#define DL_ROWS_DL_BITS(op) DL_ROWS_DL_INTEGRAL(op), [DL_BOOL] = op##_bool

#define DL_SAME_TYPE(T) T
#define DL_TRUTH_TYPE(T) uint8_t

#define DL_LOOPS(I, op, TYPES, R, formula) \
  TYPES(I, op, R, formula) \
  static const dl_inner op##_inner[DL_DTYPE_COUNT] = { DL_ROWS_##TYPES(op) };

#define DL_KINDS(I, op, float_formula, integer_formula) \
  DL_FLOAT(I, op, DL_SAME_TYPE, float_formula) \
  DL_INTEGRAL(I, op, DL_SAME_TYPE, integer_formula) \
  static const dl_inner op##_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_REAL(op) };

#define DL_MAP_KERNEL(op) \
  static dl_status op##_kernel(dl_args *a) { return dl_map(a, op##_inner); } \
  DL_KERNEL(op)

#define DL_LOOPS1(op, TYPES, formula) DL_LOOPS(DL_INNER1, op, TYPES, DL_SAME_TYPE, formula)
#define DL_LOOPS2(op, TYPES, formula) DL_LOOPS(DL_INNER2, op, TYPES, DL_SAME_TYPE, formula)
#define DL_LOOPS3(op, TYPES, formula) DL_LOOPS(DL_INNER3, op, TYPES, DL_SAME_TYPE, formula)
#define DL_LOOPS2_KINDS(op, floats, integers) DL_KINDS(DL_INNER2, op, floats, integers)
#define DL_MAP1(op, TYPES, formula) DL_LOOPS1(op, TYPES, formula) DL_MAP_KERNEL(op)
#define DL_MAP2(op, TYPES, formula) DL_LOOPS2(op, TYPES, formula) DL_MAP_KERNEL(op)
#define DL_MAP3(op, TYPES, formula) DL_LOOPS3(op, TYPES, formula) DL_MAP_KERNEL(op)
#define DL_MAP1_KINDS(op, floats, integers) DL_KINDS(DL_INNER1, op, floats, integers) DL_MAP_KERNEL(op)
#define DL_MAP2_KINDS(op, floats, integers) DL_KINDS(DL_INNER2, op, floats, integers) DL_MAP_KERNEL(op)
#define DL_TEST1(op, TYPES, formula) DL_LOOPS(DL_INNER1, op, TYPES, DL_TRUTH_TYPE, formula) DL_MAP_KERNEL(op)
#define DL_TEST2(op, TYPES, formula) DL_LOOPS(DL_INNER2, op, TYPES, DL_TRUTH_TYPE, formula) DL_MAP_KERNEL(op)

/* In a device pass a kernel enters the plug-in's list by itself; on the CPU the record names it. */
#ifdef DL_DEVICE_PASS
void dl_device_kernel_add(const char *name, dl_status (*kernel)(dl_args *));
#define DL_KERNEL(op) \
  __attribute__((constructor)) static void op##_enter(void) { dl_device_kernel_add(#op, op##_kernel); }
#else
#define DL_KERNEL(op)
#endif

#endif
