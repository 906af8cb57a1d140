/* shape.c -- shape rules that many operators share, and the checks they are made of. */
#include <string.h>
#include "engine/engine.h"

/* Every rule behind this may count elements: a shape whose bytes cannot be counted ends here. */
dl_status dl_check_countable(const dl_args *a, dl_dtype dtype, int ndim, const int64_t *shape) {
  size_t bytes;
  if (dl_shape_bytes(ndim, shape, dtype, &bytes)) return DL_OK;
  return dl_fail(a, "a result of shape %s has more bytes than can be counted", dl_text_of(ndim, shape).text);
}

dl_status dl_result(dl_args *a, int i, dl_dtype dtype, int ndim, const int64_t *shape) {
  if (dl_check_countable(a, dtype, ndim, shape) != DL_OK) return DL_ERROR;
  dl_tensor *t = dl_tensor_header(dtype, ndim, shape);
  if (!t) return DL_NO_MEMORY;
  for (; a->nresults <= i; a->nresults++) a->result[a->nresults] = NULL;
  a->result[i] = t;
  return DL_OK;
}

dl_status dl_result_like(dl_args *a, int i, const dl_tensor *like) {
  return dl_result(a, i, (dl_dtype)like->dtype, like->ndim, like->shape);
}

dl_status dl_result_view(dl_args *a, int i) {
  dl_tensor *of = a->arg[0].tensor, *t = dl_tensor_alias(of);
  if (!t) return DL_NO_MEMORY;
  dl_tensor *base = of->base ? of->base : of;
  t->base = dl_tensor_retain(base);
  t->view_of_rebased = base->rebased;
  for (; a->nresults <= i; a->nresults++) a->result[a->nresults] = NULL;
  a->result[i] = t;
  return DL_OK;
}

static dl_status bad_dim(const dl_args *a, int i, int64_t d, int ndim) {
  long long shown = d < 0 ? d : d + 1;
  if (ndim == 0)
    return dl_fail_argument(a, i, "dimension %lld of a tensor that has none (a scalar)", shown);
  return dl_fail_argument(a, i, "dimension %lld is out of range for a %d-dimensional tensor "
    "(use 1 to %d, or -%d to -1)", shown, ndim, ndim, ndim);
}

/* A scalar counts as one-dimensional here, as in PyTorch: sum(x, 1) of a scalar is a scalar. */
dl_status dl_normal_dim(dl_args *a, int i, int ndim) {
  int64_t d = a->arg[i].integer, range = ndim ? ndim : 1;
  if (d < -range || d >= range) return bad_dim(a, i, d, ndim);
  a->arg[i].integer = d < 0 ? d + range : d;
  return DL_OK;
}

dl_status dl_normal_dims(dl_args *a, int i, int ndim, unsigned *mask) {
  *mask = 0;
  if (a->arg[i].kind == DL_NIL) {
    *mask = (1u << ndim) - 1;
    return DL_OK;
  }
  dl_ints dims = a->arg[i].ints;
  int64_t range = ndim ? ndim : 1;
  for (int k = 0; k < dims.count; k++) {
    int64_t d = dims.data[k];
    if (d < -range || d >= range) return bad_dim(a, i, d, ndim);
    unsigned bit = 1u << (d < 0 ? d + range : d);
    if (*mask & bit) return dl_fail_argument(a, i, "dimension %lld is named twice", (long long)(d < 0 ? d : d + 1));
    *mask |= bit;
  }
  if (dims.count == 0) *mask = (1u << ndim) - 1;
  return DL_OK;
}

dl_status dl_normal_index(dl_args *a, int i, int64_t size) {
  int64_t k = a->arg[i].integer;
  if (k < -size || k >= size)
    return dl_fail_argument(a, i, "index %lld is out of range for %lld elements",
                            (long long)(k < 0 ? k : k + 1), (long long)size);
  a->arg[i].integer = k < 0 ? k + size : k;
  return DL_OK;
}

/* The shape so far (*ndim, shape) becomes the one to which it and the shape of t broadcast. */
static dl_status broadcast_with(dl_args *a, int *ndim, int64_t *shape, const dl_tensor *t) {
  int64_t before[DL_MAX_DIMS];
  int m = *ndim, n = m > t->ndim ? m : t->ndim;
  memcpy(before, shape, (size_t)m * sizeof *shape);
  for (int d = 0; d < n; d++) {                     /* d counts from the last dimension */
    int64_t p = d < m ? before[m - 1 - d] : 1;
    int64_t q = d < t->ndim ? t->shape[t->ndim - 1 - d] : 1;
    if (p != q && p != 1 && q != 1)
      return dl_fail(a, "shapes %s and %s do not broadcast: dimension %d from the end is %lld and %lld "
        "(they must be equal, or one of them 1)", dl_text_of(m, before).text, DL_SHAPE_TEXT(t), d + 1, (long long)p, (long long)q);
    shape[n - 1 - d] = p == 1 ? q : p;
  }
  *ndim = n;
  return DL_OK;
}

dl_status dl_broadcast(dl_args *a, const dl_tensor *x, const dl_tensor *y, int *ndim, int64_t *shape) {
  *ndim = x->ndim;
  memcpy(shape, x->shape, x->ndim * sizeof *shape);
  return broadcast_with(a, ndim, shape, y);
}

dl_status dl_shape_same(dl_args *a) {
  DL_EACH_TENSOR(t, a->nargs, a->arg) return dl_result_like(a, 0, t);
  return dl_fail(a, "needs a Tensor");
}

dl_status dl_shape_same_bool(dl_args *a) {
  DL_EACH_TENSOR(t, a->nargs, a->arg) return dl_result(a, 0, DL_BOOL, t->ndim, t->shape);
  return dl_fail(a, "needs a Tensor");
}

static dl_status broadcast_all(dl_args *a, dl_dtype *dtype, int *ndim, int64_t *shape) {
  const dl_tensor *last = NULL;
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    if (!last) {
      *dtype = (dl_dtype)t->dtype;
      *ndim = t->ndim;
      memcpy(shape, t->shape, t->ndim * sizeof *shape);
    } else if (!dl_tensor_same_shape(last, t) && broadcast_with(a, ndim, shape, t) != DL_OK) return DL_ERROR;
    last = t;
  }
  return last ? DL_OK : dl_fail(a, "needs a Tensor");
}

dl_status dl_shape_broadcast(dl_args *a) {
  dl_dtype dtype;
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = broadcast_all(a, &dtype, &ndim, shape);
  return status == DL_OK ? dl_result(a, 0, dtype, ndim, shape) : status;
}

dl_status dl_shape_broadcast_bool(dl_args *a) {
  dl_dtype dtype;
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = broadcast_all(a, &dtype, &ndim, shape);
  return status == DL_OK ? dl_result(a, 0, DL_BOOL, ndim, shape) : status;
}

dl_status dl_check_sizes(dl_args *a, int i, dl_ints sizes) {
  if (sizes.count > DL_MAX_DIMS)
    return dl_fail_argument(a, i, "%d dimensions, at most %d are possible", sizes.count, DL_MAX_DIMS);
  for (int d = 0; d < sizes.count; d++)
    if (sizes.data[d] < 0)
      return dl_fail_argument(a, i, "size %lld of dimension %d is negative", (long long)sizes.data[d], d + 1);
  return DL_OK;
}

dl_tensor *dl_index_tensor(dl_args *a, int i, dl_tensor *index) {
  if (index->dtype != DL_INT64 && index->dtype != DL_INT32) {
    dl_fail_argument(a, i, "expected a tensor of indices (int64 or int32), got %s (long() makes one)",
                     dl_dtype_name((dl_dtype)index->dtype));
    return NULL;
  }
  if (index->dtype == DL_INT32) return DL(a, to, index, (int)DL_INT64);
  return dl_tensor_is_contiguous(index) ? index : DL(a, clone, index);
}

/* The parameters of a constructor are found by type: the sizes, and the dtype if given. */
dl_status dl_shape_created(dl_args *a) {
  dl_dtype dtype = DL_FLOAT32;
  int sizes_at = -1;
  for (int i = 0; i < a->nargs; i++) {
    dl_parameter_type type = (dl_parameter_type)a->op->parameter[i].type;
    if (type == DL_P_DTYPE && a->arg[i].kind != DL_NIL) dtype = (dl_dtype)a->arg[i].integer;
    if (type == DL_P_SIZES || type == DL_P_INTS) sizes_at = i;
  }
  dl_ints sizes = a->arg[sizes_at].ints;
  dl_status status = dl_check_sizes(a, sizes_at, sizes);
  return status == DL_OK ? dl_result(a, 0, dtype, sizes.count, sizes.data) : status;
}

/* ---- batches of matrices (matrices.h) ---- */

dl_status dl_check_matrix(const dl_args *a, int i) {
  const dl_tensor *x = dl_in(a, i);
  if (x->ndim >= 2) return DL_OK;
  return dl_fail_argument(a, i, "expected a matrix or a batch of them, got shape %s", DL_SHAPE_TEXT(x));
}

dl_status dl_check_square(const dl_args *a, int i) {
  const dl_tensor *x = dl_in(a, i);
  if (dl_check_matrix(a, i) != DL_OK) return DL_ERROR;
  if (x->shape[x->ndim - 1] == x->shape[x->ndim - 2]) return DL_OK;
  return dl_fail_argument(a, i, "expected square matrices, got shape %s", DL_SHAPE_TEXT(x));
}

dl_status dl_batch_shape(dl_args *a, const dl_tensor *x, int x_dims, const dl_tensor *y, int y_dims, int *ndim,
                         int64_t *shape) {
  dl_tensor left = { .ndim = (uint8_t)(x->ndim > x_dims ? x->ndim - x_dims : 0) };
  dl_tensor right = { .ndim = (uint8_t)(y->ndim > y_dims ? y->ndim - y_dims : 0) };
  memcpy(left.shape, x->shape, sizeof left.shape);
  memcpy(right.shape, y->shape, sizeof right.shape);
  return dl_broadcast(a, &left, &right, ndim, shape);
}
