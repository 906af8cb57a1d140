/* diagonal.c -- diagonals of matrices: as a view, as a copy, and put into zeros. */
#include "dl_op.h"

/* The diagonal of t as a geometry over its memory: the two dimensions are removed, the diagonal comes last. */
static void take_diagonal(dl_tensor *t, int64_t offset, int dim1, int dim2) {
  int64_t rows = t->shape[dim1], columns = t->shape[dim2], step = t->stride[dim1] + t->stride[dim2];
  int64_t down = offset < 0 ? -offset : 0, right = offset > 0 ? offset : 0, n = rows - down;
  if (columns - right < n) n = columns - right;
  if (n > 0) t->offset += down * t->stride[dim1] + right * t->stride[dim2];
  int kept = 0;
  for (int d = 0; d < t->ndim; d++) {
    if (d == dim1 || d == dim2) continue;
    t->shape[kept] = t->shape[d];
    t->stride[kept++] = t->stride[d];
  }
  t->shape[kept] = n > 0 ? n : 0;
  t->stride[kept] = step;
  t->ndim = (uint8_t)(kept + 1);
}

static dl_status diagonalScatter_kernel(dl_args *a) {
  dl_tensor place = *a->result[0];
  if (dl_clear(&place) != DL_OK) return dl_error_status();
  take_diagonal(&place, dl_integer(a, 2), (int)dl_integer(a, 3), (int)dl_integer(a, 4));
  return dl_copy_strided(&place, dl_in(a, 0));
}
DL_KERNEL(diagonalScatter)

#ifndef DL_DEVICE_PASS

/* Arguments dim1 and dim2, at i and i + 1: different, normalised; the offset so small that nothing overflows. */
static dl_status check_diagonal(dl_args *a, int i, int ndim, const int64_t *shape) {
  if (ndim < 2) return dl_fail(a, "needs two dimensions, got %d", ndim);
  if (dl_normal_dim(a, i, ndim) != DL_OK || dl_normal_dim(a, i + 1, ndim) != DL_OK) return DL_ERROR;
  if (dl_integer(a, i) == dl_integer(a, i + 1)) return dl_fail(a, "dim1 and dim2 are the same dimension");
  int64_t rows = shape[dl_integer(a, i)], columns = shape[dl_integer(a, i + 1)], *offset = &a->arg[i - 1].integer;
  if (*offset > columns) *offset = columns;
  if (*offset < -rows) *offset = -rows;
  return DL_OK;
}

static dl_status diagonal_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (check_diagonal(a, 2, x->ndim, x->shape) != DL_OK || dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  take_diagonal(a->result[0], dl_integer(a, 1), (int)dl_integer(a, 2), (int)dl_integer(a, 3));
  return DL_OK;
}

static void diagonal_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, diagonalScatter, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0)), g->arg[1], g->arg[2], g->arg[3]));
}

DL_OP(diagonal) {
  .sig = "x: Tensor, offset: int = 0, dim1: dim = 1, dim2: dim = 2",
  .doc = "The diagonals of the matrices that two dimensions make, as the last dimension; offset 1 is the one above the main "
         "diagonal, -1 the one below. A view.",
  .flags = DL_VIEW,
  .shape = diagonal_shape,
  .grad = diagonal_grad,
  .sample = "{ randn(3, 3) }, { randn(2, 3), 1 }, { randn(3, 2), -1 }, { randn(2, 2, 3), 0, 2, 3 }, { randn(2, 2, 3), 1, -1, -3 }, { randn(2, 2), 2 }, { randn(2, 2), -7 }",
  .error = "{ randn(3) }, { randn(3, 3), 0, 1, 1 }, { randn(3, 3), 0, 1, 3 }",
};

static dl_status diagonal_scatter_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  if (dl_check_sizes(a, 1, sizes) != DL_OK || check_diagonal(a, 3, sizes.count, sizes.data) != DL_OK) return DL_ERROR;
  dl_status status = dl_result(a, 0, (dl_dtype)x->dtype, sizes.count, sizes.data);
  if (status != DL_OK) return status;
  dl_tensor place = *a->result[0];
  take_diagonal(&place, dl_integer(a, 2), (int)dl_integer(a, 3), (int)dl_integer(a, 4));
  if (dl_tensor_same_shape(&place, x)) return DL_OK;
  return dl_fail_argument(a, 0, "has shape %s, the diagonal %s", DL_SHAPE_TEXT(x), DL_SHAPE_TEXT(&place));
}

static void diagonal_scatter_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, diagonal, dl_upstream(g, 0), g->arg[2], g->arg[3], g->arg[4]));
}

DL_OP(diagonalScatter) {
  .sig = "x: Tensor, sizes: ints, offset: int = 0, dim1: dim = 1, dim2: dim = 2",
  .doc = "Zeros of the given sizes with x on their diagonals: the adjoint of diagonal.",
  .flags = DL_STRIDED,
  .shape = diagonal_scatter_shape,
  .kernel = diagonalScatter_kernel,
  .grad = diagonal_scatter_grad,
  .sample = "{ randn(3), { 3, 3 } }, { randn(2), { 2, 3 }, 1 }, { randn(2, 2), { 2, 2, 3 }, 0, 2, 3 }, { randn(0), { 2, 2 }, 2 }",
  .error = "{ randn(2), { 3, 3 } }, { randn(3), { 3 } }, { randn(3), { 3, 3 }, 0, 1, 1 }",
};

static dl_status diag_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t offset = dl_integer(a, 1);
  if (x->ndim == 2) return dl_give_result(a, 0, DL(a, clone, DL(a, diagonal, x, offset)));
  if (x->ndim != 1) return dl_fail_argument(a, 0, "expected a vector or a matrix, got %d dimensions", x->ndim);
  int64_t n;
  if (offset == INT64_MIN || __builtin_add_overflow(x->shape[0], offset < 0 ? -offset : offset, &n))
    return dl_fail_argument(a, 1, "%lld is too large", (long long)offset);
  return dl_give_result(a, 0, DL(a, diagonalScatter, x, DL_LIST(n, n), offset));
}

DL_OP(diag) {
  .sig = "x: Tensor, diagonal: int = 0",
  .doc = "Of a matrix, a copy of its diagonal; of a vector, the square matrix with it on the diagonal. 1 is the diagonal above the "
         "main one, -1 the one below.",
  .decomp = diag_decomp,
  .sample = "{ randn(3, 3) }, { randn(2, 3), 1 }, { randn(3) }, { randn(2), -1 }, { randn(2), 1 }, { randn(0) }",
  .error = "{ randn() }, { randn(2, 2, 2) }, { randn(2), math.maxinteger }",
};
#endif
