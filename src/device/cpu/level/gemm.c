/* gemm.c -- the product of two matrices in blocks that stay in the caches, with the micro-kernel that convolutions use, too.
**
** The usual way copies both operands into an order of its own. Here only the right side is, and a left side whose columns
** lie densely; so long and narrow products (of layers, of steps of a sequence) are quicker. Each number is summed in an
** order that depends on k alone.
*/
#include "engine/engine.h"
#include "core/sizes.h"

#define DEPTH 256                 /* summed over at a time: a panel of the right side stays in the first cache */
#define LEFT_BYTES (128 * 1024)
#define RIGHT_BYTES (257 * 1024)  /* 256 columns of DEPTH numbers and one more: in the second cache */
#define ROWS_AT_ONCE 8
#define TILE_BYTES (12 * 1024)    /* of the left side, in the first cache beside a panel */
#define VECTOR_BYTES (16 * 1024)  /* of a vector, in the first cache */

#define T float
#define BITS 32
#define MASK int32_t
#define OF(name) name##_float
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/gemm_body.h"
#include "device/cpu/level/gemv_body.h"
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
#include "device/cpu/level/gemv_body.h"

/* Each block over k has a number more in a column (gemm_body.h). */
size_t dl_gemm_pack_bytes(const dl_gemm *g, dl_dtype dtype) {
  int64_t width = 2 * VECTOR / (int64_t)dl_dtype_size(dtype);
  return (size_t)((g->k + parts(g->k, DEPTH)) * up(g->n, width)) * dl_dtype_size(dtype);
}

void dl_gemm_pack(const dl_gemm *g, dl_dtype dtype, const void *b, void *packed) {
  if (dtype == DL_FLOAT32) pack_float(g, b, packed);
  else pack_double(g, b, packed);
}

static bool is_with_vector(const dl_gemm *g) { return (g->m == 1 || g->n == 1) && g->k > 0 && !g->packed_b; }

dl_status dl_gemm_float32(const dl_gemm *g, const float *a, const float *b, float *c) {
  return is_with_vector(g) ? gemv_float(g, a, b, c) : gemm_float(g, a, b, c);
}

dl_status dl_gemm_float64(const dl_gemm *g, const double *a, const double *b, double *c) {
  return is_with_vector(g) ? gemv_double(g, a, b, c) : gemm_double(g, a, b, c);
}
