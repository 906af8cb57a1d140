/* blas.c -- matrix products by OpenBLAS, which is loaded at the first of them.
**
** It is loaded and not linked for two reasons. A program that multiplies no matrix starts
** faster. And OpenBLAS 0.3.21 chooses its kernels in a constructor: on processors that it does
** not know it takes the AVX2 ones where AVX-512 ones run twice as fast, unless OPENBLAS_CORETYPE
** says otherwise before that.
**
** Every call runs on one thread, also inside of our loops: level/product.c cuts large products for the threads, so
** that there is one pool, and results that do not depend on its size. Bands of rows of very large ones are calls
** of their own, so that an interruption is seen between them.
*/
#include <dlfcn.h>
#include <omp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "device/cpu/blas.h"

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

typedef void (*sgemm_function)(int order, int ta, int tb, int m, int n, int k, float alpha,
  const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
typedef void (*dgemm_function)(int order, int ta, int tb, int m, int n, int k, double alpha,
  const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);

typedef void (*sgemv_function)(int order, int ta, int m, int n, float alpha, const float *a, int lda,
  const float *x, int incx, float beta, float *y, int incy);
typedef void (*dgemv_function)(int order, int ta, int m, int n, double alpha, const double *a, int lda,
  const double *x, int incx, double beta, double *y, int incy);

static sgemm_function sgemm;
static dgemm_function dgemm;
static sgemv_function sgemv;
static dgemv_function dgemv;
static void *library;
static char failure[256];

static bool prefer_avx512(void) {
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("x86-64-v4") && !getenv("OPENBLAS_CORETYPE");
#else
  return false;
#endif
}

static void load(void) {
  bool set = prefer_avx512();
  if (set) setenv("OPENBLAS_CORETYPE", "SkylakeX", 1);
  library = dlopen(DL_OPENBLAS_PATH, RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (set) unsetenv("OPENBLAS_CORETYPE");       /* children choose for themselves */
  if (!library) {
    snprintf(failure, sizeof failure, "OpenBLAS cannot be loaded: %s", dlerror());
    return;
  }
  *(void **)&sgemm = dlsym(library, "cblas_sgemm");
  *(void **)&dgemm = dlsym(library, "cblas_dgemm");
  *(void **)&sgemv = dlsym(library, "cblas_sgemv");
  *(void **)&dgemv = dlsym(library, "cblas_dgemv");
  if (!sgemm || !dgemm || !sgemv || !dgemv) snprintf(failure, sizeof failure, "OpenBLAS has no cblas_sgemm");
  void (*set_threads)(int);
  int (*threads_of)(void), with_own_threads = 1;
  *(void **)&threads_of = dlsym(library, "openblas_get_parallel");
  *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
  if (threads_of && set_threads && threads_of() == with_own_threads) set_threads(1);
}

void *dl_openblas(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  if (!failure[0]) return library;
  dl_error_set("%s", failure);
  return NULL;
}

dl_status dl_gemm_check(const dl_gemm *g) {
  if (!dl_openblas()) return DL_ERROR;
  if (g->m > INT32_MAX || g->n > INT32_MAX || g->k > INT32_MAX
      || g->lda > INT32_MAX || g->ldb > INT32_MAX || g->ldc > INT32_MAX)
    return dl_error_set("matrix product: a side is longer than %d", INT32_MAX);
  return DL_OK;
}

/* Rows of a band: about a tenth of a second of work. */
static int64_t band(const dl_gemm *g) {
  double row = 2.0 * (double)g->n * (double)g->k;
  int64_t rows = row > 0 ? (int64_t)(4e9 / row) : g->m;
  rows = rows < 64 ? 64 : rows / 64 * 64;
  return rows < g->m ? rows : g->m;
}

int dl_take_one_thread(void) {
  int threads = omp_get_max_threads();
  if (threads > 1) omp_set_num_threads(1);
  return threads;
}

void dl_give_threads_back(int threads) {
  if (threads > 1) omp_set_num_threads(threads);
}

/* A product with a vector reads the matrix once; GEMM would pack it first. beta 0 is ours: OpenBLAS's GEMV
** multiplies whatever is there. The matrix of a row x is B, read the other way round: y = B^T x. */
#define GEMV(name, T, function) \
static void name(const dl_gemm *g, const T *a, const T *b, T *c) { \
  bool row = g->m == 1; \
  int64_t rows = row ? g->k : g->m, columns = row ? g->n : g->k, size = row ? g->n : g->m; \
  bool transpose = row ? !g->transpose_b : g->transpose_a; \
  bool stored_transposed = row ? g->transpose_b : g->transpose_a; \
  int64_t step = row ? 1 : g->ldc, step_x = row ? (g->transpose_a ? g->lda : 1) : g->transpose_b ? 1 : g->ldb; \
  if (g->beta == 0) for (int64_t i = 0; i < size; i++) c[i * step] = 0; \
  function(ROW_MAJOR, transpose ? TRANSPOSE : NO_TRANSPOSE, (int)(stored_transposed ? columns : rows), \
           (int)(stored_transposed ? rows : columns), (T)g->alpha, row ? b : a, (int)(row ? g->ldb : g->lda), \
           row ? a : b, (int)step_x, g->beta == 0 ? 1 : (T)g->beta, c, (int)step); \
}
GEMV(gemv_float32, float, sgemv)
GEMV(gemv_float64, double, dgemv)

#define GEMM(name, T, function, by_vector) \
dl_status name(const dl_gemm *g, const T *a, const T *b, T *c) { \
  if (g->m == 0 || g->n == 0) return DL_OK; \
  dl_status status = dl_gemm_check(g); \
  if (status != DL_OK) return status; \
  int threads = dl_take_one_thread(); \
  int64_t rows = band(g); \
  bool vector = (g->m == 1 || g->n == 1) && g->k > 0; \
  if (vector) by_vector(g, a, b, c); \
  for (int64_t i = 0; i < g->m && !vector && status == DL_OK; i += rows) { \
    int64_t m = g->m - i < rows ? g->m - i : rows; \
    if (dl_interrupt_pending()) status = dl_error_interrupted(); \
    else function(ROW_MAJOR, g->transpose_a ? TRANSPOSE : NO_TRANSPOSE, g->transpose_b ? TRANSPOSE : NO_TRANSPOSE, \
                  (int)m, (int)g->n, (int)g->k, (T)g->alpha, a + (g->transpose_a ? i : i * g->lda), (int)g->lda, \
                  b, (int)g->ldb, (T)g->beta, c + i * g->ldc, (int)g->ldc); \
  } \
  dl_give_threads_back(threads); \
  return status; \
}
GEMM(dl_blas_float32, float, sgemm, gemv_float32)
GEMM(dl_blas_float64, double, dgemm, gemv_float64)
