/* loops.h -- what the formulas of map.h become on the CPU: an inner loop over a run of elements. dl_map (run.c) walks the
** strides, the threads and the 16-bit blocks around it. Contiguous and scalar operands have loops of their own, which the
** compiler vectorises.
*/
#ifndef DL_LOOPS_H
#define DL_LOOPS_H

#include <tgmath.h>
#undef complex                  /* an operator has this name */
#undef I

#include "engine/exponentials.h"
#undef exp
#undef expm1
#define exp(x) _Generic((x), float: dl_exp_float, default: dl_exp_double)(x)
#define expm1(x) _Generic((x), float: dl_expm1_float, default: dl_expm1_double)(x)

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
#undef log
#undef log1p
#undef log2
#undef log10
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
DL_VECTOR1(log) DL_VECTOR1(log1p) DL_VECTOR1(log2) DL_VECTOR1(log10)
DL_VECTOR1(sin) DL_VECTOR1(cos) DL_VECTOR1(tan) DL_VECTOR1(asin) DL_VECTOR1(acos) DL_VECTOR1(atan)
DL_VECTOR1(sinh) DL_VECTOR1(cosh) DL_VECTOR1(tanh) DL_VECTOR1(asinh) DL_VECTOR1(acosh) DL_VECTOR1(atanh)
DL_VECTOR1(erf) DL_VECTOR1(erfc) DL_VECTOR2(pow) DL_VECTOR2(atan2)
#define DL_BY_TYPE(name, x) _Generic((x), float: name##f, default: name)
#define log(x) DL_BY_TYPE(log, x)(x)
#define log1p(x) DL_BY_TYPE(log1p, x)(x)
#define log2(x) DL_BY_TYPE(log2, x)(x)
#define log10(x) DL_BY_TYPE(log10, x)(x)
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

#define DL_RUN(n) _Pragma("GCC ivdep") for (int64_t i = 0; i < (n); i++)
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
  } else if (step[0] == sizeof(RESULT) && step[1] == 0 && step[2] == one && step[3] == 0) { \
    const T x = *u, z = *w; \
    DL_RUN(n) { const T y = v[i]; r[i] = (RESULT)(formula); } \
  } else \
    for (int64_t i = 0; i < n; i++) { \
      const T x = DL_AT(T, 1), y = DL_AT(T, 2), z = DL_AT(T, 3); \
      *(RESULT *)(p[0] + i * step[0]) = (RESULT)(formula); \
    } \
}

#define DL_ROWS_DL_FLOAT(op) [DL_FLOAT32] = op##_float32, [DL_FLOAT64] = op##_float64
#define DL_ROWS_DL_INTEGRAL(op) [DL_INT64] = op##_int64, [DL_INT32] = op##_int32, [DL_UINT8] = op##_uint8
#define DL_ROWS_DL_REAL(op) DL_ROWS_DL_FLOAT(op), DL_ROWS_DL_INTEGRAL(op)
#define DL_ROWS_DL_ALL_TYPES(op) DL_ROWS_DL_REAL(op), [DL_BOOL] = op##_bool
#define DL_ROWS_DL_BITS(op) DL_ROWS_DL_INTEGRAL(op), [DL_BOOL] = op##_bool

#endif
