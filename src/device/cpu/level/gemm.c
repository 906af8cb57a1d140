/* gemm.c -- the product of two matrices in blocks that stay in the caches, with the micro-kernel that convolutions use, too.
**
** OpenBLAS copies both operands into an order of its own at each call. Here only the right side is, and a left side
** whose columns lie densely; so long and narrow products (of layers, of steps of a sequence) are quicker. Each number is
** summed in an order that depends on k alone. Without wide vectors, for products that are large in all
** directions and for those with a vector, OpenBLAS is asked.
*/
#include "engine/engine.h"
#include "device/cpu/level/sizes.h"

#define DEPTH 256                 /* summed over at a time: a panel of the right side stays in the first cache */
#define LARGE 384
#define LEFT_BYTES (128 * 1024)
#define RIGHT_BYTES (257 * 1024)  /* 256 columns of DEPTH numbers and one more: in the second cache */
#define ROWS_AT_ONCE 8
#define TILE_BYTES (12 * 1024)     /* of the left side, in the first cache beside a panel */

/* OpenBLAS adds only to what is in C. */
#define BY_BLAS(T, blas) \
static dl_status by_blas_##T(const dl_gemm *g, const T *a, const T *b, T *c) { \
  dl_gemm plain = *g; \
  if (g->add) { \
    for (int64_t i = 0; i < g->m; i++) memcpy(c + i * g->ldc, (const T *)g->add + i * g->add_row, (size_t)g->n * sizeof *c); \
    plain.add = NULL; \
    plain.beta = 1; \
  } \
  return blas(&plain, a, b, c); \
}
BY_BLAS(float, dl_blas_float32)
BY_BLAS(double, dl_blas_float64)

#ifdef __AVX__
/* OpenBLAS makes up for its copies. */
static bool is_large(const dl_gemm *g) { return g->m >= LARGE && g->n >= LARGE && g->k >= LARGE; }

#define T float
#define BITS 32
#define MASK int32_t
#define OF(name) name##_float
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/gemm_body.h"
#undef T
#undef BITS
#undef MASK
#undef OF
#define T double
#define BITS 64
#define MASK int64_t
#define OF(name) name##_double
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/gemm_body.h"

static bool is_ours(const dl_gemm *g) { return g->packed_b || (g->m > 1 && g->n > 1 && !is_large(g)); }

/* Each block over k has a number more in a column (gemm_body.h). */
size_t dl_gemm_pack_bytes(const dl_gemm *g, dl_dtype dtype) {
  int64_t width = 2 * VECTOR / (int64_t)dl_dtype_size(dtype);
  return (size_t)((g->k + parts(g->k, DEPTH)) * up(g->n, width)) * dl_dtype_size(dtype);
}

void dl_gemm_pack(const dl_gemm *g, dl_dtype dtype, const void *b, void *packed) {
  if (dtype == DL_FLOAT32) pack_float(g, b, packed);
  else pack_double(g, b, packed);
}

dl_status dl_gemm_float32(const dl_gemm *g, const float *a, const float *b, float *c) {
  return is_ours(g) ? gemm_float(g, a, b, c) : by_blas_float(g, a, b, c);
}

dl_status dl_gemm_float64(const dl_gemm *g, const double *a, const double *b, double *c) {
  return is_ours(g) ? gemm_double(g, a, b, c) : by_blas_double(g, a, b, c);
}

#else
/* Packed is then a copy without gaps. */
size_t dl_gemm_pack_bytes(const dl_gemm *g, dl_dtype dtype) { return (size_t)(g->n * g->k) * dl_dtype_size(dtype); }

static int64_t dense(const dl_gemm *g) { return most(1, g->transpose_b ? g->k : g->n); }

void dl_gemm_pack(const dl_gemm *g, dl_dtype dtype, const void *b, void *packed) {
  size_t size = dl_dtype_size(dtype), row = (size_t)dense(g) * size;
  for (int64_t r = 0; r < (g->transpose_b ? g->n : g->k); r++)
    memcpy((char *)packed + (size_t)r * row, (const char *)b + (size_t)(r * g->ldb) * size, row);
}

static dl_gemm unpacked(const dl_gemm *g) {
  dl_gemm plain = *g;
  if (g->packed_b) plain.ldb = dense(g);
  return plain;
}

dl_status dl_gemm_float32(const dl_gemm *g, const float *a, const float *b, float *c) {
  const dl_gemm plain = unpacked(g);
  return by_blas_float(&plain, a, b, c);
}

dl_status dl_gemm_float64(const dl_gemm *g, const double *a, const double *b, double *c) {
  const dl_gemm plain = unpacked(g);
  return by_blas_double(&plain, a, b, c);
}
#endif
