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
** DL_LOOPS1, 2, 3 make the loops alone, name_inner[dtype], for a kernel that chooses among
** several. What an instance is, is the business of engine/loops.h on the CPU and of
** device/cuda/map.h on CUDA.
*/
#ifndef DL_MAP_H
#define DL_MAP_H

#include "core/inline.h"

/* A number as an integer: what does not fit becomes the nearest that does, NaN becomes 0. */
DL_INLINE int64_t dl_whole(double v) {
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

#define DL_NAMES(TYPE) \
  typedef TYPE T; \
  typedef DL_UNSIGNED_##TYPE U __attribute__((unused)); \
  const T k0 = DL_CONSTANT_##TYPE(k[0]), k1 = DL_CONSTANT_##TYPE(k[1]), k2 = DL_CONSTANT_##TYPE(k[2]); \
  (void)k0; (void)k1; (void)k2;

#ifdef DL_CUDA
#include "device/cuda/map.h"
#else
#include "engine/loops.h"
#endif

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
#ifdef __cplusplus
extern "C"
#endif
void dl_device_kernel_add(const char *name, dl_status (*kernel)(dl_args *), unsigned traits);
#define DL_KERNEL_ENTRY(op, traits) \
  __attribute__((constructor)) static void op##_enter(void) { dl_device_kernel_add(#op, op##_kernel, traits); }
#else
#define DL_KERNEL_ENTRY(op, traits)
#endif
#define DL_KERNEL(op) DL_KERNEL_ENTRY(op, 0)

/* The same, with what the kernel on CUDA does otherwise than the record says (dl_device.h). */
#ifdef DL_CUDA
#define DL_KERNEL_WITH(op, traits_on_cuda) DL_KERNEL_ENTRY(op, traits_on_cuda)
#else
#define DL_KERNEL_WITH(op, traits_on_cuda) DL_KERNEL(op)
#endif

#endif
