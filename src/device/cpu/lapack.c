/* lapack.c -- factorisations by the LAPACK in OpenBLAS, which openblas.c loads at the first of them.
**
** LAPACK's interface is Fortran's: every argument by its address, and behind the last one the length of each string.
** The transpose of what engine/matrices.h promises is handed over, since a row-major matrix is that for LAPACK.
** Calls run on one thread, so results do not depend on how many there are; batches are spread over threads above.
*/
#include <dlfcn.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include "device/cpu/openblas.h"

typedef void (*factor_function)(const char *uplo, const int *n, void *a, const int *lda, int *info, size_t);
typedef void (*lu_function)(const int *m, const int *n, void *a, const int *lda, int *pivots, int *info);
typedef void (*lu_inverse_function)(const int *n, void *a, const int *lda, const int *pivots, void *work,
  const int *work_size, int *info);
typedef void (*triangular_function)(const char *side, const char *uplo, const char *transpose, const char *diagonal,
  const int *m, const int *n, const void *alpha, const void *a, const int *lda, void *b, const int *ldb,
  size_t, size_t, size_t, size_t);
typedef void (*lq_function)(const int *m, const int *n, void *a, const int *lda, void *tau, void *work,
  const int *work_size, int *info);
typedef void (*lq_q_function)(const int *m, const int *n, const int *k, void *a, const int *lda, const void *tau,
  void *work, const int *work_size, int *info);
typedef void (*eigen_function)(const char *vectors, const char *uplo, const int *n, void *a, const int *lda,
  void *values, void *work, const int *work_size, int *integers, const int *integers_size, int *info, size_t, size_t);
typedef void (*svd_function)(const char *how, const int *m, const int *n, void *a, const int *lda, void *s, void *u,
  const int *ldu, void *vt, const int *ldvt, void *work, const int *work_size, int *integers, int *info, size_t);

typedef struct {
  factor_function potrf;
  lu_function getrf;
  lu_inverse_function getri;
  triangular_function trsm;
  lq_function gelqf;
  lq_q_function orglq;
  eigen_function syevd;
  svd_function gesdd;
} routines;

static routines by_dtype[2];
static bool missing;

static void load_routines(routines *r, void *library, const char *const names[8]) {
  void **places[8] = { (void **)&r->potrf, (void **)&r->getrf, (void **)&r->getri, (void **)&r->trsm,
                       (void **)&r->gelqf, (void **)&r->orglq, (void **)&r->syevd, (void **)&r->gesdd };
  for (int i = 0; i < 8; i++) {
    *places[i] = dlsym(library, names[i]);
    if (!*places[i]) missing = true;
  }
}

static void load(void) {
  static const char *const single[8] = { "spotrf_", "sgetrf_", "sgetri_", "strsm_", "sgelqf_", "sorglq_", "ssyevd_", "sgesdd_" };
  static const char *const wide[8] = { "dpotrf_", "dgetrf_", "dgetri_", "dtrsm_", "dgelqf_", "dorglq_", "dsyevd_", "dgesdd_" };
  load_routines(&by_dtype[0], dl_openblas(), single);
  load_routines(&by_dtype[1], dl_openblas(), wide);
}

static const routines *routines_of(dl_dtype dtype) { return &by_dtype[dtype == DL_FLOAT64]; }

/* Of calls that write no workspace yet: the size that LAPACK wants, which it says as a float. */
static int64_t wanted(dl_dtype dtype, const void *answer) {
  double size = dtype == DL_FLOAT64 ? *(const double *)answer : (double)*(const float *)answer * (1 + 1e-6);
  return (int64_t)size + 1;
}

static int as_int(int64_t n) { return n < INT_MAX ? (int)n : INT_MAX; }

/* LAPACK refuses a leading dimension of 0. */
static int leading(int64_t n) { return n > 1 ? (int)n : 1; }

/* Workspaces are asked for before the kernel can say that there is no LAPACK: they are empty then. */
static bool ready(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  if (!dl_openblas()) return false;
  pthread_once(&once, load);
  return !missing;
}

dl_status dl_lapack_check(const dl_args *a, int64_t longest) {
  if (!dl_openblas()) return DL_ERROR;
  if (!ready()) return dl_fail(a, "the OpenBLAS of this machine has no LAPACK in it");
  if (longest > INT_MAX) return dl_fail(a, "a side is longer than %d", INT_MAX);
  return DL_OK;
}

int dl_matrix_cholesky(dl_dtype dtype, bool upper, int64_t n, void *a) {
  int threads = dl_take_one_thread(), size = (int)n, info = 0, ld = leading(n);
  routines_of(dtype)->potrf(upper ? "L" : "U", &size, a, &ld, &info, 1);
  dl_give_threads_back(threads);
  return info;
}

int dl_matrix_lu(dl_dtype dtype, int64_t n, void *a, int *pivots) { return dl_matrix_lu_of(dtype, n, n, a, pivots); }

int dl_matrix_lu_of(dl_dtype dtype, int64_t m, int64_t n, void *a, int *pivots) {
  int threads = dl_take_one_thread(), rows = (int)n, columns = (int)m, info = 0, ld = leading(n);
  routines_of(dtype)->getrf(&rows, &columns, a, &ld, pivots, &info);
  dl_give_threads_back(threads);
  return info;
}

static void swap_rows(size_t bytes, char *x, char *y) {
  for (size_t i = 0; i < bytes; i++) {
    char byte = x[i];
    x[i] = y[i];
    y[i] = byte;
  }
}

/* A = L U P: X = P^T (U^-1 (L^-1 B)), the exchanges undone from the last to the first. */
void dl_matrix_lu_solve(dl_dtype dtype, int64_t n, int64_t columns, const void *a, const int *pivots, void *b) {
  size_t row = (size_t)columns * dl_dtype_size(dtype);
  dl_matrix_triangular_solve(dtype, true, false, false, n, columns, a, b);
  dl_matrix_triangular_solve(dtype, true, true, true, n, columns, a, b);
  for (int64_t i = n - 1; i >= 0; i--)
    if (pivots[i] - 1 != i) swap_rows(row, (char *)b + (size_t)i * row, (char *)b + (size_t)(pivots[i] - 1) * row);
}

int64_t dl_matrix_lu_inverse_work(dl_dtype dtype, int64_t n) {
  double answer = 0;
  int size = (int)n, ask = -1, info = 0, ld = leading(n);
  if (!ready()) return 0;
  routines_of(dtype)->getri(&size, NULL, &ld, NULL, &answer, &ask, &info);
  return wanted(dtype, &answer);
}

int dl_matrix_lu_inverse(dl_dtype dtype, int64_t n, void *a, const int *pivots, void *work, int64_t work_size) {
  int threads = dl_take_one_thread(), size = (int)n, room = as_int(work_size), info = 0, ld = leading(n);
  routines_of(dtype)->getri(&size, a, &ld, pivots, work, &room, &info);
  dl_give_threads_back(threads);
  return info;
}

/* Row by row, T X = B is X^T T^T = B^T column by column: the other side, the other triangle. */
void dl_matrix_triangular_solve(dl_dtype dtype, bool left, bool upper, bool unit, int64_t m, int64_t n,
                                const void *t, void *b) {
  static const double one_wide = 1;
  static const float one_single = 1;
  const void *one = dtype == DL_FLOAT64 ? (const void *)&one_wide : &one_single;
  int threads = dl_take_one_thread(), rows = (int)n, columns = (int)m, ldt = leading(left ? m : n), ldb = leading(n);
  routines_of(dtype)->trsm(left ? "R" : "L", upper ? "L" : "U", "N", unit ? "U" : "N", &rows, &columns, one, t, &ldt, b,
                           &ldb, 1, 1, 1, 1);
  dl_give_threads_back(threads);
}

int64_t dl_matrix_qr_work(dl_dtype dtype, int64_t m, int64_t n) {
  double answer = 0;
  int rows = (int)n, columns = (int)m, least = (int)(m < n ? m : n), ask = -1, info = 0, ld = leading(n), ldq = leading(m);
  if (!ready()) return 0;
  routines_of(dtype)->gelqf(&rows, &columns, NULL, &ld, NULL, &answer, &ask, &info);
  int64_t factor = wanted(dtype, &answer);
  routines_of(dtype)->orglq(&columns, &columns, &least, NULL, &ldq, NULL, &answer, &ask, &info);
  int64_t q = wanted(dtype, &answer);
  return factor > q ? factor : q;
}

int dl_matrix_qr(dl_dtype dtype, int64_t m, int64_t n, void *a, void *tau, void *work, int64_t work_size) {
  int threads = dl_take_one_thread(), rows = (int)n, columns = (int)m, room = as_int(work_size), info = 0, ld = leading(n);
  routines_of(dtype)->gelqf(&rows, &columns, a, &ld, tau, work, &room, &info);
  dl_give_threads_back(threads);
  return info;
}

int dl_matrix_qr_q(dl_dtype dtype, int64_t m, int64_t columns, int64_t reflectors, void *q, const void *tau, void *work,
                   int64_t work_size) {
  int threads = dl_take_one_thread(), rows = (int)columns, length = (int)m, k = (int)reflectors;
  int room = as_int(work_size), info = 0, ld = leading(columns);
  routines_of(dtype)->orglq(&rows, &length, &k, q, &ld, tau, work, &room, &info);
  dl_give_threads_back(threads);
  return info;
}

/* The iterations below do not end well for others, and LAPACK itself prints what it thinks of NaN. */
static bool all_finite(dl_dtype dtype, int64_t n, const void *a) {
  const double *wide = a;
  const float *single = a;
  for (int64_t i = 0; i < n; i++)
    if (dtype == DL_FLOAT64 ? !isfinite(wide[i]) : !isfinite(single[i])) return false;
  return true;
}

int64_t dl_matrix_eigh_work(dl_dtype dtype, bool vectors, int64_t n, int64_t *integers_size) {
  double answer = 0;
  int size = (int)n, ask = -1, info = 0, ld = leading(n), integers = 0;
  *integers_size = 0;
  if (!ready()) return 0;
  routines_of(dtype)->syevd(vectors ? "V" : "N", "U", &size, NULL, &ld, NULL, &answer, &ask, &integers, &ask, &info, 1, 1);
  *integers_size = integers;
  return wanted(dtype, &answer);
}

int dl_matrix_eigh(dl_dtype dtype, bool vectors, int64_t n, void *a, void *values, void *work, int64_t work_size,
                   int *integers, int64_t integers_size) {
  for (int64_t i = 0; i < n; i++)                     /* the triangle that LAPACK reads */
    if (!all_finite(dtype, i + 1, (char *)a + i * n * (int64_t)dl_dtype_size(dtype))) return 1;
  int threads = dl_take_one_thread(), size = (int)n, room = as_int(work_size), integer_room = as_int(integers_size);
  int info = 0, ld = leading(n);
  routines_of(dtype)->syevd(vectors ? "V" : "N", "U", &size, a, &ld, values, work, &room, integers, &integer_room, &info,
                            1, 1);
  dl_give_threads_back(threads);
  return info;
}

/* A^T = V diag(s) U^T: LAPACK's U, column by column, is our Vh, row by row. */
static void call_svd(dl_dtype dtype, char how, int64_t m, int64_t n, void *a, void *u, void *s, void *vh, void *work,
                     int room, int *integers, int *info) {
  int rows = (int)n, columns = (int)m, least = (int)(m < n ? m : n), ld = leading(n);
  int ldu = leading(n), ldvt = leading(how == 'A' ? columns : least);
  routines_of(dtype)->gesdd(&how, &rows, &columns, a, &ld, s, vh, &ldu, u, &ldvt, work, &room, integers, info, 1);
}

int64_t dl_matrix_svd_work(dl_dtype dtype, char how, int64_t m, int64_t n) {
  double answer = 0;
  int info = 0;
  if (!ready()) return 0;
  call_svd(dtype, how, m, n, NULL, NULL, NULL, NULL, &answer, -1, NULL, &info);
  return wanted(dtype, &answer);
}

int dl_matrix_svd(dl_dtype dtype, char how, int64_t m, int64_t n, void *a, void *u, void *s, void *vh, void *work,
                  int64_t work_size, int *integers) {
  if (!all_finite(dtype, m * n, a)) return 1;
  int threads = dl_take_one_thread(), info = 0;
  call_svd(dtype, how, m, n, a, u, s, vh, work, as_int(work_size), integers, &info);
  dl_give_threads_back(threads);
  return info;
}
