/* blocks.h -- elementwise kernels of many steps, computed in double on blocks of elements.
**
** DL_BLOCKS1(op, f)                 f(int64_t n, const double *x, double *r, const double *k)
** DL_BLOCKS2(op, f)                 f(int64_t n, const double *x, const double *y, double *r,
**                                     const double *k)
** DL_BLOCKS2_KINDS(op, f, formula)  the same for floats, a formula of x and y for integers
**
** make the loops op_inner[dtype], for DL_MAP_KERNEL(op). The function sees dense numbers, at most
** DL_BLOCK of them, and can run several loops over them that the compiler vectorises: a series whose
** length depends on nothing, or a quick way for all and an exact one behind it for the few that need
** it. float32 comes out right to the last digit.
*/
#ifndef DL_BLOCKS_H
#define DL_BLOCKS_H

#ifndef DL_CUDA                /* there a thread computes a block of one (device/cuda/map.h) */
#define DL_BLOCK 256

#define DL_BLOCK_MOVES(T) \
static inline void dl_block_load_##T(int64_t n, double *to, const char *from, int64_t step) { \
  if (step == sizeof(T)) DL_RUN(n) to[i] = (double)((const T *)from)[i]; \
  else for (int64_t i = 0; i < n; i++) to[i] = (double)*(const T *)(from + i * step); \
} \
static inline void dl_block_store_##T(int64_t n, char *to, int64_t step, const double *from) { \
  if (step == sizeof(T)) DL_RUN(n) ((T *)to)[i] = (T)from[i]; \
  else for (int64_t i = 0; i < n; i++) *(T *)(to + i * step) = (T)from[i]; \
}
DL_BLOCK_MOVES(float)
DL_BLOCK_MOVES(double)

#define DL_BLOCK_INNER1(name, T, function) \
static void name(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  double x[DL_BLOCK], r[DL_BLOCK]; \
  for (int64_t begin = 0; begin < n; begin += DL_BLOCK) { \
    const int64_t count = n - begin < DL_BLOCK ? n - begin : DL_BLOCK; \
    dl_block_load_##T(count, x, p[1] + begin * step[1], step[1]); \
    function(count, x, r, k); \
    dl_block_store_##T(count, p[0] + begin * step[0], step[0], r); \
  } \
}

#define DL_BLOCK_INNER2(name, T, function) \
static void name(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  double x[DL_BLOCK], y[DL_BLOCK], r[DL_BLOCK]; \
  for (int64_t begin = 0; begin < n; begin += DL_BLOCK) { \
    const int64_t count = n - begin < DL_BLOCK ? n - begin : DL_BLOCK; \
    dl_block_load_##T(count, x, p[1] + begin * step[1], step[1]); \
    dl_block_load_##T(count, y, p[2] + begin * step[2], step[2]); \
    function(count, x, y, r, k); \
    dl_block_store_##T(count, p[0] + begin * step[0], step[0], r); \
  } \
}

#endif

#define DL_BLOCKS(I, op, function) \
  I(op##_float32, float, function) I(op##_float64, double, function) \
  static const dl_inner op##_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_FLOAT(op) };
#define DL_BLOCKS1(op, function) DL_BLOCKS(DL_BLOCK_INNER1, op, function)
#define DL_BLOCKS2(op, function) DL_BLOCKS(DL_BLOCK_INNER2, op, function)

#define DL_BLOCKS2_KINDS(op, function, integer_formula) \
  DL_BLOCK_INNER2(op##_float32, float, function) DL_BLOCK_INNER2(op##_float64, double, function) \
  DL_INTEGRAL(DL_INNER2, op, DL_SAME_TYPE, integer_formula) \
  static const dl_inner op##_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_REAL(op) };

#endif
