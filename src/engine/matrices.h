/* matrices.h -- factorisations of matrices, and the walk of a kernel over a batch of them.
**
** LAPACK counts its matrices by columns, our memory goes by rows: what LAPACK sees is the transpose. The functions
** below are named after what they mean for row-major memory, and choose LAPACK's routine so that nothing has to be
** transposed: the LQ factorisation of the transpose is the QR factorisation of the matrix, and so on.
*/
#ifndef DL_MATRICES_H
#define DL_MATRICES_H

/* ---- one matrix (device/cpu/lapack.c); dtype is float32 or float64, matrices are dense and row-major ----
** These return 0, or what LAPACK's info says of the failure (1 for NaN and infinity, where it iterates). Any thread may
** call them: each call uses one. */

/* Is LAPACK there, and does it take sides of this length? Asked before threads start. */
dl_status dl_lapack_check(const dl_args *a, int64_t longest);

/* A = L L^T in the lower triangle, or A = U^T U in the upper one. The other triangle stays as it was. */
int dl_matrix_cholesky(dl_dtype dtype, bool upper, int64_t n, void *a);
/* A = L U P: L lower, U upper with ones on its diagonal, P an exchange of columns (from pivots, which count from 1). */
int dl_matrix_lu(dl_dtype dtype, int64_t n, void *a, int *pivots);
/* The same of an m x n matrix. */
int dl_matrix_lu_of(dl_dtype dtype, int64_t m, int64_t n, void *a, int *pivots);
/* B becomes A^-1 B, where a and pivots are from dl_matrix_lu and B is n x columns. */
void dl_matrix_lu_solve(dl_dtype dtype, int64_t n, int64_t columns, const void *a, const int *pivots, void *b);
/* The inverse of what dl_matrix_lu left, in its place. */
int dl_matrix_lu_inverse(dl_dtype dtype, int64_t n, void *a, const int *pivots, void *work, int64_t work_size);
/* B (m x n) becomes T^-1 B, or B T^-1 where left is false; T is triangular, `unit`: with ones on its diagonal. */
void dl_matrix_triangular_solve(dl_dtype dtype, bool left, bool upper, bool unit, int64_t m, int64_t n,
                                const void *t, void *b);
/* Householder's QR of the m x n matrix a, in place: R above and on the diagonal. */
int dl_matrix_qr(dl_dtype dtype, int64_t m, int64_t n, void *a, void *tau, void *work, int64_t work_size);
/* Q (m x columns) from the reflectors below the diagonal of the first `reflectors` columns of q, in place. */
int dl_matrix_qr_q(dl_dtype dtype, int64_t m, int64_t columns, int64_t reflectors, void *q, const void *tau, void *work,
                   int64_t work_size);
/* Eigenvalues of a symmetric matrix, ascending; a row of `a` becomes an eigenvector (vectors), or a is overwritten. */
int dl_matrix_eigh(dl_dtype dtype, bool vectors, int64_t n, void *a, void *values, void *work, int64_t work_size,
                   int *integers, int64_t integers_size);
/* A = U diag(s) Vh; how: 'S' the first min(m, n) columns and rows, 'A' all of them, 'N' s alone. A is overwritten;
** integers has room for 8 min(m, n). */
int dl_matrix_svd(dl_dtype dtype, char how, int64_t m, int64_t n, void *a, void *u, void *s, void *vh, void *work,
                  int64_t work_size, int *integers);
/* Elements of `work` (and of `integers`) with which the functions above run well. */
int64_t dl_matrix_lu_inverse_work(dl_dtype dtype, int64_t n);
int64_t dl_matrix_qr_work(dl_dtype dtype, int64_t m, int64_t n);
int64_t dl_matrix_eigh_work(dl_dtype dtype, bool vectors, int64_t n, int64_t *integers_size);
int64_t dl_matrix_svd_work(dl_dtype dtype, char how, int64_t m, int64_t n);

/* ---- a batch (engine/matrices.c) ---- */

/* The last two dimensions of t; and how many such matrices there are. */
typedef struct dl_batch { int64_t count, m, n; } dl_batch;
dl_batch dl_batch_of(const dl_tensor *t);
/* The offset in elements of matrix i of `of` (contiguous), which broadcasts to the batch dimensions of `to`. */
int64_t dl_batch_offset(const dl_tensor *to, int to_matrix_dims, const dl_tensor *of, int of_matrix_dims, int64_t i);

/* Call body for every matrix, on several threads where the work (operations of one) pays, with scratch of `bytes`
** for each thread; dl_each_matrix_scratch says what to ask for. Body returns 0 or LAPACK's info: then info and
** `failed` tell of the first matrix that failed. */
typedef int (*dl_matrix_body)(void *context, int64_t index, char *scratch);
typedef struct dl_each_matrix {
  int64_t count, bytes;
  double work;
  dl_matrix_body body;
  void *context;
  char *scratch;
  int64_t failed;
  int info;
} dl_each_matrix;
size_t dl_each_matrix_scratch(int64_t count, double work, int64_t bytes);
dl_status dl_each_matrix_run(dl_each_matrix *each);

/* "matrix 3 of the batch " or "the matrix ", for messages. */
typedef struct dl_matrix_name { char text[48]; } dl_matrix_name;
dl_matrix_name dl_name_matrix(const dl_each_matrix *each);

/* Shape rules (engine/shape.c): argument i must have two dimensions or more, and the last two must be equal. */
dl_status dl_check_matrix(const dl_args *a, int i);
dl_status dl_check_square(const dl_args *a, int i);
/* What the dimensions before the last 2 (or x_dims, y_dims) of x and y broadcast to. */
dl_status dl_batch_shape(dl_args *a, const dl_tensor *x, int x_dims, const dl_tensor *y, int y_dims, int *ndim,
                         int64_t *shape);

#endif
