/* kernel.h -- what hand-written kernels use: strided loops, parallel ranges, matrix products. */
#ifndef DL_KERNEL_H
#define DL_KERNEL_H

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- strided loops over up to DL_LOOP_OPERANDS tensors of one (broadcast) shape ---- */

#define DL_LOOP_OPERANDS 6

typedef struct dl_loop {
  int ndim, operands;
  int64_t shape[DL_MAX_DIMS];                      /* the innermost dimension is last */
  int64_t step[DL_MAX_DIMS][DL_LOOP_OPERANDS];     /* in bytes */
  char *data[DL_LOOP_OPERANDS];
  uint8_t half[DL_LOOP_OPERANDS];                  /* a 16-bit dtype that inner is to see as float; else 0 */
} dl_loop;

/* A loop over `shape`; each tensor broadcasts to it. Dimensions are merged where strides allow. */
void dl_loop_make(dl_loop *loop, int ndim, const int64_t *shape, int operands, dl_tensor *const *tensors);
/* What an elementwise kernel sees as k: the numbers among the arguments, in their order. */
#define DL_MAP_NUMBERS 3
void dl_map_numbers(const dl_args *a, double k[DL_MAP_NUMBERS]);
#ifndef DL_CUDA
/* Call inner on every innermost run, on several threads when there is enough to do. */
dl_status dl_loop_run(const dl_loop *loop, dl_inner inner, const double *k);
#endif

/* Copy between any strides and dtypes of one device's memory; `from` broadcasts to `to`. */
dl_status dl_copy_strided(dl_tensor *to, const dl_tensor *from);

/* Every byte of a contiguous tensor becomes 0; every element a number. */
dl_status dl_clear(dl_tensor *t);
dl_status dl_fill_with(dl_tensor *t, double number);

/* DL_UPDATES: make result 0 a copy of argument 0, unless it is the same memory already. */
dl_status dl_start_update(dl_args *a);

/* ---- positions: the values of index tensors ---- */

/* From 1 to size, or -1 to -size from the end; argument i is to blame for the first that is not. */
dl_status dl_check_positions(const dl_args *a, int i, const int64_t *values, int64_t n, int64_t size);
DL_INLINE int64_t dl_position(int64_t value, int64_t size) { return value > 0 ? value - 1 : value + size; }

/* May two elements of the tensor share their place in memory? Writes by several threads ask. */
bool dl_may_overlap(const dl_tensor *t);

/* Rows of x named by index tensors (int64, contiguous) which broadcast and stand for the dimensions dim, dim + 1 ... of
** x. The partner has x's dimensions with the common shape of the indices in the place of the indexed ones; along
** those its rows lie evenly (one stride, or none). READ fills the partner, WRITE and ADD change x, which is the result
** of a DL_UPDATES operator. Of rows that are named twice the last one is written. Wants scratch of dl_rows_scratch. */
typedef enum { DL_ROWS_READ, DL_ROWS_WRITE, DL_ROWS_ADD } dl_rows_kind;
typedef struct dl_rows {
  dl_rows_kind kind;
  const dl_tensor *x, *partner;
  dl_tensors indices;
  int dim, argument;           /* the first indexed dimension; the argument to blame for bad indices */
  double alpha;                /* ADD: a factor */
} dl_rows;
size_t dl_rows_scratch(const dl_rows *rows);
dl_status dl_rows_move(dl_args *a, const dl_rows *rows);

#ifndef DL_CUDA
/* ---- parallel ranges ----
** body(context, begin, end) over pieces of [0, n) of `grain` elements or more. The pieces do
** not depend on the number of threads, so neither do results; interruption is polled between. */
typedef void (*dl_range_body)(void *context, int64_t begin, int64_t end);
dl_status dl_parallel(int64_t n, int64_t grain, dl_range_body body, void *context);

/* ---- matrix products (device/cpu/level/gemm.c): row-major C = alpha op(A) op(B) + beta C ---- */
typedef struct dl_gemm {
  bool transpose_a, transpose_b, packed_b;     /* packed_b: b is what dl_gemm_pack made of it */
  int64_t m, n, k, lda, ldb, ldc;
  double alpha, beta;
  const void *add;              /* not NULL: is added instead of beta C; rows add_row apart, 0: one for all */
  int64_t add_row;
} dl_gemm;
#define dl_gemm_float32 DL_PASTE(dl_gemm_float32_, DL_LEVEL)
#define dl_gemm_float64 DL_PASTE(dl_gemm_float64_, DL_LEVEL)
dl_status dl_gemm_float32(const dl_gemm *g, const float *a, const float *b, float *c);
dl_status dl_gemm_float64(const dl_gemm *g, const double *a, const double *b, double *c);
/* B of products that differ in nothing but A, C and m: packed once, into so many bytes (aligned to 64). */
#define dl_gemm_pack_bytes DL_PASTE(dl_gemm_pack_bytes_, DL_LEVEL)
#define dl_gemm_pack DL_PASTE(dl_gemm_pack_, DL_LEVEL)
size_t dl_gemm_pack_bytes(const dl_gemm *g, dl_dtype dtype);
void dl_gemm_pack(const dl_gemm *g, dl_dtype dtype, const void *b, void *packed);
#endif

/* ---- products of tensors (device/cpu/level/product.c, device/cuda/product.cu): C = alpha A B + beta C, for each matrix of a batch ----
** Strides are in elements and may be anything for A and B; the rows of C are dense. */
typedef struct dl_matrix {
  char *data;
  int64_t row, column, batch[DL_MAX_DIMS];
} dl_matrix;

typedef struct dl_product {
  dl_device *device;
  dl_dtype dtype;
  int64_t m, n, k, batch[DL_MAX_DIMS];
  int batch_dims;
  dl_matrix a, b, c;
  double alpha, beta;
  const char *bias;            /* not NULL: a dense row of floats that is added to each row instead of beta C (on the CPU) */
} dl_product;

/* The product of x and y into `result` (its batch dimensions are what theirs broadcast to). A vector is a row
** on the left and a column on the right, and that dimension is not in the result. alpha 1, beta 0. */
void dl_product_make(dl_product *p, const dl_tensor *x, const dl_tensor *y, const dl_tensor *result);

#define dl_product_scratch DL_PASTE(dl_product_scratch_, DL_LEVEL)
#define dl_product_run DL_PASTE(dl_product_run_, DL_LEVEL)
/* Bytes for copies of operands that no GEMM can read where they are. */
size_t dl_product_scratch(const dl_product *p);
dl_status dl_product_run(const dl_product *p, void *scratch);

/* ---- runs of numbers between dtypes (device/cpu/level/convert.c): contiguous ---- */
void dl_convert(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n);

/* ---- random numbers: four 32-bit words of block `counter` (Philox 4x32-10) ---- */
#include "core/philox.h"

#ifdef __cplusplus
}
#endif

#endif
